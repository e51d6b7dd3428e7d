//! A patient: known by name and number, or not yet. Allergies are *not asked*, *none known* (who,
//! when), or listed; what was said of them elsewhere is added, never taken away by a merge.

mod command;
mod likeness;

pub use command::{PatientCommand, decide};
pub use likeness::{Likeness, folded, likeness, sounds};

use crate::disputed::{Agrees, GoneBy, Said, Stated};
use crate::fact::{Recorded, facts};
use crate::fold::{Folded, Past};
use crate::ids::{EventId, PatientId, PersonId};
use crate::moment::Moment;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::Date;

facts! {
    /// What is recorded about a patient.
    PatientFact {
        Registered = "registered" {
            identity: Identity,
            registration_no: String,
            #[serde(default)] uhid: Option<String>,
            #[serde(default)] temporary_id: Option<String>,
        },
        /// Corrected, or an unknown patient now known.
        Identified = "identified" { identity: Identity },
        /// A health id takes the place of the temporary one; both are named.
        UhidGiven = "uhid-given" { uhid: String, replaces: Option<String> },
        AllergyRecorded = "allergy-recorded" { allergy: Allergy },
        /// Recorded in error: the fact it takes back stays in the history.
        AllergyTakenBack = "allergy-taken-back" { event: EventId, reason: String },
        NoAllergyKnown = "no-allergy-known" { said_by: Option<String> },
        /// With two people in `settled_by`, it settles a dispute.
        BloodGroupRecorded = "blood-group-recorded" {
            group: BloodGroup,
            #[serde(default)] gone_by: Option<GoneBy>,
            #[serde(default)] settled_by: Vec<PersonId>,
        },
        WeightRecorded = "weight-recorded" { weight_kg: Decimal, at: Moment },
        /// Looked at by a person: not the same as the other one.
        SetApart = "set-apart" { other: PatientId },
        /// The same person as the other one, under which the records go on.
        SameAs = "same-as" { other: PatientId },
    }
}

/// Who a patient is, as far as it is known.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Identity {
    pub name: String,
    pub name_bn: String,
    pub sex: Sex,
    pub birth: Birth,
    #[serde(default)]
    pub relative: Option<Relative>,
    #[serde(default)]
    pub phone: Option<String>,
    #[serde(default)]
    pub address: Address,
    #[serde(default)]
    pub nid: Option<String>,
    #[serde(default)]
    pub birth_registration: Option<String>,
    /// Brought in without a name; `name` describes them until they are identified.
    #[serde(default)]
    pub unknown: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sex {
    Female,
    Male,
    Other,
    #[default]
    Unknown,
}

/// When a patient was born, as exactly as anyone knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Birth {
    On(Date),
    /// "About 25", said on that day.
    About {
        years: u8,
        on: Date,
    },
    #[default]
    Unknown,
}

impl Birth {
    /// Whole years on a day; 0 for a baby or a day before birth.
    pub fn years(self, on: Date) -> Option<u16> {
        match self {
            Birth::On(born) => {
                let before_birthday = (on.month() as u8, on.day()) < (born.month() as u8, born.day());
                Some((on.year() - born.year() - i32::from(before_birthday)).clamp(0, 200) as u16)
            }
            Birth::About { years, on: said } => {
                Some((i32::from(years) + (on.year() - said.year()).max(0)).clamp(0, 200) as u16)
            }
            Birth::Unknown => None,
        }
    }

    pub fn is_guessed(self) -> bool {
        !matches!(self, Birth::On(_))
    }
}

/// Father, husband or guardian: what people use to tell two of a name apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Relative {
    pub relation: Relation,
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    Father,
    Husband,
    Wife,
    Mother,
    Son,
    Daughter,
    Guardian,
}

#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Address {
    #[serde(default)]
    pub village: Option<String>,
    #[serde(default)]
    pub upazila: Option<String>,
    #[serde(default)]
    pub district: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Allergy {
    pub substance: String,
    /// A drug class (`penicillin`, `cephalosporin`, `sulfonamide`, `nsaid`, `opioid`, `local_anaesthetic`,
    /// `latex`, `iodine`), where the substance belongs to one.
    #[serde(default)]
    pub class: Option<String>,
    #[serde(default)]
    pub reaction: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum BloodGroup {
    #[serde(rename = "A+")]
    APositive,
    #[serde(rename = "A-")]
    ANegative,
    #[serde(rename = "B+")]
    BPositive,
    #[serde(rename = "B-")]
    BNegative,
    #[serde(rename = "AB+")]
    AbPositive,
    #[serde(rename = "AB-")]
    AbNegative,
    #[serde(rename = "O+")]
    OPositive,
    #[serde(rename = "O-")]
    ONegative,
}

impl BloodGroup {
    pub const ALL: [BloodGroup; 8] = {
        use BloodGroup::*;
        [APositive, ANegative, BPositive, BNegative, AbPositive, AbNegative, OPositive, ONegative]
    };

    /// As written on the bag, in both languages.
    pub fn shown(self) -> &'static str {
        match self {
            BloodGroup::APositive => "A+",
            BloodGroup::ANegative => "A−",
            BloodGroup::BPositive => "B+",
            BloodGroup::BNegative => "B−",
            BloodGroup::AbPositive => "AB+",
            BloodGroup::AbNegative => "AB−",
            BloodGroup::OPositive => "O+",
            BloodGroup::ONegative => "O−",
        }
    }
}

