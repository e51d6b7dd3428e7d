//! The board as it is drawn: hours above, a lane a theatre, the line of now over all of them.

use super::block::{Block, block_id};
use crate::components::{Glyph, Icon, LinkButton};
use crate::desk::use_desk;
use crate::{t, words};
use board::{Arrow, Axis, Lane, LeastWidth, lanes, neighbour};
use domain::catalogue::{TermList, Terms};
use domain::hospital::Theatre;
use domain::{Moment, ProcedureId, TheatreId};
use ipc::Day;
use language::Language;
use leptos::ev::resize;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// As wide as a block is drawn at least, with the space after it, in CSS pixels: with the height
/// of its lane, and sharing it (`min-width` in `today.css`).
const LEAST_ALONE_PX: f64 = 90.0;
const LEAST_STACKED_PX: f64 = 124.0;
/// The lanes' width until it is measured.
const LANES_PX: f64 = 1130.0;

#[component]
pub fn Board(day: RwSignal<Option<Day>>, axis: Memo<Axis>) -> impl IntoView {
    let desk = use_desk();
    let hours = NodeRef::<leptos::html::Div>::new();
    let width = RwSignal::new(LANES_PX);
    let measure = move || {
        if let Some(hours) = hours.get_untracked() {
            let measured = f64::from(hours.offset_width());
            if measured > 0.0 && width.get_untracked() != measured {
                width.set(measured);
            }
        }
    };
    hours.on_load(move |_| request_animation_frame(measure));
    let resized = window_event_listener(resize, move |_| measure());
    on_cleanup(move || resized.remove());

    let theatres = Memo::new(move |_| theatres_of(&day.read(), &desk.directory.read()));
    let laid_out = Memo::new(move |_| {
        let theatres: Vec<TheatreId> = theatres.with(|theatres| theatres.iter().map(|(id, _)| *id).collect());
        let least = LeastWidth { alone: LEAST_ALONE_PX / width.get(), stacked: LEAST_STACKED_PX / width.get() };
        day.with(|day| day.as_ref().map_or_else(Vec::new, |day| lanes(&day.cases, &theatres, &axis.get(), least)))
    });
    let navigate = use_navigate();
    let on_key = move |event: KeyboardEvent| {
        let Some(from) = focused_block() else { return };
        if let Some(arrow) = Arrow::of_key(&event.key()) {
            let to = day.with_untracked(|day| {
                laid_out.with_untracked(|lanes| neighbour(lanes, &day.as_ref()?.cases, from, arrow))
            });
            if let Some(to) = to {
                focus_block(to);
            }
            event.prevent_default();
        } else if event.key().eq_ignore_ascii_case("m") && !event.ctrl_key() && !event.alt_key() {
            navigate(&format!("/book?case={from}"), Default::default());
            event.prevent_default();
        }
    };
    let marks = move || {
        let axis = axis.get();
        axis.marks()
            .into_iter()
            .map(|mark| {
                let style = format!("left:{:.3}%", axis.place(mark.at) * 100.0);
                // There is room for one of them; the day says that it is midnight.
                let word = if mark.new_day { words::day_short(mark.at.date()) } else { words::time(mark.at) };
                view! { <span class:new-day=mark.new_day prop:style=style>{word}</span> }
            })
            .collect_view()
    };
    view! {
        <section
            class="board"
            aria-label=move || t!("today-board")
            prop:style=move || format!("--hours:{}", axis.get().minutes() / 60)
            on:keydown=on_key
        >
            <div class="board-corner"></div>
            <div class="board-hours" node_ref=hours aria-hidden="true">{marks}</div>
            <For each=move || theatres.get() key=|(id, theatre)| (*id, format!("{theatre:?}")) children=move |(id, theatre)| {
                view! { <LaneName theatre/> <LaneOf id day axis laid_out/> }
            }/>
            <NowLine axis/>
            <Show when=move || day.with(|day| day.as_ref().is_some_and(|day| day.cases.is_empty()))>
                <NothingBooked day/>
            </Show>
        </section>
    }
}

/// Theatres in use, and closed ones in which something is booked.
fn theatres_of(day: &Option<Day>, directory: &ipc::Directory) -> Vec<(TheatreId, Theatre)> {
    let hospital = &directory.hospital;
    let mut theatres: Vec<(TheatreId, Theatre)> =
        hospital.open_theatres().into_iter().map(|(id, theatre)| (id, theatre.clone())).collect();
    let booked = day.iter().flat_map(|day| &day.cases).filter_map(|case| case.theatre);
    for id in booked {
        if !theatres.iter().any(|(known, _)| *known == id) {
            let theatre = hospital.theatres.get(&id).cloned();
            theatres.extend(theatre.map(|theatre| (id, theatre)));
        }
    }
    theatres
}

