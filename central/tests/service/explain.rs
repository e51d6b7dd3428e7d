//! Each search, of `/api` and of FHIR, finds its way by an index, as the service's own role under row-level
//! security. What is looked at are the plans by which PostgreSQL itself ran what the service asked it: its
//! module auto_explain writes them into its log.

use crate::harness::{Caller, EVERYTHING, Service, USUAL, postgres, service_md};
use serde_json::Value;
use servers::Postgres;
use sqlx::Executor;

/// What grows with every case. None of it is read from end to end, whoever asks for what.
const GROWING: &[&str] = &[
    "procedures",
    "procedure_codings",
    "procedure_performers",
    "procedure_devices",
    "bookings",
    "events_",
    "streams",
    "access_audit",
    "patients",
    "encounters",
    "practitioners",
    "devices",
    "encounter_participants",
];

/// Of the searches of `/api`, the index that each needs.
const API: &[(&str, &str)] = &[
    ("procedures", "idx_procedures_performed"),
    ("procedures?patient=many-7", "idx_procedures_patient"),
    ("procedures?encounter=many-7", "idx_procedures_encounter"),
    ("procedures?status=suspended", "idx_procedures_status"),
    ("procedures?category=category-7", "idx_procedures_code"),
    ("procedures?code=code-7", "idx_procedures_code"),
    ("procedures?performer=many-7", "idx_procedures_performer"),
    ("procedures?location=many-7", "idx_procedures_location"),
    ("procedures?date_from=2025-03-01&date_to=2025-03-02", "idx_procedures_performed"),
    ("procedures?outcome=outcome-7", "idx_procedures_code"),
    ("procedures?complication=true", "idx_procedures_complication"),
    ("procedures?specialty=urology", "idx_procedures_specialty"),
    ("procedures?sort=status", "idx_procedures_status"),
    ("procedures?sort=-status", "idx_procedures_status"),
    ("procedures?sort=-updated", "idx_procedures_updated"),
    ("procedures/scheduled?date=2025-03-01", "bookings_by_time"),
];

const FHIR: &[(&str, &str)] = &[
    ("Procedure", "idx_procedures_performed"),
    ("Procedure?_id=00000000-0000-0000-0000-000000000007", "procedures_pkey"),
    ("Procedure?_lastUpdated=2025-03-01", "idx_procedures_updated"),
    ("Procedure?_lastUpdated=ge2026-06-01", "idx_procedures_updated"),
    ("Procedure?_sort=-_lastUpdated", "idx_procedures_updated"),
    ("Procedure?_sort=-date", "idx_procedures_performed"),
    ("Procedure?identifier=urn:many|identifier-7", "idx_procedures_code"),
    ("Procedure?patient=many-7", "idx_procedures_patient"),
    ("Procedure?subject=Patient/many-7", "idx_procedures_patient"),
    ("Procedure?status=on-hold", "idx_procedures_event_status"),
    ("Procedure?category=category-7", "idx_procedures_code"),
    ("Procedure?code=urn:many|code-7", "idx_procedures_code"),
    ("Procedure?date=2025-03-01", "idx_procedures_performed"),
    ("Procedure?date=gt2026-06-30", "idx_procedures_ended"),
    ("Procedure?date=ge2026-06-30", "idx_procedures_ended"),
    ("Procedure?date=sa2026-06-30", "idx_procedures_performed"),
    ("Procedure?date=lt2025-01-05", "idx_procedures_performed"),
    ("Procedure?date=le2025-01-05", "idx_procedures_performed"),
    ("Procedure?date=eb2025-01-05", "idx_procedures_ended"),
    ("Procedure?date=ge2025-03-01&date=lt2025-03-02", "idx_procedures_"),
    ("Procedure?date=ap2025-03-01", "idx_procedures_"),
    ("Procedure?performer=many-7", "idx_procedures_performer"),
    ("Procedure?encounter=many-7", "idx_procedures_encounter"),
    ("Procedure?location=many-7", "idx_procedures_location"),
    ("ServiceRequest?_id=00000000-0000-0000-0000-000000000007", "procedures_pkey"),
    ("ServiceRequest?patient=many-7", "idx_procedures_patient"),
    ("ServiceRequest?status=on-hold", "idx_procedures_event_status"),
    ("ServiceRequest?code=code-7", "idx_procedures_code"),
    ("ServiceRequest?encounter=many-7", "idx_procedures_encounter"),
    ("ServiceRequest?occurrence=2025-03-01", "bookings_by_time"),
    ("ServiceRequest?occurrence=sa2026-06-30", "bookings_by_time"),
    ("ServiceRequest?occurrence=eb2025-01-05", "bookings_by_end"),
    ("Condition", "idx_procedures_complication"),
    ("Condition?patient=many-7", "idx_procedures_patient"),
    ("Condition?_id=00000000-0000-0000-0000-000000000007", "event_id"),
    ("Patient?_id=many-7", "patients_hospital_id_outside_id_key"),
    ("Patient", "patients_hospital_id_outside_id_key"),
    ("Practitioner?_id=many-7", "idx_procedures_performer"),
    ("Practitioner", "practitioners_hospital_id_outside_id_key"),
    ("Encounter?_id=many-7", "idx_procedures_encounter"),
    ("Encounter", "encounters_hospital_id_outside_id_key"),
    ("Device?_id=many-7", "procedure_devices_of_device"),
    ("Device", "devices_hospital_id_outside_id_key"),
    ("Location?_id=many-7", "locations_hospital_id_outside_id_key"),
    ("AuditEvent", "access_audit_pkey"),
    ("AuditEvent?_id=7", "access_audit_pkey"),
    ("AuditEvent?date=2025-03-01", "access_audit_at"),
    ("AuditEvent?date=lt2025-01-05", "access_audit_at"),
    ("AuditEvent?entity=Procedure/00000000-0000-0000-0000-000000000007", "access_audit_of_procedure"),
    ("AuditEvent?action=C", "access_audit_changes"),
    ("AuditEvent?outcome=4", "access_audit_refusals"),
];

