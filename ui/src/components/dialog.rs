//! Something to settle before going on. The browser's own modal: the rest of the page is inert,
//! Tab stays inside, Escape closes, and the place before is found again.

use super::{Button, Glyph, Look, Notices};
use crate::desk::use_desk;
use crate::t;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// Open for as long as it is rendered. `on_close` is asked for by Escape and the cross.
#[component]
pub fn Dialog(
    #[prop(into)] title: TextProp,
    #[prop(into)] on_close: Callback<()>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    let desk = use_desk();
    let node = NodeRef::<leptos::html::Dialog>::new();
    let before = StoredValue::new_local(document().active_element().and_then(|it| it.dyn_into::<HtmlElement>().ok()));
    node.on_load(|dialog| {
        // Leptos loads a node just before it is in the document.
        request_animation_frame(move || {
            if dialog.is_connected() && !dialog.open() {
                let _ = dialog.show_modal();
                begin_inside(&dialog);
            }
        });
    });
    desk.dialogs.update(|open| *open += 1);
    on_cleanup(move || {
        desk.dialogs.update(|open| *open -= 1);
        // Until the dialog is gone, the page behind it is inert and takes no focus.
        if let Some(before) = before.try_get_value().flatten() {
            request_animation_frame(move || go_back_to(&before));
        }
    });
    let heading = super::field::fresh_id();
    let labelled_by = heading.clone();
    view! {
        <dialog
            node_ref=node
            class:wide=wide
            aria-labelledby=labelled_by
            on:cancel=move |event: web_sys::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <header>
                <h2 class="grow" id=heading>{move || title.get()}</h2>
                <Button
                    label=move || t!("frame-close")
                    icon=Glyph::Close
                    icon_only=true
                    look=Look::Quiet
                    on_press=on_close
                />
            </header>
            <Notices here=true/>
            <div class="body">{children()}</div>
        </dialog>
    }
}

/// Where somebody was before the dialog, unless that is gone or they are elsewhere already.
fn go_back_to(before: &HtmlElement) {
    let is_nowhere = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
    if is_nowhere && before.is_connected() {
        let _ = before.focus();
    }
}

/// What is to be settled comes before the cross that closes it; where nothing may look chosen, a
/// `data-begin` takes the place before its choices; where only a yes is asked for, it is the filled button.
fn begin_inside(dialog: &HtmlDialogElement) {
    let find = |selector| dialog.query_selector(selector).ok().flatten();
    let first = find("[data-begin]").or_else(|| find(":scope > .body :is(input, textarea, button)"));
    let is_action =
        first.as_ref().is_some_and(|first| first.closest(".actions").is_ok_and(|actions| actions.is_some()));
    let filled = if is_action { find(".actions .btn.main:not(:disabled)") } else { None };
    let first = filled.or(first);
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        let _ = first.focus();
    }
}
