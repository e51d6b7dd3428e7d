//! Patients (names and identifiers after BD-Core), their allergies, and staff.

use crate::naming::{Naming, Target};
use crate::words::object;
use domain::PatientId;
use domain::hospital::Hospital;
use domain::patient::{Birth, Identity, KnownAllergy, NoneKnown, Patient, Relation, Sex};
use domain::person::Member;
use serde_json::{Value, json};

const DGHS: &str = "http://dghs.gov.bd/identifier";

/// A patient as far as identity goes, allergies apart.
pub fn patient(id: PatientId, patient: &Patient, hospital: &Hospital, names: &dyn Naming) -> Value {
    let identity = &patient.identity;
    let numbers = [
        (format!("{DGHS}/uhid"), &patient.uhid),
        (format!("{DGHS}/nid"), &identity.nid),
        (format!("{DGHS}/brn"), &identity.birth_registration),
        (format!("urn:shalya:{}:temporary", hospital.code), &patient.temporary_id),
    ];
    let mut identifiers: Vec<Value> = numbers
        .iter()
        .filter_map(|(system, value)| value.as_ref().map(|value| json!({ "system": system, "value": value })))
        .collect();
    if !patient.registration_no.is_empty() {
        let system = format!("urn:shalya:{}:registration", hospital.code);
        identifiers.push(json!({ "system": system, "value": patient.registration_no }));
    }
    object([
        ("resourceType", Some(json!("Patient"))),
        ("id", Some(json!(names.id(Target::Patient, id.0)))),
        ("identifier", Some(json!(identifiers))),
        ("active", Some(json!(patient.same_as.is_none()))),
        ("name", Some(json!([name(identity)]))),
        ("telecom", identity.phone.as_ref().map(|phone| json!([{ "system": "phone", "value": phone }]))),
        ("gender", Some(json!(gender(identity.sex)))),
        ("birthDate", birth_date(identity.birth).map(|date| json!(date))),
        ("address", address(identity).map(|address| json!([address]))),
        ("contact", relative(identity).map(|contact| json!([contact]))),
        ("managingOrganization", Some(names.hospital(hospital))),
        ("link", patient.same_as.map(|other| replaced_by(names.reference(Target::Patient, other.0)))),
    ])
}

fn replaced_by(other: Value) -> Value {
    json!([{ "other": other, "type": "replaced-by" }])
}

/// The English name, with the Bangla one as its translation.
fn name(identity: &Identity) -> Value {
    let bangla = (!identity.name_bn.is_empty() && identity.name_bn != identity.name).then(|| {
        json!({ "extension": [{
            "url": "http://hl7.org/fhir/StructureDefinition/translation",
            "extension": [
                { "url": "lang", "valueCode": "bn" },
                { "url": "content", "valueString": identity.name_bn },
            ],
        }] })
    });
    let name_use = if identity.unknown { "temp" } else { "official" };
    object([("use", Some(json!(name_use))), ("text", Some(json!(identity.name))), ("_text", bangla)])
}

fn gender(sex: Sex) -> &'static str {
    match sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Other => "other",
        Sex::Unknown => "unknown",
    }
}

/// A guessed age is a year and no more.
fn birth_date(birth: Birth) -> Option<String> {
    match birth {
        Birth::On(date) => Some(format!("{:04}-{:02}-{:02}", date.year(), date.month() as u8, date.day())),
        Birth::About { years, on } => Some(format!("{:04}", on.year() - i32::from(years))),
        Birth::Unknown => None,
    }
}

fn address(identity: &Identity) -> Option<Value> {
    let place = &identity.address;
    let any = place.village.is_some() || place.upazila.is_some() || place.district.is_some();
    any.then(|| {
        object([
            ("line", place.village.as_ref().map(|village| json!([village]))),
            ("city", place.upazila.as_ref().map(|upazila| json!(upazila))),
            ("district", place.district.as_ref().map(|district| json!(district))),
            ("country", Some(json!("BD"))),
        ])
    })
}

fn relative(identity: &Identity) -> Option<Value> {
    const ROLES: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    // What R4 asks a contact to be told by, beside which relation it is.
    const CONTACTS: &str = "http://terminology.hl7.org/CodeSystem/v2-0131";
    let relative = identity.relative.as_ref()?;
    let code = match relative.relation {
        Relation::Father => "FTH",
        Relation::Mother => "MTH",
        Relation::Husband => "HUSB",
        Relation::Wife => "WIFE",
        Relation::Son => "SON",
        Relation::Daughter => "DAU",
        Relation::Guardian => "GUARD",
    };
    Some(json!({
        "relationship": [{ "coding": [{ "system": CONTACTS, "code": "N" }, { "system": ROLES, "code": code }] }],
        "name": { "text": relative.name },
    }))
}

/// What is known; nothing at all where nobody asked.
pub(crate) fn allergies(id: PatientId, patient: &Patient, names: &dyn Naming) -> Vec<Value> {
    match &patient.none_known {
        Some(none) if patient.allergies.is_empty() => vec![none_known(id, none, names)],
        _ => patient.allergies.iter().map(|known| allergy(id, known, names)).collect(),
    }
}

const CLINICAL: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical";
const VERIFICATION: &str = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification";

fn allergy(id: PatientId, known: &KnownAllergy, names: &dyn Naming) -> Value {
    object([
        ("resourceType", Some(json!("AllergyIntolerance"))),
        ("id", Some(json!(known.event.to_string()))),
        ("clinicalStatus", Some(crate::words::one_code(CLINICAL, "active"))),
        ("verificationStatus", Some(crate::words::one_code(VERIFICATION, "unconfirmed"))),
        ("code", Some(json!({ "text": known.allergy.substance }))),
        ("patient", Some(names.reference(Target::Patient, id.0))),
        ("recordedDate", Some(json!(known.recorded_at.to_string()))),
        ("recorder", Some(names.reference(Target::Practitioner, known.by.0))),
        ("reaction", known.allergy.reaction.as_ref().map(|text| json!([{ "manifestation": [{ "text": text }] }]))),
    ])
}

/// 716186003: no known allergy (SNOMED CT).
fn none_known(id: PatientId, none: &NoneKnown, names: &dyn Naming) -> Value {
    object([
        ("resourceType", Some(json!("AllergyIntolerance"))),
        ("id", Some(json!(uuid::Uuid::from_u128(id.0.as_u128() ^ 1).to_string()))),
        ("clinicalStatus", Some(crate::words::one_code(CLINICAL, "active"))),
        ("verificationStatus", Some(crate::words::one_code(VERIFICATION, "unconfirmed"))),
        (
            "code",
            Some(json!({
                "coding": [{ "system": domain::snomed::SYSTEM, "code": "716186003", "display": "No known allergy" }],
            })),
        ),
        ("patient", Some(names.reference(Target::Patient, id.0))),
        ("recordedDate", Some(json!(none.recorded_at.to_string()))),
        ("recorder", Some(names.reference(Target::Practitioner, none.by.0))),
    ])
}

/// A member of the staff.
pub fn practitioner(member: &Member, names: &dyn Naming) -> Value {
    let card = &member.person.card;
    object([
        ("resourceType", Some(json!("Practitioner"))),
        ("id", Some(json!(names.id(Target::Practitioner, member.id.0)))),
        ("identifier", card.staff_no.as_ref().map(|number| json!([{ "system": "urn:shalya:staff", "value": number }]))),
        ("active", Some(json!(!member.person.left))),
        ("name", Some(json!([{ "text": card.name }]))),
    ])
}
