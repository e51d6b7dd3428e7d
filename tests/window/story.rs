//! The story of a case: from first start, through an emergency, two power cuts, to a signed record.

use crate::axe;
use crate::driver::Window;
use anyhow::{Context, Result, ensure};
use language::{Language, say, t};

/// Everyone's in the sample hospital.
const PIN: &str = "246802";
const TYPED: &str = "Abdomen opened through the midline, two litres of blood sucked out";

pub async fn of_a_case(language: Language) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut window = Window::open(folder.path(), language).await?;
    println!("The story in {}", language.own_name());

    first_start(&mut window).await.context("first start")?;
    sign_in(&mut window).await.context("signing in")?;
    pages(&mut window).await.context("the pages outside a case")?;
    emergency(&mut window).await.context("an emergency")?;
    checklist_until_the_power_goes(&mut window).await.context("the checklist")?;
    window.kill().await?;

    let mut window = Window::open(folder.path(), language).await?;
    sign_in(&mut window).await.context("signing in after the power cut")?;
    checklist_after_the_power_cut(&mut window).await.context("the checklist after the power cut")?;
    note_until_the_power_goes(&mut window).await.context("the note")?;
    window.kill().await?;

    let mut window = Window::open(folder.path(), language).await?;
    sign_in(&mut window).await.context("signing in after the second power cut")?;
    note_after_the_power_cut(&mut window).await.context("the note after the power cut")?;
    window.close().await
}

async fn first_start(window: &mut Window) -> Result<()> {
    let other = window.language.other();
    window.see(&t!(Language::Bangla, "setup-explore")).await.context("it starts in Bangla")?;
    window.touch(switch_to(window.language)).await?;
    window.see(&t!(window.language, "setup-explore")).await?;
    ensure!(!window.shows(&t!(other, "setup-explore")).await?, "one language at a time");
    axe::check(window, "setup").await?;
    window.screenshot("setup").await?;
    window.touch(&t!(window.language, "setup-explore")).await?;
    window.see(&t!(window.language, "who-is-here")).await
}

fn switch_to(language: Language) -> &'static str {
    match language {
        Language::Bangla => "বাংলা",
        Language::English => "EN",
    }
}

fn nurse(language: Language) -> &'static str {
    match language {
        Language::Bangla => "রাবেয়া বেগম",
        Language::English => "Rabeya Begum",
    }
}

/// A face, six digits: the wrong ones first.
async fn sign_in(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "who-is-here")).await?;
    axe::check(window, "who").await?;
    window.count_touches();
    window.touch(nurse(language)).await?;
    window.screenshot("who").await?;
    window.keys("135790").await?;
    window.see(&t!(language, "refusal-pin-wrong")).await?;
    window.keys(PIN).await?;
    window.see(&t!(language, "frame-switch")).await?;
    println!("  touches to sign in: {} and the PIN", window.count_touches());
    Ok(())
}

/// Every page that the rail opens, in both themes, looked at and checked.
async fn pages(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "today-board")).await?;
    window.screenshot("today").await?;
    axe::check(window, "today").await?;
    for (name, word) in [
        ("waiting", t!(language, "frame-waiting")),
        ("patients", t!(language, "frame-patients")),
        ("attention", t!(language, "frame-attention")),
        ("settings", t!(language, "frame-settings")),
    ] {
        window.touch(&word).await?;
        window.screenshot(name).await?;
        axe::check(window, name).await?;
    }
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "today-week")).await?;
    window.screenshot("week").await?;
    axe::check(window, "week").await?;
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "today-list")).await?;
    window.screenshot("list").await?;
    axe::check(window, "list").await?;
    window.touch(&t!(language, "today-board")).await?;
    window.touch(&t!(language, "today-book")).await?;
    window.screenshot("book").await?;
    axe::check(window, "book").await?;
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "frame-dark")).await?;
    window.screenshot("today-dark").await?;
    axe::check(window, "today, dark").await?;
    window.touch(&t!(language, "frame-light")).await
}

/// From the board to a case that records, in five touches at most.
async fn emergency(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "today-board")).await?;
    window.count_touches();
    window.touch(&t!(language, "today-emergency")).await?;
    window.touch_beside(&say(language, "sex-female", &[]), &t!(language, "today-emergency-about", years = 25)).await?;
    window.touch(&t!(language, "today-operation-not-known")).await?;
    window.screenshot("emergency").await?;
    window.touch(&say(language, "role-circulating_nurse", &[])).await?;
    let theatre = if language == Language::Bangla { "ওটি ১" } else { "Theatre 1" };
    window.touch(&t!(language, "today-emergency-begin-in", theatre = theatre)).await?;
    window.see(&t!(language, "case-notes")).await?;
    let touches = window.count_touches();
    println!("  touches from the board to a case that records: {touches}");
    ensure!(touches <= 5, "an emergency begins with five touches, not {touches}");
    window.screenshot("case").await?;
    axe::check(window, "case").await
}

