//! Pages of what is not a procedure: each has what its link says, and the links lead through all of it.

use super::procedure;
use crate::harness::{Caller, Service, USUAL, postgres, service_md};
use serde_json::{Value, json};

/// What a link of a Bundle asks for.
fn link(bundle: &Value, relation: &str) -> Option<String> {
    let link = bundle["link"].as_array().unwrap().iter().find(|link| link["relation"] == relation)?;
    Some(format!("/fhir/{}", link["url"].as_str().unwrap().split_once("/fhir/").unwrap().1))
}

fn ids(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    entries.map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect()
}

/// The ids on every page, and how many pages there were.
async fn walk(caller: &Caller<'_>, first: &str) -> (Vec<String>, usize) {
    let (mut path, mut all, mut pages) = (Some(first.to_owned()), Vec::new(), 0);
    while let Some(asked) = path {
        let bundle = caller.get(&asked).await.is(200).json;
        all.extend(ids(&bundle));
        pages += 1;
        assert!(pages < 50, "{asked}");
        path = link(&bundle, "next");
    }
    (all, pages)
}

#[tokio::test]
async fn complications_are_paged_and_counted_one_by_one() {
    let service = Service::start().await;
    let his = service.his();
    let mut recorded = Vec::new();
    for many in [1, 3, 0, 2] {
        let id = his.created(&service_md("create")).await;
        for _ in 0..many {
            let path = format!("/api/procedures/{id}/complications");
            let told = his.post(&path, &service_md("complication")).await.is(201).json;
            recorded.push(told["id"].as_str().unwrap().to_owned());
        }
    }
    let mut sorted = recorded.clone();
    sorted.sort();
    for (count, pages) in [(1, 6), (2, 3), (4, 2), (6, 1), (50, 1)] {
        for criterion in ["", "patient=12345&"] {
            let (mut all, walked) = walk(&his, &format!("/fhir/Condition?{criterion}_count={count}")).await;
            all.sort();
            assert_eq!((&all, walked), (&sorted, pages), "{criterion}{count}");
        }
    }
    for none in ["_count=0", "_summary=count"] {
        let bundle = his.get(&format!("/fhir/Condition?{none}")).await.is(200).json;
        assert_eq!((&bundle["total"], ids(&bundle).len()), (&json!(6), 0), "{none}");
    }
    // However many procedures there are that name one which nobody recorded.
    let mut named = service_md("create");
    named["complication"] = json!([service_md("complication")["complication"]]);
    let many: Vec<_> = (0..201).map(|_| named.as_object().unwrap().clone()).collect();
    let settings = postgres::settings(&service.database, "");
    central::loading::load(&settings, "DHAKA", &many, &mut |_| {}).await.unwrap();
    for asked in ["_count=2", "_count=0", "patient=12345"] {
        let bundle = his.get(&format!("/fhir/Condition?{asked}")).await.is(200).json;
        assert_eq!(bundle["total"], 6, "{asked}");
    }
    let both = format!("/fhir/Condition?_id={},{},x&_count=1", recorded[0], recorded[4]);
    assert_eq!(walk(&his, &both).await, (vec![recorded[0].clone(), recorded[4].clone()], 2));
    // Several criteria mean and.
    let other = format!("/fhir/Condition?_id={}&patient=1", recorded[0]);
    assert_eq!(his.get(&other).await.is(200).json["total"], 0);
    for cursor in ["x", "1", "x.", "0.x", "-1."] {
        his.get(&format!("/fhir/Condition?_cursor={cursor}")).await.is(400);
    }
}

#[tokio::test]
async fn whoever_asks_for_ids_gets_each_of_them_once() {
    let service = Service::start().await;
    let his = service.his();
    for patient in ["c", "a", "b", "B", "10", "9"] {
        let mut body = service_md("create");
        body["subject"]["reference"] = json!(format!("Patient/{patient}"));
        his.created(&body).await;
    }
    for count in [1, 2, 5] {
        let (mut all, _) = walk(&his, &format!("/fhir/Patient?_id=a,b,c,9,10,none&_count={count}")).await;
        all.sort();
        assert_eq!(all, ["10", "9", "a", "b", "c"], "{count}");
        assert_eq!(walk(&his, &format!("/fhir/Patient?_count={count}")).await.0.len(), 6);
    }
    let counted = his.get("/fhir/Patient?_id=a,b&_count=0").await.is(200).json;
    assert_eq!((&counted["total"], link(&counted, "next")), (&json!(2), None));
}

