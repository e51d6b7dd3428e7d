//! SERVICE.md's procedure as a message: what has facts of its own is read into the rules' words, and
//! every field is kept as it was written besides.

use super::{Faults, Reader};
use crate::directory::Kind;
use crate::ledger::Name;
use crate::outside::Outside;
use domain::Moment;
use domain::catalogue::CodedField;
use domain::procedure::{Coded, NoteType, Operation, Period, Reason, Role, Severity, Side, Status};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Fields of the message that are kept as they were written, by their names, and that FHIR has in the
/// same form.
pub const SAME_IN_FHIR: &[&str] = &[
    "code",
    "subject",
    "encounter",
    "recorder",
    "asserter",
    "performer",
    "location",
    "reasonCode",
    "reasonReference",
    "bodySite",
    "outcome",
    "report",
    "complication",
    "followUp",
    "focalDevice",
    "usedCode",
];
/// Kept too; FHIR has one category where SERVICE.md has several.
const CATEGORY: &str = "category";
/// Fields that this service answers with, or reads in their own way: nothing unknown about them.
const OWN: &[&str] = &[
    "resourceType",
    "id",
    "procedureId",
    "status",
    "statusReason",
    "reason",
    "performedPeriod",
    "note",
    "metadata",
    "version",
    "createdAt",
    "updatedAt",
    "schedule",
    "checklistOutstanding",
    "verification",
    "patientId",
    "encounterId",
    "restricted",
];

/// A reference to someone or something outside.
#[derive(Clone, PartialEq, Debug)]
pub struct Reference {
    pub outside: Outside,
    pub display: Option<String>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct PerformerMessage {
    pub actor: Reference,
    pub role: Option<Role>,
    pub said: Value,
}

#[derive(Clone, PartialEq, Debug)]
pub struct NoteMessage {
    pub text: String,
    pub at: Option<Moment>,
    pub author: Option<Reference>,
    pub note_type: NoteType,
}

/// A complication with what is known of it; one that is only named has no severity.
#[derive(Clone, PartialEq, Debug)]
pub struct ComplicationMessage {
    pub complication: Coded,
    pub severity: Severity,
    pub detected_at: Option<Moment>,
    pub management: String,
}

#[derive(Clone, Debug, Default)]
pub struct CaseMessage {
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    pub subject: Option<Reference>,
    pub encounter: Option<Reference>,
    pub operation: Option<Operation>,
    pub period: Period,
    pub side: Option<Side>,
    pub performers: Option<Vec<PerformerMessage>>,
    pub location: Option<Reference>,
    pub reasons: Option<Vec<Coded>>,
    pub outcome: Option<Coded>,
    pub follow_up: Option<String>,
    pub notes: Vec<NoteMessage>,
    /// As written, by field; null where a field is taken back.
    pub fields: BTreeMap<String, Value>,
}

impl CaseMessage {
    /// What the message says; its faults go to `faults`.
    pub fn read(map: &Map<String, Value>, faults: &Faults) -> CaseMessage {
        let reader = Reader::new(map, faults);
        let performers = reader.list("performer").map(|list| list.iter().filter_map(performer).collect());
        reader.coded_list("category", CodedField::Device);
        reader.coded_list("bodySite", CodedField::BodySite);
        reader.coded_list("complication", CodedField::Complication);
        reader.list("focalDevice");
        CaseMessage {
            status: status_of(&reader, "status"),
            reason: reader.reason("statusReason").or_else(|| reader.reason("reason")),
            subject: reader.reference("subject", "Patient").or_else(|| by_id(&reader, "patientId", "Patient")),
            encounter: reader
                .reference("encounter", "Encounter")
                .or_else(|| by_id(&reader, "encounterId", "Encounter")),
            operation: reader.operation("code"),
            period: period(&reader),
            side: side(&reader),
            performers,
            location: reader.reference("location", "Location"),
            reasons: reader.coded_list("reasonCode", CodedField::Reason),
            outcome: reader.coded("outcome", CodedField::Outcome),
            follow_up: follow_up(&reader),
            notes: reader.list("note").unwrap_or_default().iter().filter_map(note).collect(),
            fields: kept(map, &reader),
        }
    }

    /// Where in the message somebody is named.
    pub fn pointer(&self, kind: &str, id: &str) -> String {
        match kind {
            "Patient" => "/subject/reference".to_owned(),
            "Encounter" => "/encounter/reference".to_owned(),
            _ => {
                let performers = self.performers.iter().flatten();
                let place = performers.into_iter().position(|performer| performer.actor.outside.id == id);
                place.map_or_else(|| "/note".to_owned(), |place| format!("/performer/{place}/actor/reference"))
            }
        }
    }

