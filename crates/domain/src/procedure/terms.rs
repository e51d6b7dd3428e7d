//! The words of the theatre: small closed lists that facts and commands share.

use crate::catalogue::{Catalogue, CodedField, Entry, TermList, Terms};
use crate::disputed::Agrees;
use serde::{Deserialize, Serialize};

/// Who someone is in a team, and what they may be asked to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Surgeon,
    AssistantSurgeon,
    Obstetrician,
    Anaesthetist,
    Paediatrician,
    ScrubNurse,
    CirculatingNurse,
    RecoveryNurse,
    Trainee,
    Technician,
    TheatreManager,
    Administrator,
}

impl Role {
    pub const ALL: [Role; 12] = {
        use Role::*;
        [
            Surgeon,
            AssistantSurgeon,
            Obstetrician,
            Anaesthetist,
            Paediatrician,
            ScrubNurse,
            CirculatingNurse,
            RecoveryNurse,
            Trainee,
            Technician,
            TheatreManager,
            Administrator,
        ]
    };

    /// Roles that stand in a case's team; the others run the place.
    pub fn is_clinical(self) -> bool {
        !matches!(self, Role::TheatreManager | Role::Administrator)
    }

    /// The key under which translations and files know the role.
    pub fn key(self) -> &'static str {
        match self {
            Role::Surgeon => "surgeon",
            Role::AssistantSurgeon => "assistant_surgeon",
            Role::Obstetrician => "obstetrician",
            Role::Anaesthetist => "anaesthetist",
            Role::Paediatrician => "paediatrician",
            Role::ScrubNurse => "scrub_nurse",
            Role::CirculatingNurse => "circulating_nurse",
            Role::RecoveryNurse => "recovery_nurse",
            Role::Trainee => "trainee",
            Role::Technician => "technician",
            Role::TheatreManager => "theatre_manager",
            Role::Administrator => "administrator",
        }
    }

    /// The role in which someone stands in a team whose function is coded or worded like this; none
    /// where the function is no role of a team.
    pub fn of_function(function: &Coded) -> Option<Role> {
        let terms = Terms::embedded();
        let coded = function.coding.iter().find_map(|coding| {
            let system = Some(coding.system.as_str()).filter(|system| !system.is_empty());
            terms.resolve(system, &coding.code, Some(&coding.display), CodedField::Function).known()
        });
        let worded = || {
            let word = function.text.as_deref()?.trim().to_lowercase();
            terms.list(TermList::Role).iter().find(|term| term.key == word || term.en.to_lowercase() == word)
        };
        let key = coded.or_else(worded)?.key.as_str();
        match key {
            "general_surgeon"
            | "orthopaedic_surgeon"
            | "ophthalmic_surgeon"
            | "ent_surgeon"
            | "urologist"
            | "paediatric_surgeon"
            | "plastic_surgeon"
            | "maxillofacial_surgeon"
            | "neurosurgeon"
            | "dental_surgeon" => Some(Role::Surgeon),
            "gynaecologist" | "obstetrician_gynaecologist" => Some(Role::Obstetrician),
            key => Role::ALL.into_iter().find(|role| role.is_clinical() && role.key() == key),
        }
    }

    /// The role that a resource requirement of the catalogue asks for.
    pub fn of_resource(resource_type: &str) -> Option<Role> {
        Some(match resource_type {
            "surgeon" => Role::Surgeon,
            "assistant_surgeon" => Role::AssistantSurgeon,
            "obstetrician" => Role::Obstetrician,
            "anesthesiologist" => Role::Anaesthetist,
            "pediatrician" => Role::Paediatrician,
            "scrub_nurse" => Role::ScrubNurse,
            "circulating_nurse" => Role::CirculatingNurse,
            "technician" => Role::Technician,
            _ => return None,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Left,
    Right,
    Both,
    NotSided,
}

impl Side {
    pub const ALL: [Side; 4] = [Side::Left, Side::Right, Side::Both, Side::NotSided];
}

impl Agrees for Side {
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    #[default]
    Elective,
    Urgent,
    Emergency,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anaesthesia {
    General,
    Spinal,
    Epidural,
    RegionalBlock,
    Sedation,
    Local,
}

impl Anaesthesia {
    pub const ALL: [Anaesthesia; 6] = {
        use Anaesthesia::*;
        [General, Spinal, Epidural, RegionalBlock, Sedation, Local]
    };
}

/// A moment of the case that is touched when it happens.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Milestone {
    InTheatre,
    AnaesthesiaStart,
    Incision,
    Closure,
    OutOfTheatre,
    Recovery,
}

impl Milestone {
    /// In the order in which they happen.
    pub const ALL: [Milestone; 6] = {
        use Milestone::*;
        [InTheatre, AnaesthesiaStart, Incision, Closure, OutOfTheatre, Recovery]
    };
}

/// How consent was given.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "given", rename_all = "kebab-case")]
pub enum ConsentBy {
    Signature,
    ThumbPrint { witness: String },
    Guardian { name: String, relation: String },
}

/// When a note was written, relative to the operation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteType {
    PreOperative,
    IntraOperative,
    PostOperative,
}

impl NoteType {
    pub const ALL: [NoteType; 3] = [NoteType::PreOperative, NoteType::IntraOperative, NoteType::PostOperative];
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    Mild,
    Moderate,
    Severe,
    LifeThreatening,
    Death,
}

impl Severity {
    pub const ALL: [Severity; 5] = {
        use Severity::*;
        [Mild, Moderate, Severe, LifeThreatening, Death]
    };
}

/// Clavien-Dindo. IIIa without, IIIb with general anaesthesia; IVa one organ, IVb several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum ClavienDindo {
    I,
    II,
    IIIa,
    IIIb,
    IVa,
    IVb,
    V,
}

