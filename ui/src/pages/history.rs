//! Everything that ever happened to a case: each fact as a sentence, who recorded it, at which
//! terminal, when it happened and when it was written down.

mod kind;
mod sentence;

pub(super) use sentence::sentence;

use super::case::{CaseFrame, Opened, Restricted, use_case};
use crate::ask::ask;
use crate::components::{Glyph, Icon, LinkButton, Segment, Tag, Tone};
use crate::desk::{reading, use_desk};
use crate::{t, words};
use domain::Moment;
use ipc::{GetHistory, HistoryLine};
use kind::Kind;
use leptos::prelude::*;
use time::Date;

#[component]
pub fn HistoryPage() -> impl IntoView {
    view! {
        <Opened
            whole=|| view! { <Whole/> }.into_any()
            restricted=|view| view! { <Restricted view/> }.into_any()
        />
    }
}

#[component]
fn Whole() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let lines = RwSignal::new(None::<Vec<HistoryLine>>);
    let version = Memo::new(move |_| case.view().with(|view| view.version));
    Effect::new(move || {
        version.track();
        leptos::task::spawn_local(async move {
            match ask(GetHistory { id: case.id }).await {
                Ok(found) => drop(lines.try_set(Some(found))),
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    let shown = RwSignal::new(None::<Kind>);
    let mut options = vec![(None, TextProp::from(move || t!("history-all")))];
    options.extend(Kind::ALL.map(|kind| (Some(kind), TextProp::from(move || kind.word()))));
    let days = Memo::new(move |_| by_day(&lines.get().unwrap_or_default(), shown.get()));
    let all = move || lines.with(|lines| lines.as_ref().map_or(0, Vec::len));
    view! {
        <CaseFrame>
            <div class="row sections">
                <LinkButton
                    label=move || t!("checklist-back")
                    icon=Glyph::Left
                    icon_only=true
                    href=format!("/case/{}", case.id)
                />
                <h1 class="grow">{move || t!("history")}</h1>
                <small>{move || t!("history-facts", count = all())}</small>
            </div>
            <div class="filters">
                <Segment
                    legend=move || t!("history-filter")
                    options
                    value=Signal::derive(move || Some(shown.get()))
                    on_choose=move |kind| shown.set(kind)
                />
            </div>
            <For each=move || days.get() key=|(day, lines)| (*day, lines.clone()) children=|(day, lines)| view! { <Day day lines/> }/>
            {move || (days.with(Vec::is_empty) && lines.with(Option::is_some)).then(|| view! {
                <div class="empty card"><Icon name=Glyph::History/><p>{t!("history-none-of-kind")}</p></div>
            })}
        </CaseFrame>
    }
}

/// The last day first, and in it the last fact first.
fn by_day(lines: &[HistoryLine], kind: Option<Kind>) -> Vec<(Date, Vec<Shown>)> {
    let mut days: Vec<(Date, Vec<Shown>)> = Vec::new();
    for line in lines.iter().rev().filter(|line| kind.is_none_or(|kind| Kind::of(line) == Some(kind))) {
        let day = words::here(line.recorded_at).date();
        match days.last_mut() {
            Some((last, of_day)) if *last == day => of_day.push(Shown(line.clone())),
            _ => days.push((day, vec![Shown(line.clone())])),
        }
    }
    days
}

/// A line of the history; known by its fact, which never changes.
#[derive(Clone, PartialEq)]
struct Shown(HistoryLine);

impl Eq for Shown {}

impl std::hash::Hash for Shown {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.event.hash(state);
        self.0.concurrent.hash(state);
    }
}

#[component]
fn Day(day: Date, lines: Vec<Shown>) -> impl IntoView {
    view! {
        <section class="card history-day">
            <h2>{move || words::day_full(day)}</h2>
            <ol>{lines.into_iter().map(|Shown(line)| view! { <Line line/> }).collect_view()}</ol>
        </section>
    }
}

#[component]
fn Line(line: HistoryLine) -> impl IntoView {
    let desk = use_desk();
    let kind = Kind::of(&line);
    let glyph = kind.map_or(Glyph::Info, Kind::glyph);
    let is_grave = line.fact.as_ref().is_some_and(kind::is_grave);
    let (recorded_at, actor, terminal, concurrent) = (line.recorded_at, line.actor, line.terminal, line.concurrent);
    let happened = line.fact.as_ref().and_then(sentence::happened_at);
    let (fact, kind_name) = (line.fact, line.kind);
    let told = Memo::new(move |_| match &fact {
        Some(fact) => sentence::sentence(fact),
        None => sentence::Told { sentence: t!("history-newer", kind = &kind_name), details: Vec::new() },
    });
    let recorded = move || {
        let who = t!(
            "history-recorded",
            name = desk.person(actor),
            terminal = terminal.to_string(),
            time = exact(recorded_at)
        );
        match happened {
            Some(at) if is_apart(at, recorded_at) => {
                let at = if words::here(at).date() == words::here(recorded_at).date() {
                    words::time(at)
                } else {
                    format!("{}, {}", words::time(at), words::day_short(words::here(at).date()))
                };
                format!("{} · {who}", t!("history-happened", when = at))
            }
            _ => who,
        }
    };
    view! {
        <li class=if is_grave { "history-line grave" } else { "history-line" }>
            <time>{move || words::time(recorded_at)}</time>
            <Icon name=glyph/>
            <div>
                <p>{move || told.with(|told| told.sentence.clone())}</p>
                {move || told.with(|told| told.details.iter().cloned().map(|detail| view! { <p class="text">{detail}</p> }).collect_view())}
                <small>{recorded}</small>
            </div>
            {concurrent.then(|| view! { <Tag label=move || t!("history-concurrent") icon=Glyph::Attention tone=Tone::Wait/> })}
        </li>
    }
}

/// "12:40:05": to the second, by the clock of the terminal.
fn exact(moment: Moment) -> String {
    let time = words::here(moment).time();
    language::digits(reading(), &format!("{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second()))
}

fn is_apart(happened: Moment, recorded: Moment) -> bool {
    recorded.minutes_since(happened).abs() >= 1
}
