//! A case that takes longer than was planned, and what that does to the next one.

use super::open::use_case;
use crate::components::{Pill, Tone};
use crate::desk::use_desk;
use crate::{t, words};
use domain::Moment;
use domain::procedure::{Milestone, Procedure};
use ipc::CaseLine;
use leptos::prelude::*;

/// Minutes by which a case that is in the theatre has outrun its booking.
pub fn minutes_over(procedure: &Procedure, now: Moment) -> Option<i64> {
    let slot = procedure.slot()?;
    let arrived = procedure.reached(Milestone::InTheatre).filter(|_| procedure.is_in_theatre())?;
    let over = now.minutes_since(arrived.plus_minutes(i64::from(slot.minutes)));
    (over > 0).then_some(over)
}

/// When the next case of the theatre can start, where that is later than planned.
pub fn next_moves_to(next: &CaseLine, now: Moment) -> Option<Moment> {
    let (planned, _) = next.planned?;
    let told = next.expected.map_or(planned, |(start, _)| start);
    let start = told.max(planned).max(now);
    (start > planned).then_some(start)
}

/// "18 min over: the next case moves to about 12:10"; nothing while the case is in time.
#[component]
pub fn Overrun() -> impl IntoView {
    let case = use_case();
    let now = use_desk().now;
    let over = Memo::new(move |_| case.procedure(|procedure| minutes_over(procedure, now.get())));
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
        <Show when=move || over.get().is_some()><Pill label=sentence icon=crate::components::Glyph::Alarm tone=Tone::Wait/></Show>
    }
}
