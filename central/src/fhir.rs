//! FHIR R4 under `/fhir`: the same facts as `/api`, under the same rights, in R4's words. What is
//! served, with which parameters, is said once, in [`served`]; routes and CapabilityStatement follow.

mod asking;
mod audit_event;
mod booking;
mod bundle;
mod capability;
mod cases;
mod differences;
mod directory;
mod history;
mod includes;
mod known;
mod message;
mod negotiation;
mod outcome;
mod parameters;
mod procedure;
mod reads;
mod request;
mod routes;
mod search;
mod served;
mod sheet;
mod times;
mod writes;
mod written;

pub use capability::metadata;
pub use negotiation::speak;
pub use procedure::NUMBERS;
pub use routes::routes;

/// The media type of what is said here.
const MEDIA_TYPE: &str = "application/fhir+json";
/// Before the names of what R4 has no place for.
const OWN: &str = "urn:shalya:";
