//! Registering a patient: what is typed on the left, who may be the same person on the right.

use crate::ask::ask;
use crate::components::{Button, Glyph, Icon, LinkButton, Look};
use crate::desk::use_desk;
use crate::pages::patients::{IdentityDraft, IdentityForm, PatientRow};
use crate::{t, words};
use domain::PatientId;
use domain::patient::Likeness;
use ipc::{AlikePatient, GetPatient, LikelySame, PatientLine, RegisterPatient};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

#[component]
pub fn RegisterPage() -> impl IntoView {
    let typed = use_query_map().read_untracked().get("name").unwrap_or_default();
    let navigate = use_navigate();
    let open = move |line: PatientLine| navigate(&format!("/patients/{}", line.id), Default::default());
    view! {
        <section class="register-page">
            <header class="row">
                <LinkButton label=move || t!("patients-back") icon=Glyph::Left icon_only=true href="/patients".to_owned()/>
                <h1>{move || t!("patients-register")}</h1>
            </header>
            <Register typed on_done=open/>
        </section>
    }
}

/// The form and the likely duplicates. `on_done` gets the patient, new or found to be known already.
#[component]
pub fn Register(typed: String, #[prop(into)] on_done: Callback<PatientLine>) -> impl IntoView {
    let desk = use_desk();
    let draft = IdentityDraft::named(&typed);
    let uhid = RwSignal::new(String::new());
    let given_uhid = move || uhid.with(|uhid| Some(crate::typed::latin(uhid.trim())).filter(|uhid| !uhid.is_empty()));
    let alike: RwSignal<Vec<AlikePatient>> = RwSignal::new(Vec::new());
    let not_these: RwSignal<Vec<PatientId>> = RwSignal::new(Vec::new());
    let is_sent = RwSignal::new(false);

    let asked = StoredValue::new(0u32);
    Effect::new(move || {
        let identity = draft.identity();
        let uhid = given_uhid();
        asked.update_value(|asked| *asked += 1);
        let number = asked.get_value();
        let Some(identity) = identity else {
            alike.set(Vec::new());
            return;
        };
        leptos::task::spawn_local(async move {
            let answer = ask(LikelySame { identity, uhid }).await;
            if asked.try_get_value() != Some(number) {
                return;
            }
            // A number half typed is no reason to say anything yet.
            if let Ok(answer) = answer {
                alike.set(answer);
            }
        });
    });

    let to_look_at = move || {
        alike.with(|alike| {
            let unseen = |other: &&AlikePatient| not_these.with(|seen| !seen.contains(&other.line.id));
            alike.iter().filter(|other| other.likeness >= Likeness::Likely).filter(unseen).count()
        })
    };
    let label = move || match (draft.lacks(), to_look_at()) {
        (lacks, _) if !lacks.is_empty() => t!("patients-still-to-say", what = lacks.join(", ")),
        (_, 0) => t!("patients-register-now"),
        (_, count) => t!("patients-look-first", count = count),
    };
    let is_held = move || is_sent.get() || !draft.lacks().is_empty() || to_look_at() > 0;
    let register = move |()| {
        let Some(identity) = untrack(|| draft.identity()) else { return };
        let call = RegisterPatient { identity, uhid: untrack(given_uhid), not_these: not_these.get_untracked() };
        is_sent.set(true);
        leptos::task::spawn_local(async move {
            let registered = async { ask(GetPatient { id: ask(call).await? }).await }.await;
            is_sent.try_set(false);
            match registered {
                Ok(patient) => {
                    desk.note(t!(
                        "patients-registered",
                        name = words::patient_name(&patient.line),
                        number = words::patient_number(&patient.line)
                    ));
                    on_done.try_run(patient.line);
                }
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    view! {
        <div class="register">
            <div class="card col">
                <IdentityForm draft uhid/>
                <div class="row actions">
                    <small class="grow">{move || t!("patients-numbers-are-given")}</small>
                    <Button label=label look=Look::Main disabled=Signal::derive(is_held) on_press=register/>
                </div>
            </div>
            <aside class="card col" aria-live="polite">
                <h2>{move || t!("patients-same-person")}</h2>
                <Show
                    when=move || alike.with(|alike| !alike.is_empty())
                    fallback=move || view! { <p class="small">{move || t!("patients-nobody-alike")}</p> }
                >
                    <For each=move || alike.get() key=|other| (other.line.id, format!("{other:?}")) children=move |other| {
                        view! { <Alike other not_these on_done/> }
                    }/>
                </Show>
            </aside>
        </div>
    }
}

/// Somebody who may be the one being registered.
#[component]
fn Alike(other: AlikePatient, not_these: RwSignal<Vec<PatientId>>, on_done: Callback<PatientLine>) -> impl IntoView {
    let id = other.line.id;
    let is_apart = move || not_these.with(|seen| seen.contains(&id));
    let likeness = other.likeness;
    let class = if likeness >= Likeness::Likely { "tag wait" } else { "tag" };
    let line = other.line.clone();
    let toggle = move |_| {
        not_these.update(|seen| match seen.iter().position(|known| *known == id) {
            Some(at) => drop(seen.remove(at)),
            None => seen.push(id),
        });
    };
    view! {
        <article class="alike" class:apart=is_apart>
            <span class=class>{move || likeness_words(likeness)}</span>
            <PatientRow line=other.line/>
            <div class="row">
                <Button label=move || t!("patients-it-is-this-one") on_press=move |()| on_done.run(line.clone())/>
                <button type="button" class="choice grow" aria-pressed=move || is_apart().to_string() on:click=toggle>
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span>{move || t!("patients-another-person")}</span>
                </button>
            </div>
        </article>
    }
}

/// How probably two records are one person.
pub fn likeness_words(likeness: Likeness) -> String {
    match likeness {
        Likeness::Possible => t!("patients-likeness-possible"),
        Likeness::Likely => t!("patients-likeness-likely"),
        Likeness::Same => t!("patients-likeness-same"),
    }
}
