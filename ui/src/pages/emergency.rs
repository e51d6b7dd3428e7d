//! A patient who cannot wait: from the board to a case that records in five touches, the button of the
//! board among them. Nothing is answered beforehand; who is not known, and what is not, may stay so.

use crate::ask::ask;
use crate::components::{Button, Dialog, Glyph, Icon, Look, NumberField};
use crate::desk::use_desk;
use crate::pages::book::PickProcedure;
use crate::pages::patients::{FindPatient, PatientRow};
use crate::{t, words};
use board::is_in_theatre;
use domain::catalogue::Catalogue;
use domain::patient::Sex;
use domain::procedure::{Operation, Role};
use domain::{Moment, TheatreId};
use ipc::{BeginEmergency, CaseLine, EmergencyPatient, GetDay, PatientLine};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// About how old, as it is said at the door.
const AGES: [u8; 5] = [5, 15, 25, 40, 60];

/// What a district hospital is woken for.
const COMMON: [&str; 8] = [
    "CESAREAN",
    "APPENDECTOMY",
    "LAPAROTOMY_EXPLORATORY",
    "PERFORATED_ULCER_REPAIR",
    "OBSTRUCTED_HERNIA_REPAIR",
    "ECTOPIC_PREGNANCY_LAPAROTOMY",
    "DEBRIDEMENT",
    "CHEST_DRAIN",
];

#[derive(Clone, PartialEq)]
enum WhoIsIt {
    Unknown { sex: Sex, about_years: Option<u8> },
    Known(PatientLine),
}

/// What has been said so far.
#[derive(Clone, Copy)]
struct Said {
    who: RwSignal<Option<WhoIsIt>>,
    what: RwSignal<Option<Operation>>,
    roles: RwSignal<Vec<Role>>,
    is_sent: RwSignal<bool>,
}

impl Said {
    fn lacks(self) -> Vec<String> {
        let lacks = [
            (self.who.with(Option::is_none), t!("today-emergency-who")),
            (self.what.with(Option::is_none), t!("today-emergency-what")),
            (self.roles.with(Vec::is_empty), t!("today-emergency-role")),
        ];
        lacks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect()
    }
}

#[component]
pub fn EmergencySheet(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let said = Said {
        who: RwSignal::new(None),
        what: RwSignal::new(None),
        roles: RwSignal::new(Vec::new()),
        is_sent: RwSignal::new(false),
    };
    let navigate = use_navigate();
    let begin = Callback::new(move |theatre: TheatreId| {
        let (Some(who), Some(operation)) = (said.who.get_untracked(), said.what.get_untracked()) else { return };
        let patient = match who {
            WhoIsIt::Unknown { sex, about_years } => EmergencyPatient::Unknown { sex, about_years },
            WhoIsIt::Known(line) => EmergencyPatient::Known { id: line.id },
        };
        let roles = said.roles.get_untracked();
        let navigate = navigate.clone();
        said.is_sent.set(true);
        leptos::task::spawn_local(async move {
            match ask(BeginEmergency { patient, operation, theatre, roles }).await {
                Ok(case) => {
                    on_close.try_run(());
                    navigate(&format!("/case/{case}"), Default::default());
                }
                Err(failure) => {
                    said.is_sent.try_set(false);
                    desk.tell(&failure);
                }
            }
        });
    });
    view! {
        <Dialog title=move || t!("today-emergency") on_close=on_close wide=true>
            <div class="emergency" tabindex="-1" data-begin="">
                <Who said/>
                <What said/>
                <Roles said/>
                <Theatres said on_begin=begin/>
            </div>
        </Dialog>
    }
}

