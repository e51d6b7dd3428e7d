//! What is to be done: the procedure by a few letters in either script, the side, how urgent, how long.

use super::form::{Form, UNKNOWN_MINUTES};
use crate::components::{Button, Glyph, Icon, NumberField, Segment, SideTag, TextField, Toggles, choice, term_words};
use crate::desk::use_desk;
use crate::{t, words};
use domain::catalogue::{Catalogue, Entry, Match, TermList, Terms};
use domain::procedure::{Anaesthesia, Operation, Role, Side, Urgency};
use ipc::SideShown;
use language::Language;
use leptos::prelude::*;

/// How many procedures are offered at once.
const OFFERED: usize = 6;

#[component]
pub fn What(form: Form) -> impl IntoView {
    let is_new = move || form.case.with(Option::is_none);
    let chosen = Memo::new(move |_| form.operation.get());
    let has_patient = Memo::new(move |_| form.patient.with(Option::is_some));
    view! {
        {move || match chosen.get() {
            Some(operation) => view! { <Chosen form operation/> }.into_any(),
            // Made anew when the patient is found: then the letters go here.
            None => view! { <PickProcedure autofocus=has_patient.get() on_choose=move |(operation, minutes)| {
                form.minutes.set(minutes);
                form.side.set(None);
                form.chosen_team.set(None);
                form.chosen_machines.set(None);
                form.operation.set(Some(operation));
            }/> }
            .into_any(),
        }}
        <Show when=move || chosen.with(Option::is_some)>
            <Show
                when=is_new
                fallback=move || view! { <KnownSide form/> }
            >
                <div class="two">
                    <SideChoice form/>
                    <UrgencyChoice form/>
                </div>
                <More form/>
            </Show>
        </Show>
    }
}

/// A field for letters, a nickname or a code, and what answers to it under the next frame. Gives
/// the operation and how many minutes it usually takes.
#[component]
pub fn PickProcedure(
    #[prop(into)] on_choose: Callback<(Operation, u32)>,
    #[prop(default = true)] autofocus: bool,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let found = typed.with(|typed| Catalogue::embedded().search(typed, OFFERED));
        found.iter().map(|Match { entry, matched, .. }| (entry.key.clone(), (*matched).to_owned())).collect::<Vec<_>>()
    });
    let choose = move |entry: &'static Entry| on_choose.run((Operation::of(entry), entry.duration_minutes));
    let in_words = move || typed.with(|typed| typed.trim().to_owned());
    let choose_words = move || {
        let text = untrack(in_words);
        on_choose.run((Operation { text: Some(text), ..Operation::default() }, UNKNOWN_MINUTES));
    };
    view! {
        <div class="pick-procedure">
            <TextField
                label=move || t!("procedure")
                value=typed
                icon=Glyph::Search
                hint=move || t!("book-procedure-hint")
                autofocus=autofocus
                on_enter=move |()| {
                    let first = found.with_untracked(|found| found.first().map(|(key, _)| key.clone()));
                    if let Some(entry) = first.and_then(|key| Catalogue::embedded().by_key(&key)) {
                        choose(entry);
                    }
                }
            />
            <div class="found card" hidden=move || in_words().is_empty()>
                <For each=move || found.get() key=|found| found.clone() children=move |(key, matched)| {
                    Catalogue::embedded().by_key(&key).map(|entry| view! {
                        <button type="button" class="procedure-row" on:click=move |_| choose(entry)>
                            <EntryRow entry matched/>
                        </button>
                    })
                }/>
                <button type="button" class="procedure-row" on:click=move |_| choose_words()>
                    <Icon name=Glyph::Pen/>
                    <span class="grow">{move || t!("book-in-these-words", words = in_words())}</span>
                </button>
            </div>
        </div>
    }
}

#[component]
fn EntryRow(entry: &'static Entry, matched: String) -> impl IntoView {
    let other = move || {
        let (lang, name) = match use_desk().language() {
            Language::English => (Language::Bangla, entry.display_bn.clone()),
            Language::Bangla => (Language::English, entry.display.clone()),
        };
        view! { <span lang=lang.code()>{name}</span> }
    };
    let is_name = matched == entry.display || matched == entry.display_bn;
    view! {
        <span class="grow">
            <b>{move || words::entry_name(entry)}</b>" · "{other}
            <small>{move || facts_of(entry).join(" · ")}</small>
        </span>
        {(!is_name).then(|| view! { <span class="tag">{matched}</span> })}
    }
}

/// Code, length, price, usual anaesthesia, and the machine that not every theatre has.
fn facts_of(entry: &Entry) -> Vec<String> {
    const EVERYWHERE: [&str; 5] =
        ["operating_room", "minor_operating_room", "anesthesia_machine", "surgical_instruments", "ward"];
    let anaesthesia = entry.anaesthesia_usual.first().map(|kind| words::word_of("anaesthesia", kind));
    let special = entry.resources.iter().map(|need| need.resource_type.as_str());
    let special = special.filter(|kind| Role::of_resource(kind).is_none() && !EVERYWHERE.contains(kind));
    let special: Vec<String> = special.map(resource_words).collect();
    let needs = (!special.is_empty()).then(|| t!("book-needs", what = special.join(", ")));
    let price = language::money(use_desk().language(), entry.cost_bdt.0);
    let code = Some(entry.coding().code).filter(|_| entry.code.is_some());
    let always = [words::length(entry.duration_minutes.into()), price];
    code.into_iter().chain(always).chain(anaesthesia).chain(needs).collect()
}

