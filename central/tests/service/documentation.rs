//! Notes, complications and devices.

use crate::harness::{EVERYTHING, Service, service_md};
use serde_json::json;

#[tokio::test]
async fn service_mds_note_complication_and_device_are_added_and_listed() {
    let service = Service::start().await;
    let his = service.his();
    let path = format!("/api/procedures/{}", his.created(&service_md("create")).await);
    for (part, name) in [("notes", "note"), ("complications", "complication"), ("devices", "device")] {
        assert_eq!(his.get(&format!("{path}/{part}")).await.is(200).json, json!([]));
        let body = service_md(name);
        let added = his.post(&format!("{path}/{part}"), &body).await.is(201).json;
        let listed = his.get(&format!("{path}/{part}")).await.is(200).json;
        for told in [&added, &listed[0]] {
            for (field, said) in body.as_object().unwrap() {
                if field == "complication" {
                    assert_eq!(told[field]["coding"][0], said["coding"][0]);
                    assert_eq!(told[field]["coding"][1]["code"], "110265006");
                } else {
                    assert_eq!(&told[field], said, "{part}: {field}");
                }
            }
        }
    }
    let whole = his.get(&path).await.is(200).json;
    assert_eq!(whole["note"][0]["author"]["reference"], "Practitioner/111");
    assert_eq!(whole["complication"][0]["coding"][0]["code"], "263726006");
    assert_eq!(whole["focalDevice"][0]["manipulated"]["reference"], "Device/IMPLANT-001");
}

#[tokio::test]
async fn a_note_is_its_authors_unless_a_service_tells_it_and_both_are_kept() {
    let service = Service::start().await;
    let his = service.his();
    let path = format!("/api/procedures/{}/notes", his.created(&service_md("create")).await);
    let other = service.caller("222", "DHAKA", &["surgeon"], EVERYTHING);
    assert_eq!(other.post(&path, &service_md("note")).await.is(422).fields(), ["/author/reference"]);
    service.caller("111", "DHAKA", &["surgeon"], EVERYTHING).post(&path, &service_md("note")).await.is(201);
    his.post(&path, &service_md("note")).await.is(201);
    let history = his.get(&path.replace("/notes", "/history")).await.is(200).json;
    let last = history.as_array().unwrap().last().unwrap();
    assert_eq!(last["recordedBy"]["reference"], "Practitioner/his");
    assert!(last["fact"]["author"].is_string());
}

#[tokio::test]
async fn what_is_lacking_or_not_known_is_named() {
    let service = Service::start().await;
    let his = service.his();
    let path = format!("/api/procedures/{}", his.created(&service_md("create")).await);
    let fields = async |part: &str, body: serde_json::Value| {
        let refused = his.post(&format!("{path}/{part}"), &body).await.is(422);
        refused.fields().iter().map(|field| (*field).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(fields("notes", json!({})).await, ["/text"]);
    assert_eq!(fields("notes", json!({ "text": "x", "noteType": "poem" })).await, ["/noteType"]);
    assert_eq!(fields("complications", json!({})).await, ["/complication", "/severity", "/management"]);
    assert_eq!(
        fields("devices", json!({ "deviceId": "a b", "action": "eaten" })).await,
        ["/deviceId", "/deviceType", "/action"]
    );
    let long = json!({ "text": "রক্তক্ষরণ ".repeat(8_000) });
    assert_eq!(fields("notes", long).await, ["/text"]);
}
