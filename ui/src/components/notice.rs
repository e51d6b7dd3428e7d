//! What was told: a failure stays until it is dismissed, a calm notice goes by itself.

use super::{Button, Glyph, Icon, Look};
use crate::desk::{Notice, Told, use_desk};
use crate::{sentences, t};
use ipc::Failure;
use leptos::prelude::*;

/// `here`: in a dialog, failures only; otherwise above the page, failures while no dialog is open, and
/// one at a time, the newest first: more would lie over the patient's name.
#[component]
pub fn Notices(#[prop(optional)] here: bool) -> impl IntoView {
    let desk = use_desk();
    let shown = move || {
        let is_place_of = |notice: &Notice| match notice.told {
            Told::Failure(_) => here || desk.dialogs.get() == 0,
            Told::Calm(_) => !here,
        };
        let mut shown: Vec<Notice> = desk.notices.get().into_iter().filter(is_place_of).collect();
        if !here {
            shown.drain(..shown.len().saturating_sub(1));
        }
        shown
    };
    view! {
        <div class=if here { "notices here" } else { "notices" }>
            <For each=shown key=|notice| notice.id children=|notice| view! { <One notice/> }/>
        </div>
    }
}

#[component]
fn One(notice: Notice) -> impl IntoView {
    let desk = use_desk();
    let id = notice.id;
    let (class, role, icon) = match notice.told {
        Told::Failure(_) => ("notice bad", "alert", Glyph::Attention),
        Told::Calm(_) => ("notice", "status", Glyph::Check),
    };
    let text = move || match &notice.told {
        Told::Failure(failure) => {
            desk.directory.with(|directory| sentences::failure(desk.language(), directory, failure))
        }
        Told::Calm(text) => text.clone(),
    };
    view! {
        <div class=class role=role>
            <Icon name=icon/>
            <p>{text}</p>
            <Button
                label=move || t!("frame-dismiss")
                icon=Glyph::Close
                icon_only=true
                look=Look::Quiet
                on_press=move |()| desk.dismiss(id)
            />
        </div>
    }
}

/// A failure where it belongs on a page: beside what was typed or the button that was pressed.
#[component]
pub fn FaultLine(#[prop(into)] failure: Signal<Option<Failure>>) -> impl IntoView {
    let desk = use_desk();
    let sentence = move || {
        let failure = failure.get()?;
        Some(desk.directory.with(|directory| sentences::failure(desk.language(), directory, &failure)))
    };
    view! {
        <div role="alert">
            {move || sentence().map(|sentence| view! {
                <p class="fault-line"><Icon name=Glyph::Attention/><span>{sentence}</span></p>
            })}
        </div>
    }
}
