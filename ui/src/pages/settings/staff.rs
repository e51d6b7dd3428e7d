//! Everyone who works here, those who left included.

use super::person::PersonDialog;
use crate::components::{Button, Face, Glyph, Look, Tag, TextField, Tone, is_called};
use crate::desk::use_desk;
use crate::{t, typed, words};
use domain::person::Member;
use leptos::prelude::*;

#[derive(Clone, PartialEq)]
enum Open {
    Nobody,
    New,
    Someone(Member),
}

#[component]
pub fn Staff() -> impl IntoView {
    let desk = use_desk();
    let search = RwSignal::new(String::new());
    let open = RwSignal::new(Open::Nobody);
    let found = move || {
        let wanted = typed::latin(search.get().trim()).to_lowercase();
        desk.directory.with(|directory| {
            let mut found: Vec<Member> =
                directory.staff.iter().filter(|member| is_called(member, &wanted)).cloned().collect();
            found.sort_by_key(|member| (member.person.left, member.person.card.name.clone()));
            found
        })
    };
    let close = move |()| open.set(Open::Nobody);
    view! {
        <div class="row">
            <h2 class="grow">{move || t!("settings-staff")}</h2>
            <div class="find">
                <TextField
                    label=move || t!("frame-pick-search")
                    hint=move || t!("frame-pick-search")
                    value=search
                    icon=Glyph::Search
                    search=true
                />
            </div>
            <Button
                label=move || t!("settings-add-person")
                icon=Glyph::Add
                look=Look::Main
                on_press=move |()| open.set(Open::New)
            />
        </div>
        <ul class="people">
            {move || found().into_iter().map(|member| {
                let (opened, has_left) = (member.clone(), member.person.left);
                view! {
                    <li>
                        <button
                            type="button"
                            class="card person"
                            class:gone=has_left
                            on:click=move |_| open.set(Open::Someone(opened.clone()))
                        >
                            <OnePerson member/>
                        </button>
                    </li>
                }
            }).collect_view()}
        </ul>
        {move || found().is_empty().then(|| view! { <p class="empty">{move || t!("frame-pick-none")}</p> })}
        {move || match open.get() {
            Open::Nobody => ().into_any(),
            Open::New => view! { <PersonDialog member=None on_close=close/> }.into_any(),
            Open::Someone(member) => view! { <PersonDialog member=Some(member) on_close=close/> }.into_any(),
        }}
    }
}

#[component]
fn OnePerson(member: Member) -> impl IntoView {
    let desk = use_desk();
    let (id, person) = (member.id, member.person.clone());
    let roles = move || {
        let roles: Vec<String> = member.person.card.roles.iter().map(|role| words::role(*role)).collect();
        roles.join(" · ")
    };
    view! {
        <Face name=move || desk.person(id)/>
        <span class="grow">
            <b>{move || desk.person_both(id)}</b>
            <small>{roles}</small>
        </span>
        {person.card.staff_no.clone().map(|number| view! { <small class="nowrap">{number}</small> })}
        {person.left.then(|| view! { <Tag label=move || t!("settings-left")/> })}
        {person.card.guest.then(|| view! { <Tag label=move || t!("settings-guest") tone=Tone::Info/> })}
        {(!person.left && !person.pin_set).then(|| view! { <Tag label=move || t!("settings-no-pin") tone=Tone::Wait/> })}
    }
}
