//! A case: its patient, its milestones, and what is recorded in it. What is needed during the
//! operation comes first; the rest is one touch away.

mod alerts;
mod before;
mod checklist_card;
mod coded;
mod completing;
mod complications;
mod consent;
mod counts;
mod devices;
mod dialogs;
mod draft;
mod drugs;
mod given_card;
mod happened_card;
mod milestones;
mod notes;
mod now;
mod open;
mod operation;
mod overrun;
mod phase_due;
mod preparation;
mod record;
mod restricted;
mod status;
mod tallies;
mod team;
mod team_pick;
mod term_pick;
mod when;

pub(super) use before::{anaesthesia, consent_by, fasting_words};
pub(super) use checklist_card::{PhaseStanding, phase_glyph, phase_standing, phase_words};
pub(super) use coded::{coded, device_type};
pub(super) use dialogs::CaseDialog;
pub(super) use draft::{KeptLine, Typing};
pub(super) use open::{OpenCase, Opened, use_case};
pub(super) use restricted::Restricted;
pub(super) use tallies::summary;
pub(super) use team_pick::{TeamPick, roles_in_case};
pub(super) use when::{WhenField, happened};

use crate::components::{Glyph, LinkButton, PatientBar, Segment};
use crate::t;
use alerts::Alerts;
use before::Before;
use completing::CompleteDialog;
use dialogs::Dialogs;
use domain::ProcedureId;
use domain::procedure::{Milestone, Phase, Status};
use leptos::prelude::*;
use milestones::Milestones;
use notes::NoteBoxes;
use now::NowSection;
use overrun::Overrun;
use record::RecordSection;
use status::StatusActions;

#[component]
pub fn CasePage() -> impl IntoView {
    view! {
        <Opened
            whole=|| view! { <Whole/> }.into_any()
            restricted=|view| view! { <Restricted view/> }.into_any()
        />
    }
}

/// The address of a phase of the checklist.
pub(super) fn checklist_address(case: ProcedureId, phase: Phase) -> String {
    let name = match phase {
        Phase::SignIn => "sign_in",
        Phase::TimeOut => "time_out",
        Phase::SignOut => "sign_out",
    };
    format!("/case/{case}/checklist/{name}")
}

pub(super) fn history_address(case: ProcedureId) -> String {
    format!("/case/{case}/history")
}

/// What every page of the case has around it: the patient, what must be seen, and what is open.
#[component]
pub(super) fn CaseFrame(children: Children) -> impl IntoView {
    let case = use_case();
    view! {
        <div class="case-page">
            <PatientBar case=case.view()/>
            <Alerts/>
            {children()}
        </div>
        <Dialogs/>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Now,
    Before,
    Record,
}

#[component]
fn Whole() -> impl IntoView {
    let case = use_case();
    let boxes = NoteBoxes::open();
    let section = RwSignal::new(first_section(case));
    let missing = Memo::new(move |_| before::missing(case));
    let before = move || match missing.get() {
        0 => t!("case-section-before"),
        missing => t!("case-section-before-missing", missing = missing),
    };
    let is_writing = Signal::derive(move || section.get() == Section::Now && boxes.is_writing());
    view! {
        <CaseFrame>
            <h1 class="seen-by-readers-only">{move || t!("case-title", number = case.line(|line| line.procedure_no.clone()))}</h1>
            <Milestones is_writing/>
            <div class="row sections">
                <Segment
                    legend=move || t!("case-sections")
                    options=vec![
                        (Section::Now, TextProp::from(move || t!("case-section-now"))),
                        (Section::Before, TextProp::from(before)),
                        (Section::Record, TextProp::from(move || t!("case-section-record"))),
                    ]
                    value=Signal::derive(move || Some(section.get()))
                    on_choose=move |chosen| section.set(chosen)
                />
                <LinkButton label=move || t!("history") icon=Glyph::History href=history_address(case.id)/>
                <span class="grow over"><Overrun/></span>
                <StatusActions is_writing/>
            </div>
            {move || match section.get() {
                Section::Now => view! { <NowSection boxes/> }.into_any(),
                Section::Before => view! { <Before/> }.into_any(),
                Section::Record => view! { <RecordSection/> }.into_any(),
            }}
            <Show when=move || case.dialog.get() == Some(CaseDialog::Complete)><CompleteDialog boxes/></Show>
        </CaseFrame>
    }
}

/// Before the patient is in the theatre what must be known comes first; once all is over, the record.
fn first_section(case: OpenCase) -> Section {
    case.known(|procedure| match procedure.status {
        Status::Completed | Status::Cancelled => Section::Record,
        Status::Preparation if procedure.reached(Milestone::InTheatre).is_none() => Section::Before,
        _ => Section::Now,
    })
}
