//! Six digits of one person, by thumb or by key, in either script. Signs in at the sixth.

use crate::ask::ask;
use crate::components::{Button, Face, Glyph, Icon, Look};
use crate::desk::use_desk;
use crate::{sentences, t, typed, words};
use ipc::{Failure, PersonHere, SignIn};
use leptos::ev::keydown;
use leptos::prelude::*;
use std::time::Duration;

const DIGITS: usize = 6;

#[component]
pub fn PinPanel(person: PersonHere, #[prop(into)] on_leave: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    let pin = RwSignal::new(String::new());
    let is_asking = RwSignal::new(false);
    let fault = RwSignal::new(None::<Failure>);
    let wait = Countdown::new(person.wait_seconds);
    let has_pin = person.has_pin;
    let is_closed = Signal::derive(move || !has_pin || is_asking.get() || wait.seconds.get() > 0);
    let id = person.id;
    let sign_in = move || {
        let call = SignIn { person: id, pin: pin.get_untracked() };
        is_asking.set(true);
        leptos::task::spawn_local(async move {
            let done = match ask(call).await {
                Ok(session) => desk.begin_session(session).await,
                Err(failure) => Err(failure),
            };
            let Err(failure) = done else { return };
            if let Failure::WrongPin { wait_seconds } | Failure::MustWait { wait_seconds } = failure {
                wait.begin(wait_seconds);
            }
            pin.try_set(String::new());
            fault.try_set(Some(failure));
            is_asking.try_set(false);
        });
    };
    let press = move |digit: char| {
        if is_closed.get_untracked() || pin.with_untracked(String::len) >= DIGITS {
            return;
        }
        fault.set(None);
        pin.update(|pin| pin.push(digit));
        if pin.with_untracked(String::len) == DIGITS {
            sign_in();
        }
    };
    let erase = move || {
        pin.update(|pin| {
            pin.pop();
        });
    };
    let listening = window_event_listener(keydown, move |event| {
        let in_field = document().active_element().is_some_and(|element| element.tag_name() == "INPUT");
        if in_field || event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "Backspace" => erase(),
            "Escape" => on_leave.run(()),
            key => {
                let key = typed::latin(key);
                let mut characters = key.chars();
                match (characters.next(), characters.next()) {
                    (Some(digit), None) if digit.is_ascii_digit() => press(digit),
                    _ => return,
                }
            }
        }
        event.prevent_default();
    });
    on_cleanup(move || listening.remove());

    let card = StoredValue::new(person.card.clone());
    let name = move || card.with_value(|card| words::card_name(desk.language(), card));
    let told = move || {
        if !has_pin {
            return Some(t!("refusal-no-pin"));
        }
        match (wait.seconds.get(), fault.get()) {
            (0, Some(Failure::WrongPin { .. } | Failure::MustWait { .. })) => Some(t!("refusal-pin-wrong")),
            (0, None) => None,
            (0, Some(failure)) => {
                Some(desk.directory.with(|directory| sentences::failure(desk.language(), directory, &failure)))
            }
            (seconds, _) => {
                let length = sentences::seconds_exact(desk.language(), seconds);
                Some(t!("refusal-pin-wait", name = name(), length = length))
            }
        }
    };
    view! {
        <div class="pin">
            <Face name=name size="huge"/>
            <div class="named">
                <h2>{name}</h2>
                <small>{move || card.with_value(words::roles_of)}</small>
                {(person.drafts > 0).then(|| view! {
                    <p class="pill wait kept">
                        <Icon name=Glyph::Pen/>{move || t!("who-unsigned", count = person.drafts)}
                    </p>
                })}
            </div>
            <p
                class="dots"
                role="img"
                aria-label=move || t!("who-digits-given", count = pin.with(String::len))
            >
                {(0..DIGITS).map(|at| view! { <i class:y=move || { pin.with(String::len) > at }></i> }).collect_view()}
            </p>
            <div class="pad">
                {('1'..='9').map(|digit| view! { <Key digit closed=is_closed on_press=press/> }).collect_view()}
                <Button
                    label=move || t!("who-someone-else")
                    icon=Glyph::Close
                    icon_only=true
                    look=Look::Quiet
                    on_press=on_leave
                />
                <Key digit='0' closed=is_closed on_press=press/>
                <Button
                    label=move || t!("who-erase")
                    icon=Glyph::Backspace
                    icon_only=true
                    look=Look::Quiet
                    disabled=Signal::derive(move || pin.with(String::is_empty))
                    on_press=move |()| erase()
                />
            </div>
            <p class="told" class:bad=move || told().is_some() role="alert">
                {move || told().map(|sentence| view! { <Icon name=Glyph::Attention/><span>{sentence}</span> })}
            </p>
            <small class="forgotten">{move || t!("who-forgotten")}</small>
        </div>
    }
}

/// Latin digits in both languages: ৪ is misread as 8.
#[component]
fn Key(digit: char, closed: Signal<bool>, #[prop(into)] on_press: Callback<char>) -> impl IntoView {
    view! {
        <button type="button" class="btn" disabled=move || closed.get() on:click=move |_| on_press.run(digit)>
            {digit.to_string()}
        </button>
    }
}

/// Seconds that one person must wait, counted down by a clock that nobody can set.
#[derive(Clone, Copy)]
struct Countdown {
    seconds: RwSignal<u64>,
    until_ms: StoredValue<f64>,
}

impl Countdown {
    fn new(seconds: u64) -> Countdown {
        let countdown = Countdown { seconds: RwSignal::new(0), until_ms: StoredValue::new(0.0) };
        countdown.begin(seconds);
        let ticking = set_interval_with_handle(move || countdown.tick(), Duration::from_millis(250));
        if let Ok(ticking) = ticking {
            on_cleanup(move || ticking.clear());
        }
        countdown
    }

    /// Does nothing once the panel is gone.
    fn begin(self, seconds: u64) {
        let until_ms = crate::desk::running_clock_ms() + seconds as f64 * 1000.0;
        if self.until_ms.try_update_value(|until| *until = until_ms).is_some() {
            self.seconds.try_set(seconds);
        }
    }

    fn tick(self) {
        let Some(until_ms) = self.until_ms.try_get_value() else { return };
        let left_ms = (until_ms - crate::desk::running_clock_ms()).max(0.0);
        let left = (left_ms / 1000.0).ceil() as u64;
        if self.seconds.try_get_untracked().is_some_and(|shown| shown != left) {
            self.seconds.set(left);
        }
    }
}
