//! One person: their card, a new PIN, and leaving or coming back.

use super::change::change;
use crate::components::{Button, Dialog, FaultLine, Glyph, Look, TextField, Toggles};
use crate::pages::setup::{NewPin, all_roles};
use crate::{t, typed};
use domain::person::{Card, Member, PersonCommand};
use domain::procedure::Role;
use ipc::{AddPerson, Failure, RecordPerson, SetPin};
use leptos::prelude::*;

/// `member` none: someone new, with a first PIN or without.
#[component]
pub fn PersonDialog(member: Option<Member>, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let card = member.as_ref().map(|member| member.person.card.clone()).unwrap_or_default();
    let typed_card = TypedCard::of(&card);
    let pin = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Failure>);
    let id = member.as_ref().map(|member| member.id);
    let has_left = member.as_ref().is_some_and(|member| member.person.left);
    let save = move |()| {
        let card = typed_card.card(card.guest);
        match id {
            Some(person) => {
                let call = RecordPerson { person, command: PersonCommand::Describe { card } };
                change(call, fault, move |()| on_close.run(()));
            }
            None => {
                let pin = Some(typed::latin(pin.get_untracked().trim())).filter(|pin| !pin.is_empty());
                change(AddPerson { card, pin }, fault, move |_| on_close.run(()));
            }
        }
    };
    let title = move || if id.is_some() { t!("settings-person") } else { t!("settings-add-person") };
    view! {
        <Dialog title=title on_close=on_close wide=true>
            <div class="pair">
                <TextField label=move || t!("setup-person-name") value=typed_card.name/>
                <TextField label=move || t!("setup-person-name-bn") value=typed_card.name_bn/>
                <TextField label=move || t!("setup-staff-no") value=typed_card.staff_no/>
                <TextField label=move || t!("field-phone") value=typed_card.phone digits=true/>
            </div>
            <Toggles label=move || t!("field-roles") options=all_roles() value=typed_card.roles/>
            {id.is_none().then(|| view! {
                <div class="pair">
                    <NewPin label=move || t!("settings-first-pin") value=pin/>
                    <p class="small">{move || t!("settings-first-pin-explained")}</p>
                </div>
            })}
            <FaultLine failure=fault/>
            <div class="actions">
                {id.map(|person| view! { <LeaveOrReturn person has_left fault on_close/> })}
                <span class="grow"></span>
                <Button label=move || t!("frame-cancel") on_press=on_close/>
                <Button label=move || t!("settings-save") look=Look::Main on_press=save/>
            </div>
            {id.filter(|_| !has_left).map(|person| view! { <GivePin person/> })}
        </Dialog>
    }
}

#[component]
fn LeaveOrReturn(
    person: domain::PersonId,
    has_left: bool,
    fault: RwSignal<Option<Failure>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let (label, command) = if has_left {
        (TextProp::from(move || t!("settings-has-returned")), PersonCommand::Return)
    } else {
        (TextProp::from(move || t!("settings-has-left")), PersonCommand::Leave)
    };
    let record = move |()| {
        let call = RecordPerson { person, command: command.clone() };
        change(call, fault, move |()| on_close.run(()));
    };
    view! { <Button label=label icon=if has_left { Glyph::Undo } else { Glyph::Out } on_press=record/> }
}

/// A new PIN by whoever administers, without the old one.
#[component]
fn GivePin(person: domain::PersonId) -> impl IntoView {
    let pin = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Failure>);
    let give = move |()| {
        let call = SetPin { person, old_pin: None, pin: typed::latin(pin.get_untracked().trim()) };
        change(call, fault, move |()| drop(pin.try_set(String::new())));
    };
    let is_short = move || pin.with(|pin| pin.trim().chars().count() < 6);
    view! {
        <div class="give-pin col">
            <h3>{move || t!("settings-give-pin")}</h3>
            <div class="row beside-field">
                <div class="grow"><NewPin label=move || t!("settings-new-pin") value=pin/></div>
                <Button label=move || t!("settings-set-pin") disabled=Signal::derive(is_short) on_press=give/>
            </div>
            <FaultLine failure=fault/>
        </div>
    }
}

#[derive(Clone, Copy)]
struct TypedCard {
    name: RwSignal<String>,
    name_bn: RwSignal<String>,
    staff_no: RwSignal<String>,
    phone: RwSignal<String>,
    roles: RwSignal<Vec<Role>>,
}

impl TypedCard {
    fn of(card: &Card) -> TypedCard {
        TypedCard {
            name: RwSignal::new(card.name.clone()),
            name_bn: RwSignal::new(card.name_bn.clone()),
            staff_no: RwSignal::new(card.staff_no.clone().unwrap_or_default()),
            phone: RwSignal::new(card.phone.clone().unwrap_or_default()),
            roles: RwSignal::new(card.roles.iter().copied().collect()),
        }
    }

    fn card(self, guest: bool) -> Card {
        let optional = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        Card {
            name: self.name.get_untracked(),
            name_bn: self.name_bn.get_untracked(),
            roles: self.roles.get_untracked().into_iter().collect(),
            staff_no: optional(self.staff_no.get_untracked()),
            phone: optional(typed::latin(&self.phone.get_untracked())),
            guest,
        }
    }
}
