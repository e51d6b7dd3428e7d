//! What keys do on every page, and the list of them.

use crate::components::Dialog;
use crate::desk::use_desk;
use crate::t;
use ipc::LeftBy;
use leptos::ev::{keydown, pointerdown};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The pages behind Alt+1, Alt+2, …, as the rail has them, and booking.
const PAGES: [&str; 6] = ["/", "/waiting", "/patients", "/attention", "/settings", "/book"];

/// Tells the lock that somebody is here.
pub fn watch_touches() {
    let desk = use_desk();
    let _ = window_event_listener(pointerdown, move |_| desk.touched());
    let _ = window_event_listener(keydown, move |_| desk.touched());
}

/// The keys of the frame, for as long as it is shown, and their list on `?`.
#[component]
pub fn Keys() -> impl IntoView {
    let desk = use_desk();
    let is_help_open = RwSignal::new(false);
    let navigate = use_navigate();
    let handle = window_event_listener(keydown, move |event| {
        if event.default_prevented() || event.is_composing() || desk.dialogs.get_untracked() > 0 {
            return;
        }
        match wanted(&event) {
            Some(Wanted::Page(path)) => navigate(path, Default::default()),
            Some(Wanted::Switch) => leptos::task::spawn_local(desk.leave(LeftBy::Switch)),
            Some(Wanted::Search) if !go_to_search() => navigate("/patients", Default::default()),
            Some(Wanted::Search) => {}
            Some(Wanted::Help) => is_help_open.set(true),
            Some(Wanted::Out(field)) => {
                let _ = field.blur();
            }
            Some(Wanted::Back) => {
                if window().location().pathname().is_ok_and(|path| path != "/") {
                    let _ = window().history().and_then(|history| history.back());
                }
            }
            None => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
    view! { <Show when=move || is_help_open.get()><KeysHelp on_close=move |()| is_help_open.set(false)/></Show> }
}

enum Wanted {
    Page(&'static str),
    Switch,
    Search,
    Help,
    /// Escape leaves a field before it leaves the page.
    Out(HtmlElement),
    Back,
}

fn wanted(event: &KeyboardEvent) -> Option<Wanted> {
    if event.alt_key() && !event.ctrl_key() && !event.meta_key() {
        let digit: usize = event.code().strip_prefix("Digit")?.parse().ok()?;
        return match digit {
            0 => Some(Wanted::Switch),
            _ => PAGES.get(digit - 1).copied().map(Wanted::Page),
        };
    }
    if event.ctrl_key() || event.meta_key() {
        return None;
    }
    let field = field_in_use();
    match (event.key().as_str(), field) {
        ("Escape", Some(field)) => Some(Wanted::Out(field)),
        ("Escape", None) => Some(Wanted::Back),
        ("/", None) => Some(Wanted::Search),
        ("?", None) => Some(Wanted::Help),
        _ => None,
    }
}

fn field_in_use() -> Option<HtmlElement> {
    let element = document().active_element()?;
    let is_field = matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA");
    if is_field { element.dyn_into().ok() } else { None }
}

/// Goes to the page's field for searching; false where it has none.
fn go_to_search() -> bool {
    let field: Option<Element> = document().query_selector("[data-search]").ok().flatten();
    let field: Option<HtmlElement> = field.and_then(|field| field.dyn_into().ok());
    field.is_some_and(|field| field.focus().is_ok())
}

/// The list of keys.
#[component]
pub fn KeysHelp(#[prop(into)] on_close: Callback<()>) -> impl IntoView {
    view! {
        <Dialog title=move || t!("frame-keys") on_close=on_close>
            <dl class="keys">
                <dt><kbd>"Alt"</kbd>" "<kbd>"1"</kbd>"–"<kbd>"5"</kbd></dt><dd>{move || t!("frame-key-rail")}</dd>
                <dt><kbd>"Alt"</kbd>" "<kbd>"6"</kbd></dt><dd>{move || t!("frame-key-book")}</dd>
                <dt><kbd>"Alt"</kbd>" "<kbd>"0"</kbd></dt><dd>{move || t!("frame-switch-explained")}</dd>
                <dt><kbd>"/"</kbd></dt><dd>{move || t!("frame-key-search")}</dd>
                <dt><kbd>"Tab"</kbd>" "<kbd>"⇧"</kbd><kbd>"Tab"</kbd></dt><dd>{move || t!("frame-key-next")}</dd>
                <dt><kbd>"Enter"</kbd></dt><dd>{move || t!("frame-key-press")}</dd>
                <dt><kbd>"←"</kbd>" "<kbd>"↑"</kbd>" "<kbd>"↓"</kbd>" "<kbd>"→"</kbd></dt><dd>{move || t!("frame-key-arrows")}</dd>
                <dt><kbd>"M"</kbd></dt><dd>{move || t!("frame-key-move")}</dd>
                <dt><kbd>"1"</kbd>"–"<kbd>"3"</kbd></dt><dd>{move || t!("frame-key-answers")}</dd>
                <dt><kbd>"Esc"</kbd></dt><dd>{move || t!("frame-key-back")}</dd>
                <dt><kbd>"?"</kbd></dt><dd>{move || t!("frame-key-help")}</dd>
            </dl>
        </Dialog>
    }
}
