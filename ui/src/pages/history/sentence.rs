//! A fact as a sentence.

use crate::components::reason_words;
use crate::desk::use_desk;
use crate::pages::case::{anaesthesia, coded, consent_by, device_type, fasting_words, summary};
use crate::pages::checklist::{answer_word, speaker_name};
use crate::{sentences, t, words};
use domain::catalogue::TermList;
use domain::procedure::{Fasting, GoneBy, ProcedureFact, Reason};
use domain::{Moment, PersonId};
use leptos::prelude::With;

/// What happened in a line, and what was said with it.
#[derive(Clone, PartialEq, Default)]
pub struct Told {
    pub sentence: String,
    pub details: Vec<String>,
}

impl Told {
    fn with(mut self, detail: impl Into<String>) -> Told {
        let detail = detail.into();
        if !detail.is_empty() {
            self.details.push(detail);
        }
        self
    }

    fn settled(self, gone_by: Option<&GoneBy>, settled_by: &[PersonId]) -> Told {
        let names: Vec<String> = settled_by.iter().map(|id| use_desk().person(*id)).collect();
        let settled = (!names.is_empty()).then(|| t!("history-settled-by", names = names.join(", ")));
        let gone_by = gone_by.map(|by| t!("history-gone-by", by = words::word_of("gone-by", by)));
        self.with(settled.unwrap_or_default()).with(gone_by.unwrap_or_default())
    }

    fn because(self, reason: Option<&Reason>) -> Told {
        match reason {
            Some(reason) => self.with(t!("history-because", why = reason_words(reason))),
            None => self,
        }
    }
}

impl From<String> for Told {
    fn from(sentence: String) -> Told {
        Told { sentence, details: Vec::new() }
    }
}

