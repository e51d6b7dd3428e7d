//! The power goes in the middle of a checklist and of a note. What was acknowledged is there
//! afterwards, and so is what was being typed, but for the last second.

use crate::checklist;
use crate::driver::Window;
use crate::people::NURSE;
use anyhow::{Result, ensure};
use domain::procedure::{Answer, Item, Phase};
use language::{say, t};
use std::time::Duration;

const TYPED: &str = "Abdomen opened through the midline, two litres of blood sucked out";

/// Two items answered.
pub async fn during_a_checklist(window: &mut Window) -> Result<()> {
    checklist::open(window, Phase::SignIn, false).await?;
    checklist::answer(window, Item::SiteMarked, Answer::Yes).await?;
    checklist::answer(window, Item::AnesthesiaSafety, Answer::Yes).await
}

/// Both are there, and the others are asked as before.
pub async fn after_a_checklist(window: &mut Window) -> Result<()> {
    open_the_case_again(window).await?;
    checklist::open(window, Phase::SignIn, true).await?;
    let answered = window.script("return document.querySelectorAll('.item.y').length;", vec![]).await?;
    ensure!(answered == 2, "two items were answered before the power cut, and {answered} are there");
    checklist::answer(window, Item::PatientIdentity, Answer::Yes).await?;
    checklist::answer(window, Item::PulseOximeter, Answer::Yes).await?;
    for item in [Item::Allergies, Item::AirwayRisk, Item::BloodLoss] {
        checklist::answer(window, item, Answer::No).await?;
    }
    checklist::sign(window, Phase::SignIn).await?;
    window.touch(&t!(window.language, "checklist-back")).await
}

/// The first offer after signing in is the case that was left open.
async fn open_the_case_again(window: &mut Window) -> Result<()> {
    window.wait_script("return !!document.querySelector('.left-open');", vec![]).await?;
    window.keep_picture("left-open").await?;
    window.touch_css(".left-open .btn.main").await?;
    window.see(&t!(window.language, "case-notes")).await
}

pub async fn during_a_note(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-notes-during")).await?;
    window.fill(&t!(language, "case-note-box", kind = say(language, "note-type-intra-operative", &[])), TYPED).await?;
    // A power cut within a second of the last key may take that second, and no more.
    tokio::time::sleep(Duration::from_millis(1100)).await;
    window.keep_picture("note").await.map(drop)
}

/// The text is in its box, told on the first page to whoever typed it, and is signed now.
pub async fn after_a_note(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "who-is-here")).await?;
    window.touch(window.named(&NURSE.name)).await?;
    window.see(&t!(language, "who-unsigned", count = 1)).await?;
    window.keep_picture("who-unsigned").await?;
    window.keys(NURSE.pin).await?;
    open_the_case_again(window).await?;
    window.touch(&t!(language, "case-notes-during")).await?;
    let kept = "return [...document.querySelectorAll('textarea')].map(box => box.value).join('\\n');";
    let text = window.script(kept, vec![]).await?;
    ensure!(text.as_str().unwrap_or_default().contains(TYPED), "the note is gone: {text}");
    window.touch(&t!(language, "case-note-sign")).await?;
    window.wait_script("return !!document.querySelector('.signed-note');", vec![]).await?;
    window.see(TYPED).await
}
