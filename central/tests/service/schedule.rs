//! Booking, clashes and the list of a day.

use crate::harness::{Service, USUAL, service_md};
use crate::procedures::futures;
use serde_json::{Value, json};

#[tokio::test]
async fn service_mds_booking_is_taken_and_listed_by_room_and_by_location() {
    let service = Service::start().await;
    let his = service.his();
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    assert_eq!(booked["status"], "preparation");
    let schedule = &booked["schedule"];
    for field in ["scheduledDate", "duration", "locationId", "performers", "resources"] {
        assert_eq!(schedule[field], service_md("schedule")[field], "{field}");
    }
    assert_eq!(booked["performedPeriod"]["end"], "2026-01-21T10:30:00+06:00");
    assert_eq!(booked["code"]["coding"][0]["display"], "Appendectomy");
    for query in ["date=2026-01-21&location=OR-001", "date=2026-01-21&location=222", "date=2026-01-21"] {
        let list = his.get(&format!("/api/procedures/scheduled?{query}")).await.is(200).json;
        assert_eq!(list, json!([booked]), "{query}");
    }
    for query in ["date=2026-01-22", "date=2026-01-21&location=OR-002"] {
        assert_eq!(his.get(&format!("/api/procedures/scheduled?{query}")).await.is(200).json, json!([]), "{query}");
    }
    his.get("/api/procedures/scheduled?date=soon").await.is(422);
}

#[tokio::test]
async fn the_day_is_the_hospitals_own() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("schedule");
    body["scheduledDate"] = json!("2026-01-20T19:30:00Z");
    his.post("/api/procedures/schedule", &body).await.is(201);
    let list = async |date: &str| {
        his.get(&format!("/api/procedures/scheduled?date={date}")).await.is(200).json.as_array().unwrap().len()
    };
    assert_eq!((list("2026-01-20").await, list("2026-01-21").await), (0, 1), "half past one at night in Dhaka");
}

#[tokio::test]
async fn a_clash_is_told_by_kind_with_three_free_slots_and_can_be_booked_over_with_a_reason() {
    let service = Service::start().await;
    let his = service.his();
    let first = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    let mut second = service_md("schedule");
    second["patientId"] = json!("777");
    second["scheduledDate"] = json!("2026-01-21T10:00:00+06:00");
    let clash = his.post("/api/procedures/schedule", &second).await.is(409).json;
    let mut kinds: Vec<(&str, &str)> = clash["clashes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|clash| (clash["kind"].as_str().unwrap(), clash["id"].as_str().unwrap()))
        .collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [("machine", "AM-001"), ("person", "111"), ("person", "333"), ("room", "OR-001")]);
    assert_eq!(clash["clashes"][0]["procedureId"], first["procedureId"]);
    assert_eq!(clash["clashes"][0]["from"], "2026-01-21T10:00:00+06:00");
    assert_eq!(clash["clashes"][0]["until"], "2026-01-21T10:30:00+06:00");
    let free = clash["freeSlots"].as_array().unwrap();
    assert_eq!(free.len(), 3);
    assert_eq!(free[0]["start"], "2026-01-21T10:30:00+06:00", "as soon as the first is over");

    let mut third = second.clone();
    third["scheduledDate"] = free[0]["start"].clone();
    his.post("/api/procedures/schedule", &third).await.is(201);
    second["override"] = json!({});
    assert_eq!(his.post("/api/procedures/schedule", &second).await.is(422).fields(), ["/override/reason"]);
    second["override"] = json!({ "reason": "Bleeding, cannot wait" });
    let over = his.post("/api/procedures/schedule", &second).await.is(201).json;
    assert_eq!(over["schedule"]["overridden"], true);
    assert_eq!(over["schedule"]["reason"]["text"], "Bleeding, cannot wait");
}

#[tokio::test]
async fn of_many_who_want_one_room_at_once_one_gets_it() {
    let service = Service::start().await;
    let replica = Service::on(service.database.clone(), "").await;
    let answers = futures(10, |i| {
        let his = if i % 2 == 0 { service.his() } else { replica.his() };
        let mut body = service_md("schedule");
        body["patientId"] = json!(format!("p-{i}"));
        async move { his.post("/api/procedures/schedule", &body).await.status }
    })
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 201).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 9);
}

#[tokio::test]
async fn a_booking_moves_a_cancelled_one_leaves_its_room_free() {
    let service = Service::start().await;
    let his = service.his();
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    let moved = json!({
        "procedureId": booked["id"], "scheduledDate": "2026-01-21T12:00:00+06:00", "locationId": "222",
        "resources": [{ "type": "operating_room", "resourceId": "OR-001" }],
    });
    let moved = his.post("/api/procedures/schedule", &moved).await.is(201).json;
    assert_eq!(moved["id"], booked["id"]);
    assert_eq!(moved["schedule"]["duration"], 90);
    let mut other = service_md("schedule");
    other["patientId"] = json!("777");
    his.post("/api/procedures/schedule", &other).await.is(201);
    let path = format!("/api/procedures/{}/status", booked["id"].as_str().unwrap());
    his.put(&path, &json!({ "status": "cancelled", "reason": "no blood" })).await.is(200);
    other["scheduledDate"] = json!("2026-01-21T12:00:00+06:00");
    his.post("/api/procedures/schedule", &other).await.is(201);
    let list = his.get("/api/procedures/scheduled?date=2026-01-21").await.is(200).json;
    assert_eq!(list.as_array().unwrap().len(), 2, "a cancelled case is not on the list");
}

#[tokio::test]
async fn who_may_book() {
    let service = Service::start().await;
    let body = service_md("schedule");
    let book = async |roles: &[&str], permissions: &[&str]| {
        service.caller("9", "DHAKA", roles, permissions).post("/api/procedures/schedule", &body).await
    };
    book(&["surgeon"], &["procedure.read", "procedure.write", "procedure.perform"]).await.is(403);
    book(&["theatre_manager"], &[]).await.is(201);
}

#[tokio::test]
async fn a_clash_with_a_restricted_case_tells_neither_whose_nor_which() {
    let service = Service::start().await;
    let his = service.his();
    let mut hidden = service_md("schedule");
    hidden["procedureCode"] = json!("58656001");
    let hidden = his.post("/api/procedures/schedule", &hidden).await.is(201).json;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let clash = clerk.post("/api/procedures/schedule", &service_md("schedule")).await.is(409);
    let kinds: Vec<&Value> = clash.json["clashes"].as_array().unwrap().iter().map(|clash| &clash["kind"]).collect();
    assert!(kinds.contains(&&json!("patient")) && kinds.contains(&&json!("room")));
    assert!(!clash.text.contains(hidden["id"].as_str().unwrap()));
    for told in clash.json["clashes"].as_array().unwrap() {
        let mut names: Vec<&String> = told.as_object().unwrap().keys().collect();
        names.sort_unstable();
        assert_eq!(names, ["from", "kind", "until"]);
    }
    let list = clerk.get("/api/procedures/scheduled?date=2026-01-21").await.is(200).json;
    assert_eq!(list[0]["restricted"], true);
    assert_eq!(list[0]["schedule"], Value::Null);
}
