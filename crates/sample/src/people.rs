//! The staff of the sample hospital, and its patients.

use crate::names::{MEN, MENS_SURNAMES, UPAZILAS, VILLAGES, WOMEN, WOMENS_SURNAMES};
use crate::playing::Hospital;
use domain::hospital::{Machine, Theatre, set_up};
use domain::identifier::{UhidBlock, registration_no, temporary_id};
use domain::patient::{Address, Allergy, Birth, BloodGroup, Identity, PatientCommand, Relation, Relative, Sex};
use domain::person::{Card, PersonFact};
use domain::procedure::Role;
use domain::{MachineId, Moment, PatientId, PersonId, TheatreId};
use rand::Rng;
use rust_decimal::Decimal;
use time::Duration;

const TERMINAL: &str = "T1";

#[rustfmt::skip]
const STAFF: &[(&str, &str, &[Role])] = &[
    ("Rabeya Begum", "রাবেয়া বেগম", &[Role::CirculatingNurse, Role::ScrubNurse]),
    ("Lipi Khatun", "লিপি খাতুন", &[Role::ScrubNurse, Role::CirculatingNurse]),
    ("Dr Mehedi Hasan", "ডা. মেহেদী হাসান", &[Role::Surgeon]),
    ("Dr Sadia Afrin", "ডা. সাদিয়া আফরিন", &[Role::Anaesthetist]),
    ("Dr Farhana Jahan", "ডা. ফারহানা জাহান", &[Role::Obstetrician, Role::Surgeon]),
    ("Dr Tanvir Rahman", "ডা. তানভীর রহমান", &[Role::Trainee, Role::AssistantSurgeon]),
    ("Shirin Akhter", "শিরিন আখতার", &[Role::RecoveryNurse, Role::CirculatingNurse]),
    ("Anisur Rahman", "আনিসুর রহমান", &[Role::TheatreManager, Role::Administrator]),
    ("Dr Saiful Alam", "ডা. সাইফুল আলম", &[Role::Surgeon]),
    ("Dr Kamrul Hasan Chowdhury", "ডা. কামরুল হাসান চৌধুরী", &[Role::Surgeon]),
    ("Dr Nusrat Jahan", "ডা. নুসরাত জাহান", &[Role::Surgeon]),
    ("Dr Rezaul Karim", "ডা. রেজাউল করিম", &[Role::Surgeon]),
    ("Dr Ishrat Sharmin", "ডা. ইশরাত শারমিন", &[Role::Obstetrician, Role::Surgeon]),
    ("Dr Mahbuba Khanam", "ডা. মাহবুবা খানম", &[Role::Obstetrician, Role::Surgeon]),
    ("Dr Arif Mahmud", "ডা. আরিফ মাহমুদ", &[Role::Anaesthetist]),
    ("Dr Tahmina Sultana", "ডা. তাহমিনা সুলতানা", &[Role::Anaesthetist]),
    ("Dr Golam Kibria", "ডা. গোলাম কিবরিয়া", &[Role::Anaesthetist]),
    ("Dr Jannatul Ferdous", "ডা. জান্নাতুল ফেরদৌস", &[Role::Anaesthetist]),
    ("Dr Shafiqul Islam", "ডা. শফিকুল ইসলাম", &[Role::Paediatrician]),
    ("Dr Afroza Parvin", "ডা. আফরোজা পারভীন", &[Role::Paediatrician]),
    ("Dr Imran Hossain", "ডা. ইমরান হোসেন", &[Role::AssistantSurgeon, Role::Trainee]),
    ("Dr Sumaiya Binte Habib", "ডা. সুমাইয়া বিনতে হাবিব", &[Role::Trainee]),
    ("Dr Rakibul Hasan", "ডা. রাকিবুল হাসান", &[Role::AssistantSurgeon, Role::Trainee]),
    ("Monira Akter", "মনিরা আক্তার", &[Role::ScrubNurse]),
    ("Salma Khatun", "সালমা খাতুন", &[Role::ScrubNurse]),
    ("Rozina Parvin", "রোজিনা পারভীন", &[Role::ScrubNurse]),
    ("Beauty Rani Sarkar", "বিউটি রানী সরকার", &[Role::ScrubNurse]),
    ("Ferdousi Begum", "ফেরদৌসী বেগম", &[Role::ScrubNurse]),
    ("Nazma Akter", "নাজমা আক্তার", &[Role::CirculatingNurse]),
    ("Hasina Banu", "হাসিনা বানু", &[Role::CirculatingNurse]),
    ("Jesmin Ara", "জেসমিন আরা", &[Role::CirculatingNurse]),
    ("Khaleda Yasmin", "খালেদা ইয়াসমিন", &[Role::RecoveryNurse]),
    ("Abdur Rob", "আব্দুর রব", &[Role::Technician]),
    ("Mizanur Rahman", "মিজানুর রহমান", &[Role::Technician]),
    ("Shamim Reza", "শামীম রেজা", &[Role::Administrator]),
];

