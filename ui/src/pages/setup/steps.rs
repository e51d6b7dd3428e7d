//! The five steps, one at a time, in order; a step that can't stand says why when it is left.

use super::administrator::AdministratorStep;
use super::hospital::HospitalStep;
use super::import::ImportStep;
use super::keeper::KeeperStep;
use super::theatres::TheatresStep;
use super::typed_in::TypedIn;
use crate::ask::ask;
use crate::components::{Button, FaultLine, Glyph, Icon, Look};
use crate::{t, words};
use domain::Refusal;
use ipc::{EscrowKey, Failure};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Hospital,
    Theatres,
    Administrator,
    Import,
    Key,
}

impl Step {
    const ALL: [Step; 5] = [Step::Hospital, Step::Theatres, Step::Administrator, Step::Import, Step::Key];

    fn word(self) -> String {
        match self {
            Step::Hospital => t!("setup-step-hospital"),
            Step::Theatres => t!("setup-step-theatres"),
            Step::Administrator => t!("setup-step-administrator"),
            Step::Import => t!("setup-step-import"),
            Step::Key => t!("setup-step-key"),
        }
    }

    fn next(self) -> Option<Step> {
        Step::ALL.get(self as usize + 1).copied()
    }

    fn previous(self) -> Option<Step> {
        Step::ALL.get((self as usize).checked_sub(1)?).copied()
    }

    fn check(self, typed: TypedIn) -> Result<(), Refusal> {
        match self {
            Step::Hospital => typed.check_hospital(),
            Step::Theatres => typed.check_theatres(),
            Step::Administrator => typed.check_administrator(),
            Step::Import | Step::Key => Ok(()),
        }
    }
}

#[component]
pub fn Steps(#[prop(into)] on_back: Callback<()>, #[prop(into)] on_key: Callback<EscrowKey>) -> impl IntoView {
    let typed = TypedIn::new();
    let step = RwSignal::new(Step::Hospital);
    let is_making = RwSignal::new(false);
    let fault = RwSignal::new(None::<Failure>);
    let go_to = move |to: Step| {
        fault.set(None);
        step.set(to);
    };
    let make = move || {
        let call = match typed.call() {
            Ok(call) => call,
            Err(refusal) => return fault.set(Some(refusal.into())),
        };
        is_making.set(true);
        leptos::task::spawn_local(async move {
            match ask(call).await {
                Ok(key) => on_key.run(key),
                Err(failure) => {
                    step.try_set(step_of(&failure).unwrap_or(Step::Key));
                    fault.try_set(Some(failure));
                }
            }
            is_making.try_set(false);
        });
    };
    let go_on = move |()| {
        let here = step.get_untracked();
        match (here.check(typed), here.next()) {
            (Err(refusal), _) => fault.set(Some(refusal.into())),
            (Ok(()), Some(next)) => go_to(next),
            (Ok(()), None) => make(),
        }
    };
    let go_back = move |()| match step.get_untracked().previous() {
        Some(previous) => go_to(previous),
        None => on_back.run(()),
    };
    let label = move || match (is_making.get(), step.get()) {
        (true, _) => t!("setup-making"),
        (false, Step::Key) => t!("setup-make"),
        (false, Step::Administrator) if !typed.is_work_said() => t!("setup-say-work"),
        (false, Step::Import) if typed.csv.with(|csv| csv.trim().is_empty()) => t!("setup-without-lists"),
        _ => t!("setup-next"),
    };
    let cannot_go_on = Signal::derive(move || {
        let lacks = match step.get() {
            Step::Administrator => !typed.is_work_said() || !typed.is_pin_repeated(),
            Step::Key => typed.keeper.with(Option::is_none),
            _ => false,
        };
        is_making.get() || lacks
    });
    view! {
        <ol class="progress">
            {Step::ALL.into_iter().map(|one| view! {
                <li
                    class:y=move || { step.get() > one }
                    aria-current=move || (step.get() == one).then_some("step")
                >
                    <span class="n">
                        {move || if step.get() > one {
                            view! { <Icon name=Glyph::Check/> }.into_any()
                        } else {
                            words::number(one as u8 + 1).into_any()
                        }}
                    </span>
                    <span>{move || one.word()}</span>
                </li>
            }).collect_view()}
        </ol>
        // What is typed anew is looked at anew, when it is left.
        <div class="card sheet col" on:input=move |_| fault.set(None)>
            {move || match step.get() {
                Step::Hospital => view! { <HospitalStep typed/> }.into_any(),
                Step::Theatres => view! { <TheatresStep typed/> }.into_any(),
                Step::Administrator => view! { <AdministratorStep typed/> }.into_any(),
                Step::Import => view! { <ImportStep typed/> }.into_any(),
                Step::Key => view! { <KeeperStep value=typed.keeper/> }.into_any(),
            }}
            <FaultLine failure=fault/>
            <div class="actions">
                <Button label=move || t!("setup-back") icon=Glyph::Left on_press=go_back/>
                <span class="grow"></span>
                <Button label=label look=Look::Main disabled=cannot_go_on on_press=go_on/>
            </div>
        </div>
    }
}

/// The step whose fields a failure is about.
fn step_of(failure: &Failure) -> Option<Step> {
    use domain::text::Field;
    let Failure::Refused { refusal } = failure else { return None };
    match refusal {
        Refusal::PinTooSimple => Some(Step::Administrator),
        Refusal::Missing { field } | Refusal::Malformed { field } | Refusal::TooLong { field, .. } => match field {
            Field::HospitalName | Field::Uhid => Some(Step::Hospital),
            Field::TheatreName => Some(Step::Theatres),
            Field::Name | Field::NameBangla | Field::Pin | Field::Roles | Field::StaffNo | Field::Phone => {
                Some(Step::Administrator)
            }
            _ => None,
        },
        _ => None,
    }
}
