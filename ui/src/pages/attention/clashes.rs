//! Two cases want the same: what, until when, and either of them can be given another time.

use super::heading::about_case;
use crate::components::{Glyph, Icon, LinkButton};
use crate::desk::use_desk;
use crate::pages::board::is_movable;
use crate::pages::book::clash_words;
use crate::{t, words};
use domain::schedule::Clash;
use ipc::CaseLine;
use leptos::prelude::*;

#[component]
pub fn Clashes(case: CaseLine, clashes: Vec<Clash>, with: Vec<CaseLine>) -> impl IntoView {
    let both: Vec<CaseLine> = std::iter::once(case).chain(with.clone()).collect();
    let rows = clashes
        .into_iter()
        .map(|clash| {
            let with = with.clone();
            let span = (clash.from, clash.until);
            let words = move || clash_words(&clash, &with).headline;
            view! {
                <p class="clash-row">
                    <Icon name=Glyph::Attention/>
                    <span><b>{words}</b><small>{move || t!("attention-both-want", time = words::span(span))}</small></span>
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
