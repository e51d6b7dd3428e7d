//! One case was booked apart for different times or rooms: whoever books chooses one.

use super::claim::Said;
use super::heading::about_case;
use crate::ask::ask;
use crate::components::{Button, LinkButton};
use crate::desk::use_desk;
use crate::pages::book::when_and_where;
use crate::t;
use domain::procedure::{Booked, Command, Slot};
use ipc::{CaseLine, Contradiction, Record};
use leptos::prelude::*;

#[component]
pub fn BookingDisputed(case: CaseLine, claims: Vec<Contradiction<Booked>>) -> impl IntoView {
    let desk = use_desk();
    let id = case.id;
    let keep = move |slot: Slot| {
        let kept = untrack(|| when_and_where(slot.theatre, slot.start));
        let command = Command::Schedule { slot, team: Vec::new(), reason: None, override_reason: None };
        leptos::task::spawn_local(async move {
            match ask(Record { id, command }).await {
                Ok(_) => desk.note(untrack(|| t!("attention-settled", what = kept))),
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    let said = claims
        .into_iter()
        .map(|Contradiction { claim, had_seen }| {
            let slot = claim.value.slot.clone();
            let (theatre, start) = (slot.theatre, slot.start);
            view! {
                <Said
                    claim
                    had_seen
                    what=move || when_and_where(theatre, start)
                    nothing_before=move || t!("attention-no-booking-before")
                >
                    <Button label=move || t!("attention-keep-booking") on_press=move |()| keep(slot.clone())/>
                </Said>
            }
        })
        .collect_view();
    view! {
        <div class="row wrap">
            <h2 class="grow">{move || t!("attention-booking-heading")}</h2>
            <LinkButton label=move || t!("attention-open-case") href=format!("/case/{id}")/>
        </div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-booking-explained")}</p>
        <div class="col claims booked-apart">{said}</div>
        <div class="row wrap">
            <LinkButton label=move || t!("attention-other-time") href=format!("/book?case={id}")/>
        </div>
    }
}
