//! A day and a case of an invented hospital. Nobody here exists.

use std::collections::BTreeMap;

use domain::fact::Stamp;
use domain::fold::Stream;
use domain::patient::{Relation, Relative, Sex};
use domain::procedure::{
    Anaesthesia, Answer, ClavienDindo, Coded, Coding, ConsentBy, Count, CountStage, Device, DeviceAction, GoneBy, Item,
    Milestone, NoteType, Operation, Phase, Procedure, ProcedureFact, Reason, Role, Severity, Side, Slot, Speaker,
    Status, Tally, Urgency, WardBed,
};
use domain::{EventId, Moment, PatientId, PersonId, Recorded, TerminalId, TheatreId};
use ipc::{AllergyMark, EscrowKey, PatientLine, SideShown};
use language::Language;
use print::{BothScripts, CaseRecord, DayList, EscrowSheet, ListedCase, ShownCase, TheatreList};
use time::macros::date;
use time::{Date, Time};

const DAY: Date = date!(2026 - 11 - 22);

pub fn hospital() -> BothScripts {
    BothScripts {
        english: "Kishoreganj 250-bed District Hospital".to_owned(),
        bangla: "২৫০ শয্যাবিশিষ্ট জেলা হাসপাতাল, কিশোরগঞ্জ".to_owned(),
    }
}

pub fn at(hour: u8, minute: u8) -> Moment {
    let time = Time::from_hms(hour, minute, 0).unwrap_or(Time::MIDNIGHT);
    Moment::at(DAY, time, domain::moment::DHAKA_OFFSET_MINUTES)
}

fn id<T: std::str::FromStr>(number: usize) -> T {
    let text = format!("00000000-0000-7000-8000-{number:012}");
    match text.parse() {
        Ok(id) => id,
        Err(_) => unreachable!("a UUID"),
    }
}

pub fn recovery_key() -> EscrowSheet {
    let groups = "KQ3F 7WZB M2RA XD6T HN50 C4PJ YE7S 8G1D 9BK2 Q3ZN W5DT 6RXM AHVF P7CY";
    EscrowSheet {
        hospital: hospital(),
        key: EscrowKey { groups: groups.split(' ').map(str::to_owned).collect() },
        made_at: at(7, 42),
    }
}

pub fn patient(number: usize, names: (&str, &str), sex: Sex, years: u16, father: &str) -> PatientLine {
    PatientLine {
        id: id::<PatientId>(number),
        name: names.0.to_owned(),
        name_bn: names.1.to_owned(),
        sex,
        age_years: Some(years),
        age_guessed: years.is_multiple_of(5),
        relative: Some(Relative { relation: Relation::Father, name: father.to_owned() }),
        number: "98302271401".to_owned(),
        registration_no: format!("R-T1-{number:06}"),
        village: None,
        phone: None,
        allergies: AllergyMark::NoneKnown,
        unknown: false,
    }
}

fn words<'a>(language: Language, english: &'a str, bangla: &'a str) -> &'a str {
    match language {
        Language::English => english,
        Language::Bangla => bangla,
    }
}

pub fn listed(start: (u8, u8), minutes: i64, shown: ShownCase) -> ListedCase {
    let from = at(start.0, start.1);
    ListedCase {
        planned: (from, from.plus_minutes(minutes)),
        status: Status::Preparation,
        milestones: BTreeMap::new(),
        cleared: Vec::new(),
        passed: Vec::new(),
        shown: Some(shown),
    }
}

pub fn shown(patient: PatientLine, procedure: &str, side: SideShown, surgeon: &str) -> ShownCase {
    ShownCase {
        patient,
        ward_bed: Some(WardBed { ward: "2".to_owned(), bed: "7".to_owned() }),
        name_alike: false,
        procedure: procedure.to_owned(),
        side,
        urgency: Urgency::Elective,
        anaesthesia: vec![Anaesthesia::Spinal],
        surgeons: vec![surgeon.to_owned()],
        anaesthetists: vec![],
        notes: vec![],
        reason: None,
    }
}

