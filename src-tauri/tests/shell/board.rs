//! What the lists show of one another.

use crate::theatre::*;
use domain::procedure::*;
use ipc::*;
use shalya::{board, cases};

#[test]
fn a_case_that_runs_over_pushes_the_next_one_and_is_no_clash() {
    let theatre = Theatre::administered();
    let surgeon = theatre.add("Dr Nasima Haque", &[Role::Surgeon]);
    theatre.sign_in(surgeon);
    let room = theatre.theatres()[0];
    let names = ["Asma", "Beli", "Champa"];
    let [first, second, third] = names.map(|name| theatre.register(woman(name, name)));
    let running = theatre.book(first, operation("APPENDECTOMY"), room, "08:00", 60);
    let next = theatre.book(second, operation("APPENDECTOMY"), room, "09:10", 60);
    let last = theatre.book(third, operation("APPENDECTOMY"), room, "12:00", 60);
    theatre.work_until("08:00");
    theatre.record(running, Command::Reach { milestone: Milestone::InTheatre, at: None }).unwrap();
    theatre.work_until("09:40");

    let day = board::day(&theatre.desk, GetDay { date: date() }).unwrap();
    let expected = |id| day.cases.iter().find(|line| line.id == id).unwrap().expected.unwrap();
    assert_eq!(expected(running), (at("08:00"), at("09:40")));
    assert_eq!(expected(next), (at("09:40"), at("10:40")));
    assert_eq!(expected(last), (at("12:00"), at("13:00")), "as planned: nothing is in its way");
    assert!(day.cases.iter().all(|line| line.detail.as_ref().unwrap().clashes.is_empty()));

    let view = cases::case(&theatre.desk, GetCase { id: next }).unwrap().whole.unwrap();
    assert_eq!(view.still_in_theatre.unwrap().id, running, "Sign In is not answered for the wrong patient");
    let view = cases::case(&theatre.desk, GetCase { id: running }).unwrap().whole.unwrap();
    assert_eq!(view.still_in_theatre, None);
    assert_eq!(view.next.unwrap().id, next);
}

#[test]
fn two_patients_of_a_day_with_like_names_carry_a_tag() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let rooms = theatre.theatres();
    let [one, other, third] = [("Nasrin Akhter", "Malek"), ("Mst. Nasrin Akter", "Sobhan"), ("Rina", "Selim")]
        .map(|(name, husband)| theatre.register(woman(name, husband)));
    for (patient, start) in [(one, "08:00"), (third, "09:00")] {
        theatre.book(patient, operation("APPENDECTOMY"), rooms[0], start, 45);
    }
    theatre.book(other, operation("CESAREAN"), rooms[1], "11:00", 60);
    let day = board::day(&theatre.desk, GetDay { date: date() }).unwrap();
    let tagged: Vec<_> = day.cases.iter().filter_map(|line| line.detail.as_ref()).filter(|d| d.name_alike).collect();
    let mut names: Vec<&str> = tagged.iter().map(|detail| detail.patient.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Mst. Nasrin Akter", "Nasrin Akhter"]);
}

#[test]
fn the_week_begins_on_saturday_and_counts_each_theatre() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let room = theatre.theatres()[0];
    let patient = theatre.register(woman("Jahanara Begum", "Latif"));
    let slot = |start: &str| Slot { theatre: room, start: start.parse().unwrap(), minutes: 90, machines: vec![] };
    // One case crosses midnight, and counts on the day on which it begins.
    for start in ["2030-01-20T09:00:00+06:00", "2030-01-20T23:15:00+06:00"] {
        let call = theatre.request(patient, operation("APPENDECTOMY"), Some(slot(start)));
        cases::request_case(&theatre.desk, call).unwrap();
    }
    let wednesday = time::macros::date!(2030 - 01 - 23);
    let week = board::week(&theatre.desk, GetWeek { date: wednesday }).unwrap();
    assert_eq!(week.iter().map(|day| day.date).collect::<Vec<_>>(), (19..26).map(january).collect::<Vec<_>>());
    assert_eq!(week[1].theatres[&room], TheatreCount { cases: 2, booked_minutes: 180 });
    assert_eq!(week[1].cases.len(), 2);
    assert_eq!(week[2].cases.len(), 1, "the night's case touches Monday");
    assert!(week[2].theatres.is_empty());
    assert_eq!(week[6].session, None, "Friday");
}

fn january(day: u8) -> time::Date {
    time::Date::from_calendar_date(2030, time::Month::January, day).unwrap()
}
