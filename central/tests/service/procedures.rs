//! Creating, reading and changing a procedure.

use crate::harness::{EVERYTHING, Service, USUAL, service_md};
use serde_json::{Value, json};

fn codes(concept: &Value) -> Vec<&str> {
    concept["coding"].as_array().unwrap().iter().map(|coding| coding["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn service_mds_procedure_is_created_whole_and_read_back() {
    let service = Service::start().await;
    let his = service.his();
    let created = his.post("/api/procedures", &service_md("create")).await.is(201);
    let id = created.json["id"].as_str().unwrap();
    assert_eq!(created.header("location"), format!("/api/procedures/{id}"));
    let told = &created.json;
    assert_eq!(told["status"], "preparation");
    assert_eq!(told["subject"]["reference"], "Patient/12345");
    assert_eq!(told["encounter"]["reference"], "Encounter/67890");
    assert_eq!(told["category"], json!([{ "coding": [{ "code": "surgical" }] }]));
    assert_eq!(codes(&told["code"]), ["80146002"]);
    // The offset is the caller's own.
    assert_eq!(told["performedPeriod"], service_md("create")["performedPeriod"]);
    assert_eq!(told["location"], service_md("create")["location"]);
    assert_eq!(told["performer"][0]["actor"], service_md("create")["performer"][0]["actor"]);
    // What SERVICE.md codes wrongly is answered with the right code beside it, the caller's first.
    assert_eq!(codes(&told["performer"][0]["function"]), ["112247003", "304292004"]);
    assert_eq!(codes(&told["reasonCode"][0]), ["16346001", "85189001"]);
    assert_eq!(told["bodySite"], service_md("create")["bodySite"]);
    let number = told["procedureId"].as_str().unwrap();
    assert!(number.starts_with("PRC-DHAKA-C-") && number.len() <= 50, "{number}");

    let read = his.get(&format!("/api/procedures/{id}")).await.is(200);
    assert_eq!(read.json, created.json);
    assert_eq!(read.header("etag"), created.header("etag"));
    let by_number = his.get(&format!("/api/procedures/{number}")).await.is(200);
    assert_eq!(by_number.json, created.json, "either id works in a path");
}

#[tokio::test]
async fn a_code_that_cannot_exist_is_refused_by_name_and_every_fault_at_once() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("create");
    body["code"]["coding"][0]["code"] = json!("80146003");
    body["status"] = json!("done");
    body["performedPeriod"]["end"] = json!("2026-01-21T08:00:00+06:00");
    body["performer"][0]["actor"]["reference"] = json!("Patient/1");
    let refused = his.post("/api/procedures", &body).await.is(422);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    let mut fields = refused.fields();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["/code/coding/0/code", "/performedPeriod/end", "/performer/0/actor/reference", "/status"],
        "{}",
        refused.text
    );
    assert!(refused.text.contains("80146003"));
    let missing = his.post("/api/procedures", &json!({})).await.is(422);
    assert_eq!(missing.fields(), ["/code", "/subject"]);
    assert_eq!(his.get("/api/procedures").await.is(200).json, json!([]), "nothing was half-written");
}

#[tokio::test]
async fn unknown_fields_are_kept_and_not_lost_on_read() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("create");
    body["wardPriority"] = json!({ "level": 3 });
    body["code"]["coding"][0]["version"] = json!("2022-07-31");
    let id = his.created(&body).await;
    let read = his.get(&format!("/api/procedures/{id}")).await.is(200).json;
    assert_eq!(read["metadata"]["wardPriority"], json!({ "level": 3 }));
    assert_eq!(read["code"]["coding"][0]["version"], "2022-07-31");
    // Said again whole, as it was read, it changes nothing.
    let again = his.put(&format!("/api/procedures/{id}"), &read).await.is(200);
    assert_eq!(again.json, read);
}

#[tokio::test]
async fn fields_that_differ_become_facts_and_nothing_else_does() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let path = format!("/api/procedures/{id}");
    let before = his.get(&path).await.is(200).json["version"].as_i64().unwrap();
    his.put(&path, &service_md("create")).await.is(200);
    let same = his.get(&path).await.json["version"].as_i64().unwrap();
    assert_eq!(same, before, "the same again is no fact");

    let team = json!([
        { "function": { "text": "surgeon" }, "actor": { "reference": "Practitioner/112" } },
        { "function": { "text": "scrub_nurse" }, "actor": { "reference": "Practitioner/555" } },
    ]);
    let changed = his.put(&path, &json!({ "performer": team, "bodySite": null })).await.is(200).json;
    assert_eq!(changed["performer"], team);
    assert_eq!(changed["bodySite"], Value::Null);
    assert_eq!(changed["reasonCode"].as_array().unwrap().len(), 1, "what is not said stays");
    let kinds: Vec<Value> = his.get(&format!("{path}/history")).await.is(200).json.as_array().unwrap()
        [before as usize..]
        .iter()
        .map(|fact| fact["kind"].clone())
        .collect();
    assert_eq!(kinds, ["left-team", "joined-team", "joined-team", "reported"]);

    let renamed = his.put(&path, &json!({ "code": { "coding": [{ "code": "1149608003" }] } })).await.is(200).json;
    assert_eq!(codes(&renamed["code"]), ["1149608003", "11466000"]);
}

