//! What is typed, and what is chosen from a short list. A choice is never made beforehand.

use super::{Glyph, Icon};
use crate::{t, typed};
use leptos::prelude::*;
use std::sync::atomic::{AtomicU32, Ordering};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// An id for a label to point at.
pub(super) fn fresh_id() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// One line. `fault` is a sentence under the field while it is not empty.
#[component]
pub fn TextField(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(optional, into)] fault: Signal<String>,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional, into)] unit: Option<TextProp>,
    /// The `inputmode`, where digits are typed.
    #[prop(optional)]
    digits: bool,
    /// Dots instead of letters.
    #[prop(optional)]
    secret: bool,
    /// The field that `/` goes to.
    #[prop(optional)]
    search: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_enter: Option<Callback<()>>,
    #[prop(optional)] node: NodeRef<leptos::html::Input>,
) -> impl IntoView {
    let id = fresh_id();
    let fault_id = format!("{id}-fault");
    let described = fault_id.clone();
    let is_wrong = Memo::new(move |_| fault.with(|fault| !fault.is_empty()));
    if autofocus {
        node.on_load(|input| {
            let _ = input.focus();
        });
    }
    view! {
        <div class="field" class:wrong=move || is_wrong.get()>
            <label for=id.clone()>{move || label.get()}</label>
            <div class="box">
                {icon.map(|icon| view! { <Icon name=icon/> })}
                <input
                    id=id
                    node_ref=node
                    type=if secret { "password" } else { "text" }
                    inputmode=digits.then_some("numeric")
                    autocomplete="off"
                    spellcheck="false"
                    data-search=search.then_some("")
                    placeholder=move || hint.as_ref().map(|hint| hint.get())
                    aria-invalid=move || is_wrong.get().then_some("true")
                    aria-describedby=move || is_wrong.get().then(|| described.clone())
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                    on:keydown=move |event| {
                        if event.key() != "Enter" || event.is_composing() {
                            return;
                        }
                        event.prevent_default();
                        match on_enter {
                            Some(on_enter) => on_enter.run(()),
                            None => press_filled(&event),
                        }
                    }
                />
                {unit.map(|unit| view! { <span class="unit">{move || unit.get()}</span> })}
            </div>
            {move || is_wrong.get().then(|| view! {
                <span class="fault" id=fault_id.clone()><Icon name=Glyph::Attention/>{move || fault.get()}</span>
            })}
        </div>
    }
}

/// Enter in a line does what the filled button of its dialog or card does.
fn press_filled(event: &KeyboardEvent) {
    let field = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let around = field.and_then(|field| field.closest("dialog, .card").ok().flatten());
    let filled = around.and_then(|around| around.query_selector(".btn.main:not(:disabled)").ok().flatten());
    if let Some(filled) = filled.and_then(|filled| filled.dyn_into::<HtmlElement>().ok()) {
        filled.click();
    }
}

/// Many lines. `rows` is how many are seen without scrolling.
#[component]
pub fn TextArea(
    #[prop(into)] label: TextProp,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: Option<TextProp>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] autofocus: bool,
) -> impl IntoView {
    let id = fresh_id();
    let node = NodeRef::<leptos::html::Textarea>::new();
    if autofocus {
        node.on_load(|area| {
            let _ = area.focus();
        });
    }
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <div class="box">
                <textarea
                    id=id
                    node_ref=node
                    rows=rows
                    placeholder=move || hint.as_ref().map(|hint| hint.get())
                    prop:value=move || value.get()
                    on:input:target=move |event| value.set(event.target().value())
                ></textarea>
            </div>
        </div>
    }
}

/// A whole number, typed in either script's digits. None while nothing, or no number, is typed.
#[component]
pub fn NumberField(
    #[prop(into)] label: TextProp,
    value: RwSignal<Option<i64>>,
    #[prop(optional, into)] unit: Option<TextProp>,
) -> impl IntoView {
    let text = RwSignal::new(value.get_untracked().map(|number| number.to_string()).unwrap_or_default());
    Effect::watch(
        move || text.get(),
        move |typed, _, _| {
            if value.get_untracked() != typed::whole(typed) {
                value.set(typed::whole(typed));
            }
        },
        false,
    );
    Effect::watch(
        move || value.get(),
        move |number, _, _| {
            if typed::whole(&text.get_untracked()) != *number {
                text.set(number.map(|number| number.to_string()).unwrap_or_default());
            }
        },
        false,
    );
    let fault = Signal::derive(move || {
        let typed = text.get();
        let unread = !typed.trim().is_empty() && typed::whole(&typed).is_none();
        if unread { t!("frame-number-not-read") } else { String::new() }
    });
    view! { <TextField label=label value=text fault=fault digits=true unit=unit.unwrap_or_default()/> }
}

/// An option of [`Choices`] or [`Toggles`]: its value and its words.
pub fn choice<T>(value: T, label: impl Into<TextProp>) -> (T, TextProp) {
    (value, label.into())
}

/// One of a few, each as wide as a thumb.
#[component]
pub fn Choices<T>(
    #[prop(into)] label: TextProp,
    options: Vec<(T, TextProp)>,
    value: RwSignal<Option<T>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let buttons = options
        .into_iter()
        .map(|(option, words)| {
            let chosen = option.clone();
            let is_on = move || value.with(|value| value.as_ref() == Some(&option)).to_string();
            view! {
                <button
                    type="button"
                    class="choice"
                    aria-pressed=is_on
                    on:click=move |_| value.set(Some(chosen.clone()))
                >
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span>{move || words.get()}</span>
                </button>
            }
        })
        .collect_view();
    let legend = label.clone();
    view! {
        <div class="field" role="group" aria-label=move || legend.get()>
            <span class="label" aria-hidden="true">{move || label.get()}</span>
            <div class="choices">{buttons}</div>
        </div>
    }
}

/// Any of a few.
#[component]
pub fn Toggles<T>(#[prop(into)] label: TextProp, options: Vec<(T, TextProp)>, value: RwSignal<Vec<T>>) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let buttons = options
        .into_iter()
        .map(|(option, words)| {
            let toggled = option.clone();
            let is_on = move || value.with(|value| value.contains(&option)).to_string();
            let toggle = move |_| {
                value.update(|value| match value.iter().position(|one| *one == toggled) {
                    Some(at) => drop(value.remove(at)),
                    None => value.push(toggled.clone()),
                })
            };
            view! {
                <button type="button" class="choice many" aria-pressed=is_on on:click=toggle>
                    <span class="mark"><Icon name=Glyph::Check/></span>
                    <span>{move || words.get()}</span>
                </button>
            }
        })
        .collect_view();
    let legend = label.clone();
    view! {
        <div class="field" role="group" aria-label=move || legend.get()>
            <span class="label" aria-hidden="true">{move || label.get()}</span>
            <div class="choices">{buttons}</div>
        </div>
    }
}
