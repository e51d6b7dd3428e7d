//! What one person said: it large, who, where, when, by what, and what they had seen.

use crate::components::{Glyph, Icon};
use crate::desk::use_desk;
use crate::pages::history::sentence;
use crate::{t, words};
use domain::disputed::{Claim, GoneBy};
use ipc::HadSeen;
use leptos::prelude::*;

/// `nothing_before`: that nobody had said anything of the same before, where it was so.
#[component]
pub fn Said<T: Clone + Send + Sync + 'static>(
    claim: Claim<T>,
    had_seen: HadSeen,
    #[prop(into)] what: TextProp,
    #[prop(optional_no_strip)] gone_by: Option<GoneBy>,
    #[prop(into)] nothing_before: TextProp,
    children: Children,
) -> impl IntoView {
    let desk = use_desk();
    let Claim { by, recorded_at: at, terminal, .. } = claim;
    let who = move || {
        let role = desk.directory.with(|directory| {
            let member = directory.staff.iter().find(|member| member.id == by);
            member.and_then(|member| member.person.card.roles.first().copied())
        });
        [Some(desk.person(by)), role.map(words::role)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let when = move || {
        let place = t!("attention-on-terminal", terminal = terminal.to_string());
        let gone_by = gone_by.map(|by| t!("attention-went-by", what = words::word_of("gone-by", &by)));
        let parts = [Some(place), Some(words::when(at)), Some(words::ago(at)), gone_by];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let seen = move || {
        let last = had_seen.last.as_ref().map(|seen| {
            let when = words::when(seen.recorded_at);
            match &seen.fact {
                Some(fact) => t!("attention-had-seen", what = sentence(fact).sentence, when = when),
                None => t!("attention-had-seen-until", when = when),
            }
        });
        let before = (!had_seen.said_before).then(|| nothing_before.get().to_string());
        let parts: Vec<String> =
            [Some(last.unwrap_or_else(|| t!("attention-had-seen-nothing"))), before].into_iter().flatten().collect();
        parts.join(" · ")
    };
    view! {
        <div class="claim">
            <span class="said">{move || what.get()}</span>
            <span class="grow"><b>{who}</b><small>{when}</small><small>{seen}</small></span>
            {children()}
        </div>
    }
}

/// One answer to the dispute. None is chosen beforehand.
#[component]
pub fn Answer<T: Clone + PartialEq + Send + Sync + 'static>(
    chosen: RwSignal<Option<T>>,
    own: T,
    #[prop(into)] label: TextProp,
) -> impl IntoView {
    let own = StoredValue::new(own);
    let is_on = move || chosen.with(|chosen| own.with_value(|own| chosen.as_ref() == Some(own)));
    view! {
        <button
            type="button"
            class="choice"
            aria-pressed=move || is_on().to_string()
            on:click=move |_| chosen.set(Some(own.get_value()))
        >
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span>{move || label.get()}</span>
        </button>
    }
}
