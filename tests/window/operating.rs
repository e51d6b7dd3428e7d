//! The operation itself: milestones as they happen, a drug held against an allergy, notes, counts,
//! what was used and what went wrong.

use crate::board::term;
use crate::driver::Window;
use anyhow::{Result, ensure};
use domain::catalogue::TermList;
use language::{say, t};

/// In both directions of writing, with pictures in it and something that looks like a program.
const NOTE: &str = "McBurney incision, appendix inflamed. التهاب الزائدة 🩺👩🏽‍⚕️ <b>৫০০ ml</b> saline";
const ADDENDUM: &str = "Histology form 24/118 sent with the porter";
/// A suture's package: number, expiry, lot.
const BARCODE: &str = "0109501101530003172908311024B771";
const ENTER: &str = "\u{e007}";

/// The milestone that is due now: one touch.
pub async fn milestone(window: &mut Window, key: &str) -> Result<()> {
    let reached = "return document.querySelectorAll('.mile.reached').length;";
    let before = window.script(reached, vec![]).await?.as_u64().unwrap_or_default();
    let due = "return (document.querySelector('.mile.next')?.innerText || '').includes(arguments[0]);";
    window.wait_script(due, vec![window.say(key).into()]).await?;
    window.touch_css(".mile.next").await?;
    let more = "return document.querySelectorAll('.mile.reached').length > arguments[0];";
    window.wait_script(more, vec![before.into()]).await
}

/// The patient came a quarter of an hour ago: the time is put right, and both are told.
pub async fn came_earlier(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch_css(".mile .pencil").await?;
    window.touch(&t!(language, "case-minutes-earlier", minutes = 15)).await?;
    window.look_at("milestone-time").await?;
    window.touch_css("dialog .btn.main").await?;
    let entered = t!(language, "case-entered", time = "\n");
    let entered = entered.split('\n').next().unwrap_or_default();
    window.see(entered.trim()).await
}

/// The spinal does not take.
pub async fn anaesthesia_changed(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-section-before")).await?;
    window.touch(&t!(language, "case-anaesthesia-convert")).await?;
    window.touch(&say(language, "anaesthesia-general", &[])).await?;
    window.fill(&t!(language, "case-anaesthesia-why"), "Spinal did not take").await?;
    window.look_at("anaesthesia-changed").await?;
    window.touch(&t!(language, "case-save")).await?;
    window.see("Spinal did not take").await?;
    window.touch(&t!(language, "case-section-now")).await
}

/// A penicillin for a patient who is allergic to it is not given without a name; another drug is.
pub async fn drug(window: &mut Window) -> Result<()> {
    let language = window.language;
    let name = say(language, "field-drug", &[]);
    window.touch(&t!(language, "case-drug-short")).await?;
    window.fill(&name, "Amoxicillin").await?;
    window.fill(&say(language, "field-dose", &[]), "1 g").await?;
    window.see(&t!(language, "case-drug-allergic", substance = "Penicillin (rash)")).await?;
    window.see(&t!(language, "case-pass-name-missing")).await?;
    window.look_at("drug-allergic").await?;
    window.fill(&name, "Metronidazole").await?;
    window.fill(&say(language, "field-dose", &[]), "500 mg").await?;
    window.touch(&t!(language, "case-drug-save")).await?;
    window.see("Metronidazole 500 mg").await
}

