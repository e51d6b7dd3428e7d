//! One case on the board. Small blocks keep start, name and side; the rest is a touch away.

use super::carry::Carry;
use crate::components::{Glyph, Icon, Pips, StateShown, reason_words};
use crate::desk::use_desk;
use crate::{t, words};
use board::{Axis, Lateness, Placed, block_class, elapsed, is_movable, lateness, operator, run_over, span, state_of};
use domain::procedure::{Side, Status};
use domain::schedule::{Clash, Contested};
use ipc::{AllergyMark, CaseDetail, CaseLine, Day, SideShown};
use leptos::prelude::*;

/// The id of a block in the page, by which a key finds it.
pub fn block_id(case: domain::ProcedureId) -> String {
    format!("block-{case}")
}

#[component]
pub fn Block(
    case: Memo<Option<CaseLine>>,
    placed: Memo<Option<Placed>>,
    axis: Memo<Axis>,
    day: RwSignal<Option<Day>>,
) -> impl IntoView {
    let desk = use_desk();
    let carry = Carry::here();
    let id = case.with_untracked(|case| case.as_ref().map(|case| case.id));
    // A memo each: when a case is lifted, its own block is drawn anew and no other.
    let is_carried = Memo::new(move |_| id.is_some_and(|id| carry.carries(id)));
    let class = move || {
        let now = desk.now.get();
        case.with(|case| {
            let Some(case) = case else { return "case".to_owned() };
            let clash =
                case.detail.as_ref().is_some_and(|detail| !detail.clashes.is_empty()) && !case.status.is_final();
            let marks = [
                (clash, " clash"),
                (is_movable(case), " movable"),
                (case.detail.is_none(), " hidden"),
                (is_carried.get(), " carried"),
            ];
            let marks: String = marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect();
            let low = if placed.get().is_some_and(|placed| placed.rows > 1) { " low" } else { "" };
            format!("case {}{marks}{low}", block_class(case, now))
        })
    };
    let style = move || {
        let Some(placed) = placed.get() else { return "display:none".to_owned() };
        let gone = case.with(|case| case.as_ref().map_or(0.0, |case| elapsed(case, desk.now.get())));
        format!("{};{};--gone:{:.1}%", along(placed.left, placed.width), across(&placed), gone * 100.0)
    };
    let over = move || {
        let (placed, axis) = (placed.get()?, axis.get());
        case.with(|case| {
            let case = case.as_ref()?;
            let (from, until) = run_over(case, desk.now.get())?;
            let (left, right) = (axis.place(from), axis.place(until));
            let class = if case.status == Status::Completed { "run-over done" } else { "run-over" };
            let style = format!("left:{:.3}%;width:{:.3}%;{}", left * 100.0, (right - left) * 100.0, across(&placed));
            Some(view! { <i class=class prop:style=style></i> })
        })
    };
    view! {
        <a
            class=class
            prop:style=style
            id=id.map(block_id)
            href=move || case.with(|case| case.as_ref().map(|case| format!("/case/{}", case.id)))
            draggable="false"
            title=move || case.with(|case| case.as_ref().map(|case| spoken(case, &day)))
            on:pointerdown=move |event| {
                if let Some(case) = case.get_untracked() {
                    carry.press(&event, case);
                }
            }
            on:click=move |event| {
                if carry.was_carried() {
                    event.prevent_default();
                }
            }
        >
            {move || case.with(|case| case.as_ref().map(|case| inside(case, &day)))}
        </a>
        {over}
    }
}

/// By its time, a little apart from its neighbours, and inside the lane even where it is drawn
/// wider than its time.
fn along(left: f64, width: f64) -> String {
    let (left, width) = (left * 100.0, width * 100.0);
    format!("left:min({left:.3}% + 1px, 100% - var(--least) - 2px);width:calc({width:.3}% - 3px)")
}

fn across(placed: &Placed) -> String {
    let (row, rows) = (placed.row as f64, placed.rows.max(1) as f64);
    format!("top:calc(6px + (100% - 9px) * {:.4});height:calc((100% - 9px) / {rows} - 3px)", row / rows)
}

fn inside(case: &CaseLine, day: &RwSignal<Option<Day>>) -> impl IntoView + use<> {
    let state = state_of(case);
    let time = span(case).map(|(from, until)| {
        view! { <span>{words::time(from)}<span class="until">"–"{words::time(until)}</span></span> }
    });
    let side = case.detail.as_ref().map(|detail| detail.side).filter(|side| is_sided(*side));
    let is_sided = side.is_some();
    let side = side.map(|side| view! { <span class="tag side">{words::side(side)}</span> });
    let pips = view! { <Pips cleared=case.cleared.clone() passed=case.passed.clone()/> };
    let head = view! {
        <span class="at" class:sided=is_sided><Icon name=state.glyph()/>{time}{side}<span class="word">{state.word()}</span></span>
    };
    match &case.detail {
        None => view! {
            {head}
            <b class="who">{words::word_of("status", &case.status)}</b>
            <span class="key">
                <span class="tag"><Icon name=Glyph::Lock/><span class="words">{t!("today-hidden")}</span></span>
            </span>
            <span class="rest"><span class="foot">{pips}</span></span>
        }
        .into_any(),
        Some(detail) => {
            let is_long = words::patient_name(&detail.patient).chars().count() > LONG_NAME;
            view! {
                {head}
                <b class="who" class:long=is_long>{words::patient_brief(&detail.patient)}</b>
                <span class="key">{marks(case, detail, day)}</span>
                <span class="rest">
                    <span class="foot">{pips}<span class="by">{operating(detail)}</span></span>
                    <span class="what">{words::operation(&detail.operation)}</span>
                </span>
            }
            .into_any()
        }
    }
}

