//! Who is there, in which roles, and who is not.

use super::dialogs::CaseDialog;
use super::open::use_case;
use super::team_pick::roles_in_case;
use crate::ask::ask;
use crate::components::{Button, Choices, Dialog, Face, Glyph, Icon, Look, PersonPick, TextField, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::PersonId;
use domain::person::Card;
use domain::procedure::{Command, Role, Status};
use ipc::{AddPerson, Failure};
use leptos::prelude::*;
use std::collections::BTreeSet;

#[component]
pub fn TeamCard() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let team = Memo::new(move |_| case.team());
    let absent = case.part(|whole| whole.procedure.absent.clone());
    let takes_members = case.part(|whole| whole.procedure.status != Status::Cancelled);
    view! {
        <section class="card team-card">
            <h2>{move || t!("team")}</h2>
            <div class="members">
                <For each=move || team.get() key=|person| *person children=move |person| view! {
                    <button type="button" class="member" on:click=move |_| case.open(CaseDialog::Member(person))>
                        <Face name=move || desk.person(person)/>
                        <span>
                            <b>{move || desk.person(person)}</b>
                            <small>{move || roles_in_case(case, person)}</small>
                        </span>
                    </button>
                }/>
                <For each=move || absent.get() key=|role| *role children=move |role| view! {
                    <span class="member absent">
                        <Icon name=Glyph::Forbidden/>
                        <span><b>{move || words::role(role)}</b><small>{move || t!("case-team-nobody")}</small></span>
                    </span>
                }/>
                <Show when=move || takes_members.get()>
                    <Button label=move || t!("case-team-add") icon=Glyph::Add on_press=move |()| case.open(CaseDialog::Join)/>
                </Show>
            </div>
            {move || team.with(Vec::is_empty).then(|| view! { <p class="small">{t!("case-team-empty")}</p> })}
        </section>
    }
}

/// Someone joins, or a role is named as absent. A guest is written down on the spot.
#[component]
pub fn JoinDialog() -> impl IntoView {
    let case = use_case();
    let role = RwSignal::new(None::<Role>);
    let person = RwSignal::new(None::<PersonId>);
    let is_guest = RwSignal::new(false);
    let roles = Role::ALL.into_iter().filter(|role| role.is_clinical());
    let roles: Vec<_> = roles.map(|role| choice(role, move || words::role(role))).collect();
    let join = move |()| {
        let (Some(role), Some(person)) = (role.get_untracked(), person.get_untracked()) else { return };
        case.press_and_close(Command::JoinTeam { person, role });
    };
    view! {
        <Dialog title=move || t!("case-team-join") on_close=move |()| case.close() wide=true>
            <Choices label=move || t!("case-team-role") options=roles value=role/>
            {move || role.get().map(|role| view! {
                <Show
                    when=move || !is_guest.get()
                    fallback=move || view! { <GuestForm role on_back=move |()| is_guest.set(false)/> }
                >
                    <PersonPick label=move || words::role(role) value=person roles=vec![role]/>
                    <div class="actions">
                        <Button label=move || t!("case-team-guest") icon=Glyph::Person on_press=move |()| is_guest.set(true)/>
                        <Button
                            label=move || t!("case-team-absent", role = words::role(role))
                            icon=Glyph::Forbidden
                            on_press=move |()| case.press_and_close(Command::NameAbsent { role })
                        />
                        <span class="grow"></span>
                        <Button
                            label=move || t!("case-team-join")
                            look=Look::Main
                            disabled=Signal::derive(move || person.get().is_none())
                            on_press=join
                        />
                    </div>
                </Show>
            })}
        </Dialog>
    }
}

/// Someone from outside, for this case: named in the team, without a PIN.
#[component]
fn GuestForm(role: Role, #[prop(into)] on_back: Callback<()>) -> impl IntoView {
    let case = use_case();
    let name = RwSignal::new(String::new());
    let name_bn = RwSignal::new(String::new());
    let add = move |()| {
        let card = Card {
            name: name.get_untracked(),
            name_bn: name_bn.get_untracked(),
            roles: BTreeSet::from([role]),
            guest: true,
            ..Card::default()
        };
        leptos::task::spawn_local(async move {
            let joined: Result<(), Failure> = async {
                let person = ask(AddPerson { card, pin: None }).await?;
                use_desk().refresh_directory().await;
                case.record(Command::JoinTeam { person, role }).await
            }
            .await;
            match joined {
                Ok(()) => drop(case.dialog.try_set(None)),
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <p>{move || t!("case-guest-means", role = words::role(role))}</p>
        <div class="in-two">
            <TextField label=move || t!("field-name") value=name autofocus=true/>
            <TextField label=move || t!("field-name-bangla") value=name_bn/>
        </div>
        <div class="actions">
            <Button label=move || t!("frame-cancel") on_press=on_back/>
            <Button
                label=move || t!("case-guest-add")
                look=Look::Main
                disabled=Signal::derive(move || name.get().trim().is_empty() && name_bn.get().trim().is_empty())
                on_press=add
            />
        </div>
    }
}

/// One of the team: their roles here, each of which they can leave.
#[component]
pub fn MemberDialog(person: PersonId) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let roles = Memo::new(move |_| {
        case.procedure(|procedure| {
            let theirs = procedure.team.iter().filter(|member| member.person == person);
            theirs.map(|member| (member.role, member.joined_at)).collect::<Vec<_>>()
        })
    });
    let is_open = case.part(|whole| !whole.procedure.status.is_final());
    let takes_members = case.part(|whole| whole.procedure.status != Status::Cancelled);
    view! {
        <Dialog title=move || desk.person_both(person) on_close=move |()| case.close()>
            <For each=move || roles.get() key=|(role, _)| *role children=move |(role, joined_at)| view! {
                <div class="row">
                    <span class="grow">
                        <b>{move || words::role(role)}</b>
                        <small class="below">{move || t!("case-team-since", when = words::when(joined_at))}</small>
                    </span>
                    <Show when=move || is_open.get()>
                        <Button
                            label=move || t!("case-team-leave")
                            icon=Glyph::Out
                            on_press=move |()| case.press(Command::LeaveTeam { person, role })
                        />
                    </Show>
                </div>
            }/>
            {move || roles.with(Vec::is_empty).then(|| view! { <p>{t!("case-team-left")}</p> })}
            <Show when=move || takes_members.get()><AnotherRole person/></Show>
        </Dialog>
    }
}

/// At night one nurse may hold several roles.
#[component]
fn AnotherRole(person: PersonId) -> impl IntoView {
    let case = use_case();
    let role = RwSignal::new(None::<Role>);
    let free = Memo::new(move |_| {
        case.procedure(|procedure| {
            let held = |role: &Role| procedure.in_role(*role).any(|member| member == person);
            Role::ALL.into_iter().filter(|role| role.is_clinical() && !held(role)).collect::<Vec<_>>()
        })
    });
    view! {
        {move || {
            let options = free.get().into_iter().map(|role| choice(role, move || words::role(role))).collect::<Vec<_>>();
            view! { <Choices label=move || t!("case-team-also") options value=role/> }
        }}
        <div class="actions">
            <Button
                label=move || t!("case-team-also-add")
                look=Look::Main
                disabled=Signal::derive(move || role.get().is_none())
                on_press=move |()| {
                    if let Some(role) = role.get_untracked() {
                        case.press_and_close(Command::JoinTeam { person, role });
                    }
                }
            />
        </div>
    }
}
