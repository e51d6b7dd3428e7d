//! Two people named different sides. Neither is dressed as the right one; two people settle it, and
//! say what they went by.

use super::heading::about_case;
use crate::ask::ask;
use crate::components::{Button, Choices, Glyph, Icon, LinkButton, Look, PersonPick, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::PersonId;
use domain::disputed::Claim;
use domain::procedure::{Command, GoneBy, Role, Side, SideClaim};
use ipc::{CaseLine, Record};
use leptos::prelude::*;

/// What a side can be settled by: what is seen and said, not what was heard from elsewhere.
const GONE_BY: [GoneBy; 5] =
    [GoneBy::PatientSaid, GoneBy::SkinMark, GoneBy::SignedConsent, GoneBy::Image, GoneBy::Referral];

#[component]
pub fn SideDisputed(case: CaseLine, claims: Vec<Claim<SideClaim>>) -> impl IntoView {
    let desk = use_desk();
    let id = case.id;
    let side: RwSignal<Option<Side>> = RwSignal::new(None);
    let gone_by: RwSignal<Option<GoneBy>> = RwSignal::new(None);
    let surgeon: RwSignal<Option<PersonId>> = RwSignal::new(None);
    let second: RwSignal<Option<PersonId>> = RwSignal::new(None);
    let is_sent = RwSignal::new(false);
    let named: Vec<Side> = claims.iter().map(|claim| claim.value.side).collect();
    let others: Vec<Side> =
        [Side::Left, Side::Right, Side::Both].into_iter().filter(|side| !named.contains(side)).collect();
    let said = claims.into_iter().map(|claim| view! { <Said claim side/> }).collect_view();
    let is_neither = RwSignal::new(false);
    let gone_by_options = GONE_BY.map(|by| choice(by, move || words::word_of("gone-by", &by))).to_vec();
    let lacks = move || {
        let both = surgeon.get().is_some() && second.get().is_some();
        let me = desk.me();
        let different = surgeon.get() != second.get();
        let here = me.is_some() && (surgeon.get() == me || second.get() == me);
        let lacks = [
            (side.get().is_none(), t!("attention-lack-side")),
            (gone_by.get().is_none(), t!("attention-lack-gone-by")),
            (!both, t!("attention-lack-two")),
            (both && !different, t!("attention-lack-different")),
            (both && different && !here, t!("attention-lack-you")),
        ];
        lacks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect::<Vec<_>>()
    };
    let label = move || match (lacks().first(), side.get()) {
        (None, Some(side)) => t!("attention-settle", side = words::stated_side(side)),
        (lack, _) => t!("book-still-to-say", what = lack.cloned().unwrap_or_default()),
    };
    let settle = move |()| {
        let (Some(side), Some(gone_by)) = (side.get_untracked(), gone_by.get_untracked()) else { return };
        let settled_by: Vec<PersonId> = [surgeon, second].iter().filter_map(|who| who.get_untracked()).collect();
        is_sent.set(true);
        leptos::task::spawn_local(async move {
            match ask(Record { id, command: Command::SettleSide { side, gone_by, settled_by } }).await {
                Ok(_) => {
                    desk.note(untrack(|| t!("attention-settled", side = words::stated_side(side))));
                    desk.recorded.update(|times| *times += 1);
                }
                Err(failure) => desk.tell(&failure),
            }
            is_sent.try_set(false);
        });
    };
    view! {
        <div class="row wrap">
            <h2 class="grow">{move || t!("attention-side-heading")}</h2>
            <LinkButton label=move || t!("attention-open-case") href=format!("/case/{id}")/>
        </div>
        <p><b>{move || about_case(&case)}</b></p>
        <p class="small">{move || t!("attention-side-explained")}</p>
        <div class="col claims">{said}</div>
        <Show
            when=move || is_neither.get()
            fallback=move || view! {
                <Button label=move || t!("attention-neither") on_press=move |()| is_neither.set(true)/>
            }
        >
            <div class="row wrap">
                {others.iter().map(|other| {
                    let other = *other;
                    view! { <SideButton side other/> }
                }).collect_view()}
            </div>
        </Show>
        <Choices label=move || t!("attention-gone-by") options=gone_by_options value=gone_by/>
        <h3>{move || t!("attention-by-two")}</h3>
        <div class="two-people">
            <PersonPick label=move || t!("attention-surgeon") value=surgeon roles=vec![Role::Surgeon, Role::Obstetrician]/>
            <PersonPick
                label=move || t!("attention-second")
                value=second
                roles=vec![Role::Anaesthetist, Role::CirculatingNurse, Role::ScrubNurse, Role::AssistantSurgeon]
            />
        </div>
        <div class="row settling">
            <p class="small grow">{move || t!("attention-side-kept")}</p>
            <Button
                label=label
                look=Look::Main
                disabled=Signal::derive(move || is_sent.get() || !lacks().is_empty())
                on_press=settle
            />
        </div>
    }
}

/// What one person said: the side large, who, where, when, and what they went by.
#[component]
fn Said(claim: Claim<SideClaim>, side: RwSignal<Option<Side>>) -> impl IntoView {
    let desk = use_desk();
    let (own, by, terminal, at) = (claim.value.side, claim.by, claim.terminal.to_string(), claim.recorded_at);
    let gone_by = claim.value.gone_by;
    let who = move || {
        let role = desk.directory.with(|directory| {
            let member = directory.staff.iter().find(|member| member.id == by);
            member.and_then(|member| member.person.card.roles.first().copied())
        });
        [Some(desk.person(by)), role.map(words::role)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let when = move || {
        let went_by =
            gone_by.map(|by| words::word_of("gone-by", &by)).unwrap_or_else(|| t!("attention-not-said-by-what"));
        let place = t!("attention-on-terminal", terminal = &terminal);
        format!("{place} · {} · {} · {}", words::when(at), words::ago(at), t!("attention-went-by", what = went_by))
    };
    view! {
        <div class="claim">
            <span class="said">{move || words::stated_side(own)}</span>
            <span class="grow"><b>{who}</b><small>{when}</small></span>
            <SideButton side other=own/>
        </div>
    }
}

#[component]
fn SideButton(side: RwSignal<Option<Side>>, other: Side) -> impl IntoView {
    let is_on = move || side.get() == Some(other);
    view! {
        <button
            type="button"
            class="choice"
            aria-pressed=move || is_on().to_string()
            on:click=move |_| side.set(Some(other))
        >
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span>{move || t!("attention-side-is", side = words::stated_side(other))}</span>
        </button>
    }
}
