//! When something happened, and when it was written down.

use crate::components::{DateField, Segment, TimeField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::Moment;
use leptos::prelude::*;
use time::{Date, Time};

/// Minutes between happening and recording from which both times are told.
const LATE_MINUTES: i64 = 2;

/// "10:02", and where it was entered later: "happened 10:02, entered 12:40".
pub fn happened(at: Moment, recorded_at: Moment) -> String {
    if recorded_at.minutes_since(at).abs() < LATE_MINUTES {
        words::when(at)
    } else {
        t!("case-happened-entered", happened = words::when(at), entered = words::when(recorded_at))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    Today,
    Yesterday,
    Another,
}

/// A time in the past, typed or stepped to: none while it can't be read. What was understood is
/// said below. A time later than now is yesterday's: a case may cross midnight.
#[component]
pub fn WhenField(#[prop(into)] label: TextProp, value: RwSignal<Option<Moment>>) -> impl IntoView {
    let now = use_desk().now;
    let today = move || now.with_untracked(|now| now.date());
    let known = value.get_untracked().map(words::here);
    let time = RwSignal::new(known.map(Moment::time));
    let date = RwSignal::new(known.map(Moment::date));
    let chosen = RwSignal::new(known.map(|known| day_of(known.date(), today())));
    let day = Signal::derive(move || {
        chosen
            .get()
            .or_else(|| time.get().map(|time| if is_to_come(today(), time) { Day::Yesterday } else { Day::Today }))
    });
    Effect::new(move || {
        let date = match day.get() {
            Some(Day::Today) => Some(today()),
            Some(Day::Yesterday) => today().previous_day(),
            Some(Day::Another) => date.get(),
            None => None,
        };
        let moment = time.get().zip(date).map(|(time, date)| Moment::at(date, time, words::offset_minutes()));
        if value.get_untracked().map(minute) != moment.map(minute) {
            value.set(moment);
        }
    });
    let step = move |minutes: i64| {
        let from = value.get_untracked().unwrap_or_else(|| now.get_untracked());
        let to = words::here(from.plus_minutes(minutes));
        if to > now.get_untracked() {
            return;
        }
        date.set(Some(to.date()));
        chosen.set(Some(day_of(to.date(), today())));
        time.set(Some(to.time()));
    };
    let steps = [-15, -5, -1, 1, 5].map(|minutes: i64| {
        let words = move || match minutes {
            ..0 => t!("case-minutes-earlier", minutes = minutes.abs()),
            _ => t!("case-minutes-later", minutes = minutes),
        };
        let sign = if minutes < 0 { "−" } else { "+" };
        view! {
            <button type="button" class="btn" aria-label=words on:click=move |_| step(minutes)>
                {sign}{move || words::number(minutes.abs())}
            </button>
        }
    });
    let legend = label.clone();
    view! {
        <div class="when" role="group" aria-label=move || legend.get()>
            <div class="row">
                <div class="grow"><TimeField label=label value=time/></div>
                <div class="steps-of-time">{steps.into_iter().collect_view()}</div>
            </div>
            <div class="row wrap">
                <Segment
                    legend=move || t!("case-day")
                    options=vec![
                        choice(Day::Today, move || t!("case-day-today")),
                        choice(Day::Yesterday, move || t!("case-day-yesterday")),
                        choice(Day::Another, move || t!("case-day-another")),
                    ]
                    value=day
                    on_choose=move |day| chosen.set(Some(day))
                />
                <small class="grow understood" role="status">
                    {move || value.get().map(|at| t!("case-when-understood", when = words::when(at), ago = words::ago(at)))}
                </small>
            </div>
            <Show when=move || day.get() == Some(Day::Another)>
                <DateField label=move || t!("case-day") value=date/>
            </Show>
        </div>
    }
}

fn day_of(date: Date, today: Date) -> Day {
    if date == today {
        Day::Today
    } else if Some(date) == today.previous_day() {
        Day::Yesterday
    } else {
        Day::Another
    }
}

fn is_to_come(today: Date, time: Time) -> bool {
    Moment::at(today, time, words::offset_minutes()) > use_desk().now.get_untracked().plus_minutes(1)
}

fn minute(moment: Moment) -> i64 {
    moment.utc_ms().div_euclid(60_000)
}
