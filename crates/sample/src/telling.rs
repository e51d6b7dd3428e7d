//! The story of one case, told up to now: what was recorded, when and by whom.

use crate::playing::Hospital;
use domain::catalogue::{Entry, TermList, Terms};
use domain::procedure::{
    Answer, Coded, Command, ConsentBy, Count, CountStage, Device, DeviceAction, Item, Milestone, NoteType, Operation,
    Phase, Reason, Request, Role, Severity, Side, Slot, Speaker, Tally, Urgency, WardBed,
};
use domain::{MachineId, Moment, PatientId, PersonId, ProcedureId, TheatreId};
use rand::Rng;

/// A case as it is meant to go.
pub(crate) struct Story {
    pub entry: &'static Entry,
    pub patient: PatientId,
    pub urgency: Urgency,
    pub theatre: TheatreId,
    pub machines: Vec<MachineId>,
    pub start: Moment,
    pub team: Vec<(PersonId, Role)>,
    pub turn: Turn,
    /// Minutes by which the operation runs over.
    pub over_minutes: i64,
    /// A booking that two people made of one person, and why.
    pub booked_over: Option<Reason>,
}

/// How it ends, or where it stops.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Turn {
    Well,
    WithComplication,
    Suspended,
    Cancelled(&'static str),
}

/// Plays the case up to the hospital's now.
pub(crate) fn tell(hospital: &mut Hospital, story: Story) -> ProcedureId {
    let nurse = of(&story, Role::CirculatingNurse);
    let asked = story.start.plus_minutes(-(3 * 24 * 60 + i64::from(story.entry.duration_minutes)));
    let asked = asked.min(hospital.now.plus_minutes(-60));
    let id = request(hospital, asked, of(&story, Role::Surgeon), &story);
    book(hospital, asked.plus_minutes(20), id, &story);
    if let Turn::Cancelled(key) = story.turn {
        let at = story.start.plus_minutes(-35);
        if at < hospital.now {
            hospital.record(at, nurse, id, Command::Cancel { reason: coded_reason(TermList::CancellationReason, key) });
        }
        return id;
    }
    Telling { hospital, id, nurse, story }.play();
    id
}

pub(crate) fn request(hospital: &mut Hospital, at: Moment, who: PersonId, story: &Story) -> ProcedureId {
    let id = ProcedureId(hospital.id(at));
    let number = hospital.number();
    let side = story.entry.sided.then(|| *hospital.pick(&[Side::Left, Side::Right]));
    let ward = hospital.rng.random_range(1..7).to_string();
    let bed = hospital.rng.random_range(1..31).to_string();
    let usual: Vec<_> = story.entry.anaesthesia_usual.iter().take(1).copied().collect();
    hospital.record(
        at,
        who,
        id,
        Command::Request(Request {
            procedure_no: domain::identifier::procedure_no("KSG", "T1", number),
            patient: story.patient,
            operation: Operation::of(story.entry),
            urgency: story.urgency,
            minutes: story.entry.duration_minutes,
            side,
            anaesthesia: usual,
            ward_bed: Some(WardBed { ward, bed }),
            reason: None,
            encounter: None,
            waiting_since: None,
        }),
    );
    id
}

fn book(hospital: &mut Hospital, at: Moment, id: ProcedureId, story: &Story) {
    hospital.record(
        at,
        of(story, Role::CirculatingNurse),
        id,
        Command::Schedule {
            slot: Slot {
                theatre: story.theatre,
                start: story.start,
                minutes: story.entry.duration_minutes,
                machines: story.machines.clone(),
            },
            team: story.team.clone(),
            reason: None,
            override_reason: story.booked_over.clone(),
        },
    );
}

fn of(story: &Story, role: Role) -> PersonId {
    story
        .team
        .iter()
        .find(|(_, has)| *has == role)
        .or(story.team.first())
        .map_or(PersonId(uuid::Uuid::nil()), |(id, _)| *id)
}

pub(crate) fn coded_reason(list: TermList, key: &str) -> Reason {
    let code = Terms::embedded().by_key(list, key).map(|term| term.code.clone());
    Reason { text: if code.is_none() { key.to_owned() } else { String::new() }, code }
}

struct Telling<'a> {
    hospital: &'a mut Hospital,
    id: ProcedureId,
    nurse: PersonId,
    story: Story,
}

