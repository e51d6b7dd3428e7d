//! The one way to the shell.

use crate::desk::desk;
use ipc::{Call, Failure};
use js_sys::{Function, Promise, Reflect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// Commands that record facts: what a page shows may be old after them.
const RECORDING: &[&str] = &[
    "record",
    "request_case",
    "begin_emergency",
    "register_patient",
    "record_patient",
    "settle",
    "add_person",
    "record_person",
    "change_hospital",
];

#[derive(Serialize)]
struct Argument<'a, C> {
    call: &'a C,
}

/// Asks the shell and gives its reply. When it says that nobody is signed in, everything that the
/// session held is dropped before this returns. [`Failure::NotUnderstood`] is also what is given
/// when there is no shell, or its words can't be read.
pub async fn ask<C: Call>(call: C) -> Result<C::Reply, Failure> {
    let argument =
        Argument { call: &call }.serialize(&Serializer::json_compatible()).map_err(|_| Failure::NotUnderstood)?;
    match invoke(C::NAME, &argument).await {
        Ok(reply) => {
            if RECORDING.contains(&C::NAME) {
                desk().facts_recorded();
            }
            serde_wasm_bindgen::from_value(reply).map_err(|_| Failure::NotUnderstood)
        }
        Err(failure) => {
            let failure = serde_wasm_bindgen::from_value(failure).unwrap_or(Failure::NotUnderstood);
            if failure == Failure::SignedOut {
                desk().drop_session();
            }
            Err(failure)
        }
    }
}

/// Calls `heard` with what the shell tells whenever it emits `event`, for as long as the window
/// lives. What can't be read is not told.
pub fn listen<T: DeserializeOwned + 'static>(event: &'static str, mut heard: impl FnMut(T) + 'static) {
    let handler = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let told = Reflect::get(&event, &"payload".into()).unwrap_or_default();
        if let Ok(told) = serde_wasm_bindgen::from_value(told) {
            heard(told);
        }
    })
    .into_js_value();
    wasm_bindgen_futures::spawn_local(async move {
        let _ = call("event", "listen", &event.into(), &handler).await;
    });
}

async fn invoke(name: &str, argument: &JsValue) -> Result<JsValue, JsValue> {
    call("core", "invoke", &name.into(), argument).await
}

/// `window.__TAURI__.{part}.{function}(first, second)`.
async fn call(part: &str, function: &str, first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
    let mut object = js_sys::global().into();
    for name in ["__TAURI__", part] {
        object = Reflect::get(&object, &name.into())?;
    }
    let function: Function = Reflect::get(&object, &function.into())?.dyn_into()?;
    let promise: Promise = function.call2(&object, first, second)?.dyn_into()?;
    JsFuture::from(promise).await
}
