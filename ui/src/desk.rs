//! What the whole window shares: who is signed in, the names behind the ids, the time, the language,
//! and what was told. One per window; everything of a session is dropped with it.

use crate::ask::{ask, listen};
use crate::words;
use domain::{MachineId, Moment, PersonId, ProcedureId, TheatreId};
use ipc::{
    Directory, Failure, GetAttention, GetDirectory, LeftBy, LineChanged, Preferences, Progress, Session,
    SetPreferences, SignOut, Status, StillHere, TerminalStatus, Theme, Work,
};
use language::Language;
use leptos::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use time::Date;

const TICK: Duration = Duration::from_secs(10);
/// How often the shell is asked for the truth about clock, line and attention, in ticks.
const TICKS_PER_STATUS: u32 = 3;
const CALM_NOTICE: Duration = Duration::from_secs(6);
/// A touch is passed on to the shell's lock at most this often.
const STILL_HERE_EVERY_MS: f64 = 15_000.0;

thread_local! {
    static DESK: Cell<Option<Desk>> = const { Cell::new(None) };
}

#[derive(Clone, Copy)]
pub struct Desk {
    /// None until the shell has answered for the first time.
    pub status: RwSignal<Option<Status>>,
    pub session: RwSignal<Option<Session>>,
    pub directory: RwSignal<Directory>,
    /// The shell's clock, every ten seconds.
    pub now: RwSignal<Moment>,
    /// How many things a person should look at; the badge of the rail.
    pub attention: RwSignal<usize>,
    /// Counts up when facts were recorded here: a page that reads it in its effect asks again.
    pub recorded: RwSignal<u32>,
    /// The recovery key is on the screen: the first start stays until it is printed.
    pub is_key_shown: RwSignal<bool>,
    /// A long work that has gone on for a second.
    pub progress: RwSignal<Option<Progress>>,
    pub notices: RwSignal<Vec<Notice>>,
    /// Dialogs that are open; notices are shown in the topmost.
    pub dialogs: RwSignal<u32>,
    language: RwSignal<Language>,
    theme: RwSignal<Theme>,
    /// The shell's time and the window's running clock when it was told, in milliseconds.
    told_at: StoredValue<(i64, i16, f64)>,
    notices_given: StoredValue<u32>,
    still_here_at: StoredValue<f64>,
}

#[derive(Clone, PartialEq)]
pub struct Notice {
    pub id: u32,
    pub told: Told,
}

#[derive(Clone, PartialEq)]
pub enum Told {
    /// Stays until it is dismissed.
    Failure(Failure),
    /// Goes after six seconds.
    Calm(String),
}

/// The window's desk; for components, effects, handlers and tasks alike.
pub fn use_desk() -> Desk {
    desk()
}

/// # Panics
/// Before [`Desk::open`], which `App` calls before anything else.
pub fn desk() -> Desk {
    DESK.get().expect("the desk is opened first")
}

impl Desk {
    /// Makes the window's desk and begins to keep it true.
    pub fn open() -> Desk {
        let desk = Desk {
            status: RwSignal::new(None),
            session: RwSignal::new(None),
            directory: RwSignal::new(Directory::default()),
            now: RwSignal::new(Moment::new(js_sys::Date::now() as i64, domain::moment::DHAKA_OFFSET_MINUTES)),
            attention: RwSignal::new(0),
            recorded: RwSignal::new(0),
            is_key_shown: RwSignal::new(false),
            progress: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            dialogs: RwSignal::new(0),
            language: RwSignal::new(Language::default()),
            theme: RwSignal::new(Theme::Light),
            told_at: StoredValue::new((
                js_sys::Date::now() as i64,
                domain::moment::DHAKA_OFFSET_MINUTES,
                running_clock_ms(),
            )),
            notices_given: StoredValue::new(0),
            still_here_at: StoredValue::new(f64::MIN),
        };
        DESK.set(Some(desk));
        desk.keep_true();
        desk
    }

