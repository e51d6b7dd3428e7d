//! Complications: which, how grave, when it was seen, what was done.

use super::coded;
use super::consent::Earlier;
use super::open::use_case;
use super::term_pick::TermPick;
use super::when::happened;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, TextArea, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::Moment;
use domain::catalogue::{TermList, Terms};
use domain::procedure::{ClavienDindo, Coded, Command, Complication, Severity};
use leptos::prelude::*;

#[component]
pub fn ComplicationDialog() -> impl IntoView {
    let case = use_case();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<&'static str>);
    let severity = RwSignal::new(None::<Severity>);
    let grade = RwSignal::new(None::<ClavienDindo>);
    let management = RwSignal::new(String::new());
    let at = RwSignal::new(None::<Moment>);
    let was_earlier = RwSignal::new(false);
    // Those known to follow this operation are offered first.
    let usual = case.known(|procedure| {
        let known = procedure.operation.entry().map(|entry| entry.complications.as_slice()).unwrap_or_default();
        let codes = known.iter().filter_map(|known| known.code.as_deref());
        let terms = codes.filter_map(|code| Terms::embedded().by_code(TermList::Complication, code));
        terms.map(|term| term.key.as_str()).collect::<Vec<&'static str>>()
    });
    let grades = {
        use ClavienDindo::*;
        [I, II, IIIa, IIIb, IVa, IVb, V]
    };
    // A term of the list, with the words that were typed beside it; or the words alone.
    let complication = move || {
        let words = typed.get();
        match chosen.get() {
            Some(key) => coded::chosen(TermList::Complication, key),
            None => Some(Coded { text: Some(words.trim().to_owned()), ..Coded::default() })
                .filter(|_| !words.trim().is_empty()),
        }
    };
    let lacks = move || {
        if complication().is_none() {
            Some(t!("case-choose", what = t!("field-complication")))
        } else if severity.get().is_none() {
            Some(t!("case-choose", what = t!("case-severity-word")))
        } else if management.with(|text| text.trim().is_empty()) {
            Some(t!("case-write", what = t!("field-management")))
        } else if was_earlier.get() && at.get().is_none() {
            Some(t!("case-mile-save-none"))
        } else {
            None
        }
    };
    let save = move |()| {
        if let (Some(complication), Some(severity)) = (untrack(complication), severity.get_untracked()) {
            case.press_and_close(Command::RecordComplication {
                complication,
                severity,
                clavien_dindo: grade.get_untracked(),
                detected_at: at.get_untracked(),
                management: management.get_untracked(),
            });
        }
    };
    view! {
        <Dialog title=move || t!("case-complication") on_close=move |()| case.close() wide=true>
            <TermPick
                list=TermList::Complication
                label=move || t!("field-complication")
                hint=move || t!("case-complication-hint")
                typed
                chosen
                likely=usual
            />
            {move || (chosen.get().is_none() && !typed.with(|typed| typed.trim().is_empty())).then(|| view! {
                <small>{t!("case-complication-in-words", words = typed.get())}</small>
            })}
            <div class="severities">
                <Choices
                    label=move || t!("case-severity")
                    options=Severity::ALL.map(|grade| choice(grade, move || words::word_of("severity", &grade))).to_vec()
                    value=severity
                />
            </div>
            <div class="grades">
                <Choices
                    label=move || t!("case-clavien-dindo")
                    options=grades.map(|grade| choice(grade, move || grade_words(grade))).to_vec()
                    value=grade
                />
            </div>
            <TextArea label=move || t!("field-management") value=management rows=3/>
            <Earlier was_earlier at label=move || t!("case-complication-when")/>
            <div class="actions">
                <Button
                    label=move || lacks().unwrap_or_else(|| t!("case-complication-save"))
                    look=Look::Main
                    disabled=Signal::derive(move || lacks().is_some())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

fn grade_words(grade: ClavienDindo) -> String {
    match grade {
        ClavienDindo::I => t!("case-clavien-i"),
        ClavienDindo::II => t!("case-clavien-ii"),
        ClavienDindo::IIIa => t!("case-clavien-iiia"),
        ClavienDindo::IIIb => t!("case-clavien-iiib"),
        ClavienDindo::IVa => t!("case-clavien-iva"),
        ClavienDindo::IVb => t!("case-clavien-ivb"),
        ClavienDindo::V => t!("case-clavien-v"),
    }
}

/// Every complication, in the order in which they were seen.
#[component]
pub fn ComplicationsList() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let complications = case.part(|whole| whole.procedure.complications.clone());
    let row = move |seen: Complication| {
        let grade = seen.clavien_dindo.map(|grade| format!(" · Clavien-Dindo {grade:?}")).unwrap_or_default();
        view! {
            <li class="entry bad">
                <Icon name=Glyph::Attention/>
                <span class="grow">
                    <b>{coded::coded(TermList::Complication, &seen.complication)}</b>
                    <span class="text">{format!("{}{grade}", words::word_of("severity", &seen.severity))}</span>
                    <span class="text">{seen.management.clone()}</span>
                    <small>{format!("{} · {}", happened(seen.detected_at, seen.recorded_at), desk.person(seen.recorded_by))}</small>
                </span>
            </li>
        }
    };
    move || {
        let seen = complications.get();
        (!seen.is_empty()).then(|| view! { <ul class="entries">{seen.into_iter().map(row).collect_view()}</ul> })
    }
}
