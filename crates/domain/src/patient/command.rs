//! What a person may do to a patient's record.

use super::{Address, Allergies, Allergy, Birth, BloodGroup, Identity, Patient, PatientFact, Relative};
use crate::disputed::{GoneBy, are_two};
use crate::identifier;
use crate::ids::{EventId, PatientId, PersonId};
use crate::moment::Moment;
use crate::refusal::Refusal;
use crate::text::{self, Field};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "command", rename_all = "kebab-case")]
pub enum PatientCommand {
    /// Numbers are minted by the terminal; a UHID only from its block, or as the patient's card
    /// shows it.
    Register {
        identity: Identity,
        registration_no: String,
        uhid: Option<String>,
        temporary_id: Option<String>,
    },
    Identify {
        identity: Identity,
    },
    GiveUhid {
        uhid: String,
    },
    RecordAllergy {
        allergy: Allergy,
    },
    TakeBackAllergy {
        event: EventId,
        reason: String,
    },
    RecordNoAllergy {
        said_by: Option<String>,
    },
    RecordBloodGroup {
        group: BloodGroup,
        gone_by: Option<GoneBy>,
    },
    /// A dispute settled by two people.
    SettleBloodGroup {
        group: BloodGroup,
        gone_by: GoneBy,
        settled_by: Vec<PersonId>,
    },
    RecordWeight {
        weight_kg: Decimal,
    },
    SetApart {
        other: PatientId,
    },
    MarkSameAs {
        other: PatientId,
    },
}

pub fn decide(patient: &Patient, command: PatientCommand, now: Moment) -> Result<Vec<PatientFact>, Refusal> {
    Ok(match command {
        PatientCommand::Register { identity, registration_no, uhid, temporary_id } => {
            let uhid = uhid.map(|uhid| checked_uhid(&uhid)).transpose()?;
            vec![PatientFact::Registered { identity: checked(identity, now)?, registration_no, uhid, temporary_id }]
        }
        PatientCommand::Identify { identity } => {
            let identity = checked(identity, now)?;
            if identity == patient.identity { vec![] } else { vec![PatientFact::Identified { identity }] }
        }
        PatientCommand::GiveUhid { uhid } => {
            let uhid = checked_uhid(&uhid)?;
            if patient.uhid.as_ref() == Some(&uhid) {
                return Ok(vec![]);
            }
            let replaces = patient.uhid.clone().or_else(|| patient.temporary_id.clone());
            vec![PatientFact::UhidGiven { uhid, replaces }]
        }
        PatientCommand::RecordAllergy { allergy } => {
            let allergy = Allergy {
                substance: text::required_line(Field::Allergy, &allergy.substance)?,
                class: text::optional_line(Field::Allergy, allergy.class.as_deref())?,
                reaction: text::optional_line(Field::Allergy, allergy.reaction.as_deref())?,
            };
            let known = patient.allergies.iter().any(|known| known.allergy == allergy);
            if known { vec![] } else { vec![PatientFact::AllergyRecorded { allergy }] }
        }
        PatientCommand::TakeBackAllergy { event, reason } => {
            if !patient.allergies.iter().any(|known| known.event == event) {
                return Err(Refusal::NotFound);
            }
            let reason = text::line(Field::Reason, &reason)?;
            if reason.is_empty() {
                return Err(Refusal::ReasonMissing);
            }
            vec![PatientFact::AllergyTakenBack { event, reason }]
        }
        PatientCommand::RecordNoAllergy { said_by } => {
            if let Allergies::Known(known) = patient.allergies() {
                let allergies = known.iter().map(|known| known.allergy.clone()).collect();
                return Err(Refusal::AllergiesAreKnown { allergies });
            }
            vec![PatientFact::NoAllergyKnown { said_by: text::optional_line(Field::Name, said_by.as_deref())? }]
        }
        PatientCommand::RecordBloodGroup { .. } if patient.blood_group.is_disputed() => {
            return Err(Refusal::BloodGroupDisputed);
        }
        PatientCommand::RecordBloodGroup { group, .. } if patient.settled_group() == Some(group) => vec![],
        PatientCommand::RecordBloodGroup { group, gone_by } => {
            vec![PatientFact::BloodGroupRecorded { group, gone_by, settled_by: Vec::new() }]
        }
        PatientCommand::SettleBloodGroup { group, gone_by, settled_by } => {
            if !are_two(&settled_by) {
                return Err(Refusal::NotTwoPeople);
            }
            vec![PatientFact::BloodGroupRecorded { group, gone_by: Some(gone_by), settled_by }]
        }
        PatientCommand::RecordWeight { weight_kg } => {
            // A premature baby to the heaviest adult a table carries.
            if weight_kg < Decimal::new(3, 1) || weight_kg > Decimal::from(350) {
                return Err(Refusal::OutOfRange { field: Field::Weight, min: 0, max: 350 });
            }
            vec![PatientFact::WeightRecorded { weight_kg, at: now }]
        }
        PatientCommand::SetApart { other } => vec![PatientFact::SetApart { other }],
        PatientCommand::MarkSameAs { other } => vec![PatientFact::SameAs { other }],
    })
}

