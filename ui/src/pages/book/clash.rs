//! What is in the way of a booking, by name, and the nearest times at which nothing is.

use crate::components::{Button, Glyph, Icon, Look};
use crate::desk::use_desk;
use crate::{t, words};
use domain::schedule::{Clash, Contested, FreeSlot};
use domain::{Moment, TheatreId};
use ipc::{CaseLine, Plan};
use leptos::prelude::*;

/// A clash in words: who or what is taken until when, and by which case.
#[derive(Clone, PartialEq)]
pub struct ClashWords {
    pub headline: String,
    pub by: Option<String>,
}

/// `known` are cases among which the other one may be found.
pub fn clash_words(clash: &Clash, known: &[CaseLine]) -> ClashWords {
    let desk = use_desk();
    let other = known.iter().find(|case| case.id == clash.with);
    let until =
        other.and_then(|case| case.expected.or(case.planned)).map_or(clash.until, |(_, end)| end.max(clash.until));
    let until = words::time(until);
    let elsewhere = other.and_then(|case| case.theatre).map(|theatre| desk.theatre(theatre));
    let headline = match (clash.over, elsewhere) {
        (Contested::Room(theatre), _) => t!("book-clash-room", theatre = desk.theatre(theatre), until = until),
        (Contested::Person(person), Some(theatre)) => {
            t!("book-clash-person", name = desk.person(person), theatre = theatre, until = until)
        }
        (Contested::Person(person), None) => t!("book-clash-person-busy", name = desk.person(person), until = until),
        (Contested::Patient(_), Some(theatre)) => t!("book-clash-patient", theatre = theatre, until = until),
        (Contested::Patient(_), None) => t!("book-clash-patient-busy", until = until),
        (Contested::Machine(machine), Some(theatre)) => {
            t!("book-clash-machine", name = desk.machine(machine), theatre = theatre, until = until)
        }
        (Contested::Machine(machine), None) => {
            t!("book-clash-machine-busy", name = desk.machine(machine), until = until)
        }
    };
    let by = other.and_then(|case| case.detail.as_ref()).map(|detail| {
        let surgeon = board::operator(&detail.team).map(|person| desk.person(person));
        let parts = [Some(words::patient_name(&detail.patient)), Some(words::operation(&detail.operation)), surgeon];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    ClashWords { headline, by }
}

/// The clashes with one other case: the first in words, what else both want by name.
#[derive(Clone, PartialEq)]
pub struct ClashesWith {
    pub first: ClashWords,
    pub also: Vec<String>,
}

/// `clashes` by the other case, in the order in which they are met.
pub fn clashes_by_case(clashes: &[Clash], known: &[CaseLine]) -> Vec<ClashesWith> {
    let mut cases: Vec<(domain::ProcedureId, ClashesWith)> = Vec::new();
    for clash in clashes {
        match cases.iter_mut().find(|(with, _)| *with == clash.with) {
            Some((_, told)) => told.also.push(contested(clash.over)),
            None => cases.push((clash.with, ClashesWith { first: clash_words(clash, known), also: Vec::new() })),
        }
    }
    cases.into_iter().map(|(_, told)| told).collect()
}

/// Who or what two cases want, by name.
pub fn contested(over: Contested) -> String {
    let desk = use_desk();
    match over {
        Contested::Room(theatre) => desk.theatre(theatre),
        Contested::Person(person) => desk.person(person),
        Contested::Machine(machine) => desk.machine(machine),
        Contested::Patient(_) => t!("patient"),
    }
}

/// Says that the time can't be had and why; offers to book it all the same, with a reason.
#[component]
pub fn ClashPanel(#[prop(into)] plan: Signal<Option<Plan>>, #[prop(into)] on_anyway: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let rows = move || {
        plan.with(|plan| plan.as_ref().map(|plan| clashes_by_case(&plan.clashes, &plan.with)).unwrap_or_default())
    };
    let title = move || {
        plan.with(|plan| {
            let slot = &plan.as_ref()?.slot;
            Some(t!("book-taken", theatre = desk.theatre(slot.theatre), time = words::time(slot.start)))
        })
    };
    let is_shown = move || plan.with(|plan| plan.as_ref().is_some_and(|plan| !plan.clashes.is_empty()));
    view! {
        <Show when=is_shown>
            <section class="clash-panel" role="alert">
                <Icon name=Glyph::Attention/>
                <div class="grow">
                    <b>{title}</b>
                    {move || rows().into_iter().map(|row| view! {
                        <p>
                            {row.first.headline}
                            {(!row.also.is_empty()).then(|| t!("book-clash-also", what = row.also.join(", ")))}
                            {row.first.by.map(|by| view! { <small>{by}</small> })}
                        </p>
                    }).collect_view()}
                </div>
                <Button label=move || t!("book-anyway") look=Look::Bad on_press=on_anyway/>
            </section>
        </Show>
    }
}

/// Times at which everything that is wanted is free, the nearest first.
#[component]
pub fn FreeSlots(
    #[prop(into)] plan: Signal<Option<Plan>>,
    #[prop(into)] on_choose: Callback<FreeSlot>,
) -> impl IntoView {
    let free = Memo::new(move |_| plan.with(|plan| plan.as_ref().map(|plan| plan.free.clone()).unwrap_or_default()));
    let chosen = Memo::new(move |_| {
        plan.with(|plan| {
            let plan = plan.as_ref().filter(|plan| plan.clashes.is_empty())?;
            Some((plan.slot.theatre, plan.slot.start))
        })
    });
    view! {
        <Show when=move || !free.with(Vec::is_empty)>
            <h3>{move || t!("book-nearest-free")}</h3>
            <div class="free-slots">
                <For each=move || free.get() key=|slot| (slot.theatre, slot.start) children=move |slot| {
                    view! { <Free free=slot chosen on_choose/> }
                }/>
            </div>
        </Show>
    }
}

#[component]
fn Free(free: FreeSlot, chosen: Memo<Option<(TheatreId, Moment)>>, on_choose: Callback<FreeSlot>) -> impl IntoView {
    let desk = use_desk();
    let (theatre, start, end, in_session) = (free.theatre, free.start, free.end, free.in_session);
    let is_chosen = move || chosen.get() == Some((theatre, start));
    let title = move || {
        let time = words::span((start, end));
        let place = format!("{} · {time}", desk.theatre(theatre));
        if words::here(start).date() == desk.today() {
            place
        } else {
            format!("{} · {place}", words::day_brief(words::here(start).date()))
        }
    };
    let session = move || {
        let closes = desk.directory.with(|directory| directory.hospital.session(words::here(start).date()));
        match (in_session, closes) {
            (true, _) | (false, None) => t!("book-in-session"),
            (false, Some((_, closes))) => t!("book-after-session", time = words::time(closes)),
        }
    };
    view! {
        <button
            type="button"
            class="choice free-slot"
            aria-pressed=move || is_chosen().to_string()
            on:click=move |_| on_choose.run(free.clone())
        >
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span class="grow"><b>{title}</b><small>{session}</small></span>
            <span class="tag" class:ok=is_chosen>
                {move || if is_chosen() { t!("book-chosen") } else { t!("book-choose") }}
            </span>
        </button>
    }
}
