//! Finding procedures as FHIR finds them.

use super::{issue, rich};
use crate::harness::{Answer, Caller, Service, service_md};
use serde_json::{Value, json};

/// The ids found, in their order.
fn found(bundle: &Value) -> Vec<String> {
    let entries = bundle["entry"].as_array().into_iter().flatten();
    let matches = entries.filter(|entry| entry["search"]["mode"] == "match");
    matches.map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect()
}

async fn search(caller: &Caller<'_>, query: &str) -> Value {
    caller.with("prefer", "handling=strict").get(&format!("/fhir/Procedure?{query}")).await.is(200).json
}

/// Three procedures that differ in everything that is searched by: before, on and after 21 January.
async fn three(his: &Caller<'_>) -> [String; 3] {
    let mut first = service_md("create");
    first["performedPeriod"] = json!({ "start": "2026-01-20T22:00:00+06:00", "end": "2026-01-21T01:00:00+06:00" });
    first["subject"]["reference"] = json!("Patient/1234");
    first["encounter"]["reference"] = json!("Encounter/e-1");
    first["location"]["reference"] = json!("Location/223");
    first["performer"][0]["actor"]["reference"] = json!("Practitioner/11");
    first["identifier"] = json!([{ "system": "urn:his:operation", "value": "OP-1" }]);
    let mut last = service_md("create");
    last["performedPeriod"] = json!({ "start": "2026-02-03T08:00:00+06:00" });
    last["code"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "1149608003" }] });
    last["category"] = json!([{ "coding": [{ "system": "urn:his:kind", "code": "diagnostic" }] }]);
    last["status"] = json!("in-progress");
    [his.created(&first).await, his.created(&service_md("create")).await, his.created(&last).await]
}

#[tokio::test]
async fn every_parameter_finds_what_it_says_and_no_more() {
    let service = Service::start().await;
    let his = service.his();
    let ids = three(&his).await;
    for (query, wanted) in [
        ("", &[0, 1, 2][..]),
        ("patient=1234", &[0]),
        ("patient=Patient/12345", &[1, 2]),
        ("subject:Patient=12345", &[1, 2]),
        ("patient=1234,12345", &[0, 1, 2]),
        ("patient=1234&patient=12345", &[]),
        ("patient=12", &[]),
        ("subject=http://elsewhere/fhir/Patient/12345", &[]),
        ("status=preparation", &[0, 1]),
        ("status=http://hl7.org/fhir/event-status|in-progress", &[2]),
        ("status=not-done,stopped", &[]),
        ("category=surgical", &[0, 1]),
        ("category=http://snomed.info/sct|387713003", &[0, 1]),
        ("category=|surgical", &[0, 1]),
        ("category=urn:his:kind|", &[2]),
        ("code=80146002", &[0, 1]),
        ("code=http://snomed.info/sct|80146002", &[0, 1]),
        ("code=http://loinc.org|80146002", &[]),
        // A code of SERVICE.md that cannot be finds the right one, and the right one what was said so.
        ("code=1149608003", &[2]),
        ("code=http://snomed.info/sct|11466000", &[2]),
        ("performer=111", &[1, 2]),
        ("performer=Practitioner/11", &[0]),
        ("encounter=Encounter/e-1", &[0]),
        ("location=223", &[0]),
        ("identifier=urn:his:operation|OP-1", &[0]),
        ("identifier=OP-1", &[0]),
        ("identifier=urn:other|OP-1", &[]),
        ("_lastUpdated=gt2026-01-01", &[0, 1, 2]),
        ("_lastUpdated=lt2026-01-01", &[]),
        ("patient=12345&status=in-progress", &[2]),
        ("code='%20OR%201=1--", &[]),
    ] {
        let bundle = search(&his, query).await;
        let wanted: Vec<&str> = wanted.iter().map(|i| ids[*i].as_str()).collect();
        assert_eq!(found(&bundle), wanted, "{query}");
        assert_eq!(bundle["total"], wanted.len(), "{query}");
    }
    let by_id = search(&his, &format!("_id={},{},none", ids[0], ids[2])).await;
    assert_eq!(found(&by_id), [ids[0].as_str(), ids[2].as_str()]);
    let number = by_id["entry"][0]["resource"]["identifier"][0]["value"].as_str().unwrap().to_owned();
    assert_eq!(found(&search(&his, &format!("identifier=urn:shalya:procedure|{number}")).await), [ids[0].as_str()]);
}

