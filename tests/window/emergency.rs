//! A patient whom nobody knows: begun in five touches, passed where there was no time, and entered
//! afterwards with both times.

use crate::board::term;
use crate::driver::{Name, Window};
use crate::people::NURSE;
use crate::{booking, checklist};
use anyhow::{Context, Result, ensure};
use domain::catalogue::TermList;
use domain::procedure::{Answer, Item, Phase};
use language::{say, t};

/// Who she turns out to be.
const JORINA: Name = Name { english: "Jorina Bibi", bangla: "জরিনা বিবি" };
const THEATRE: Name = Name { english: "Theatre 1", bangla: "ওটি ১" };

/// From the board to a case that records, in five touches at most.
pub async fn begun(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-today")).await?;
    window.see(&t!(language, "today-board")).await?;
    window.count_touches();
    window.touch(&t!(language, "today-emergency")).await?;
    let about = t!(language, "today-emergency-about", years = 25);
    window.touch_beside(&say(language, "sex-female", &[]), &about).await?;
    window.touch(&t!(language, "today-operation-not-known")).await?;
    window.look_at("emergency").await?;
    window.touch(&say(language, "role-circulating_nurse", &[])).await?;
    window.touch(&t!(language, "today-emergency-begin-in", theatre = window.named(&THEATRE))).await?;
    window.see(&t!(language, "case-notes")).await?;
    window.hold_to("an emergency begun, from the board", 5)?;
    window.see(&t!(language, "case-team-nobody")).await?;
    window.look_at("case-emergency").await
}

/// There is no time for Time Out: it is passed with a reason and a name, which stay on every page.
pub async fn passed(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch_css(".mile.next").await?;
    window.see(&t!(language, "state-running")).await?;
    window.touch_css(".mile.due").await?;
    let time_out = checklist::phase_word(window, Phase::TimeOut);
    window.see(&t!(language, "case-phase-due", phase = time_out.as_str())).await?;
    window.look_at("phase-due").await?;
    window.touch(&t!(language, "case-pass-open")).await?;
    window.see(&t!(language, "case-pass-reason-missing")).await?;
    let why = term(window, TermList::PassReason, "life_in_danger")?;
    window.touch(&why).await?;
    window.see(&t!(language, "case-pass-name-missing")).await?;
    window.touch(window.named(&NURSE.name)).await?;
    window.look_at("phase-pass").await?;
    window.touch_css("dialog .btn.bad").await?;
    window.see(&t!(language, "case-enter-answers")).await?;
    let alert = "return document.querySelector('.alerts')?.innerText || '';";
    let alert = window.script(alert, vec![]).await?;
    let alert = alert.as_str().unwrap_or_default();
    ensure!(alert.contains(&why) && alert.contains(&time_out), "the reason stays in sight: {alert}");
    window.touch_css(".mile.next").await?;
    window.look_at("case-passed").await
}

/// What was answered aloud is entered with the time at which it was said; both times are told.
pub async fn entered_from_paper(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-enter-answers")).await?;
    window.see(&t!(language, "checklist-late-when")).await?;
    window.touch(&t!(language, "case-minutes-earlier", minutes = 5)).await?;
    checklist::answer(window, Item::TeamIntroduced, Answer::Yes).await?;
    let told = "return document.querySelector('[data-item=\"8\"] .what small').innerText;";
    let told = window.script(told, vec![]).await?;
    let told = told.as_str().unwrap_or_default();
    let both = t!(language, "case-happened-entered", happened = "\n", entered = "\n");
    let has_both = both.split('\n').all(|words| told.contains(words.trim()));
    ensure!(has_both, "an answer from paper tells both times: {told}");
    window.look_at("checklist-late").await?;
    window.touch(&t!(language, "checklist-back")).await
}

/// Somebody knows who she is: it is entered under Attention, and stands on the case at once.
pub async fn identified(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-attention")).await?;
    window.touch(&t!(language, "attention-who-is-it")).await?;
    window.touch(&t!(language, "patients-identify")).await?;
    window.fill(&t!(language, "patients-name-english"), JORINA.english).await?;
    window.fill(&t!(language, "field-name-bangla"), JORINA.bangla).await?;
    window.touch(&say(language, "relation-father", &[])).await?;
    window.fill(&t!(language, "patients-relative-name"), "Sobhan Ali").await?;
    window.look_at("identify").await?;
    window.touch(&t!(language, "patients-identify-do")).await?;
    window.see_no_dialog().await?;
    window.touch(&t!(language, "frame-patients")).await?;
    booking::find(window, &t!(language, "patients-search"), &JORINA).await?;
    window.touch_css(".case-row").await?;
    window.see(window.named(&JORINA)).await.context("the case carries her name")?;
    window.see("Sobhan Ali").await
}
