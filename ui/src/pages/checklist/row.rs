//! One item: its answers beside it, as wide as a thumb; who said it, who recorded it and when below.

use super::Asking;
use super::more::More;
use super::speakers::speaker_name;
use crate::components::{Glyph, Icon};
use crate::desk::use_desk;
use crate::pages::case::{KeptLine, OpenCase, Typing, happened, use_case};
use crate::sentences;
use crate::{t, words};
use domain::Refusal;
use domain::procedure::{Answer, Answered, Command, Item, Speaker};
use domain::text::Field;
use ipc::Failure;
use leptos::prelude::*;
use serde::Serialize;
use std::fmt;
use web_sys::{FocusOptions, ScrollIntoViewOptions, ScrollLogicalPosition};

/// What a row holds while it is answered.
#[derive(Clone, Copy)]
pub struct Answering {
    pub item: Item,
    pub asking: Asking,
    case: OpenCase,
    /// The answer that was touched and still wants words.
    pub pending: RwSignal<Option<Answer>>,
    pub plan: Typing,
    pub comment: Typing,
    pub is_comment_open: RwSignal<bool>,
    pub failure: RwSignal<Option<Failure>>,
}

impl Answering {
    fn open(item: Item) -> Answering {
        let case = use_case();
        let name = StoredName(item);
        let answered = move |read: fn(&Answered) -> &Option<String>, text: &str| {
            case.known(|procedure| {
                procedure.checklist.answers.get(&item).is_some_and(|given| read(given).as_deref() == Some(text))
            })
        };
        let plan = Typing::open(format!("plan:{name}"), move |text| answered(|given| &given.plan, text));
        let comment = Typing::open(format!("comment:{name}"), move |text| answered(|given| &given.comments, text));
        // What was being typed when the power went asks for its answer again.
        let has_plan = plan.text.with_untracked(|text| !text.is_empty());
        let wants_plan = item.answers().iter().copied().find(|answer| item.asks_for_plan(*answer));
        Answering {
            item,
            asking: expect_context::<Asking>(),
            case,
            pending: RwSignal::new(wants_plan.filter(|_| has_plan)),
            plan,
            comment,
            is_comment_open: RwSignal::new(comment.text.with_untracked(|text| !text.is_empty())),
            failure: RwSignal::new(None),
        }
    }

    /// A touch of an answer: recorded at once, unless it must say more.
    pub fn touch(self, answer: Answer) {
        self.failure.set(None);
        let is_team = self.asking.speaker.with_untracked(|speaker| speaker == &Some(Speaker::Team));
        let wants_plan = self.item.asks_for_plan(answer);
        let wants_comment = is_team && self.comment.text.with_untracked(|text| text.trim().is_empty());
        if wants_plan || wants_comment {
            self.pending.set(Some(answer));
            self.is_comment_open.update(|is_open| *is_open |= wants_comment);
            return;
        }
        self.record(answer);
    }

    /// Records an answer with the words that were typed for it.
    pub fn record(self, answer: Answer) {
        let text = |typing: Typing| {
            let text = typing.text.get_untracked().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let command = Command::AnswerItem {
            item: self.item,
            answer,
            plan: text(self.plan).filter(|_| self.item.asks_for_plan(answer)),
            comments: text(self.comment),
            said_by: self.asking.speaker.get_untracked(),
            at: self.asking.given_at.get_untracked(),
        };
        leptos::task::spawn_local(async move {
            match self.case.record(command).await {
                Ok(()) => {
                    self.pending.try_set(None);
                    self.is_comment_open.try_set(false);
                    self.plan.clear();
                    self.comment.clear();
                }
                Err(failure) => {
                    if is_about_allergies(&failure) {
                        self.pending.try_set(Some(Answer::Yes));
                    }
                    self.failure.try_set(Some(failure));
                }
            }
        });
    }
}

/// Refusals that are put right with the allergies in sight.
fn is_about_allergies(failure: &Failure) -> bool {
    let Failure::Refused { refusal } = failure else { return false };
    matches!(refusal, Refusal::AllergiesAreKnown { .. } | Refusal::Missing { field: Field::Allergy })
}

/// The name under which an item is stored: `airway_risk`.
struct StoredName(Item);

impl fmt::Display for StoredName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(formatter)
    }
}

