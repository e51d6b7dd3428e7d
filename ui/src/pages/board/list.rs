//! The same day as a table: a theatre after the other, each in the order of its list.

use super::block::operating;
use super::strip::waiting_tags;
use crate::components::{AllergyBadge, Glyph, LinkButton, Pips, SideTag, StateMark, StateShown, reason_words};
use crate::desk::use_desk;
use crate::pages::book::clash_words;
use crate::{t, words};
use board::{Lateness, is_movable, lateness, span, state_of};
use domain::TheatreId;
use ipc::{CaseDetail, CaseLine, Day};
use leptos::prelude::*;

#[component]
pub fn DayList(day: RwSignal<Option<Day>>) -> impl IntoView {
    let theatres = Memo::new(move |_| {
        day.with(|day| {
            let mut theatres: Vec<TheatreId> = Vec::new();
            let order = use_desk()
                .directory
                .with(|directory| directory.hospital.open_theatres().into_iter().map(|(id, _)| id).collect::<Vec<_>>());
            let booked = day.iter().flat_map(|day| &day.cases).filter_map(|case| case.theatre);
            for theatre in booked {
                if !theatres.contains(&theatre) {
                    theatres.push(theatre);
                }
            }
            theatres.sort_by_key(|theatre| order.iter().position(|known| known == theatre).unwrap_or(usize::MAX));
            theatres
        })
    });
    view! {
        <div class="card day-list">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{move || t!("today-column-time")}</th>
                        <th scope="col">{move || t!("patient")}</th>
                        <th scope="col">{move || t!("procedure")}</th>
                        <th scope="col">{move || t!("side")}</th>
                        <th scope="col">{move || t!("allergy")}</th>
                        <th scope="col">{move || t!("surgeon")}</th>
                        <th scope="col">{move || t!("today-column-state")}</th>
                        <th scope="col"><span class="seen-by-readers-only">{move || t!("today-move")}</span></th>
                    </tr>
                </thead>
                <For each=move || theatres.get() key=|theatre| *theatre children=move |theatre| {
                    let cases = move || day.with(|day| in_theatre(day, theatre));
                    view! {
                        <tbody>
                            <tr class="theatre-row">
                                <th scope="rowgroup" colspan="8">
                                    {move || use_desk().theatre(theatre)}
                                    <small>{move || t!("today-cases", count = cases().len())}</small>
                                </th>
                            </tr>
                            <For each=cases key=|case| (case.id, format!("{case:?}")) children=move |case| {
                                view! { <Row case day/> }
                            }/>
                        </tbody>
                    }
                }/>
            </table>
        </div>
    }
}

fn in_theatre(day: &Option<Day>, theatre: TheatreId) -> Vec<CaseLine> {
    let cases = day.iter().flat_map(|day| &day.cases).filter(|case| case.theatre == Some(theatre));
    let mut cases: Vec<CaseLine> = cases.cloned().collect();
    cases.sort_by_key(|case| span(case).map(|(start, _)| start));
    cases
}

#[component]
fn Row(case: CaseLine, day: RwSignal<Option<Day>>) -> impl IntoView {
    let desk = use_desk();
    let state = state_of(&case);
    let case = StoredValue::new(case);
    let time = move || case.with_value(|case| span(case).map(words::span));
    let late = move || {
        let lateness = case.with_value(|case| lateness(case, desk.now.get()));
        let words = match lateness {
            Lateness::OnTime => return None,
            Lateness::Late { minutes } => t!("today-late", length = words::length(minutes)),
            Lateness::Pushed { to } => t!("today-about", time = words::time(to)),
        };
        Some(view! { <span class="tag wait">{words}</span> })
    };
    let href = case.with_value(|case| format!("/case/{}", case.id));
    let move_to = case.with_value(|case| format!("/book?case={}", case.id));
    let movable = case.with_value(is_movable);
    view! {
        <tr class=state.class()>
            <td class="nowrap"><b>{time}</b>{late}</td>
            {move || case.with_value(|case| match &case.detail {
                Some(detail) => known(case, detail, &href, day).into_any(),
                None => view! {
                    <td colspan="5"><a href=href.clone()>{case.procedure_no.clone()}</a>" · "{t!("bar-restricted")}</td>
                }
                .into_any(),
            })}
            <td>
                <StateMark state=state/>
                {case.with_value(|case| view! { <Pips cleared=case.cleared.clone() passed=case.passed.clone()/> })}
            </td>
            <td>{movable.then(|| view! {
                <LinkButton label=move || t!("today-move") icon=Glyph::Move href=move_to.clone()/>
            })}</td>
        </tr>
    }
}

fn known(case: &CaseLine, detail: &CaseDetail, href: &str, day: RwSignal<Option<Day>>) -> impl IntoView + use<> {
    let relative = detail.patient.relative.as_ref().map(words::relative);
    let place = detail.ward_bed.as_ref().map(words::ward_bed);
    let told_apart = relative.into_iter().chain(place).collect::<Vec<_>>().join(" · ");
    let clashes = detail.clashes.iter().filter(|_| !case.status.is_final()).map(|clash| {
        let words = day.with(|day| clash_words(clash, day.as_ref().map_or(&[][..], |day| &day.cases)));
        view! { <span class="tag bad">{words.headline}</span> }
    });
    view! {
        <td class="patient-cell">
            <span class="row wrap">
                <a href=href.to_owned()><b>{words::patient_brief(&detail.patient)}</b></a>
                {waiting_tags(detail)}
                {detail.name_alike.then(|| view! { <span class="tag wait">{t!("today-name-alike")}</span> })}
            </span>
            <small>{told_apart}</small>
        </td>
        <td>
            {words::operation(&detail.operation)}
            {detail.reason.as_ref().map(|reason| view! { <small>{reason_words(reason)}</small> })}
            {clashes.collect_view()}
        </td>
        <td class="nowrap"><SideTag side=detail.side/></td>
        <td class="allergy-cell"><AllergyBadge mark=detail.patient.allergies.clone() in_column=true/></td>
        <td class="surgeon-cell">{operating(detail)}</td>
    }
}
