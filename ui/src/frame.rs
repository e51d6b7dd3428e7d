//! What stands around the pages of a session: top bar, rail, keys, and the way back to the case that
//! was left open.

use crate::ask::ask;
use crate::components::{Button, Face, Glyph, Icon, LinkButton, Look, Pill, Segment, Tone};
use crate::desk::use_desk;
use crate::keys::Keys;
use crate::pages::{
    AttentionPage, BookPage, CasePage, ChecklistPage, HistoryPage, PatientPage, PatientsPage, RegisterPage,
    SettingsPage, TodayPage, WaitingPage, WeekPage,
};
use crate::{t, words};
use domain::ProcedureId;
use ipc::{ClockDoubt, GetDay, LeftBy, Line, LineState, Stage, Theme};
use language::Language;
use leptos::prelude::*;
use leptos_router::components::{A, Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::path;

#[component]
pub fn Frame() -> impl IntoView {
    let pages = NodeRef::new();
    view! {
        <Router>
            <div class="shell">
                <TopBar/>
                <Rail/>
                <main node_ref=pages>
                    <Top pages/>
                    <LeftOpen/>
                    <Routes fallback=|| view! { <NothingHere/> }>
                        <Route path=path!("/") view=TodayPage/>
                        <Route path=path!("/day/:date") view=TodayPage/>
                        <Route path=path!("/week/:date") view=WeekPage/>
                        <Route path=path!("/waiting") view=WaitingPage/>
                        <Route path=path!("/book") view=BookPage/>
                        <Route path=path!("/patients") view=PatientsPage/>
                        <Route path=path!("/patients/new") view=RegisterPage/>
                        <Route path=path!("/patients/:id") view=PatientPage/>
                        <Route path=path!("/attention") view=AttentionPage/>
                        <Route path=path!("/case/:id") view=CasePage/>
                        <Route path=path!("/case/:id/checklist/:phase") view=ChecklistPage/>
                        <Route path=path!("/case/:id/history") view=HistoryPage/>
                        <Route path=path!("/settings") view=SettingsPage/>
                    </Routes>
                </main>
            </div>
            <Keys/>
        </Router>
    }
}

/// Another page begins at its top.
#[component]
fn Top(pages: NodeRef<leptos::html::Main>) -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move || {
        path.track();
        if let Some(pages) = pages.get() {
            pages.set_scroll_top(0);
        }
    });
}

#[component]
fn TopBar() -> impl IntoView {
    let desk = use_desk();
    let switch = move |()| leptos::task::spawn_local(desk.leave(LeftBy::Switch));
    view! {
        <header class="top">
            <span class="mark"><span lang="bn">"শল্য"</span>" "<span lang="en">"Shalya"</span></span>
            <small class="hospital">{hospital_name}</small>
            <span class="grow"></span>
            <ClockPill/>
            <LinePill/>
            <LanguageSwitch/>
            <ThemeSwitch/>
            {move || desk.me().map(|me| view! { <Face name=move || desk.person(me)/> })}
            <span class="me">
                <b>{move || desk.me().map(|me| desk.person(me))}</b>
                <small>{move || desk.session.with(|session| {
                    session.as_ref().and_then(|session| session.member.person.card.roles.first().copied()).map(words::role)
                })}</small>
            </span>
            <Button label=move || t!("frame-switch") icon=Glyph::Swap on_press=switch/>
        </header>
    }
}

/// The hospital's name in the reader's language.
pub fn hospital_name() -> String {
    let desk = use_desk();
    desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
        Some(Stage::Ready { hospital, hospital_bn, .. }) => match desk.language() {
            Language::English => hospital.clone(),
            Language::Bangla => hospital_bn.clone(),
        },
        _ => String::new(),
    })
}

/// Whether there is a line to the centre, and what waits for it: never more than is known.
#[component]
fn LinePill() -> impl IntoView {
    let desk = use_desk();
    let line = Memo::new(move |_| desk.status.with(|status| status.as_ref().map_or(Line::default(), |it| it.line)));
    move || {
        let Line { waiting_facts, state } = line.get();
        let waits = if waiting_facts == 0 { Tone::Plain } else { Tone::Wait };
        let (glyph, tone) = match state {
            LineState::NotConnected | LineState::Unreached => (Glyph::Disconnected, waits),
            LineState::Sending => (Glyph::Sending, Tone::Info),
            LineState::AllSent { .. } => (Glyph::Connected, Tone::Ok),
            LineState::Refused { .. } => (Glyph::Attention, Tone::Wait),
        };
        let label = move || words::line(line.get());
        match state {
            // What to do stands where it is done.
            LineState::Refused { .. } => view! {
                <a class="pill-link" href="/settings#centre"><Pill label icon=glyph tone/></a>
            }
            .into_any(),
            _ => view! { <Pill label icon=glyph tone/> }.into_any(),
        }
    }
}

