//! Where the case stands, what can be done with it as a whole, and who changed it why.

use super::dialogs::CaseDialog;
use super::open::use_case;
use super::when::happened;
use crate::ask::ask;
use crate::components::{
    Button, Dialog, Glyph, Icon, LinkButton, Look, ReasonDialog, StateMark, TextField, reason_words,
};
use crate::desk::use_desk;
use crate::{t, words};
use board::{NextStep, next_step, state_of};
use domain::catalogue::TermList;
use domain::procedure::{Command, Reason, Status, StatusChange};
use ipc::PrintCase;
use leptos::prelude::*;

/// The state in a word, what must come next where that is not a milestone, and everything rarer.
#[component]
pub fn StatusActions(#[prop(into)] is_writing: Signal<bool>) -> impl IntoView {
    let case = use_case();
    let state = Signal::derive(move || case.line(state_of));
    let step = case.part(|whole| next_step(&whole.procedure));
    let status = case.part(|whole| whole.procedure.status);
    let look = Signal::derive(move || if is_writing.get() { Look::Plain } else { Look::Main });
    view! {
        <StateMark state/>
        <Show when=move || status.get() == Status::InProgress>
            <Button label=move || t!("case-hold") icon=Glyph::Pause on_press=move |()| case.open(CaseDialog::Hold)/>
        </Show>
        <Show when=move || step.get() == NextStep::Resume>
            <Button
                label=move || t!("case-resume")
                icon=Glyph::Play
                look
                on_press=move |()| case.press(Command::Resume { reason: None })
            />
        </Show>
        <Button label=move || t!("case-more") icon=Glyph::List on_press=move |()| case.open(CaseDialog::More)/>
        <Show when=move || step.get() == NextStep::Complete>
            <Button
                label=move || t!("case-complete")
                icon=Glyph::Check
                look
                on_press=move |()| case.open(CaseDialog::Complete)
            />
        </Show>
    }
}

/// What is done rarely, one touch away.
#[component]
pub fn MoreDialog() -> impl IntoView {
    let case = use_case();
    let status = case.part(|whole| whole.procedure.status);
    let is_booked = case.part(|whole| whole.procedure.slot().is_some());
    let has_begun = case.part(|whole| !whole.procedure.milestones.is_empty());
    let is_over = move || status.get().is_final();
    let may_move = move || matches!(status.get(), Status::Preparation | Status::Suspended);
    let print = move |()| {
        leptos::task::spawn_local(async move {
            match ask(PrintCase { id: case.id }).await {
                Ok(file) => {
                    case.dialog.try_set(None);
                    use_desk().note(t!("case-printed", path = file.path));
                }
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <Dialog title=move || t!("case-more-title") on_close=move |()| case.close()>
            <div class="case-menu">
                <Button label=move || t!("case-print") icon=Glyph::Print on_press=print/>
                <Show when=may_move>
                    <LinkButton label=move || t!("case-move") icon=Glyph::Move href=format!("/book?case={}", case.id)/>
                </Show>
                <Show when=move || status.get() == Status::Preparation && is_booked.get() && !has_begun.get()>
                    <Button
                        label=move || t!("case-back-to-waiting")
                        icon=Glyph::Undo
                        on_press=move |()| case.open(CaseDialog::BackToWaiting)
                    />
                </Show>
                <Show when=move || !is_over()>
                    <Button label=move || t!("case-cancel") icon=Glyph::Forbidden look=Look::Bad on_press=move |()| case.open(CaseDialog::Cancel)/>
                </Show>
                <Show when=move || status.get() == Status::Preparation && !has_begun.get()>
                    <Button label=move || t!("case-void") icon=Glyph::Close on_press=move |()| case.open(CaseDialog::Void)/>
                </Show>
            </div>
        </Dialog>
    }
}

#[component]
pub fn HoldDialog() -> impl IntoView {
    let case = use_case();
    view! {
        <ReasonDialog
            title=move || t!("case-hold-title")
            action=move || t!("case-hold-do")
            list=TermList::SuspensionReason
            on_reason=move |reason: Reason| case.press_and_close(Command::Suspend { reason })
            on_close=move |()| case.close()
        />
    }
}

#[component]
pub fn CancelDialog() -> impl IntoView {
    let case = use_case();
    view! {
        <ReasonDialog
            title=move || t!("case-cancel")
            action=move || t!("case-cancel-do")
            explained=move || t!("case-cancel-means")
            list=TermList::CancellationReason
            grave=true
            on_reason=move |reason: Reason| case.press_and_close(Command::Cancel { reason })
            on_close=move |()| case.close()
        />
    }
}

#[component]
pub fn BackToWaitingDialog() -> impl IntoView {
    let case = use_case();
    view! {
        <ReasonDialog
            title=move || t!("case-back-to-waiting")
            action=move || t!("case-back-to-waiting")
            list=TermList::CancellationReason
            on_reason=move |reason: Reason| case.press_and_close(Command::ReturnToWaiting { reason })
            on_close=move |()| case.close()
        />
    }
}

/// Entered in error: kept, and off the lists.
#[component]
pub fn VoidDialog() -> impl IntoView {
    let case = use_case();
    let reason = RwSignal::new(String::new());
    let navigate = leptos_router::hooks::use_navigate();
    let void = move |()| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match case.record(Command::Void { reason: reason.get_untracked() }).await {
                // What is off the lists can't be shown any more.
                Ok(()) | Err(ipc::Failure::Refused { refusal: domain::Refusal::NotFound }) => {
                    use_desk().note(t!("case-voided"));
                    navigate("/", Default::default());
                }
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <Dialog title=move || t!("case-void") on_close=move |()| case.close()>
            <p>{move || t!("case-void-means")}</p>
            <TextField label=move || t!("case-void-why") value=reason autofocus=true/>
            <div class="actions">
                <Button
                    label=move || t!("case-void-do")
                    look=Look::Bad
                    disabled=Signal::derive(move || reason.with(|reason| reason.trim().is_empty()))
                    on_press=void
                />
            </div>
        </Dialog>
    }
}

/// Who moved the case from one status to the next, when and why.
#[component]
pub fn StatusHistory() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let history = case.part(|whole| whole.procedure.status_history.clone());
    let requested = case.part(|whole| (whole.procedure.requested_by, whole.procedure.waiting_since));
    let row = move |change: StatusChange| {
        let why = change.reason.as_ref().map(reason_words);
        view! {
            <li class="entry">
                <Icon name=Glyph::Right/>
                <span class="grow">
                    <b>{t!(
                        "case-status-change",
                        from = words::word_of("status", &change.from),
                        to = words::word_of("status", &change.to)
                    )}</b>
                    {why.map(|why| view! { <span class="text">{why}</span> })}
                    <small>{format!("{} · {}", happened(change.at, change.recorded_at), desk.person(change.by))}</small>
                </span>
            </li>
        }
    };
    view! {
        <ul class="entries">
            {move || match requested.get() {
                (Some(by), Some(since)) => {
                    let sentence = t!("case-requested", when = words::when(since), name = desk.person(by));
                    Some(view! { <li class="entry"><Icon name=Glyph::Add/><span class="grow">{sentence}</span></li> })
                }
                _ => None,
            }}
            {move || history.get().into_iter().map(row).collect_view()}
        </ul>
    }
}
