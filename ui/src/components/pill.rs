//! Small marks with an icon and words.

use super::{Glyph, Icon};
use leptos::prelude::*;

/// What a mark means; the words beside it say it too. `Bad` is danger to the patient or a clash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    #[default]
    Plain,
    Ok,
    Wait,
    Bad,
    Info,
}

impl Tone {
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "",
            Tone::Ok => "ok",
            Tone::Wait => "wait",
            Tone::Bad => "bad",
            Tone::Info => "info",
        }
    }
}

#[component]
pub fn Pill(
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional, into)] tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span class=move || format!("pill {}", tone.get().class())>
            {icon.map(|icon| view! { <Icon name=icon/> })}
            <span>{move || label.get()}</span>
        </span>
    }
}

/// A word in a box, smaller than a pill.
#[component]
pub fn Tag(
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] icon: Option<Glyph>,
    #[prop(optional, into)] tone: Signal<Tone>,
) -> impl IntoView {
    view! {
        <span class=move || format!("tag {}", tone.get().class())>
            {icon.map(|icon| view! { <Icon name=icon/> })}
            <span>{move || label.get()}</span>
        </span>
    }
}