/// A touch on a tile says sex and age together.
#[component]
fn Who(said: Said) -> impl IntoView {
    let is_finding = RwSignal::new(false);
    let years = RwSignal::new(None);
    Effect::watch(
        move || years.get(),
        move |typed, _, _| {
            let about = typed.and_then(|typed| u8::try_from(typed).ok());
            said.who.update(|who| {
                if let (Some(WhoIsIt::Unknown { about_years, .. }), Some(_)) = (who, about) {
                    *about_years = about;
                }
            });
        },
        false,
    );
    let choose = move |line: PatientLine| {
        is_finding.set(false);
        said.who.set(Some(WhoIsIt::Known(line)));
    };
    let rows = [Sex::Female, Sex::Male, Sex::Unknown].map(|sex| {
        let tiles = std::iter::once(None).chain(AGES.map(Some)).map(|age| view! { <WhoTile said sex age/> });
        view! { <div class="who-row">{tiles.collect_view()}</div> }
    });
    view! {
        <section aria-labelledby="emergency-who">
            <h3 id="emergency-who">{move || t!("today-emergency-who")}</h3>
            {move || match said.who.get() {
                Some(WhoIsIt::Known(line)) => view! {
                    <div class="row known">
                        <PatientRow line/>
                        <Button label=move || t!("book-change") on_press=move |()| said.who.set(None)/>
                    </div>
                }
                .into_any(),
                _ if is_finding.get() => view! {
                    <FindPatient label=t!("today-emergency-known") limit=4 autofocus=true on_choose=choose/>
                    <Button label=move || t!("today-emergency-unknown") on_press=move |()| is_finding.set(false)/>
                }
                .into_any(),
                _ => ().into_any(),
            }}
            <div class="who-tiles" hidden=move || {
                is_finding.get() || said.who.with(|who| matches!(who, Some(WhoIsIt::Known(_))))
            }>
                {rows}
                <div class="row">
                    <NumberField
                        label=move || t!("today-emergency-age-typed")
                        value=years
                        unit=move || t!("patients-years")
                    />
                    <Button
                        label=move || t!("today-emergency-known")
                        icon=Glyph::Search
                        on_press=move |()| is_finding.set(true)
                    />
                </div>
            </div>
        </section>
    }
}

#[component]
fn WhoTile(said: Said, sex: Sex, age: Option<u8>) -> impl IntoView {
    let is_on = move || {
        said.who.with(|who| match who {
            Some(WhoIsIt::Unknown { sex: known, about_years }) => (*known, *about_years) == (sex, age),
            _ => false,
        })
    };
    let label = move || match age {
        None => words::word_of("sex", &sex),
        Some(age) => t!("today-emergency-about", years = age),
    };
    let spoken = move || {
        let age = age.map_or_else(|| t!("age-unknown"), |age| t!("age-about", age = t!("age-years", years = age)));
        format!("{}, {age}", words::word_of("sex", &sex))
    };
    view! {
        <button
            type="button"
            class="choice"
            class:sex=age.is_none()
            aria-pressed=move || is_on().to_string()
            aria-label=spoken
            on:click=move |_| said.who.set(Some(WhoIsIt::Unknown { sex, about_years: age }))
        >
            {label}
        </button>
    }
}

#[component]
fn What(said: Said) -> impl IntoView {
    let is_finding = RwSignal::new(false);
    let entries = COMMON.iter().filter_map(|key| Catalogue::embedded().by_key(key));
    let tiles = entries
        .map(|entry| {
            let is_on = move || {
                said.what.with(|what| what.as_ref().is_some_and(|what| what.key.as_deref() == Some(entry.key.as_str())))
            };
            view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=move || is_on().to_string()
                    on:click=move |_| said.what.set(Some(Operation::of(entry)))
                >
                    {move || words::entry_name(entry)}
                </button>
            }
        })
        .collect_view();
    let is_unknown = move || said.what.with(|what| what.as_ref().is_some_and(|what| what.entry().is_none()));
    let unknown = move |_| {
        let text = Some(untrack(|| t!("today-operation-not-known")));
        said.what.set(Some(Operation { text, ..Operation::default() }));
    };
    let other = move || {
        said.what.with(|what| {
            let what = what.as_ref()?;
            let key = what.key.as_deref()?;
            (!COMMON.contains(&key)).then(|| words::operation(what))
        })
    };
    view! {
        <section aria-labelledby="emergency-what">
            <h3 id="emergency-what">{move || t!("today-emergency-what")}</h3>
            <div class="what-tiles" hidden=move || is_finding.get()>
                <button type="button" class="choice" aria-pressed=move || is_unknown().to_string() on:click=unknown>
                    {move || t!("today-operation-not-known")}
                </button>
                {tiles}
                <button
                    type="button"
                    class="choice"
                    aria-pressed=move || other().is_some().to_string()
                    on:click=move |_| is_finding.set(true)
                >
                    <Icon name=Glyph::Search/>
                    {move || other().unwrap_or_else(|| t!("today-emergency-other"))}
                </button>
            </div>
            <Show when=move || is_finding.get()>
                <PickProcedure on_choose=move |(operation, _)| {
                    is_finding.set(false);
                    said.what.set(Some(operation));
                }/>
                <Button label=move || t!("frame-cancel") on_press=move |()| is_finding.set(false)/>
            </Show>
        </section>
    }
}

