//! The hospital's names, the codes in its numbers, and its block of health ids.

use super::typed_in::TypedIn;
use crate::components::TextField;
use crate::{t, typed};
use leptos::prelude::*;

#[component]
pub fn HospitalStep(typed: TypedIn) -> impl IntoView {
    let example = move || {
        let code: String = typed.code.get().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let code = if code.is_empty() { "HOSP".to_owned() } else { code.to_uppercase() };
        let terminal = typed::latin(typed.terminal.get().trim()).to_uppercase();
        let terminal = if terminal.is_empty() { "T1".to_owned() } else { terminal };
        t!("setup-code-example", number = domain::identifier::procedure_no(&code, &terminal, 42))
    };
    view! {
        <h1>{move || t!("setup-hospital-title")}</h1>
        <div class="pair">
            <TextField label=move || t!("setup-name") value=typed.name hint=move || t!("setup-name-hint") autofocus=true/>
            <TextField label=move || t!("setup-name-bn") value=typed.name_bn hint=move || t!("setup-name-bn-hint")/>
        </div>
        <div class="pair">
            <TextField label=move || t!("setup-code") value=typed.code hint="KGJ"/>
            <TextField label=move || t!("setup-terminal") value=typed.terminal hint="T1"/>
        </div>
        <p class="small">{example}</p>
        <hr/>
        <h2>{move || t!("setup-uhid-title")}</h2>
        <p class="small">{move || t!("setup-uhid-explained")}</p>
        <div class="pair">
            <TextField label=move || t!("setup-uhid-from") value=typed.uhid_from digits=true hint="9830 1147 00"/>
            <TextField label=move || t!("setup-uhid-to") value=typed.uhid_to digits=true hint="9830 1147 99"/>
        </div>
    }
}