/// Two theatres: the first with every state that a list can show, the second empty.
pub fn day(language: Language) -> DayList {
    let say = |english, bangla| words(language, english, bangla);
    let hasan = say("Dr Mahmudul Hasan", "ডা. মাহমুদুল হাসান");
    let sadia = say("Dr Sadia Afrin", "ডা. সাদিয়া আফরিন").to_owned();

    let karim = patient(1041, ("Abdul Karim", "আব্দুল করিম"), Sex::Male, 34, say("Rahmat Ali", "রহমত আলী"));
    let mut first = listed((8, 0), 90, shown(karim, say("Appendectomy", "অ্যাপেন্ডিসেকটমি"), SideShown::NotSided, hasan));
    first.status = Status::Completed;
    first.milestones = BTreeMap::from([
        (Milestone::InTheatre, at(8, 4)),
        (Milestone::Incision, at(8, 31)),
        (Milestone::Closure, at(9, 12)),
        (Milestone::OutOfTheatre, at(9, 25)),
    ]);
    first.cleared = Phase::ALL.to_vec();

    let mut shahida = patient(1042, ("Shahida Khatun", "শাহিদা খাতুন"), Sex::Female, 28, say("Nurul Islam", "নুরুল ইসলাম"));
    shahida.allergies = AllergyMark::Known(vec![say("Penicillin", "পেনিসিলিন").to_owned(), "Latex".to_owned()]);
    shahida.relative = Some(Relative {
        relation: Relation::Husband, name: say("Nurul Islam", "নুরুল ইসলাম").to_owned()
    });
    let mut second = listed(
        (9, 45),
        90,
        shown(shahida, say("Laparoscopic cholecystectomy", "ল্যাপারোস্কোপিক কোলেসিস্টেকটমি"), SideShown::NotSided, hasan),
    );
    second.status = Status::InProgress;
    second.milestones = BTreeMap::from([(Milestone::InTheatre, at(9, 50)), (Milestone::Incision, at(10, 22))]);
    second.cleared = vec![Phase::SignIn, Phase::TimeOut];
    second.passed = vec![Phase::SignIn];

    let mut jalal = patient(1043, ("Md. Jalal Uddin", "মোঃ জালাল উদ্দিন"), Sex::Male, 61, say("Abdul Malek", "আব্দুল মালেক"));
    jalal.allergies = AllergyMark::NotAsked;
    let mut hernia = shown(
        jalal,
        say("Inguinal hernia repair with mesh", "ইনগুইনাল হার্নিয়া রিপেয়ার (মেশ)"),
        SideShown::Stated(Side::Right),
        hasan,
    );
    hernia.name_alike = true;
    hernia.anaesthetists = vec![sadia.clone()];
    hernia.notes = vec![say("Diabetes: sugar at 07:00", "ডায়াবেটিস: সকাল ৭টায় সুগার").to_owned()];

    let sobhan = patient(1044, ("Sobhan Mia", "সোবহান মিয়া"), Sex::Male, 59, say("Kala Mia", "কালা মিয়া"));
    let mut cancelled = listed(
        (12, 45),
        60,
        shown(sobhan, say("Hydrocele operation", "হাইড্রোসিল অপারেশন"), SideShown::Stated(Side::Left), hasan),
    );
    cancelled.status = Status::Cancelled;
    if let Some(shown) = &mut cancelled.shown {
        shown.reason = Some(say("Not fasting", "খেয়ে এসেছেন").to_owned());
    }

    let mut rahima = patient(
        1045,
        (
            "Mst. Rahima Khatun Chowdhury alias Rahela Begum of Purbo Char Pumdi",
            "মোছাঃ রহিমা খাতুন চৌধুরী ওরফে রাহেলা বেগম, পূর্ব চর পুমদি",
        ),
        Sex::Female,
        45,
        say("Late Alhaj Mohammad Shamsuddin Ahmed Bhuiyan", "মরহুম আলহাজ মোহাম্মদ শামসুদ্দিন আহমেদ ভূঁইয়া"),
    );
    rahima.number = "TEMP-T1-00017".to_owned();
    let mut urgent = shown(
        rahima,
        say("Open reduction and internal fixation, tibia", "টিবিয়া ওপেন রিডাকশন ও ইন্টারনাল ফিক্সেশন"),
        SideShown::Disputed,
        say("Dr Saiful Alam", "ডা. সাইফুল আলম"),
    );
    urgent.urgency = Urgency::Emergency;
    urgent.surgeons.push(say("Dr Farhana Yasmin", "ডা. ফারহানা ইয়াসমিন").to_owned());
    urgent.anaesthesia = vec![Anaesthesia::Spinal, Anaesthesia::Sedation];

    let mut restricted = listed((14, 30), 30, hernia.clone());
    restricted.shown = None;

    DayList {
        language,
        hospital: hospital(),
        date: DAY,
        theatres: vec![
            TheatreList {
                name: say("Theatre 1", "ওটি ১").to_owned(),
                specialty: say("General surgery", "জেনারেল সার্জারি").to_owned(),
                cases: vec![
                    first,
                    second,
                    listed((11, 45), 60, hernia),
                    cancelled,
                    listed((13, 0), 105, urgent),
                    restricted,
                ],
            },
            TheatreList {
                name: say("Theatre 2", "ওটি ২").to_owned(),
                specialty: say("Obstetrics", "প্রসূতি").to_owned(),
                cases: vec![],
            },
        ],
        printed_at: at(10, 31),
        printed_by: say("Rabeya Begum", "রাবেয়া বেগম").to_owned(),
    }
}

