//! The lists of a day: the board, the same as a table, and who waits to be placed on it.

use crate::ask::ask;
use crate::components::{Button, DateField, Dialog, Glyph, LinkButton, Look, Pill, Segment, Tone};
use crate::desk::use_desk;
use crate::pages::board::{Board, Carry, DayList, Dropped, Ghost, PlaceDialog, WaitingStrip};
use crate::pages::emergency::EmergencySheet;
use crate::{t, words};
use ::board::{Axis, summary};
use domain::Moment;
use ipc::{Day, GetDay, PrintDay};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_params_map, use_query_map};
use time::{Date, Duration, Time};

#[component]
pub fn TodayPage() -> impl IntoView {
    let desk = use_desk();
    let params = use_params_map();
    let query = use_query_map();
    let date = Memo::new(move |_| date_of(params.read().get("date")).unwrap_or_else(|| desk.today()));
    let is_list = Memo::new(move |_| query.read().get("as").as_deref() == Some("list"));
    let day: RwSignal<Option<Day>> = RwSignal::new(None);
    let axis = Memo::new(move |_| {
        let midnight = Moment::at(date.get(), Time::MIDNIGHT, words::offset_minutes());
        let now = desk.now.get();
        day.with(|day| match day.as_ref().filter(|day| day.date == date.get()) {
            Some(day) => Axis::of_day(day, midnight, now),
            None => Axis::of_day(&empty(date.get()), midnight, now),
        })
    });
    let placing: RwSignal<Option<Dropped>> = RwSignal::new(None);
    let on_drop = Callback::new(move |dropped| placing.set(Some(dropped)));
    let carry = Carry::provide(day, axis, on_drop);
    keep_day(day, date, carry);

    let is_emergency = RwSignal::new(false);
    let until = Signal::derive(move || axis.get().until);
    view! {
        <div class="day">
            <Head day date is_list is_emergency/>
            <Show when=move || day.with(|day| day.as_ref().is_some_and(|day| day.date == date.get()))>
                <Show when=move || is_list.get() fallback=move || view! { <Board day axis/> }>
                    <DayList day/>
                </Show>
                <WaitingStrip day until on_place=on_drop/>
            </Show>
            <Ghost/>
            {move || placing.get().map(|dropped| view! {
                <PlaceDialog dropped on_close=move |()| placing.set(None)/>
            })}
            <Show when=move || is_emergency.get()>
                <EmergencySheet on_close=move |()| is_emergency.set(false)/>
            </Show>
        </div>
    }
}

fn date_of(typed: Option<String>) -> Option<Date> {
    let date = typed?;
    crate::typed::date(&date, use_desk().now.get_untracked().date()).filter(|_| date.len() == 10)
}

fn empty(date: Date) -> Day {
    Day { date, session: None, holiday: None, cases: Vec::new(), waiting: Vec::new(), attention: 0 }
}

/// Asks for the day when it is another one, when something was recorded, and each minute: what runs
/// over moves what comes after it. While a case is in the hand, nothing changes under it.
fn keep_day(day: RwSignal<Option<Day>>, date: Memo<Date>, carry: Carry) {
    let desk = use_desk();
    let minute = Memo::new(move |_| desk.now.get().utc_ms().div_euclid(60_000));
    let asked = StoredValue::new(0u32);
    Effect::new(move || {
        let (date, _, _) = (date.get(), minute.get(), desk.recorded.get());
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = ask(GetDay { date }).await;
            if asked.try_get_value() != Some(number) || carry.is_busy() {
                return;
            }
            match answer {
                Ok(answer) => {
                    if day.with_untracked(|known| known.as_ref() != Some(&answer)) {
                        desk.attention.set(answer.attention);
                        day.set(Some(answer));
                    }
                }
                Err(failure) => desk.tell(&failure),
            }
        });
    });
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Board,
    List,
    Week,
}

