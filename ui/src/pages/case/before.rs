//! What must be known before the operation: each as it stands, or that it is not known.

use super::dialogs::CaseDialog;
use super::open::{OpenCase, use_case};
use crate::components::{Button, Glyph, Icon, LinkButton, SideTag};
use crate::desk::use_desk;
use crate::pages::allergies::AllergiesCard;
use crate::{t, words};
use domain::disputed::Stated;
use domain::procedure::{Consent, ConsentBy, Fasting, Milestone, Side, Status};
use ipc::SideShown;
use leptos::prelude::*;

/// How a thing stands: known, still to be asked, or a danger.
#[derive(Clone, Copy, PartialEq)]
enum Known {
    Yes,
    NotYet,
    Danger,
}

/// How many of the things that must be known are not.
pub fn missing(case: OpenCase) -> usize {
    case.with(|whole| {
        let procedure = &whole.procedure;
        if procedure.status.is_final() {
            return 0;
        }
        let asked_of_allergies = !matches!(whole.patient.allergies(), domain::patient::Allergies::NotAsked);
        [
            procedure.consent.latest().is_some(),
            procedure.fasting.is_some(),
            !procedure.anaesthesia.is_empty(),
            !procedure.operation.sided || procedure.side.latest().is_some(),
            asked_of_allergies,
        ]
        .into_iter()
        .filter(|is_known| !is_known)
        .count()
    })
}

#[component]
pub fn Before() -> impl IntoView {
    let case = use_case();
    view! {
        <div class="halves">
            <section class="card known-facts">
                <h2>{move || t!("case-before-title")}</h2>
                <ConsentRow/>
                <SideRow/>
                <AnaesthesiaRow/>
                <FastingRow/>
                <OperationRow/>
            </section>
            <div class="col">
                <AllergiesCard id=case.patient() patient=case.part(|whole| whole.patient.clone())/>
                <section class="card known-facts">
                    <h2>{move || t!("case-before-patient")}</h2>
                    <WeightRow/>
                    <BloodRow/>
                    <WardBedRow/>
                </section>
            </div>
        </div>
    }
}

/// A line: what it is, how it stands, and the button that changes it for as long as the case takes
/// it. `when_over`: after completion too.
#[component]
fn Row(
    #[prop(into)] name: TextProp,
    glyph: Glyph,
    #[prop(into)] known: Signal<Known>,
    #[prop(into)] value: ViewFn,
    #[prop(optional, into)] detail: Option<Signal<String>>,
    #[prop(optional)] when_over: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let case = use_case();
    let takes_changes = case.part(move |whole| match whole.procedure.status {
        Status::Completed => when_over,
        status => !status.is_final(),
    });
    let children = StoredValue::new(children);
    let class = move || match known.get() {
        Known::Yes => "known-fact",
        Known::NotYet => "known-fact not-yet",
        Known::Danger => "known-fact danger",
    };
    view! {
        <div class=class>
            <Icon name=glyph/>
            <span class="grow">
                <small>{move || name.get()}</small>
                <b>{move || value.run()}</b>
                {detail.map(|detail| view! { <small class="detail">{move || detail.get()}</small> })}
            </span>
            <Show when=move || takes_changes.get()>{children.with_value(|children| children())}</Show>
        </div>
    }
}

#[component]
fn ConsentRow() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let consent = case.part(|whole| whole.procedure.consent.clone());
    let withdrawn = case.part(|whole| whole.procedure.consent_withdrawn());
    let known = Signal::derive(move || match (withdrawn.get(), consent.with(|said| said.latest().is_some())) {
        (Some(_), _) => Known::Danger,
        _ if consent.with(|said| said.is_disputed()) => Known::Danger,
        (None, true) => Known::Yes,
        (None, false) => Known::NotYet,
    });
    let is_disputed = move || consent.with(|said| said.is_disputed());
    let value = move || match consent.with(|said| said.latest().map(|claim| claim.value.what.clone())) {
        _ if is_disputed() => t!("consent-disputed"),
        _ if withdrawn.get().is_some() => t!("consent-withdrawn"),
        None => t!("consent-not-recorded"),
        Some(Consent::Given { by, .. }) => t!("case-consent-given", how = consent_by(&by)),
        Some(Consent::Withdrawn { .. }) => t!("consent-withdrawn"),
    };
    let detail = Signal::derive(move || {
        consent.with(|said| {
            let told = said.claims().iter().map(|claim| {
                let (at, words) = match &claim.value.what {
                    Consent::Given { at, .. } => (*at, String::new()),
                    Consent::Withdrawn { at, reason } => (*at, format!(" · {reason}")),
                };
                t!("case-recorded-by", when = words::when(at), name = desk.person(claim.by)) + &words
            });
            told.collect::<Vec<_>>().join(" · ")
        })
    });
    let is_open = case.part(|whole| !whole.procedure.status.is_final());
    let is_given = move || withdrawn.get().is_none() && consent.with(|said| said.latest().is_some());
    view! {
        <Row name=move || t!("consent") glyph=Glyph::Pen known value detail when_over=true>
            <Show when=move || is_given() && is_open.get()>
                <Button label=move || t!("case-consent-withdraw") on_press=move |()| case.open(CaseDialog::WithdrawConsent)/>
            </Show>
            {move || if is_disputed() {
                view! { <LinkButton label=move || t!("case-settle") href="/attention".to_owned()/> }.into_any()
            } else {
                view! {
                    <Button
                        label=move || if is_given() { t!("case-again") } else { t!("case-record") }
                        on_press=move |()| case.open(CaseDialog::Consent)
                    />
                }
                .into_any()
            }}
        </Row>
    }
}

