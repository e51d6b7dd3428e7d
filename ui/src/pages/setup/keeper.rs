//! Where the key to the records is kept between starts, told plainly.

use crate::components::{Glyph, Icon};
use crate::desk::use_desk;
use crate::t;
use ipc::{KeyKeeper, Stage};
use leptos::prelude::*;

#[component]
pub fn KeeperStep(value: RwSignal<Option<KeyKeeper>>) -> impl IntoView {
    view! {
        <h1>{move || t!("setup-key-title")}</h1>
        <p class="small">{move || t!("setup-key-explained")}</p>
        <KeeperChoice value/>
    }
}

/// The system's keyring where it works; otherwise a file or nothing, each with what it means.
#[component]
pub fn KeeperChoice(value: RwSignal<Option<KeyKeeper>>) -> impl IntoView {
    let desk = use_desk();
    // Only the first start knows for certain that there is no keyring.
    let lacks_keyring = desk.status.with_untracked(|status| {
        matches!(status.as_ref().map(|status| &status.stage), Some(Stage::FirstStart { keyring: false, .. }))
    });
    let ways: &[KeyKeeper] = if lacks_keyring {
        &[KeyKeeper::File, KeyKeeper::Nowhere]
    } else {
        &[KeyKeeper::Keyring, KeyKeeper::File, KeyKeeper::Nowhere]
    };
    view! {
        {lacks_keyring.then(|| view! {
            <p class="row told"><Icon name=Glyph::Attention/><span>{move || t!("setup-no-keyring")}</span></p>
        })}
        <div class="col" role="group" aria-label=move || t!("setup-key-title")>
            {ways.iter().map(|way| view! { <Way way=*way value/> }).collect_view()}
        </div>
    }
}

#[component]
fn Way(way: KeyKeeper, value: RwSignal<Option<KeyKeeper>>) -> impl IntoView {
    let name = move || match way {
        KeyKeeper::Keyring => t!("setup-keyring"),
        KeyKeeper::File => t!("setup-file"),
        KeyKeeper::Nowhere => t!("setup-nowhere"),
    };
    let meaning = move || match way {
        KeyKeeper::Keyring => t!("setup-keyring-means"),
        KeyKeeper::File => t!("setup-file-means"),
        KeyKeeper::Nowhere => t!("setup-nowhere-means"),
    };
    view! {
        <button
            type="button"
            class="choice"
            aria-pressed=move || (value.get() == Some(way)).to_string()
            on:click=move |_| value.set(Some(way))
        >
            <span class="mark"><Icon name=Glyph::Check/></span>
            <span>{name}<small>{meaning}</small></span>
        </button>
    }
}
