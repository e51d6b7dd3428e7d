//! What a person should look at: the list on the left, the way to settle the chosen one on the right.

mod blood_group;
mod booking;
mod by_two;
mod claim;
mod clashes;
mod consent;
mod dispute;
mod heading;
mod others;
mod side;

use crate::ask::ask;
use crate::components::{Glyph, Icon, Pill, Tone};
use crate::desk::use_desk;
use crate::t;
use blood_group::BloodGroupDisputed;
use booking::BookingDisputed;
use clashes::Clashes;
use consent::ConsentDisputed;
use heading::{Pressing, key, pressing, subject, title, when};
use ipc::{Attention, GetAttention};
use leptos::prelude::*;
use others::{Paper, TooLate, Two, Unknown};
use side::SideDisputed;

#[component]
pub fn AttentionPage() -> impl IntoView {
    let desk = use_desk();
    let matters: RwSignal<Option<Vec<Attention>>> = RwSignal::new(None);
    let chosen: RwSignal<Option<String>> = RwSignal::new(None);
    Effect::new(move || {
        desk.recorded.track();
        leptos::task::spawn_local(async move {
            match ask(GetAttention {}).await {
                Ok(answer) => {
                    desk.attention.set(answer.len());
                    if matters.try_get_untracked().flatten().as_ref() != Some(&answer) {
                        matters.try_set(Some(answer));
                    }
                }
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    // The chosen one while it is there; the most pressing one otherwise.
    let shown = Memo::new(move |_| {
        matters.with(|matters| {
            let matters = matters.as_ref()?;
            let wanted = chosen.get();
            let found = matters.iter().find(|matter| Some(key(matter)) == wanted);
            found.or(matters.first()).cloned()
        })
    });
    let list = move || matters.get().unwrap_or_default();
    let is_empty = move || matters.with(|matters| matters.as_ref().is_some_and(Vec::is_empty));
    let count = move |wanted: Pressing| {
        matters.with(|matters| matters.iter().flatten().filter(|matter| pressing(matter) == wanted).count())
    };
    view! {
        <section class="attention">
            <header class="row wrap">
                <h1 class="grow">{move || t!("attention-title")}</h1>
                {move || match count(Pressing::Blocks) {
                    0 => None,
                    count => Some(view! {
                        <Pill label=t!("attention-blocking", count = count) icon=Glyph::Attention tone=Tone::Bad/>
                    }),
                }}
                {move || match count(Pressing::Before) {
                    0 => None,
                    count => Some(view! { <Pill label=t!("attention-before", count = count) tone=Tone::Wait/> }),
                }}
            </header>
            <Show
                when=move || !is_empty()
                fallback=move || view! {
                    <div class="empty card"><Icon name=Glyph::Shield/><p>{move || t!("attention-nothing")}</p></div>
                }
            >
                <div class="attention-columns">
                    <ul class="matters">
                        <For each=list key=key children=move |matter| {
                            let own = key(&matter);
                            let is_shown = {
                                let own = own.clone();
                                move || shown.with(|shown| shown.as_ref().is_some_and(|shown| key(shown) == own))
                            };
                            view! { <Matter matter is_shown=Signal::derive(is_shown) on_choose=move |()| chosen.set(Some(own.clone()))/> }
                        }/>
                    </ul>
                    <div class="card settle" aria-live="polite">
                        {move || shown.get().map(|matter| view! { <Settle matter/> })}
                    </div>
                </div>
            </Show>
        </section>
    }
}

#[component]
fn Matter(matter: Attention, is_shown: Signal<bool>, #[prop(into)] on_choose: Callback<()>) -> impl IntoView {
    let matter = StoredValue::new(matter);
    let tag = matter.with_value(|matter| match pressing(matter) {
        Pressing::Blocks => "tag bad",
        Pressing::Before => "tag wait",
        Pressing::Told => "tag",
    });
    view! {
        <li>
            <button
                type="button"
                class="card matter"
                aria-current=move || is_shown.get().then_some("true")
                on:click=move |_| on_choose.run(())
            >
                <span class=tag>{move || matter.with_value(when)}</span>
                <b>{move || matter.with_value(title)}</b>
                <small>{move || matter.with_value(subject)}</small>
            </button>
        </li>
    }
}

#[component]
fn Settle(matter: Attention) -> impl IntoView {
    match matter {
        Attention::SideDisputed { case, claims } => view! { <SideDisputed case claims/> }.into_any(),
        Attention::ConsentDisputed { case, claims } => view! { <ConsentDisputed case claims/> }.into_any(),
        Attention::BloodGroupDisputed { patient, case, claims } => {
            view! { <BloodGroupDisputed patient case claims/> }.into_any()
        }
        Attention::BookingDisputed { case, claims } => view! { <BookingDisputed case claims/> }.into_any(),
        Attention::Clashes { case, clashes, with } => view! { <Clashes case clashes with/> }.into_any(),
        Attention::PaperAnswers { case, phases } => view! { <Paper case phases/> }.into_any(),
        Attention::WhoIsIt { patient, case } => view! { <Unknown patient case/> }.into_any(),
        Attention::OnePatientOrTwo { patients } => view! { <Two patients/> }.into_any(),
        Attention::TooLate { case, flags } => view! { <TooLate case flags/> }.into_any(),
    }
}