/// "By thumb print, witness Abdul Karim".
pub fn consent_by(by: &ConsentBy) -> String {
    match by {
        ConsentBy::Signature => t!("consent-signature"),
        ConsentBy::ThumbPrint { witness } => t!("consent-thumb-print", witness = witness),
        ConsentBy::Guardian { name, relation } => t!("consent-guardian", name = name, relation = relation),
    }
}

#[component]
fn SideRow() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let said = case.part(|whole| whole.procedure.side.clone());
    let sided = case.part(|whole| {
        let operation = &whole.procedure.operation;
        operation.sided || operation.entry().is_none()
    });
    let shown = move || match said.with(|said| (said.is_disputed(), said.latest().map(|claim| claim.value.what))) {
        (true, _) => SideShown::Disputed,
        (false, Some(Side::NotSided)) => SideShown::NotSided,
        (false, Some(side)) => SideShown::Stated(side),
        (false, None) if sided.get() => SideShown::NotStated,
        (false, None) => SideShown::NotSided,
    };
    let known = Signal::derive(move || match shown() {
        SideShown::Disputed => Known::Danger,
        SideShown::NotStated => Known::NotYet,
        _ => Known::Yes,
    });
    let detail = Signal::derive(move || {
        let told = |value: &Stated<Side>| match value.gone_by {
            Some(by) => format!("{} · {}", words::stated_side(value.what), words::word_of("gone-by", &by)),
            None => words::stated_side(value.what),
        };
        said.with(|said| {
            let claims = said.claims().iter().map(|claim| {
                let who = t!("case-recorded-by", when = words::when(claim.recorded_at), name = desk.person(claim.by));
                format!("{}: {who}", told(&claim.value))
            });
            claims.collect::<Vec<_>>().join(" · ")
        })
    });
    view! {
        <Row name=move || t!("side") glyph=Glyph::Swap known value=move || view! { <SideTag side=shown()/> } detail>
            {move || match shown() {
                SideShown::Disputed => view! { <LinkButton label=move || t!("case-settle") href="/attention".to_owned()/> }.into_any(),
                _ => view! {
                    <Button
                        label=move || if said.with(|said| said.latest().is_some()) { t!("case-change") } else { t!("case-record") }
                        on_press=move |()| case.open(CaseDialog::Side)
                    />
                }
                .into_any(),
            }}
        </Row>
    }
}

#[component]
fn AnaesthesiaRow() -> impl IntoView {
    let case = use_case();
    let types = case.part(|whole| whole.procedure.anaesthesia.clone());
    let conversions = case.part(|whole| whole.procedure.conversions.clone());
    let has_begun = case.part(|whole| whole.procedure.reached(Milestone::AnaesthesiaStart).is_some());
    let known = Signal::derive(move || if types.with(Vec::is_empty) { Known::NotYet } else { Known::Yes });
    let value = move || match types.get().as_slice() {
        [] => t!("bar-anaesthesia-not-planned"),
        types => anaesthesia(types),
    };
    let detail = Signal::derive(move || {
        let told = conversions.get().into_iter().map(|change| {
            t!(
                "case-anaesthesia-changed",
                when = words::when(change.at),
                from = anaesthesia(&change.from),
                to = anaesthesia(&change.to),
                why = change.reason
            )
        });
        told.collect::<Vec<_>>().join(" · ")
    });
    view! {
        <Row name=move || t!("anaesthesia") glyph=Glyph::Anaesthesia known value detail>
            <Button
                label=move || match (has_begun.get(), types.with(Vec::is_empty)) {
                    (true, _) => t!("case-anaesthesia-convert"),
                    (false, true) => t!("case-record"),
                    (false, false) => t!("case-change"),
                }
                on_press=move |()| case.open(CaseDialog::Anaesthesia)
            />
        </Row>
    }
}

/// "Spinal + Sedation".
pub fn anaesthesia(types: &[domain::procedure::Anaesthesia]) -> String {
    types.iter().map(|kind| words::word_of("anaesthesia", kind)).collect::<Vec<_>>().join(" + ")
}

#[component]
fn FastingRow() -> impl IntoView {
    let case = use_case();
    let fasting = case.part(|whole| whole.procedure.fasting.clone());
    let known = Signal::derive(move || match fasting.get() {
        None => Known::NotYet,
        Some(fasting) if fasting.unknown => Known::NotYet,
        Some(_) => Known::Yes,
    });
    let value = move || fasting.get().map_or_else(|| t!("case-fasting-not-asked"), |fasting| fasting_words(&fasting));
    view! {
        <Row name=move || t!("case-fasting") glyph=Glyph::Clock known value>
            <Button
                label=move || if fasting.with(Option::is_some) { t!("case-change") } else { t!("case-record") }
                on_press=move |()| case.open(CaseDialog::Fasting)
            />
        </Row>
    }
}

