//! How far a long work has come, in numbers.

use crate::desk::use_desk;
use crate::t;
use ipc::{Progress, Work};
use leptos::prelude::*;

/// Shown once one of `works` has gone on for a second, and gone when it is done.
#[component]
pub fn WorkProgress(works: Vec<Work>) -> impl IntoView {
    let desk = use_desk();
    let works = StoredValue::new(works);
    let shown = move || desk.progress.get().filter(|shown| works.with_value(|works| works.contains(&shown.work)));
    view! {
        <div class="work" role="status">
            {move || shown().map(|progress| view! {
                <progress max=progress.of.to_string() prop:value=progress.done.to_string() aria-hidden="true"></progress>
                <span>{in_words(progress)}</span>
            })}
        </div>
    }
}

fn in_words(Progress { work, done, of }: Progress) -> String {
    let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
    match work {
        Work::Inventing => t!("progress-inventing", done = done, all = of),
        Work::Rebuilding => t!("progress-rebuilding", done = done, all = of),
        Work::Checking => t!("progress-checking", done = done, all = of),
        Work::Restoring => t!("progress-restoring", done = megabytes(done), all = megabytes(of)),
        Work::BackingUp => t!("progress-backing-up", done = megabytes(done), all = megabytes(of)),
    }
}