    fn keep_true(self) {
        leptos::task::spawn_local(self.refresh());
        let ticks = StoredValue::new(0u32);
        set_interval(
            move || {
                self.tick();
                ticks.update_value(|ticks| *ticks += 1);
                if ticks.get_value().is_multiple_of(TICKS_PER_STATUS) {
                    leptos::task::spawn_local(self.refresh());
                }
            },
            TICK,
        );
        listen("locked", move |()| self.drop_session());
        listen("line", move |LineChanged { arrived }| {
            if arrived {
                leptos::task::spawn_local(self.refresh_directory_if_in());
                self.recorded.update(|times| *times += 1);
            }
            leptos::task::spawn_local(self.refresh());
        });
        self.hear_progress();
        Effect::new(move || {
            let root = document().document_element();
            let theme = match self.theme.get() {
                Theme::Light => "light",
                Theme::Dark => "dark",
            };
            if let Some(root) = root {
                let _ = root.set_attribute("lang", self.language.get().code());
                let _ = root.set_attribute("data-theme", theme);
            }
        });
    }

    /// What takes less than a second shows nothing that would only flash.
    fn hear_progress(self) {
        const SHOWN_AFTER_MS: f64 = 1000.0;
        let began = StoredValue::new(None::<(Work, f64)>);
        listen("progress", move |told: Progress| {
            let now = running_clock_ms();
            let since = began.get_value().filter(|(work, _)| *work == told.work).map_or(now, |(_, since)| since);
            let is_done = told.done >= told.of;
            began.set_value((!is_done).then_some((told.work, since)));
            self.progress.set((!is_done && now - since >= SHOWN_AFTER_MS).then_some(told));
        });
    }

    /// Asks the shell how things stand.
    pub async fn refresh(self) {
        match ask(TerminalStatus {}).await {
            Ok(status) => self.take(status),
            Err(failure) => self.tell(&failure),
        }
        if self.session.with_untracked(Option::is_some)
            && let Ok(attention) = ask(GetAttention {}).await
        {
            set_if_changed(self.attention, attention.len());
        }
    }

    /// Something was recorded here: the pill and the badge are asked for again.
    pub fn facts_recorded(self) {
        self.recorded.update(|times| *times += 1);
        leptos::task::spawn_local(self.refresh());
    }

    fn take(self, status: Status) {
        self.told_at.set_value((status.now.utc_ms(), status.now.offset_minutes(), running_clock_ms()));
        self.tick();
        set_if_changed(self.language, Language::parse(&status.preferences.language).unwrap_or_default());
        set_if_changed(self.theme, status.preferences.theme);
        if self.status.with_untracked(|known| known.as_ref() != Some(&status)) {
            self.status.set(Some(status));
        }
    }

    fn tick(self) {
        let (utc_ms, offset_minutes, told_at) = self.told_at.get_value();
        let elapsed_ms = (running_clock_ms() - told_at) as i64;
        self.now.set(Moment::new(utc_ms + elapsed_ms, offset_minutes));
    }

    /// A person has signed in: learns the names of the hospital, then shows the frame.
    pub async fn begin_session(self, session: Session) -> Result<(), Failure> {
        let directory = ask(GetDirectory {}).await?;
        self.directory.set(directory);
        go_home();
        self.session.set(Some(session));
        self.refresh().await;
        Ok(())
    }

    async fn refresh_directory_if_in(self) {
        if self.session.with_untracked(Option::is_some) {
            self.refresh_directory().await;
        }
    }

    /// Learns the names again, after staff, theatres or machines were changed.
    pub async fn refresh_directory(self) {
        match ask(GetDirectory {}).await {
            Ok(directory) => {
                let me = self.session.with_untracked(|session| session.as_ref().map(|session| session.member.id));
                let member = directory.staff.iter().find(|member| Some(member.id) == me).cloned();
                if let Some(member) = member {
                    self.session.update(|session| {
                        if let Some(session) = session {
                            session.member = member;
                        }
                    });
                }
                self.directory.set(directory);
            }
            Err(failure) => self.tell(&failure),
        }
    }

    /// Signs out; the shell is told which case was open, so that it can be offered again.
    pub async fn leave(self, by: LeftBy) {
        let left_open = case_in_path();
        let told = ask(SignOut { by, left_open }).await;
        self.drop_session();
        if let Err(failure) = told {
            self.tell(&failure);
        }
    }

    /// Drops everything that the session held, and where it was.
    pub fn drop_session(self) {
        if self.session.with_untracked(Option::is_none) {
            return;
        }
        go_home();
        self.session.set(None);
        self.directory.set(Directory::default());
        self.notices.set(Vec::new());
        self.attention.set(0);
        leptos::task::spawn_local(self.refresh());
    }

