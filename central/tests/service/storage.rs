//! What stands in PostgreSQL: one hospital to a transaction, and an unbroken chain.

use crate::harness::{EVERYTHING, Service, service_md};
use crate::procedures::futures;
use central::rebuild::rebuild;
use journal::{ChainCheck, ChainId, Head, Sealed, Signature, VerifyingKey, canonical};
use serde_json::{Value, json};
use sqlx::{Executor, Row};

const TABLES: &[&str] = &[
    "events",
    "streams",
    "authors",
    "patients",
    "encounters",
    "practitioners",
    "locations",
    "machines",
    "devices",
    "procedures",
    "procedure_codings",
    "procedure_performers",
    "procedure_devices",
    "bookings",
    "outbox",
    "idempotency_keys",
    "access_audit",
    "registry_checks",
    "encounter_participants",
];

#[tokio::test]
async fn a_forgotten_where_shows_no_other_hospital() {
    let service = Service::start().await;
    for hospital in ["DHAKA", "KHULNA"] {
        let his = service.caller("his", hospital, &["service"], EVERYTHING).with("idempotency-key", "k");
        let booked = his.post("/api/procedures/schedule", &service_md("schedule")).await.is(201).json;
        let path = format!("/api/procedures/{}/devices", booked["id"].as_str().unwrap());
        let his = service.caller("his", hospital, &["service"], EVERYTHING);
        his.post(&path, &service_md("device")).await.is(201);
        his.post("/api/procedures", &service_md("create")).await.is(201);
    }
    let mut owner = service.owner().await;
    let checks = "INSERT INTO registry_checks (hospital_id, kind, outside_id, state) SELECT id, 'Patient', '1', 'unverified' FROM hospitals";
    owner.execute(checks).await.unwrap();
    let participants = "INSERT INTO encounter_participants (hospital_id, practitioner, encounter_id) SELECT hospital_id, '1', id FROM encounters";
    owner.execute(participants).await.unwrap();
    for table in TABLES {
        let mut count = async |setting: &str| -> i64 {
            owner
                .execute(sqlx::AssertSqlSafe(format!("SET shalya.hospital = '{setting}'; SET ROLE shalya_service")))
                .await
                .unwrap();
            let sql = format!("SELECT count(*) FROM {table}");
            let count = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut owner).await.unwrap();
            owner.execute("RESET ROLE").await.unwrap();
            count
        };
        let (dhaka, khulna, nobody) = (count("DHAKA").await, count("KHULNA").await, count("").await);
        let all: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}")))
            .fetch_one(&mut owner)
            .await
            .unwrap();
        assert!(dhaka > 0 && dhaka == khulna, "{table}: {dhaka} and {khulna}");
        assert_eq!((dhaka + khulna, nobody), (all, 0), "{table}");
    }
    // Nor does it write into another.
    owner.execute("SET shalya.hospital = 'DHAKA'; SET ROLE shalya_service").await.unwrap();
    let intruder = "INSERT INTO patients (id, hospital_id, outside_id) VALUES (gen_random_uuid(), 'KHULNA', 'x')";
    assert!(owner.execute(intruder).await.is_err());
    assert!(owner.execute("DELETE FROM events").await.is_err());
    owner.execute("RESET ROLE").await.unwrap();
    assert!(owner.execute("DELETE FROM events").await.is_err(), "not even by their owner");
}

#[tokio::test]
async fn two_replicas_write_one_unbroken_chain() {
    let service = Service::start().await;
    let replica = Service::on(service.database.clone(), "").await;
    futures(24, |i| {
        let his = if i % 2 == 0 { service.his() } else { replica.his() };
        async move { his.post("/api/procedures", &service_md("create")).await.is(201) }
    })
    .await;
    let mut owner = service.owner().await;
    let key: Vec<u8> = sqlx::query_scalar("SELECT public_key FROM authors WHERE terminal = 'C' AND epoch = 1")
        .fetch_one(&mut owner)
        .await
        .unwrap();
    let key = VerifyingKey::from_bytes(&key.try_into().unwrap()).unwrap();
    let chain = ChainId { terminal: "C".into(), epoch: 1 };
    let mut check = ChainCheck::after(Head::START, "DHAKA".into(), chain, key);
    let rows = sqlx::query("SELECT position, envelope, payload, signature, hash FROM events ORDER BY position")
        .fetch_all(&mut owner)
        .await
        .unwrap();
    assert!(rows.len() > 24 * 3);
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row.get::<i64, _>("position"), i as i64 + 1, "no gap");
        let envelope = canonical::decode(row.get("envelope")).unwrap();
        let sealed = Sealed {
            hash: journal::hash(&envelope).unwrap(),
            envelope,
            payload: row.get("payload"),
            signature: Signature::from_slice(row.get("signature")).unwrap(),
        };
        assert_eq!(check.feed(&sealed), []);
    }
    let numbers: Vec<String> =
        sqlx::query_scalar("SELECT procedure_id FROM procedures ORDER BY 1").fetch_all(&mut owner).await.unwrap();
    assert_eq!(numbers.last().unwrap(), "PRC-DHAKA-C-00024", "each number once, none left out");
}

