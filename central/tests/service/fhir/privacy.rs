//! What is sensitive is hidden in every way out of /fhir, exactly as in /api.

use super::{issue, sensitive};
use crate::harness::{EVERYTHING, Service, USUAL, service_md};
use serde_json::{Value, json};

#[tokio::test]
async fn of_a_restricted_procedure_state_time_and_place_are_left() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&sensitive()).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    let path = format!("/fhir/Procedure/{id}");
    let seen = clerk.get(&path).await.is(200);
    let mut names: Vec<&String> = seen.json.as_object().unwrap().keys().collect();
    names.sort_unstable();
    assert_eq!(names, ["id", "identifier", "location", "meta", "performedPeriod", "resourceType", "status", "subject"]);
    assert_eq!(seen.json["meta"]["security"][0]["code"], "REDACTED");
    assert!(seen.json["meta"]["versionId"].is_null());
    assert_eq!(seen.json["subject"]["extension"][0]["valueCode"], "masked");
    assert!(seen.json["subject"]["reference"].is_null());
    assert_eq!((seen.header("etag"), seen.header("last-modified")), ("", ""));
    for part in ["_history", "_history/1", "_history/3"] {
        assert_eq!(issue(&clerk.get(&format!("{path}/{part}")).await.is(403).json), "forbidden");
    }
    // A redacted copy never overwrites.
    clerk.put(&path, &seen.json).await.is(403);
    let whole = his.get(&path).await.is(200).json;
    clerk.put(&path, &whole).await.is(403);
    let request = whole["basedOn"][0]["reference"].as_str().unwrap();
    let asked = clerk.get(&format!("/fhir/{request}")).await.is(200).json;
    assert!(asked["code"].is_null() && asked["subject"]["reference"].is_null());
    // Practitioner/11 is not Practitioner/111, who stands in its team.
    assert!(service.caller("11", "DHAKA", &[], USUAL).get(&path).await.is(200).json["code"].is_null());
    assert!(service.caller("111", "DHAKA", &[], &[]).get(&path).await.is(200).json["code"].is_object());
    service.caller("stranger", "DHAKA", &[], &[]).get(&path).await.is(403);
    service.caller("his", "KHULNA", &[], EVERYTHING).get(&path).await.is(404);
}

#[tokio::test]
async fn a_search_by_what_is_hidden_does_not_find_it() {
    let service = Service::start().await;
    let his = service.his();
    his.created(&sensitive()).await;
    his.created(&service_md("create")).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    for (query, total) in [
        ("", 2),
        ("status=preparation", 2),
        ("location=222", 2),
        ("date=2026-01-21", 2),
        ("patient=12345", 1),
        ("subject=12345", 1),
        ("encounter=67890", 1),
        ("performer=111", 1),
        ("category=surgical", 1),
        ("code=58656001", 0),
        ("code=287664005", 0),
        ("identifier=urn:shalya:procedure|", 1),
        ("_lastUpdated=ge2026-01-01", 1),
        ("_sort=-_lastUpdated", 1),
    ] {
        let bundle = clerk.get(&format!("/fhir/Procedure?{query}&_include=Procedure:*")).await.is(200);
        assert_eq!(bundle.json["total"], total, "{query}");
        let shown = bundle.json["entry"].to_string();
        assert!(!shown.contains("58656001") && !shown.contains("287664005"), "{query}");
        assert_eq!(his.get(&format!("/fhir/Procedure?{query}")).await.json["total"], if total == 0 { 1 } else { 2 });
    }
}

/// That somebody is known here at all would tell that what he has is hidden.
#[tokio::test]
async fn whom_only_hidden_procedures_name_is_not_known() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = sensitive();
    body["subject"]["reference"] = json!("Patient/hidden");
    body["encounter"]["reference"] = json!("Encounter/hidden");
    body["performer"][0]["actor"]["reference"] = json!("Practitioner/hidden");
    let id = his.created(&body).await;
    let mut device = service_md("device");
    device["deviceId"] = json!("hidden");
    his.post(&format!("/api/procedures/{id}/devices"), &device).await.is(201);
    let complication = service_md("complication");
    let path = format!("/api/procedures/{id}/complications");
    let complication = his.post(&path, &complication).await.is(201).json["id"].as_str().unwrap().to_owned();
    his.created(&service_md("create")).await;
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    for word in ["Patient", "Encounter", "Practitioner", "Device"] {
        his.get(&format!("/fhir/{word}/hidden")).await.is(200);
        clerk.get(&format!("/fhir/{word}/hidden")).await.is(404);
        let listed = clerk.get(&format!("/fhir/{word}")).await.is(200);
        assert!(!listed.text.contains("hidden"), "{word}");
        let total = his.get(&format!("/fhir/{word}")).await.json["total"].as_i64().unwrap();
        assert_eq!(listed.json["total"], total - 1, "{word}");
    }
    his.get(&format!("/fhir/Condition/{complication}")).await.is(200);
    clerk.get(&format!("/fhir/Condition/{complication}")).await.is(403);
    assert_eq!(clerk.get("/fhir/Condition?patient=hidden").await.is(200).json["total"], 0);
    assert_eq!(clerk.get("/fhir/Condition").await.is(200).json["total"], 0);
}

