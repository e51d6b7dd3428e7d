//! The items of each phase as the API names and describes them.

use domain::procedure::{Answer, Item, Phase, Procedure, Speaker};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const IDENTITY: &str = "patient_identity";
pub const CONSENT: &str = "consent";
/// Where the halves of the WHO's first item stand in the report until both are said.
pub const HALVES: &str = "checklist/patient_identity";

/// One item as SERVICE.md has it.
#[derive(Clone, Copy)]
pub struct ApiItem {
    pub id: &'static str,
    pub item: Item,
    description: &'static str,
}

/// In the order in which they are read out.
pub fn items(phase: Phase) -> impl Iterator<Item = ApiItem> {
    ITEMS.iter().copied().filter(move |it| it.item.phase() == phase)
}

macro_rules! items {
    ($($id:expr, $item:ident, $description:literal;)*) => {
        const ITEMS: &[ApiItem] =
            &[$(ApiItem { id: $id, item: Item::$item, description: $description }),*];
    };
}

// Sign In in SERVICE.md's words; the others' ids are the rules' own.
items! {
    IDENTITY, PatientIdentity, "Confirm patient identity, site, procedure";
    CONSENT, PatientIdentity, "Confirm informed consent";
    "site_marked", SiteMarked, "Confirm surgical site marked";
    "anesthesia_safety", AnesthesiaSafety, "Anesthesia safety check completed";
    "pulse_oximeter", PulseOximeter, "Pulse oximeter on patient and functioning";
    "allergies", Allergies, "Known allergies reviewed";
    "airway_risk", AirwayRisk, "Airway assessment and risk reviewed";
    "blood_loss", BloodLoss, "Risk of blood loss reviewed";
    "team_introduced", TeamIntroduced, "All team members introduced by name and role";
    "patient_confirmed", PatientConfirmed, "Patient's name, procedure and incision site confirmed";
    "antibiotic_prophylaxis", AntibioticProphylaxis, "Antibiotic prophylaxis given within the last 60 minutes";
    "surgeon_concerns", SurgeonConcerns, "Surgeon: critical steps, duration, anticipated blood loss reviewed";
    "anaesthetist_concerns", AnaesthetistConcerns, "Anaesthetist: patient-specific concerns reviewed";
    "nursing_concerns", NursingConcerns, "Nursing team: sterility and equipment concerns reviewed";
    "imaging_displayed", ImagingDisplayed, "Essential imaging displayed";
    "procedure_named", ProcedureNamed, "Name of the procedure recorded";
    "counts_complete", CountsComplete, "Instrument, sponge and needle counts complete";
    "specimens_labelled", SpecimensLabelled, "Specimens labelled, with the patient's name read aloud";
    "equipment_problems", EquipmentProblems, "Equipment problems addressed";
    "recovery_concerns", RecoveryConcerns, "Key concerns for recovery and management reviewed";
}

/// What was said so far of the two halves of the first item.
pub fn halves(case: &Procedure) -> BTreeMap<String, Value> {
    let kept = case.reported.fields.get(HALVES).cloned();
    kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default()
}

impl ApiItem {
    /// `completed` is true for what was answered and does not hold the phase.
    pub fn told(&self, case: &Procedure, name: &impl Fn(Uuid) -> String) -> Value {
        let answered = case.checklist.answers.get(&self.item);
        let half = halves(case).remove(self.id).unwrap_or_default();
        let half_answer: Option<Answer> = serde_json::from_value(half["answer"].clone()).ok();
        let answer = half_answer.or(answered.map(|answered| answered.answer));
        let comments = half["comments"].as_str().or(answered.and_then(|answered| answered.comments.as_deref()));
        let mut told = json!({
            "id": self.id,
            "description": self.description,
            "completed": answer.is_some_and(|answer| !self.item.holds(answer)),
            "comments": comments.unwrap_or_default(),
            "answer": answer.map_or(json!("not-stated"), |answer| json!(answer)),
        });
        if let Some(plan) = answered.and_then(|answered| answered.plan.as_ref()) {
            told["plan"] = json!(plan);
        }
        if let Some(said_by) = answered.and_then(|answered| answered.said_by.as_ref()) {
            told["spoken_by"] = match said_by {
                Speaker::Patient => json!("patient"),
                Speaker::Guardian => json!("guardian"),
                Speaker::Team => json!("team"),
                Speaker::Person { id } => json!(name(id.0)),
            };
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_of_the_who_is_there_and_sign_in_has_service_mds_eight() {
        let count = |phase| items(phase).count();
        assert_eq!(Phase::ALL.map(count), [8, 7, 5]);
        for item in Item::ALL {
            let named = ITEMS.iter().find(|it| it.item == item).unwrap();
            assert_eq!(json!(item), named.id, "the id is the rules' own word");
        }
    }
}
