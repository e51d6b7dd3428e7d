//! The service over HTTP on a real PostgreSQL, which the tests start and stop themselves.

mod cache;
mod checklists;
mod documentation;
mod events;
mod faults;
mod harness;
mod hostile;
mod metrics;
mod privacy;
mod procedures;
mod schedule;
mod search;
mod status;
mod storage;
