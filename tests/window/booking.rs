//! A case is booked: a patient registered once, a procedure found by three letters, a clash answered,
//! a guest written down on the spot.

use crate::board;
use crate::driver::{Name, Window};
use anyhow::{Context, Result, ensure};
use language::{Language, say, t};

/// The patient whose case goes through everything.
pub const NASIMA: Name = Name { english: "Nasima Akhter", bangla: "নাসিমা আখতার" };
const HUSBAND: &str = "Mofizul Islam";
const PHONE: &str = "01819445566";

/// What is typed to find an appendix, and its name in the catalogue.
fn appendix(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => ("app", "Appendectomy"),
        Language::Bangla => ("অ্যাপ", "অ্যাপেন্ডিক্স অপারেশন"),
    }
}

pub async fn of_one_case(window: &mut Window) -> Result<()> {
    register(window).await.context("registering")?;
    book(window).await.context("booking")?;
    once_more_over_a_clash(window).await.context("booking over a clash")
}

async fn register(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-patients")).await?;
    window.touch(&t!(language, "patients-register")).await?;
    window.see(&t!(language, "patients-nobody-alike")).await?;
    type_nasima(window).await?;
    window.look_at("register").await?;
    window.touch(&t!(language, "patients-register-now")).await?;
    window.see(&t!(language, "patients-identity")).await?;
    window.see(HUSBAND).await
}

async fn type_nasima(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.fill(&t!(language, "patients-name-english"), NASIMA.english).await?;
    window.fill(&t!(language, "field-name-bangla"), NASIMA.bangla).await?;
    window.touch(&say(language, "sex-female", &[])).await?;
    window.fill(&t!(language, "patients-age"), "40").await?;
    window.fill(&t!(language, "field-phone"), PHONE).await?;
    window.touch(&say(language, "relation-husband", &[])).await?;
    window.fill(&t!(language, "patients-relative-name"), HUSBAND).await?;
    window.fill(&t!(language, "patients-village"), "Baniajuri").await
}

/// After the patient is found: the procedure by its first letters, how urgent, and the button that
/// says where and when.
async fn book(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "today-book")).await?;
    find(window, &t!(language, "patient"), &NASIMA).await?;
    window.wait_script("return !!document.querySelector('.chosen-patient');", vec![]).await?;
    window.count_touches();
    // In the other script too: what a nurse says is found whatever she types.
    for typed in ["সিজার", "C/S"] {
        window.fill(&t!(language, "procedure"), typed).await?;
        window
            .wait_script(
                "return (document.querySelector('.procedure-row .grow')?.innerText || '').includes('11466000');",
                vec![],
            )
            .await?;
    }
    let (letters, name) = appendix(language);
    window.fill(&t!(language, "procedure"), letters).await?;
    window.look_at("book-procedure").await?;
    window.touch(name).await?;
    window.touch(&say(language, "urgency-elective", &[])).await?;
    window.see(&t!(language, "book-nearest-free")).await?;
    window.look_at("book-filled").await?;
    window.touch_css(".book-head .btn.main").await?;
    window.hold_to("a case booked, after the patient is found", 8)?;
    window.wait_script("return !!document.querySelector('.board');", vec![]).await?;
    window.see(window.named(&NASIMA)).await?;
    board::print(window).await
}

/// Types a name where patients are looked for, and touches who is found.
pub async fn find(window: &mut Window, label: &str, patient: &Name<'_>) -> Result<()> {
    window.fill(label, window.named(patient)).await?;
    let is_first = r"
        const row = document.querySelector('.patient-row:not(.to-register)');
        return !!row && row.innerText.normalize('NFC').includes(arguments[0].normalize('NFC'));
    ";
    window.wait_script(is_first, vec![window.named(patient).into()]).await?;
    window.touch_css(".patient-row:not(.to-register)").await
}

/// Someone registers her a second time, and is offered the first; her hernia is booked over the first
/// case of a list, which takes a reason, by a guest.
async fn once_more_over_a_clash(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "today-book")).await?;
    window.touch(&t!(language, "patients-register-new")).await?;
    type_nasima(window).await?;
    window.see(&t!(language, "patients-likeness-likely")).await?;
    window.see(&t!(language, "patients-look-first", count = 1)).await?;
    window.look_at("register-alike").await?;
    window.touch(&t!(language, "patients-it-is-this-one")).await?;
    window.wait_script("return !!document.querySelector('.chosen-patient');", vec![]).await?;
    window.count_touches();
    window.fill(&t!(language, "procedure"), "hernia").await?;
    window.touch_css(".procedure-row").await?;
    window.touch(&say(language, "side-left", &[])).await?;
    window.touch(&say(language, "urgency-urgent", &[])).await?;
    // The first list of another day begins at eight.
    window.touch_css(".days .seg button:nth-child(2)").await?;
    window.touch_css(".theatres .choice").await?;
    window.fill(&t!(language, "book-start"), "0815").await?;
    window.see(&t!(language, "book-nearest-free")).await?;
    let over = t!(language, "book-anyway");
    window.see(&over).await?;
    window.look_at("book-clash").await?;
    guest(window).await?;
    window.touch(&over).await?;
    window.see(&t!(language, "book-anyway-explained")).await?;
    window.see(&t!(language, "book-reason-first")).await?;
    window.look_at("book-anyway").await?;
    window.touch_css("dialog .choices .choice").await?;
    window.touch_css("dialog .btn.bad").await?;
    println!("  TOUCHES a case booked over a clash, with a guest surgeon: {}", window.count_touches());
    window.wait_script("return !!document.querySelector('.board .case.clash');", vec![]).await?;
    window.look_at("board-clash").await
}

async fn guest(window: &mut Window) -> Result<()> {
    const GUEST: &str = "Dr Aminul Haque";
    let language = window.language;
    window.touch(&t!(language, "book-add-person")).await?;
    window.touch(&say(language, "role-surgeon", &[])).await?;
    window.fill(&t!(language, "book-guest"), GUEST).await?;
    window.look_at("book-guest").await?;
    window.touch(&t!(language, "book-add-guest")).await?;
    window.see(GUEST).await?;
    ensure!(window.shows(&t!(language, "book-anyway")).await?, "the clash stays while the team changes");
    Ok(())
}
