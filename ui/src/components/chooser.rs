//! One of many, where there is no room for all: what is chosen, and all of them in a dialog.

use super::{Dialog, Glyph, Icon, field::fresh_id};
use crate::t;
use leptos::prelude::*;

/// `options` with their words, in the order in which they are offered.
#[component]
pub fn Chooser<T>(
    #[prop(into)] label: TextProp,
    options: Vec<(T, TextProp)>,
    value: RwSignal<Option<T>>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let id = fresh_id();
    let is_open = RwSignal::new(false);
    let options = StoredValue::new(options);
    let chosen = move || {
        let chosen = value.get()?;
        options.with_value(|options| {
            let (_, words) = options.iter().find(|(option, _)| *option == chosen)?;
            Some(words.get().to_string())
        })
    };
    let title = label.clone();
    let buttons = move || {
        let options = options.get_value().into_iter();
        options
            .map(|(option, words)| {
                let picked = option.clone();
                let is_on = move || value.with(|value| value.as_ref() == Some(&option)).to_string();
                let pick = move |_| {
                    value.set(Some(picked.clone()));
                    is_open.set(false);
                };
                view! {
                    <button type="button" class="choice" aria-pressed=is_on on:click=pick>
                        <span class="mark"><Icon name=Glyph::Check/></span>
                        <span>{move || words.get()}</span>
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <button type="button" class="box chooser" id=id aria-haspopup="dialog" on:click=move |_| is_open.set(true)>
                <span class="grow" class:unchosen=move || chosen().is_none()>
                    {move || chosen().unwrap_or_else(|| t!("frame-choose"))}
                </span>
                <Icon name=Glyph::Down/>
            </button>
            <Show when=move || is_open.get()>
                <Dialog title=title.clone() on_close=move |()| is_open.set(false) wide=true>
                    <div class="choices">{buttons()}</div>
                </Dialog>
            </Show>
        </div>
    }
}