/// Characters from which a name is written smaller, so that it fits whole.
const LONG_NAME: usize = 22;

fn is_sided(side: SideShown) -> bool {
    matches!(side, SideShown::Stated(side) if side != Side::NotSided)
}

/// The marks of a block, the most pressing first. Where a block is small, their icons stand alone.
fn marks(case: &CaseLine, detail: &CaseDetail, day: &RwSignal<Option<Day>>) -> Vec<AnyView> {
    let now = use_desk().now.get();
    let mut marks = Vec::new();
    let mut tag = |class, icon, text| marks.push(mark(class, icon, text));
    if let Some(reason) = &detail.reason {
        tag("tag why", Glyph::Info, reason_words(reason));
    }
    if case.status.is_final() {
        return marks;
    }
    match detail.side {
        SideShown::NotStated => tag("tag wait open", Glyph::Attention, words::side(detail.side)),
        SideShown::Disputed => tag("tag bad open", Glyph::Attention, words::side(detail.side)),
        SideShown::Stated(_) | SideShown::NotSided => {}
    }
    if let Some(clash) = detail.clashes.first() {
        marks.push(clash_mark(clash, day));
    }
    let mut tag = |class, icon, text| marks.push(mark(class, icon, text));
    if let AllergyMark::Known(substances) = &detail.patient.allergies {
        tag("tag bad", Glyph::Attention, substances.join(", "));
    }
    match lateness(case, now) {
        Lateness::OnTime => {}
        Lateness::Late { minutes } => {
            tag("tag wait open", Glyph::Clock, t!("today-late", length = words::length(minutes)))
        }
        Lateness::Pushed { to } => tag("tag wait open", Glyph::Clock, t!("today-about", time = words::time(to))),
    }
    if let Some((from, until)) = run_over(case, now).filter(|_| board::is_in_theatre(case)) {
        tag("tag wait", Glyph::Clock, t!("today-over", length = words::length(until.minutes_since(from))));
    }
    if detail.name_alike {
        tag("tag wait", Glyph::Patients, t!("today-name-alike"));
    }
    if detail.patient.unknown {
        tag("tag wait", Glyph::Person, t!("today-who-is-it"));
    }
    marks
}

fn mark(class: &'static str, icon: Glyph, text: String) -> AnyView {
    view! { <span class=class><Icon name=icon/><span class="words">{text}</span></span> }.into_any()
}

/// "Dr Farhana also in 4": who or what is booked twice, and where else. A narrow block says only where,
/// or that two cases stand in its own theatre.
fn clash_mark(clash: &Clash, day: &RwSignal<Option<Day>>) -> AnyView {
    let elsewhere = clash_elsewhere(clash, day);
    let words = clash_words(clash, elsewhere.as_deref());
    let class = if elsewhere.is_some() { "tag bad open placed" } else { "tag bad open" };
    let place = elsewhere.map(|place| view! { <span class="place">{place}</span> });
    view! { <span class=class><Icon name=Glyph::Swap/><span class="words">{words}</span>{place}</span> }.into_any()
}

fn clash_elsewhere(clash: &Clash, day: &RwSignal<Option<Day>>) -> Option<String> {
    let desk = use_desk();
    if let Contested::Room(_) = clash.over {
        return Some(t!("today-clash-here"));
    }
    day.with(|day| {
        let with = day.as_ref()?.cases.iter().find(|case| case.id == clash.with)?;
        with.theatre.map(|theatre| desk.theatre(theatre))
    })
}

fn clash_words(clash: &Clash, elsewhere: Option<&str>) -> String {
    let desk = use_desk();
    match (clash.over, elsewhere) {
        (Contested::Room(theatre), _) => t!("today-clash-room", theatre = desk.theatre(theatre)),
        (Contested::Person(person), Some(theatre)) => {
            t!("today-clash-person", name = desk.person(person), theatre = theatre)
        }
        (Contested::Person(person), None) => t!("today-clash-person-elsewhere", name = desk.person(person)),
        (Contested::Patient(_), Some(theatre)) => t!("today-clash-patient", theatre = theatre),
        (Contested::Patient(_), None) => t!("today-clash-patient-elsewhere"),
        (Contested::Machine(machine), Some(theatre)) => {
            t!("today-clash-machine", name = desk.machine(machine), theatre = theatre)
        }
        (Contested::Machine(machine), None) => t!("today-clash-machine-elsewhere", name = desk.machine(machine)),
    }
}

/// The surgeon of the team; that there is none yet is said.
pub fn operating(detail: &CaseDetail) -> String {
    operator(&detail.team).map_or_else(|| t!("today-no-surgeon"), |person| use_desk().person(person))
}

/// The whole block as it is read out.
fn spoken(case: &CaseLine, day: &RwSignal<Option<Day>>) -> String {
    let state = state_of(case).word();
    let mut parts: Vec<String> = span(case).map(words::span).into_iter().chain([state]).collect();
    match &case.detail {
        None => parts.push(t!("bar-restricted")),
        Some(detail) => {
            parts.push(words::patient_name(&detail.patient));
            parts.push(words::sex_age(&detail.patient));
            parts.push(words::operation(&detail.operation));
            parts.push(words::side(detail.side));
            parts.push(operating(detail));
            parts.push(words::allergies(&detail.patient.allergies));
            parts.extend(detail.clashes.iter().map(|clash| clash_words(clash, clash_elsewhere(clash, day).as_deref())));
            if detail.name_alike {
                parts.push(t!("bar-name-alike"));
            }
        }
    }
    parts.join(", ")
}
