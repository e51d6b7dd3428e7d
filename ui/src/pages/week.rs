//! A week from Saturday: how full each theatre is each day, measured against its session.

use crate::ask::ask;
use crate::components::{Glyph, Icon, LinkButton, Segment};
use crate::desk::use_desk;
use crate::{t, words};
use domain::TheatreId;
use ipc::{DayCount, GetWeek, TheatreCount};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map};
use time::{Date, Duration};

#[component]
pub fn WeekPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let date = Memo::new(move |_| {
        let typed = params.read().get("date").unwrap_or_default();
        crate::typed::date(&typed, desk.today()).unwrap_or_else(|| desk.today())
    });
    let week: RwSignal<Option<(Date, Vec<DayCount>)>> = RwSignal::new(None);
    Effect::new(move || {
        desk.recorded.track();
        let date = date.get();
        leptos::task::spawn_local(async move {
            match ask(GetWeek { date }).await {
                Ok(days) => drop(week.try_set(Some((date, days)))),
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    let beside = move |days: i64| {
        let other = date.get().checked_add(Duration::days(days)).unwrap_or(date.get());
        format!("/week/{other}")
    };
    let title = move || {
        week.with(|week| {
            let (_, days) = week.as_ref()?;
            let (first, last) = (days.first()?.date, days.last()?.date);
            Some(t!("today-week-of", first = words::day_short(first), last = words::day_short(last)))
        })
    };
    let navigate = use_navigate();
    let show = move |address: &'static str| {
        if !address.is_empty() {
            navigate(&format!("/day/{}{address}", date.get_untracked()), Default::default());
        }
    };
    view! {
        <section class="week">
            <header class="row">
                <LinkButton
                    label=move || t!("today-week-before")
                    icon=Glyph::Left
                    icon_only=true
                    href=Signal::derive(move || beside(-7))
                />
                <h1>{title}</h1>
                <LinkButton
                    label=move || t!("today-week-after")
                    icon=Glyph::Right
                    icon_only=true
                    href=Signal::derive(move || beside(7))
                />
                <span class="grow"></span>
                <Segment
                    legend=move || t!("today-shown-as")
                    options=vec![
                        ("?as=board", TextProp::from(move || t!("today-board"))),
                        ("?as=list", TextProp::from(move || t!("today-list"))),
                        ("", TextProp::from(move || t!("today-week"))),
                    ]
                    value=Signal::stored(Some(""))
                    on_choose=show
                />
            </header>
            {move || week.get().map(|(_, days)| view! { <Grid days/> })}
        </section>
    }
}

#[component]
fn Grid(days: Vec<DayCount>) -> impl IntoView {
    let desk = use_desk();
    let theatres: Vec<TheatreId> = desk
        .directory
        .with_untracked(|directory| directory.hospital.open_theatres().iter().map(|(id, _)| *id).collect());
    let names = theatres
        .iter()
        .map(|theatre| {
            let theatre = *theatre;
            view! { <div class="week-theatre">{move || desk.theatre(theatre)}</div> }
        })
        .collect_view();
    let days = days.into_iter().map(|day| view! { <DayColumn day theatres=theatres.clone()/> }).collect_view();
    view! {
        <div class="week-grid" prop:style=format!("--theatres:{}", theatres.len())>
            <div class="week-names" aria-hidden="true"><div class="week-day"></div>{names}</div>
            {days}
        </div>
    }
}

#[component]
fn DayColumn(day: DayCount, theatres: Vec<TheatreId>) -> impl IntoView {
    let desk = use_desk();
    let date = day.date;
    let is_today = move || desk.today() == date;
    let session_minutes = day.session.map(|(opens, closes)| closes.minutes_since(opens).max(1));
    let holiday = day.holiday.clone();
    let cases: u32 = day.theatres.values().map(|count| count.cases).sum();
    let state = move || match (&holiday, session_minutes) {
        (Some(name), _) => t!("today-holiday", name = name),
        (None, None) => t!("today-no-lists"),
        (None, Some(_)) => t!("today-cases", count = cases),
    };
    let counts: Vec<(TheatreId, TheatreCount)> = theatres
        .into_iter()
        .map(|theatre| (theatre, day.theatres.get(&theatre).copied().unwrap_or_default()))
        .collect();
    let cells =
        counts.into_iter().map(|(theatre, count)| view! { <Cell theatre count session_minutes/> }).collect_view();
    view! {
        <a
            class="week-column"
            class:today=is_today
            class:closed=session_minutes.is_none()
            href=format!("/day/{date}")
            aria-current=move || is_today().then_some("date")
        >
            <div class="week-day"><b>{move || words::day(date)}</b><small>{state}</small></div>
            {cells}
        </a>
    }
}

/// A bar against the session; what is more than the session stands over its end.
#[component]
fn Cell(theatre: TheatreId, count: TheatreCount, session_minutes: Option<i64>) -> impl IntoView {
    let booked = i64::from(count.booked_minutes);
    let share = session_minutes.map(|session| booked as f64 / session as f64);
    let bar = share.map(|share| {
        let width = format!("width:{:.1}%", share.min(1.0) * 100.0);
        let class = if share > 1.0 { "bar over" } else { "bar" };
        view! { <span class=class><i prop:style=width></i></span> }
    });
    let spoken = move || use_desk().theatre(theatre);
    let over = session_minutes.filter(|session| booked > *session).map(|session| booked - session);
    view! {
        <div class="week-cell">
            <span class="seen-by-readers-only">{spoken}</span>
            {(count.cases > 0).then(|| view! {
                <b>{move || t!("today-cases", count = count.cases)}</b>
                <small>{move || words::length(booked)}</small>
            })}
            {bar}
            {over.map(|minutes| view! {
                <span class="tag wait"><Icon name=Glyph::Clock/>{move || t!("today-over", length = words::length(minutes))}</span>
            })}
        </div>
    }
}