/// What the signed-in person does here. Their own roles stand first; none is taken for granted.
#[component]
fn Roles(said: Said) -> impl IntoView {
    let own = use_desk().session.with_untracked(|session| {
        session.as_ref().map(|session| session.member.person.card.roles.clone()).unwrap_or_default()
    });
    let mut roles: Vec<Role> = Role::ALL.into_iter().filter(|role| role.is_clinical()).collect();
    roles.sort_by_key(|role| !own.contains(role));
    let tiles = roles
        .into_iter()
        .map(|role| {
            let is_on = move || said.roles.with(|roles| roles.contains(&role));
            let toggle = move |_| {
                said.roles.update(|roles| match roles.iter().position(|known| *known == role) {
                    Some(at) => drop(roles.remove(at)),
                    None => roles.push(role),
                });
            };
            view! {
                <button type="button" class="choice many" aria-pressed=move || is_on().to_string() on:click=toggle>
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    {move || words::role(role)}
                </button>
            }
        })
        .collect_view();
    view! {
        <section aria-labelledby="emergency-role">
            <h3 id="emergency-role">{move || t!("today-emergency-role")}</h3>
            <div class="role-tiles">{tiles}</div>
            <small>{move || t!("today-emergency-absent")}</small>
        </section>
    }
}

/// The theatres, the free ones first. To choose one is to begin in it.
#[component]
fn Theatres(said: Said, on_begin: Callback<TheatreId>) -> impl IntoView {
    let desk = use_desk();
    let cases: RwSignal<Vec<CaseLine>> = RwSignal::new(Vec::new());
    leptos::task::spawn_local(async move {
        let date = desk.now.with_untracked(|now| now.date());
        if let Ok(day) = ask(GetDay { date }).await {
            cases.try_set(day.cases);
        }
    });
    let theatres = Memo::new(move |_| {
        let mut theatres: Vec<(TheatreId, Option<CaseLine>)> = desk.directory.with(|directory| {
            let open = directory.hospital.open_theatres();
            open.into_iter().map(|(id, _)| (id, cases.with(|cases| occupied_by(cases, id)))).collect()
        });
        theatres.sort_by_key(|(_, occupied)| occupied.is_some());
        theatres
    });
    let free = move || theatres.with(|theatres| theatres.iter().filter(|(_, by)| by.is_none()).count());
    let lacks = move || said.lacks();
    view! {
        <section aria-labelledby="emergency-theatre" class="theatres">
            <div class="row wrap">
                <h3 id="emergency-theatre">{move || t!("today-emergency-begin")}</h3>
                {move || {
                    let lacks = lacks();
                    (!lacks.is_empty()).then(|| view! {
                        <small>{t!("book-still-to-say", what = lacks.join(", "))}</small>
                    })
                }}
            </div>
            <For each=move || theatres.get() key=|(id, by)| (*id, by.is_some()) children=move |(id, by)| {
                let is_free = by.is_none();
                let state = move || match &by {
                    Some(case) => occupied_words(case),
                    None => cases.with(|cases| free_words(cases, id, desk.now.get())),
                };
                view! {
                    <div class="begin-in">
                        <Button
                            label=move || t!("today-emergency-begin-in", theatre = desk.theatre(id))
                            icon=Glyph::Play
                            look=Signal::derive(move || if is_free && free() == 1 { Look::Main } else { Look::Plain })
                            disabled=Signal::derive(move || said.is_sent.get() || !lacks().is_empty())
                            on_press=move |()| on_begin.run(id)
                        />
                        <small class:taken=!is_free>{state}</small>
                    </div>
                }
            }/>
        </section>
    }
}

fn occupied_by(cases: &[CaseLine], theatre: TheatreId) -> Option<CaseLine> {
    cases.iter().find(|case| case.theatre == Some(theatre) && is_in_theatre(case)).cloned()
}

fn occupied_words(case: &CaseLine) -> String {
    let who =
        case.detail.as_ref().map_or_else(|| case.procedure_no.clone(), |detail| words::patient_name(&detail.patient));
    match case.expected {
        Some((_, end)) => t!("today-emergency-occupied-until", name = who, time = words::time(end)),
        None => t!("today-emergency-occupied", name = who),
    }
}

fn free_words(cases: &[CaseLine], theatre: TheatreId, now: Moment) -> String {
    let coming = cases.iter().filter(|case| case.theatre == Some(theatre) && !case.status.is_final());
    let next = coming
        .filter_map(|case| case.expected.or(case.planned))
        .map(|(start, _)| start)
        .filter(|start| *start > now)
        .min();
    match next {
        Some(next) => t!("today-emergency-free-until", time = words::time(next)),
        None => t!("today-emergency-free"),
    }
}