#[component]
fn LaneName(theatre: Theatre) -> impl IntoView {
    let specialty = theatre.specialty.clone();
    let name = move || match use_desk().language() {
        Language::English => theatre.name.clone(),
        Language::Bangla => theatre.name_bn.clone(),
    };
    view! { <div class="lane-name">{name}<small>{move || specialty_words(&specialty)}</small></div> }
}

fn specialty_words(key: &str) -> String {
    let term = Terms::embedded().by_key(TermList::Specialty, key);
    let words = term.map(|term| match use_desk().language() {
        Language::English => term.en.clone(),
        Language::Bangla => term.bn.clone(),
    });
    words.unwrap_or_default()
}

#[component]
fn LaneOf(id: TheatreId, day: RwSignal<Option<Day>>, axis: Memo<Axis>, laid_out: Memo<Vec<Lane>>) -> impl IntoView {
    let lane = Memo::new(move |_| laid_out.with(|lanes| lanes.iter().find(|lane| lane.theatre == id).cloned()));
    let rows = move || lane.with(|lane| lane.as_ref().map_or(1, |lane| lane.rows));
    let cases = Memo::new(move |_| -> Vec<ProcedureId> {
        day.with(|day| {
            let Some(day) = day else { return Vec::new() };
            lane.with(|lane| lane.iter().flat_map(|lane| &lane.blocks).map(|block| day.cases[block.case].id).collect())
        })
    });
    let outside = move || {
        let axis = axis.get();
        let session = day.with(|day| day.as_ref().and_then(|day| day.session));
        let stretches = match session {
            Some((opens, closes)) => vec![(axis.from, opens), (closes, axis.until)],
            None => vec![(axis.from, axis.until)],
        };
        let shade = |(from, until): (Moment, Moment)| {
            let (left, right) = (axis.place(from) * 100.0, axis.place(until) * 100.0);
            (right > left).then(
                || view! { <i class="closed" prop:style=format!("left:{left:.3}%;width:{:.3}%", right - left)></i> },
            )
        };
        stretches.into_iter().filter_map(shade).collect_view()
    };
    let midnight = move || {
        let axis = axis.get();
        let new_day = axis.marks().into_iter().find(|mark| mark.new_day)?;
        Some(view! { <i class="midnight" prop:style=format!("left:{:.3}%", axis.place(new_day.at) * 100.0)></i> })
    };
    view! {
        <div class="lane" data-theatre=id.to_string() data-rows=rows prop:style=move || format!("--rows:{}", rows())>
            {outside}
            {midnight}
            <For each=move || cases.get() key=|case| *case children=move |case| {
                let line = Memo::new(move |_| {
                    day.with(|day| day.as_ref()?.cases.iter().find(|line| line.id == case).cloned())
                });
                let placed = Memo::new(move |_| {
                    day.with(|day| {
                        let cases = &day.as_ref()?.cases;
                        lane.with(|lane| {
                            let is_it = |block: &&board::Placed| cases.get(block.case).is_some_and(|it| it.id == case);
                            lane.as_ref()?.blocks.iter().find(is_it).copied()
                        })
                    })
                });
                view! { <Block case=line placed axis day/> }
            }/>
        </div>
    }
}

#[component]
fn NowLine(axis: Memo<Axis>) -> impl IntoView {
    let desk = use_desk();
    move || {
        let (now, axis) = (desk.now.get(), axis.get());
        axis.shows(now).then(|| {
            let style = format!("left:{:.3}%", axis.place(now) * 100.0);
            view! { <div class="board-over"><div class="now" prop:style=style><b>{words::time(now)}</b></div></div> }
        })
    }
}

/// A day on which nothing is booked says what comes here, and offers the way.
#[component]
fn NothingBooked(day: RwSignal<Option<Day>>) -> impl IntoView {
    let date = move || day.with(|day| day.as_ref().map(|day| day.date.to_string()).unwrap_or_default());
    view! {
        <div class="board-empty">
            <div class="card">
                <Icon name=Glyph::Calendar/>
                <p>{move || t!("today-nothing-booked")}</p>
                <LinkButton
                    label=move || t!("patients-book")
                    icon=Glyph::Add
                    href=Signal::derive(move || format!("/book?date={}", date()))
                />
            </div>
        </div>
    }
}

fn focused_block() -> Option<ProcedureId> {
    document().active_element()?.id().strip_prefix("block-")?.parse().ok()
}

fn focus_block(case: ProcedureId) {
    let block = document().get_element_by_id(&block_id(case));
    if let Some(block) = block.and_then(|block| block.dyn_into::<HtmlElement>().ok()) {
        let _ = block.focus();
    }
}