/// Said only when the computer's clock can't be right.
#[component]
pub fn ClockPill() -> impl IntoView {
    let desk = use_desk();
    let doubt = Memo::new(move |_| desk.status.with(|status| status.as_ref().and_then(|status| status.clock_doubt)));
    move || {
        let sentence = match doubt.get()? {
            ClockDoubt::Behind { days } => t!("frame-clock-behind", days = days),
            ClockDoubt::Ahead { days } => t!("frame-clock-ahead", days = days),
        };
        Some(view! { <Pill label=sentence icon=Glyph::Alarm tone=Tone::Wait/> })
    }
}

#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Segment
            legend=move || t!("frame-language")
            options=vec![(Language::Bangla, "বাংলা".into()), (Language::English, "EN".into())]
            value=Signal::derive(move || Some(desk.language()))
            on_choose=move |language| desk.set_language(language)
        />
    }
}

#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let desk = use_desk();
    move || match desk.theme() {
        Theme::Light => view! {
            <Button
                label=move || t!("frame-dark")
                icon=Glyph::Dark
                icon_only=true
                on_press=move |()| desk.set_theme(Theme::Dark)
            />
        },
        Theme::Dark => view! {
            <Button
                label=move || t!("frame-light")
                icon=Glyph::Light
                icon_only=true
                on_press=move |()| desk.set_theme(Theme::Light)
            />
        },
    }
}

#[component]
fn Rail() -> impl IntoView {
    let desk = use_desk();
    let path = use_location().pathname;
    let is_today = move || {
        path.with(|path| path == "/" || ["/day", "/week", "/case", "/book"].iter().any(|of| path.starts_with(of)))
    };
    view! {
        <nav class="rail" aria-label=move || t!("frame-pages")>
            <a href="/" aria-current=move || is_today().then_some("page")>
                <Icon name=Glyph::Calendar/><span>{move || t!("frame-today")}</span>
            </a>
            <A href="/waiting"><Icon name=Glyph::Waiting/><span>{move || t!("frame-waiting")}</span></A>
            <A href="/patients"><Icon name=Glyph::Patients/><span>{move || t!("frame-patients")}</span></A>
            <A href="/attention">
                <Icon name=Glyph::Attention/><span>{move || t!("frame-attention")}</span>
                <Show when=move || { desk.attention.get() > 0 }>
                    <i aria-label=move || t!("frame-things-to-look-at", count = desk.attention.get())>
                        {move || words::number(desk.attention.get())}
                    </i>
                </Show>
            </A>
            <A href="/settings"><Icon name=Glyph::Settings/><span>{move || t!("frame-settings")}</span></A>
            <Show when=move || is_sample(desk)>
                <small class="sample">{move || t!("frame-sample")}</small>
            </Show>
        </nav>
    }
}

fn is_sample(desk: crate::desk::Desk) -> bool {
    desk.status
        .with(|status| matches!(status.as_ref().map(|status| &status.stage), Some(Stage::Ready { sample: true, .. })))
}

/// After unlock the first offer is the case that was left open.
#[component]
fn LeftOpen() -> impl IntoView {
    let desk = use_desk();
    let path = use_location().pathname;
    let offered =
        RwSignal::new(desk.session.with_untracked(|session| session.as_ref().and_then(|session| session.left_open)));
    // Anywhere else than home the offer was taken, or passed by.
    Effect::watch(
        move || path.get(),
        move |path, _, _| {
            if path != "/" {
                offered.set(None)
            }
        },
        false,
    );
    move || offered.get().map(|case| view! { <LeftOpenCard case on_pass=move |()| offered.set(None)/> })
}

#[component]
fn LeftOpenCard(case: ProcedureId, #[prop(into)] on_pass: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let line = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let today = desk.now.get_untracked().date();
        if let Ok(day) = ask(GetDay { date: today }).await {
            line.try_set(day.cases.into_iter().chain(day.waiting).find(|found| found.id == case));
        }
    });
    let title = move || {
        let detail = line.with(|line| line.as_ref().and_then(|line: &ipc::CaseLine| line.detail.clone()));
        match detail {
            Some(detail) => t!("frame-back-to-patient", name = words::patient_name(&detail.patient)),
            None => t!("frame-back-to-case"),
        }
    };
    let navigate = use_navigate();
    view! {
        <section class="card row left-open" role="status">
            <Icon name=Glyph::History/>
            <span class="grow"><b>{title}</b><small>{move || t!("frame-back-left")}</small></span>
            <Button
                label=move || t!("frame-back-open")
                look=Look::Main
                on_press=move |()| navigate(&format!("/case/{case}"), Default::default())
            />
            <Button label=move || t!("frame-back-not-now") on_press=on_pass/>
        </section>
    }
}

#[component]
fn NothingHere() -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=Glyph::Search/>
            <h1>{move || t!("frame-nothing-here")}</h1>
            <LinkButton label=move || t!("frame-nothing-here-go") href="/".to_owned()/>
        </div>
    }
}