    /// Whom and what the message names, and what it calls them.
    pub fn names(&self) -> Vec<Name> {
        let name = |kind: Kind, reference: &Reference| (kind, reference.outside.clone(), reference.display.clone());
        let of = |kind: Kind, reference: &Option<Reference>| reference.as_ref().map(|it| name(kind, it));
        let performers = self.performers.iter().flatten().map(|performer| name(Kind::Practitioner, &performer.actor));
        let authors = self.notes.iter().filter_map(|note| of(Kind::Practitioner, &note.author));
        let others = [
            of(Kind::Patient, &self.subject),
            of(Kind::Encounter, &self.encounter),
            of(Kind::Location, &self.location),
        ];
        others.into_iter().flatten().chain(performers).chain(authors).collect()
    }
}

/// The side that the body sites name, by its word or SNOMED CT's qualifier, where they name one.
fn side(reader: &Reader<'_>) -> Option<Side> {
    const QUALIFIERS: [(&str, Side); 3] =
        [("7771000", Side::Left), ("24028007", Side::Right), ("51440002", Side::Both)];
    let sites = match reader.value("bodySite")? {
        Value::Array(sites) => sites.as_slice(),
        site => std::slice::from_ref(site),
    };
    let mut sides = sites.iter().filter_map(|site| {
        let said = site["text"].as_str().unwrap_or_default().trim().to_lowercase();
        let codings = site["coding"].as_array().map(Vec::as_slice).unwrap_or_default();
        let qualified = |code: &str| codings.iter().any(|coding| coding["code"] == code);
        let by_word = Side::ALL.into_iter().find(|side| json!(side) == said.as_str());
        by_word.or_else(|| QUALIFIERS.into_iter().find(|(code, _)| qualified(code)).map(|(_, side)| side))
    });
    let first = sides.next()?;
    sides.all(|side| side == first).then_some(first)
}

fn by_id(reader: &Reader<'_>, name: &str, wanted: &str) -> Option<Reference> {
    Some(Reference { outside: reader.outside(name, wanted)?, display: None })
}

/// One of SERVICE.md's five words.
pub fn status_of(reader: &Reader<'_>, name: &str) -> Option<Status> {
    let word = reader.text(name)?;
    let status = Status::ALL.into_iter().find(|status| json!(status) == word);
    if status.is_none() {
        let words = "preparation, in-progress, completed, cancelled, suspended";
        reader.wrong(name, "unknown-value", format!("{word:?} is not a status. There are: {words}."));
    }
    status
}

pub fn period(reader: &Reader<'_>) -> Period {
    let Some(period) = reader.object("performedPeriod") else { return Period::default() };
    let said = Period { start: period.moment("start"), end: period.moment("end") };
    if said.check().is_err() {
        period.wrong("end", "ends-before-start", "The end is before the start.");
    }
    said
}

fn performer(reader: &Reader<'_>) -> Option<PerformerMessage> {
    let function = reader.coded("function", CodedField::Function);
    reader.require("actor");
    let actor = reader.reference("actor", "Practitioner")?;
    Some(PerformerMessage { actor, role: function.as_ref().and_then(Role::of_function), said: reader.whole() })
}

/// A sentence, or R4's list of CodeableConcepts with a text each.
pub(crate) fn follow_up(reader: &Reader<'_>) -> Option<String> {
    match reader.value("followUp")? {
        Value::Array(_) => {
            let texts: Vec<&str> = reader.list("followUp")?.iter().filter_map(|it| it.text("text")).collect();
            Some(texts.join("\n"))
        }
        _ => reader.text("followUp").map(str::to_owned),
    }
}

/// A note, as SERVICE.md's own path takes it and as R4's `note` has it.
pub(crate) fn note(reader: &Reader<'_>) -> Option<NoteMessage> {
    let note_type = match reader.text("noteType") {
        None => NoteType::IntraOperative,
        Some(word) => {
            let known = NoteType::ALL.into_iter().find(|known| json!(known) == word);
            if known.is_none() {
                let words = "pre-operative, intra-operative, post-operative";
                reader.wrong(
                    "noteType",
                    "unknown-value",
                    format!("{word:?} is not a kind of note. There are: {words}."),
                );
            }
            known?
        }
    };
    let author =
        reader.reference("author", "Practitioner").or_else(|| reader.reference("authorReference", "Practitioner"));
    let at = reader.moment("time");
    Some(NoteMessage { text: reader.required_text("text")?.to_owned(), at, author, note_type })
}

/// The complication of SERVICE.md's own path.
pub(crate) fn complication(reader: &Reader<'_>) -> Option<ComplicationMessage> {
    reader.require("complication");
    let complication = reader.coded("complication", CodedField::Complication);
    reader.require("severity");
    let severity = reader.text("severity").and_then(|word| {
        let known = Severity::ALL.into_iter().find(|known| json!(known) == word);
        if known.is_none() {
            let words = "mild, moderate, severe, life-threatening, death";
            reader.wrong("severity", "unknown-value", format!("{word:?} is not a severity. There are: {words}."));
        }
        known
    });
    let detected_at = reader.moment("detectedTime");
    let management = reader.required_text("management")?.to_owned();
    Some(ComplicationMessage { complication: complication?, severity: severity?, detected_at, management })
}

fn is_kept(name: &str) -> bool {
    name == CATEGORY || SAME_IN_FHIR.contains(&name)
}

/// Fields of which nothing is known here, besides those that the message's own path knows.
pub fn unknown(map: &Map<String, Value>, known: &[&str]) -> Map<String, Value> {
    let is_unknown = |name: &str| !is_kept(name) && !OWN.contains(&name) && !known.contains(&name);
    map.iter().filter(|(name, _)| is_unknown(name)).map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Known fields as written, and every unknown one under `metadata`.
fn kept(map: &Map<String, Value>, reader: &Reader<'_>) -> BTreeMap<String, Value> {
    let mut fields: BTreeMap<String, Value> =
        map.iter().filter(|(name, _)| is_kept(name)).map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut metadata = match reader.value("metadata") {
        Some(Value::Object(metadata)) => metadata.clone(),
        Some(_) => {
            reader.wrong("metadata", "malformed", "metadata must be an object.");
            Map::new()
        }
        None => Map::new(),
    };
    metadata.extend(unknown(map, &[]));
    if !metadata.is_empty() {
        fields.insert("metadata".into(), Value::Object(metadata));
    } else if map.get("metadata").is_some_and(Value::is_null) {
        fields.insert("metadata".into(), Value::Null);
    }
    fields
}