/// The fact in the reader's language, with the names in it.
pub fn sentence(fact: &ProcedureFact) -> Told {
    use ProcedureFact::*;
    let desk = use_desk();
    let name = |id: &domain::PersonId| desk.person(*id);
    match fact {
        Requested { operation, urgency, minutes, reason, .. } => Told::from(t!(
            "history-requested",
            operation = words::operation(operation),
            urgency = words::word_of("urgency", urgency),
            length = words::length(i64::from(*minutes))
        ))
        .with(reason.as_ref().map(|why| coded(TermList::Reason, why)).unwrap_or_default()),
        OperationNamed { operation, minutes } => t!(
            "history-operation",
            operation = words::operation(operation),
            length = words::length(i64::from(*minutes))
        )
        .into(),
        UrgencySet { urgency } => t!("history-urgency", urgency = words::word_of("urgency", urgency)).into(),
        SideStated { side, gone_by, settled_by } => {
            let names: Vec<String> = settled_by.iter().map(name).collect();
            let side = words::stated_side(*side);
            let told = if names.is_empty() {
                t!("history-side", side = side)
            } else {
                t!("history-side-settled", side = side, names = names.join(", "))
            };
            Told::from(told)
                .with(gone_by.map(|by| t!("history-gone-by", by = words::word_of("gone-by", &by))).unwrap_or_default())
        }
        Scheduled { slot, reason, over } => {
            let language = desk.language();
            let clashes: Vec<String> = desk
                .directory
                .with(|names| over.iter().map(|clash| sentences::clash(language, names, clash)).collect());
            let told = t!(
                "history-scheduled",
                theatre = desk.theatre(slot.theatre),
                day = words::day(words::here(slot.start).date()),
                time = words::time(slot.start),
                length = words::length(i64::from(slot.minutes))
            );
            let over = (!clashes.is_empty()).then(|| t!("history-over", clashes = clashes.join("; ")));
            Told::from(told).with(over.unwrap_or_default()).because(reason.as_ref())
        }
        ReturnedToWaiting { reason } => Told::from(t!("history-returned")).because(Some(reason)),
        StatusChanged { to, reason, .. } => {
            Told::from(t!("history-status", status = words::word_of("status", to))).because(reason.as_ref())
        }
        JoinedTeam { person, role } => t!("history-joined", name = name(person), role = words::role(*role)).into(),
        LeftTeam { person, role } => t!("history-left", name = name(person), role = words::role(*role)).into(),
        RoleAbsent { role } => t!("history-absent", role = words::role(*role)).into(),
        ConsentGiven { by, gone_by, settled_by, .. } => {
            Told::from(t!("history-consent", how = consent_by(by))).settled(gone_by.as_ref(), settled_by)
        }
        ConsentWithdrawn { reason, gone_by, settled_by, .. } => {
            Told::from(t!("consent-withdrawn")).with(reason.clone()).settled(gone_by.as_ref(), settled_by)
        }
        FastingRecorded { solids_until, clear_fluids_until, unknown } => {
            let fasting =
                Fasting { solids_until: *solids_until, clear_fluids_until: *clear_fluids_until, unknown: *unknown };
            t!("history-fasting", told = fasting_words(&fasting)).into()
        }
        AnaesthesiaPlanned { types } => t!("history-anaesthesia", types = anaesthesia(types)).into(),
        AnaesthesiaConverted { to, reason, .. } => {
            Told::from(t!("history-converted", types = anaesthesia(to))).with(reason.clone())
        }
        WardBedSet { ward, bed } => t!("ward-bed", ward = ward, bed = bed).into(),
        MilestoneReached { milestone, at } => {
            t!("history-milestone", milestone = words::word_of("milestone", milestone), time = words::time(*at)).into()
        }
        MilestoneSetBack { milestone, reason } => {
            let told = t!("history-set-back", milestone = words::word_of("milestone", milestone));
            Told::from(told).with(reason.clone())
        }
        ItemAnswered { item, answer, plan, comments, said_by, .. } => {
            let said = match said_by {
                Some(speaker) => t!("checklist-said-by", who = speaker_name(speaker)),
                None => t!("checklist-said-not-stated"),
            };
            Told::from(t!(
                "history-answered",
                phase = words::word_of("phase", &item.phase()),
                number = item.number(),
                item = words::word_of("item", item),
                answer = answer_word(*item, *answer)
            ))
            .with(plan.clone().unwrap_or_default())
            .with(comments.clone().unwrap_or_default())
            .with(said)
        }
        PhaseSigned { phase, by, .. } => {
            t!("history-signed", phase = words::word_of("phase", phase), name = name(by)).into()
        }
        PhasePassed { phase, by, reason, .. } => {
            let told = t!("history-passed", phase = words::word_of("phase", phase), name = name(by));
            Told::from(told).because(Some(reason))
        }
        NoteSigned { note_type, text, .. } => {
            Told::from(t!("history-note", kind = words::word_of("note-type", note_type))).with(text.clone())
        }
        AddendumSigned { text, .. } => Told::from(t!("history-addendum")).with(text.clone()),
        ComplicationRecorded { complication, severity, clavien_dindo, management, .. } => {
            let grade = clavien_dindo.map(|grade| format!("Clavien-Dindo {grade:?}")).unwrap_or_default();
            Told::from(t!(
                "history-complication",
                complication = coded(TermList::Complication, complication),
                severity = words::word_of("severity", severity)
            ))
            .with(grade)
            .with(management.clone())
        }
        DeviceRecorded { device } => {
            let parts = [
                device.device_id.clone(),
                device.lot.as_ref().map(|lot| t!("case-device-lot", lot = lot)),
                device.serial.as_ref().map(|serial| t!("case-device-serial", serial = serial)),
                device.expires.map(|date| t!("case-device-until", date = words::day_short(date))),
                device.manipulated.then(|| t!("case-device-manipulated")),
            ];
            Told::from(t!(
                "history-device",
                action = words::word_of("device-action", &device.action),
                quantity = device.quantity,
                name = &device.name,
                kind = device_type(&device.device_type)
            ))
            .with(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
        }
        CountRecorded { count } => {
            let told = if count.is_correct() {
                t!("history-count", tally = summary(count))
            } else {
                t!("history-count-wrong", tally = summary(count))
            };
            Told::from(told).with(count.resolution.clone().unwrap_or_default())
        }
        DrugGiven { drug, dose, allergy_acknowledged_by, .. } => {
            let acknowledged = allergy_acknowledged_by.as_ref().map(|by| t!("case-drug-acknowledged", name = name(by)));
            Told::from(t!("history-drug", drug = drug, dose = dose)).with(acknowledged.unwrap_or_default())
        }
        OutcomeRecorded { outcome, follow_up } => {
            Told::from(t!("history-outcome", outcome = coded(TermList::Outcome, outcome))).with(follow_up.clone())
        }
        Reported { .. } => t!("history-reported").into(),
        Voided { reason } => Told::from(t!("history-voided")).with(reason.clone()),
    }
}

/// When it happened, where the fact says so.
pub fn happened_at(fact: &ProcedureFact) -> Option<Moment> {
    use ProcedureFact::*;
    match fact {
        StatusChanged { at, .. }
        | ConsentGiven { at, .. }
        | ConsentWithdrawn { at, .. }
        | AnaesthesiaConverted { at, .. }
        | MilestoneReached { at, .. }
        | ItemAnswered { at, .. }
        | PhaseSigned { at, .. }
        | PhasePassed { at, .. }
        | NoteSigned { at, .. }
        | AddendumSigned { at, .. }
        | DrugGiven { at, .. } => Some(*at),
        ComplicationRecorded { detected_at, .. } => Some(*detected_at),
        Requested { waiting_since, .. } => Some(*waiting_since),
        _ => None,
    }
}
