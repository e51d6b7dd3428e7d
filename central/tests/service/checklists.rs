//! The WHO checklist over the API.

use crate::harness::{EVERYTHING, Service, service_md};
use serde_json::{Value, json};

async fn path(service: &Service) -> String {
    format!("/api/procedures/{}/checklists", service.his().created(&service_md("create")).await)
}

fn ids(checklist: &Value) -> Vec<&str> {
    checklist["checklist_items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

/// Every item of a checklist as it was read, ticked as SERVICE.md's form has it.
fn ticked(checklist: &Value) -> Value {
    let items: Vec<Value> =
        ids(checklist).iter().map(|id| json!({ "id": id, "completed": true, "comments": "" })).collect();
    json!({ "checklist_items": items, "verified": true })
}

#[tokio::test]
async fn sign_in_has_service_mds_eight_items_and_nothing_is_answered_yet() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    let checklist = his.get(&format!("{path}/sign_in")).await.is(200).json;
    let eight = [
        "patient_identity",
        "consent",
        "site_marked",
        "anesthesia_safety",
        "pulse_oximeter",
        "allergies",
        "airway_risk",
        "blood_loss",
    ];
    assert_eq!(ids(&checklist), eight);
    assert_eq!(checklist["checklist_items"][1]["description"], "Confirm informed consent");
    for item in checklist["checklist_items"].as_array().unwrap() {
        assert_eq!((&item["completed"], &item["answer"]), (&json!(false), &json!("not-stated")));
    }
    assert_eq!(checklist["verified"], false);
    his.get(&format!("{path}/lunch")).await.is(404);
}

#[tokio::test]
async fn three_phases_are_signed_in_order_and_a_tick_is_never_taken_for_a_yes() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    let time_out = his.get(&format!("{path}/time_out")).await.is(200).json;
    let early = his.put(&format!("{path}/time_out"), &ticked(&time_out)).await.is(409);
    assert_eq!(early.json["due"], "sign_in");
    for phase in ["sign_in", "time_out", "sign_out"] {
        let checklist = his.get(&format!("{path}/{phase}")).await.is(200).json;
        let signed = his.put(&format!("{path}/{phase}"), &ticked(&checklist)).await.is(200).json;
        assert_eq!(signed["verified"], true);
        assert_eq!(signed["completed_by"], "his");
        assert_eq!(his.get(&format!("{path}/{phase}")).await.json, signed);
        for item in signed["checklist_items"].as_array().unwrap() {
            assert_eq!((&item["completed"], &item["answer"]), (&json!(true), &json!("not-stated")), "{item}");
        }
    }
    let case = his.get(path.trim_end_matches("/checklists")).await.is(200).json;
    assert_eq!(case["checklistOutstanding"], json!([]));
}

#[tokio::test]
async fn a_no_holds_the_phase_a_risk_asks_for_its_plan_and_the_first_item_has_two_halves() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    let put = async |items: Value, verified: bool| {
        his.put(&format!("{path}/sign_in"), &json!({ "checklist_items": items, "verified": verified })).await
    };
    put(json!([{ "id": "airway_risk", "answer": "yes" }]), false).await.is(422);
    put(json!([{ "id": "airway_risk", "answer": "yes", "plan": "Bougie and help at hand" }]), false).await.is(200);
    let refused =
        put(json!([{ "id": "lunch", "completed": true }, { "id": "consent", "answer": "perhaps" }]), false).await;
    assert_eq!(refused.is(422).fields(), ["/checklist_items/0/id", "/checklist_items/1/answer"]);
    let half = put(json!([{ "id": "consent", "answer": "yes", "comments": "thumb print" }]), false).await.is(200).json;
    assert_eq!(half["checklist_items"][1]["completed"], true);
    assert_eq!(half["checklist_items"][0]["completed"], false);
    let unanswered = put(json!([]), true).await.is(409);
    assert!(unanswered.json["items"].as_array().unwrap().contains(&json!("patient_identity")));
    let rest = json!([
        { "id": "patient_identity", "answer": "yes", "spoken_by": "patient" },
        { "id": "site_marked", "answer": "not-applicable" },
        { "id": "anesthesia_safety", "answer": "yes", "spoken_by": "Practitioner/333" },
        { "id": "pulse_oximeter", "answer": "no" },
        { "id": "allergies", "answer": "no" },
        { "id": "blood_loss", "answer": "no" },
    ]);
    let held = put(rest, true).await.is(409);
    assert_eq!(held.json["items"], json!(["pulse_oximeter"]));
    assert_eq!(his.get(&format!("{path}/sign_in")).await.json["checklist_items"][0]["completed"], false, "none of it");
}

#[tokio::test]
async fn a_phase_is_signed_by_who_sends_it() {
    let service = Service::start().await;
    let path = path(&service).await;
    let surgeon = service.caller("111", "DHAKA", &["surgeon"], EVERYTHING);
    let checklist = surgeon.get(&format!("{path}/sign_in")).await.is(200).json;
    let mut body = ticked(&checklist);
    body["completed_by"] = json!("Practitioner/999");
    assert_eq!(surgeon.put(&format!("{path}/sign_in"), &body).await.is(422).fields(), ["/completed_by"]);
    body["completed_by"] = json!("111");
    body["completed_at"] = json!("2026-01-21T08:55:00+06:00");
    let signed = surgeon.put(&format!("{path}/sign_in"), &body).await.is(200).json;
    assert_eq!(
        (&signed["completed_by"], &signed["completed_at"]),
        (&json!("111"), &json!("2026-01-21T08:55:00+06:00"))
    );
}
