//! Asking for a change of the hospital or its people, and learning the names again.

use crate::ask::ask;
use crate::desk::use_desk;
use crate::t;
use ipc::{Call, ChangeHospital, Failure, HospitalChange};
use leptos::prelude::*;

/// Asks; on a yes the names are learned again, "Saved" is said and `done` is called; on a no,
/// `fault` has why.
pub fn change<C: Call + 'static>(call: C, fault: RwSignal<Option<Failure>>, done: impl FnOnce(C::Reply) + 'static) {
    let desk = use_desk();
    fault.set(None);
    leptos::task::spawn_local(async move {
        match ask(call).await {
            Ok(reply) => {
                desk.refresh_directory().await;
                desk.note(t!("settings-saved"));
                done(reply);
            }
            Err(failure) => drop(fault.try_set(Some(failure))),
        }
    });
}

pub fn change_hospital(change_to: HospitalChange, fault: RwSignal<Option<Failure>>, done: impl FnOnce() + 'static) {
    change(ChangeHospital { change: change_to }, fault, move |()| done());
}
