//! What happened in the theatre, as another system reports it.

use crate::harness::{Service, service_md};
use serde_json::{Value, json};

async fn path(service: &Service) -> String {
    format!("/api/procedures/{}", service.his().created(&service_md("create")).await)
}

#[tokio::test]
async fn a_case_begins_and_is_completed_as_service_md_writes_it() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    let begun = his.put(&format!("{path}/status"), &service_md("status")).await.is(200).json;
    assert_eq!(begun["status"], "in-progress");
    assert_eq!(begun["performedPeriod"]["start"], "2026-01-21T09:00:00+06:00");
    assert_eq!(begun["checklistOutstanding"], json!(["sign_in"]), "taken, and counted");
    let again = his.put(&format!("{path}/status"), &service_md("status")).await.is(200).json;
    assert_eq!(again["version"], begun["version"], "the same status again is no new fact");

    let done = his.post(&format!("{path}/complete"), &service_md("complete")).await.is(200).json;
    assert_eq!(done["status"], "completed");
    assert_eq!(done["performedPeriod"]["end"], "2026-01-21T10:30:00+06:00");
    assert_eq!(done["outcome"]["coding"][0]["display"], "Successful");
    assert_eq!(done["followUp"], "Return in 7 days for wound check");
    assert_eq!(done["checklistOutstanding"], json!(["sign_in", "time_out", "sign_out"]));
    let again = his.post(&format!("{path}/complete"), &service_md("complete")).await.is(200).json;
    assert_eq!(again["version"], done["version"]);

    let workflow = his.get(&format!("{path}/workflow")).await.is(200).json;
    assert_eq!(workflow["current_state"], "completed");
    let moves: Vec<(&Value, &Value)> =
        workflow["history"].as_array().unwrap().iter().map(|change| (&change["from"], &change["to"])).collect();
    assert_eq!(moves, [(&json!("preparation"), &json!("in-progress")), (&json!("in-progress"), &json!("completed"))]);
    assert_eq!(workflow["history"][0]["user_id"], "his");
    assert_eq!(workflow["timestamp"], "2026-01-21T10:30:00+06:00");
}

#[tokio::test]
async fn only_service_mds_transitions_are_possible() {
    let service = Service::start().await;
    let his = service.his();
    let ways: &[(&[&str], &[&str])] = &[
        (&[], &["in-progress", "cancelled"]),
        (&["in-progress"], &["completed", "cancelled", "suspended"]),
        (&["in-progress", "suspended"], &["in-progress", "cancelled"]),
        (&["in-progress", "completed"], &[]),
        (&["cancelled"], &[]),
    ];
    for (steps, allowed) in ways {
        for to in ["preparation", "in-progress", "completed", "cancelled", "suspended"] {
            let path = path(&service).await;
            let tell = async |status: &str| {
                his.put(&format!("{path}/status"), &json!({ "status": status, "reason": "as told" })).await
            };
            for step in *steps {
                tell(step).await.is(200);
            }
            let from = steps.last().copied().unwrap_or("preparation");
            let answer = tell(to).await;
            if allowed.contains(&to) || to == from {
                answer.is(200);
            } else {
                let refused = answer.is(409).json;
                assert_eq!((&refused["from"], &refused["to"]), (&json!(from), &json!(to)));
                let mut told: Vec<&str> =
                    refused["allowed"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
                told.sort_unstable();
                let mut wanted = allowed.to_vec();
                wanted.sort_unstable();
                assert_eq!(told, wanted);
            }
        }
    }
}

#[tokio::test]
async fn a_cancellation_says_why_and_completion_needs_a_beginning() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    assert_eq!(
        his.put(&format!("{path}/status"), &json!({ "status": "cancelled" })).await.is(422).fields(),
        ["/reason"]
    );
    his.post(&format!("{path}/complete"), &service_md("complete")).await.is(409);
    let cancelled = json!({ "status": "cancelled", "reason": { "text": "Patient took food" } });
    his.put(&format!("{path}/status"), &cancelled).await.is(200);
    let workflow = his.get(&format!("{path}/workflow")).await.is(200).json;
    assert_eq!(workflow["comments"], "Patient took food");
    his.post(&format!("{path}/complete"), &service_md("complete")).await.is(409);
}

#[tokio::test]
async fn impossible_times_are_refused() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    let at = |time: &str| json!({ "status": "in-progress", "timestamp": time });
    his.put(&format!("{path}/status"), &at("2090-01-01T00:00:00+06:00")).await.is(422);
    his.put(&format!("{path}/status"), &at("yesterday")).await.is(422);
    his.put(&format!("{path}/status"), &at("2026-01-21T09:00:00+06:00")).await.is(200);
    let mut early = service_md("complete");
    early["performedPeriod"]["end"] = json!("2026-01-21T08:59:00+06:00");
    let refused = his.post(&format!("{path}/complete"), &early).await.is(422);
    assert_eq!(refused.fields(), ["/performedPeriod/end"]);
    assert_eq!(his.get(&path).await.json["status"], "in-progress", "nothing of it was written");
}

#[tokio::test]
async fn a_strict_hospital_takes_no_status_without_its_checklist() {
    let service = Service::start().await;
    let (his, path) = (service.his(), path(&service).await);
    sqlx::raw_sql("UPDATE hospitals SET checklist = 'strict'").execute(&mut service.owner().await).await.unwrap();
    let refused = his.put(&format!("{path}/status"), &service_md("status")).await.is(409);
    assert_eq!(refused.json["phase"], "sign_in");
}

#[tokio::test]
async fn a_case_that_began_after_its_planned_end_is_completed_all_the_same() {
    let service = Service::start().await;
    let his = service.his();
    // Planned for a morning long past, begun now.
    let id = his.created(&service_md("create")).await;
    let path = format!("/api/procedures/{id}");
    his.put(&format!("{path}/status"), &json!({ "status": "in-progress" })).await.is(200);
    let done = json!({ "outcome": service_md("complete")["outcome"], "followUp": "Wound check" });
    assert_eq!(his.post(&format!("{path}/complete"), &done).await.is(200).json["status"], "completed");
}