fn checked_uhid(typed: &str) -> Result<String, Refusal> {
    let uhid = identifier::plain(typed);
    if uhid.len() != 11 || !uhid.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::Malformed { field: Field::Uhid });
    }
    if !identifier::uhid_is_right(&uhid) {
        return Err(Refusal::CheckDigitWrong { field: Field::Uhid, id: identifier::uhid_shown(&uhid) });
    }
    Ok(uhid)
}

/// Cleans every text; a name in at least one script; a birth that can be.
fn checked(identity: Identity, now: Moment) -> Result<Identity, Refusal> {
    let name = text::line(Field::Name, &identity.name)?;
    let name_bn = text::line(Field::NameBangla, &identity.name_bn)?;
    if name.is_empty() && name_bn.is_empty() {
        return Err(Refusal::Missing { field: Field::Name });
    }
    let today = now.date();
    match identity.birth {
        Birth::On(date) if date > today => return Err(Refusal::ImpossibleTime { field: Field::BirthDate }),
        birth if birth.years(today).is_some_and(|years| years > 125) => {
            return Err(Refusal::ImpossibleTime { field: Field::BirthDate });
        }
        _ => {}
    }
    let digits = |field, typed: Option<String>, lengths: &[usize]| -> Result<Option<String>, Refusal> {
        let Some(number) = text::optional_line(field, typed.as_deref())? else { return Ok(None) };
        let number = identifier::plain(&number);
        let right = number.bytes().all(|b| b.is_ascii_digit()) && lengths.contains(&number.len());
        if right { Ok(Some(number)) } else { Err(Refusal::Malformed { field }) }
    };
    let relative = match identity.relative {
        Some(relative) => text::optional_line(Field::Relative, Some(&relative.name))?
            .map(|name| Relative { relation: relative.relation, name }),
        None => None,
    };
    let place = |part: Option<String>| text::optional_line(Field::Address, part.as_deref());
    Ok(Identity {
        name: if name.is_empty() { name_bn.clone() } else { name },
        name_bn,
        sex: identity.sex,
        birth: identity.birth,
        relative,
        phone: text::optional_line(Field::Phone, identity.phone.as_deref())?,
        address: Address {
            village: place(identity.address.village)?,
            upazila: place(identity.address.upazila)?,
            district: place(identity.address.district)?,
        },
        // The national card has 10 digits, the older one 13 or 17.
        nid: digits(Field::Nid, identity.nid, &[10, 13, 17])?,
        birth_registration: digits(Field::BirthRegistration, identity.birth_registration, &[17])?,
        unknown: identity.unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        "2026-11-22T11:33:00+06:00".parse().unwrap()
    }

    fn named(name: &str) -> Identity {
        Identity { name: name.into(), ..Identity::default() }
    }

    fn register(identity: Identity, uhid: Option<&str>) -> Result<Vec<PatientFact>, Refusal> {
        let command = PatientCommand::Register {
            identity,
            registration_no: "R-T1-000001".into(),
            uhid: uhid.map(Into::into),
            temporary_id: None,
        };
        decide(&Patient::default(), command, now())
    }

    #[test]
    fn a_birth_that_cannot_be_is_refused() {
        use time::macros::date;
        for birth in [
            Birth::On(date!(2026 - 11 - 23)),
            Birth::On(date!(1890 - 01 - 01)),
            Birth::About { years: 200, on: date!(2026 - 11 - 22) },
        ] {
            let refused = register(Identity { birth, ..named("Karim") }, None);
            assert_eq!(refused, Err(Refusal::ImpossibleTime { field: Field::BirthDate }));
        }
        assert!(register(Identity { birth: Birth::On(date!(2026 - 11 - 22)), ..named("Baby of Rina") }, None).is_ok());
    }

    #[test]
    fn a_mistyped_uhid_is_named() {
        let refused = register(named("Karim"), Some("9830 1147 264"));
        assert!(matches!(refused, Err(Refusal::CheckDigitWrong { field: Field::Uhid, .. })));
        assert_eq!(register(named("Karim"), Some("983")), Err(Refusal::Malformed { field: Field::Uhid }));
    }

    #[test]
    fn none_known_cannot_be_said_over_a_known_allergy() {
        let mut patient = Patient::default();
        let allergy = Allergy { substance: "Penicillin".into(), class: Some("penicillin".into()), reaction: None };
        patient.allergies.push(super::super::KnownAllergy {
            allergy: allergy.clone(),
            event: EventId(uuid::Uuid::nil()),
            by: crate::PersonId(uuid::Uuid::nil()),
            recorded_at: now(),
        });
        let said = decide(&patient, PatientCommand::RecordNoAllergy { said_by: None }, now());
        assert_eq!(said, Err(Refusal::AllergiesAreKnown { allergies: vec![allergy.clone()] }));
        assert_eq!(patient.allergic_to("Cefuroxime", Some("cephalosporin")), Some(&allergy));
        assert_eq!(patient.allergic_to("Ketamine", None), None);
    }
}
