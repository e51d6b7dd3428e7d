//! The last things that happened.

use super::open::{OpenCase, use_case};
use super::tallies;
use crate::desk::use_desk;
use crate::{t, words};
use domain::Moment;
use domain::catalogue::TermList;
use domain::procedure::Phase;
use leptos::prelude::*;

/// As many as a tall screen holds; a low one shows the first four.
const SHOWN: usize = 12;

#[component]
pub fn HappenedCard() -> impl IntoView {
    let case = use_case();
    let lines = Memo::new(move |_| last(case));
    view! {
        <section class="card case-happened">
            <h2>{move || t!("case-happened")}</h2>
            {move || lines.with(Vec::is_empty).then(|| view! { <p class="small">{t!("case-happened-nothing")}</p> })}
            <ul>
                {move || lines.get().into_iter().map(|(at, sentence)| view! {
                    <li><span class="nowrap">{words::when(at)}</span>" "{sentence}</li>
                }).collect_view()}
            </ul>
        </section>
    }
}

/// Told from what the case holds, the last first.
fn last(case: OpenCase) -> Vec<(Moment, String)> {
    let name = |id| use_desk().person(id);
    let mut lines = case.procedure(|procedure| {
        let mut lines: Vec<(Moment, String)> = Vec::new();
        for (milestone, reached) in &procedure.milestones {
            let what = words::word_of("milestone", milestone);
            lines.push((reached.at, t!("case-did-milestone", what = what, name = name(reached.recorded_by))));
        }
        for phase in Phase::ALL {
            let word = || words::word_of("phase", &phase);
            if let Some(signed) = procedure.checklist.signed.get(&phase) {
                lines.push((signed.at, t!("case-did-sign", phase = word(), name = name(signed.by))));
            }
            if let Some(passed) = procedure.checklist.passed.get(&phase) {
                lines.push((passed.at, t!("case-did-pass", phase = word(), name = name(passed.by))));
            }
        }
        for drug in &procedure.drugs {
            let what = format!("{} {}", drug.drug, drug.dose);
            lines.push((
                drug.at,
                match drug.allergy_acknowledged_by {
                    Some(person) => t!("case-did-drug-allergy", what = what, name = name(person)),
                    None => t!("case-did-drug", what = what, name = name(drug.by)),
                },
            ));
        }
        for note in &procedure.notes {
            let kind = words::word_of("note-type", &note.note_type);
            lines.push((note.at, t!("case-did-note", kind = kind, name = name(note.author))));
        }
        for seen in &procedure.complications {
            lines.push((seen.detected_at, super::coded::coded(TermList::Complication, &seen.complication)));
        }
        for counted in &procedure.counts {
            lines.push((counted.at, tallies::summary(&counted.count)));
        }
        for used in &procedure.devices {
            lines.push((used.at, super::devices::device_name(&used.device)));
        }
        for change in &procedure.status_history {
            let status = words::word_of("status", &change.to);
            lines.push((change.at, t!("case-did-status", status = status, name = name(change.by))));
        }
        lines
    });
    lines.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    lines.truncate(SHOWN);
    lines
}