#[tokio::test]
async fn devices_that_were_used_and_machines_that_can_be_booked_are_listed_once() {
    let service = Service::start().await;
    let his = service.his();
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    for device in ["IMPLANT-001", "AM-001"] {
        let used = json!({ "deviceId": device, "deviceType": "surgical_mesh", "action": "used" });
        his.post(&format!("/api/procedures/{}/devices", booked["id"].as_str().unwrap()), &used).await.is(201);
    }
    for path in ["/fhir/Device?_count=1", "/fhir/Device?_id=IMPLANT-001,AM-001&_count=1"] {
        assert_eq!(walk(&his, path).await, (vec!["AM-001".to_owned(), "IMPLANT-001".to_owned()], 2), "{path}");
        assert_eq!(his.get(path).await.json["total"], 2);
    }
    let machine = his.get("/fhir/Device/AM-001").await.is(200).json;
    assert_eq!(machine["type"]["text"], "anesthesia_machine");
    // What was used tells of the procedure; that there is a machine tells nothing.
    let nobody = service.caller("nobody", "DHAKA", &[], &[]);
    assert_eq!(walk(&nobody, "/fhir/Device").await.0, ["AM-001"]);
}

#[tokio::test]
async fn accesses_are_paged_and_each_parameter_narrows_them() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    for _ in 0..3 {
        clerk.get(&format!("/fhir/Procedure/{id}")).await.is(200);
    }
    let of = format!("/fhir/AuditEvent?entity=Procedure/{id}");
    assert_eq!(his.get(&of).await.is(200).json["total"], 4);
    let (all, pages) = walk(&his, &format!("{of}&_count=1")).await;
    assert_eq!((all.len(), pages), (4, 4));
    for (query, total) in
        [("action=R", 3), ("action=R,C", 4), ("action=R&action=C", 0), ("action=C&outcome=0", 1), ("outcome=0,4", 4)]
    {
        assert_eq!(his.get(&format!("{of}&{query}")).await.is(200).json["total"], total, "{query}");
    }
    let both = format!("/fhir/AuditEvent?_id={}&_id={}", all[0], all[1]);
    assert_eq!(his.get(&both).await.is(200).json["total"], 0);
    his.get(&format!("{of}&_cursor=x")).await.is(400);
}

#[tokio::test]
async fn a_history_goes_on_from_where_it_was_asked_for() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = his.post("/fhir/Procedure", &procedure()).await.is(201).json;
    let path = format!("/fhir/Procedure/{}", body["id"].as_str().unwrap());
    for text in ["Drape", "Gauze", "Clip"] {
        body["usedCode"] = json!([{ "text": text }]);
        body = his.put(&path, &body).await.is(200).json;
    }
    let total = his.get(&format!("{path}/_history")).await.is(200).json["total"].as_u64().unwrap() as usize;
    for query in ["_count=1", "_count=2&_since=2026-01-01T00:00:00Z"] {
        let first = format!("{path}/_history?{query}");
        let (all, pages) = walk(&his, &first).await;
        assert_eq!(all.len(), total, "{query}");
        assert!(pages > 1);
        let page = his.get(&first).await.is(200).json;
        let encoded = query.replace(':', "%3A");
        assert!(link(&page, "self").unwrap().ends_with(&format!("{path}/_history?{encoded}")), "{page}");
        assert!(link(&page, "next").unwrap().contains(&encoded));
    }
    let none = his.get(&format!("{path}/_history?_since=2999-01-01")).await.is(200).json;
    assert_eq!(
        (&none["total"], link(&none, "self").unwrap()),
        (&json!(0), format!("{path}/_history?_since=2999-01-01"))
    );
}
