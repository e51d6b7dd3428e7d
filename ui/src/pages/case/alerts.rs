//! What everyone in the theatre must see, on every page of the case, under the patient.

use super::open::{OpenCase, use_case};
use super::tallies;
use crate::components::{Glyph, Icon, LinkButton, reason_words};
use crate::desk::use_desk;
use crate::{sentences, t, words};
use domain::procedure::{Flag, Phase, Status};
use domain::schedule::Clash;
use leptos::prelude::*;

/// One thing that stands there.
#[derive(Clone, PartialEq)]
struct Alert {
    tone: &'static str,
    glyph: Glyph,
    sentence: String,
    /// Where it is settled: the words of the link, and its address.
    way: Option<(String, String)>,
}

#[component]
pub fn Alerts() -> impl IntoView {
    let case = use_case();
    let alerts = Memo::new(move |_| all(case));
    move || {
        let shown = alerts.get();
        (!shown.is_empty()).then(|| {
            let rows = shown.into_iter().map(|alert| {
                view! {
                    <div class=format!("alert {}", alert.tone)>
                        <Icon name=alert.glyph/>
                        <p class="grow">{alert.sentence}</p>
                        {alert.way.map(|(label, href)| view! { <LinkButton label=label href=href/> })}
                    </div>
                }
            });
            view! { <section class="alerts" aria-label=t!("case-alerts")>{rows.collect_view()}</section> }
        })
    }
}

fn all(case: OpenCase) -> Vec<Alert> {
    let mut alerts = Vec::new();
    let danger = |sentence, way| Alert { tone: "bad", glyph: Glyph::Attention, sentence, way };
    let attention = || Some((t!("case-settle"), "/attention".to_owned()));
    case.with(|whole| {
        let procedure = &whole.procedure;
        if procedure.side.is_disputed() {
            alerts.push(danger(t!("case-alert-side"), attention()));
        }
        if let Some(at) = procedure.consent_withdrawn() {
            let way = if procedure.consent.is_disputed() { attention() } else { None };
            alerts.push(danger(t!("case-alert-consent-withdrawn", when = words::when(at)), way));
        } else if procedure.consent.is_disputed() {
            alerts.push(danger(t!("case-alert-consent-disputed"), attention()));
        }
        if whole.patient.blood_group.is_disputed() {
            alerts.push(danger(t!("case-alert-blood"), attention()));
        }
        if let Some(counted) = procedure.counts.last().filter(|counted| !counted.count.is_correct()) {
            let tally = tallies::summary(&counted.count);
            let resolution = counted.count.resolution.clone().unwrap_or_default();
            alerts.push(danger(t!("case-alert-count", tally = tally, resolution = resolution), None));
        }
        if !whole.clashes.is_empty() && !procedure.status.is_final() {
            alerts.push(danger(t!("case-alert-clash", clashes = clashes(&whole.clashes)), attention()));
        }
        stopped(case, &mut alerts);
        for phase in Phase::ALL {
            alerts.extend(passed(case, phase));
        }
        for flag in &procedure.flags {
            let Flag::TransitionTooLate { change } = flag;
            alerts.push(Alert {
                tone: "wait",
                glyph: Glyph::History,
                sentence: t!(
                    "case-alert-too-late",
                    name = use_desk().person(change.by),
                    status = words::word_of("status", &change.to),
                    when = words::when(change.at)
                ),
                way: None,
            });
        }
        if whole.not_understood > 0 {
            alerts.push(Alert {
                tone: "info",
                glyph: Glyph::Info,
                sentence: t!("case-alert-newer", count = whole.not_understood),
                way: None,
            });
        }
    });
    alerts
}

/// The first two clashes, and how many more; Attention has them all.
fn clashes(clashes: &[Clash]) -> String {
    const NAMED: usize = 2;
    let desk = use_desk();
    let mut named: Vec<String> = desk.directory.with(|directory| {
        clashes.iter().take(NAMED).map(|clash| sentences::clash(desk.language(), directory, clash)).collect()
    });
    if clashes.len() > NAMED {
        named.push(t!("and-more", count = clashes.len() - NAMED));
    }
    named.join("; ")
}

/// A case that is on hold or cancelled, and why.
fn stopped(case: OpenCase, alerts: &mut Vec<Alert>) {
    let change = case.procedure(|procedure| {
        let stopped = matches!(procedure.status, Status::Suspended | Status::Cancelled);
        procedure.status_history.last().filter(|_| stopped).cloned()
    });
    let Some(change) = change else { return };
    let why = change.reason.as_ref().map(reason_words).unwrap_or_default();
    let name = use_desk().person(change.by);
    let when = words::when(change.at);
    let (tone, glyph, sentence) = match change.to {
        Status::Suspended => ("hold", Glyph::Pause, t!("case-alert-on-hold", when = when, name = name, why = why)),
        _ => ("", Glyph::Forbidden, t!("case-alert-cancelled", when = when, name = name, why = why)),
    };
    alerts.push(Alert { tone, glyph, sentence, way: None });
}

/// A phase that was passed instead of signed: stays for good, with the way to its answers while
/// they are on paper.
fn passed(case: OpenCase, phase: Phase) -> Option<Alert> {
    let (passed, is_signed) = case.procedure(|procedure| {
        let passed = procedure.checklist.passed.get(&phase).cloned();
        (passed, procedure.checklist.signed.contains_key(&phase))
    });
    let passed = passed?;
    let name = use_desk().person(passed.by);
    let why = passed.passed_because.as_ref().map(reason_words).unwrap_or_default();
    let phase_word = words::word_of("phase", &phase);
    let when = words::when(passed.at);
    Some(if is_signed {
        let sentence = t!("case-alert-passed-signed", phase = phase_word, name = name, when = when, why = why);
        Alert { tone: "wait", glyph: Glyph::Emergency, sentence, way: None }
    } else {
        let sentence = t!("case-alert-passed", phase = phase_word, name = name, when = when, why = why);
        let way = Some((t!("case-enter-answers"), super::checklist_address(case.id, phase)));
        Alert { tone: "wait", glyph: Glyph::Emergency, sentence, way }
    })
}
