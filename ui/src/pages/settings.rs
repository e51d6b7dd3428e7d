//! Staff, the hospital as a place, and this terminal. Most of it is for who administers; everyone
//! changes their own PIN.

mod about;
mod centre;
mod change;
mod hospital;
mod hours;
mod machines;
mod my_pin;
mod person;
mod records;
mod staff;
mod terminal;
mod theatres;
mod uhid;

use crate::components::{Glyph, Icon};
use crate::desk::use_desk;
use crate::t;
use domain::access::{Right, may};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Behind the address of this page: what the pill of the line leads to.
const CENTRE: &str = "#centre";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    MyPin,
    Terminal,
    Staff,
    Hospital,
    Theatres,
    Machines,
    Hours,
    HealthIds,
    Centre,
    Records,
    About,
}

impl Section {
    const ALL: [Section; 11] = {
        use Section::*;
        [MyPin, Terminal, Staff, Hospital, Theatres, Machines, Hours, HealthIds, Centre, Records, About]
    };

    fn is_for_everyone(self) -> bool {
        matches!(self, Section::MyPin | Section::Terminal | Section::About)
    }

    fn word(self) -> String {
        match self {
            Section::MyPin => t!("settings-my-pin"),
            Section::Terminal => t!("settings-terminal"),
            Section::Staff => t!("settings-staff"),
            Section::Hospital => t!("settings-hospital"),
            Section::Theatres => t!("settings-theatres"),
            Section::Machines => t!("settings-machines"),
            Section::Hours => t!("settings-hours"),
            Section::HealthIds => t!("settings-health-ids"),
            Section::Centre => t!("settings-centre"),
            Section::Records => t!("settings-records"),
            Section::About => t!("settings-about"),
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Section::MyPin => Glyph::Key,
            Section::Terminal => Glyph::Light,
            Section::Staff => Glyph::Patients,
            Section::Hospital => Glyph::Hospital,
            Section::Theatres => Glyph::Bed,
            Section::Machines => Glyph::Machine,
            Section::Hours => Glyph::Calendar,
            Section::HealthIds => Glyph::Barcode,
            Section::Centre => Glyph::Connected,
            Section::Records => Glyph::Shield,
            Section::About => Glyph::Info,
        }
    }
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    let desk = use_desk();
    let administers = Memo::new(move |_| {
        desk.session
            .with(|session| session.as_ref().is_some_and(|session| may(&session.member.person, Right::Administer)))
    });
    let first = if administers.get_untracked() { Section::Staff } else { Section::MyPin };
    let chosen = RwSignal::new(first);
    let asked_for = use_location().hash;
    Effect::new(move || {
        if asked_for.get() == CENTRE {
            chosen.set(Section::Centre);
        }
    });
    let shown = move || if administers.get() || chosen.get().is_for_everyone() { chosen.get() } else { Section::MyPin };
    let section = NodeRef::<leptos::html::Section>::new();
    Effect::watch(
        move || chosen.get(),
        move |_, _, _| {
            if let Some(section) = section.get_untracked() {
                section.scroll_into_view();
            }
        },
        false,
    );
    view! {
        <h1 class="seen-by-readers-only">{move || t!("frame-settings")}</h1>
        <div class="settings">
            <nav aria-label=move || t!("frame-settings")>
                {Section::ALL.into_iter().map(|section| view! {
                    <Show when=move || administers.get() || section.is_for_everyone()>
                        <button
                            type="button"
                            aria-current=move || (shown() == section).then_some("true")
                            on:click=move |_| chosen.set(section)
                        >
                            <Icon name=section.glyph()/><span>{move || section.word()}</span>
                        </button>
                    </Show>
                }).collect_view()}
            </nav>
            <section class="col" node_ref=section aria-label=move || shown().word()>
                {move || match shown() {
                    Section::MyPin => view! { <my_pin::MyPin/> }.into_any(),
                    Section::Terminal => view! { <terminal::Terminal administers=administers.get()/> }.into_any(),
                    Section::Staff => view! { <staff::Staff/> }.into_any(),
                    Section::Hospital => view! { <hospital::HospitalNames/> }.into_any(),
                    Section::Theatres => view! { <theatres::Theatres/> }.into_any(),
                    Section::Machines => view! { <machines::Machines/> }.into_any(),
                    Section::Hours => view! { <hours::WorkingHours/> }.into_any(),
                    Section::HealthIds => view! { <uhid::HealthIds/> }.into_any(),
                    Section::Centre => view! { <centre::CentralService/> }.into_any(),
                    Section::Records => view! { <records::Records/> }.into_any(),
                    Section::About => view! { <about::About/> }.into_any(),
                }}
            </section>
        </div>
    }
}