const THEATRES: &[(&str, &str, &str)] = &[
    ("Theatre 1", "ওটি ১", "general_surgery"),
    ("Theatre 2", "ওটি ২", "obstetrics_gynecology"),
    ("Theatre 3", "ওটি ৩", "ophthalmology"),
    ("Theatre 4", "ওটি ৪", "emergency"),
];

/// Sets the hospital up, three weeks before its first list: theatres, machines, staff.
pub(crate) fn found(hospital: &mut Hospital, days_before: u16) {
    let at = hospital.now.plus_minutes(-(i64::from(days_before) + 23) * 24 * 60);
    let theatres: Vec<(TheatreId, Theatre)> = THEATRES
        .iter()
        .enumerate()
        .map(|(i, (name, name_bn, specialty))| {
            let id = TheatreId(hospital.id(at));
            let (name, name_bn, specialty) = ((*name).into(), (*name_bn).into(), (*specialty).into());
            (id, Theatre { name, name_bn, specialty, position: i as u16 + 1 })
        })
        .collect();
    let mut machines = Vec::new();
    for (i, (theatre, _)) in theatres.iter().enumerate() {
        let machine =
            |name: String, resource_type: &str, theatre| Machine { name, resource_type: resource_type.into(), theatre };
        machines.push(machine(format!("Anaesthesia machine {}", i + 1), "anesthesia_machine", Some(*theatre)));
    }
    let shared = [
        ("Laparoscopy tower", "laparoscopy_tower"),
        ("C-arm", "c_arm"),
        ("Operating microscope", "operating_microscope"),
        ("Incubator", "incubator"),
    ];
    machines.extend(shared.map(|(name, kind)| Machine {
        name: name.into(),
        resource_type: kind.into(),
        theatre: None,
    }));
    let machines = machines.into_iter().map(|machine| (MachineId(hospital.id(at)), machine)).collect();
    let name = "Kishoreganj 250-bed District Hospital";
    let name_bn = "২৫০ শয্যাবিশিষ্ট জেলা হাসপাতাল, কিশোরগঞ্জ";
    let ids: Vec<PersonId> = STAFF.iter().map(|_| PersonId(hospital.id(at))).collect();
    let administrator = ids[7];
    if let Ok(mut facts) = set_up("KSG", name, name_bn, true, theatres, machines) {
        facts.extend(UhidBlock::new(9_830_110_000, 9_830_119_999).map(|block| {
            domain::hospital::HospitalFact::UhidBlockGiven { terminal: domain::TerminalId(TERMINAL.into()), block }
        }));
        hospital.record_place(at, administrator, facts);
    }
    for (number, ((name, name_bn, roles), id)) in STAFF.iter().zip(ids).enumerate() {
        let card = Card {
            name: (*name).into(),
            name_bn: (*name_bn).into(),
            roles: roles.iter().copied().collect(),
            staff_no: Some(format!("KSG{:03}", number + 1)),
            phone: None,
            guest: false,
        };
        hospital.record_person(at, administrator, id, vec![PersonFact::Described { card }]);
    }
}

/// Someone of the staff by English name.
pub(crate) fn named(hospital: &Hospital, name: &str) -> PersonId {
    hospital
        .staff
        .iter()
        .find(|member| member.person.card.name == name)
        .map_or(hospital.staff[0].id, |member| member.id)
}

