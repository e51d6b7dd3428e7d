//! Dates and times that are typed; what was understood is said under the field.

use super::TextField;
use crate::desk::use_desk;
use crate::{t, typed, words};
use leptos::prelude::*;
use time::{Date, Time};

/// A day: "22 11 2026", "22/11", "২২-১১-২৬". None while it can't be read.
#[component]
pub fn DateField(#[prop(into)] label: TextProp, value: RwSignal<Option<Date>>) -> impl IntoView {
    let near = use_desk().now.get_untracked().date();
    let written = |date: Option<Date>| {
        date.map(|date| format!("{:02}/{:02}/{}", date.day(), u8::from(date.month()), date.year())).unwrap_or_default()
    };
    let text = follow(value, move |typed| typed::date(typed, near), written);
    let fault = Signal::derive(move || {
        let unread = !text.get().trim().is_empty() && value.get().is_none();
        if unread { t!("frame-date-not-read") } else { String::new() }
    });
    view! {
        <div class="col typed">
            <TextField label=label value=text fault=fault digits=true hint=move || t!("frame-date-hint")/>
            <small class="understood">{move || value.get().map(words::day_full)}</small>
        </div>
    }
}

/// A time of day on the 24-hour clock: "1405", "14:05", "৯". None while it can't be read.
#[component]
pub fn TimeField(#[prop(into)] label: TextProp, value: RwSignal<Option<Time>>) -> impl IntoView {
    let written =
        |time: Option<Time>| time.map(|time| format!("{:02}:{:02}", time.hour(), time.minute())).unwrap_or_default();
    let text = follow(value, typed::time_of_day, written);
    let fault = Signal::derive(move || {
        let unread = !text.get().trim().is_empty() && value.get().is_none();
        if unread { t!("frame-time-not-read") } else { String::new() }
    });
    view! { <TextField label=label value=text fault=fault digits=true hint=move || t!("frame-time-hint")/> }
}

/// A text that is read into `value`, and written again when `value` was set from elsewhere.
fn follow<T: PartialEq + Copy + Send + Sync + 'static>(
    value: RwSignal<Option<T>>,
    read: impl Fn(&str) -> Option<T> + Copy + Send + Sync + 'static,
    write: impl Fn(Option<T>) -> String + Copy + Send + Sync + 'static,
) -> RwSignal<String> {
    let text = RwSignal::new(write(value.get_untracked()));
    Effect::watch(
        move || text.get(),
        move |typed, _, _| {
            if value.get_untracked() != read(typed) {
                value.set(read(typed));
            }
        },
        false,
    );
    Effect::watch(
        move || value.get(),
        move |known, _, _| {
            if read(&text.get_untracked()) != *known {
                text.set(write(*known));
            }
        },
        false,
    );
    text
}
