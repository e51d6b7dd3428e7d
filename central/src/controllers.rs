//! The routes, one file a subject. Each answers exactly as SERVICE.md and CONTRACT.md have it.

mod checklists;
mod codes;
mod complications;
mod devices;
mod health;
mod history;
pub(crate) mod notes;
pub(crate) mod procedures;
pub(crate) mod schedule;
pub(crate) mod search;
mod status;
mod sync;
mod workflow;

use crate::app::App;
use crate::described::{Described, Operation};
use crate::fhir;
use crate::metrics;
use axum::{Json, Router};
use serde_json::Value;
use std::sync::Arc;

pub fn routes() -> Router<Arc<App>> {
    described().router()
}

const CRITERIA: &[&str] = &[
    "patient",
    "encounter",
    "status",
    "category",
    "code",
    "performer",
    "location",
    "dateFrom",
    "dateTo",
    "outcome",
    "complication",
    "specialty",
    "sort",
    "limit",
    "cursor",
];
const DAY: &[&str] = &["day", "place"];
const CODES: &[&str] = &["codesSpecialty", "codesCategory", "typed", "active"];

/// Every path, with what it takes and gives.
pub fn described() -> Described {
    const READ: &str = "procedure.read";
    const WRITE: &str = "procedure.write";
    const SCHEDULE: &str = "procedure.schedule";
    const PERFORM: &str = "procedure.perform";
    const CATALOGUE: &str = "procedure.catalogue";
    let op = Operation::new;
    let find = op("Find procedures").asks_for(READ).answers_list("ShownProcedure");
    let day = op("What is booked on a day").asks_for(READ).answers_list("ShownProcedure");
    let codes = op("The catalogue").answers_list("ProcedureCode");
    let create = op("Create a procedure").asks_for(WRITE).takes("Procedure").answers(201, "ShownProcedure");
    let book = op("Book a procedure").asks_for(SCHEDULE).takes("Booking").answers(201, "ShownProcedure");
    let read = op("Read a procedure").asks_for(READ).answers(200, "ShownProcedure");
    let change = op("Change what differs").asks_for(WRITE).takes("Procedure").answers(200, "ShownProcedure");
    let status = op("Tell its status").asks_for(PERFORM).takes("StatusChange").answers(200, "ShownProcedure");
    let complete = op("Complete it").asks_for(PERFORM).takes("Completion").answers(200, "ShownProcedure");
    let note = op("Add a note").asks_for(WRITE).takes("Note").answers(201, "Note");
    let complication = op("Add a complication").asks_for(WRITE).takes("Complication").answers(201, "Complication");
    let device = op("Add a device").asks_for(WRITE).takes("DeviceUse").answers(201, "DeviceUse");
    let checklist = op("Answer and sign a phase").asks_for(PERFORM).takes("SurgicalSafetyChecklist");
    let list = |summary: &'static str, of: &'static str| op(summary).asks_for(READ).answers_list(of);
    let part = |summary: &'static str, of: &'static str| op(summary).asks_for(READ).answers(200, of);
    Described::default()
        .get("/api/procedures", find.clone().query(CRITERIA), search::by_query)
        .post("/api/procedures", create, procedures::create)
        .post("/api/procedures/search", find.takes("ProcedureSearchCriteria"), search::by_body)
        .post("/api/procedures/schedule", book, schedule::book)
        .get("/api/procedures/scheduled", day.query(DAY), schedule::list)
        .get("/api/procedures/{id}", read, procedures::read)
        .put("/api/procedures/{id}", change, procedures::update)
        .put("/api/procedures/{id}/status", status, status::change)
        .post("/api/procedures/{id}/complete", complete, status::complete)
        .get("/api/procedures/{id}/notes", list("Its notes", "Note"), notes::list)
        .post("/api/procedures/{id}/notes", note, notes::add)
        .get("/api/procedures/{id}/complications", list("Its complications", "ListedComplication"), complications::list)
        .post("/api/procedures/{id}/complications", complication, complications::add)
        .get("/api/procedures/{id}/devices", list("Devices used", "DeviceUse"), devices::list)
        .post("/api/procedures/{id}/devices", device, devices::add)
        .get(
            "/api/procedures/{id}/checklists/{phase}",
            part("One phase of the checklist", "SurgicalSafetyChecklist"),
            checklists::read,
        )
        .put(
            "/api/procedures/{id}/checklists/{phase}",
            checklist.answers(200, "SurgicalSafetyChecklist"),
            checklists::answer,
        )
        .get("/api/procedures/{id}/workflow", part("Its changes of state", "ProcedureWorkflow"), workflow::read)
        .get("/api/procedures/{id}/history", list("Every fact", "Fact"), history::read)
        .get("/api/procedure-codes", codes.query(CODES), codes::list)
        .get("/api/procedure-codes/{code}", op("One entry").answers(200, "ProcedureCode"), codes::read)
        .put(
            "/api/procedure-codes/{code}",
            op("Set what is the hospital's").asks_for(CATALOGUE).takes("CodeSetting").answers(200, "ProcedureCode"),
            codes::set,
        )
        .get(
            "/api/procedure-codes/{code}/resources",
            op("What it takes").answers_list("ResourceRequirement"),
            codes::resources,
        )
        .get("/fhir/metadata", op("What FHIR R4 serves under /fhir, in FHIR's own terms").open(), fhir::metadata)
        .get("/health", op("How everything is").open().answers(200, "Health").or_503(), health::whole)
        .get("/health/live", op("Whether it lives").open(), health::live)
        .get("/health/ready", op("Whether it can serve").open().or_503(), health::ready)
        .get("/metrics", op("For Prometheus").open(), metrics::text)
        .get("/sync/challenge", op("What a terminal signs its requests with").open(), sync::challenge)
        .post("/sync/enrol", op("Enrol a terminal with its code; signed").open(), sync::enrol)
        .post("/sync/hello", op("What is held here; signed by a terminal").open(), sync::hello)
        .post("/sync/facts", op("Hand over facts; signed by a terminal").open(), sync::facts)
        .post("/sync/missing", op("Fetch what is lacking; signed by a terminal").open(), sync::missing)
        .get("/openapi.json", op("This description").open(), openapi)
        .get("/asyncapi.json", op("The events in Kafka").open(), asyncapi)
}

async fn asyncapi() -> Json<Value> {
    Json(crate::telling::asyncapi())
}

async fn openapi() -> Json<Value> {
    Json(described().openapi())
}
