//! For whom: found by typing, or registered on the way.

use super::form::Form;
use crate::components::{Button, Dialog};
use crate::pages::patients::{FindPatient, PatientRow};
use crate::pages::register::Register;
use crate::t;
use ipc::PatientLine;
use leptos::prelude::*;

#[component]
pub fn Who(form: Form) -> impl IntoView {
    let registering: RwSignal<Option<String>> = RwSignal::new(None);
    let choose = move |line: PatientLine| {
        registering.set(None);
        form.patient.set(Some(line));
    };
    let is_new = move || form.case.with(Option::is_none);
    view! {
        {move || match form.patient.get() {
            Some(line) => view! {
                <div class="field">
                    <span class="label">{t!("patient")}</span>
                    <div class="box chosen-patient">
                        <PatientRow line/>
                        <Show when=is_new>
                            <Button label=move || t!("book-change") on_press=move |()| form.patient.set(None)/>
                        </Show>
                    </div>
                </div>
            }
            .into_any(),
            None => view! {
                <div class="pick-patient">
                    <FindPatient
                        label=move || t!("patient")
                        limit=5
                        autofocus=true
                        on_choose=choose
                        on_register=move |typed| registering.set(Some(typed))
                    />
                </div>
            }
            .into_any(),
        }}
        {move || registering.get().map(|typed| view! {
            <Dialog title=move || t!("patients-register") wide=true on_close=move |()| registering.set(None)>
                <Register typed on_done=choose/>
            </Dialog>
        })}
    }
}
