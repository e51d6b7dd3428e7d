//! A case that takes longer than was planned, and what that does to the next one.

use super::open::use_case;
use crate::components::{Glyph, Pill, Tone};
use crate::desk::use_desk;
use crate::{t, words};
use board::{minutes_over, next_moves_to};
use leptos::prelude::*;

/// "18 min over: the next case moves to about 12:10"; nothing while the case is in time.
#[component]
pub fn Overrun() -> impl IntoView {
    let case = use_case();
    let now = use_desk().now;
    let over = Memo::new(move |_| case.line(|line| minutes_over(line, now.get())));
    let next = case.part(|whole| whole.next.clone());
    let sentence = move || {
        let length = words::length(over.get().unwrap_or_default());
        match next.with(|next| next.as_ref().map(|next| next_moves_to(next, now.get()))) {
            Some(Some(start)) => t!("case-over-next-moves", length = length, time = words::time(start)),
            Some(None) => t!("case-over-next-holds", length = length),
            None => t!("case-over", length = length),
        }
    };
    view! {
        <Show when=move || over.get().is_some()><Pill label=sentence icon=Glyph::Alarm tone=Tone::Wait/></Show>
    }
}
