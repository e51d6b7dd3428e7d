//! What Kafka is told: every fact once, in order, whatever goes down in between.

use crate::harness::kafka::Broker;
use crate::harness::{Service, postgres, service_md};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

/// What a consumer is left with that drops ids it has seen: each procedure's events in their order.
pub fn deduplicated(messages: Vec<(String, Value)>) -> HashMap<String, Vec<Value>> {
    let mut seen = HashSet::new();
    let mut by_key: HashMap<String, Vec<Value>> = HashMap::new();
    for (key, event) in messages {
        if seen.insert(event["id"].as_str().unwrap().to_owned()) {
            by_key.entry(key).or_default().push(event);
        }
    }
    by_key
}

async fn laid_out(service: &Service, topic: &str) -> usize {
    let sql = "SELECT count(*) FROM outbox WHERE topic = $1";
    let count: i64 = sqlx::query_scalar(sql).bind(topic).fetch_one(&mut service.owner().await).await.unwrap();
    count as usize
}

async fn case(service: &Service) -> String {
    let his = service.his();
    let id = his.post("/api/procedures/schedule", &booking()).await.is(201).json["id"].as_str().unwrap().to_owned();
    let path = format!("/api/procedures/{id}");
    his.put(&format!("{path}/status"), &service_md("status")).await.is(200);
    his.post(&format!("{path}/devices"), &service_md("device")).await.is(201);
    his.post(&format!("{path}/complications"), &service_md("complication")).await.is(201);
    his.post(&format!("{path}/complete"), &service_md("complete")).await.is(200);
    id
}

/// SERVICE.md's booking, over whatever is booked already.
fn booking() -> Value {
    let mut body = service_md("schedule");
    body["override"] = json!({ "reason": "a test of the queue" });
    body
}