impl Agrees for BloodGroup {
    fn agrees(&self, other: &Self) -> bool {
        self == other
    }
}

/// An allergy and the fact that recorded it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct KnownAllergy {
    pub allergy: Allergy,
    pub event: EventId,
    pub by: PersonId,
    pub recorded_at: Moment,
}

/// Who said that there is none, and when.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoneKnown {
    pub by: PersonId,
    pub recorded_at: Moment,
    pub said_by: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Patient {
    pub identity: Identity,
    pub registration_no: String,
    pub uhid: Option<String>,
    pub temporary_id: Option<String>,
    pub allergies: Vec<KnownAllergy>,
    pub none_known: Option<NoneKnown>,
    pub blood_group: Said<Stated<BloodGroup>>,
    pub weight_kg: Option<Decimal>,
    pub set_apart: Vec<PatientId>,
    pub same_as: Option<PatientId>,
}

/// What may be shown of a patient's allergies. "Not asked" is never shown as settled.
#[derive(Clone, PartialEq, Debug)]
pub enum Allergies<'a> {
    NotAsked,
    NoneKnown(&'a NoneKnown),
    Known(&'a [KnownAllergy]),
}

/// What a list shows of a patient.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Brief {
    pub name: String,
    pub name_bn: String,
    pub sex: Sex,
    pub birth: Birth,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relative: Option<Relative>,
    /// UHID, or else the temporary id, or else the registration number.
    pub number: String,
    pub registration_no: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub village: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The substances; none where it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allergies: Option<Vec<String>>,
    pub unknown: bool,
}

impl Patient {
    pub fn brief(&self) -> Brief {
        let identity = &self.identity;
        let number = self.uhid.as_ref().or(self.temporary_id.as_ref()).unwrap_or(&self.registration_no);
        Brief {
            name: identity.name.clone(),
            name_bn: identity.name_bn.clone(),
            sex: identity.sex,
            birth: identity.birth,
            relative: identity.relative.clone(),
            number: number.clone(),
            registration_no: self.registration_no.clone(),
            village: identity.address.village.clone(),
            phone: identity.phone.clone(),
            allergies: match self.allergies() {
                Allergies::NotAsked => None,
                Allergies::NoneKnown(_) => Some(Vec::new()),
                Allergies::Known(known) => Some(known.iter().map(|known| known.allergy.substance.clone()).collect()),
            },
            unknown: identity.unknown,
        }
    }

    pub fn allergies(&self) -> Allergies<'_> {
        match &self.none_known {
            _ if !self.allergies.is_empty() => Allergies::Known(&self.allergies),
            Some(none) => Allergies::NoneKnown(none),
            None => Allergies::NotAsked,
        }
    }

    /// The blood group when something was recorded and nobody recorded another.
    pub fn settled_group(&self) -> Option<BloodGroup> {
        self.blood_group.settled().map(|said| said.what)
    }

    /// The allergy that a drug of this name or class would meet.
    pub fn allergic_to(&self, drug: &str, class: Option<&str>) -> Option<&Allergy> {
        let drug = drug.to_lowercase();
        self.allergies.iter().map(|known| &known.allergy).find(|allergy| {
            let substance = allergy.substance.to_lowercase();
            let same_class = class.is_some() && allergy.class.as_deref() == class;
            same_class || (!substance.is_empty() && drug.contains(&substance)) || crosses(allergy, class)
        })
    }
}

/// Cephalosporins share a ring with penicillins: a penicillin allergy is named for both.
fn crosses(allergy: &Allergy, class: Option<&str>) -> bool {
    let pair = (allergy.class.as_deref(), class);
    matches!(pair, (Some("penicillin"), Some("cephalosporin")) | (Some("cephalosporin"), Some("penicillin")))
}

impl Folded for Patient {
    type Fact = PatientFact;

    fn apply(&mut self, fact: &Recorded<PatientFact>, past: &Past<'_>) {
        match fact.fact.clone() {
            PatientFact::Registered { identity, registration_no, uhid, temporary_id } => {
                self.identity = identity;
                self.registration_no = registration_no;
                (self.uhid, self.temporary_id) = (uhid, temporary_id);
            }
            PatientFact::Identified { identity } => self.identity = identity,
            PatientFact::UhidGiven { uhid, .. } => self.uhid = Some(uhid),
            PatientFact::AllergyRecorded { allergy } => self.allergies.push(KnownAllergy {
                allergy,
                event: fact.id,
                by: fact.actor,
                recorded_at: fact.recorded_at,
            }),
            PatientFact::AllergyTakenBack { event, .. } => self.allergies.retain(|known| known.event != event),
            PatientFact::NoAllergyKnown { said_by } => {
                self.none_known = Some(NoneKnown { by: fact.actor, recorded_at: fact.recorded_at, said_by })
            }
            PatientFact::BloodGroupRecorded { group, gone_by, settled_by } => {
                self.blood_group.say(Stated { what: group, gone_by, settled_by }, fact, past);
            }
            PatientFact::WeightRecorded { weight_kg, .. } => self.weight_kg = Some(weight_kg),
            PatientFact::SetApart { other } => self.set_apart.push(other),
            PatientFact::SameAs { other } => self.same_as = Some(other),
        }
    }
}

/// A patient and the id under which others name them.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NamedPatient {
    pub id: PatientId,
    #[serde(flatten)]
    pub patient: Patient,
}