/// What was done with a device (FHIR Procedure.focalDevice.action, and use).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceAction {
    Implanted,
    Explanted,
    Manipulated,
    Used,
}

impl DeviceAction {
    pub const ALL: [DeviceAction; 4] =
        [DeviceAction::Implanted, DeviceAction::Explanted, DeviceAction::Manipulated, DeviceAction::Used];
}

/// When sponges, sharps and instruments are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountStage {
    Baseline,
    CavityWithinCavity,
    WoundClosure,
    SkinClosure,
    StaffRelief,
}

impl CountStage {
    pub const ALL: [CountStage; 5] = {
        use CountStage::*;
        [Baseline, CavityWithinCavity, WoundClosure, SkinClosure, StaffRelief]
    };
}

/// One coding of a term (FHIR Coding).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Coding {
    pub system: String,
    pub code: String,
    #[serde(default)]
    pub display: String,
}

/// A term as coded, or in words, or both (FHIR CodeableConcept).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Coded {
    #[serde(default)]
    pub coding: Vec<Coding>,
    #[serde(default)]
    pub text: Option<String>,
}

/// Why: a code of the hospital's list (`terms.json`) and, where it helps, words.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Reason {
    #[serde(default)]
    pub code: Option<String>,
    #[serde(default)]
    pub text: String,
}

/// What is to be done: an entry of the catalogue by key, or words where it is not known yet.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Operation {
    /// Key of the catalogue; none for what the catalogue lacks.
    #[serde(default)]
    pub key: Option<String>,
    /// The caller's codings, its own first.
    #[serde(default)]
    pub coding: Vec<Coding>,
    #[serde(default)]
    pub text: Option<String>,
    /// Laterality must be stated before it starts.
    #[serde(default)]
    pub sided: bool,
}

impl Operation {
    /// The operation that a catalogue entry names.
    pub fn of(entry: &Entry) -> Self {
        Operation { key: Some(entry.key.clone()), coding: vec![entry.coding()], text: None, sided: entry.sided }
    }

    /// Its entry in the catalogue: by key, or by what its codings turn out to mean.
    pub fn entry(&self) -> Option<&'static Entry> {
        let catalogue = Catalogue::embedded();
        let coded = |coding: &Coding| {
            let system = Some(coding.system.as_str()).filter(|system| !system.is_empty());
            catalogue.resolve(system, &coding.code, CodedField::Procedure).known()
        };
        self.key.as_deref().and_then(|key| catalogue.by_key(key)).or_else(|| self.coding.iter().find_map(coded))
    }
}
