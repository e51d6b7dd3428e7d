//! A sensitive case for who is not on its team: that it is, where and when, and why not more.

use crate::components::{Glyph, Icon, LinkButton, PatientBar, StateMark};
use crate::desk::use_desk;
use crate::{t, words};
use board::state_of;
use ipc::CaseView;
use leptos::prelude::*;

#[component]
pub fn Restricted(view: Signal<CaseView>) -> impl IntoView {
    let desk = use_desk();
    let state = Signal::derive(move || view.with(|view| state_of(&view.line)));
    let place = move || view.with(|view| view.line.theatre.map(|theatre| desk.theatre(theatre)));
    let time = move || {
        view.with(|view| {
            view.line.expected.or(view.line.planned).map(|(from, until)| {
                format!("{} · {}", words::day(words::here(from).date()), words::span((from, until)))
            })
        })
    };
    view! {
        <div class="case-page">
            <PatientBar case=view/>
            <section class="card restricted">
                <p class="row"><StateMark state/></p>
                <p class="row"><Icon name=Glyph::Hospital/><b>{place}</b></p>
                <p class="row"><Icon name=Glyph::Clock/><b>{time}</b></p>
                <p>{move || t!("case-restricted-why")}</p>
                <div><LinkButton label=move || t!("case-go-today") href="/".to_owned()/></div>
            </section>
        </div>
    }
}
