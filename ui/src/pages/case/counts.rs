//! Counting sponges, sharps and instruments. A count that does not match asks what was searched.

use super::open::use_case;
use super::{tallies, when::happened};
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, NumberField, TextArea, choice};
use crate::desk::use_desk;
use crate::{t, words};
use domain::procedure::{Command, Count, CountStage, Counted, Tally};
use leptos::prelude::*;

/// How many there should be and how many were found, as they are typed.
#[derive(Clone, Copy)]
struct Typed {
    expected: RwSignal<Option<i64>>,
    found: RwSignal<Option<i64>>,
}

impl Typed {
    /// What should be there is what should have been there last; what is found is never filled in.
    fn after(last: Option<Tally>) -> Typed {
        let expected = last.filter(|tally| *tally != Tally::default()).map(|tally| i64::from(tally.expected));
        Typed { expected: RwSignal::new(expected), found: RwSignal::new(None) }
    }

    /// None while one of the two is missing or not a count; both empty is not counted.
    fn tally(self, is_first: bool) -> Option<Tally> {
        let read =
            |value: Option<i64>| value.map_or(Some(None), |n| u32::try_from(n).ok().filter(|n| *n <= 9999).map(Some));
        let (expected, found) = (read(self.expected.get())?, read(self.found.get())?);
        match (expected, found) {
            (None, None) => Some(Tally::default()),
            // At the first count what is found is what there should be.
            (None, Some(found)) if is_first => Some(Tally { expected: found, found }),
            (Some(expected), Some(found)) => Some(Tally { expected, found }),
            _ => None,
        }
    }
}

#[component]
pub fn CountDialog() -> impl IntoView {
    let case = use_case();
    let last = case.known(|procedure| procedure.counts.last().map(|counted| counted.count.clone()));
    let is_first = last.is_none();
    let stage = RwSignal::new(None::<CountStage>);
    let resolution = RwSignal::new(String::new());
    let of = |part: fn(&Count) -> Tally| Typed::after(last.as_ref().map(part));
    let (sponges, sharps, instruments) = (of(|c| c.sponges), of(|c| c.sharps), of(|c| c.instruments));
    let stages = CountStage::ALL.map(|stage| choice(stage, move || words::word_of("count-stage", &stage)));
    let count = Memo::new(move |_| {
        let tallies = (sponges.tally(is_first)?, sharps.tally(is_first)?, instruments.tally(is_first)?);
        if [tallies.0, tallies.1, tallies.2].iter().all(|tally| *tally == Tally::default()) {
            return None;
        }
        let resolution = Some(resolution.get()).filter(|text| !text.trim().is_empty());
        let (sponges, sharps, instruments) = tallies;
        Some(Count { stage: stage.get()?, sponges, sharps, instruments, resolution })
    });
    let is_wrong = Memo::new(move |_| count.with(|count| count.as_ref().is_some_and(|count| !count.is_correct())));
    let needs_words = move || is_wrong.get() && resolution.with(|text| text.trim().is_empty());
    let save = move |()| {
        if let Some(count) = count.get_untracked() {
            case.press_and_close(Command::RecordCount { count });
        }
    };
    view! {
        <Dialog title=move || t!("case-count") on_close=move |()| case.close() wide=true>
            <Choices label=move || t!("case-count-stage") options=stages.to_vec() value=stage/>
            <div class="count-table">
                <CountRow name=move || t!("case-count-sponges") typed=sponges/>
                <CountRow name=move || t!("case-count-sharps") typed=sharps/>
                <CountRow name=move || t!("case-count-instruments") typed=instruments/>
            </div>
            <Show when=move || is_wrong.get()>
                <div class="alert bad">
                    <Icon name=Glyph::Attention/>
                    <p class="grow">
                        <b>{move || count.with(|count| count.as_ref().map(tallies::tallies))}</b>
                        " · "{move || t!("case-count-wrong")}
                    </p>
                </div>
                <TextArea label=move || t!("case-count-searched") value=resolution hint=move || t!("case-count-searched-hint") rows=3/>
            </Show>
            <div class="actions">
                {move || count.with(Option::is_none).then(|| view! {
                    <small class="grow">{t!("case-count-missing")}</small>
                })}
                <Button
                    label=move || t!("case-count-save")
                    look=Look::Main
                    disabled=Signal::derive(move || count.with(Option::is_none) || needs_words())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

#[component]
fn CountRow(#[prop(into)] name: TextProp, typed: Typed) -> impl IntoView {
    let matches = move || typed.expected.get().zip(typed.found.get()).map(|(expected, found)| expected == found);
    view! {
        <b>{move || name.get()}</b>
        <NumberField label=move || t!("case-count-expected") value=typed.expected/>
        <NumberField label=move || t!("case-count-found") value=typed.found/>
        <span class="verdict" role="status">
            {move || match matches() {
                Some(true) => view! { <span class="right"><Icon name=Glyph::Check/>{t!("case-count-right")}</span> }.into_any(),
                Some(false) => view! { <b class="off"><Icon name=Glyph::Attention/>{t!("case-count-off")}</b> }.into_any(),
                None => ().into_any(),
            }}
        </span>
    }
}

/// Every count of the case.
#[component]
pub fn CountsList() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let counts = case.part(|whole| whole.procedure.counts.clone());
    let row = move |counted: Counted| {
        let is_right = counted.count.is_correct();
        let glyph = if is_right { Glyph::Check } else { Glyph::Attention };
        view! {
            <li class="entry" class:bad=!is_right>
                <Icon name=glyph/>
                <span class="grow">
                    <b>{tallies::summary(&counted.count)}</b>
                    {counted.count.resolution.clone().map(|resolution| view! { <span class="text">{resolution}</span> })}
                    <small>{format!("{} · {}", happened(counted.at, counted.at), desk.person(counted.recorded_by))}</small>
                </span>
            </li>
        }
    };
    move || {
        let counts = counts.get();
        (!counts.is_empty()).then(|| view! { <ul class="entries">{counts.into_iter().map(row).collect_view()}</ul> })
    }
}