/// A hernia with everything that a record can hold.
pub struct Case {
    pub language: Language,
    pub procedure: Procedure,
    pub patient: PatientLine,
    pub people: BTreeMap<PersonId, String>,
    pub terms: BTreeMap<String, String>,
    pub facts: usize,
}

/// Surgeon, anaesthetist, scrub nurse, circulating nurse.
const PEOPLE: [(usize, Role, &str, &str); 4] = [
    (1, Role::Surgeon, "Dr Mahmudul Hasan", "ডা. মাহমুদুল হাসান"),
    (2, Role::Anaesthetist, "Dr Sadia Afrin", "ডা. সাদিয়া আফরিন"),
    (3, Role::ScrubNurse, "Shilpi Rani Das", "শিল্পী রানী দাস"),
    (4, Role::CirculatingNurse, "Rabeya Begum", "রাবেয়া বেগম"),
];

const NOTE: &str = "ডান ইনগুইনাল হার্নিয়া, ইনডাইরেক্ট, স্যাক-এ ওমেন্টাম। হাই লাইগেশন, 15 × 10 cm polypropylene mesh দিয়ে \
Lichtenstein repair করা হয়েছে।\nBlood loss 40 ml. Spermatic cord and ilioinguinal nerve seen and kept. BP 120/80 → 110/70, SpO₂ ≥ 97%.";

impl Case {
    pub fn new(language: Language) -> Case {
        let facts: Vec<Recorded<ProcedureFact>> = story()
            .into_iter()
            .enumerate()
            .map(|(index, (recorded_at, fact))| Recorded {
                id: id::<EventId>(index + 100),
                parents: if index == 0 { vec![] } else { vec![id::<EventId>(index + 99)] },
                stamp: Stamp { wall_ms: recorded_at.utc_ms(), counter: index as u32 },
                terminal: TerminalId("T1".to_owned()),
                actor: id::<PersonId>(4),
                recorded_at,
                fact,
            })
            .collect();
        let mut patient = patient(1043, ("Md. Jalal Uddin", "মোঃ জালাল উদ্দিন"), Sex::Male, 61, "আব্দুল মালেক");
        patient.allergies = AllergyMark::Known(vec!["Penicillin".to_owned()]);
        let say = |english: &str, bangla: &str| words(language, english, bangla).to_owned();
        let people = PEOPLE.iter().map(|(number, _, english, bangla)| (id::<PersonId>(*number), say(english, bangla)));
        let terms = [
            ("385669000", say("Successful", "সফল")),
            ("110265006", say("Postoperative haemorrhage", "অপারেশনের পরে রক্তক্ষরণ")),
        ];
        Case {
            language,
            procedure: Stream::<Procedure>::fold(&facts).state,
            patient,
            people: people.collect(),
            terms: terms.into_iter().map(|(code, words)| (code.to_owned(), words)).collect(),
            facts: facts.len(),
        }
    }

