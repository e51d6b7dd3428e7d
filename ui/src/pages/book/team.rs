//! By whom and with what: filled in by the catalogue with who and what is free, and all of it changeable.

use super::form::Form;
use super::what::resource_words;
use crate::ask::ask;
use crate::components::{Button, Choices, Dialog, Face, Glyph, Icon, Look, PersonPick, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::hospital::Machine;
use domain::person::Card;
use domain::procedure::Role;
use domain::{MachineId, PersonId};
use ipc::AddPerson;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// A place in the team that is being filled: the role, where one is meant, and who stands there.
#[derive(Clone, Copy, PartialEq)]
struct Filling {
    role: Option<Role>,
    person: Option<PersonId>,
}

#[component]
pub fn Team(form: Form) -> impl IntoView {
    let filling: RwSignal<Option<Filling>> = RwSignal::new(None);
    let replacing: RwSignal<Option<MachineId>> = RwSignal::new(None);
    let team = Memo::new(move |_| form.team_shown());
    let machines = Memo::new(move |_| form.machines_shown());
    let lacking_roles = move || {
        form.plan.with(|plan| {
            let lacking = plan.iter().flat_map(|plan| &plan.suggestion.lacking);
            let roles = lacking.filter_map(|kind| Role::of_resource(kind));
            let team = team.get();
            roles.filter(|role| !team.iter().any(|(_, has)| has == role)).collect::<Vec<Role>>()
        })
    };
    let untracked_needs = move || {
        let entry = form.operation.with(|operation| operation.as_ref().and_then(|operation| operation.entry()));
        let kept = use_desk().directory.with(|directory| {
            directory.hospital.machines.values().map(|machine| machine.resource_type.clone()).collect::<BTreeSet<_>>()
        });
        let needs = entry.map(|entry| entry.resources.as_slice()).unwrap_or_default().iter();
        let needs = needs.filter(|need| Role::of_resource(&need.resource_type).is_none());
        let needs = needs.filter(|need| !kept.contains(&need.resource_type) && !need.resource_type.ends_with("_room"));
        let named = needs.map(|need| match need.quantity {
            1 => resource_words(&need.resource_type),
            several => format!("{} × {}", words::number(several), resource_words(&need.resource_type)),
        });
        named.collect::<Vec<_>>()
    };
    view! {
        <Show when=move || form.operation.with(Option::is_some)>
            <div class="field">
                <span class="label">{move || t!("team")}</span>
                <div class="team">
                    <For each=move || team.get() key=|place| *place children=move |(person, role)| {
                        view! {
                            <button
                                type="button"
                                class="choice"
                                on:click=move |_| filling.set(Some(Filling { role: Some(role), person: Some(person) }))
                            >
                                <Face name=move || use_desk().person(person)/>
                                <span class="grow">
                                    {move || use_desk().person(person)}
                                    <small>{move || words::role(role)}</small>
                                </span>
                                <Icon name=Glyph::Pen/>
                            </button>
                        }
                    }/>
                    <For each=lacking_roles key=|role| *role children=move |role| {
                        view! {
                            <button
                                type="button"
                                class="choice lacking"
                                on:click=move |_| filling.set(Some(Filling { role: Some(role), person: None }))
                            >
                                <Icon name=Glyph::Attention/>
                                <span class="grow">
                                    {move || t!("book-nobody-free")}
                                    <small>{move || words::role(role)}</small>
                                </span>
                            </button>
                        }
                    }/>
                    <button
                        type="button"
                        class="choice add"
                        on:click=move |_| filling.set(Some(Filling { role: None, person: None }))
                    >
                        <Icon name=Glyph::Add/>
                        <span>{move || t!("book-add-person")}</span>
                    </button>
                </div>
            </div>
            <div class="field">
                <span class="label">{move || t!("book-needs-label")}</span>
                <div class="needs">
                    <For each=move || machines.get() key=|machine| *machine children=move |machine| {
                        view! {
                            <button type="button" class="choice" on:click=move |_| replacing.set(Some(machine))>
                                <Icon name=Glyph::Machine/>
                                <span class="grow">{move || use_desk().machine(machine)}</span>
                                <Icon name=Glyph::Pen/>
                            </button>
                        }
                    }/>
                    {move || {
                        let needs = untracked_needs();
                        (!needs.is_empty()).then(|| view! {
                            <p class="small">{t!("book-to-be-seen-to", what = needs.join(", "))}</p>
                        })
                    }}
                </div>
            </div>
        </Show>
        {move || filling.get().map(|place| view! { <FillPlace form place on_close=move |()| filling.set(None)/> })}
        {move || replacing.get().map(|machine| view! {
            <ReplaceMachine form machine on_close=move |()| replacing.set(None)/>
        })}
    }
}

#[component]
fn FillPlace(form: Form, place: Filling, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let role = RwSignal::new(place.role);
    let person = RwSignal::new(None);
    let guest = RwSignal::new(String::new());
    let is_sent = RwSignal::new(false);
    let fill = move |new: Option<PersonId>| {
        let Some(role) = role.get_untracked() else { return };
        let mut team = form.team();
        team.retain(|(who, as_role)| !(Some(*who) == place.person && Some(*as_role) == place.role));
        if let Some(new) = new.filter(|new| !team.contains(&(*new, role))) {
            team.push((new, role));
        }
        form.chosen_team.set(Some(team));
        on_close.run(());
    };
    let title = move || match role.get() {
        Some(role) => words::role(role),
        None => t!("book-add-person"),
    };
    let roles = Role::ALL.into_iter().filter(|role| role.is_clinical());
    let roles: Vec<_> = roles.map(|role| choice(role, move || words::role(role))).collect();
    let roles = StoredValue::new(roles);
    let add_guest = move |()| {
        let (Some(role), name) = (role.get_untracked(), guest.get_untracked()) else { return };
        is_sent.set(true);
        leptos::task::spawn_local(async move {
            let (name, name_bn) = (name.clone(), name);
            let card = Card { name, name_bn, roles: BTreeSet::from([role]), guest: true, ..Card::default() };
            match ask(AddPerson { card, pin: None }).await {
                Ok(id) => {
                    desk.refresh_directory().await;
                    fill(Some(id));
                }
                Err(failure) => {
                    is_sent.try_set(false);
                    desk.tell(&failure);
                }
            }
        });
    };
    let has_guest = move || guest.with(|name| !name.trim().is_empty());
    Effect::new(move || {
        if let Some(chosen) = person.get() {
            fill(Some(chosen));
        }
    });
    view! {
        <Dialog title=title on_close=on_close wide=true>
            <Show when=move || place.role.is_none()>
                <Choices label=move || t!("field-roles") options=roles.get_value() value=role/>
            </Show>
            {move || role.get().map(|role| view! {
                <PersonPick label=move || t!("book-who") value=person roles=vec![role]/>
            })}
            <Show when=move || role.get().is_some()>
                <div class="guest">
                    <TextField label=move || t!("book-guest") hint=move || t!("book-guest-hint") value=guest/>
                    <Button
                        label=move || t!("book-add-guest")
                        icon=Glyph::Add
                        disabled=Signal::derive(move || !has_guest() || is_sent.get())
                        on_press=add_guest
                    />
                </div>
            </Show>
            {place.person.map(|_| view! {
                <div class="actions">
                    <Button label=move || t!("book-nobody-yet") look=Look::Plain on_press=move |()| fill(None)/>
                </div>
            })}
        </Dialog>
    }
}

#[component]
fn ReplaceMachine(form: Form, machine: MachineId, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let same_type: Vec<(MachineId, Machine)> = desk.directory.with_untracked(|directory| {
        let hospital = &directory.hospital;
        let kind = hospital.machines.get(&machine).map(|machine| machine.resource_type.clone()).unwrap_or_default();
        hospital.machines_of(&kind).map(|(id, machine)| (id, machine.clone())).collect()
    });
    let replace = move |with: Option<MachineId>| {
        let mut machines = untrack(|| form.machines_shown());
        machines.retain(|known| *known != machine && Some(*known) != with);
        machines.extend(with);
        form.chosen_machines.set(Some(machines));
        on_close.run(());
    };
    let rows = same_type
        .into_iter()
        .map(|(id, one)| {
            let theatre = one.theatre;
            view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=(id == machine).to_string()
                    on:click=move |_| replace(Some(id))
                >
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span class="grow">
                        {one.name}
                        <small>{move || theatre.map(|theatre| use_desk().theatre(theatre))}</small>
                    </span>
                </button>
            }
        })
        .collect_view();
    view! {
        <Dialog title=move || t!("book-which-machine") on_close=on_close>
            <div class="choices">{rows}</div>
            <div class="actions">
                <Button label=move || t!("book-without-it") on_press=move |()| replace(None)/>
            </div>
        </Dialog>
    }
}