#[tokio::test]
async fn what_has_its_own_path_or_is_fixed_is_not_puts() {
    let service = Service::start().await;
    let his = service.his();
    let path = format!("/api/procedures/{}", his.created(&service_md("create")).await);
    let refused = his.put(&path, &json!({ "status": "completed" })).await.is(422);
    assert_eq!(refused.fields(), ["/status"]);
    let refused = his.put(&path, &json!({ "subject": { "reference": "Patient/1" } })).await.is(422);
    assert_eq!(refused.fields(), ["/subject"]);
}

#[tokio::test]
async fn a_change_of_a_version_that_is_gone_is_refused() {
    let service = Service::start().await;
    let his = service.his();
    let created = his.post("/api/procedures", &service_md("create")).await.is(201);
    let path = created.header("location").to_owned();
    let tag = created.header("etag").to_owned();
    let note = json!({ "text": "Fasting since midnight." });
    his.with("if-match", &tag).post(&format!("{path}/notes"), &note).await.is(201);
    his.with("if-match", &tag).put(&path, &json!({ "followUp": "x" })).await.is(412);
    his.with("if-match", "*").put(&path, &json!({ "followUp": "x" })).await.is(200);
    his.put(&path, &json!({ "followUp": "y" })).await.is(200);
    let sql = "UPDATE hospitals SET if_match_required = true";
    sqlx::raw_sql(sql).execute(&mut service.owner().await).await.unwrap();
    his.put(&path, &json!({ "followUp": "z" })).await.is(428);
}

#[tokio::test]
async fn the_same_key_gives_the_first_answer_however_often_and_at_once() {
    let service = Service::start().await;
    let his = service.his().with("idempotency-key", "k-1");
    let body = service_md("create");
    let answers = futures(8, |_| {
        let (his, body) = (his.clone(), body.clone());
        async move { his.post("/api/procedures", &body).await.is(201) }
    })
    .await;
    assert!(answers.iter().all(|answer| answer.json == answers[0].json));
    assert_eq!(his.get("/api/procedures").await.is(200).json.as_array().unwrap().len(), 1);
    let mut other = body.clone();
    other["status"] = json!("in-progress");
    assert_eq!(his.post("/api/procedures", &other).await.is(422).fields(), ["Idempotency-Key"]);
    // The key is its sender's own.
    let another = service.caller("other", "DHAKA", &["service"], EVERYTHING).with("idempotency-key", "k-1");
    another.post("/api/procedures", &body).await.is(201);
    assert_eq!(his.get("/api/procedures").await.json.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_procedure_told_when_it_was_over_is_historical_and_misses_no_checklist() {
    let service = Service::start().await;
    let his = service.his();
    let mut body = service_md("create");
    body["status"] = json!("completed");
    body["outcome"] = service_md("complete")["outcome"].clone();
    let told = his.post("/api/procedures", &body).await.is(201).json;
    assert_eq!(told["status"], "completed");
    assert_eq!(told["checklistOutstanding"], json!([]));
    assert_eq!(told["performedPeriod"], body["performedPeriod"]);
    assert_eq!(told["outcome"]["coding"][0]["code"], "385669000");
}

#[tokio::test]
async fn who_asks_must_be_known_and_of_the_hospital() {
    let service = Service::start().await;
    let his = service.his();
    let id = his.created(&service_md("create")).await;
    let path = format!("/api/procedures/{id}");
    let mut nobody = his.clone();
    nobody.token = String::new();
    nobody.get(&path).await.is(401);
    nobody.token = "e30.e30.e30".into();
    nobody.get(&path).await.is(401);
    // Another hospital's is not there at all.
    let khulna = service.caller("his", "KHULNA", &["service"], EVERYTHING);
    khulna.get(&path).await.is(404);
    khulna.put(&path, &json!({ "followUp": "x" })).await.is(404);
    assert_eq!(khulna.get("/api/procedures").await.is(200).json, json!([]));
    // A token for all hospitals names the one it means.
    let everywhere = service.caller("his", "*", &["service"], EVERYTHING);
    everywhere.get(&path).await.is(400);
    everywhere.with("x-hospital", "DHAKA").get(&path).await.is(200);
    everywhere.with("x-hospital", "KHULNA").get(&path).await.is(404);
    everywhere.with("x-hospital", "NOWHERE").get(&path).await.is(404);
    // Rights.
    let reader = service.caller("333", "DHAKA", &[], &["procedure.read"]);
    reader.get(&path).await.is(200);
    reader.put(&path, &json!({ "followUp": "x" })).await.is(403);
    service.caller("333", "DHAKA", &[], &[]).get(&path).await.is(403);
    // Practitioner/111 stands in the team and needs no permission; 11 is not 111.
    service.caller("111", "DHAKA", &[], &[]).get(&path).await.is(200);
    service.caller("11", "DHAKA", &[], &[]).get(&path).await.is(403);
    let _usual = service.caller("9", "DHAKA", &[], USUAL).get(&path).await.is(200);
}

/// `count` futures at once.
pub async fn futures<F, T>(count: usize, make: impl Fn(usize) -> F) -> Vec<T>
where
    F: Future<Output = T>,
{
    let mut running: Vec<std::pin::Pin<Box<F>>> = (0..count).map(|i| Box::pin(make(i))).collect();
    let mut done: Vec<Option<T>> = (0..count).map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, done) in running.iter_mut().zip(&mut done) {
            if done.is_none()
                && let std::task::Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}
