//! The theatres in the order of the board; a closed one keeps its past.

use super::change::change_hospital;
use crate::components::{Button, Chooser, Dialog, FaultLine, Glyph, Look, Tag, TextField, term_words};
use crate::desk::{Desk, use_desk};
use crate::pages::setup::specialties;
use crate::t;
use domain::TheatreId;
use domain::catalogue::{TermList, Terms};
use domain::hospital::Theatre;
use ipc::{Failure, HospitalChange};
use leptos::prelude::*;

#[component]
pub fn Theatres() -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(None::<Option<(TheatreId, Theatre)>>);
    let fault = RwSignal::new(None::<Failure>);
    let all = move || desk.directory.with(|_| all(desk));
    view! {
        <div class="row">
            <h2 class="grow">{move || t!("settings-theatres")}</h2>
            <Button
                label=move || t!("setup-theatre-add")
                icon=Glyph::Add
                look=Look::Main
                on_press=move |()| open.set(Some(None))
            />
        </div>
        <FaultLine failure=fault/>
        <ul class="col">
            {move || all().into_iter().map(|(id, theatre, is_closed)| view! {
                <OneTheatre id theatre is_closed fault on_open=move |theatre| open.set(Some(Some(theatre)))/>
            }).collect_view()}
        </ul>
        {move || open.get().map(|theatre| view! {
            <TheatreDialog theatre on_close=move |()| open.set(None)/>
        })}
    }
}

/// Open ones as on the board, then those that were closed.
fn all(desk: Desk) -> Vec<(TheatreId, Theatre, bool)> {
    desk.directory.with(|directory| {
        let hospital = &directory.hospital;
        let open = hospital.open_theatres().into_iter().map(|(id, theatre)| (id, theatre.clone(), false));
        let closed = hospital.theatres.iter().filter(|(id, _)| hospital.closed_theatres.contains(id));
        open.chain(closed.map(|(id, theatre)| (*id, theatre.clone(), true))).collect()
    })
}

#[component]
fn OneTheatre(
    id: TheatreId,
    theatre: Theatre,
    is_closed: bool,
    fault: RwSignal<Option<Failure>>,
    #[prop(into)] on_open: Callback<(TheatreId, Theatre)>,
) -> impl IntoView {
    let desk = use_desk();
    let specialty = theatre.specialty.clone();
    let mostly_for = move || {
        let term = Terms::embedded().by_key(TermList::Specialty, &specialty);
        term.map_or_else(|| specialty.clone(), term_words)
    };
    let opened = theatre.clone();
    let again = theatre.clone();
    view! {
        <li class="card row line" class:gone=is_closed>
            <span class="grow"><b>{move || desk.theatre(id)}</b><small>{mostly_for}</small></span>
            {if is_closed {
                let reopen = move |()| {
                    let change = HospitalChange::DefineTheatre { id: Some(id), theatre: again.clone() };
                    change_hospital(change, fault, || ());
                };
                view! {
                    <Tag label=move || t!("settings-closed")/>
                    <Button label=move || t!("settings-open-again") on_press=reopen/>
                }.into_any()
            } else {
                view! {
                    <Button
                        label=move || t!("settings-up", name = desk.theatre(id))
                        icon=Glyph::Up
                        icon_only=true
                        disabled=Signal::derive(move || is_first(desk, id))
                        on_press=move |()| move_up(desk, id, fault)
                    />
                    <Button
                        label=move || t!("settings-change")
                        icon=Glyph::Pen
                        on_press=move |()| on_open.run((id, opened.clone()))
                    />
                }.into_any()
            }}
        </li>
    }
}

fn is_first(desk: Desk, id: TheatreId) -> bool {
    desk.directory.with(|directory| directory.hospital.open_theatres().first().map(|(first, _)| *first) == Some(id))
}

/// Changes places with the one before: the two are written with each other's position, or, where
/// two had the same, in their new order.
fn move_up(desk: Desk, id: TheatreId, fault: RwSignal<Option<Failure>>) {
    let changes = desk.directory.with_untracked(|directory| {
        let open = directory.hospital.open_theatres();
        let at = open.iter().position(|(theatre, _)| *theatre == id)?;
        let (before_id, before) = open.get(at.checked_sub(1)?)?;
        let (_, theatre) = open.get(at)?;
        let later = theatre.position.max(before.position.saturating_add(1));
        let placed = |id: TheatreId, theatre: &Theatre, position| HospitalChange::DefineTheatre {
            id: Some(id),
            theatre: Theatre { position, ..theatre.clone() },
        };
        Some((placed(id, theatre, before.position), placed(*before_id, before, later)))
    });
    if let Some((first, second)) = changes {
        change_hospital(first, fault, move || change_hospital(second, fault, || ()));
    }
}

/// `theatre` none: a new one, last on the board.
#[component]
fn TheatreDialog(theatre: Option<(TheatreId, Theatre)>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let id = theatre.as_ref().map(|(id, _)| *id);
    let known = theatre.map(|(_, theatre)| theatre);
    let field = |text: Option<&String>| RwSignal::new(text.cloned().unwrap_or_default());
    let name = field(known.as_ref().map(|theatre| &theatre.name));
    let name_bn = field(known.as_ref().map(|theatre| &theatre.name_bn));
    let specialty = RwSignal::new(known.as_ref().map(|theatre| theatre.specialty.clone()));
    let position = known.map(|theatre| theatre.position);
    let fault = RwSignal::new(None::<Failure>);
    let save = move |()| {
        let last = desk.directory.with_untracked(|directory| {
            directory.hospital.theatres.values().map(|theatre| theatre.position).max().unwrap_or(0)
        });
        let theatre = Theatre {
            name: name.get_untracked(),
            name_bn: name_bn.get_untracked(),
            specialty: specialty.get_untracked().unwrap_or_default(),
            position: position.unwrap_or(last.saturating_add(1)),
        };
        change_hospital(HospitalChange::DefineTheatre { id, theatre }, fault, move || on_close.run(()));
    };
    let close = move |id| {
        change_hospital(HospitalChange::CloseTheatre { id }, fault, move || on_close.run(()));
    };
    let title = move || if id.is_some() { t!("settings-theatre") } else { t!("setup-theatre-add") };
    view! {
        <Dialog title=title on_close=on_close>
            <TextField label=move || t!("setup-theatre-name") value=name/>
            <TextField label=move || t!("setup-theatre-name-bn") value=name_bn/>
            <Chooser label=move || t!("setup-theatre-for") options=specialties() value=specialty/>
            <FaultLine failure=fault/>
            <div class="actions">
                {id.map(|id| view! {
                    <Button label=move || t!("settings-close-theatre") icon=Glyph::Forbidden on_press=move |()| close(id)/>
                })}
                <span class="grow"></span>
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button
                    label=move || t!("settings-save")
                    look=Look::Main
                    disabled=Signal::derive(move || specialty.with(Option::is_none))
                    on_press=save
                />
            </div>
        </Dialog>
    }
}
