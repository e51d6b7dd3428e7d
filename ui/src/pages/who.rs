//! Who is here: faces first, then six digits. Two touches and the PIN change who is signed in.

mod faces;
mod pin;

use crate::ask::ask;
use crate::components::{Glyph, Icon};
use crate::desk::{Desk, use_desk};
use crate::frame::{ClockPill, LanguageSwitch, ThemeSwitch, hospital_name};
use crate::{t, words};
use faces::Faces;
use ipc::{PeopleHere, PersonHere, Stage};
use leptos::ev::keydown;
use leptos::prelude::*;
use pin::PinPanel;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

#[component]
pub fn WhoPage() -> impl IntoView {
    let desk = use_desk();
    let people = RwSignal::new(Vec::<PersonHere>::new());
    let chosen = RwSignal::new(None::<PersonHere>);
    let typed = RwSignal::new(String::new());
    Effect::new(move || {
        desk.recorded.track();
        leptos::task::spawn_local(async move {
            match ask(PeopleHere {}).await {
                Ok(here) => {
                    people.try_set(here);
                    request_animation_frame(mark_interactive);
                }
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    let search = NodeRef::<leptos::html::Input>::new();
    let listening = window_event_listener(keydown, move |event| {
        if is_for_search(&event, chosen.with_untracked(Option::is_some))
            && let Some(search) = search.get_untracked()
        {
            // The letter itself lands in the field: focus moves before it is typed.
            let _ = search.focus();
        }
    });
    on_cleanup(move || listening.remove());
    let choose = move |person: PersonHere| {
        typed.set(String::new());
        let focused = document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(focused) = focused {
            let _ = focused.blur();
        }
        chosen.set(Some(person));
    };
    view! {
        <div class="who-page">
            <main>
                <header class="row">
                    <span class="mark"><span lang="bn">"শল্য"</span>" "<span lang="en">"Shalya"</span></span>
                    <span class="grow"></span>
                    <ClockPill/>
                    <LanguageSwitch/>
                    <ThemeSwitch/>
                </header>
                <p class="place">{move || place(desk)}</p>
                <Faces people typed chosen search on_choose=choose/>
            </main>
            <aside aria-live="polite">
                {move || match chosen.get() {
                    Some(person) => view! { <PinPanel person on_leave=move |()| chosen.set(None)/> }.into_any(),
                    None => view! { <NobodyChosen/> }.into_any(),
                }}
            </aside>
        </div>
    }
}

/// From here on a face can be touched: what the time of starting is measured by.
fn mark_interactive() {
    if let Some(performance) = window().performance() {
        let _ = performance.mark("interactive");
    }
}

/// "Kishoreganj District Hospital · terminal T1 · 11:33, Sunday 22 November".
fn place(desk: Desk) -> String {
    let terminal = desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
        Some(Stage::Ready { terminal, .. }) => t!("who-terminal", terminal = terminal),
        _ => String::new(),
    });
    let now = desk.now.get();
    format!("{} · {terminal} · {}, {}", hospital_name(), words::time(now), words::day(desk.today()))
}

/// Letters, and digits while nobody is chosen, are a name or a badge.
fn is_for_search(event: &KeyboardEvent, is_chosen: bool) -> bool {
    let key = event.key();
    let mut characters = key.chars();
    let (Some(character), None) = (characters.next(), characters.next()) else { return false };
    let in_field = document().active_element().is_some_and(|element| element.tag_name() == "INPUT");
    let for_pin = is_chosen && crate::typed::latin(&key).chars().all(|c| c.is_ascii_digit());
    !in_field && !for_pin && character != ' ' && !event.ctrl_key() && !event.alt_key() && !event.meta_key()
}

#[component]
fn NobodyChosen() -> impl IntoView {
    let desk = use_desk();
    let is_sample = move || {
        desk.status.with(|status| {
            matches!(status.as_ref().map(|status| &status.stage), Some(Stage::Ready { sample: true, .. }))
        })
    };
    view! {
        <div class="nobody">
            <Icon name=Glyph::Person/>
            <h2>{move || t!("who-touch-your-name")}</h2>
            <p>{move || t!("who-or-type")}</p>
            <Show when=is_sample>
                <p class="sample">{move || t!("who-sample-pin", pin = ipc::SAMPLE_PIN)}</p>
            </Show>
        </div>
    }
}
