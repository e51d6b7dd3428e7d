//! Two cases want the same: what, until when, and either of them can be given another time.

use super::heading::about_case;
use crate::components::{Glyph, Icon, LinkButton};
use crate::desk::use_desk;
use crate::pages::book::contested;
use crate::{t, words};
use board::is_movable;
use domain::Moment;
use domain::schedule::{Clash, Contested};
use ipc::CaseLine;
use leptos::prelude::*;

#[component]
pub fn Clashes(case: CaseLine, clashes: Vec<Clash>, with: Vec<CaseLine>) -> impl IntoView {
    let both: Vec<CaseLine> = std::iter::once(case).chain(with).collect();
    // One row for a stretch of time, however much both want in it.
    let mut stretches: Vec<((Moment, Moment), Vec<Contested>)> = Vec::new();
    for clash in clashes {
        let span = (clash.from, clash.until);
        match stretches.iter_mut().find(|(known, _)| *known == span) {
            Some((_, wanted)) => wanted.push(clash.over),
            None => stretches.push((span, vec![clash.over])),
        }
    }
    let rows = stretches
        .into_iter()
        .map(|(span, wanted)| {
            let names = move || wanted.iter().map(|over| contested(*over)).collect::<Vec<_>>().join(" · ");
            view! {
                <p class="clash-row">
                    <Icon name=Glyph::Attention/>
                    <span><b>{names}</b><small>{move || t!("attention-both-want", time = words::span(span))}</small></span>
                </p>
            }
        })
        .collect_view();
    let cases = both.into_iter().map(|case| view! { <Either case/> }).collect_view();
    view! {
        <h2>{move || t!("attention-clash-heading")}</h2>
        {rows}
        <div class="col claims">{cases}</div>
        <p class="small">{move || t!("attention-clash-explained")}</p>
    }
}

#[component]
fn Either(case: CaseLine) -> impl IntoView {
    let (open, other_time) = (format!("/case/{}", case.id), format!("/book?case={}", case.id));
    let may_move = is_movable(&case);
    let place = case.theatre.zip(case.planned);
    let where_and_when =
        move || place.map(|(theatre, planned)| format!("{} · {}", use_desk().theatre(theatre), words::span(planned)));
    view! {
        <div class="claim">
            <span class="grow"><b>{move || about_case(&case)}</b><small>{where_and_when}</small></span>
            <LinkButton label=move || t!("attention-open-case") href=open/>
            {may_move.then(|| view! {
                <LinkButton label=move || t!("attention-other-time") icon=Glyph::Move href=other_time/>
            })}
        </div>
    }
}