#[component]
pub fn ItemRow(item: Item, is_signed: Memo<bool>) -> impl IntoView {
    let case = use_case();
    let answering = Answering::open(item);
    let given = case.part(move |whole| whole.procedure.checklist.answers.get(&item).cloned());
    let answer = Memo::new(move |_| given.with(|given| given.as_ref().map(|given| given.answer)));
    let standing = move || match (answering.pending.get(), answer.get()) {
        (Some(_), _) => "item asked",
        (None, None) => "item",
        (None, Some(answer)) if item.holds(answer) => "item holds",
        (None, Some(answer)) if item.asks_for_plan(answer) => "item risk",
        (None, Some(_)) => "item y",
    };
    let answers = item.answers().iter().map(|one| {
        let one = *one;
        let word = move || answer_word(item, one);
        let is_on = move || answer.get() == Some(one);
        let class = move || {
            let grave = item.holds(one) || item.asks_for_plan(one);
            match (is_on(), answering.pending.get() == Some(one)) {
                (_, true) => "answer pending",
                (true, false) if grave => "answer on grave",
                (true, false) => "answer on",
                (false, false) => "answer",
            }
        };
        view! {
            <button
                type="button"
                class=class
                aria-pressed=move || is_on().to_string()
                disabled=move || is_signed.get()
                on:click=move |_| answering.touch(one)
            >
                {word}
            </button>
        }
    });
    let number = item.number();
    let is_open =
        Memo::new(move |_| !is_signed.get() && (answering.pending.get().is_some() || answering.is_comment_open.get()));
    let is_open = move || is_open.get();
    Effect::watch(
        is_open,
        move |is_open, _, _| {
            if *is_open {
                bring_into_sight(item)
            }
        },
        false,
    );
    view! {
        <div class=standing data-item=number role="group" aria-label=move || words::word_of("item", &item)>
            <span class="n">{move || words::number(number)}</span>
            <span class="what">
                <b>{move || words::word_of("item", &item)}</b>
                {move || given.get().map(|given| view! { <Said given/> })}
                {move || answer.get().filter(|answer| item.holds(*answer)).map(|_| view! {
                    <small class="to-do"><Icon name=Glyph::Attention/>{what_to_do(item)}</small>
                })}
                <RowFailure failure=answering.failure/>
            </span>
            <span class="answers">{answers.collect_view()}</span>
            <button
                type="button"
                class="btn quiet icon"
                class:shut=move || is_signed.get()
                disabled=move || is_signed.get()
                aria-label=move || t!("checklist-comment", number = number)
                aria-expanded=move || answering.is_comment_open.get().to_string()
                on:click=move |_| answering.is_comment_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon name=Glyph::Pen/>
            </button>
            <Show when=is_open><More answering given/></Show>
        </div>
    }
}

/// The whole row into sight, its question as well as what it asks for.
fn bring_into_sight(item: Item) {
    request_animation_frame(move || {
        let found = document().query_selector(&format!("[data-item='{}']", item.number())).ok().flatten();
        if let Some(row) = found {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            row.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// "Said by the patient · recorded by Rabeya Begum · 12:14", and what was said with it.
#[component]
fn Said(given: Answered) -> impl IntoView {
    let desk = use_desk();
    let line = move || {
        let said = match &given.said_by {
            Some(speaker) => t!("checklist-said-by", who = speaker_name(speaker)),
            None => t!("checklist-said-not-stated"),
        };
        let recorded = t!("checklist-recorded-by", who = desk.person(given.recorded_by));
        let times = (given.times > 1).then(|| t!("checklist-times", times = given.times));
        let texts = [given.plan.clone(), given.comments.clone()];
        let told =
            texts.into_iter().flatten().chain([said, recorded, happened(given.at, given.recorded_at)]).chain(times);
        told.collect::<Vec<_>>().join(" · ")
    };
    view! { <small>{line}</small> }
}

/// Why a touch was not recorded, in the row itself.
#[component]
fn RowFailure(failure: RwSignal<Option<Failure>>) -> impl IntoView {
    let desk = use_desk();
    move || {
        failure.get().map(|failure| {
            let sentence = desk.directory.with(|names| sentences::failure(desk.language(), names, &failure));
            view! { <small class="to-do" role="alert"><Icon name=Glyph::Attention/>{sentence}</small> }
        })
    }
}

pub fn answer_word(item: Item, answer: Answer) -> String {
    match answer {
        Answer::Yes if item.is_risk() => t!("answer-risk-yes"),
        Answer::No if item.is_risk() => t!("answer-risk-no"),
        answer => words::word_of("answer", &answer),
    }
}

/// What puts a "no" right.
fn what_to_do(item: Item) -> String {
    match item {
        Item::PatientIdentity => t!("checklist-do-patient-identity"),
        Item::SiteMarked => t!("checklist-do-site-marked"),
        Item::AnesthesiaSafety => t!("checklist-do-anaesthesia-safety"),
        Item::PulseOximeter => t!("checklist-do-pulse-oximeter"),
        Item::TeamIntroduced => t!("checklist-do-team-introduced"),
        Item::PatientConfirmed => t!("checklist-do-patient-confirmed"),
        Item::AntibioticProphylaxis => t!("checklist-do-antibiotic"),
        Item::ImagingDisplayed => t!("checklist-do-imaging"),
        _ => String::new(),
    }
}

/// A box whose text is kept while it is typed, with what is known of the keeping.
#[component]
pub fn KeptText(
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
    typing: Typing,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Textarea>::new();
    if autofocus {
        node.on_load(|area| {
            request_animation_frame(move || {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = area.focus_with_options(&options);
            });
        });
    }
    let name = label.clone();
    view! {
        <div class="kept-text">
            <small class="label">{move || label.get()}</small>
            <textarea
                node_ref=node
                rows="2"
                aria-label=move || name.get()
                placeholder=move || hint.get()
                prop:value=move || typing.text.get()
                on:input:target=move |event| typing.text.set(event.target().value())
            ></textarea>
            <KeptLine typing/>
        </div>
    }
}
