//! Every page that is outside a case, as the rail and the board lead to it.

use crate::driver::Window;
use anyhow::Result;
use language::t;

pub async fn outside_a_case(window: &mut Window) -> Result<()> {
    let language = window.language;
    let today = t!(language, "frame-today");
    window.see(&t!(language, "today-board")).await?;
    window.look_at("today").await?;
    window.touch(&t!(language, "today-list")).await?;
    window.look_at("list").await?;
    window.touch(&t!(language, "today-week")).await?;
    window.wait_script("return !!document.querySelector('.week-grid');", vec![]).await?;
    window.look_at("week").await?;
    window.touch(&today).await?;
    window.touch(&t!(language, "today-book")).await?;
    window.see(&t!(language, "patients-seen-last")).await?;
    window.look_at("book").await?;
    window.touch(&t!(language, "frame-waiting")).await?;
    window.wait_script("return !!document.querySelector('.waiting-list li');", vec![]).await?;
    window.look_at("waiting").await?;
    window.touch(&t!(language, "frame-patients")).await?;
    window.wait_script("return !!document.querySelector('.patient-row');", vec![]).await?;
    window.look_at("patients").await?;
    window.touch_css(".patient-row").await?;
    window.see(&t!(language, "patients-identity")).await?;
    window.look_at("patient").await?;
    window.touch(&t!(language, "frame-attention")).await?;
    window.wait_script("return !!document.querySelector('.matter');", vec![]).await?;
    window.look_at("attention").await?;
    window.touch(&today).await?;
    own_theme(window).await?;
    keys(window).await
}

/// The theme that a person chooses stays, also on other pages.
async fn own_theme(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-dark")).await?;
    window.touch(&t!(language, "frame-waiting")).await?;
    window.wait_script("return document.documentElement.dataset.theme === 'dark';", vec![]).await?;
    window.touch(&t!(language, "frame-light")).await?;
    window.touch(&t!(language, "frame-today")).await
}

/// The list of keys, by a key; Escape closes it. Whoever opens a dialog by a button is back at it afterwards.
async fn keys(window: &mut Window) -> Result<()> {
    let emergency = t!(window.language, "today-emergency");
    window.see(&emergency).await?;
    let go = r"
        const all = [...document.querySelectorAll('button')];
        all.find(one => one.innerText.trim() === arguments[0]).focus();
    ";
    window.script(go, vec![emergency.clone().into()]).await?;
    window.keys("\u{e007}").await?;
    window.see_dialog().await?;
    window.keys("\u{e00c}").await?;
    window.see_no_dialog().await?;
    let is_back = "return document.activeElement.innerText.trim() === arguments[0];";
    window.wait_script(is_back, vec![emergency.into()]).await?;
    window.script("document.activeElement.blur();", vec![]).await?;
    let title = t!(window.language, "frame-keys");
    window.keys("?").await?;
    window.see(&title).await?;
    window.look_at("keys").await?;
    window.keys("\u{e00c}").await?;
    window.see_gone(&title).await
}
