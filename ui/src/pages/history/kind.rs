//! What a fact is about, to look for it among many.

use crate::components::Glyph;
use crate::t;
use domain::procedure::ProcedureFact;
use ipc::HistoryLine;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Booking,
    Before,
    Times,
    Checklist,
    Notes,
    Team,
    Given,
    Outcome,
}

impl Kind {
    pub const ALL: [Kind; 8] = {
        use Kind::*;
        [Times, Checklist, Notes, Team, Given, Outcome, Before, Booking]
    };

    /// None for what a newer version recorded.
    pub fn of(line: &HistoryLine) -> Option<Kind> {
        use ProcedureFact::*;
        Some(match line.fact.as_ref()? {
            Requested { .. }
            | OperationNamed { .. }
            | UrgencySet { .. }
            | Scheduled { .. }
            | Reported { .. }
            | ReturnedToWaiting { .. } => Kind::Booking,
            SideStated { .. }
            | ConsentGiven { .. }
            | ConsentWithdrawn { .. }
            | FastingRecorded { .. }
            | AnaesthesiaPlanned { .. }
            | WardBedSet { .. } => Kind::Before,
            StatusChanged { .. } | MilestoneReached { .. } | MilestoneSetBack { .. } | AnaesthesiaConverted { .. } => {
                Kind::Times
            }
            ItemAnswered { .. } | PhaseSigned { .. } | PhasePassed { .. } => Kind::Checklist,
            NoteSigned { .. } | AddendumSigned { .. } => Kind::Notes,
            JoinedTeam { .. } | LeftTeam { .. } | RoleAbsent { .. } => Kind::Team,
            DeviceRecorded { .. } | CountRecorded { .. } | DrugGiven { .. } => Kind::Given,
            ComplicationRecorded { .. } | OutcomeRecorded { .. } | Voided { .. } => Kind::Outcome,
        })
    }

    pub fn word(self) -> String {
        match self {
            Kind::Booking => t!("history-kind-booking"),
            Kind::Before => t!("history-kind-before"),
            Kind::Times => t!("history-kind-times"),
            Kind::Checklist => t!("history-kind-checklist"),
            Kind::Notes => t!("history-kind-notes"),
            Kind::Team => t!("history-kind-team"),
            Kind::Given => t!("history-kind-given"),
            Kind::Outcome => t!("history-kind-outcome"),
        }
    }

    pub fn glyph(self) -> Glyph {
        match self {
            Kind::Booking => Glyph::Calendar,
            Kind::Before => Glyph::Pen,
            Kind::Times => Glyph::Clock,
            Kind::Checklist => Glyph::Checklist,
            Kind::Notes => Glyph::File,
            Kind::Team => Glyph::Patients,
            Kind::Given => Glyph::Syringe,
            Kind::Outcome => Glyph::Shield,
        }
    }
}

/// What endangered the patient, or could have.
pub fn is_grave(fact: &ProcedureFact) -> bool {
    match fact {
        ProcedureFact::ConsentWithdrawn { .. } | ProcedureFact::ComplicationRecorded { .. } => true,
        ProcedureFact::CountRecorded { count } => !count.is_correct(),
        ProcedureFact::DrugGiven { allergy_acknowledged_by, .. } => allergy_acknowledged_by.is_some(),
        ProcedureFact::ItemAnswered { item, answer, .. } => item.holds(*answer),
        _ => false,
    }
}
