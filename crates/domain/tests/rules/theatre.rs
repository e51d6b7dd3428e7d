//! A theatre to test in: people, a patient, terminals that record and exchange facts.

use domain::fold::Stream;
use domain::hospital::{Hospital, Theatre};
use domain::patient::Patient;
use domain::procedure::{
    Anaesthesia, Answer, Coded, Command, Consent, ConsentBy, Context, Decided, Device, DeviceAction, GoneBy, Item,
    Milestone, NoteType, Operation, Phase, Procedure, ProcedureFact, Reason, ReportRule, Request, Role, Side, Slot,
    Speaker, Urgency, decide, decide_report,
};
use domain::{EventId, Moment, PatientId, PersonId, ProcedureId, Recorded, Refusal, Stamp, TerminalId, TheatreId};
use proptest::prelude::*;
use uuid::Uuid;

pub const CASE: ProcedureId = ProcedureId(Uuid::from_u128(1));
pub const PATIENT: PatientId = PatientId(Uuid::from_u128(2));
pub const THEATRE: TheatreId = TheatreId(Uuid::from_u128(3));

pub fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(100 + number))
}

pub fn morning() -> Moment {
    "2026-11-22T09:00:00+06:00".parse().unwrap()
}

pub fn hospital() -> Hospital {
    let theatre =
        Theatre {
            name: "Theatre 1".into(), name_bn: "ওটি ১".into(), specialty: "general_surgery".into(), position: 1
        };
    Hospital { offset_minutes: 360, theatres: [(THEATRE, theatre)].into(), ..Hospital::default() }
}

pub fn because(text: &str) -> Reason {
    Reason { code: None, text: text.into() }
}

pub fn request(sided: bool) -> Command {
    Command::Request(Request {
        procedure_no: "PRC-KSG-T1-00001".into(),
        patient: PATIENT,
        operation: Operation { key: Some("HERNIA_REPAIR".into()), sided, ..Operation::default() },
        urgency: Urgency::Elective,
        minutes: 60,
        side: None,
        anaesthesia: vec![Anaesthesia::Spinal],
        ward_bed: None,
        reason: None,
        encounter: None,
        waiting_since: None,
    })
}

/// One terminal: the facts it holds, and a clock that anyone may set.
pub struct Terminal {
    pub name: &'static str,
    pub now: Moment,
    pub patient: Patient,
    pub facts: Vec<Recorded<ProcedureFact>>,
    stamp: Stamp,
    recorded: u128,
}

impl Terminal {
    pub fn new(name: &'static str) -> Self {
        let stamp = Stamp { wall_ms: 0, counter: 0 };
        Terminal { name, now: morning(), patient: Patient::default(), facts: Vec::new(), stamp, recorded: 0 }
    }

    /// A terminal with the case requested on it.
    pub fn with_case(sided: bool) -> Self {
        let mut terminal = Terminal::new("T1");
        terminal.record(0, request(sided)).unwrap();
        terminal
    }

    pub fn case(&self) -> Procedure {
        self.stream().state
    }

    pub fn stream(&self) -> Stream<Procedure> {
        Stream::fold(&self.facts)
    }

    pub fn record(&mut self, actor: u128, command: Command) -> Result<(), Refusal> {
        self.decided(actor, |case, context| decide(case, command, context))
    }

    /// As another system reports it.
    pub fn told(&mut self, command: Command, rule: ReportRule) -> Result<(), Refusal> {
        self.decided(9, |case, context| decide_report(case, command, context, rule))
    }

