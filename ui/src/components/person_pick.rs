//! Choosing a person: those of the role first, anyone by typing.

use super::{Button, Face, Glyph, TextField};
use crate::desk::use_desk;
use crate::{t, typed, words};
use domain::PersonId;
use domain::person::Member;
use domain::procedure::Role;
use leptos::prelude::*;

/// `roles` empty: anyone. `value` none: nobody is chosen, and nobody is suggested as if chosen.
#[component]
pub fn PersonPick(
    #[prop(into)] label: TextProp,
    value: RwSignal<Option<PersonId>>,
    #[prop(optional, into)] roles: Vec<Role>,
) -> impl IntoView {
    let desk = use_desk();
    let search = RwSignal::new(String::new());
    let is_open = RwSignal::new(value.get_untracked().is_none());
    let roles = StoredValue::new(roles);
    let found = move || {
        let wanted = typed::latin(search.get().trim()).to_lowercase();
        desk.directory.with(|directory| {
            let mut found: Vec<Member> = directory
                .staff
                .iter()
                .filter(|member| !member.person.left)
                .filter(|member| match wanted.as_str() {
                    "" => roles.with_value(|roles| roles.is_empty() || roles.iter().any(|r| member.person.has(*r))),
                    wanted => is_called(member, wanted),
                })
                .cloned()
                .collect();
            found.sort_by_key(|member| {
                let in_role = roles.with_value(|roles| roles.iter().any(|role| member.person.has(*role)));
                (!in_role, member.person.card.name.clone())
            });
            found
        })
    };
    let choose = move |id: PersonId| {
        value.set(Some(id));
        search.set(String::new());
        is_open.set(false);
    };
    let legend = label.clone();
    view! {
        <div class="pick" role="group" aria-label=move || legend.get()>
            <Show
                when=move || is_open.get() || value.get().is_none()
                fallback={
                    let label = label.clone();
                    move || {
                        let label = label.clone();
                        view! {
                            <div class="field">
                                <span class="label">{move || label.get()}</span>
                                <div class="row">
                                    {move || value.get().map(|id| view! { <Chosen id/> })}
                                    <Button label=move || t!("frame-pick-change") on_press=move |()| is_open.set(true)/>
                                </div>
                            </div>
                        }
                    }
                }
            >
                <TextField
                    label=label.clone()
                    value=search
                    icon=Glyph::Search
                    hint=move || t!("frame-pick-search")
                    on_enter=move |()| {
                        if let [only] = found().as_slice() {
                            choose(only.id);
                        }
                    }
                />
                <div class="people">
                    <For each=found key=|member| member.id children=move |member| {
                        let id = member.id;
                        view! {
                            <button
                                type="button"
                                class="choice"
                                aria-pressed=move || (value.get() == Some(id)).to_string()
                                on:click=move |_| choose(id)
                            >
                                <Named member/>
                            </button>
                        }
                    }/>
                </div>
                {move || found().is_empty().then(|| view! { <p class="small">{move || t!("frame-pick-none")}</p> })}
            </Show>
        </div>
    }
}

#[component]
fn Chosen(id: PersonId) -> impl IntoView {
    let desk = use_desk();
    move || {
        let member = desk.directory.with(|directory| directory.staff.iter().find(|m| m.id == id).cloned());
        member.map(|member| view! { <span class="row grow"><Named member/></span> })
    }
}

#[component]
fn Named(member: Member) -> impl IntoView {
    let id = member.id;
    let desk = use_desk();
    view! {
        <Face name=move || desk.person(id)/>
        <span class="grow">
            <b>{move || desk.person(id)}</b>
            <small>{move || words::roles_of(&member.person.card)}</small>
        </span>
    }
}

/// Whether a person's name in either script, or staff number, has what was typed in it.
pub fn is_called(member: &Member, wanted: &str) -> bool {
    let card = &member.person.card;
    card.name.to_lowercase().contains(wanted)
        || card.name_bn.contains(wanted)
        || card.staff_no.as_ref().is_some_and(|number| number.to_lowercase().contains(wanted))
}
