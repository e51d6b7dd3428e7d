//! Machines and sets that can be booked only once at a time.

use super::change::change_hospital;
use crate::components::{Button, Chooser, Dialog, FaultLine, Glyph, Look, TextField, term_words};
use crate::desk::use_desk;
use crate::t;
use domain::catalogue::{TermList, Terms};
use domain::hospital::Machine;
use domain::{MachineId, TheatreId};
use ipc::{Failure, HospitalChange};
use leptos::prelude::*;

/// The catalogue's resource types of which a hospital has a few, each in one place at a time.
const KINDS: [&str; 23] = [
    "anesthesia_machine",
    "monitor",
    "electrosurgical_unit",
    "suction",
    "laparoscopy_tower",
    "arthroscopy_tower",
    "operating_microscope",
    "phaco_machine",
    "yag_laser",
    "c_arm",
    "fracture_table",
    "lithotomy_table",
    "tourniquet",
    "ear_drill",
    "cranial_drill",
    "dermatome",
    "endoscope",
    "cystoscope",
    "resectoscope",
    "ureteroscope",
    "ultrasound",
    "incubator",
    "ect_machine",
];

#[component]
pub fn Machines() -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(None::<Option<(MachineId, Machine)>>);
    let all = move || {
        desk.directory.with(|directory| {
            let hospital = &directory.hospital;
            let used = hospital.machines.iter().filter(|(id, _)| !hospital.retired_machines.contains(id));
            let mut used: Vec<(MachineId, Machine)> = used.map(|(id, machine)| (*id, machine.clone())).collect();
            used.sort_by(|(_, one), (_, other)| {
                (&one.resource_type, &one.name).cmp(&(&other.resource_type, &other.name))
            });
            used
        })
    };
    view! {
        <div class="row">
            <h2 class="grow">{move || t!("settings-machines")}</h2>
            <Button
                label=move || t!("settings-add-machine")
                icon=Glyph::Add
                look=Look::Main
                on_press=move |()| open.set(Some(None))
            />
        </div>
        <p class="small">{move || t!("settings-machines-explained")}</p>
        <ul class="col">
            {move || all().into_iter().map(|(id, machine)| {
                let opened = machine.clone();
                view! {
                    <li class="card row line">
                        <span class="grow">
                            <b>{move || desk.machine(id)}</b>
                            <small>{move || kind_words(&machine.resource_type)}" · "{place(machine.theatre)}</small>
                        </span>
                        <Button
                            label=move || t!("settings-change")
                            icon=Glyph::Pen
                            on_press=move |()| open.set(Some(Some((id, opened.clone()))))
                        />
                    </li>
                }
            }).collect_view()}
        </ul>
        {move || open.get().map(|machine| view! { <MachineDialog machine on_close=move |()| open.set(None)/> })}
    }
}

fn kind_words(kind: &str) -> String {
    Terms::embedded().by_key(TermList::ResourceType, kind).map_or_else(|| kind.to_owned(), term_words)
}

fn place(theatre: Option<TheatreId>) -> impl Fn() -> String {
    let desk = use_desk();
    move || theatre.map_or_else(|| t!("settings-moved-about"), |theatre| desk.theatre(theatre))
}

/// `machine` none: a new one.
#[component]
fn MachineDialog(machine: Option<(MachineId, Machine)>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let id = machine.as_ref().map(|(id, _)| *id);
    let known = machine.map(|(_, machine)| machine);
    let name = RwSignal::new(known.as_ref().map(|machine| machine.name.clone()).unwrap_or_default());
    let kind = RwSignal::new(known.as_ref().map(|machine| machine.resource_type.clone()));
    // A machine that is moved about is a choice of its own, so that it can be chosen.
    let stands = RwSignal::new(known.map(|machine| machine.theatre));
    let fault = RwSignal::new(None::<Failure>);
    let kinds = KINDS.map(|kind| (kind.to_owned(), TextProp::from(move || kind_words(kind)))).to_vec();
    let moved_about = (None, TextProp::from(move || t!("settings-moved-about")));
    let theatres = desk.directory.with_untracked(|directory| {
        let open = directory.hospital.open_theatres().into_iter();
        open.map(|(id, _)| (Some(id), TextProp::from(move || desk.theatre(id)))).collect::<Vec<_>>()
    });
    let places = std::iter::once(moved_about).chain(theatres).collect::<Vec<_>>();
    let save = move |()| {
        let machine = Machine {
            name: name.get_untracked(),
            resource_type: kind.get_untracked().unwrap_or_default(),
            theatre: stands.get_untracked().flatten(),
        };
        change_hospital(HospitalChange::DefineMachine { id, machine }, fault, move || on_close.run(()));
    };
    let retire = move |id| {
        change_hospital(HospitalChange::RetireMachine { id }, fault, move || on_close.run(()));
    };
    let title = move || if id.is_some() { t!("settings-machine") } else { t!("settings-add-machine") };
    view! {
        <Dialog title=title on_close=on_close>
            <TextField label=move || t!("settings-machine-name") value=name/>
            <Chooser label=move || t!("settings-machine-kind") options=kinds value=kind/>
            <Chooser label=move || t!("settings-machine-stands") options=places value=stands/>
            <FaultLine failure=fault/>
            <div class="actions">
                {id.map(|id| view! {
                    <Button label=move || t!("settings-retire") icon=Glyph::Forbidden on_press=move |()| retire(id)/>
                })}
                <span class="grow"></span>
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=move || t!("settings-save")
                    look=Look::Main
                    disabled=Signal::derive(move || kind.with(Option::is_none))
                    on_press=save
                />
            </div>
        </Dialog>
    }
}
