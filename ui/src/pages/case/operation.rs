//! Naming the operation, where it was begun before anyone knew, or turned out to be another.

use super::open::use_case;
use crate::components::{Button, Choices, Dialog, Look, NumberField, choice};
use crate::pages::book::PickProcedure;
use crate::{t, words};
use domain::procedure::{Command, Operation, Urgency};
use leptos::prelude::*;

#[component]
pub fn OperationDialog() -> impl IntoView {
    let case = use_case();
    let (known, known_minutes, known_urgency) =
        case.known(|procedure| (procedure.operation.clone(), procedure.minutes, procedure.urgency));
    let named = RwSignal::new(None::<Operation>);
    let minutes = RwSignal::new(Some(i64::from(known_minutes)));
    let urgency = RwSignal::new(Some(known_urgency));
    let operation_changes = {
        let known = known.clone();
        move || {
            let length = minutes.get().and_then(|minutes| u32::try_from(minutes).ok())?;
            let operation = named.get().unwrap_or_else(|| known.clone());
            (named.with(Option::is_some) || length != known_minutes).then_some((operation, length))
        }
    };
    let operation_changes = Memo::new(move |_| operation_changes());
    let urgency_changes = Memo::new(move |_| urgency.get().filter(|urgency| *urgency != known_urgency));
    let save = move |()| {
        let (named, urgency) = (operation_changes.get_untracked(), urgency_changes.get_untracked());
        leptos::task::spawn_local(async move {
            let recorded = async {
                if let Some((operation, minutes)) = named {
                    case.record(Command::NameOperation { operation, minutes }).await?;
                }
                if let Some(urgency) = urgency {
                    case.record(Command::SetUrgency { urgency }).await?;
                }
                Ok(())
            }
            .await;
            match recorded {
                Ok(()) => drop(case.dialog.try_set(None)),
                Err(failure) => case.tell(failure),
            }
        });
    };
    let choose = move |(operation, usual): (Operation, u32)| {
        minutes.set(Some(i64::from(usual)));
        named.set(Some(operation));
    };
    let shown = move || named.get().map_or_else(|| words::operation(&known), |operation| words::operation(&operation));
    let urgencies = [Urgency::Elective, Urgency::Urgent, Urgency::Emergency];
    view! {
        <Dialog title=move || t!("procedure") on_close=move |()| case.close() wide=true>
            <p><b>{shown}</b></p>
            <Show
                when=move || named.with(Option::is_none)
                fallback=move || view! {
                    <div><Button label=move || t!("case-operation-another") on_press=move |()| named.set(None)/></div>
                }
            >
                <PickProcedure on_choose=choose/>
            </Show>
            <div class="in-two"><NumberField label=move || t!("field-duration") value=minutes unit=move || t!("case-minutes")/></div>
            <Choices
                label=move || t!("case-urgency")
                options=urgencies.map(|urgency| choice(urgency, move || words::word_of("urgency", &urgency))).to_vec()
                value=urgency
            />
            <div class="actions">
                <Button
                    label=move || t!("case-save")
                    look=Look::Main
                    disabled=Signal::derive(move || operation_changes.with(Option::is_none) && urgency_changes.get().is_none())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}