/// "Solids until 22:00, 11 h 30 min ago · clear fluids until 06:00, 3 h 30 min ago".
pub fn fasting_words(fasting: &Fasting) -> String {
    let solids = fasting.solids_until.map(|at| t!("case-fasting-solids", when = words::when(at), ago = words::ago(at)));
    let fluids =
        fasting.clear_fluids_until.map(|at| t!("case-fasting-fluids", when = words::when(at), ago = words::ago(at)));
    let unknown = fasting.unknown.then(|| t!("case-fasting-unknown"));
    [solids, fluids, unknown].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn WeightRow() -> impl IntoView {
    let case = use_case();
    let weight = case.part(|whole| whole.patient.weight_kg);
    let known = Signal::derive(move || if weight.get().is_some() { Known::Yes } else { Known::NotYet });
    let value =
        move || weight.get().map_or_else(|| t!("bar-not-recorded"), |weight| format!("{} kg", weight.normalize()));
    view! {
        <Row name=move || t!("field-weight") glyph=Glyph::Person known value when_over=true>
            <Button label=move || change_or_record(weight.get().is_some()) on_press=move |()| case.open(CaseDialog::Weight)/>
        </Row>
    }
}

#[component]
fn BloodRow() -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let group = case.part(|whole| whole.patient.blood_group.clone());
    let known = Signal::derive(move || match group.with(|said| (said.is_disputed(), said.latest().is_some())) {
        (true, _) => Known::Danger,
        (false, true) => Known::Yes,
        (false, false) => Known::NotYet,
    });
    let value = move || {
        group.with(|said| match said.settled() {
            Some(group) => group.what.shown().to_owned(),
            None if said.is_disputed() => {
                said.claims().iter().map(|claim| claim.value.what.shown()).collect::<Vec<_>>().join(" / ")
            }
            None => t!("bar-not-recorded"),
        })
    };
    let detail = Signal::derive(move || {
        group.with(|said| {
            let told = said.claims().iter().map(|claim| {
                let who = t!("case-recorded-by", when = words::when(claim.recorded_at), name = desk.person(claim.by));
                match claim.value.gone_by {
                    Some(by) => format!("{}: {who}", words::word_of("gone-by", &by)),
                    None => who,
                }
            });
            told.collect::<Vec<_>>().join(" · ")
        })
    });
    view! {
        <Row name=move || t!("blood-group") glyph=Glyph::Blood known value detail when_over=true>
            {move || if group.with(|said| said.is_disputed()) {
                view! { <LinkButton label=move || t!("case-settle") href="/attention".to_owned()/> }.into_any()
            } else {
                view! {
                    <Button
                        label=move || change_or_record(group.with(|said| said.latest().is_some()))
                        on_press=move |()| case.open(CaseDialog::BloodGroup)
                    />
                }
                .into_any()
            }}
        </Row>
    }
}

#[component]
fn WardBedRow() -> impl IntoView {
    let case = use_case();
    let place = case.part(|whole| whole.procedure.ward_bed.clone());
    let known = Signal::derive(move || if place.with(Option::is_some) { Known::Yes } else { Known::NotYet });
    let value = move || place.with(|place| place.as_ref().map_or_else(|| t!("bar-not-recorded"), words::ward_bed));
    view! {
        <Row name=move || t!("case-ward-bed") glyph=Glyph::Bed known value>
            <Button label=move || change_or_record(place.with(Option::is_some)) on_press=move |()| case.open(CaseDialog::WardBed)/>
        </Row>
    }
}

#[component]
fn OperationRow() -> impl IntoView {
    let case = use_case();
    let operation = case.part(|whole| whole.procedure.operation.clone());
    let rest = case.part(|whole| (whole.procedure.urgency, whole.procedure.minutes, whole.procedure.reason.clone()));
    let is_named = move || {
        operation.with(|operation| operation.key.is_some() || operation.text.is_some() || !operation.coding.is_empty())
    };
    let known = Signal::derive(move || if is_named() { Known::Yes } else { Known::NotYet });
    let detail = Signal::derive(move || {
        rest.with(|(urgency, minutes, reason)| {
            let reason = reason.as_ref().map(|why| super::coded::coded(domain::catalogue::TermList::Reason, why));
            let parts = [Some(words::word_of("urgency", urgency)), Some(words::length(i64::from(*minutes))), reason];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    });
    view! {
        <Row
            name=move || t!("procedure")
            glyph=Glyph::Checklist
            known
            value=move || operation.with(words::operation)
            detail
            when_over=true
        >
            <Button label=move || t!("case-change") on_press=move |()| case.open(CaseDialog::Operation)/>
        </Row>
    }
}

fn change_or_record(is_known: bool) -> String {
    if is_known { t!("case-change") } else { t!("case-record") }
}
