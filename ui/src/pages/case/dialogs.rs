//! What may be open above a page of the case: one thing at a time.

use super::complications::ComplicationDialog;
use super::consent::{ConsentDialog, WithdrawConsentDialog};
use super::counts::CountDialog;
use super::devices::DeviceDialog;
use super::drugs::DrugDialog;
use super::milestones::MilestoneDialog;
use super::notes::AddendumDialog;
use super::open::use_case;
use super::operation::OperationDialog;
use super::phase_due::{PassDialog, PhaseDueDialog};
use super::preparation::{AnaesthesiaDialog, FastingDialog, SideDialog, WardBedDialog};
use super::status::{BackToWaitingDialog, CancelDialog, HoldDialog, MoreDialog, VoidDialog};
use super::team::{JoinDialog, MemberDialog};
use crate::pages::patient::{BloodGroupDialog, WeightDialog};
use domain::procedure::{Milestone, NoteType, Phase};
use domain::{EventId, PersonId};
use leptos::prelude::*;

#[derive(Clone, PartialEq, Debug)]
pub enum CaseDialog {
    Addendum(EventId),
    Anaesthesia,
    BackToWaiting,
    BloodGroup,
    Cancel,
    Complete,
    Complication,
    Consent,
    Count,
    Device,
    Drug,
    Fasting,
    Hold,
    Join,
    Member(PersonId),
    More,
    Operation,
    Pass(Phase),
    PhaseDue { phase: Phase, before: Milestone },
    Side,
    Template(NoteType),
    Time(Milestone),
    Void,
    WardBed,
    Weight,
    WithdrawConsent,
}

/// Shows what is open. Templates and completing need the note boxes, which only the case page has:
/// they are shown there.
#[component]
pub fn Dialogs() -> impl IntoView {
    let case = use_case();
    move || {
        let dialog = case.dialog.get()?;
        Some(match dialog {
            CaseDialog::Template(_) | CaseDialog::Complete => return None,
            CaseDialog::Addendum(to) => view! { <AddendumDialog to/> }.into_any(),
            CaseDialog::Anaesthesia => view! { <AnaesthesiaDialog/> }.into_any(),
            CaseDialog::BackToWaiting => view! { <BackToWaitingDialog/> }.into_any(),
            CaseDialog::BloodGroup => {
                view! { <BloodGroupDialog id=case.patient() on_close=move |()| case.close()/> }.into_any()
            }
            CaseDialog::Cancel => view! { <CancelDialog/> }.into_any(),
            CaseDialog::Complication => view! { <ComplicationDialog/> }.into_any(),
            CaseDialog::Consent => view! { <ConsentDialog/> }.into_any(),
            CaseDialog::Count => view! { <CountDialog/> }.into_any(),
            CaseDialog::Device => view! { <DeviceDialog/> }.into_any(),
            CaseDialog::Drug => view! { <DrugDialog/> }.into_any(),
            CaseDialog::Fasting => view! { <FastingDialog/> }.into_any(),
            CaseDialog::Hold => view! { <HoldDialog/> }.into_any(),
            CaseDialog::Join => view! { <JoinDialog/> }.into_any(),
            CaseDialog::Member(person) => view! { <MemberDialog person/> }.into_any(),
            CaseDialog::More => view! { <MoreDialog/> }.into_any(),
            CaseDialog::Operation => view! { <OperationDialog/> }.into_any(),
            CaseDialog::Pass(phase) => view! { <PassDialog phase/> }.into_any(),
            CaseDialog::PhaseDue { phase, before } => view! { <PhaseDueDialog phase before/> }.into_any(),
            CaseDialog::Side => view! { <SideDialog/> }.into_any(),
            CaseDialog::Time(milestone) => view! { <MilestoneDialog milestone/> }.into_any(),
            CaseDialog::Void => view! { <VoidDialog/> }.into_any(),
            CaseDialog::WardBed => view! { <WardBedDialog/> }.into_any(),
            CaseDialog::Weight => {
                view! { <WeightDialog id=case.patient() on_close=move |()| case.close()/> }.into_any()
            }
            CaseDialog::WithdrawConsent => view! { <WithdrawConsentDialog/> }.into_any(),
        })
    }
}