/// A patient who could be: name in both scripts, age, relative, village.
pub fn patient_identity(rng: &mut impl Rng, sex: Sex, years: std::ops::Range<u8>, today: time::Date) -> Identity {
    let mut pick = |names: &'static [(&str, &str)]| names[rng.random_range(0..names.len())];
    let (given, surname) = match sex {
        Sex::Female => (pick(WOMEN), pick(WOMENS_SURNAMES)),
        _ => (pick(MEN), pick(MENS_SURNAMES)),
    };
    let (relative, relative_surname) = (pick(MEN), pick(MENS_SURNAMES));
    let years = rng.random_range(years);
    let birth = if rng.random_bool(0.6) {
        Birth::About { years, on: today }
    } else {
        let days = i64::from(years) * 365 + rng.random_range(20..340);
        Birth::On(today - Duration::days(days))
    };
    let married = sex == Sex::Female && years >= 18 && rng.random_bool(0.8);
    let mut place = |places: &[&str]| Some(places[rng.random_range(0..places.len())].to_owned());
    Identity {
        name: format!("{} {}", given.0, surname.0),
        name_bn: format!("{} {}", given.1, surname.1),
        sex,
        birth,
        relative: Some(Relative {
            relation: if married { Relation::Husband } else { Relation::Father },
            name: format!("{} {}", relative.0, relative_surname.0),
        }),
        address: Address { village: place(VILLAGES), upazila: place(UPAZILAS), district: Some("Kishoreganj".into()) },
        phone: Some(format!("017{:08}", rng.random_range(0..100_000_000u32))),
        nid: None,
        birth_registration: None,
        unknown: false,
    }
}

const ALLERGIES: &[(&str, &str, &str)] = &[
    ("Penicillin", "penicillin", "rash"),
    ("Sulfa drugs", "sulfonamide", "swelling of the face"),
    ("Diclofenac", "nsaid", "breathlessness"),
    ("Latex", "latex", "itching"),
    ("Povidone iodine", "iodine", "blisters"),
    ("Pethidine", "opioid", "vomiting"),
];

/// Registers a patient, with what is known of allergies, blood and weight.
pub(crate) fn register(
    hospital: &mut Hospital,
    at: Moment,
    clerk: PersonId,
    sex: Sex,
    years: std::ops::Range<u8>,
) -> PatientId {
    let today = hospital.now.date();
    let identity = patient_identity(&mut hospital.rng, sex, years, today);
    let number = hospital.number();
    let block = hospital.place.uhid_blocks.first().map(|(_, block)| *block);
    let uhid = if hospital.chance(85) { block.and_then(|block| block.uhid(number * 7)) } else { None };
    let temporary = uhid.is_none().then(|| temporary_id(TERMINAL, number));
    let id = PatientId(hospital.id(at));
    let child = identity.birth.years(today).is_some_and(|years| years < 14);
    hospital.record_patient(
        at,
        clerk,
        id,
        PatientCommand::Register {
            identity,
            registration_no: registration_no(TERMINAL, number),
            uhid,
            temporary_id: temporary,
        },
    );
    match hospital.rng.random_range(0..100) {
        0..14 => {
            let (substance, class, reaction) = *hospital.pick(ALLERGIES);
            let allergy =
                Allergy { substance: substance.into(), class: Some(class.into()), reaction: Some(reaction.into()) };
            hospital.record_patient(at, clerk, id, PatientCommand::RecordAllergy { allergy });
        }
        14..60 => hospital.record_patient(at, clerk, id, PatientCommand::RecordNoAllergy { said_by: None }),
        // Not asked yet: Sign In will.
        _ => {}
    }
    if hospital.chance(70) {
        let group = *hospital.pick(&BloodGroup::ALL);
        hospital.record_patient(at, clerk, id, PatientCommand::RecordBloodGroup { group, gone_by: None });
    }
    let kilograms = if child { hospital.rng.random_range(9..35) } else { hospital.rng.random_range(42..84) };
    hospital.record_patient(at, clerk, id, PatientCommand::RecordWeight { weight_kg: Decimal::from(kilograms) });
    id
}
