//! The theatres, in the order of the board.

use super::typed_in::TypedIn;
use crate::components::{Button, Chooser, Glyph, TextField, term_words};
use crate::t;
use domain::catalogue::{TermList, Terms};
use leptos::prelude::*;

#[component]
pub fn TheatresStep(typed: TypedIn) -> impl IntoView {
    let theatres = typed.theatres;
    view! {
        <h1>{move || t!("setup-theatres-title")}</h1>
        <p class="small">{move || t!("setup-theatres-explained")}</p>
        <ul class="col">
            <For each=move || theatres.get() key=|theatre| theatre.number children=move |theatre| view! {
                <li class="theatre">
                    <TextField label=move || t!("setup-theatre-name") value=theatre.name/>
                    <TextField label=move || t!("setup-theatre-name-bn") value=theatre.name_bn/>
                    <Chooser label=move || t!("setup-theatre-for") options=specialties() value=theatre.specialty/>
                    <Button
                        label=move || t!("setup-theatre-take-out", name = theatre.name.get())
                        icon=Glyph::Close
                        icon_only=true
                        disabled=Signal::derive(move || theatres.with(Vec::len) == 1)
                        on_press=move |()| typed.take_out_theatre(theatre.number)
                    />
                </li>
            }/>
        </ul>
        <div><Button label=move || t!("setup-theatre-add") icon=Glyph::Add on_press=move |()| typed.add_theatre()/></div>
    }
}

/// The specialties of the catalogue, with their words.
pub fn specialties() -> Vec<(String, TextProp)> {
    let terms = Terms::embedded().list(TermList::Specialty).iter();
    terms.map(|term| (term.key.clone(), TextProp::from(move || term_words(term)))).collect()
}