impl Telling<'_> {
    fn play(mut self) {
        let minutes = i64::from(self.story.entry.duration_minutes);
        let start = self.story.start;
        let at = |minute: i64| start.plus_minutes(minute);
        let (induction, incision) = (at(6), at(14 + minutes / 10));
        let closure = at(minutes - minutes / 10 - 4 + self.story.over_minutes);
        let out = at(minutes - 2 + self.story.over_minutes);
        let before = at(-12 * 60);
        let surgeon = of(&self.story, Role::Surgeon);
        let anaesthetist = of(&self.story, Role::Anaesthetist);
        let patient = self.hospital.patients.get(&self.story.patient);
        let allergic =
            patient.is_some_and(|patient| patient.allergic_to("Ceftriaxone", Some("cephalosporin")).is_some());

        let consent = match self.hospital.rng.random_range(0..10) {
            0..6 => ConsentBy::Signature,
            6..9 => ConsentBy::ThumbPrint { witness: "Shirin Akhter".into() },
            _ => ConsentBy::Guardian { name: "Abdul Malek".into(), relation: "father".into() },
        };
        let steps = self.say(before, self.nurse, Command::GiveConsent { by: consent, at: None })
            && self.note(before.plus_minutes(10), surgeon, NoteType::PreOperative)
            && self.say(
                at(-20),
                self.nurse,
                Command::RecordFasting {
                    solids_until: Some(at(-10 * 60)),
                    clear_fluids_until: Some(at(-3 * 60)),
                    unknown: false,
                },
            )
            && self.reach(at(0), Milestone::InTheatre)
            && self.phase(at(3), Phase::SignIn)
            && self.reach(induction, Milestone::AnaesthesiaStart)
            && self.count(at(9), CountStage::Baseline)
            && self.suspend_here(at(12))
            && self.say(
                at(10),
                anaesthetist,
                Command::GiveDrug {
                    drug: "Ceftriaxone".into(),
                    dose: "1 g".into(),
                    class: Some("cephalosporin".into()),
                    at: None,
                    allergy_acknowledged_by: allergic.then_some(anaesthetist),
                },
            )
            && self.phase(incision.plus_minutes(-2), Phase::TimeOut)
            && self.reach(incision, Milestone::Incision)
            && self.note(incision.plus_minutes(minutes / 3), surgeon, NoteType::IntraOperative)
            && self.device(closure.plus_minutes(-3))
            && self.count(closure.plus_minutes(-1), CountStage::WoundClosure)
            && self.reach(closure, Milestone::Closure)
            && self.phase(out.plus_minutes(-2), Phase::SignOut)
            && self.reach(out, Milestone::OutOfTheatre)
            && self.reach(out.plus_minutes(8), Milestone::Recovery)
            && self.note(out.plus_minutes(14), surgeon, NoteType::PostOperative)
            && self.say(
                out.plus_minutes(16),
                self.nurse,
                Command::Complete {
                    outcome: term(TermList::Outcome, "successful"),
                    follow_up: format!("Wound check after {} days", self.story.entry.recovery_time_days.max(1)),
                    at: None,
                },
            );
        if steps && self.story.turn == Turn::WithComplication {
            self.complication(out.plus_minutes(150));
        }
    }

    /// Records it if the moment has come; false stops the story.
    fn say(&mut self, at: Moment, who: PersonId, command: Command) -> bool {
        at <= self.hospital.now && {
            self.hospital.record(at, who, self.id, command);
            true
        }
    }

    fn reach(&mut self, at: Moment, milestone: Milestone) -> bool {
        self.say(at, self.nurse, Command::Reach { milestone, at: None })
    }

    /// Every item in one go, as a coordinator does it, and the signature.
    fn phase(&mut self, at: Moment, phase: Phase) -> bool {
        if at > self.hospital.now {
            return false;
        }
        let surgeon = of(&self.story, Role::Surgeon);
        let anaesthetist = of(&self.story, Role::Anaesthetist);
        let allergic = self.hospital.patients.get(&self.story.patient).is_some_and(|p| !p.allergies.is_empty());
        for item in phase.items() {
            let (answer, plan) = match item {
                Item::Allergies if allergic => (Answer::Yes, Some("Not to be given; everyone told".to_owned())),
                item if item.is_risk() => (Answer::No, None),
                Item::ImagingDisplayed | Item::SpecimensLabelled => (Answer::NotApplicable, None),
                _ => (Answer::Yes, None),
            };
            let said_by = Some(match item {
                Item::PatientIdentity | Item::Allergies => Speaker::Patient,
                Item::AnesthesiaSafety
                | Item::PulseOximeter
                | Item::AirwayRisk
                | Item::BloodLoss
                | Item::AnaesthetistConcerns
                | Item::AntibioticProphylaxis => Speaker::Person { id: anaesthetist },
                Item::SurgeonConcerns | Item::PatientConfirmed | Item::SiteMarked => Speaker::Person { id: surgeon },
                _ => Speaker::Person { id: self.nurse },
            });
            let comments = None;
            self.say(at, self.nurse, Command::AnswerItem { item, answer, plan, comments, said_by, at: None });
        }
        let by = if phase == Phase::TimeOut { surgeon } else { self.nurse };
        self.say(at, self.nurse, Command::SignPhase { phase, by, at: None })
    }

    /// Stops the story of a case that is suspended here.
    fn suspend_here(&mut self, at: Moment) -> bool {
        if self.story.turn != Turn::Suspended || at > self.hospital.now {
            return true;
        }
        let reason = coded_reason(TermList::SuspensionReason, "blood_awaited");
        self.say(at, self.nurse, Command::Suspend { reason });
        false
    }

    fn note(&mut self, at: Moment, who: PersonId, note_type: NoteType) -> bool {
        let text = match note_type {
            NoteType::PreOperative => {
                "Seen on the ward. Fit for anaesthesia. Blood grouped, consent explained in Bangla."
            }
            NoteType::IntraOperative => {
                "Supine, painted and draped. Operation as planned, haemostasis secured, wound closed in layers."
            }
            NoteType::PostOperative => {
                "Awake, pulse and blood pressure stable, dressing dry. Oral fluids after six hours."
            }
        };
        self.say(at, who, Command::SignNote { note_type, text: text.into(), at: None })
    }

    fn count(&mut self, at: Moment, stage: CountStage) -> bool {
        let tally = |number| Tally { expected: number, found: number };
        let count = Count { stage, sponges: tally(20), sharps: tally(6), instruments: tally(34), resolution: None };
        self.say(at, self.nurse, Command::RecordCount { count })
    }

    fn device(&mut self, at: Moment) -> bool {
        let (device_type, name, action) = match self.story.entry.specialty.as_str() {
            "ophthalmology" => ("intraocular_lens", "Intraocular lens 21.0 D", DeviceAction::Implanted),
            "orthopedics" => ("plate", "Narrow plate, 6 holes", DeviceAction::Implanted),
            _ if self.story.entry.key.contains("HERNIA") => {
                ("surgical_mesh", "Polypropylene mesh 6 × 11 cm", DeviceAction::Implanted)
            }
            _ => ("suture", "Suture, polyglactin 2-0", DeviceAction::Used),
        };
        let lot = format!("24B{:03}", self.hospital.rng.random_range(100..999));
        let device = Device {
            device_id: None,
            device_type: device_type.into(),
            name: name.into(),
            action,
            manipulated: false,
            lot: Some(lot),
            serial: None,
            expires: time::Date::from_ordinal_date(self.hospital.now.date().year() + 1, 243).ok(),
            quantity: 1,
        };
        self.say(at, self.nurse, Command::RecordDevice { device })
    }

    fn complication(&mut self, at: Moment) {
        let (key, severity, management) = *self.hospital.pick(&[
            ("haemorrhage", Severity::Moderate, "Two units of blood, pressure dressing; stopped without operation"),
            ("wound_infection", Severity::Mild, "Wound opened and dressed daily, swab sent"),
        ]);
        self.say(
            at,
            self.nurse,
            Command::RecordComplication {
                complication: term(TermList::Complication, key),
                severity,
                clavien_dindo: None,
                detected_at: None,
                management: management.into(),
            },
        );
    }
}

pub(crate) fn term(list: TermList, key: &str) -> Coded {
    let term = Terms::embedded().by_key(list, key);
    Coded { coding: term.map(|term| term.coding()).into_iter().collect(), text: term.is_none().then(|| key.to_owned()) }
}
