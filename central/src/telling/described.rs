//! The events as AsyncAPI 3.0, out of the same words with which they are told: `/asyncapi.json`.

use super::{ACCESSED, AUDIT, BILLING, CHANGED, INVENTORY, NOTIFICATION, PROCEDURE, TOPICS, schema_of};
use crate::ledger::told_words;
use domain::procedure::Status;
use serde_json::{Map, Value, json};

/// One type of event: its topic, and the kind of fact in it, where there is one.
struct Type {
    name: String,
    topic: &'static str,
    fact: Option<&'static str>,
}

fn types() -> Vec<Type> {
    let mut types: Vec<Type> = Vec::new();
    for (word, fact) in told_words() {
        types.push(Type { name: format!("shalya.procedure.{word}"), topic: PROCEDURE, fact: Some(fact) });
    }
    for (name, topic, fact) in [
        ("shalya.billing.case-completed", BILLING, "status-changed"),
        ("shalya.inventory.consumed", INVENTORY, "device-recorded"),
        ("shalya.notification.scheduled", NOTIFICATION, "scheduled"),
        ("shalya.notification.rescheduled", NOTIFICATION, "scheduled"),
        ("shalya.notification.complication", NOTIFICATION, "complication-recorded"),
        ("shalya.notification.cancelled", NOTIFICATION, "status-changed"),
    ] {
        types.push(Type { name: name.to_owned(), topic, fact: Some(fact) });
    }
    // Of a sensitive case each of these topics tells only that something changed.
    for topic in [PROCEDURE, BILLING, INVENTORY, NOTIFICATION] {
        types.push(Type { name: CHANGED.to_owned(), topic, fact: None });
    }
    types.push(Type { name: ACCESSED.to_owned(), topic: AUDIT, fact: None });
    types
}

/// The whole description.
pub fn asyncapi() -> Value {
    let (mut channels, mut operations) = (Map::new(), Map::new());
    let (mut messages, mut schemas) = (Map::new(), Map::new());
    for topic in TOPICS {
        let of_topic = types().into_iter().filter(|it| it.topic == *topic);
        let named =
            of_topic.map(|it| (it.name.clone(), json!({ "$ref": format!("#/components/messages/{}", it.name) })));
        channels.insert((*topic).to_owned(), json!({ "address": topic, "messages": named.collect::<Map<_, _>>() }));
        let channel = json!({ "$ref": format!("#/channels/{topic}") });
        operations.insert(format!("tell.{topic}"), json!({ "action": "send", "channel": channel }));
    }
    for it in types() {
        let id = schema_of(&it.name);
        let data = if it.name == ACCESSED { access() } else { data(it.fact) };
        schemas.insert(id.clone(), with(data, "$id", json!(id)));
        messages.insert(it.name.clone(), message(&it.name, &id));
    }
    json!({
        "asyncapi": "3.0.0",
        "info": {
            "title": "Procedure service: events",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "CloudEvents 1.0 in structured JSON. A message's key is the procedure's id (of an access \
                without one: who asked), and what has one key comes in its order. An event may come again after a \
                fault, with the same id: whoever has seen an id drops it. Of a sensitive procedure the type is \
                shalya.procedure.changed in every topic. Where several wrote without knowing of each other, what they \
                recorded may come to another status than an event named last: a status-changed follows that has \
                corrects, the sequence of the event before it, and the status as it is.",
        },
        "defaultContentType": "application/cloudevents+json",
        "channels": channels,
        "operations": operations,
        "components": { "messages": messages, "schemas": schemas },
    })
}

fn message(name: &str, schema: &str) -> Value {
    let text = json!({ "type": "string" });
    json!({
        "name": name,
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "time", "dataschema", "sequence", "data"],
            "properties": {
                "specversion": { "const": "1.0" },
                "id": { "type": "string", "format": "uuid", "description": "The same however often it is told." },
                "source": { "type": "string", "description": "/hospitals/ and the hospital's id." },
                "type": { "const": name },
                "subject": { "type": "string", "format": "uuid", "description": "The procedure's id." },
                "time": { "type": "string", "format": "date-time" },
                "datacontenttype": { "const": "application/json" },
                "dataschema": { "const": schema },
                "sequence": with(text, "description", json!("The procedure's version; of an access its own number.")),
                "data": { "$ref": format!("#/components/schemas/{schema}") },
            },
        },
    })
}

/// What is told of a procedure; without a fact, of a sensitive one.
fn data(fact: Option<&str>) -> Value {
    let id = json!({ "type": "string", "format": "uuid" });
    let mut data = json!({
        "type": "object",
        "required": ["id", "status"],
        "additionalProperties": false,
        "properties": { "id": id, "status": { "enum": Status::ALL } },
    });
    if let Some(kind) = fact {
        data["required"] = json!(["id", "status", "procedureId", "fact"]);
        data["properties"]["procedureId"] = json!({ "type": "string" });
        let properties = json!({ "kind": { "const": kind } });
        data["properties"]["fact"] = json!({ "type": "object", "required": ["kind"], "properties": properties });
        if kind == "status-changed" {
            let description = "It names no new fact, but the one by which the status stands; none where the procedure \
                has not begun.";
            data["required"] = json!(["id", "status", "procedureId"]);
            data["properties"]["corrects"] = json!({ "const": true, "description": description });
            data["anyOf"] = json!([{ "required": ["fact"] }, { "required": ["corrects"] }]);
        }
    }
    data
}

fn access() -> Value {
    let nullable = |kind: &str| json!({ "type": [kind, "null"] });
    json!({
        "type": "object",
        "required": ["caller", "roles", "action", "route", "outcome"],
        "additionalProperties": false,
        "properties": {
            "caller": { "type": "string", "description": "The token's sub." },
            "roles": { "type": "array", "items": { "type": "string" } },
            "action": { "type": "string" },
            "route": { "type": "string", "description": "The path's template." },
            "procedure": nullable("string"),
            "outcome": { "enum": ["whole", "restricted", "refused"] },
            "shown": with(nullable("integer"), "description", json!("Of a search: how many rows.")),
        },
    })
}

fn with(mut value: Value, name: &str, said: Value) -> Value {
    value[name] = said;
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_named_is_there_and_every_topic_tells_something() {
        let described = asyncapi();
        let mut found = Vec::new();
        references(&described, &mut found);
        assert!(found.len() > 60, "{}", found.len());
        for reference in found {
            let name = reference.rsplit('/').next().unwrap();
            let place = if reference.contains("/messages/") {
                &described["components"]["messages"]
            } else if reference.contains("/schemas/") {
                &described["components"]["schemas"]
            } else {
                &described["channels"]
            };
            assert!(place[name].is_object(), "{reference}");
        }
        for topic in TOPICS {
            assert!(!described["channels"][*topic]["messages"].as_object().unwrap().is_empty(), "{topic}");
        }
        for word in ["created", "scheduled", "rescheduled", "status-changed", "note-added", "complication-added"] {
            assert!(described["components"]["messages"][format!("shalya.procedure.{word}")].is_object(), "{word}");
        }
    }

    fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(name, value)| match value {
                Value::String(text) if name == "$ref" => found.push(text),
                value => references(value, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
}
