//! Who is speaking now. One touch holds for the answers that follow; nobody is chosen beforehand.

use super::Asking;
use crate::desk::use_desk;
use crate::pages::case::{roles_in_case, use_case};
use crate::{t, words};
use domain::procedure::Speaker;
use leptos::prelude::*;

#[component]
pub fn Speakers() -> impl IntoView {
    let case = use_case();
    let asking = expect_context::<Asking>();
    let desk = use_desk();
    let team = Memo::new(move |_| case.team());
    let press = move |speaker: Speaker| {
        asking.speaker.update(|chosen| *chosen = (chosen.as_ref() != Some(&speaker)).then_some(speaker));
    };
    let is_on = move |speaker: &Speaker| asking.speaker.with(|chosen| chosen.as_ref() == Some(speaker)).to_string();
    let others = [Speaker::Patient, Speaker::Guardian, Speaker::Team].map(|speaker| {
        let (pressed, name) = (speaker.clone(), speaker.clone());
        view! {
            <button
                type="button"
                class="speaker"
                aria-pressed={let speaker = speaker.clone(); move || is_on(&speaker)}
                on:click=move |_| press(pressed.clone())
            >
                {move || match &name {
                    Speaker::Guardian => t!("checklist-speaker-guardian"),
                    Speaker::Team => t!("checklist-speaker-team"),
                    _ => t!("checklist-speaker-patient"),
                }}
            </button>
        }
    });
    view! {
        <div class="speakers" role="group" aria-label=move || t!("checklist-speaking")>
            <span class="asked">
                <b>{move || t!("checklist-speaking")}</b>
                <small>{move || asking.speaker.with(Option::is_none).then(|| t!("checklist-speaking-nobody"))}</small>
            </span>
            {others.into_iter().collect_view()}
            <For each=move || team.get() key=|person| *person children=move |person| {
                let speaker = Speaker::Person { id: person };
                let pressed = speaker.clone();
                view! {
                    <button
                        type="button"
                        class="speaker"
                        aria-pressed=move || is_on(&speaker)
                        on:click=move |_| press(pressed.clone())
                    >
                        <span>
                            {move || desk.person(person)}
                            <small>{move || roles_in_case(case, person)}</small>
                        </span>
                    </button>
                }
            }/>
        </div>
    }
}

/// "the patient", or a name.
pub fn speaker_name(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Patient => words::word_of("speaker", &"patient"),
        Speaker::Guardian => words::word_of("speaker", &"guardian"),
        Speaker::Team => words::word_of("speaker", &"team"),
        Speaker::Person { id } => use_desk().person(*id),
    }
}
