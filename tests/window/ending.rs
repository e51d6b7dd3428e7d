//! The end of a case: outcome and follow-up, the record on the screen and on paper, and everything
//! that ever happened to it.

use crate::board::term;
use crate::booking::NASIMA;
use crate::driver::Window;
use crate::prints;
use anyhow::{Result, ensure};
use domain::catalogue::TermList;
use language::{say, t};

const FOLLOW_UP: &str = "Stitches out on the 8th day; outdoor, Saturday";

pub async fn completed(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-complete")).await?;
    window.see(&t!(language, "case-complete-outcome-first")).await?;
    window.touch(&term(window, TermList::Outcome, "successful")?).await?;
    window.see(&t!(language, "case-complete-follow-up-first")).await?;
    window.fill(&say(language, "field-follow-up", &[]), FOLLOW_UP).await?;
    window.look_at("complete").await?;
    window.touch_css("dialog .btn.main").await?;
    window.see_no_dialog().await?;
    window.see(&t!(language, "state-done")).await?;
    window.touch(&t!(language, "case-section-record")).await?;
    window.see(FOLLOW_UP).await?;
    window.see("Pressed for five minutes, dry").await?;
    window.look_at("case-record").await
}

pub async fn printed(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-more")).await?;
    window.look_at("case-more").await?;
    window.touch(&t!(language, "case-print")).await?;
    window.see(".pdf").await?;
    let record = prints::newest(window, "record")?;
    for said in [FOLLOW_UP, "24B771", "Metronidazole", "Penicillin"] {
        ensure!(record.contains(said), "the printed record says {said}:\n{record}");
    }
    Ok(())
}

/// Each fact is a sentence with who recorded it and when.
pub async fn history(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "history")).await?;
    window.see(&t!(language, "history-status", status = say(language, "status-completed", &[]))).await?;
    window.see("Spinal did not take").await?;
    window.see(&t!(language, "history-drug", drug = "Metronidazole", dose = "500 mg")).await?;
    window.see(window.named(&NASIMA)).await?;
    window.look_at("history").await?;
    window.touch(&t!(language, "history-kind-checklist")).await?;
    window.see_gone("Spinal did not take").await?;
    window.keep_picture("history-checklist").await.map(drop)
}