/// Opens Sign In and answers three items, the last of them with a plan half typed.
async fn checklist_until_the_power_goes(window: &mut Window) -> Result<()> {
    let language = window.language;
    let sign_in = say(language, "phase-sign_in", &[]);
    window.count_touches();
    window.touch(&t!(language, "case-phase-start", phase = sign_in.as_str())).await?;
    answer_through_who_is_still_there(window).await?;
    window.see(&say(language, "item-patient_identity", &[])).await?;
    axe::check(window, "checklist").await?;
    for item in [2, 3] {
        answer(window, item, "answer-yes").await?;
    }
    window.touch(&t!(language, "checklist-speaking")).await.ok();
    window.screenshot("checklist").await.map(drop)
}

/// Another patient may not have left the theatre: the program names them and asks.
async fn answer_through_who_is_still_there(window: &mut Window) -> Result<()> {
    window.wait_script("return !!document.querySelector('.still-there, [data-item] button');", vec![]).await?;
    let asks = window.script("return !!document.querySelector('.still-there');", vec![]).await?;
    if asks == true {
        window.screenshot("still-there").await?;
        window.touch_css(".still-there button").await?;
    }
    Ok(())
}

async fn answer(window: &mut Window, item: u8, answer: &str) -> Result<()> {
    let word = say(window.language, answer, &[]);
    let row = format!("[data-item='{item}'], [data-item='{}']", language::digits(window.language, &item.to_string()));
    let script = r#"
        const row = document.querySelector(arguments[0]);
        if (!row) return null;
        const said = [...row.querySelectorAll('button')].find(b => b.innerText.trim() === arguments[1] && !b.disabled);
        if (said) { said.scrollIntoView({ block: 'center' }); said.setAttribute('data-touch', 'here'); }
        return !!said;
    "#;
    window.wait_script(script, vec![row.into(), word.into()]).await.with_context(|| format!("item {item}"))?;
    window.touch_css("[data-touch=here]").await?;
    window.script("document.querySelector('[data-touch]')?.removeAttribute('data-touch')", vec![]).await?;
    Ok(())
}

/// What was answered is there; what was not is named where the signature will be.
async fn checklist_after_the_power_cut(window: &mut Window) -> Result<()> {
    let language = window.language;
    open_the_case_again(window).await?;
    let sign_in = say(language, "phase-sign_in", &[]);
    window.touch(&t!(language, "case-phase-go-on", phase = sign_in.as_str())).await?;
    answer_through_who_is_still_there(window).await?;
    window.see(&say(language, "item-patient_identity", &[])).await?;
    let answered = window.script("return document.querySelectorAll('.item.y').length;", vec![]).await?;
    ensure!(answered == 2, "two items were answered before the power cut, and {answered} are there");
    window.count_touches();
    for item in [1, 4] {
        answer(window, item, "answer-yes").await?;
    }
    for item in [5, 6, 7] {
        answer(window, item, "answer-risk-no").await?;
    }
    window.touch(&t!(language, "checklist-sign", phase = sign_in.as_str(), name = nurse(language))).await?;
    println!("  touches from the open checklist to a signed Sign In, two items answered: {}", window.count_touches());
    window.see(&t!(language, "phase-time_out")).await?;
    window.screenshot("signed").await?;
    window.touch(&t!(language, "checklist-back")).await
}

/// The first offer after signing in is the case that was left open.
async fn open_the_case_again(window: &mut Window) -> Result<()> {
    window.touch_css(".left-open button, .left-open a").await?;
    window.see(&t!(window.language, "case-notes")).await
}

async fn note_until_the_power_goes(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.count_touches();
    let during = t!(language, "case-notes-during");
    window.touch(&during).await?;
    let kind = say(language, "note-type-intra-operative", &[]);
    window.fill(&t!(language, "case-note-box", kind = kind.as_str()), TYPED).await?;
    println!("  touches from the case to a note: {}", window.count_touches());
    // A power cut within a second of the last key may take that second, and no more.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    window.screenshot("note").await.map(drop)
}

async fn note_after_the_power_cut(window: &mut Window) -> Result<()> {
    let language = window.language;
    open_the_case_again(window).await?;
    window.touch(&t!(language, "case-notes-during")).await?;
    let kept = "return [...document.querySelectorAll('textarea')].map(box => box.value).join('\\n');";
    let text = window.script(kept, vec![]).await?;
    ensure!(text.as_str().unwrap_or_default().contains(TYPED), "the note is gone: {text}");
    window.touch(&t!(language, "case-note-sign")).await?;
    window.see(TYPED).await?;
    window.screenshot("case-after").await.map(drop)
}
