//! The faces: those on today's lists first, everyone else by typing or by the badge.

use crate::components::{Face, TextField};
use crate::desk::use_desk;
use crate::{components::Glyph, t, words};
use board::{by_badge, offered};
use ipc::PersonHere;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

#[component]
pub fn Faces(
    people: RwSignal<Vec<PersonHere>>,
    typed: RwSignal<String>,
    chosen: RwSignal<Option<PersonHere>>,
    search: NodeRef<leptos::html::Input>,
    #[prop(into)] on_choose: Callback<PersonHere>,
) -> impl IntoView {
    let shown = Memo::new(move |_| people.with(|people| typed.with(|typed| offered(people, typed, room()))));
    let others = move || people.with(Vec::len) - shown.with(Vec::len);
    let scanned = move |()| {
        let found = people.with_untracked(|people| by_badge(people, &typed.get_untracked()));
        let only = shown.with_untracked(|shown| if let [only] = shown.as_slice() { Some(only.clone()) } else { None });
        if let Some(person) = found.or(only) {
            on_choose.run(person);
        }
    };
    let footer = move || match (typed.with(|typed| typed.trim().is_empty()), others()) {
        (true, 0) => String::new(),
        (true, others) => t!("who-others", count = others),
        (false, _) if shown.with(Vec::is_empty) => t!("who-nobody-found"),
        (false, _) => String::new(),
    };
    view! {
        <div class="row heading">
            <h1 class="grow">{move || t!("who-is-here")}</h1>
            <TextField
                label=move || t!("who-search")
                hint=move || t!("who-search")
                value=typed
                icon=Glyph::Search
                search=true
                node=search
                on_enter=scanned
            />
        </div>
        <ul class="faces">
            <For each=move || shown.get() key=|person| person.id children=move |person| {
                let id = person.id;
                let is_chosen = move || chosen.with(|chosen| chosen.as_ref().is_some_and(|one| one.id == id));
                view! { <li><OneFace person is_chosen=Signal::derive(is_chosen) on_choose/></li> }
            }/>
        </ul>
        <p class="small others" role="status">{footer}</p>
    }
}

#[component]
fn OneFace(person: PersonHere, is_chosen: Signal<bool>, on_choose: Callback<PersonHere>) -> impl IntoView {
    let desk = use_desk();
    let card = StoredValue::new(person.card.clone());
    let name = move || card.with_value(|card| words::card_name(desk.language(), card));
    view! {
        <button
            type="button"
            class="card person"
            aria-pressed=move || is_chosen.get().to_string()
            on:click=move |_| on_choose.run(person.clone())
        >
            <Face name=name size="large"/>
            <span class="grow">
                <b>{name}</b>
                <small>{move || card.with_value(words::roles_of)}</small>
            </span>
        </button>
    }
}

/// How many faces the window has room for without scrolling; ten on the smallest.
fn room() -> usize {
    const BESIDE_FACES_PX: (f64, f64) = (480.0, 260.0);
    const FACE_PX: (f64, f64) = (352.0, 100.0);
    let size = |px: Result<JsValue, JsValue>| px.ok().and_then(|px| px.as_f64()).unwrap_or_default();
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let columns = ((width - BESIDE_FACES_PX.0) / FACE_PX.0).max(2.0) as usize;
    let rows = ((height - BESIDE_FACES_PX.1) / FACE_PX.1).max(5.0) as usize;
    columns * rows
}