/// A resource type of the catalogue in the reader's language.
pub fn resource_words(key: &str) -> String {
    Terms::embedded().by_key(TermList::ResourceType, key).map_or_else(|| key.to_owned(), term_words)
}

#[component]
fn Chosen(form: Form, operation: Operation) -> impl IntoView {
    let shown = operation.clone();
    let is_new = move || form.case.with(Option::is_none);
    let entry = operation.entry();
    view! {
        <div class="field">
            <span class="label">{move || t!("procedure")}</span>
            <div class="box chosen-procedure">
                <span class="grow">
                    <b>{move || words::operation(&shown)}</b>
                    <small>{move || match entry {
                        Some(entry) => facts_of(entry).join(" · "),
                        None => t!("book-not-in-catalogue"),
                    }}</small>
                </span>
                <Show when=is_new>
                    <Button label=move || t!("book-change") on_press=move |()| form.operation.set(None)/>
                </Show>
            </div>
        </div>
    }
}

#[component]
fn SideChoice(form: Form) -> impl IntoView {
    let sided = Memo::new(move |_| {
        form.operation.with(|operation| {
            operation.as_ref().is_some_and(|operation| operation.sided || operation.entry().is_none())
        })
    });
    let options = || {
        let side = |side| (side, TextProp::from(move || words::stated_side(side)));
        vec![side(Side::Left), side(Side::Right), side(Side::Both)]
    };
    view! {
        <div class="field">
            <span class="label">{move || t!("side")}</span>
            <Show
                when=move || sided.get()
                fallback=move || view! { <div class="box"><SideTag side=SideShown::NotSided/></div> }
            >
                <Segment
                    legend=move || t!("side")
                    options=options()
                    value=form.side
                    on_choose=move |side| form.side.set(Some(side))
                />
            </Show>
        </div>
    }
}

#[component]
fn UrgencyChoice(form: Form) -> impl IntoView {
    let options = [Urgency::Elective, Urgency::Urgent, Urgency::Emergency]
        .map(|urgency| (urgency, TextProp::from(move || words::word_of("urgency", &urgency))))
        .to_vec();
    view! {
        <div class="field">
            <span class="label">{move || t!("book-urgency")}</span>
            <Segment
                legend=move || t!("book-urgency")
                options=options
                value=form.urgency
                on_choose=move |urgency| form.urgency.set(Some(urgency))
            />
        </div>
    }
}

/// Of a case that is moved, the side is what was recorded; it is changed on the case's own page.
#[component]
fn KnownSide(form: Form) -> impl IntoView {
    let side = move || {
        let detail = form.case.with(|case| case.as_ref().and_then(|case| case.line.detail.clone()))?;
        Some(view! {
            <div class="two">
                <div class="field">
                    <span class="label">{t!("side")}</span>
                    <div class="box"><SideTag side=detail.side/></div>
                </div>
                <div class="field">
                    <span class="label">{t!("book-urgency")}</span>
                    <div class="box">{words::word_of("urgency", &detail.urgency)}</div>
                </div>
            </div>
        })
    };
    view! { {side} <Minutes form/> }
}

#[component]
fn Minutes(form: Form) -> impl IntoView {
    let minutes = RwSignal::new(Some(i64::from(form.minutes.get_untracked())));
    Effect::watch(
        move || minutes.get(),
        move |typed, _, _| {
            if let Some(typed) = typed.and_then(|typed| u32::try_from(typed).ok()).filter(|typed| *typed > 0) {
                form.minutes.set(typed.min(24 * 60));
            }
        },
        false,
    );
    view! { <NumberField label=move || t!("field-duration") value=minutes unit=move || t!("book-minutes")/> }
}

/// What is known already and saves asking in the theatre; none of it has to be.
#[component]
fn More(form: Form) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let types = Anaesthesia::ALL.map(|kind| choice(kind, move || words::word_of("anaesthesia", &kind))).to_vec();
    let types = StoredValue::new(types);
    view! {
        <Show
            when=move || is_open.get()
            fallback=move || view! {
                <Button label=move || t!("book-more") icon=Glyph::Down on_press=move |()| is_open.set(true)/>
            }
        >
            <div class="three">
                <Minutes form/>
                <TextField label=move || t!("field-ward") value=form.ward/>
                <TextField label=move || t!("field-bed") value=form.bed/>
            </div>
            <Toggles
                label=move || t!("book-anaesthesia")
                options=types.get_value()
                value=form.anaesthesia
            />
        </Show>
    }
}
