//! The first person, who administers, and their PIN.

use super::typed_in::TypedIn;
use crate::components::{Glyph, Icon, TextField, Toggles};
use crate::{t, words};
use domain::person::pin_is_good;
use domain::procedure::Role;
use leptos::prelude::*;

#[component]
pub fn AdministratorStep(typed: TypedIn) -> impl IntoView {
    let others = all_roles().into_iter().filter(|(role, _)| *role != Role::Administrator).collect::<Vec<_>>();
    Effect::new(move || {
        if !typed.roles.with(Vec::is_empty) {
            typed.only_administers.set(false);
        }
    });
    view! {
        <h1>{move || t!("setup-administrator-title")}</h1>
        <p class="small">{move || t!("setup-administrator-explained")}</p>
        <div class="pair">
            <TextField
                label=move || t!("setup-person-name")
                value=typed.person_name
                hint=move || t!("setup-person-name-hint")
                autofocus=true
            />
            <TextField
                label=move || t!("setup-person-name-bn")
                value=typed.person_name_bn
                hint=move || t!("setup-person-name-bn-hint")
            />
        </div>
        <div class="pair">
            <TextField label=move || t!("setup-staff-no") value=typed.staff_no/>
            <TextField label=move || t!("field-phone") value=typed.phone digits=true/>
        </div>
        <Toggles label=move || t!("setup-other-roles") options=others value=typed.roles/>
        <button
            type="button"
            class="choice"
            aria-pressed=move || typed.only_administers.get().to_string()
            on:click=move |_| {
                let only = !typed.only_administers.get_untracked();
                typed.only_administers.set(only);
                if only {
                    typed.roles.set(Vec::new());
                }
            }
        >
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span>{move || t!("setup-only-administers")}</span>
        </button>
        <hr/>
        <div class="pair">
            <NewPin label=move || t!("setup-pin") value=typed.pin/>
            <TextField
                label=move || t!("setup-pin-again")
                value=typed.pin_again
                digits=true
                secret=true
                fault=Signal::derive(move || {
                    if typed.is_second_pin_another() { t!("setup-pins-differ") } else { String::new() }
                })
            />
        </div>
    }
}

/// A PIN that is being chosen; says at once when it is too easy.
#[component]
pub fn NewPin(#[prop(into)] label: TextProp, value: RwSignal<String>) -> impl IntoView {
    let fault = Signal::derive(move || {
        let typed = crate::typed::latin(value.get().trim());
        match (typed.chars().count(), pin_is_good(&typed)) {
            (0..6, _) | (_, Ok(())) => String::new(),
            (6, Err(_)) => t!("refusal-pin-too-simple"),
            _ => t!("setup-pin-six"),
        }
    });
    view! { <TextField label=label value=value digits=true secret=true fault=fault hint=move || t!("setup-pin-six")/> }
}

/// Every role with its words.
pub fn all_roles() -> Vec<(Role, TextProp)> {
    Role::ALL.map(|role| (role, TextProp::from(move || words::role(role)))).to_vec()
}
