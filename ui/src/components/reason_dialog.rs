//! Why something is done that needs a reason: coded, or in words, or both.

use super::{Button, Dialog, Glyph, Icon, Look, TextField};
use crate::desk::use_desk;
use crate::t;
use domain::catalogue::{Term, TermList, Terms};
use domain::procedure::Reason;
use language::Language;
use leptos::prelude::*;

/// Asks for a reason and hands it on. `list` is the coded list that is offered; `phrases` are
/// sentences that save typing. `action` says what the button does; `explained` what will happen.
#[component]
pub fn ReasonDialog(
    #[prop(into)] title: TextProp,
    #[prop(into)] action: TextProp,
    #[prop(optional, into)] explained: Option<TextProp>,
    #[prop(optional)] list: Option<TermList>,
    #[prop(optional)] phrases: Vec<TextProp>,
    /// Shown red, where something is taken from a patient or put over a clash.
    #[prop(optional)]
    grave: bool,
    #[prop(into)] on_reason: Callback<Reason>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let reason = RwSignal::new(Reason::default());
    let lacks = move || reason.with(|reason| reason.code.is_none() && reason.text.trim().is_empty());
    let label = move || if lacks() { t!("book-reason-first") } else { action.get().to_string() };
    let look = if grave { Look::Bad } else { Look::Main };
    view! {
        <Dialog title=title on_close=on_close wide=list.is_some()>
            {explained.map(|explained| view! { <p>{move || explained.get()}</p> })}
            <ReasonPick reason list=list phrases=phrases/>
            <div class="actions">
                <Button label=move || t!("book-leave-as-is") on_press=on_close/>
                <Button
                    label=label
                    look=look
                    disabled=Signal::derive(lacks)
                    on_press=move |()| on_reason.run(reason.get_untracked())
                />
            </div>
        </Dialog>
    }
}

/// The coded reasons as wide as a thumb, and a line for words.
#[component]
pub fn ReasonPick(
    reason: RwSignal<Reason>,
    list: Option<TermList>,
    #[prop(optional)] phrases: Vec<TextProp>,
) -> impl IntoView {
    let text = RwSignal::new(reason.with_untracked(|reason| reason.text.clone()));
    Effect::watch(move || text.get(), move |text, _, _| reason.update(|reason| reason.text = text.clone()), false);
    let coded = list.map(|list| {
        let terms = Terms::embedded().list(list).iter();
        terms.map(|term| view! { <Coded reason term/> }).collect_view()
    });
    let phrased = phrases
        .into_iter()
        .map(|phrase| {
            let (written, shown) = (phrase.clone(), phrase.clone());
            view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=move || (text.get() == phrase.get()).to_string()
                    on:click=move |_| text.set(written.get().to_string())
                >
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span>{move || shown.get()}</span>
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="col" role="group" aria-label=move || t!("field-reason")>
            <div class="choices">{coded}{phrased}</div>
            <TextField label=move || t!("book-reason-words") value=text/>
        </div>
    }
}

#[component]
fn Coded(reason: RwSignal<Reason>, term: &'static Term) -> impl IntoView {
    let is_on = move || reason.with(|reason| reason.code.as_deref() == Some(term.code.as_str()));
    let choose = move |_| {
        let chosen = (!is_on()).then(|| term.code.clone());
        reason.update(|reason| reason.code = chosen);
    };
    view! {
        <button type="button" class="choice" aria-pressed=move || is_on().to_string() on:click=choose>
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span>{move || term_words(term)}</span>
        </button>
    }
}

/// A term of the coded lists in the reader's language.
pub fn term_words(term: &Term) -> String {
    match use_desk().language() {
        Language::English => term.en.clone(),
        Language::Bangla => term.bn.clone(),
    }
}

/// A reason as it is read: its code's words, then its own.
pub fn reason_words(reason: &Reason) -> String {
    let terms = Terms::embedded();
    let code = reason.code.as_deref().map(|code| {
        let by_code = TermList::ALL.into_iter().find_map(|list| terms.by_code(list, code));
        let known = by_code.or_else(|| TermList::ALL.into_iter().find_map(|list| terms.by_key(list, code)));
        known.map_or_else(|| code.to_owned(), term_words)
    });
    let words = Some(reason.text.clone()).filter(|text| !text.is_empty());
    code.into_iter().chain(words).collect::<Vec<_>>().join(": ")
}
