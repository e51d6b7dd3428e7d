//! A text that is being typed: on the disk within a second of a key, there again after a power cut.

use super::open::{OpenCase, use_case};
use crate::ask::ask;
use crate::components::{Glyph, Icon};
use crate::desk::use_desk;
use crate::{sentences, t};
use ipc::{Draft, Failure, KeepDraft};
use leptos::prelude::*;
use std::time::Duration;

/// From the first key that is not kept yet to the keeping of it.
const KEEP_AFTER: Duration = Duration::from_millis(500);

/// One box of the case and what is typed in it.
#[derive(Clone, Copy)]
pub struct Typing {
    pub text: RwSignal<String>,
    kept: RwSignal<Kept>,
    case: OpenCase,
    slot: StoredValue<String>,
    is_due: StoredValue<bool>,
}

#[derive(Clone, PartialEq)]
enum Kept {
    /// Nothing typed.
    Nothing,
    /// Keys that are not on the disk yet.
    Soon,
    /// On the disk since then, by the window's clock in milliseconds.
    At(f64),
    Failed(Failure),
}

impl Typing {
    /// Opens the box `slot` with what was kept of it. `is_recorded` tells a text that was signed
    /// just before the power went, and is not wanted again.
    pub fn open(slot: impl Into<String>, is_recorded: impl Fn(&str) -> bool) -> Typing {
        let case = use_case();
        let slot = slot.into();
        let draft = case.draft(&slot).filter(|draft| !is_recorded(draft.text.trim()));
        let kept = match &draft {
            Some(draft) => Kept::At(draft.kept_at.utc_ms() as f64),
            None => Kept::Nothing,
        };
        let typing = Typing {
            text: RwSignal::new(draft.map(|draft| draft.text).unwrap_or_default()),
            kept: RwSignal::new(kept),
            case,
            slot: StoredValue::new(slot),
            is_due: StoredValue::new(false),
        };
        Effect::watch(move || typing.text.get(), move |_, _, _| typing.keep_soon(), false);
        let (text, slot, is_due) = (typing.text, typing.slot, typing.is_due);
        on_cleanup(move || {
            if is_due.try_get_value() == Some(true)
                && let (Some(text), Some(slot)) = (text.try_get_untracked(), slot.try_get_value())
            {
                case.remember_draft(Draft { slot: slot.clone(), text: text.clone(), kept_at: now() });
                leptos::task::spawn_local(async move {
                    if let Err(failure) = ask(KeepDraft { case: case.id, slot, text }).await {
                        use_desk().tell(&failure);
                    }
                });
            }
        });
        typing
    }

    pub fn is_empty(self) -> bool {
        self.text.with(|text| text.trim().is_empty())
    }

    /// What was typed is recorded: the box is empty again, and so is the disk.
    pub fn clear(self) {
        self.text.try_set(String::new());
    }

    /// While keys come, the disk follows at this pace; it does not wait for them to end.
    fn keep_soon(self) {
        if self.is_due.get_value() {
            return;
        }
        self.is_due.set_value(true);
        self.kept.set(Kept::Soon);
        set_timeout(move || leptos::task::spawn_local(self.keep()), KEEP_AFTER);
    }

    async fn keep(self) {
        let (Some(text), Some(slot)) = (self.text.try_get_untracked(), self.slot.try_get_value()) else { return };
        self.is_due.try_update_value(|is_due| *is_due = false);
        let is_empty = text.is_empty();
        let reply = ask(KeepDraft { case: self.case.id, slot: slot.clone(), text: text.clone() }).await;
        let kept = match reply {
            Ok(()) if is_empty => Kept::Nothing,
            Ok(()) => Kept::At(js_sys::Date::now()),
            Err(failure) => Kept::Failed(failure),
        };
        self.case.remember_draft(Draft { slot, text, kept_at: now() });
        if self.is_due.try_get_value() == Some(false) {
            self.kept.try_set(kept);
        }
    }
}

fn now() -> domain::Moment {
    use_desk().now.get_untracked()
}

/// "kept on this terminal 1 s ago · not signed yet", or why it could not be kept.
#[component]
pub fn KeptLine(typing: Typing) -> impl IntoView {
    let desk = use_desk();
    let clock = RwSignal::new(js_sys::Date::now());
    let ticks = set_interval_with_handle(move || clock.set(js_sys::Date::now()), Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(ticks) = ticks {
            ticks.clear();
        }
    });
    let failed = move || match typing.kept.get() {
        Kept::Failed(failure) => {
            Some(desk.directory.with(|names| sentences::failure(desk.language(), names, &failure)))
        }
        _ => None,
    };
    let line = move || match typing.kept.get() {
        Kept::Nothing | Kept::Failed(_) => String::new(),
        Kept::Soon => t!("case-draft-keeping"),
        Kept::At(at) => {
            let seconds = ((clock.get() - at) / 1000.0).max(0.0) as u64;
            t!("case-draft-kept", length = sentences::seconds(desk.language(), seconds.max(1)))
        }
    };
    view! {
        <span class="draft-line">
            {line}
            {move || failed().map(|sentence| view! {
                <b class="lost" role="alert"><Icon name=Glyph::Attention/>{t!("case-draft-not-kept")}" "{sentence}</b>
            })}
        </span>
    }
}