    pub fn record(&self) -> CaseRecord<'_> {
        let say = |english: &str, bangla: &str| words(self.language, english, bangla).to_owned();
        CaseRecord {
            language: self.language,
            hospital: hospital(),
            procedure: &self.procedure,
            patient: &self.patient,
            side: SideShown::Stated(Side::Right),
            operation: say("Inguinal hernia repair with mesh", "ইনগুইনাল হার্নিয়া রিপেয়ার (মেশ)"),
            theatre: Some(say("Theatre 1", "ওটি ১")),
            people: &self.people,
            terms: &self.terms,
            history_count: self.facts,
            printed_at: at(15, 2),
            printed_by: say("Rabeya Begum", "রাবেয়া বেগম"),
        }
    }
}

fn coded(code: &str) -> Coded {
    let coding = Coding { system: "http://snomed.info/sct".to_owned(), code: code.to_owned(), display: String::new() };
    Coded { coding: vec![coding], text: None }
}

fn story() -> Vec<(Moment, ProcedureFact)> {
    use ProcedureFact::*;
    let now = at(12, 20);
    let mut story = vec![
        (
            at(7, 0),
            Requested {
                procedure_no: "PRC-KIS-T1-00342".to_owned(),
                patient: id(1043),
                operation: Operation { sided: true, ..Operation::default() },
                urgency: Urgency::Elective,
                minutes: 60,
                reason: Some(Coded { coding: vec![], text: Some("Right inguinal hernia, 2 years".to_owned()) }),
                encounter: None,
                waiting_since: at(7, 0),
            },
        ),
        (at(7, 1), SideStated { side: Side::Right, gone_by: Some(GoneBy::SkinMark), settled_by: vec![] }),
        (
            at(7, 2),
            Scheduled {
                slot: Slot { theatre: id::<TheatreId>(1), start: at(11, 45), minutes: 60, machines: vec![] },
                reason: None,
                over: vec![],
            },
        ),
        (at(7, 3), WardBedSet { ward: "2".to_owned(), bed: "7".to_owned() }),
        (
            at(11, 30),
            ConsentGiven {
                by: ConsentBy::ThumbPrint { witness: "জাহানারা বেগম".to_owned() },
                at: at(9, 10),
                gone_by: None,
                settled_by: vec![],
            },
        ),
        (
            at(11, 31),
            FastingRecorded { solids_until: Some(at(2, 0)), clear_fluids_until: Some(at(6, 0)), unknown: false },
        ),
        (at(11, 32), AnaesthesiaPlanned { types: vec![Anaesthesia::Spinal] }),
    ];
    story.extend(PEOPLE.iter().map(|(number, role, ..)| (at(11, 33), JoinedTeam { person: id(*number), role: *role })));
    story.push((at(11, 34), RoleAbsent { role: Role::AssistantSurgeon }));
    story.push((at(11, 50), MilestoneReached { milestone: Milestone::InTheatre, at: at(11, 50) }));
    for item in Item::ALL {
        let (answer, plan) = match item {
            Item::Allergies => (Answer::Yes, Some("Ciprofloxacin দেওয়া হবে, penicillin নয়".to_owned())),
            Item::ImagingDisplayed => (Answer::NotApplicable, None),
            Item::AirwayRisk | Item::BloodLoss => (Answer::No, None),
            Item::RecoveryConcerns => continue,
            _ => (Answer::Yes, None),
        };
        let said_by = match item.number() {
            1 => Some(Speaker::Patient),
            2..=7 | 12 => Some(Speaker::Person { id: id(2) }),
            11 => Some(Speaker::Person { id: id(1) }),
            _ => Some(Speaker::Team),
        };
        let said = at(11, 52).plus_minutes(i64::from(item.number()));
        story.push((said, ItemAnswered { item, answer, plan, comments: None, said_by, at: said }));
    }
    story.extend([
        (at(12, 0), PhaseSigned { phase: Phase::SignIn, by: id(2), at: at(12, 0) }),
        (at(12, 1), MilestoneReached { milestone: Milestone::AnaesthesiaStart, at: at(12, 1) }),
        (at(12, 1), StatusChanged { to: Status::InProgress, at: at(12, 1), reason: None }),
        (
            at(12, 14),
            PhasePassed {
                phase: Phase::TimeOut,
                by: id(1),
                reason: Reason { code: None, text: "ইমেজ আসতে দেরি".to_owned() },
                at: at(12, 14),
            },
        ),
        (at(12, 15), MilestoneReached { milestone: Milestone::Incision, at: at(12, 15) }),
        (
            now,
            AnaesthesiaConverted {
                to: vec![Anaesthesia::General],
                at: at(12, 20),
                reason: "Spinal block not high enough".to_owned(),
            },
        ),
        (
            now,
            DrugGiven {
                drug: "Ceftriaxone".to_owned(),
                dose: "1 g IV".to_owned(),
                class: Some("cephalosporin".to_owned()),
                at: at(12, 5),
                allergy_acknowledged_by: Some(id(2)),
            },
        ),
        (
            at(13, 1),
            CountRecorded {
                count: Count {
                    stage: CountStage::WoundClosure,
                    sponges: Tally { expected: 10, found: 10 },
                    sharps: Tally { expected: 6, found: 5 },
                    instruments: Tally { expected: 32, found: 32 },
                    resolution: Some("সুচ ড্রেপের ভাঁজে পাওয়া গেছে, এক্স-রে লাগেনি".to_owned()),
                },
            },
        ),
        (at(13, 2), MilestoneReached { milestone: Milestone::Closure, at: at(13, 2) }),
        (
            at(13, 10),
            DeviceRecorded {
                device: Device {
                    device_id: Some("08714729123453".to_owned()),
                    device_type: "mesh".to_owned(),
                    name: "Polypropylene mesh 15 × 10 cm".to_owned(),
                    action: DeviceAction::Implanted,
                    manipulated: false,
                    lot: Some("L24A78".to_owned()),
                    serial: None,
                    expires: Some(date!(2028 - 06 - 30)),
                    quantity: 1,
                },
            },
        ),
    ]);
    let note = id::<EventId>(100 + story.len());
    story.extend([
        (
            at(13, 20),
            NoteSigned { note_type: NoteType::IntraOperative, text: NOTE.to_owned(), at: at(12, 58), author: None },
        ),
        (at(13, 22), AddendumSigned { to: note, text: "Drain not used.".to_owned(), at: at(13, 22) }),
        (
            at(14, 2),
            ComplicationRecorded {
                complication: coded("110265006"),
                severity: Severity::Moderate,
                clavien_dindo: Some(ClavienDindo::IIIb),
                detected_at: at(13, 40),
                management: "Wound explored under general anaesthesia, one vessel tied. চাপ ড্রেসিং দেওয়া হয়েছে।"
                    .to_owned(),
            },
        ),
        (
            at(14, 30),
            OutcomeRecorded {
                outcome: coded("385669000"),
                follow_up: "৭ দিন পরে সেলাই কাটা, সার্জারি বহির্বিভাগ। ভারী কাজ ৬ সপ্তাহ নিষেধ।".to_owned(),
            },
        ),
        (at(14, 31), StatusChanged { to: Status::Completed, at: at(14, 31), reason: None }),
    ]);
    story
}
