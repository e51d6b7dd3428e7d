//! Finding a patient letter by letter, in both scripts; the latest answer wins.

use super::row::PatientRow;
use crate::ask::ask;
use crate::components::{Glyph, Icon, TextField};
use crate::desk::use_desk;
use crate::t;
use ipc::{FindPatients, PatientLine};
use leptos::prelude::*;

/// A field and whom it finds; with nothing typed, who was seen last. `on_register` gets what was
/// typed, for someone who is not there.
#[component]
pub fn FindPatient(
    #[prop(into)] label: TextProp,
    #[prop(into)] on_choose: Callback<PatientLine>,
    #[prop(optional, into)] on_register: Option<Callback<String>>,
    #[prop(default = 8)] limit: u32,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let desk = use_desk();
    let typed = RwSignal::new(String::new());
    let found: RwSignal<Option<Vec<PatientLine>>> = RwSignal::new(None);
    let asked = StoredValue::new(0u32);
    Effect::new(move || {
        let (typed, _) = (typed.get(), desk.recorded.get());
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        leptos::task::spawn_local(async move {
            let answer = ask(FindPatients { typed, limit }).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            match answer {
                Ok(patients) => found.set(Some(patients)),
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    let lines = move || found.get().unwrap_or_default();
    let nobody = move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty));
    let choose_only = move |()| {
        if let Some([only]) = found.get_untracked().as_deref() {
            on_choose.run(only.clone());
        }
    };
    view! {
        <TextField
            label=label
            value=typed
            icon=Glyph::Search
            hint=move || t!("patients-search-hint")
            search=true
            autofocus=autofocus
            on_enter=choose_only
        />
        <div class="found" aria-live="polite">
            {move || (typed.with(|typed| typed.trim().is_empty()) && !nobody())
                .then(|| view! { <h3>{t!("patients-seen-last")}</h3> })}
            <For each=lines key=|line| (line.id, format!("{line:?}")) children=move |line| {
                let chosen = line.clone();
                view! {
                    <button type="button" class="patient-row" on:click=move |_| on_choose.run(chosen.clone())>
                        <PatientRow line/>
                    </button>
                }
            }/>
            {move || nobody().then(|| view! {
                <p class="small nobody">
                    {if typed.with(|typed| typed.trim().is_empty()) { t!("patients-none-yet") } else { t!("patients-nobody-found") }}
                </p>
            })}
            {on_register.map(|on_register| view! {
                <button type="button" class="patient-row to-register" on:click=move |_| on_register.run(typed.get_untracked())>
                    <Icon name=Glyph::Add/>
                    <span>
                        {move || match typed.get().trim() {
                            "" => t!("patients-register-new"),
                            typed => t!("patients-register-typed", name = typed),
                        }}
                    </span>
                </button>
            })}
        </div>
    }
}
