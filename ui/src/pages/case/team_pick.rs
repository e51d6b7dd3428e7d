//! One of the people of the case.

use super::open::{OpenCase, use_case};
use crate::components::{Face, Glyph, Icon, PersonPick};
use crate::desk::use_desk;
use crate::{t, words};
use domain::PersonId;
use leptos::prelude::*;

/// One of the team by a touch, or anyone else by name. Nobody is chosen beforehand.
#[component]
pub fn TeamPick(#[prop(into)] label: TextProp, value: RwSignal<Option<PersonId>>) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let is_other = RwSignal::new(false);
    let team = Memo::new(move |_| {
        let mut team = case.team();
        if let Some(me) = desk.me().filter(|me| !team.contains(me)) {
            team.push(me);
        }
        team
    });
    let legend = label.clone();
    view! {
        <div class="field" role="group" aria-label=move || legend.get()>
            <Show
                when=move || !is_other.get()
                fallback={
                    let label = label.clone();
                    move || view! { <PersonPick label=label.clone() value/> }
                }
            >
                <span class="label" aria-hidden="true">{let label = label.clone(); move || label.get()}</span>
                <div class="choices">
                    <For each=move || team.get() key=|person| *person children=move |person| view! {
                        <button
                            type="button"
                            class="choice"
                            aria-pressed=move || (value.get() == Some(person)).to_string()
                            on:click=move |_| value.set(Some(person))
                        >
                            <Face name=move || desk.person(person)/>
                            <span>
                                {move || desk.person(person)}
                                <small>{move || roles_in_case(case, person)}</small>
                            </span>
                        </button>
                    }/>
                    <button type="button" class="choice" on:click=move |_| { value.set(None); is_other.set(true) }>
                        <Icon name=Glyph::Search/>
                        <span>{move || t!("case-someone-else")}</span>
                    </button>
                </div>
            </Show>
        </div>
    }
}

/// "Surgeon · Anaesthetist": what a person is in this case.
pub fn roles_in_case(case: OpenCase, person: PersonId) -> String {
    let roles = case.procedure(|procedure| {
        procedure.team.iter().filter(|member| member.person == person).map(|member| member.role).collect::<Vec<_>>()
    });
    roles.into_iter().map(words::role).collect::<Vec<_>>().join(" · ")
}
