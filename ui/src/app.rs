//! Which page stands: set-up, recovery, who is here, or the frame with its pages.

use crate::components::{Notices, WorkProgress};
use crate::desk::{Desk, use_desk};
use crate::frame::Frame;
use crate::pages::{RecoveryPage, SetUpPage, WhoPage};
use crate::t;
use ipc::{Stage, Work};
use leptos::prelude::*;

#[component]
pub fn App() -> impl IntoView {
    let desk = Desk::open();
    crate::keys::watch_touches();
    let place = Memo::new(move |_| place(desk));
    view! {
        {move || match place.get() {
            Place::Starting => view! { <Starting/> }.into_any(),
            Place::SetUp => view! { <SetUpPage/> }.into_any(),
            Place::Recovery => view! { <RecoveryPage/> }.into_any(),
            Place::Who => view! { <WhoPage/> }.into_any(),
            Place::Frame => view! { <Frame/> }.into_any(),
        }}
        <Notices/>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Starting,
    SetUp,
    Recovery,
    Who,
    Frame,
}

fn place(desk: Desk) -> Place {
    if desk.is_key_shown.get() {
        return Place::SetUp;
    }
    desk.status.with(|status| match status.as_ref().map(|status| &status.stage) {
        None => Place::Starting,
        Some(Stage::FirstStart { .. }) => Place::SetUp,
        Some(Stage::CannotOpen { .. }) => Place::Recovery,
        Some(Stage::Ready { .. }) if desk.session.with(Option::is_some) => Place::Frame,
        Some(Stage::Ready { .. }) => Place::Who,
    })
}

#[component]
fn Starting() -> impl IntoView {
    let desk = use_desk();
    // A start under a second shows nothing that would only flash.
    let is_slow = RwSignal::new(false);
    set_timeout(move || is_slow.set(true), std::time::Duration::from_secs(1));
    view! {
        <main class="starting">
            <WorkProgress works=vec![Work::Rebuilding]/>
            {move || (is_slow.get() && desk.notices.with(Vec::is_empty))
                .then(|| view! { <p role="status">{move || t!("frame-starting")}</p> })}
        </main>
    }
}
