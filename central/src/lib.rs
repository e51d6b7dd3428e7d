//! The central procedure service that SERVICE.md describes: one router over PostgreSQL, in which
//! every change of a procedure is facts of the hospital's log, decided by `domain`.

mod access;
mod app;
mod asked;
mod audit;
mod cache;
mod caller;
mod challenge;
mod change;
mod connections;
mod controllers;
mod described;
mod directory;
pub mod encryption;
pub mod enrolment;
mod fhir;
mod handing_on;
mod jwks;
mod kafka;
mod ledger;
mod limits;
pub mod loading;
mod look;
mod metrics;
pub mod migrations;
mod naming;
mod outside;
mod problem;
mod projection;
mod reading;
pub mod rebuild;
mod refused;
mod registering;
mod registries;
mod relay;
mod renaming;
pub mod serve;
pub mod settings;
mod shown;
mod since;
mod sweeping;
mod telling;
mod terminal;
pub mod token;

/// The API as OpenAPI 3.1.
pub fn openapi() -> serde_json::Value {
    controllers::described().openapi()
}
