//! Lists up to a week after today, and the waiting list.

use crate::people::{named, register};
use crate::playing::Hospital;
use crate::telling::{Story, Turn, request, tell};
use domain::catalogue::{Catalogue, Entry};
use domain::patient::Sex;
use domain::procedure::{Role, Urgency};
use domain::{Moment, PersonId};
use rand::Rng;
use time::{Duration, Time};

/// Who runs a theatre: surgeon, anaesthetist, scrub nurse, circulating nurse, trainee.
type Crew = [&'static str; 5];

struct List {
    surgeon_role: Role,
    operations: &'static [&'static str],
    women_percent: u32,
    years: std::ops::Range<u8>,
    crew: Crew,
}

#[rustfmt::skip]
const LISTS: [List; 4] = [
    List {
        surgeon_role: Role::Surgeon,
        operations: &["APPENDECTOMY", "HERNIA_REPAIR", "CHOLECYSTECTOMY_OPEN", "INGUINAL_HERNIA_REPAIR", "HEMORRHOIDECTOMY",
            "HYDROCELECTOMY", "UMBILICAL_HERNIA_REPAIR", "BREAST_LUMPECTOMY", "CHOLECYSTECTOMY_LAPAROSCOPIC"],
        women_percent: 45, years: 16..70,
        crew: ["Dr Mehedi Hasan", "Dr Sadia Afrin", "Lipi Khatun", "Rabeya Begum", "Dr Tanvir Rahman"],
    },
    List {
        surgeon_role: Role::Obstetrician,
        operations: &["CESAREAN", "HYSTERECTOMY_ABDOMINAL", "TUBAL_LIGATION", "CESAREAN", "OVARIAN_CYSTECTOMY", "MYOMECTOMY"],
        women_percent: 100, years: 19..42,
        crew: ["Dr Farhana Jahan", "Dr Arif Mahmud", "Monira Akter", "Nazma Akter", "Dr Sumaiya Binte Habib"],
    },
    List {
        surgeon_role: Role::Surgeon,
        operations: &["CATARACT", "CATARACT_SICS_IOL", "PTERYGIUM_EXCISION", "CATARACT_PHACO", "DACRYOCYSTORHINOSTOMY"],
        women_percent: 50, years: 45..82,
        crew: ["Dr Nusrat Jahan", "Dr Tahmina Sultana", "Salma Khatun", "Hasina Banu", "Dr Rakibul Hasan"],
    },
    List {
        surgeon_role: Role::Surgeon,
        operations: &["ORIF_TIBIA_FIBULA", "PERFORATED_ULCER_REPAIR", "APPENDECTOMY", "CLOSED_REDUCTION", "DEBRIDEMENT", "ORIF_FOREARM"],
        women_percent: 30, years: 12..66,
        crew: ["Dr Saiful Alam", "Dr Golam Kibria", "Rozina Parvin", "Jesmin Ara", "Dr Imran Hossain"],
    },
];

const CANCELLED: &[&str] = &["not_fasting", "patient_unfit", "no_blood", "no_anaesthetist"];
const DAYS_AFTER: i64 = 7;

pub(crate) fn play(hospital: &mut Hospital, days_before: u16) {
    let today = hospital.now.date();
    for day in -i64::from(days_before)..=DAYS_AFTER {
        let date = today + Duration::days(day);
        if day != 0 && hospital.place.session(date).is_none() {
            continue;
        }
        let opens = if day == 0 { opening_today(hospital.now) } else { at_eight(hospital, date) };
        for theatre in 0..LISTS.len() {
            list(hospital, theatre, opens, day);
        }
    }
    waiting(hospital);
}

/// Eight o'clock while lists are running, so that the morning looks like a morning; at other
/// hours as if lists had begun three hours ago, so that there is always something to see.
fn opening_today(now: Moment) -> Moment {
    let eight = now.plus_minutes(8 * 60 - i64::from(now.time().hour()) * 60 - i64::from(now.time().minute()));
    let running = (Time::MIDNIGHT + Duration::hours(10))..(Time::MIDNIGHT + Duration::hours(13));
    let opens = if running.contains(&now.time()) { eight } else { now.plus_minutes(-200) };
    let to_five = opens.utc_ms().rem_euclid(300_000);
    Moment::new(opens.utc_ms() - to_five, now.offset_minutes())
}

fn at_eight(hospital: &Hospital, date: time::Date) -> Moment {
    Moment::at(date, Time::MIDNIGHT, hospital.place.offset_minutes).plus_minutes(8 * 60)
}

