//! The surgical safety checklist as a coordinator works through it.

use crate::driver::Window;
use crate::people::NURSE;
use anyhow::{Context, Result, ensure};
use domain::procedure::{Answer, Item, Phase};
use language::{digits, say, t};

/// Opens a phase from the case's page. Where another patient has not left the theatre, the program
/// names that patient and asks.
pub async fn open(window: &mut Window, phase: Phase, is_begun: bool) -> Result<()> {
    let language = window.language;
    let phase = phase_word(window, phase);
    window
        .touch(&match is_begun {
            false => t!(language, "case-phase-start", phase = phase.as_str()),
            true => t!(language, "case-phase-go-on", phase = phase.as_str()),
        })
        .await?;
    window.wait_script("return !!document.querySelector('.still-there, [data-item] button');", vec![]).await?;
    if window.script("return !!document.querySelector('.still-there');", vec![]).await? == true {
        window.keep_picture("still-there").await?;
        window.touch_css(".still-there button").await?;
    }
    window.wait_script("return !!document.querySelector('[data-item] button');", vec![]).await
}

pub fn phase_word(window: &Window, phase: Phase) -> String {
    window.say(match phase {
        Phase::SignIn => "phase-sign_in",
        Phase::TimeOut => "phase-time_out",
        Phase::SignOut => "phase-sign_out",
    })
}

/// Touches an answer; one that wants no words is recorded at once.
pub async fn answer(window: &mut Window, item: Item, answer: Answer) -> Result<()> {
    let place = item.answers().iter().position(|one| *one == answer).context("no such answer")? + 1;
    let button = format!("[data-item='{}'] .answer:nth-child({place})", item.number());
    window.touch_css(&button).await?;
    let is_taken = match item.asks_for_plan(answer) {
        true => "[data-item='@'] .more-words".replace('@', &item.number().to_string()),
        false => format!("{button}[aria-pressed=true]"),
    };
    let is_taken = format!("return !!document.querySelector(\"{is_taken}\");");
    window.wait_script(&is_taken, vec![]).await.with_context(|| format!("item {}", item.number()))
}

/// Sign In by one person, of a patient with an allergy: each item answered, a risk with its plan.
pub async fn sign_in(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.count_touches();
    open(window, Phase::SignIn, false).await?;
    for item in [Item::PatientIdentity, Item::AnesthesiaSafety, Item::PulseOximeter] {
        answer(window, item, Answer::Yes).await?;
    }
    answer(window, Item::SiteMarked, Answer::NotApplicable).await?;
    answer(window, Item::Allergies, Answer::Yes).await?;
    window.look_at("checklist-risk").await?;
    window.touch(&t!(language, "checklist-plan-allergies-phrase")).await?;
    window.touch(&t!(language, "checklist-record", answer = window.say("answer-risk-yes"))).await?;
    window.see_gone(&t!(language, "checklist-plan-allergies")).await?;
    answer(window, Item::AirwayRisk, Answer::No).await?;
    answer(window, Item::BloodLoss, Answer::No).await?;
    window.look_at("checklist").await?;
    sign(window, Phase::SignIn).await?;
    window.hold_to("Sign In by one person", 12)?;
    window.look_at("checklist-signed").await?;
    window.touch(&t!(language, "checklist-back")).await
}

/// Signs in the name of the nurse who is signed in.
pub async fn sign(window: &mut Window, phase: Phase) -> Result<()> {
    let language = window.language;
    let phase = phase_word(window, phase);
    window.touch(&t!(language, "checklist-sign", phase = phase, name = window.named(&NURSE.name))).await?;
    window.wait_script("return !!document.querySelector('.signing .pill.ok');", vec![]).await
}

/// Time Out: a "no" holds the phase until it is put right; the surgeon says it, and signs.
pub async fn time_out(window: &mut Window) -> Result<()> {
    let language = window.language;
    open(window, Phase::TimeOut, false).await?;
    let surgeon = say(language, "role-surgeon", &[]);
    window.touch_beside(&t!(language, "checklist-speaking"), &surgeon).await?;
    answer(window, Item::TeamIntroduced, Answer::No).await?;
    window.see(&t!(language, "checklist-do-team-introduced")).await?;
    for item in [Item::PatientConfirmed, Item::AntibioticProphylaxis, Item::SurgeonConcerns] {
        answer(window, item, Answer::Yes).await?;
    }
    answer(window, Item::AnaesthetistConcerns, Answer::Yes).await?;
    answer(window, Item::NursingConcerns, Answer::Yes).await?;
    answer(window, Item::ImagingDisplayed, Answer::NotApplicable).await?;
    window.see(&t!(language, "checklist-holding", items = digits(language, "8"))).await?;
    ensure!(!window.shows(&t!(language, "checklist-sign-other")).await?, "a no holds the signature");
    window.look_at("checklist-no").await?;
    answer(window, Item::TeamIntroduced, Answer::Yes).await?;
    window.see(&t!(language, "checklist-times", times = 2)).await?;
    window.touch(&t!(language, "checklist-sign-other")).await?;
    window.touch(&surgeon).await?;
    window.touch_css("dialog .btn.main").await?;
    window.wait_script("return !!document.querySelector('.signing .pill.ok');", vec![]).await?;
    window.touch(&t!(language, "checklist-back")).await
}

pub async fn sign_out(window: &mut Window) -> Result<()> {
    open(window, Phase::SignOut, false).await?;
    for item in [Item::ProcedureNamed, Item::CountsComplete, Item::EquipmentProblems, Item::RecoveryConcerns] {
        answer(window, item, Answer::Yes).await?;
    }
    answer(window, Item::SpecimensLabelled, Answer::NotApplicable).await?;
    sign(window, Phase::SignOut).await?;
    window.touch(&t!(window.language, "checklist-back")).await
}
