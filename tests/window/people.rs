//! Who sits at the terminal: a wrong PIN, switching in two touches, and the lock that drops what the
//! session held.

use crate::driver::{Name, Window};
use anyhow::{Result, ensure};
use language::t;

/// Someone who signs in.
pub struct Person {
    pub name: Name<'static>,
    pub pin: &'static str,
}

/// A nurse and a surgeon of the sample hospital, where everyone's PIN is the same.
pub const NURSE: Person =
    Person { name: Name { english: "Rabeya Begum", bangla: "রাবেয়া বেগম" }, pin: "246802" };
pub const SURGEON: Person = Person {
    name: Name { english: "Dr Mehedi Hasan", bangla: "ডা. মেহেদী হাসান" },
    pin: "246802",
};

/// A face, six digits.
pub async fn sign_in(window: &mut Window, person: &Person) -> Result<()> {
    window.see(&t!(window.language, "who-is-here")).await?;
    window.touch(window.named(&person.name)).await?;
    window.wait_script("return !!document.querySelector('.pad button:not(:disabled)');", vec![]).await?;
    window.keys(person.pin).await?;
    window.see(&t!(window.language, "frame-switch")).await
}

/// The wrong digits first: they are refused in words, and the right ones still open.
pub async fn sign_in_at_the_second_try(window: &mut Window, person: &Person) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "who-is-here")).await?;
    window.look_at("who").await?;
    window.touch(window.named(&person.name)).await?;
    window.keys("135790").await?;
    window.see(&t!(language, "refusal-pin-wrong")).await?;
    window.look_at("who-wrong-pin").await?;
    window.keys(person.pin).await?;
    window.see(&t!(language, "frame-switch")).await
}

/// From one person to another: Switch, the face, and the PIN.
pub async fn switch(window: &mut Window, to: &Person) -> Result<()> {
    let language = window.language;
    window.count_touches();
    window.touch(&t!(language, "frame-switch")).await?;
    sign_in(window, to).await?;
    window.hold_to("switch user, and the PIN", 2)?;
    window.see(window.named(&to.name)).await
}

/// The session holds a patient's name on the screen, and the screen may lock after a minute. Nobody
/// touches it from here on.
pub async fn leave_alone(window: &mut Window, patient: &Name<'_>) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "settings-terminal")).await?;
    window.touch(&language::duration_minutes(language, 1)).await?;
    window.touch(&t!(language, "frame-waiting")).await?;
    window.see(window.named(patient)).await
}

/// After that minute the window asks who is here, and nothing of the session is left in it: no
/// name in the page or its address, and no way back to it.
pub async fn has_locked(window: &Window, patient: &Name<'_>) -> Result<()> {
    let is_locked = "return !!document.querySelector('.who-page') && location.pathname === '/';";
    window.wait_script(is_locked, vec![]).await?;
    let page = window.script("return document.documentElement.outerHTML;", vec![]).await?;
    let page = page.as_str().unwrap_or_default();
    ensure!(!page.contains(patient.english) && !page.contains(patient.bangla), "the lock left a patient's name");
    window.script("history.back();", vec![]).await?;
    window.see(&t!(window.language, "who-is-here")).await?;
    ensure!(!window.shows(window.named(patient)).await?, "the way back leads past the lock");
    Ok(())
}