#[component]
fn Head(
    day: RwSignal<Option<Day>>,
    date: Memo<Date>,
    is_list: Memo<bool>,
    is_emergency: RwSignal<bool>,
) -> impl IntoView {
    let desk = use_desk();
    let is_choosing = RwSignal::new(false);
    let beside = move |days: i64| {
        let other = date.get().checked_add(Duration::days(days)).unwrap_or(date.get());
        path(other, is_list.get())
    };
    let navigate = use_navigate();
    let show = move |shown| {
        let to = match shown {
            Shown::Board => path(date.get_untracked(), false),
            Shown::List => path(date.get_untracked(), true),
            Shown::Week => format!("/week/{}", date.get_untracked()),
        };
        navigate(&to, Default::default());
    };
    let print = move |()| {
        let date = date.get_untracked();
        leptos::task::spawn_local(async move {
            match ask(PrintDay { date }).await {
                Ok(file) => desk.note(t!("today-printed", path = file.path)),
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    let shown = Signal::derive(move || Some(if is_list.get() { Shown::List } else { Shown::Board }));
    view! {
        <header class="day-head">
            <LinkButton
                label=move || t!("today-day-before")
                icon=Glyph::Left
                icon_only=true
                href=Signal::derive(move || beside(-1))
            />
            <button type="button" class="day-name" on:click=move |_| is_choosing.set(true)>
                <h1>{move || words::day(date.get())}</h1>
                <span class="seen-by-readers-only">{move || t!("today-other-day")}</span>
            </button>
            <LinkButton
                label=move || t!("today-day-after")
                icon=Glyph::Right
                icon_only=true
                href=Signal::derive(move || beside(1))
            />
            <Show when=move || date.get() != desk.today()>
                <LinkButton label=move || t!("frame-today") href="/".to_owned()/>
            </Show>
            <Pills day/>
            <Segment
                legend=move || t!("today-shown-as")
                options=vec![
                    (Shown::Board, TextProp::from(move || t!("today-board"))),
                    (Shown::List, TextProp::from(move || t!("today-list"))),
                    (Shown::Week, TextProp::from(move || t!("today-week"))),
                ]
                value=shown
                on_choose=show
            />
            <Button label=move || t!("today-print") icon=Glyph::Print icon_only=true on_press=print/>
            <LinkButton
                label=move || t!("today-book")
                icon=Glyph::Add
                href=Signal::derive(move || format!("/book?date={}", date.get()))
            />
            <Button
                label=move || t!("today-emergency")
                look=Look::Bad
                on_press=move |()| is_emergency.set(true)
            />
            <Show when=move || is_choosing.get()>
                <OtherDay date=date.get_untracked() is_list=is_list.get_untracked() on_close=move |()| is_choosing.set(false)/>
            </Show>
        </header>
    }
}

fn path(date: Date, is_list: bool) -> String {
    let day = if date == use_desk().today() { "/".to_owned() } else { format!("/day/{date}") };
    if is_list { format!("{day}?as=list") } else { day }
}

/// A day that is typed.
#[component]
fn OtherDay(date: Date, is_list: bool, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(Some(date));
    let navigate = use_navigate();
    let go = move |()| {
        if let Some(date) = typed.get_untracked() {
            on_close.run(());
            navigate(&path(date, is_list), Default::default());
        }
    };
    let label =
        move || typed.get().map_or_else(|| t!("today-other-day"), |date| t!("today-go-to", day = words::day(date)));
    view! {
        <Dialog title=move || t!("today-other-day") on_close=on_close>
            <DateField label=move || t!("today-date") value=typed/>
            <div class="actions">
                <Button
                    label=label
                    look=Look::Main
                    disabled=Signal::derive(move || typed.get().is_none())
                    on_press=go
                />
            </div>
        </Dialog>
    }
}

/// What the day comes to, in a few words.
#[component]
fn Pills(day: RwSignal<Option<Day>>) -> impl IntoView {
    let desk = use_desk();
    let counted = Memo::new(move |_| day.with(|day| day.as_ref().map(|day| summary(day, desk.now.get()))));
    let closed = move || {
        day.with(|day| {
            let day = day.as_ref().filter(|day| day.session.is_none())?;
            Some(match &day.holiday {
                Some(name) => t!("today-holiday", name = name),
                None => t!("today-no-lists"),
            })
        })
    };
    let pressing = move || {
        let counted = counted.get().filter(|counted| counted.clashes + counted.disputed > 0)?;
        let clashes = (counted.clashes > 0).then(|| t!("today-clashes", count = counted.clashes));
        let disputed = (counted.disputed > 0).then(|| t!("today-disputed", count = counted.disputed));
        Some(clashes.into_iter().chain(disputed).collect::<Vec<_>>().join(" · "))
    };
    view! {
        <div class="pills">
            {move || closed().map(|label| view! { <Pill label icon=Glyph::Calendar tone=Tone::Info/> })}
            {move || counted.get().filter(|counted| counted.cases > 0).map(|counted| view! {
                <Pill label=t!("today-done", done = counted.done, all = counted.cases) tone=Tone::Ok/>
                {(counted.in_theatre > 0).then(|| view! {
                    <Pill label=t!("today-in-theatre", count = counted.in_theatre) tone=Tone::Ok/>
                })}
                {(counted.late > 0).then(|| view! {
                    <Pill label=t!("today-late-cases", count = counted.late) tone=Tone::Wait/>
                })}
            })}
            {move || pressing().map(|label| view! {
                <a href="/attention" class="pill-link"><Pill label icon=Glyph::Attention tone=Tone::Bad/></a>
            })}
        </div>
    }
}
