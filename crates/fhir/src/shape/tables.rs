//! R4's data types and resources as far as they are read and kept here, element by element.

use super::{Field, Shape};

const fn one(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, many: false, required: false }
}

const fn many(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, many: true, required: false }
}

const fn must(name: &'static str, shape: &'static Shape) -> Field {
    Field { name, shape, many: false, required: true }
}

/// What any element may carry.
pub static EVERYWHERE: &[Field] = &[one("id", &Shape::Id), many("extension", &Shape::Extension)];

static CODING: Shape = Shape::Object(&[
    one("system", &Shape::Uri),
    one("version", &Shape::Text),
    one("code", &Shape::Code),
    one("display", &Shape::Text),
    one("userSelected", &Shape::Boolean),
]);
pub static CONCEPT: Shape = Shape::Object(&[many("coding", &CODING), one("text", &Shape::Text)]);
static PERIOD: Shape = Shape::Object(&[one("start", &Shape::DateTime), one("end", &Shape::DateTime)]);
static QUANTITY: Shape = Shape::Object(&[
    one("value", &Shape::Decimal),
    one("unit", &Shape::Text),
    one("system", &Shape::Uri),
    one("code", &Shape::Code),
]);
static IDENTIFIER: Shape = Shape::Object(&[
    one("use", &Shape::Code),
    one("type", &CONCEPT),
    one("system", &Shape::Uri),
    one("value", &Shape::Text),
    one("period", &PERIOD),
    one("assigner", &ANYTHING),
]);
pub static REFERENCE: &[Field] = &[
    one("reference", &Shape::Text),
    one("type", &Shape::Text),
    one("identifier", &IDENTIFIER),
    one("display", &Shape::Text),
];
static ANYTHING: Shape = Shape::Reference(&[]);
static PATIENT: Shape = Shape::Reference(&["Patient"]);
static PRACTITIONER: Shape = Shape::Reference(&["Practitioner"]);
static ENCOUNTER: Shape = Shape::Reference(&["Encounter"]);
static LOCATION: Shape = Shape::Reference(&["Location"]);
static SOMEONE: Shape = Shape::Reference(&["Patient", "RelatedPerson", "Practitioner", "PractitionerRole"]);
static META: Shape = Shape::Object(&[
    one("versionId", &Shape::Left),
    one("lastUpdated", &Shape::Left),
    one("source", &Shape::Uri),
    many("profile", &Shape::Uri),
    many("security", &CODING),
    many("tag", &CODING),
]);
static ANNOTATION: Shape =
    Shape::Object(&[one("authorReference", &PRACTITIONER), one("time", &Shape::DateTime), must("text", &Shape::Text)]);
static PERFORMER: Shape = Shape::Object(&[
    one("function", &CONCEPT),
    must("actor", &PRACTITIONER),
    one("onBehalfOf", &Shape::Reference(&["Organization"])),
]);
static FOCAL_DEVICE: Shape =
    Shape::Object(&[one("action", &CONCEPT), must("manipulated", &Shape::Reference(&["Device"]))]);

pub static EXTENSION: &[Field] = &[
    must("url", &Shape::Uri),
    many("extension", &Shape::ExtensionPart),
    one("valueBoolean", &Shape::Boolean),
    one("valueCode", &Shape::Code),
    one("valueCodeableConcept", &CONCEPT),
    one("valueCoding", &CODING),
    one("valueDateTime", &Shape::DateTime),
    one("valueDecimal", &Shape::Decimal),
    one("valueIdentifier", &IDENTIFIER),
    one("valueInteger", &Shape::Integer),
    one("valuePeriod", &PERIOD),
    one("valueQuantity", &QUANTITY),
    one("valueReference", &ANYTHING),
    one("valueString", &Shape::Text),
    one("valueUri", &Shape::Uri),
];
/// A part of an extension: its url is a name.
pub static EXTENSION_PART: &[Field] = &[
    must("url", &Shape::Code),
    many("extension", &Shape::ExtensionPart),
    one("valueBoolean", &Shape::Boolean),
    one("valueCode", &Shape::Code),
    one("valueCodeableConcept", &CONCEPT),
    one("valueDateTime", &Shape::DateTime),
    one("valueDecimal", &Shape::Decimal),
    one("valueInteger", &Shape::Integer),
    one("valueReference", &ANYTHING),
    one("valueString", &Shape::Text),
    one("valueUri", &Shape::Uri),
];

/// Procedure (hl7.org/fhir/R4/procedure.html). Its narrative is not kept: it would say what was before a
/// change. Nothing contained, and no modifier that would not be understood.
pub static PROCEDURE: Shape = Shape::Object(&[
    must("resourceType", &Shape::Code),
    one("meta", &META),
    one("language", &Shape::Code),
    one("text", &Shape::Left),
    many("identifier", &IDENTIFIER),
    many("instantiatesCanonical", &Shape::Uri),
    many("instantiatesUri", &Shape::Uri),
    many("basedOn", &Shape::Reference(&["CarePlan", "ServiceRequest"])),
    many("partOf", &Shape::Reference(&["Procedure", "Observation", "MedicationAdministration"])),
    must("status", &Shape::Code),
    one("statusReason", &CONCEPT),
    one("category", &CONCEPT),
    one("code", &CONCEPT),
    must("subject", &PATIENT),
    one("encounter", &ENCOUNTER),
    one("performedDateTime", &Shape::DateTime),
    one("performedPeriod", &PERIOD),
    one("recorder", &SOMEONE),
    one("asserter", &SOMEONE),
    many("performer", &PERFORMER),
    one("location", &LOCATION),
    many("reasonCode", &CONCEPT),
    many(
        "reasonReference",
        &Shape::Reference(&["Condition", "Observation", "Procedure", "DiagnosticReport", "DocumentReference"]),
    ),
    many("bodySite", &CONCEPT),
    one("outcome", &CONCEPT),
    many("report", &Shape::Reference(&["DiagnosticReport", "DocumentReference", "Composition"])),
    many("complication", &CONCEPT),
    many("complicationDetail", &Shape::Reference(&["Condition"])),
    many("followUp", &CONCEPT),
    many("note", &ANNOTATION),
    many("focalDevice", &FOCAL_DEVICE),
    many("usedReference", &Shape::Reference(&["Device", "Medication", "Substance"])),
    many("usedCode", &CONCEPT),
]);

/// ServiceRequest (hl7.org/fhir/R4/servicerequest.html), as far as a booking is made of it.
pub static SERVICE_REQUEST: Shape = Shape::Object(&[
    must("resourceType", &Shape::Code),
    one("meta", &META),
    one("text", &Shape::Left),
    many("identifier", &IDENTIFIER),
    must("status", &Shape::Code),
    must("intent", &Shape::Code),
    one("priority", &Shape::Code),
    one("code", &CONCEPT),
    must("subject", &PATIENT),
    one("encounter", &ENCOUNTER),
    one("occurrenceDateTime", &Shape::DateTime),
    one("occurrencePeriod", &PERIOD),
    one("authoredOn", &Shape::DateTime),
    one("requester", &SOMEONE),
    one("performerType", &CONCEPT),
    many("performer", &PRACTITIONER),
    many("locationReference", &LOCATION),
    many("reasonCode", &CONCEPT),
    many("supportingInfo", &ANYTHING),
    many("bodySite", &CONCEPT),
]);