/// hl7.org/fhir/R4/search.html#prefix, over a night that crosses midnight, a morning, and what has no end.
#[tokio::test]
async fn dates_are_spans_and_every_prefix_means_what_r4_says() {
    let service = Service::start().await;
    let his = service.his();
    let ids = three(&his).await;
    for (query, wanted) in [
        ("date=2026-01-21", &[1][..]),
        ("date=eq2026-01", &[0, 1]),
        ("date=2026", &[0, 1]),
        ("date=ne2026-01-21", &[0, 2]),
        ("date=gt2026-01-21", &[2]),
        ("date=ge2026-01-21", &[1, 2]),
        ("date=lt2026-01-21", &[0]),
        ("date=le2026-01-21", &[0, 1]),
        ("date=sa2026-01-20", &[1, 2]),
        ("date=eb2026-01-22", &[0, 1]),
        ("date=eb2026-01-21", &[]),
        ("date=ap2026-01-21", &[0, 1, 2]),
        ("date=ge2026-01-21&date=lt2026-01-22", &[1]),
        ("date=2026-01-21,sa2026-01", &[1, 2]),
        ("date=gt2026-01-21T10:00", &[1, 2]),
        ("date=lt2026-01-21T03:00:00Z", &[0]),
        ("date=gt2026-01-21T10:29:59%2B06:00", &[1, 2]),
    ] {
        let wanted: Vec<&str> = wanted.iter().map(|i| ids[*i].as_str()).collect();
        assert_eq!(found(&search(&his, query).await), wanted, "{query}");
    }
}

#[tokio::test]
async fn pages_go_forth_and_back_and_lose_nothing() {
    let service = Service::start().await;
    let his = service.his();
    let mut all = Vec::new();
    for day in 1..=7 {
        let mut body = service_md("create");
        body["performedPeriod"] = json!({ "start": format!("2026-03-0{day}T09:00:00+06:00") });
        all.push(his.created(&body).await);
    }
    for (sort, wanted) in [("date", all.clone()), ("-date", all.iter().rev().cloned().collect())] {
        let mut query = format!("patient=12345&_sort={sort}&_count=3");
        let (mut pages, mut seen) = (Vec::new(), Vec::new());
        let link = |bundle: &Value, relation: &str| {
            let links = bundle["link"].as_array().unwrap().iter();
            let mut urls = links.filter(|link| link["relation"] == relation).map(|link| link["url"].as_str().unwrap());
            urls.next().map(|url| url.split_once('?').unwrap().1.to_owned())
        };
        loop {
            let bundle = search(&his, &query).await;
            assert_eq!(bundle["total"], 7);
            assert!(link(&bundle, "self").unwrap().starts_with("patient=12345&_sort="));
            seen.extend(found(&bundle));
            let next = link(&bundle, "next");
            pages.push(bundle);
            let Some(next) = next else { break };
            query = next;
        }
        assert_eq!(seen, wanted, "{sort}");
        assert!(link(&pages[0], "previous").is_none());
        let back = search(&his, &link(&pages[2], "previous").unwrap()).await;
        assert_eq!(found(&back), found(&pages[1]));
        let first = search(&his, &link(&back, "previous").unwrap()).await;
        assert_eq!(found(&first), found(&pages[0]));
        assert!(link(&first, "previous").is_none() && link(&first, "next").is_some());
    }
    let only = search(&his, "_summary=count").await;
    assert_eq!((&only["total"], found(&only).len()), (&json!(7), 0));
    assert_eq!(found(&search(&his, "_count=0").await).len(), 0);
}

