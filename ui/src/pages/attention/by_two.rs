//! What is settled by two: whoever is signed in, and one more who gives their PIN here.

use crate::ask::ask;
use crate::components::{Button, Choices, Face, Look, PersonPick, TextField, choice};
use crate::desk::use_desk;
use crate::{t, typed, words};
use domain::PersonId;
use domain::disputed::GoneBy;
use domain::procedure::Role;
use ipc::{CaseLine, Settle, Settled};
use leptos::prelude::*;

/// Who of a case's team operates.
pub fn surgeons(case: &CaseLine) -> Vec<PersonId> {
    let team = case.detail.iter().flat_map(|detail| &detail.team);
    let operates = |role: &Role| matches!(role, Role::Surgeon | Role::Obstetrician);
    team.filter(|(_, role)| operates(role)).map(|(person, _)| *person).collect()
}

/// `what`: the answer that was chosen, in words. `lacking`: what is still to be said of the answer
/// itself. `surgeons`: one of the two must be one of these; none: any two.
#[component]
pub fn SettleByTwo(
    #[prop(into)] what: Signal<Option<String>>,
    #[prop(into)] lacking: Signal<Option<String>>,
    settled: Callback<GoneBy, Option<Settled>>,
    gone_by: Vec<GoneBy>,
    surgeons: Option<Vec<PersonId>>,
) -> impl IntoView {
    let desk = use_desk();
    let options = gone_by.into_iter().map(|by| choice(by, move || words::word_of("gone-by", &by))).collect::<Vec<_>>();
    let gone_by: RwSignal<Option<GoneBy>> = RwSignal::new(None);
    let second: RwSignal<Option<PersonId>> = RwSignal::new(None);
    let pin = RwSignal::new(String::new());
    let is_sent = RwSignal::new(false);
    let me = desk.session.with_untracked(|session| session.as_ref().map(|session| session.member.id));
    let i_operate = surgeons.as_ref().is_some_and(|surgeons| me.is_some_and(|me| surgeons.contains(&me)));
    let others = match &surgeons {
        Some(_) if !i_operate => vec![Role::Surgeon, Role::Obstetrician],
        _ => vec![Role::Anaesthetist, Role::CirculatingNurse, Role::ScrubNurse, Role::AssistantSurgeon],
    };
    let explained = surgeons.is_some();
    let surgeons = StoredValue::new(surgeons.unwrap_or_default());
    let surgeon_lacks = move || {
        if !explained || i_operate {
            return None;
        }
        surgeons.with_value(|surgeons| match second.get() {
            _ if surgeons.is_empty() => Some(t!("attention-lack-surgeon-on-team")),
            Some(second) if surgeons.contains(&second) => None,
            _ => Some(surgeons.iter().map(|id| desk.person(*id)).collect::<Vec<_>>().join(" / ")),
        })
    };
    let lack = move || {
        let digits = pin.with(|pin| typed::latin(pin.trim()).chars().count());
        let lacks = [
            lacking.get(),
            gone_by.get().is_none().then(|| t!("attention-lack-gone-by")),
            surgeon_lacks(),
            second.get().is_none().then(|| t!("attention-lack-two")),
            (second.get().is_some() && second.get() == me).then(|| t!("attention-lack-different")),
            (digits < 6).then(|| t!("attention-lack-pin")),
        ];
        lacks.into_iter().flatten().next()
    };
    let label = move || match (lack(), what.get()) {
        (None, Some(what)) => t!("attention-settle", what = what),
        (lack, _) => t!("book-still-to-say", what = lack.unwrap_or_default()),
    };
    let settle = move |()| {
        let (Some(by), Some(with)) = (gone_by.get_untracked(), second.get_untracked()) else { return };
        let Some(settled) = untrack(|| settled.run(by)) else { return };
        let said = untrack(|| what.get()).unwrap_or_default();
        let call = Settle { settled, with, pin: typed::latin(pin.get_untracked().trim()) };
        is_sent.set(true);
        // What was wrong the last time is no news any more.
        desk.notices.set(Vec::new());
        leptos::task::spawn_local(async move {
            match ask(call).await {
                Ok(()) => desk.note(untrack(|| t!("attention-settled", what = said))),
                Err(failure) => desk.tell(&failure),
            }
            pin.try_set(String::new());
            is_sent.try_set(false);
        });
    };
    view! {
        <Choices label=move || t!("attention-gone-by") options value=gone_by/>
        <h3>{move || if explained { t!("attention-by-two") } else { t!("attention-by-any-two") }}</h3>
        <div class="two-people">
            <div class="field">
                <span class="label">{move || t!("attention-you")}</span>
                <span class="row you">
                    <Face name=move || me.map(|me| desk.person(me)).unwrap_or_default()/>
                    <b>{move || me.map(|me| desk.person(me))}</b>
                </span>
            </div>
            <div class="col">
                <PersonPick label=move || t!("attention-second") value=second roles=others/>
                <Show when=move || second.get().is_some()>
                    <TextField label=move || t!("attention-second-pin") value=pin digits=true secret=true/>
                </Show>
            </div>
        </div>
        <div class="row settling">
            <p class="small grow">{move || t!("attention-kept")}</p>
            <Button
                label=label
                look=Look::Main
                disabled=Signal::derive(move || is_sent.get() || lack().is_some())
                on_press=settle
            />
        </div>
    }
}
