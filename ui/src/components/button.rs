//! Buttons, and links that look like them.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// One filled button a screen; red where it is against a patient's or the list's grain.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Look {
    #[default]
    Plain,
    Main,
    Bad,
    Quiet,
}

impl Look {
    fn class(self) -> &'static str {
        match self {
            Look::Plain => "btn",
            Look::Main => "btn main",
            Look::Bad => "btn bad",
            Look::Quiet => "btn quiet",
        }
    }
}

/// A button of at least 48 px. `icon_only` shows the icon alone; the label is still read out.
#[component]
pub fn Button(
    #[prop(into)] label: TextProp,
    #[prop(into)] on_press: Callback<()>,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional, into)] look: Signal<Look>,
    #[prop(optional)] icon_only: bool,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] big: bool,
) -> impl IntoView {
    let (name, title) = (label.clone(), label.clone());
    view! {
        <button
            type="button"
            class=move || look.get().class()
            class:icon=icon_only
            class:big=big
            disabled=move || disabled.get()
            aria-label=move || icon_only.then(|| name.get())
            title=move || icon_only.then(|| title.get())
            on:click=move |_| on_press.run(())
        >
            {icon.map(|icon| view! { <Icon name=icon/> })}
            {(!icon_only).then(|| { let label = label.clone(); view! { <span>{move || label.get()}</span> } })}
        </button>
    }
}

/// A link to another page, as a button.
#[component]
pub fn LinkButton(
    #[prop(into)] label: TextProp,
    #[prop(into)] href: Signal<String>,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional)] look: Look,
    #[prop(optional)] icon_only: bool,
) -> impl IntoView {
    let name = label.clone();
    view! {
        <a
            class=look.class()
            class:icon=icon_only
            href=move || href.get()
            aria-label=move || icon_only.then(|| name.get())
        >
            {icon.map(|icon| view! { <Icon name=icon/> })}
            {(!icon_only).then(|| { let label = label.clone(); view! { <span>{move || label.get()}</span> } })}
        </a>
    }
}
