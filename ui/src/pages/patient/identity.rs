//! Who the patient is, as recorded; corrected, identified and given a health id here.

use super::record;
use crate::components::{Button, Dialog, Glyph, Look, TextField};
use crate::desk::use_desk;
use crate::pages::patients::{IdentityDraft, IdentityForm};
use crate::{t, words};
use domain::PatientId;
use domain::identifier::uhid_shown;
use domain::patient::{Birth, Identity, Patient, PatientCommand};
use leptos::prelude::*;

#[component]
pub fn IdentityCard(id: PatientId, patient: Patient) -> impl IntoView {
    let is_correcting = RwSignal::new(false);
    let is_giving = RwSignal::new(false);
    let unknown = patient.identity.unknown;
    let has_uhid = patient.uhid.is_some();
    let identity = StoredValue::new(patient.identity.clone());
    let label = move || if unknown { t!("patients-identify") } else { t!("patients-correct") };
    view! {
        <section class="card col" aria-labelledby="identity-heading">
            <div class="row">
                <h2 id="identity-heading" class="grow">{move || t!("patients-identity")}</h2>
                {(!has_uhid).then(|| view! {
                    <Button label=move || t!("patients-give-uhid") on_press=move |()| is_giving.set(true)/>
                })}
                <Button label=label icon=Glyph::Pen on_press=move |()| is_correcting.set(true)/>
            </div>
            <dl class="facts">{move || facts(&patient)}</dl>
            <Show when=move || is_correcting.get()>
                <IdentityDialog id identity=identity.get_value() on_close=move |()| is_correcting.set(false)/>
            </Show>
            <Show when=move || is_giving.get()>
                <GiveUhid id on_close=move |()| is_giving.set(false)/>
            </Show>
        </section>
    }
}

/// Each fact with its name; what nobody has said is said to be not known.
fn facts(patient: &Patient) -> impl IntoView + use<> {
    let identity = &patient.identity;
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| t!("not-known"));
    let birth = match identity.birth {
        Birth::On(date) => match identity.birth.years(use_desk().today()) {
            Some(years) => t!("patients-born", age = words::years(years), on = words::day_short(date)),
            None => words::day_short(date),
        },
        Birth::About { years, on } => {
            t!("patients-about-said", years = u32::from(years), on = words::day_short(on))
        }
        Birth::Unknown => t!("not-known"),
    };
    let address = [&identity.address.village, &identity.address.upazila, &identity.address.district];
    let address: Vec<String> = address.into_iter().flatten().cloned().collect();
    let rows = [
        (t!("field-name"), identity.name.clone()),
        (
            t!("field-name-bangla"),
            Some(identity.name_bn.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| t!("not-known")),
        ),
        (t!("patients-sex"), words::word_of("sex", &identity.sex)),
        (t!("patients-age"), birth),
        (t!("field-relative"), identity.relative.as_ref().map_or_else(|| t!("not-known"), words::relative)),
        (t!("field-address"), if address.is_empty() { t!("not-known") } else { address.join(", ") }),
        (t!("field-phone"), text(&identity.phone)),
        (t!("field-uhid"), patient.uhid.as_deref().map_or_else(|| t!("patients-no-uhid"), uhid_shown)),
        (t!("field-registration-no"), patient.registration_no.clone()),
        (t!("field-nid"), text(&identity.nid)),
        (t!("field-birth-registration"), text(&identity.birth_registration)),
    ];
    let temporary = patient.temporary_id.clone().filter(|_| patient.uhid.is_none());
    let temporary = temporary.map(|number| (t!("patients-temporary-id"), number));
    rows.into_iter()
        .chain(temporary)
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view()
}

/// Corrects who the patient is, or says who an unknown one turned out to be.
#[component]
pub fn IdentityDialog(id: PatientId, identity: Identity, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let unknown = identity.unknown;
    let draft = IdentityDraft::of(&identity);
    let is_sent = RwSignal::new(false);
    let label = move || match draft.lacks() {
        lacks if !lacks.is_empty() => t!("patients-still-to-say", what = lacks.join(", ")),
        _ if unknown => t!("patients-identify-do"),
        _ => t!("patients-correct-do"),
    };
    let save = move |()| {
        let Some(identity) = untrack(|| draft.identity()) else { return };
        is_sent.set(true);
        leptos::task::spawn_local(async move {
            let taken = record(id, PatientCommand::Identify { identity }).await;
            is_sent.try_set(false);
            if taken {
                on_close.try_run(());
            }
        });
    };
    let title = move || if unknown { t!("patients-identify") } else { t!("patients-correct") };
    view! {
        <Dialog title=title on_close=on_close wide=true>
            {unknown.then(|| view! { <p>{move || t!("patients-identify-explained", known = &identity.name)}</p> })}
            <IdentityForm draft/>
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=label
                    look=Look::Main
                    disabled=Signal::derive(move || is_sent.get() || !draft.lacks().is_empty())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

#[component]
fn GiveUhid(id: PatientId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let give = move |()| {
        let uhid = crate::typed::latin(typed.get_untracked().trim());
        leptos::task::spawn_local(async move {
            if record(id, PatientCommand::GiveUhid { uhid }).await {
                on_close.try_run(());
            }
        });
    };
    view! {
        <Dialog title=move || t!("patients-give-uhid") on_close=on_close>
            <TextField
                label=move || t!("patients-uhid-on-card")
                hint=move || t!("patients-uhid-hint")
                value=typed
                digits=true
                autofocus=true
                on_enter=give
            />
            <div class="actions">
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=move || t!("patients-give-uhid-do")
                    look=Look::Main
                    disabled=Signal::derive(move || typed.with(|typed| typed.trim().is_empty()))
                    on_press=give
                />
            </div>
        </Dialog>
    }
}
