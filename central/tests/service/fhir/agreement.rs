//! /api and /fhir are two renderings of one fact.

use super::procedure;
use crate::harness::{Caller, Service, service_md};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A random procedure, told to /api in several steps; its id.
async fn told(his: &Caller<'_>, random: &mut StdRng) -> String {
    let pick = |random: &mut StdRng, of: &[&str]| of[random.random_range(0..of.len())].to_owned();
    let mut body = service_md("create");
    let code = pick(random, &["80146002", "1149608003", "11466000", "58656001", "77543007"]);
    body["code"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": code, "display": "What" }] });
    if random.random_bool(0.3) {
        body["code"]["text"] = json!("বাংলায় লেখা");
    }
    body["subject"] = match random.random_range(0..3) {
        0 => json!({ "reference": "p-1" }),
        1 => json!({ "reference": "Patient/p-2", "display": "রহিমা বেগম" }),
        _ => json!({ "reference": "Patient/12345" }),
    };
    body["performedPeriod"] = match random.random_range(0..3) {
        0 => json!({ "start": "2026-01-21T09:00:00.5Z" }),
        1 => json!({ "start": "2026-01-21T09:00:00+06:00", "end": "2026-01-21T09:40:00+06:00" }),
        _ => json!({ "start": "2026-01-21T09:00:00-03:30" }),
    };
    for (name, value) in [
        (
            "bodySite",
            json!([{ "text": "Left" }, { "coding": [{ "code": "66754008", "system": "http://snomed.info/sct" }] }]),
        ),
        (
            "reasonCode",
            json!([{ "text": "Pain" }, { "coding": [{ "system": "http://snomed.info/sct", "code": "16346001" }] }]),
        ),
        ("usedCode", json!([{ "text": "Drape" }])),
        ("recorder", json!({ "reference": "Practitioner/9", "display": "Clerk" })),
        ("asserter", json!({ "reference": "Practitioner/8" })),
        ("reasonReference", json!([{ "reference": "Condition/c-1" }])),
        ("report", json!([{ "reference": "DiagnosticReport/r-1" }])),
        ("focalDevice", json!([{ "manipulated": { "reference": "Device/d-9" } }])),
        ("complication", json!([{ "text": "Nausea" }])),
        ("followUp", json!("Ring on Monday")),
        ("identifier", json!([{ "system": "urn:his", "value": "77" }])),
        ("ward", json!({ "bed": 4, "names": ["x", null] })),
        ("category", json!([{ "text": "Day case" }, { "coding": [{ "code": "surgical" }] }])),
    ] {
        if random.random_bool(0.4) {
            body[name] = value;
        }
    }
    if random.random_bool(0.3) {
        for gone in ["encounter", "location", "performer", "bodySite"] {
            body.as_object_mut().unwrap().remove(gone);
        }
    }
    let id = his.created(&body).await;
    let path = format!("/api/procedures/{id}");
    if random.random_bool(0.5) {
        his.post(&format!("{path}/notes"), &service_md("note")).await.is(201);
    }
    if random.random_bool(0.6) {
        his.put(&format!("{path}/status"), &json!({ "status": "in-progress" })).await.is(200);
        match random.random_range(0..4) {
            0 => drop(his.post(&format!("{path}/complete"), &json!({})).await.is(200)),
            1 => {
                let body = json!({ "outcome": service_md("complete")["outcome"], "followUp": "Wound check" });
                his.post(&format!("{path}/complete"), &body).await.is(200);
            }
            2 => {
                let body = json!({ "status": "suspended", "reason": "No blood" });
                his.put(&format!("{path}/status"), &body).await.is(200);
            }
            _ => {
                his.post(&format!("{path}/complications"), &service_md("complication")).await.is(201);
                his.post(&format!("{path}/devices"), &service_md("device")).await.is(201);
                let body = json!({ "status": "cancelled", "reason": "Patient unstable" });
                his.put(&format!("{path}/status"), &body).await.is(200);
            }
        }
    }
    id
}

fn reference(said: &Value, word: &str) -> Value {
    let Some(text) = said["reference"].as_str() else { return Value::Null };
    let mut told = json!({ "reference": format!("{word}/{}", text.rsplit('/').next().unwrap()) });
    if said["display"].is_string() {
        told["display"] = said["display"].clone();
    }
    told
}

/// What R4 has to say where /api says this, worked out anew.
fn expected(api: &Value, name: &str) -> Value {
    let said = &api[name];
    match name {
        "subject" => reference(said, "Patient"),
        "encounter" => reference(said, "Encounter"),
        "location" => reference(said, "Location"),
        // An end that was planned before it really began is no end; R4 refuses such a period.
        "performedPeriod" => {
            let mut period = said.clone();
            let at = |name: &str| said[name].as_str().and_then(|it| OffsetDateTime::parse(it, &Rfc3339).ok());
            if at("end") < at("start") {
                period.as_object_mut().unwrap().remove("end");
            }
            period
        }
        "followUp" if said.is_string() => json!([{ "text": said }]),
        "performer" => {
            let all = said.as_array().into_iter().flatten();
            let all: Vec<Value> = all
                .map(|it| json!({ "function": it["function"], "actor": reference(&it["actor"], "Practitioner") }))
                .collect();
            if all.is_empty() { Value::Null } else { json!(all) }
        }
        _ => said.clone(),
    }
}

#[tokio::test]
async fn random_procedures_are_told_alike_field_by_field() {
    let service = Service::start().await;
    let his = service.his();
    let seed = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    for _ in 0..40 {
        let id = told(&his, &mut random).await;
        let api = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
        let path = format!("/fhir/Procedure/{id}");
        let read = his.get(&path).await.is(200);
        let fhir = &read.json;
        for name in [
            "code",
            "subject",
            "encounter",
            "performedPeriod",
            "recorder",
            "asserter",
            "performer",
            "location",
            "reasonCode",
            "reasonReference",
            "bodySite",
            "outcome",
            "report",
            "complication",
            "followUp",
            "usedCode",
        ] {
            assert_eq!(fhir[name], expected(&api, name), "{name}\n{api:#}\n{fhir:#}");
        }
        assert_eq!(fhir["identifier"][0]["value"], api["procedureId"]);
        assert_eq!(fhir["meta"]["versionId"], api["version"].to_string());
        let words: &[&str] = match api["status"].as_str().unwrap() {
            "suspended" => &["on-hold"],
            "cancelled" => &["not-done", "stopped"],
            "preparation" => &["preparation"],
            "in-progress" => &["in-progress"],
            _ => &["completed"],
        };
        assert!(words.contains(&fhir["status"].as_str().unwrap()));
        let texts = |notes: &Value| -> Vec<(Value, Value)> {
            notes.as_array().into_iter().flatten().map(|it| (it["text"].clone(), it["time"].clone())).collect()
        };
        assert_eq!(texts(&fhir["note"]), texts(&api["note"]));
        let devices = |list: &Value| -> Vec<Value> {
            list.as_array().into_iter().flatten().map(|it| it["manipulated"]["reference"].clone()).collect()
        };
        assert_eq!(devices(&fhir["focalDevice"]), devices(&api["focalDevice"]));
        // What was read, written back, changes nothing of the one nor of the other.
        let again = his.with("if-match", read.header("etag")).put(&path, fhir).await.is(200);
        assert_eq!(again.json, *fhir);
        assert_eq!(his.get(&format!("/api/procedures/{id}")).await.json, api);
    }
}

/// Facts of a procedure without what differs by its being another one: ids and times of recording.
async fn facts(his: &Caller<'_>, id: &str) -> Vec<(Value, Value)> {
    let history = his.get(&format!("/api/procedures/{id}/history")).await.is(200).json;
    let own = ["patient", "person", "procedure_no", "waiting_since"];
    let mut all = Vec::new();
    for fact in history.as_array().unwrap() {
        let mut said = fact["fact"].clone();
        if let Value::Object(said) = &mut said {
            said.retain(|name, _| !own.contains(&name.as_str()));
        }
        if fact["kind"] == "reported" {
            said["report"]["performers"].as_array_mut().into_iter().flatten().for_each(|it| it["person"] = json!(null));
        }
        all.push((fact["kind"].clone(), said));
    }
    all
}

#[tokio::test]
async fn one_procedure_written_by_either_is_the_same_facts() {
    let service = Service::start().await;
    let his = service.his();
    let mut sent = procedure();
    sent["status"] = json!("completed");
    sent["outcome"] = service_md("complete")["outcome"].clone();
    sent["note"] = json!([{ "text": "Supine.", "time": "2026-01-21T09:15:00+06:00" }]);
    sent["complication"] = json!([{ "text": "Nausea" }]);
    let by_fhir = his.post("/fhir/Procedure", &sent).await.is(201).json["id"].as_str().unwrap().to_owned();
    let mut same = sent.clone();
    same["category"] = json!([sent["category"]]);
    let by_api = his.created(&same).await;
    assert_eq!(facts(&his, &by_fhir).await, facts(&his, &by_api).await);
    let of = |procedure: Value| {
        let mut procedure = procedure;
        for own in ["id", "meta", "identifier", "basedOn"] {
            procedure[own].take();
        }
        procedure
    };
    let fhir = async |id: &str| of(his.get(&format!("/fhir/Procedure/{id}")).await.is(200).json);
    assert_eq!(fhir(&by_fhir).await, fhir(&by_api).await);
}
