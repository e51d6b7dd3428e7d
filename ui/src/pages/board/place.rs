//! After a case was let go, or touched to be placed: what the booking would meet, and one button that
//! says what it does.

use super::carry::Dropped;
use crate::ask::ask;
use crate::components::{Button, Dialog, Look, ReasonPick};
use crate::desk::use_desk;
use crate::pages::book::{ClashPanel, FreeSlots, Lacking, when_and_where};
use crate::{t, words};
use domain::catalogue::TermList;
use domain::procedure::{Command, Reason};
use domain::schedule::FreeSlot;
use domain::{Moment, TheatreId};
use ipc::{CaseDetail, Plan, PlanCase, Record};
use leptos::prelude::*;

/// `dropped` has a detail: nothing else can be carried.
#[component]
pub fn PlaceDialog(dropped: Dropped, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let Some(detail) = dropped.case.detail.clone() else { return ().into_any() };
    let case = StoredValue::new(dropped.case);
    let wanted = RwSignal::new((dropped.theatre, dropped.start));
    let plan: RwSignal<Option<Plan>> = RwSignal::new(None);
    let is_over_clash = RwSignal::new(false);
    let reason = RwSignal::new(Reason::default());
    let is_sent = RwSignal::new(false);

    let asked = StoredValue::new(0u32);
    Effect::new({
        let detail = detail.clone();
        move || {
            let call = case.with_value(|case| plan_of(case.id, &detail, case.minutes, wanted.get()));
            asked.update_value(|asked| *asked += 1);
            let number = asked.get_value();
            leptos::task::spawn_local(async move {
                let answer = ask(call).await;
                if asked.try_get_value() != Some(number) {
                    return;
                }
                match answer {
                    Ok(answer) => plan.set(Some(answer)),
                    Err(failure) => desk.tell(&failure),
                }
            });
        }
    });

    let clashes = Memo::new(move |_| plan.with(|plan| plan.as_ref().is_some_and(|plan| !plan.clashes.is_empty())));
    let reason_given = move || reason.with(|reason| reason.code.is_some() || !reason.text.trim().is_empty());
    let is_ready = move || plan.with(Option::is_some) && !is_sent.get() && (!clashes.get() || reason_given());
    let was_booked = case.with_value(|case| case.planned.is_some());
    let label = move || {
        let (theatre, start) = wanted.get();
        let place = when_and_where(theatre, start);
        match (clashes.get() && !reason_given(), was_booked) {
            (true, _) => t!("book-free-or-reason"),
            (false, true) => t!("book-move-to", place = place),
            (false, false) => t!("book-place-in", place = place),
        }
    };
    let book = move |()| {
        let Some(slot) = plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.slot.clone())) else { return };
        let team = match case.with_value(|case| case.detail.as_ref().is_some_and(|detail| detail.team.is_empty())) {
            true => {
                plan.with_untracked(|plan| plan.as_ref().map(|plan| plan.suggestion.team.clone()).unwrap_or_default())
            }
            false => Vec::new(),
        };
        let given = reason.with_untracked(|reason| reason.clone());
        let override_reason = clashes.get_untracked().then(|| given.clone());
        let command = Command::Schedule { slot, team, reason: None, override_reason };
        is_sent.set(true);
        let id = case.with_value(|case| case.id);
        leptos::task::spawn_local(async move {
            match ask(Record { id, command }).await {
                Ok(_) => {
                    desk.recorded.update(|times| *times += 1);
                    on_close.try_run(());
                }
                Err(failure) => {
                    is_sent.try_set(false);
                    desk.tell(&failure);
                }
            }
        });
    };
    let name = words::patient_name(&detail.patient);
    let title = move || match was_booked {
        true => t!("book-move-whom", name = &name),
        false => t!("book-place-whom", name = &name),
    };
    let from = case.with_value(|case| case.theatre.zip(case.planned));
    let what = format!("{} · {}", words::sex_age(&detail.patient), words::operation(&detail.operation));
    let minutes = case.with_value(|case| case.minutes);
    let to = move || {
        let (theatre, start) = wanted.get();
        format!("{} · {}", when_and_where(theatre, start), words::length(minutes.into()))
    };
    view! {
        <Dialog title=title on_close=on_close wide=true>
            <p>{what}</p>
            <dl class="from-to">
                {from.map(|(theatre, (start, _))| view! {
                    <dt>{move || t!("book-from")}</dt>
                    <dd>{move || when_and_where(theatre, start)}</dd>
                })}
                <dt>{move || t!("book-to")}</dt>
                <dd><b>{to}</b></dd>
            </dl>
            <ClashPanel plan on_anyway=move |()| is_over_clash.set(true)/>
            <Lacking plan/>
            <Show when=move || clashes.get() && is_over_clash.get()>
                <ReasonPick reason list=Some(TermList::OverrideReason)/>
            </Show>
            <Show when=move || clashes.get()>
                <FreeSlots plan on_choose=move |slot: FreeSlot| {
                    is_over_clash.set(false);
                    wanted.set((slot.theatre, slot.start));
                }/>
            </Show>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button label=label look=Look::Main disabled=Signal::derive(move || !is_ready()) on_press=book/>
            </div>
        </Dialog>
    }
    .into_any()
}

fn plan_of(
    case: domain::ProcedureId,
    detail: &CaseDetail,
    minutes: u32,
    (theatre, start): (TheatreId, Moment),
) -> PlanCase {
    PlanCase {
        case: Some(case),
        patient: Some(detail.patient.id),
        operation: detail.operation.clone(),
        minutes,
        theatre: Some(theatre),
        start: Some(start),
        team: detail.team.clone(),
        machines: Vec::new(),
    }
}