pub fn assert_gapless(by_key: &HashMap<String, Vec<Value>>) {
    for (key, events) in by_key {
        let sequences: Vec<usize> =
            events.iter().map(|event| event["sequence"].as_str().unwrap().parse().unwrap()).collect();
        assert_eq!(sequences, (1..=events.len()).collect::<Vec<_>>(), "{key}");
        assert!(events.iter().all(|event| event["subject"] == key.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fact_is_told_once_in_order_through_restarts_and_by_two_replicas() {
    let mut broker = Broker::start();
    let settings = format!("kafka_brokers = \"{}\"", broker.address);
    let service = Service::on(postgres::database().await, &settings).await;
    let replica = Service::on(service.database.clone(), &settings).await;
    let mut cases = vec![case(&service).await, case(&replica).await];
    // The broker is gone in the middle: writing goes on, and nothing is lost or doubled.
    broker.kill();
    cases.push(case(&service).await);
    cases.push(case(&replica).await);
    assert_eq!(service.his().get("/health/ready").await.status, 200, "without Kafka it still serves");
    assert_eq!(service.his().get("/health").await.json["kafka"]["status"], "down");
    broker.go();
    cases.push(case(&service).await);
    let count = laid_out(&service, "shalya.procedure.v1").await;
    let by_key = deduplicated(broker.read("shalya.procedure.v1", count));
    assert_eq!(by_key.len(), cases.len());
    assert_eq!(by_key.values().map(Vec::len).sum::<usize>(), count);
    assert_gapless(&by_key);
    let types: Vec<&str> = by_key[&cases[0]].iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!((types[0], *types.last().unwrap()), ("shalya.procedure.created", "shalya.procedure.completed"));
    let first = &by_key[&cases[0]][0];
    assert_eq!((&first["specversion"], &first["source"]), (&json!("1.0"), &json!("/hospitals/DHAKA")));

    for (topic, wanted) in [
        ("shalya.billing.v1", vec!["shalya.billing.case-completed"]),
        ("shalya.inventory.v1", vec!["shalya.inventory.consumed"]),
        ("shalya.notification.v1", vec!["shalya.notification.scheduled", "shalya.notification.complication"]),
    ] {
        let told = deduplicated(broker.read(topic, cases.len() * wanted.len()));
        for id in &cases {
            let types: Vec<&str> = told[id].iter().map(|event| event["type"].as_str().unwrap()).collect();
            assert_eq!(types, wanted, "{topic}");
        }
    }
    wait_until_published(&service).await;

    // Killed between publishing and marking: told again, with the same ids.
    sqlx::raw_sql("UPDATE outbox SET published_at = NULL").execute(&mut service.owner().await).await.unwrap();
    let _again = Service::on(service.database.clone(), &settings).await;
    wait_until_published(&service).await;
    let twice = broker.read("shalya.procedure.v1", 2 * count);
    assert!(twice.len() >= 2 * count);
    assert_eq!(deduplicated(twice), by_key);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_recorded_without_kafka_is_told_when_it_comes() {
    let silent = Service::start().await;
    let id = case(&silent).await;
    let count = laid_out(&silent, "shalya.procedure.v1").await;
    let broker = Broker::start();
    let _told = Service::on(silent.database.clone(), &format!("kafka_brokers = \"{}\"", broker.address)).await;
    let by_key = deduplicated(broker.read("shalya.procedure.v1", count));
    assert_eq!(by_key[&id].len(), count);
    assert_gapless(&by_key);

    let path = format!("/api/procedures/{id}");
    silent.his().get(&path).await.is(200);
    silent.caller("clerk", "DHAKA", &[], &[]).get(&path).await.is(403);
    silent.caller("clerk", "DHAKA", &[], &["procedure.read"]).get("/api/procedures").await.is(200);
    let written: i64 =
        sqlx::query_scalar("SELECT count(*) FROM access_audit").fetch_one(&mut silent.owner().await).await.unwrap();
    let accesses = deduplicated(broker.read("shalya.audit.v1", written as usize));
    let of_case = &accesses[&id];
    let last = of_case.last().unwrap();
    assert_eq!(last["type"], "shalya.audit.accessed");
    assert_eq!((&last["data"]["caller"], &last["data"]["outcome"]), (&json!("clerk"), &json!("refused")));
    assert_eq!((&last["data"]["action"], &last["subject"]), (&json!("read"), &json!(id)));
    let search = &accesses["clerk"][0]["data"];
    assert_eq!((&search["route"], &search["shown"]), (&json!("/api/procedures"), &json!(1)));

    let described = silent.his().get("/asyncapi.json").await.is(200).json;
    for topic in ["procedure", "billing", "inventory", "notification", "audit"] {
        let topic = format!("shalya.{topic}.v1");
        for event in deduplicated(broker.read(&topic, 1)).into_values().flatten() {
            let message = &described["channels"][&topic]["messages"][event["type"].as_str().unwrap()];
            assert!(message.is_object(), "{topic} says nothing of {event:#}");
            conforms(&described, message, &event);
            let schema = &described["components"]["schemas"][event["dataschema"].as_str().unwrap()];
            conforms(&described, schema, &event["data"]);
        }
    }
}

/// Whether a value is as a schema of the description has it, as far as those schemas go.
fn conforms(described: &Value, schema: &Value, value: &Value) {
    if let Some(reference) = schema["$ref"].as_str() {
        let (_, name) = reference.rsplit_once('/').unwrap();
        let place = if reference.contains("/messages/") { "messages" } else { "schemas" };
        return conforms(described, &described["components"][place][name], value);
    }
    if schema["payload"].is_object() {
        return conforms(described, &schema["payload"], value);
    }
    assert!(schema["const"].is_null() || schema["const"] == *value, "{value} is not {schema}");
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{value} is none of {words:?}");
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        assert!(!value[name.as_str().unwrap()].is_null(), "{name} is missing in {value:#}");
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    for (name, value) in value.as_object().into_iter().flatten() {
        match properties.get(name) {
            Some(schema) => conforms(described, schema, value),
            None => assert_ne!(schema["additionalProperties"], false, "{name} is not described"),
        }
    }
}

async fn wait_until_published(service: &Service) {
    let mut owner = service.owner().await;
    for _ in 0..900 {
        let sql = "SELECT count(*) FROM outbox WHERE published_at IS NULL";
        let waiting: i64 = sqlx::query_scalar(sql).fetch_one(&mut owner).await.unwrap();
        if waiting == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("events wait though Kafka is there");
}