#[tokio::test]
async fn a_version_that_was_sensitive_stays_hidden_where_the_procedure_is_not_any_more() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&sensitive()).await;
    let path = format!("/fhir/Procedure/{id}");
    let mut corrected = his.get(&path).await.is(200).json;
    let version = corrected["meta"]["versionId"].as_str().unwrap().to_owned();
    corrected["code"] = service_md("create")["code"].clone();
    corrected["reasonCode"] = json!([{ "text": "Pain" }]);
    his.put(&path, &corrected).await.is(200);
    let clerk = service.caller("clerk", "DHAKA", &[], USUAL);
    assert_eq!(clerk.get(&path).await.is(200).json["code"]["coding"][0]["code"], "80146002");
    let before = clerk.get(&format!("{path}/_history/{version}")).await.is(200);
    assert!(before.json["code"].is_null() && before.header("etag").is_empty());
    let history = clerk.get(&format!("{path}/_history")).await.is(200);
    assert!(!history.text.contains("58656001") && !history.text.contains("287664005"));
    assert!(his.get(&format!("{path}/_history")).await.text.contains("58656001"));
}

#[tokio::test]
async fn who_looked_is_told_to_whoever_sees_the_procedure_whole() {
    let service = Service::start().await;
    let his = service.his();
    let (hidden, open) = (his.created(&sensitive()).await, his.created(&service_md("create")).await);
    let clerk = service.caller("clerk", "DHAKA", &["ward_clerk"], USUAL);
    clerk.get(&format!("/fhir/Procedure/{hidden}")).await.is(200);
    clerk.get(&format!("/fhir/Procedure/{open}")).await.is(200);
    service.caller("stranger", "DHAKA", &[], &[]).get(&format!("/fhir/Procedure/{open}")).await.is(403);
    let events = |bundle: &Value| -> Vec<(String, String, String)> {
        let entries = bundle["entry"].as_array().into_iter().flatten();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        entries
            .map(|entry| &entry["resource"])
            .map(|it| (text(&it["agent"][0]["who"]["identifier"]["value"]), text(&it["action"]), text(&it["outcome"])))
            .collect()
    };
    let row = |who: &str, action: &str, outcome: &str| (who.to_owned(), action.to_owned(), outcome.to_owned());
    let of = |id: &str| format!("/fhir/AuditEvent?entity=Procedure/{id}");
    let told = his.get(&of(&open)).await.is(200).json;
    assert_eq!(events(&told), [row("stranger", "R", "4"), row("clerk", "R", "0"), row("his", "C", "0")]);
    assert_eq!(events(&his.get(&of(&hidden)).await.json), [row("clerk", "R", "0"), row("his", "C", "0")]);
    assert_eq!(events(&clerk.get(&of(&open)).await.json).len(), 3);
    assert_eq!(clerk.get(&of(&hidden)).await.is(200).json["total"], 0);
    let event = told["entry"][0]["resource"]["id"].as_str().unwrap();
    assert_eq!(his.get(&format!("/fhir/AuditEvent/{event}")).await.is(200).json, told["entry"][0]["resource"]);
    for (query, total) in [("action=C", 1), ("outcome=4", 1), ("action=U", 0), ("date=lt2026-01-01", 0)] {
        assert_eq!(his.get(&format!("{}&{query}", of(&open))).await.is(200).json["total"], total, "{query}");
    }
    let secret: i64 = his.get(&of(&hidden)).await.json["entry"][0]["resource"]["id"].as_str().unwrap().parse().unwrap();
    clerk.get(&format!("/fhir/AuditEvent/{secret}")).await.is(404);
}