    fn decided(
        &mut self,
        actor: u128,
        decide: impl FnOnce(&Procedure, &Context<'_>) -> Result<Decided, Refusal>,
    ) -> Result<(), Refusal> {
        let stream = self.stream();
        let context = Context {
            id: CASE,
            now: self.now,
            actor: person(actor),
            patient: &self.patient,
            hospital: &hospital(),
            bookings: &[],
        };
        let decided = decide(&stream.state, &context)?;
        let mut parents = stream.heads;
        for fact in decided.facts {
            let wall_ms = self.stamp.wall_ms.max(self.now.utc_ms());
            let counter = if wall_ms == self.stamp.wall_ms { self.stamp.counter + 1 } else { 0 };
            self.stamp = Stamp { wall_ms, counter };
            self.recorded += 1;
            let terminal = self.name.bytes().fold(0u128, |sum, byte| sum * 256 + u128::from(byte));
            let id = EventId(Uuid::from_u128(terminal << 64 | self.recorded));
            self.facts.push(Recorded {
                id,
                parents: std::mem::replace(&mut parents, vec![id]),
                stamp: self.stamp,
                terminal: TerminalId(self.name.into()),
                actor: person(actor),
                recorded_at: self.now,
                fact,
            });
        }
        Ok(())
    }

    /// Takes everything that the other terminal has.
    pub fn receive(&mut self, other: &Terminal) {
        for fact in &other.facts {
            if !self.facts.iter().any(|mine| mine.id == fact.id) {
                self.facts.push(fact.clone());
                self.stamp = self.stamp.max(fact.stamp);
            }
        }
    }

    /// Answers every item of a phase as it should be, and signs.
    pub fn clear(&mut self, phase: Phase) {
        for item in phase.items() {
            let answer = if item.is_risk() { Answer::No } else { Answer::Yes };
            self.record(0, answered(item, answer)).unwrap();
        }
        self.record(0, Command::SignPhase { phase, by: person(0), at: None }).unwrap();
    }

    pub fn reach(&mut self, milestone: Milestone) -> Result<(), Refusal> {
        self.record(0, Command::Reach { milestone, at: None })
    }
}

pub fn answered(item: Item, answer: Answer) -> Command {
    Command::AnswerItem { item, answer, plan: None, comments: None, said_by: Some(Speaker::Patient), at: None }
}

pub fn done_well() -> Coded {
    Coded { coding: vec![], text: Some("Successful".into()) }
}

/// A device of which no more is said than must be.
pub fn suture() -> Device {
    Device {
        device_id: None,
        device_type: "suture".into(),
        name: "Vicryl".into(),
        action: DeviceAction::Used,
        manipulated: false,
        lot: None,
        serial: None,
        expires: None,
        quantity: 1,
    }
}

/// Any command that a window could send, sensible or not.
pub fn any_command() -> impl Strategy<Value = Command> {
    let item = prop::sample::select(Item::ALL.to_vec());
    let phase = prop::sample::select(Phase::ALL.to_vec());
    let milestone = prop::sample::select(Milestone::ALL.to_vec());
    let answer = prop::sample::select(vec![Answer::Yes, Answer::Yes, Answer::No, Answer::NotApplicable]);
    let side = prop::sample::select(Side::ALL.to_vec());
    let role = prop::sample::select(Role::ALL.to_vec());
    let at = prop::option::weighted(0.3, (-3000i64..600).prop_map(|minutes| morning().plus_minutes(minutes)));
    let text = prop::sample::select(vec!["", "blood awaited", "রক্তের অপেক্ষা", "\u{202e}x"]);
    let people = || (0u128..4).prop_map(person);
    prop_oneof![
        10 => (item, answer, at.clone(), text.clone()).prop_map(|(item, answer, at, text)| Command::AnswerItem {
            item, answer, plan: Some(text.into()), comments: None, said_by: None, at
        }),
        6 => (phase.clone(), people(), at.clone()).prop_map(|(phase, by, at)| Command::SignPhase { phase, by, at }),
        3 => (phase, people(), text.clone())
            .prop_map(|(phase, by, text)| Command::PassPhase { phase, by, reason: because(text) }),
        8 => (milestone.clone(), at.clone()).prop_map(|(milestone, at)| Command::Reach { milestone, at }),
        1 => (milestone, text.clone())
            .prop_map(|(milestone, text)| Command::SetBack { milestone, reason: text.into() }),
        3 => side.prop_map(|side| Command::StateSide { side, gone_by: None }),
        1 => text.clone().prop_map(|text| Command::Cancel { reason: because(text) }),
        2 => text.clone().prop_map(|text| Command::Suspend { reason: because(text) }),
        2 => Just(Command::Resume { reason: None }),
        2 => (people(), role.clone()).prop_map(|(person, role)| Command::JoinTeam { person, role }),
        1 => (people(), role).prop_map(|(person, role)| Command::LeaveTeam { person, role }),
        2 => at.clone().prop_map(|at| Command::GiveConsent { by: ConsentBy::Signature, at }),
        1 => (people(), people()).prop_map(|(one, other)| Command::SettleConsent {
            consent: Consent::Given { by: ConsentBy::Signature, at: morning() },
            gone_by: GoneBy::SignedConsent,
            settled_by: vec![one, other],
        }),
        1 => (text.clone(), at.clone()).prop_map(|(reason, at)| Command::WithdrawConsent { reason: reason.into(), at }),
        2 => (text.clone(), at.clone()).prop_map(|(text, at)| Command::SignNote {
            note_type: NoteType::IntraOperative, text: text.into(), at
        }),
        3 => at.prop_map(|at| Command::Complete { outcome: done_well(), follow_up: "Wound check".into(), at }),
        2 => (0i64..600, 1u32..200).prop_map(|(minutes, length)| Command::Schedule {
            slot: Slot { theatre: THEATRE, start: morning().plus_minutes(minutes), minutes: length, machines: vec![] },
            team: vec![(person(1), Role::Surgeon)],
            reason: None,
            override_reason: None,
        }),
        1 => text.prop_map(|text| Command::Void { reason: text.into() }),
    ]
}
