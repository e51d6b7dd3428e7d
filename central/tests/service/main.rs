//! The service over HTTP on a real PostgreSQL, which the tests start and stop themselves.

mod cache;
mod catalogue;
mod checklists;
mod crowd;
mod documentation;
mod encrypted;
mod events;
mod explain;
mod faults;
mod fhir;
mod harness;
mod hostile;
mod limits;
mod merging;
mod metrics;
mod odd_facts;
mod participants;
mod privacy;
mod procedures;
mod registries;
mod renaming;
mod schedule;
mod search;
mod status;
mod storage;
mod terminals;
