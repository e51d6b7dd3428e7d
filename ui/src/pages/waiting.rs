//! The waiting list: who cannot wait first, then who waits longest, each to be given a place.

use crate::ask::ask;
use crate::components::{AllergyBadge, Glyph, Icon, LinkButton, Segment, SideTag, TextField};
use crate::desk::use_desk;
use crate::pages::board::{waiting_tags, waits};
use crate::{t, typed, words};
use domain::procedure::Urgency;
use ipc::{CaseDetail, CaseLine, GetWaitingList};
use leptos::prelude::*;

#[component]
pub fn WaitingPage() -> impl IntoView {
    let desk = use_desk();
    let waiting: RwSignal<Option<Vec<CaseLine>>> = RwSignal::new(None);
    Effect::new(move || {
        desk.recorded.track();
        leptos::task::spawn_local(async move {
            match ask(GetWaitingList {}).await {
                Ok(answer) => drop(waiting.try_set(Some(answer))),
                Err(failure) => desk.tell(&failure),
            }
        });
    });
    let search = RwSignal::new(String::new());
    let urgency: RwSignal<Option<Urgency>> = RwSignal::new(None);
    let shown = move || {
        let wanted = typed::latin(search.get().trim()).to_lowercase();
        let all = waiting.get().unwrap_or_default().into_iter();
        all.filter(|case| matches(case, &wanted, urgency.get())).collect::<Vec<_>>()
    };
    let count = move || waiting.with(|waiting| waiting.as_ref().map_or(0, Vec::len));
    let options = vec![
        (None, TextProp::from(move || t!("book-waiting-all"))),
        (Some(Urgency::Emergency), TextProp::from(move || words::word_of("urgency", &Urgency::Emergency))),
        (Some(Urgency::Urgent), TextProp::from(move || words::word_of("urgency", &Urgency::Urgent))),
        (Some(Urgency::Elective), TextProp::from(move || words::word_of("urgency", &Urgency::Elective))),
    ];
    let is_empty = move || waiting.with(|waiting| waiting.as_ref().is_some_and(Vec::is_empty));
    view! {
        <section class="waiting">
            <header class="row wrap">
                <h1>{move || t!("today-waiting-list")}</h1>
                <span class="pill">{move || t!("book-waiting-count", count = count())}</span>
                <span class="grow"></span>
                <Segment
                    legend=move || t!("book-urgency")
                    options=options
                    value=Signal::derive(move || Some(urgency.get()))
                    on_choose=move |wanted| urgency.set(wanted)
                />
                <LinkButton label=move || t!("today-book") icon=Glyph::Add href="/book".to_owned()/>
            </header>
            <Show
                when=move || !is_empty()
                fallback=move || view! {
                    <div class="empty card">
                        <Icon name=Glyph::Waiting/>
                        <p>{move || t!("book-waiting-empty")}</p>
                        <LinkButton label=move || t!("today-book") icon=Glyph::Add href="/book".to_owned()/>
                    </div>
                }
            >
                <TextField
                    label=move || t!("book-waiting-search")
                    value=search
                    icon=Glyph::Search
                    search=true
                />
                <ol class="waiting-list">
                    <For each=shown key=|case| (case.id, format!("{case:?}")) children=move |case| view! { <Row case/> }/>
                </ol>
                {move || (waiting.with(Option::is_some) && shown().is_empty()).then(|| view! {
                    <p class="small nobody">{t!("book-waiting-nobody-found")}</p>
                })}
            </Show>
        </section>
    }
}

fn matches(case: &CaseLine, wanted: &str, urgency: Option<Urgency>) -> bool {
    let Some(detail) = &case.detail else { return wanted.is_empty() && urgency.is_none() };
    let texts = [
        detail.patient.name.to_lowercase(),
        detail.patient.name_bn.clone(),
        detail.patient.number.to_lowercase(),
        words::operation(&detail.operation).to_lowercase(),
    ];
    urgency.is_none_or(|urgency| detail.urgency == urgency) && texts.iter().any(|text| text.contains(wanted))
}

#[component]
fn Row(case: CaseLine) -> impl IntoView {
    let (open, place) = (format!("/case/{}", case.id), format!("/book?case={}", case.id));
    let number = case.procedure_no.clone();
    let minutes = case.minutes;
    match case.detail {
        None => view! { <li class="card waiting-row"><span class="grow">{number}" · "{move || t!("bar-restricted")}</span></li> }.into_any(),
        Some(detail) => {
            let detail = StoredValue::new(detail);
            let with = move |read: fn(&CaseDetail) -> String| move || detail.with_value(read);
            let since = move || {
                let (tags, waited) =
                    detail.with_value(|detail| (waiting_tags(detail), detail.waiting_since.map(waits)));
                view! { <span class="since"><b>{waited}</b><span class="tags">{tags}</span></span> }
            };
            view! {
                <li class="card waiting-row">
                    {since}
                    <a class="grow" href=open>
                        <b>{with(|detail| words::patient_brief(&detail.patient))}</b>
                        <small>{with(|detail| {
                            let relative = detail.patient.relative.as_ref().map(words::relative);
                            let number = words::patient_number(&detail.patient);
                            let village = detail.patient.village.clone();
                            relative.into_iter().chain(village).chain([number]).collect::<Vec<_>>().join(" · ")
                        })}</small>
                    </a>
                    <span class="grow">
                        <b>{with(|detail| words::operation(&detail.operation))}</b>
                        <small>{move || words::length(minutes.into())}</small>
                    </span>
                    {move || detail.with_value(|detail| view! { <SideTag side=detail.side/> })}
                    {move || detail.with_value(|detail| view! { <AllergyBadge mark=detail.patient.allergies.clone()/> })}
                    <LinkButton label=move || t!("today-place") href=place/>
                </li>
            }
            .into_any()
        }
    }
}
