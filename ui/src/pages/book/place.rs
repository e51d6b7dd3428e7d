//! When and where: days to touch or to type, a theatre, a time; what is in the way and what is free.

use super::clash::{ClashPanel, FreeSlots};
use super::form::Form;
use super::what::resource_words;
use crate::components::{DateField, Glyph, Icon, ReasonPick, Segment, TimeField};
use crate::desk::use_desk;
use crate::{t, words};
use domain::catalogue::TermList;
use domain::procedure::Role;
use domain::{Moment, TheatreId};
use ipc::Plan;
use leptos::prelude::*;
use time::{Date, Duration, Time};

/// Days that are offered to touch.
const DAYS: usize = 4;

#[component]
pub fn WhenAndWhere(form: Form) -> impl IntoView {
    let desk = use_desk();
    let typed_time: RwSignal<Option<Time>> = RwSignal::new(None);
    let typed_date: RwSignal<Option<Date>> = RwSignal::new(None);
    let is_date_typed = RwSignal::new(false);
    let at = move |date: Date, time: Option<Time>| time.map(|time| Moment::at(date, time, words::offset_minutes()));
    let choose_day = move |date: Date| {
        form.date.set(date);
        form.start.set(at(date, typed_time.get_untracked()));
    };
    Effect::watch(
        move || typed_date.get(),
        move |date, _, _| {
            if let Some(date) = *date {
                choose_day(date);
            }
        },
        false,
    );
    Effect::watch(
        move || typed_time.get(),
        move |time, _, _| form.start.set(at(form.date.get_untracked(), *time)),
        false,
    );
    // A time that was offered and taken stands in the field, where it can be changed.
    Effect::watch(
        move || form.start.get(),
        move |start, _, _| {
            let shown = start.map(|start| words::here(start).time());
            if typed_time.get_untracked() != shown {
                typed_time.set(shown);
            }
        },
        false,
    );
    let days = Memo::new(move |_| days_offered(form.date.get()));
    let shown_day = Signal::derive(move || {
        let planned = form.place().map(|(_, start)| words::here(start).date());
        Some(planned.unwrap_or_else(|| form.date.get()))
    });
    let theatres = move || {
        desk.directory.with(|directory| {
            directory.hospital.open_theatres().into_iter().map(|(id, _)| id).collect::<Vec<TheatreId>>()
        })
    };
    let planned_theatre = move || form.theatre.get().or_else(|| form.place().map(|(theatre, _)| theatre));
    let is_known = move || form.operation.with(Option::is_some);
    view! {
        <section class="card col when" aria-labelledby="when-heading">
            <h2 id="when-heading">{move || t!("book-when")}</h2>
            {move || {
                let options: Vec<(Date, TextProp)> = days.get().into_iter().map(|date| {
                    (date, TextProp::from(move || day_chip(date)))
                }).collect();
                view! {
                    <div class="row days">
                        <Segment legend=t!("book-day") options=options value=shown_day on_choose=choose_day/>
                        <button type="button" class="btn" aria-expanded=move || is_date_typed.get().to_string()
                            on:click=move |_| is_date_typed.update(|is| *is = !*is)>
                            <Icon name=Glyph::Calendar/>{move || t!("book-other-day")}
                        </button>
                    </div>
                }
            }}
            <Show when=move || is_date_typed.get()>
                <DateField label=move || t!("today-date") value=typed_date/>
            </Show>
            <div class="row theatres">
                <For each=theatres key=|theatre| *theatre children=move |theatre| {
                    view! {
                        <button
                            type="button"
                            class="choice"
                            aria-pressed=move || (planned_theatre() == Some(theatre)).to_string()
                            on:click=move |_| form.theatre.set(Some(theatre))
                        >
                            {move || desk.theatre(theatre)}
                        </button>
                    }
                }/>
                <TimeField label=move || t!("book-start") value=typed_time/>
            </div>
            <Show when=is_known fallback=move || view! { <p class="small">{move || t!("book-after-procedure")}</p> }>
                <Planned form/>
                <ClashPanel plan=form.plan on_anyway=move |()| form.wants_override.set(true)/>
                <Lacking plan=form.plan/>
                <FreeSlots plan=form.plan on_choose=move |slot| form.choose(slot)/>
                <Show when=move || form.was_booked()>
                    <details class="move-reason">
                        <summary>{move || t!("book-why-moved")}</summary>
                        <ReasonPick reason=form.move_reason list=Some(TermList::CancellationReason)/>
                    </details>
                </Show>
            </Show>
        </section>
    }
}

/// The days to touch: today and the next ones on which lists run, and the chosen one in its place.
fn days_offered(chosen: Date) -> Vec<Date> {
    let desk = use_desk();
    let today = desk.today();
    let mut days: Vec<Date> = desk.directory.with(|directory| {
        let coming = (1..=14).filter_map(|days| today.checked_add(Duration::days(days)));
        let open = coming.filter(|date| directory.hospital.session(*date).is_some());
        std::iter::once(today).chain(open).take(DAYS).collect()
    });
    if !days.contains(&chosen) {
        days.truncate(DAYS - 1);
        days.push(chosen);
        days.sort_unstable();
    }
    days
}

fn day_chip(date: Date) -> String {
    if date == use_desk().today() { t!("frame-today") } else { words::day_brief(date) }
}

/// "Theatre 1 · 15:40–17:10 · 1 h 30 min", when nothing is in the way; said once, where it is not
/// among the free times below.
#[component]
fn Planned(form: Form) -> impl IntoView {
    let desk = use_desk();
    let words_of = move || {
        form.plan.with(|plan| {
            let plan = plan.as_ref().filter(|plan| plan.clashes.is_empty())?;
            let slot = &plan.slot;
            if plan.free.iter().any(|free| (free.theatre, free.start) == (slot.theatre, slot.start)) {
                return None;
            }
            let time = words::span((slot.start, slot.end()));
            let day = words::day(words::here(slot.start).date());
            Some(view! {
                <div class="planned" role="status">
                    <Icon name=Glyph::Check/>
                    <span class="grow">
                        <b>{desk.theatre(slot.theatre)}" · "{time}</b>
                        <small>{day}" · "{words::length(slot.minutes.into())}</small>
                    </span>
                </div>
            })
        })
    };
    view! { {words_of} }
}

/// Who or what the catalogue asks for and nobody and nothing is free to be.
#[component]
pub fn Lacking(#[prop(into)] plan: Signal<Option<Plan>>) -> impl IntoView {
    let lacking = move || {
        plan.with(|plan| {
            let lacking = plan.as_ref().map(|plan| plan.suggestion.lacking.as_slice()).unwrap_or_default();
            let named = lacking.iter().map(|kind| match Role::of_resource(kind) {
                Some(role) => words::role(role),
                None => resource_words(kind),
            });
            named.collect::<Vec<_>>()
        })
    };
    move || {
        let lacking = lacking();
        (!lacking.is_empty()).then(|| {
            view! {
                <p class="lacking-note"><Icon name=Glyph::Attention/>{t!("book-lacking", what = lacking.join(", "))}</p>
            }
        })
    }
}