/// From the case's page: a text of a megabyte is refused in words, a right one signed in a touch; what
/// is signed takes an addendum only.
pub async fn notes(window: &mut Window) -> Result<()> {
    let language = window.language;
    let kind = say(language, "note-type-intra-operative", &[]);
    let note_box = t!(language, "case-note-box", kind = kind);
    let sign = t!(language, "case-note-sign");
    window.paste(&note_box, &"0123456789 abcdef ".repeat(58_000)).await?;
    window.touch(&sign).await?;
    let note = say(language, "field-note", &[]);
    window.see(&t!(language, "refusal-too-long", field = note, limit = domain::text::NOTE_LIMIT)).await?;
    window.keep_picture("note-too-long").await?;
    let empty = "const box = document.querySelector('.notes-card textarea'); box.value = ''; box.dispatchEvent(new Event('input', { bubbles: true })); box.blur();";
    window.script(empty, vec![]).await?;
    template(window).await?;

    window.count_touches();
    // The driver's keys lose what is beyond the basic plane.
    window.paste(&note_box, NOTE).await?;
    window.touch(&sign).await?;
    window.wait_script("return !!document.querySelector('.signed-note');", vec![]).await?;
    window.hold_to("start to note", 4)?;
    window.see(NOTE).await?;
    window.touch(&t!(language, "case-addendum-add")).await?;
    window.fill(&t!(language, "case-addendum-add"), ADDENDUM).await?;
    window.look_at("addendum").await?;
    window.touch(&t!(language, "case-addendum-sign")).await?;
    window.see_no_dialog().await?;
    window.see(ADDENDUM).await?;
    ensure!(window.shows(NOTE).await?, "the signed note stays as it was");
    window.look_at("case-notes").await
}

/// This operation's own skeleton is offered first, and put into the box.
async fn template(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-note-template")).await?;
    window.see(&t!(language, "case-template-own")).await?;
    window.look_at("template").await?;
    window.touch_css("dialog .choices .choice").await?;
    window.wait_script("return document.querySelector('.notes-card textarea').value.includes('___');", vec![]).await
}

/// Counted before the start; at the end one is missing, which takes words, and is then found.
pub async fn counted_first(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-count")).await?;
    window.touch(&say(language, "count-stage-baseline", &[])).await?;
    for (row, found) in ["20", "6", "34"].into_iter().enumerate() {
        window.fill_nth(".count-table input", row * 2 + 1, found).await?;
    }
    window.touch(&t!(language, "case-count-save")).await?;
    window.see_gone(&t!(language, "case-counts-none")).await
}

pub async fn counted_at_the_end(window: &mut Window) -> Result<()> {
    let language = window.language;
    count_sponges(window, "19").await?;
    window.see(&t!(language, "case-count-wrong")).await?;
    window
        .fill(&t!(language, "case-count-searched"), "Floor, drapes and bin; X-ray not available; surgeon told")
        .await?;
    window.look_at("count-wrong").await?;
    window.touch(&t!(language, "case-count-save")).await?;
    window.wait_script("return !!document.querySelector('.alert.bad');", vec![]).await?;
    window.look_at("case-count-wrong").await?;
    count_sponges(window, "20").await?;
    window.touch(&t!(language, "case-count-save")).await?;
    window.wait_script("return !document.querySelector('.alert.bad');", vec![]).await
}

async fn count_sponges(window: &mut Window, found: &str) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-count-again")).await?;
    window.touch(&say(language, "count-stage-skin-closure", &[])).await?;
    for (row, found) in [found, "6", "34"].into_iter().enumerate() {
        window.fill_nth(".count-table input", row * 2 + 1, found).await?;
    }
    Ok(())
}

/// Scanned from its package.
pub async fn device(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-device-short")).await?;
    window.fill(&t!(language, "case-device-scan"), &format!("{BARCODE}{ENTER}")).await?;
    window.see(&t!(language, "case-device-scanned", number = "09501101530003")).await?;
    window.touch(&term(window, TermList::DeviceType, "suture")?).await?;
    window.touch(&say(language, "device-action-used", &[])).await?;
    window.look_at("device").await?;
    window.touch(&t!(language, "case-device-save")).await?;
    window.see(&t!(language, "case-device-lot", lot = "24B771")).await
}

pub async fn complication(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "case-complication")).await?;
    window.touch_css("dialog .choices .choice").await?;
    window.touch(&say(language, "severity-mild", &[])).await?;
    window.fill(&say(language, "field-management", &[]), "Pressed for five minutes, dry").await?;
    window.look_at("complication").await?;
    window.touch(&t!(language, "case-complication-save")).await?;
    window.see_no_dialog().await
}