#[tokio::test]
async fn a_changed_secret_begins_a_new_epoch() {
    let service = Service::start().await;
    service.his().created(&service_md("create")).await;
    sqlx::raw_sql("UPDATE authors SET public_key = decode(repeat('01', 32), 'hex')")
        .execute(&mut service.owner().await)
        .await
        .unwrap();
    service.his().created(&service_md("create")).await;
    let row =
        sqlx::query("SELECT epoch, seq, position FROM hospitals").fetch_one(&mut service.owner().await).await.unwrap();
    assert_eq!(row.get::<i32, _>("epoch"), 2);
    assert!(row.get::<i64, _>("seq") < row.get::<i64, _>("position"));
}

const MADE: &[&str] =
    &["streams", "procedures", "procedure_codings", "procedure_performers", "procedure_devices", "bookings"];

async fn rows(service: &Service) -> Vec<String> {
    let mut owner = service.owner().await;
    let mut all = Vec::new();
    for table in MADE {
        let sql = format!("SELECT (to_jsonb(t) - 'created_at')::text FROM {table} AS t ORDER BY 1");
        all.extend(sqlx::query_scalar::<_, String>(sqlx::AssertSqlSafe(sql)).fetch_all(&mut owner).await.unwrap());
    }
    all
}

#[tokio::test]
async fn what_is_thrown_away_is_made_anew_from_the_facts() {
    let service = Service::start().await;
    for body in ["create", "schedule"] {
        let his = service.his();
        let path = if body == "create" { "/api/procedures" } else { "/api/procedures/schedule" };
        let id = his.post(path, &service_md(body)).await.is(201).json["id"].as_str().unwrap().to_owned();
        his.put(&format!("/api/procedures/{id}/status"), &service_md("status")).await.is(200);
        for (part, name) in [("notes", "note"), ("complications", "complication"), ("devices", "device")] {
            his.post(&format!("/api/procedures/{id}/{part}"), &service_md(name)).await.is(201);
        }
        his.post(&format!("/api/procedures/{id}/complete"), &service_md("complete")).await.is(200);
    }
    let before = rows(&service).await;
    let mut owner = service.owner().await;
    owner.execute("DELETE FROM procedure_devices; DELETE FROM bookings; DELETE FROM streams").await.unwrap();
    owner.execute("UPDATE procedures SET status = 'preparation', restricted = true, note = NULL").await.unwrap();
    rebuild(&mut owner).await.unwrap();
    assert_eq!(rows(&service).await, before);
}

#[tokio::test]
async fn what_was_classed_since_is_hidden_when_the_service_is_brought_up() {
    let service = Service::start().await;
    service.his().created(&service_md("create")).await;
    let mut owner = service.owner().await;
    // As an older version that knew another catalogue left it.
    owner.execute("UPDATE folded_by SET fingerprint = 'older'; UPDATE procedures SET restricted = true").await.unwrap();
    central::migrations::migrate(&mut owner).await.unwrap();
    let restricted: bool = sqlx::query_scalar("SELECT restricted FROM procedures").fetch_one(&mut owner).await.unwrap();
    assert!(!restricted);
    owner.execute("UPDATE procedures SET restricted = true").await.unwrap();
    central::migrations::migrate(&mut owner).await.unwrap();
    let restricted: bool = sqlx::query_scalar("SELECT restricted FROM procedures").fetch_one(&mut owner).await.unwrap();
    assert!(restricted, "the same version has nothing to do");
}

#[tokio::test]
async fn the_tables_of_service_md_have_its_columns() {
    let service = Service::start().await;
    let id = service.his().created(&service_md("create")).await;
    let path = format!("/api/procedures/{id}");
    service.his().post(&format!("{path}/devices"), &service_md("device")).await.is(201);
    let mut owner = service.owner().await;
    let row: Value = sqlx::query_scalar(
        "SELECT to_jsonb(r) FROM (SELECT id, procedure_id, patient_id, encounter_id, status, category, code, subject_type, \
         subject_id, encounter_reference, performed_period, recorder, asserter, performer, location, reason_code, \
         reason_reference, body_site, outcome, report, complication, follow_up, note, focal_device, used_code, \
         created_at, updated_at, metadata FROM procedures) AS r",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    assert_eq!((&row["patient_id"], &row["encounter_id"]), (&row["subject_id"], &row["encounter_reference"]));
    assert_eq!(row["category"][0]["coding"][0]["code"], "surgical");
    let device: Value =
        sqlx::query_scalar("SELECT to_jsonb(d) FROM procedure_devices AS d").fetch_one(&mut owner).await.unwrap();
    assert_eq!(
        (&device["procedure_id"], &device["action"], &device["manipulated"]),
        (&json!(id), &json!("implanted"), &json!(true))
    );
    let codes = service.his().get("/api/procedure-codes?q=appendix").await.is(200).json;
    assert_eq!((&codes[0]["code"], &codes[0]["is_active"]), (&json!("80146002"), &json!(true)));
    let code = service.his().get("/api/procedure-codes/1149608003").await.is(200).json;
    assert_eq!((&code["code"], &code["display"]), (&json!("11466000"), &codes_display()));
    let needs = service.his().get("/api/procedure-codes/80146002/resources").await.is(200).json;
    assert_eq!(needs[0]["resource_type"], "operating_room");
    assert_eq!(
        (&needs[0]["quantity"], &needs[0]["duration_minutes"], &needs[0]["priority"]),
        (&json!(1), &json!(90), &json!("high"))
    );
    service.his().get("/api/procedure-codes/1").await.is(404);
}

fn codes_display() -> Value {
    let entry = domain::catalogue::Catalogue::embedded().by_key("CESAREAN").unwrap();
    json!(entry.display)
}