/// One theatre's list of one day.
fn list(hospital: &mut Hospital, theatre: usize, opens: Moment, day: i64) {
    let list = &LISTS[theatre];
    let (room, machines) = room(hospital, theatre);
    let cases = if theatre == 2 { 4 } else { 3 } - usize::from(day.abs() > 3 && theatre == 3);
    let cases = if day == 0 { cases + 1 } else { cases };
    let mut start = opens.plus_minutes(hospital.rng.random_range(0..3) * 5 + if theatre == 3 { 60 } else { 0 });
    for number in 0..cases {
        let entry = entry(hospital, list);
        let over_minutes =
            if day == 0 && theatre == 0 && number == 1 { 35 } else { hospital.rng.random_range(-2..6) * 2 };
        let turn = match (day, theatre, number) {
            (0, 2, 2) => Turn::Cancelled("not_fasting"),
            (0, 3, 0) => Turn::Suspended,
            _ if hospital.chance(7) => Turn::Cancelled(hospital.pick::<&str>(CANCELLED)),
            _ if hospital.chance(8) => Turn::WithComplication,
            _ => Turn::Well,
        };
        let patient = patient(hospital, list, start);
        let minutes = i64::from(entry.duration_minutes);
        let team = team(hospital, list);
        tell(
            hospital,
            Story {
                entry,
                patient,
                theatre: room,
                machines: machines.clone(),
                start,
                team,
                turn,
                over_minutes,
                urgency: if theatre == 3 { Urgency::Urgent } else { Urgency::Elective },
                booked_over: None,
            },
        );
        let late = if start < hospital.now && !matches!(turn, Turn::Cancelled(_)) { over_minutes.max(0) } else { 0 };
        start = start.plus_minutes((minutes + late + 15 + 4) / 5 * 5);
    }
    if day == 0 && theatre == 3 {
        double_booking(hospital);
    }
}

/// Dr Farhana is wanted in two theatres this afternoon: somebody booked it all the same.
fn double_booking(hospital: &mut Hospital) {
    let obstetrics = &LISTS[1];
    let (room, machines) = room(hospital, 3);
    let farhana = named(hospital, "Dr Farhana Jahan");
    let hers = hospital.cases.values().filter(|stream| stream.state.is_on_team(farhana));
    let Some(start) = hers
        .filter_map(|stream| stream.state.slot().map(|slot| slot.start))
        .filter(|start| *start > hospital.now && start.minutes_since(hospital.now) < 12 * 60)
        .min()
    else {
        return;
    };
    let entry = Catalogue::embedded().by_key("HYSTERECTOMY_ABDOMINAL");
    let Some(entry) = entry else { return };
    let patient = patient(hospital, obstetrics, start);
    let mut team = team(hospital, &LISTS[3]);
    team[0] = (farhana, Role::Obstetrician);
    tell(
        hospital,
        Story {
            entry,
            patient,
            theatre: room,
            machines,
            start: start.plus_minutes(15),
            team,
            turn: Turn::Well,
            over_minutes: 0,
            urgency: Urgency::Urgent,
            booked_over: Some(domain::procedure::Reason { code: None, text: "No other day this week".into() }),
        },
    );
}

/// Patients who wait for a date, and one whose name nobody knows.
fn waiting(hospital: &mut Hospital) {
    let now = hospital.now;
    for number in 0..12i64 {
        let list = &LISTS[number as usize % LISTS.len()];
        let at = now.plus_minutes(-(number * 1700 + 40));
        let entry = entry(hospital, list);
        let patient = patient(hospital, list, at);
        let (room, _) = room(hospital, 0);
        let urgency = match number {
            0 => Urgency::Emergency,
            1..4 => Urgency::Urgent,
            _ => Urgency::Elective,
        };
        let team = team(hospital, list);
        let surgeon = team[0].0;
        let story = Story {
            entry,
            patient,
            urgency,
            theatre: room,
            machines: vec![],
            start: at,
            team,
            turn: Turn::Well,
            over_minutes: 0,
            booked_over: None,
        };
        request(hospital, at, surgeon, &story);
    }
}

fn room(hospital: &Hospital, theatre: usize) -> (domain::TheatreId, Vec<domain::MachineId>) {
    let theatres = hospital.place.open_theatres();
    let id = theatres[theatre].0;
    let own = hospital.place.machines_of("anesthesia_machine").filter(|(_, machine)| machine.theatre == Some(id));
    (id, own.map(|(id, _)| id).collect())
}

fn entry(hospital: &mut Hospital, list: &List) -> &'static Entry {
    let key = *hospital.pick(list.operations);
    let catalogue = Catalogue::embedded();
    catalogue.by_key(key).unwrap_or(&catalogue.entries()[0])
}

fn patient(hospital: &mut Hospital, list: &List, start: Moment) -> domain::PatientId {
    let sex = if hospital.chance(list.women_percent) { Sex::Female } else { Sex::Male };
    let clerk = hospital.staff[0].id;
    let at = start.plus_minutes(-4 * 24 * 60).min(hospital.now.plus_minutes(-120));
    register(hospital, at, clerk, sex, list.years.clone())
}

fn team(hospital: &Hospital, list: &List) -> Vec<(PersonId, Role)> {
    let roles = [list.surgeon_role, Role::Anaesthetist, Role::ScrubNurse, Role::CirculatingNurse, Role::Trainee];
    list.crew.iter().zip(roles).map(|(name, role)| (named(hospital, name), role)).collect()
}
