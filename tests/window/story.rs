//! The story of a hospital and of one case in it, chapter after chapter, in one language.

use crate::driver::{Clock, Window};
use crate::people::{NURSE, SURGEON};
use crate::{
    bad_days, board, booking, checklist, emergency, ending, operating, pages, people, power_cuts, preparing, setup,
};
use anyhow::{Context, Result};
use language::{Language, t};
use std::time::Instant;

/// A chapter is told by its name, and by how long it took.
macro_rules! chapter {
    ($name:literal, $chapter:expr) => {{
        let begun = Instant::now();
        let told = $chapter.await.context($name)?;
        println!("  {:>5.1} s  {}", begun.elapsed().as_secs_f32(), $name);
        told
    }};
}

pub async fn of_a_hospital(language: Language) -> Result<()> {
    println!("The story in {}", language.own_name());
    let clock = Clock::of_a_working_morning();
    let own = tempfile::tempdir()?;
    let mut left_alone = Window::open(own.path(), language, clock).await?;
    chapter!("a hospital is set up in five steps", setup::in_five_steps(&mut left_alone));
    chapter!("a terminal is left alone", people::leave_alone(&mut left_alone, &setup::WAITING));

    let sample = tempfile::tempdir()?;
    let mut window = Window::open(sample.path(), language, clock).await?;
    chapter!("a sample hospital is explored", explored(&mut window));
    chapter!("the wrong PIN, and the right one", people::sign_in_at_the_second_try(&mut window, &NURSE));
    chapter!("the pages outside a case", pages::outside_a_case(&mut window));
    chapter!("a case is booked", booking::of_one_case(&mut window));
    chapter!("the lists of a day are changed", board::changed(&mut window));
    chapter!("two people at one terminal", switched(&mut window));

    chapter!("an emergency", emergency::begun(&mut window));
    chapter!("a checklist until the power goes", power_cuts::during_a_checklist(&mut window));
    window.kill().await?;
    let mut window = Window::open(sample.path(), language, clock).await?;
    people::sign_in(&mut window, &NURSE).await?;
    chapter!("the checklist after the power cut", power_cuts::after_a_checklist(&mut window));
    chapter!("a note until the power goes", power_cuts::during_a_note(&mut window));
    window.kill().await?;
    let mut window = Window::open(sample.path(), language, clock).await?;
    chapter!("the note after the power cut", power_cuts::after_a_note(&mut window));
    chapter!("a phase is passed", emergency::passed(&mut window));
    chapter!("answers from paper", emergency::entered_from_paper(&mut window));
    chapter!("a name for the unknown patient", emergency::identified(&mut window));

    chapter!("a case before the operation", before(&mut window));
    chapter!("the operation", operation(&mut window));
    chapter!("the end of the case", end(&mut window));

    chapter!("two starts at once", bad_days::two_starts(&window, sample.path(), clock));
    window.close().await?;
    chapter!("the screen that nobody touched", people::has_locked(&left_alone, &setup::WAITING));
    left_alone.close().await?;
    chapter!("a clock at 1970 and at 2099", bad_days::wrong_clocks(sample.path(), language));
    chapter!("a damaged file", bad_days::damaged(sample.path(), language, clock));
    chapter!("a folder that can't be written to", bad_days::read_only(language, clock));
    Ok(())
}

async fn explored(window: &mut Window) -> Result<()> {
    setup::in_the_readers_language(window).await?;
    window.look_at("setup").await?;
    window.touch(&t!(window.language, "setup-explore")).await?;
    window.see(&t!(window.language, "who-is-here")).await
}

async fn switched(window: &mut Window) -> Result<()> {
    people::switch(window, &SURGEON).await?;
    people::switch(window, &NURSE).await
}

async fn before(window: &mut Window) -> Result<()> {
    preparing::opened(window).await?;
    preparing::prepared(window).await?;
    preparing::team(window).await
}

async fn operation(window: &mut Window) -> Result<()> {
    operating::milestone(window, "milestone-in-theatre").await?;
    operating::came_earlier(window).await?;
    operating::counted_first(window).await?;
    checklist::sign_in(window).await?;
    operating::milestone(window, "milestone-anaesthesia-start").await?;
    operating::anaesthesia_changed(window).await?;
    operating::drug(window).await?;
    checklist::time_out(window).await?;
    operating::milestone(window, "milestone-incision").await?;
    operating::notes(window).await?;
    operating::device(window).await?;
    operating::complication(window).await?;
    operating::counted_at_the_end(window).await?;
    operating::milestone(window, "milestone-closure").await?;
    checklist::sign_out(window).await?;
    operating::milestone(window, "milestone-out-of-theatre").await
}

async fn end(window: &mut Window) -> Result<()> {
    operating::milestone(window, "milestone-recovery").await?;
    ending::completed(window).await?;
    ending::printed(window).await?;
    ending::history(window).await
}
