//! One of a long coded list: the likely ones first, any by a few letters in either script.

use crate::components::{Glyph, Icon, TextField, term_words};
use domain::catalogue::{TermList, Terms};
use leptos::prelude::*;

/// How many are offered at once.
const OFFERED: usize = 8;

/// `chosen` is the key of a term, or none; `typed` is what was typed to find it. `likely` are keys
/// that are offered before the others while nothing is typed.
#[component]
pub fn TermPick(
    list: TermList,
    #[prop(into)] label: TextProp,
    #[prop(into)] hint: TextProp,
    typed: RwSignal<String>,
    chosen: RwSignal<Option<&'static str>>,
    #[prop(optional)] likely: Vec<&'static str>,
) -> impl IntoView {
    let likely = StoredValue::new(likely);
    let offered = Memo::new(move |_| {
        let keys =
            typed.with(|typed| likely.with_value(|likely| Terms::embedded().offered(list, typed, likely, OFFERED)));
        // What was chosen stays in sight while something else is looked for.
        let kept = chosen.get_untracked().filter(|key| !keys.contains(key));
        kept.into_iter().chain(keys).take(OFFERED).collect::<Vec<_>>()
    });
    let legend = label.clone();
    view! {
        <TextField label=label value=typed icon=Glyph::Search hint/>
        <div class="choices" role="group" aria-label=move || legend.get()>
            <For each=move || offered.get() key=|key| *key children=move |key| view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=move || (chosen.get() == Some(key)).to_string()
                    on:click=move |_| chosen.update(|chosen| *chosen = (*chosen != Some(key)).then_some(key))
                >
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span>{move || Terms::embedded().by_key(list, key).map(term_words)}</span>
                </button>
            }/>
        </div>
    }
}
