//! The patient, the side and the allergies, in the same place on every page of a case.

use super::{Glyph, Icon};
use crate::desk::use_desk;
use crate::{t, words};
use domain::procedure::Side;
use ipc::{AllergyMark, CaseDetail, CaseView, SideShown, WholeCase};
use leptos::prelude::*;

/// Stays at the top while the page scrolls. What is disputed says so; what was not asked says so.
#[component]
pub fn PatientBar(#[prop(into)] case: Signal<CaseView>) -> impl IntoView {
    view! {
        <section class="patient" aria-label=move || t!("patient")>
            {move || case.with(|case| match (&case.whole, &case.line.detail) {
                (Some(whole), Some(detail)) => known(whole, detail).into_any(),
                _ => view! { <Restricted number=case.line.procedure_no.clone()/> }.into_any(),
            })}
        </section>
    }
}

/// A function and not a component, whose body would not be read again in another language.
fn known(whole: &WholeCase, detail: &CaseDetail) -> impl IntoView {
    let line = whole.patient_line.clone();
    let other = words::patient_name_other(&line);
    let other_lang = use_desk().language().other().code();
    let ids: Vec<String> = [
        Some(words::sex_age(&line)),
        line.relative.as_ref().map(words::relative),
        detail.ward_bed.as_ref().map(words::ward_bed),
        Some(words::patient_number(&line)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let anaesthesia = match whole.procedure.anaesthesia.as_slice() {
        [] => t!("bar-anaesthesia-not-planned"),
        types => types.iter().map(|kind| words::word_of("anaesthesia", kind)).collect::<Vec<_>>().join(" + "),
    };
    let blood = match (whole.patient.blood_group.is_disputed(), whole.patient.blood_group.settled()) {
        (true, _) => view! { <span class="tag bad">{t!("bar-blood-disputed")}</span> }.into_any(),
        (false, Some(group)) => group.what.shown().into_any(),
        (false, None) => t!("bar-not-recorded").into_any(),
    };
    let weight = whole.patient.weight_kg.map(|weight| format!("{} kg", weight.normalize()));
    view! {
        <div>
            <div class="who">
                {words::patient_name(&line)}
                {other.map(|other| view! { " · " <span lang=other_lang>{other}</span> })}
            </div>
            <small class="ids">{ids.join(" · ")}</small>
        </div>
        <dl>
            <div><dt>{t!("bar-procedure")}</dt><dd>{words::operation(&whole.procedure.operation)}</dd></div>
            <div><dt>{t!("bar-side")}</dt><dd><SideTag side=detail.side/></dd></div>
            <div><dt>{t!("bar-anaesthesia")}</dt><dd>{anaesthesia}</dd></div>
            <div><dt>{t!("bar-blood")}</dt><dd>{blood}</dd></div>
            {weight.map(|weight| view! { <div><dt>{t!("bar-weight")}</dt><dd>{weight}</dd></div> })}
        </dl>
        <div class="marks">
            {detail.name_alike.then(|| view! { <span class="tag wait large">{t!("bar-name-alike")}</span> })}
            {whole.procedure.consent.is_disputed().then(|| view! {
                <span class="tag bad large">{t!("bar-consent-disputed")}</span>
            })}
            {whole.procedure.consent_withdrawn().map(|_| view! {
                <span class="tag bad large">{t!("bar-consent-withdrawn")}</span>
            })}
            <AllergyBadge mark=line.allergies/>
        </div>
    }
}

#[component]
fn Restricted(number: String) -> impl IntoView {
    view! {
        <div>
            <div class="who">{number}</div>
            <small class="ids row"><Icon name=Glyph::Lock/>{move || t!("bar-restricted")}</small>
        </div>
    }
}

/// The side, always written out: in a box when it is stated, in red when it is disputed.
#[component]
pub fn SideTag(side: SideShown) -> impl IntoView {
    let class = match side {
        SideShown::Stated(Side::NotSided) | SideShown::NotSided => "",
        SideShown::Stated(_) => "tag side large",
        SideShown::NotStated => "tag wait large",
        SideShown::Disputed => "tag bad large",
    };
    view! { <span class=class>{move || words::side(side)}</span> }
}

/// Red where something is known, amber where nobody asked, quiet where there is none. `in_column`: its
/// column is called allergy already.
#[component]
pub fn AllergyBadge(mark: AllergyMark, #[prop(optional)] in_column: bool) -> impl IntoView {
    let (class, icon) = match &mark {
        AllergyMark::Known(_) => ("allergy known", Glyph::Attention),
        AllergyMark::NotAsked => ("allergy not-asked", Glyph::Attention),
        AllergyMark::NoneKnown => ("allergy none-known", Glyph::Check),
    };
    let text = move || match &mark {
        AllergyMark::Known(substances) if in_column => substances.join(" · "),
        AllergyMark::NotAsked if in_column => t!("allergy-not-asked-brief"),
        AllergyMark::Known(substances) => t!("allergy-list", allergies = substances.join(" · ")),
        other => words::allergies(other),
    };
    view! { <span class=class><Icon name=icon/><span>{text}</span></span> }
}
