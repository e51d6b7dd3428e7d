//! A patient in a row: both scripts of the name, and what tells two of a name apart.

use crate::components::AllergyBadge;
use crate::desk::use_desk;
use crate::{t, words};
use ipc::PatientLine;
use leptos::prelude::*;

#[component]
pub fn PatientRow(line: PatientLine) -> impl IntoView {
    let line = StoredValue::new(line);
    let other = move || {
        let lang = use_desk().language().other().code();
        line.with_value(words::patient_name_other).map(|other| view! { " · " <span lang=lang>{other}</span> })
    };
    let unknown = line.with_value(|line| line.unknown);
    view! {
        <span class="grow">
            <b>{move || line.with_value(words::patient_name)}{other}</b>
            <small>{move || line.with_value(|line| told_apart_by(line).join(" · "))}</small>
        </span>
        {unknown.then(|| view! { <span class="tag wait">{move || t!("today-who-is-it")}</span> })}
        {move || line.with_value(|line| view! { <AllergyBadge mark=line.allergies.clone()/> })}
    }
}

/// Sex and age, father's or husband's name, village, number and phone.
fn told_apart_by(line: &PatientLine) -> Vec<String> {
    [
        Some(words::sex_age(line)),
        line.relative.as_ref().map(words::relative),
        line.village.clone(),
        Some(words::patient_number(line)),
        line.phone.clone(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
