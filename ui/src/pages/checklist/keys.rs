//! The checklist by keyboard alone: arrows go from item to item, 1 to 3 give the answers in the
//! order in which they stand.

use crate::desk::use_desk;
use leptos::ev::keydown;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// For as long as the items are shown.
pub fn listen() {
    let desk = use_desk();
    let handle = window_event_listener(keydown, move |event| {
        let is_elsewhere = event.default_prevented() || event.is_composing() || desk.dialogs.get_untracked() > 0;
        if is_elsewhere || event.alt_key() || event.ctrl_key() || event.meta_key() || is_typing() {
            return;
        }
        let is_done = match event.key().as_str() {
            "ArrowDown" => step(1),
            "ArrowUp" => step(-1),
            _ => digit(&event).is_some_and(answer),
        };
        if is_done {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// The digit of a key, whatever the keyboard's script.
fn digit(event: &KeyboardEvent) -> Option<usize> {
    let code = event.code();
    let digit = code.strip_prefix("Digit").or_else(|| code.strip_prefix("Numpad"))?;
    digit.parse().ok().filter(|digit| (1..=3).contains(digit))
}

fn is_typing() -> bool {
    let tag = document().active_element().map(|element| element.tag_name());
    tag.is_some_and(|tag| tag == "INPUT" || tag == "TEXTAREA")
}

fn focused_item() -> Option<Element> {
    document().active_element()?.closest("[data-item]").ok().flatten()
}

/// Gives the n-th answer of the item that has the focus.
fn answer(n: usize) -> bool {
    let Some(item) = focused_item() else { return false };
    let Some(button) = nth(&item, ".answer", n - 1) else { return false };
    let _ = button.focus();
    button.click();
    true
}

/// Goes to the first answer of the next item, or of the one before; from nowhere to the first that
/// is open.
fn step(by: isize) -> bool {
    let Ok(items) = document().query_selector_all("[data-item]") else { return false };
    let items: Vec<Element> = (0..items.length()).filter_map(|at| items.item(at)?.dyn_into().ok()).collect();
    let target = match focused_item() {
        Some(item) => items.iter().position(|one| *one == item).and_then(|at| items.get(at.checked_add_signed(by)?)),
        None => items.iter().find(|item| !is_answered(item)).or(items.first()),
    };
    let Some(button) = target.and_then(|item| nth(item, ".answer", 0)) else { return false };
    let _ = button.focus();
    true
}

fn is_answered(item: &Element) -> bool {
    item.query_selector(".answer[aria-pressed='true']").is_ok_and(|found| found.is_some())
}

fn nth(item: &Element, selector: &str, n: usize) -> Option<HtmlElement> {
    let found = item.query_selector_all(selector).ok()?;
    found.item(u32::try_from(n).ok()?)?.dyn_into().ok()
}