struct Explaining {
    server: Postgres,
    service: Service,
    /// A procedure of which facts are kept.
    case: String,
}

impl Explaining {
    /// A service over many procedures, on a server that writes down how it finds them.
    async fn start() -> Explaining {
        let server = Postgres::temporary().unwrap();
        let database = postgres::migrated(&server, "explained").await;
        let settings = "shalya_encounter_registry = \"http://127.0.0.1:1/fhir\"\nshalya_registry_again_seconds = 3600";
        let before = Service::on(database.clone(), "").await;
        let case = before.his().created(&service_md("create")).await;
        let mut owner = before.owner().await;
        for setting in ["ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()"] {
            owner.execute(setting).await.unwrap();
        }
        owner.execute(include_str!("explain/many.sql")).await.unwrap();
        let explain = "ALTER DATABASE explained SET session_preload_libraries = 'auto_explain'; \
                       ALTER DATABASE explained SET auto_explain.log_min_duration = 0; \
                       ALTER DATABASE explained SET auto_explain.log_format = 'json'";
        for setting in explain.split("; ") {
            owner.execute(setting).await.unwrap();
        }
        Explaining { service: Service::on(database, settings).await, server, case }
    }

    /// The plans by which a request is answered.
    async fn plans(&self, caller: &Caller<'_>, path: &str) -> Vec<Value> {
        let before = std::fs::read(self.server.log()).unwrap().len();
        caller.get(path).await.is(200);
        let log = std::fs::read(self.server.log()).unwrap().split_off(before);
        let log = String::from_utf8(log).unwrap();
        let plan = |text: &str| -> Value {
            // What goes on in a message begins with a tab.
            let lines: Vec<&str> = text.lines().take_while(|line| line.starts_with('\t')).collect();
            serde_json::from_str(&lines.join("\n")).unwrap()
        };
        log.split("plan:\n").skip(1).map(plan).collect()
    }

    /// Says what is wrong with the way in which a path is answered, with the plans.
    async fn look(&self, caller: &Caller<'_>, path: &str, index: &str) -> Option<String> {
        let plans = self.plans(caller, path).await;
        let mut steps = Vec::new();
        plans.iter().for_each(|plan| steps_of(&plan["Plan"], &mut steps));
        let read_whole = steps.iter().find_map(|step| {
            let table = step["Relation Name"].as_str().filter(|_| step["Node Type"] == "Seq Scan")?;
            GROWING
                .iter()
                .any(|growing| table == *growing || (growing.ends_with('_') && table.starts_with(growing)))
                .then_some(table)
        });
        let finds = steps.iter().any(|step| step["Index Name"].as_str().is_some_and(|name| name.contains(index)));
        let wrong = match (read_whole, finds) {
            (Some(table), _) => format!("{path} reads all of {table}"),
            (None, false) => format!("{path} does not go by {index}"),
            (None, true) => return None,
        };
        Some(format!("{wrong}: {:#}", Value::Array(plans)))
    }
}

fn steps_of<'a>(step: &'a Value, found: &mut Vec<&'a Value>) {
    found.push(step);
    step["Plans"].as_array().into_iter().flatten().for_each(|step| steps_of(step, found));
}

#[tokio::test]
async fn each_search_finds_its_way_by_an_index_under_row_level_security() {
    let explaining = Explaining::start().await;
    let service = &explaining.service;
    let mut wrong = Vec::new();
    // Whoever sees all, and whoever does not see what is sensitive.
    for permissions in [EVERYTHING, USUAL] {
        let caller = service.caller("somebody", "DHAKA", &[], permissions);
        for (path, index) in API {
            wrong.extend(explaining.look(&caller, &format!("/api/{path}"), index).await);
        }
        for (path, index) in FHIR {
            wrong.extend(explaining.look(&caller, &format!("/fhir/{path}"), index).await);
        }
    }
    // Whoever has no right but what a team and an encounter give.
    let participant = service.caller("many-7", "DHAKA", &[], &[]);
    for index in ["idx_procedures_performer", "encounter_participants_pkey", "idx_procedures_encounter"] {
        wrong.extend(explaining.look(&participant, "/api/procedures", index).await);
        wrong.extend(explaining.look(&participant, "/fhir/Procedure?date=2025-03-01", index).await);
        wrong.extend(explaining.look(&participant, "/fhir/Patient?_id=many-7", index).await);
    }
    for path in [
        format!("/api/procedures/{}/history", explaining.case),
        format!("/fhir/Procedure/{}/_history", explaining.case),
    ] {
        wrong.extend(explaining.look(&service.his(), &path, "stream_kind_stream_id").await);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
