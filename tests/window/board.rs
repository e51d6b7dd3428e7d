//! The lists of a day are changed: by carrying a case on the board, by typing its time, by placing
//! one that waits, by cancelling one; and they are printed.

use crate::booking::NASIMA;
use crate::driver::{Name, Window};
use crate::prints;
use anyhow::{Context, Result, bail, ensure};
use domain::catalogue::{TermList, Terms};
use language::{digits, t};
use serde_json::Value;

/// The list as paper has it, for the power cut.
pub async fn print(window: &mut Window) -> Result<()> {
    window.touch(&t!(window.language, "today-print")).await?;
    window.see(".pdf").await?;
    let list = prints::newest(window, "list")?;
    let name = window.named(&NASIMA);
    ensure!(list.contains(name.split(' ').next().unwrap_or(name)), "the printed list has {name}:\n{list}");
    Ok(())
}

/// Nasima's hernia, from the board of its day: carried, typed, cancelled.
pub async fn changed(window: &mut Window) -> Result<()> {
    let hernia = hernia(window).await?;
    carried(window, &hernia).await.context("carrying a case")?;
    placed_from_the_waiting_list(window).await.context("placing one that waits")?;
    typed(window, &hernia).await.context("typing another time")?;
    cancelled(window, &hernia).await.context("cancelling")
}

/// The id of the case that is hers and has a side.
async fn hernia(window: &Window) -> Result<String> {
    let script = r"
        const said = [...arguments].map(words => words.normalize('NFC'));
        const block = [...document.querySelectorAll('.case.movable')].find(one => said.every(words => one.title.normalize('NFC').includes(words)));
        return block ? block.id.replace('block-', '') : null;
    ";
    let id = window.script(script, vec![window.named(&NASIMA).into(), window.say("side-left").into()]).await?;
    Ok(id.as_str().context("her case is not on the board")?.to_owned())
}

/// To the end of its lane, where nothing is in the way.
async fn carried(window: &mut Window, case: &str) -> Result<()> {
    let language = window.language;
    let before =
        window.script("return document.getElementById('block-' + arguments[0]).title;", vec![case.into()]).await?;
    let places = r"
        const block = document.getElementById('block-' + arguments[0]);
        block.scrollIntoView({ block: 'center' });
        const from = block.getBoundingClientRect(), lane = block.closest('.lane').getBoundingClientRect();
        return [from.left + 20, from.top + 20, lane.right - from.width - 4, from.top + 20];
    ";
    drag(window, places, case).await?;
    window.see(&t!(language, "book-move-whom", name = window.named(&NASIMA))).await?;
    window.see_dialog().await?;
    window.look_at("board-moved").await?;
    window.touch_css("dialog .btn.main").await?;
    window.see_no_dialog().await?;
    let is_elsewhere = "return document.getElementById('block-' + arguments[0]).title !== arguments[1];";
    window.wait_script(is_elsewhere, vec![case.into(), before]).await
}

/// Carries from one place to another, as the script finds them.
async fn drag(window: &mut Window, places: &str, what: &str) -> Result<()> {
    let found: Vec<f64> = serde_json::from_value(window.script(places, vec![what.into()]).await?)?;
    let [from_x, from_y, to_x, to_y] = found.as_slice() else { bail!("nothing to carry") };
    window.carry((*from_x, *from_y), (*to_x, *to_y)).await
}

/// From the strip under the board onto a lane.
async fn placed_from_the_waiting_list(window: &mut Window) -> Result<()> {
    window.wait_script("return !!document.querySelector('.waiting-card');", vec![]).await?;
    let places = r"
        const card = document.querySelector('.waiting-card');
        card.scrollIntoView({ block: 'center' });
        const lane = [...document.querySelectorAll('.lane')].pop().getBoundingClientRect(), from = card.getBoundingClientRect();
        return [from.left + 8, from.top + 8, lane.right - 200, lane.top + 30];
    ";
    let first = window.script("return document.querySelector('.waiting-card b').innerText;", vec![]).await?;
    let first = first.as_str().unwrap_or_default().to_owned();
    drag(window, places, "").await?;
    window.see_dialog().await?;
    window.look_at("board-placed").await?;
    let is_taken = window.script("return !!document.querySelector('dialog .clash-panel');", vec![]).await?;
    if is_taken == true {
        window.touch_css("dialog .free-slot").await?;
    }
    window.touch_css("dialog .btn.main").await?;
    window.see_no_dialog().await?;
    let waits =
        "return ![...document.querySelectorAll('.waiting-card b')].some(one => one.innerText === arguments[0]);";
    window.wait_script(waits, vec![Value::from(first)]).await
}

/// The same without carrying anything: from the list, the time typed.
async fn typed(window: &mut Window, case: &str) -> Result<()> {
    let language = window.language;
    let time = digits(language, "15:45");
    open_for_moving(window, case).await?;
    window.fill(&t!(language, "book-start"), "1545").await?;
    let is_ready = r"
        const button = document.querySelector('.book-head .btn.main');
        return !!button && !button.disabled && button.innerText.includes(arguments[0]);
    ";
    window.wait_script(is_ready, vec![time.clone().into()]).await?;
    window.look_at("book-move").await?;
    window.touch_css(".book-head .btn.main").await?;
    window.wait_script("return !!document.querySelector('.board');", vec![]).await?;
    window.see(&time).await
}

async fn open_for_moving(window: &mut Window, case: &str) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "today-list")).await?;
    window.touch_css(&format!("a[href='/book?case={case}']")).await?;
    window.see(&t!(language, "book-title-move")).await?;
    // The free times have come, and nothing moves any more.
    window.wait_script("return !!document.querySelector('.book-head .btn.main:not(:disabled)');", vec![]).await
}

/// A reason is chosen from the list before anything is cancelled.
async fn cancelled(window: &mut Window, case: &str) -> Result<()> {
    let language = window.language;
    open_for_moving(window, case).await?;
    window.touch(&t!(language, "book-cancel-case")).await?;
    window.see(&t!(language, "book-reason-first")).await?;
    window.touch(&term(window, TermList::CancellationReason, "not_fasting")?).await?;
    window.look_at("cancel").await?;
    window.touch_css("dialog .btn.bad").await?;
    window.see(&t!(language, "book-cancelled")).await
}

/// A term of the coded lists as the window shows it.
pub fn term(window: &Window, list: TermList, key: &str) -> Result<String> {
    let term = Terms::embedded().by_key(list, key).with_context(|| format!("no term {key}"))?;
    Ok(window.named(&Name { english: &term.en, bangla: &term.bn }).to_owned())
}
