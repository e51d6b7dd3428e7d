//! A name that was corrected, at a terminal or in a message, in cases that nobody touched since.

use crate::harness::redis::Redis;
use crate::harness::terminal::Terminal;
use crate::harness::{Caller, EVERYTHING, Service, postgres, service_md};
use crate::terminals::{now, send};
use domain::hospital::HospitalFact;
use domain::person::PersonFact;
use domain::procedure::{NoteType, ProcedureFact, Role};
use domain::{Moment, PersonId, ProcedureId};
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use std::time::{Duration, Instant};

/// Waits until every one of `paths` answers what is right.
async fn until(his: &Caller<'_>, paths: &[String], is_right: impl Fn(&Value) -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    for path in paths {
        loop {
            let shown = his.get(path).await.is(200).json;
            if is_right(&shown) {
                break;
            }
            assert!(Instant::now() < patience, "{path}: {shown:#}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_name_of_staff_or_theatre_is_shown_in_the_cases_that_were_kept_before() {
    let redis = Redis::start();
    let service = Service::start_with(&format!("redis_url = \"{}\"", redis.url())).await;
    let mut terminal = service.enrolled(Terminal::of_sample("T1", now())).await;
    let whole = (Moment::new(0, 0), Moment::new(i64::MAX, 0));
    let cases = terminal.store.procedures_between(whole.0, whole.1).unwrap();
    let cases: Vec<ProcedureId> = cases.iter().map(|(id, _)| *id).collect();
    assert!(cases.len() > 60, "more than are written at once");
    let members = terminal.store.people().unwrap();
    let (surgeon, writer) = (members[0].id, members[1].id);
    let by = PersonId(store::new_id());
    let open: Vec<ProcedureId> = terminal.store.waiting().unwrap().iter().map(|(id, _)| *id).take(1).collect();
    for case in &cases {
        terminal.say(*case, by, now(), vec![ProcedureFact::JoinedTeam { person: surgeon, role: Role::Surgeon }]);
    }
    let note = ProcedureFact::NoteSigned {
        note_type: NoteType::PostOperative,
        text: "Seen in recovery.".into(),
        at: now(),
        author: None,
    };
    terminal.say(open[0], writer, now(), vec![note]);
    let booked = cases.iter().find_map(|id| {
        let case = terminal.store.procedure(*id).unwrap().unwrap().state;
        case.slot().map(|slot| (*id, slot.theatre))
    });
    let (booked, theatre) = booked.unwrap();
    let (mut terminal, sent) = send(terminal).await;
    sent.unwrap();

    let his = service.caller("his", &terminal.hospital(), &["service"], EVERYTHING);
    let path = |id: &ProcedureId| format!("/api/procedures/{id}");
    let before = his.get(&path(&cases[0])).await.is(200);
    let patient = before.json["subject"]["reference"].as_str().unwrap().to_owned();
    let list = format!("/api/procedures?patient={}", patient.trim_start_matches("Patient/"));
    his.get(&list).await.is(200);
    let hits = redis.hits();
    his.get(&list).await.is(200);
    assert!(redis.hits() > hits, "the list is kept in the cache");

    let mut facts = Vec::new();
    for (person, name) in [(surgeon, "Dr. Shirin Akhter Banu"), (writer, "Momena Khatun Rini")] {
        let mut card = terminal.store.person(person).unwrap().unwrap().card;
        (card.name, card.name_bn) = (name.into(), name.into());
        facts.push((person, vec![PersonFact::Described { card }]));
    }
    let mut room = terminal.store.hospital().unwrap().theatres[&theatre].clone();
    room.name = "Theatre of the new wing".into();
    let hospital = vec![HospitalFact::TheatreDefined { id: theatre, theatre: room }];
    terminal.store.record(by, now(), store::Batch { people: facts, hospital, ..store::Batch::default() }).unwrap();
    let (_, sent) = send(terminal).await;
    assert_eq!(sent, Ok(3));

    let performs = |shown: &Value| shown.to_string().contains("Dr. Shirin Akhter Banu");
    until(&his, &cases.iter().map(path).collect::<Vec<_>>(), performs).await;
    until(&his, &[path(&open[0])], |shown| shown["note"].to_string().contains("Momena Khatun Rini")).await;
    until(&his, &[path(&booked)], |shown| shown["location"]["display"] == "Theatre of the new wing").await;
    until(&his, &[list], performs).await;
    until(&his, &[format!("/fhir/Procedure/{}", cases[0])], performs).await;
    let after = his.get(&path(&cases[0])).await.is(200);
    assert_eq!(after.header("etag"), before.header("etag"), "a name is no fact of the case");
    let mut owner = service.owner().await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM renamed").fetch_one(&mut owner).await.unwrap();
    assert_eq!(left, 0);
    // Rows made anew from the facts are the same.
    let sql = "SELECT jsonb_agg(to_jsonb(p) ORDER BY id) FROM procedures AS p";
    let kept: Value = sqlx::query_scalar(sql).fetch_one(&mut owner).await.unwrap();
    central::rebuild::rebuild(&mut owner).await.unwrap();
    let anew: Value = sqlx::query_scalar(sql).fetch_one(&mut owner).await.unwrap();
    assert_eq!(kept, anew);
}

#[tokio::test]
async fn a_name_that_a_message_corrects_is_shown_in_the_cases_that_were_kept_before() {
    let service = Service::start().await;
    let his = service.his();
    let mut cases = Vec::new();
    for _ in 0..2 {
        let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await;
        // The second is at the same time in the same theatre.
        let id = match booked.status {
            201 => booked.json["id"].as_str().unwrap().to_owned(),
            _ => his.created(&service_md("create")).await,
        };
        his.post(&format!("/api/procedures/{id}/notes"), &service_md("note")).await.is(201);
        cases.push(format!("/api/procedures/{id}"));
    }
    let before = his.get(&cases[0]).await.is(200);
    assert!(before.json["note"].to_string().contains("Dr. John Doe"));
    let mut corrected = service_md("create");
    corrected["subject"]["display"] = json!("Rahima Khatun");
    corrected["performer"][0]["actor"]["display"] = json!("Dr. John Q. Doe");
    corrected["location"]["display"] = json!("Theatre of the new wing");
    for _ in 0..3 {
        his.created(&corrected).await;
    }
    let mut owner = service.owner().await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM renamed").fetch_one(&mut owner).await.unwrap();
    assert!(left <= 3, "each name is put down once: {left}");
    until(&his, &cases, |shown| shown["note"].to_string().contains("Dr. John Q. Doe")).await;
    until(&his, &cases[..1], |shown| {
        shown["subject"]["display"] == "Rahima Khatun" && shown["location"]["display"] == "Theatre of the new wing"
    })
    .await;
    let said = his.get(&cases[1]).await.is(200).json;
    assert_eq!(said["performer"][0]["actor"]["display"], "Dr. John Doe", "as its message says it");
    assert_eq!(his.get(&cases[0]).await.is(200).header("etag"), before.header("etag"));
}

#[tokio::test]
async fn who_looks_for_names_to_follow_sees_which_hospitals_have_some_and_nothing_of_them() {
    let mut owner = PgConnection::connect(&postgres::database().await).await.unwrap();
    owner
        .execute(
            "INSERT INTO hospitals (id) VALUES ('DHAKA'), ('KHULNA'), ('SYLHET');
             INSERT INTO renamed (hospital_id, kind, named_id, outside_id, taken_at)
             SELECT hospital, 'practitioners', gen_random_uuid(), '111', at
             FROM (VALUES ('KHULNA', NULL), ('KHULNA', now()), ('SYLHET', now())) AS given (hospital, at);
             SET ROLE shalya_service",
        )
        .await
        .unwrap();
    let hospitals: Vec<String> = sqlx::query_scalar("SELECT hospitals_renaming()").fetch_all(&mut owner).await.unwrap();
    assert_eq!(hospitals, ["KHULNA"]);
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM renamed").fetch_one(&mut owner).await.unwrap();
    assert_eq!(seen, 0);
}