#[tokio::test]
async fn what_it_refers_to_comes_along_when_asked_for() {
    let service = Service::start().await;
    let his = service.his();
    rich(&his).await;
    let bundle = search(&his, "_include=Procedure:*").await;
    let entries = bundle["entry"].as_array().unwrap();
    let included = |word: &str| {
        entries.iter().any(|entry| entry["search"]["mode"] == "include" && entry["resource"]["resourceType"] == word)
    };
    for word in ["Patient", "Practitioner", "Encounter", "Location", "ServiceRequest"] {
        assert!(included(word), "{word}");
    }
    assert_eq!(bundle["total"], 1, "what comes along is not counted");
    for entry in entries {
        let resource = &entry["resource"];
        let path = format!("/fhir/{}/{}", resource["resourceType"].as_str().unwrap(), resource["id"].as_str().unwrap());
        assert!(entry["fullUrl"].as_str().unwrap().ends_with(&path));
        assert_eq!(his.get(&path).await.is(200).json, *resource);
    }
    let one = search(&his, "_include=Procedure:patient").await;
    assert_eq!(one["entry"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_not_gone_by_is_told_or_refused() {
    let service = Service::start().await;
    let his = service.his();
    let aside = |answer: &Answer| {
        let entries = answer.json["entry"].as_array().cloned().unwrap_or_default();
        entries.iter().filter(|entry| entry["search"]["mode"] == "outcome").count()
    };
    for query in ["colour=red", "_include=Patient:name", "_sort=colour", "patient.name=Rahima", "_has:x:y=1"] {
        let lenient = his.get(&format!("/fhir/Procedure?{query}")).await.is(200);
        assert_eq!(aside(&lenient), 1, "{query}");
        assert!(!lenient.json["link"][0]["url"].as_str().unwrap().contains('?'), "{query}");
        let strict = his.with("prefer", "handling=strict").get(&format!("/fhir/Procedure?{query}")).await.is(400);
        assert_eq!(issue(&strict.json), "invalid");
    }
    for query in ["patient:missing=true", "date=soon", "status=done", "_count=x", "patient=a%00b", "_cursor=xyz"] {
        his.get(&format!("/fhir/Procedure?{query}")).await.is(400);
    }
}

#[tokio::test]
async fn a_search_by_post_is_the_same() {
    let service = Service::start().await;
    let his = service.his();
    let ids = three(&his).await;
    let posted = his.form("/fhir/Procedure/_search?_count=5", "patient=1234&date=ge2026-01-01").await.is(200).json;
    assert_eq!(found(&posted), [ids[0].as_str()]);
    assert_eq!(issue(&his.post("/fhir/Procedure/_search", &json!({})).await.is(415).json), "not-supported");
}

#[tokio::test]
async fn requests_and_complications_are_found_by_their_own_words() {
    let service = Service::start().await;
    let his = service.his();
    rich(&his).await;
    let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
    let requests = his.get("/fhir/ServiceRequest?status=active&occurrence=2026-01-21").await.is(200).json;
    assert_eq!(requests["total"], 1);
    let request = &requests["entry"][0]["resource"];
    assert_eq!(request["occurrencePeriod"]["start"], booked["schedule"]["scheduledDate"]);
    assert_eq!(request["supportingInfo"][0]["reference"], "Device/AM-001");
    his.get("/fhir/Device/AM-001").await.is(200);
    assert_eq!(his.get("/fhir/ServiceRequest?status=completed").await.json["total"], 1);
    assert_eq!(his.get("/fhir/Condition?patient=12345").await.json["total"], 1);
    assert_eq!(his.get("/fhir/Condition?patient=1").await.json["total"], 0);
    let first = his.get("/fhir/Practitioner?_count=1").await.json;
    let next = first["link"].as_array().unwrap().last().unwrap()["url"].as_str().unwrap().to_owned();
    let second = his.get(&format!("/fhir{}", next.split_once("/fhir").unwrap().1)).await.is(200).json;
    assert_ne!(first["entry"][0]["resource"]["id"], second["entry"][0]["resource"]["id"]);
}
