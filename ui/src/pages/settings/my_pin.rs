//! One's own PIN: the old one, and the new one twice.

use super::change::change;
use crate::components::{Button, FaultLine, Look, TextField};
use crate::desk::use_desk;
use crate::pages::setup::NewPin;
use crate::{t, typed};
use ipc::{Failure, SetPin};
use leptos::prelude::*;

#[component]
pub fn MyPin() -> impl IntoView {
    let desk = use_desk();
    let (old, new, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fault = RwSignal::new(None::<Failure>);
    let differ = move || new.with(|new| again.with(|again| !typed::latin(new).starts_with(&typed::latin(again))));
    let lacks = move || {
        let is_whole = |pin: RwSignal<String>| pin.with(|pin| pin.trim().chars().count() == 6);
        !is_whole(old) || !is_whole(new) || !is_whole(again) || differ()
    };
    let save = move |()| {
        let Some(person) = desk.session.with_untracked(|session| session.as_ref().map(|session| session.member.id))
        else {
            return;
        };
        let pin = |typed: RwSignal<String>| typed::latin(typed.get_untracked().trim());
        let call = SetPin { person, old_pin: Some(pin(old)), pin: pin(new) };
        change(call, fault, move |()| {
            for field in [old, new, again] {
                field.try_set(String::new());
            }
        });
    };
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-my-pin")}</h2>
            <p class="small">{move || t!("settings-my-pin-explained")}</p>
            <TextField label=move || t!("settings-old-pin") value=old digits=true secret=true/>
            <NewPin label=move || t!("settings-new-pin") value=new/>
            <TextField
                label=move || t!("settings-new-pin-again")
                value=again
                digits=true
                secret=true
                fault=Signal::derive(move || if differ() { t!("setup-pins-differ") } else { String::new() })
            />
            <FaultLine failure=fault/>
            <div class="actions">
                <span class="grow"></span>
                <Button
                    label=move || t!("settings-change-pin")
                    look=Look::Main
                    disabled=Signal::derive(lacks)
                    on_press=save
                />
            </div>
        </div>
    }
}
