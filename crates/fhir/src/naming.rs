//! How resources are named where they are read: within one Bundle by `urn:uuid`, at a server by type
//! and id.

use crate::surroundings::hospital_id;
use domain::hospital::Hospital;
use serde_json::{Value, json};
use uuid::Uuid;

/// What a reference leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Target {
    Patient,
    Practitioner,
    Location,
    ServiceRequest,
    Device,
    Condition,
}

pub trait Naming {
    /// The logical id.
    fn id(&self, target: Target, id: Uuid) -> String;

    /// A FHIR Reference.
    fn reference(&self, target: Target, id: Uuid) -> Value;

    /// A Reference to the hospital as Organization.
    fn hospital(&self, hospital: &Hospital) -> Value;
}

/// As entries of a Bundle refer to each other.
pub struct WithinBundle;

impl Naming for WithinBundle {
    fn id(&self, _target: Target, id: Uuid) -> String {
        id.to_string()
    }

    fn reference(&self, _target: Target, id: Uuid) -> Value {
        json!({ "reference": format!("urn:uuid:{id}") })
    }

    fn hospital(&self, hospital: &Hospital) -> Value {
        json!({ "reference": format!("urn:uuid:{}", hospital_id(&hospital.code)) })
    }
}
