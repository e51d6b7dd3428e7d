//! When lists run: the days of the week, from when until when, and the holidays.

use super::change::change_hospital;
use crate::components::{Button, DateField, FaultLine, Glyph, Look, TextField, TimeField, Toggles, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::hospital::{Hours, WEEK};
use ipc::{Failure, HospitalChange};
use leptos::prelude::*;
use time::{Date, Time};

const MINUTES_OF_DAY: u16 = 24 * 60;

#[component]
pub fn WorkingHours() -> impl IntoView {
    let desk = use_desk();
    let hours = desk.directory.with_untracked(|directory| directory.hospital.hours.clone());
    let days = RwSignal::new(hours.weekdays.iter().copied().collect::<Vec<u8>>());
    let from = RwSignal::new(time_of(hours.from_minute));
    let until = RwSignal::new(time_of(hours.until_minute));
    let fault = RwSignal::new(None::<Failure>);
    let week = WEEK
        .map(|weekday| choice(weekday.number_days_from_monday(), move || language::weekday(desk.language(), weekday)))
        .to_vec();
    let save = move |()| {
        let (Some(from), Some(until)) = (from.get_untracked(), until.get_untracked()) else { return };
        let until_minute = match minute_of(until) {
            0 => MINUTES_OF_DAY,
            minute => minute,
        };
        let weekdays = days.get_untracked().into_iter().collect();
        let hours = Hours { weekdays, from_minute: minute_of(from), until_minute };
        change_hospital(HospitalChange::SetHours { hours }, fault, || ());
    };
    let lacks = move || from.with(Option::is_none) || until.with(Option::is_none) || days.with(Vec::is_empty);
    view! {
        <div class="card sheet col">
            <h2>{move || t!("settings-hours")}</h2>
            <p class="small">{move || t!("settings-hours-explained")}</p>
            <Toggles label=move || t!("settings-days") options=week value=days/>
            <div class="pair">
                <TimeField label=move || t!("settings-from") value=from/>
                <TimeField label=move || t!("settings-until") value=until/>
            </div>
            <FaultLine failure=fault/>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || t!("settings-save")
                    look=Look::Main
                    disabled=Signal::derive(lacks)
                    on_press=save
                />
            </div>
        </div>
        <Holidays/>
    }
}

/// Midnight at the end of a day is typed as 00:00.
fn time_of(minute: u16) -> Option<Time> {
    let minute = minute % MINUTES_OF_DAY;
    Time::from_hms((minute / 60) as u8, (minute % 60) as u8, 0).ok()
}

fn minute_of(time: Time) -> u16 {
    u16::from(time.hour()) * 60 + u16::from(time.minute())
}

#[component]
fn Holidays() -> impl IntoView {
    let desk = use_desk();
    let date = RwSignal::new(None::<Date>);
    let name = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Failure>);
    let coming = move || {
        let today = desk.today();
        desk.directory.with(|directory| {
            let holidays = directory.hospital.holidays.iter().filter(|(date, _)| **date >= today);
            holidays.map(|(date, name)| (*date, name.clone())).collect::<Vec<_>>()
        })
    };
    let add = move |()| {
        let Some(day) = date.get_untracked() else { return };
        change_hospital(HospitalChange::SetHoliday { date: day, name: name.get_untracked() }, fault, move || {
            date.try_set(None);
            name.try_set(String::new());
        });
    };
    let clear = move |date| change_hospital(HospitalChange::ClearHoliday { date }, fault, || ());
    let lacks = move || date.with(Option::is_none) || name.with(|name| name.trim().is_empty());
    view! {
        <div class="card sheet col">
            <h2>{move || t!("settings-holidays")}</h2>
            <ul class="col lines">
                <For each=coming key=|holiday| holiday.clone() children=move |(date, name)| view! {
                    <li class="row line">
                        <span class="grow"><b>{name}</b><small>{move || words::day_full(date)}</small></span>
                        <Button label=move || t!("settings-take-out") icon=Glyph::Close on_press=move |()| clear(date)/>
                    </li>
                }/>
            </ul>
            {move || coming().is_empty().then(|| view! { <p class="small">{move || t!("settings-no-holidays")}</p> })}
            <div class="pair">
                <DateField label=move || t!("settings-date") value=date/>
                <TextField label=move || t!("settings-holiday-name") value=name/>
            </div>
            <FaultLine failure=fault/>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || t!("settings-add-holiday")
                    icon=Glyph::Add
                    disabled=Signal::derive(lacks)
                    on_press=add
                />
            </div>
        </div>
    }
}
