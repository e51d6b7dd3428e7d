//! The waiting list under the board: who cannot wait first, each to be placed by touch or by dragging
//! onto a lane.

use super::carry::{Carry, Dropped};
use crate::components::{Button, LinkButton, Look};
use crate::desk::use_desk;
use crate::{t, words};
use board::{Carried, bookings, free_soonest};
use domain::procedure::{Side, Urgency};
use domain::{Moment, TheatreId};
use ipc::{CaseDetail, CaseLine, Day, SideShown};
use leptos::ev::resize;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Cards that have room beside each other in a window of this many pixels.
fn cards_in(window_px: f64) -> usize {
    if window_px >= 1700.0 { 3 } else { 2 }
}

#[component]
pub fn WaitingStrip(
    day: RwSignal<Option<Day>>,
    /// Until when a case may be placed at once.
    #[prop(into)]
    until: Signal<Moment>,
    on_place: Callback<Dropped>,
) -> impl IntoView {
    let window_px = || window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default();
    let room = RwSignal::new(cards_in(window_px()));
    let resized = window_event_listener(resize, move |_| room.set(cards_in(window_px())));
    on_cleanup(move || resized.remove());

    let waiting = Memo::new(move |_| day.with(|day| day.as_ref().map(|day| day.waiting.clone()).unwrap_or_default()));
    let shown = move || waiting.with(|waiting| waiting.iter().take(room.get()).cloned().collect::<Vec<_>>());
    let rest = move || waiting.with(|waiting| waiting.len().saturating_sub(room.get()));
    let is_first = move |id| waiting.with(|waiting| waiting.first().is_some_and(|first| first.id == id));
    view! {
        <section class="strip" aria-labelledby="strip-heading">
            <h2 id="strip-heading">{move || t!("today-waiting-list")}<small>{move || t!("today-place-or-drag")}</small></h2>
            <For each=shown key=|case| (case.id, case.detail.is_some()) children=move |case| {
                let first = is_first(case.id);
                view! { <Card case day until on_place first/> }
            }/>
            {move || match (waiting.with(Vec::is_empty), rest()) {
                (true, _) => view! { <p class="small">{t!("today-nobody-waits")}</p> }.into_any(),
                (false, 0) => ().into_any(),
                (false, rest) => view! {
                    <LinkButton label=move || t!("today-more-waiting", count = rest) href="/waiting".to_owned()/>
                }
                .into_any(),
            }}
        </section>
    }
}

#[component]
fn Card(
    case: CaseLine,
    day: RwSignal<Option<Day>>,
    until: Signal<Moment>,
    on_place: Callback<Dropped>,
    first: bool,
) -> impl IntoView {
    let desk = use_desk();
    let carry = Carry::here();
    let navigate = use_navigate();
    let id = case.id;
    let (pressed, detail) = (case.clone(), case.detail.clone());
    let case = StoredValue::new(case);
    // Only who cannot wait is offered the next free theatre; the others get a day and a list.
    let at_once = Memo::new(move |_| {
        let is_today = day.with(|day| day.as_ref().is_some_and(|day| day.date == desk.today()));
        case.with_value(|case| {
            let presses = case.detail.as_ref().is_some_and(|detail| detail.urgency == Urgency::Emergency);
            let carried = Carried::of(case, 0.0).filter(|_| is_today && presses)?;
            let theatres: Vec<TheatreId> = desk
                .directory
                .with(|directory| directory.hospital.open_theatres().into_iter().map(|(theatre, _)| theatre).collect());
            let booked = day.with(|day| day.as_ref().map_or_else(Vec::new, |day| bookings(&day.cases)));
            free_soonest(&carried, &theatres, &booked, desk.now.get(), until.get())
        })
    });
    let place = move |()| match at_once.get_untracked() {
        Some((theatre, start)) => on_place.run(Dropped { case: case.get_value(), theatre, start }),
        None => {
            let date = day.with_untracked(|day| day.as_ref().map(|day| day.date.to_string())).unwrap_or_default();
            navigate(&format!("/book?case={id}&date={date}"), Default::default());
        }
    };
    let label = move || match at_once.get() {
        Some((_, start)) => t!("today-place-at", time = words::time(start)),
        None => t!("today-place"),
    };
    let look = Signal::derive(move || if first && at_once.get().is_some() { Look::Main } else { Look::Plain });
    let free = move || at_once.get().map(|(theatre, _)| t!("today-theatre-free", theatre = desk.theatre(theatre)));
    let is_hidden = detail.is_none();
    view! {
        <div
            class="card waiting-card"
            class:carried=move || carry.carries(id)
            on:pointerdown=move |event| carry.press(&event, pressed.clone())
        >
            {move || match &detail {
                Some(detail) => view! { <Waits detail=detail.clone() free=Signal::derive(free)/> }.into_any(),
                None => view! { <span class="grow">{t!("bar-restricted")}</span> }.into_any(),
            }}
            {(!is_hidden).then(|| view! { <Button label=label look=look on_press=place/> })}
        </div>
    }
}

#[component]
fn Waits(detail: CaseDetail, free: Signal<Option<String>>) -> impl IntoView {
    let detail = StoredValue::new(detail);
    let name = move || detail.with_value(|detail| words::patient_brief(&detail.patient));
    view! {
        <span class="tags">{move || detail.with_value(waiting_tags)}</span>
        <span class="grow">
            <b>{name}</b>
            <small>{move || detail.with_value(about)}{move || free.get().map(|free| format!(" · {free}"))}</small>
        </span>
    }
}

/// "Emergency", "Who is it?".
pub fn waiting_tags(detail: &CaseDetail) -> Vec<AnyView> {
    let mut tags = Vec::new();
    match detail.urgency {
        Urgency::Elective => {}
        Urgency::Urgent => {
            tags.push(view! { <span class="tag wait">{words::word_of("urgency", &detail.urgency)}</span> }.into_any())
        }
        Urgency::Emergency => {
            tags.push(view! { <span class="tag bad">{words::word_of("urgency", &detail.urgency)}</span> }.into_any())
        }
    }
    if detail.patient.unknown {
        tags.push(view! { <span class="tag wait">{t!("today-who-is-it")}</span> }.into_any());
    }
    tags
}

/// "Husband Mannan · thyroid lobectomy, LEFT · waiting 6 days".
fn about(detail: &CaseDetail) -> String {
    let operation = words::operation(&detail.operation);
    let what = match detail.side {
        SideShown::NotSided | SideShown::Stated(Side::NotSided) => operation,
        side => format!("{operation}, {}", words::side(side)),
    };
    let relative = detail.patient.relative.as_ref().map(words::relative);
    // Whole on one line: "3" alone would be read as the end of something else.
    let waits = detail.waiting_since.map(|since| t!("today-waiting-for", length = waits(since)).replace(' ', "\u{a0}"));
    relative.into_iter().chain([what]).chain(waits).collect::<Vec<_>>().join(" · ")
}

/// How long somebody has been waiting, in days from the second one on.
pub fn waits(since: Moment) -> String {
    let minutes = use_desk().now.get().minutes_since(since).max(0);
    match minutes / (24 * 60) {
        0 => words::length(minutes.max(1)),
        days => t!("today-days", days = days),
    }
}