    /// Somebody touched the screen or a key.
    pub fn touched(self) {
        let now = running_clock_ms();
        if self.session.with_untracked(Option::is_none) || now - self.still_here_at.get_value() < STILL_HERE_EVERY_MS {
            return;
        }
        self.still_here_at.set_value(now);
        leptos::task::spawn_local(async {
            let _ = ask(StillHere {}).await;
        });
    }

    pub fn language(self) -> Language {
        self.language.get()
    }

    pub fn theme(self) -> Theme {
        self.theme.get()
    }

    pub fn set_language(self, language: Language) {
        self.language.set(language);
        self.prefer(move |preferences| preferences.language = language.code().to_owned());
    }

    pub fn set_theme(self, theme: Theme) {
        self.theme.set(theme);
        self.prefer(move |preferences| preferences.theme = theme);
    }

    /// Changes what this terminal prefers, here at once and in the shell.
    pub fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        let mut preferences =
            self.status.with_untracked(|status| status.as_ref().map(|s| s.preferences.clone())).unwrap_or_default();
        preferences.language = self.language.get_untracked().code().to_owned();
        preferences.theme = self.theme.get_untracked();
        change(&mut preferences);
        self.status.update(|status| {
            if let Some(status) = status {
                status.preferences = preferences.clone();
            }
        });
        leptos::task::spawn_local(async move {
            if let Err(failure) = ask(SetPreferences { preferences }).await {
                self.tell(&failure);
            }
        });
    }

    /// The calendar day of the hospital.
    pub fn today(self) -> Date {
        self.now.get().date()
    }

    /// Who is signed in.
    pub fn me(self) -> Option<PersonId> {
        self.session.with(|session| session.as_ref().map(|session| session.member.id))
    }

    /// A person's name in the reader's language.
    pub fn person(self, id: PersonId) -> String {
        self.directory.with(|directory| words::person_name(self.language(), directory, id))
    }

    /// A person's name in both scripts, the reader's first.
    pub fn person_both(self, id: PersonId) -> String {
        let language = self.language();
        self.directory.with(|directory| {
            let first = words::person_name(language, directory, id);
            let second = words::person_name(language.other(), directory, id);
            if first == second { first } else { format!("{first} · {second}") }
        })
    }

    /// A theatre's name in the reader's language.
    pub fn theatre(self, id: TheatreId) -> String {
        self.directory.with(|directory| words::theatre_name(self.language(), directory, id))
    }

    pub fn machine(self, id: MachineId) -> String {
        self.directory.with(|directory| words::machine_name(self.language(), directory, id))
    }

    /// Says a failure as a sentence, which stays until it is dismissed.
    pub fn tell(self, failure: &Failure) {
        if *failure == Failure::SignedOut {
            self.drop_session();
            return;
        }
        let told = Told::Failure(failure.clone());
        if self.notices.with_untracked(|notices| notices.iter().any(|notice| notice.told == told)) {
            return;
        }
        self.give(told);
    }

    /// Says that something was done.
    pub fn note(self, text: String) {
        let told = Told::Calm(text);
        self.notices.update(|notices| notices.retain(|notice| notice.told != told));
        let id = self.give(told);
        set_timeout(move || self.dismiss(id), CALM_NOTICE);
    }

    fn give(self, told: Told) -> u32 {
        let id = self.notices_given.get_value() + 1;
        self.notices_given.set_value(id);
        self.notices.update(|notices| notices.push(Notice { id, told }));
        id
    }

    pub fn dismiss(self, id: u32) {
        if self.notices.with_untracked(|notices| notices.iter().any(|notice| notice.id == id)) {
            self.notices.update(|notices| notices.retain(|notice| notice.id != id));
        }
    }
}

/// The language to read in: tracked inside `move ||`, which a component's own body is not.
pub fn reading() -> Language {
    desk().language()
}

/// A sentence in the reader's language: `t!("key", name = value)`. Inside `view!` write
/// `{move || t!("key")}`, so that it changes with the language.
#[macro_export]
macro_rules! t {
    ($key:literal $($values:tt)*) => {
        ::language::t!($crate::desk::reading(), $key $($values)*)
    };
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|known| *known != value) {
        signal.set(value);
    }
}

/// Milliseconds that never jump, whatever is done to the computer's clock.
pub fn running_clock_ms() -> f64 {
    window().performance().map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// The address of the first page, without a trace of the one before.
fn go_home() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some("/"));
    }
}

fn case_in_path() -> Option<ProcedureId> {
    let path = window().location().pathname().ok()?;
    path.strip_prefix("/case/")?.split('/').next()?.parse().ok()
}
