//! First start: a hospital is set up in five steps, with its lists from a spreadsheet.

use crate::driver::{Name, Window};
use crate::people::{self, Person};
use crate::prints;
use anyhow::{Result, ensure};
use language::{Language, say, t};

pub const ADMINISTRATOR: Person =
    Person { name: Name { english: "Shamsul Haque", bangla: "শামসুল হক" }, pin: "270385" };
/// Who comes with the spreadsheet's waiting list.
pub const WAITING: Name = Name { english: "Halima Khatun", bangla: "হালিমা খাতুন" };

/// Two theatres' staff and patients; three lines that can't be read.
const LISTS: &str = "\
kind,name,name_bn,roles,staff_no,phone,specialty,sex,age_or_birth_date,relation,relative,village,upazila,uhid,procedure,side,urgency,waiting_since
theatre,Eye theatre,চক্ষু ওটি,,,,ophthalmology,,,,,,,,,,,
staff,Dr Shahin Kabir,ডা. শাহীন কবির,surgeon,N001,01711000001,,,,,,,,,,,,
staff,Mina Rani Das,মিনা রানী দাস,scrub_nurse circulating_nurse,N002,,,,,,,,,,,,,
staff,Karim Mia,করিম মিয়া,magician,N003,,,,,,,,,,,,,
waiting,Halima Khatun,হালিমা খাতুন,,,01711000002,,female,34,husband,Selim Mia,Baniajuri,,,CHOLECYSTECTOMY_OPEN,,elective,
waiting,Abdul Jabbar,আব্দুল জব্বার,,,,,male,41,,,,,,teleportation,,,
nurse,Rahela Khatun,রাহেলা খাতুন,,,,,,,,,,,,,,,
";

pub async fn in_five_steps(window: &mut Window) -> Result<()> {
    in_the_readers_language(window).await?;
    let language = window.language;
    window.touch(&t!(language, "setup-this-terminal")).await?;
    hospital(window).await?;
    theatres(window).await?;
    administrator(window).await?;
    lists(window).await?;
    key(window).await?;
    first_day(window).await
}

/// The program starts in Bangla, and reads in the other language at a touch.
pub async fn in_the_readers_language(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(Language::Bangla, "setup-explore")).await?;
    let switch = match language {
        Language::Bangla => "বাংলা",
        Language::English => "EN",
    };
    window.touch(switch).await?;
    window.see(&t!(language, "setup-explore")).await?;
    ensure!(!window.shows(&t!(language.other(), "setup-explore")).await?, "one language at a time");
    Ok(())
}

async fn hospital(window: &mut Window) -> Result<()> {
    let language = window.language;
    let next = t!(language, "setup-next");
    window.see(&t!(language, "setup-hospital-title")).await?;
    window.touch(&next).await?;
    window.see(&t!(language, "refusal-missing", field = say(language, "field-hospital-name", &[]))).await?;
    window.fill(&t!(language, "setup-name"), "Netrokona District Hospital").await?;
    window.fill(&t!(language, "setup-name-bn"), "নেত্রকোণা জেলা হাসপাতাল").await?;
    window.fill(&t!(language, "setup-code"), "NTK").await?;
    window.see("NTK-").await?;
    // A block that ends before it begins.
    window.fill(&t!(language, "setup-uhid-from"), "9830 1147 00").await?;
    window.fill(&t!(language, "setup-uhid-to"), "9830 1146 00").await?;
    window.touch(&next).await?;
    window.see(&t!(language, "refusal-malformed", field = say(language, "field-uhid", &[]))).await?;
    window.fill(&t!(language, "setup-uhid-to"), "9830 1147 99").await?;
    window.look_at("setup-hospital").await?;
    window.touch(&next).await
}

async fn theatres(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "setup-theatres-title")).await?;
    window.touch(&t!(language, "setup-theatre-add")).await?;
    window.wait_script("return document.querySelectorAll('.theatre').length === 2;", vec![]).await?;
    window.look_at("setup-theatres").await?;
    window.touch(&t!(language, "setup-next")).await
}

async fn administrator(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "setup-administrator-title")).await?;
    window.fill(&t!(language, "setup-person-name"), ADMINISTRATOR.name.english).await?;
    window.fill(&t!(language, "setup-person-name-bn"), ADMINISTRATOR.name.bangla).await?;
    window.fill(&t!(language, "setup-staff-no"), "N000").await?;
    window.touch(&t!(language, "setup-only-administers")).await?;
    let (pin, again) = (t!(language, "setup-pin"), t!(language, "setup-pin-again"));
    window.fill(&pin, "123456").await?;
    window.see(&t!(language, "refusal-pin-too-simple")).await?;
    window.fill(&pin, ADMINISTRATOR.pin).await?;
    window.fill(&again, "270386").await?;
    window.see(&t!(language, "setup-pins-differ")).await?;
    window.fill(&again, ADMINISTRATOR.pin).await?;
    window.look_at("setup-administrator").await?;
    window.touch(&t!(language, "setup-next")).await
}

/// The template is offered, and of a table with mistakes each bad line is named.
async fn lists(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "setup-import-title")).await?;
    window.touch(&t!(language, "setup-template")).await?;
    window.see(".csv").await?;
    let template = std::fs::read_to_string(window.saved("csv")?)?;
    let heading = template.trim_start_matches('\u{feff}').lines().next();
    ensure!(heading == LISTS.lines().next(), "the lists are written as the template is: {heading:?}");
    window.paste(&t!(language, "setup-import-paste"), LISTS).await?;
    window.see(&t!(language, "setup-brings-staff", count = 2)).await?;
    window.see(&t!(language, "setup-brings-theatres", count = 1)).await?;
    window.see(&t!(language, "setup-brings-waiting", count = 1)).await?;
    window.see(&t!(language, "setup-bad-lines", count = 3)).await?;
    window.see(&t!(language, "setup-line-column", line = 5, column = "roles")).await?;
    window.see(&t!(language, "setup-unknown-procedure", found = "teleportation")).await?;
    window.see(&t!(language, "setup-unknown-kind", found = "nurse")).await?;
    window.look_at("setup-lists").await?;
    window.touch(&t!(language, "setup-next")).await
}

/// The recovery key is shown once, printed, and not passed by before it is on paper.
async fn key(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.see(&t!(language, "setup-key-title")).await?;
    window.touch(&t!(language, "setup-file")).await?;
    window.look_at("setup-key").await?;
    window.touch(&t!(language, "setup-make")).await?;
    window.see(&t!(language, "setup-sheet-title")).await?;
    let groups = "return [...document.querySelectorAll('.groups b')].map(group => group.innerText.trim());";
    let groups: Vec<String> = serde_json::from_value(window.script(groups, vec![]).await?)?;
    ensure!(groups.len() == 14 && groups.iter().all(|group| group.len() == 4), "14 groups of 4: {groups:?}");
    window.touch(&t!(language, "setup-sheet-print")).await?;
    window.see(".pdf").await?;
    // The letters stand apart on paper.
    let sheet: String = prints::newest(window, "recovery-key")?.split_whitespace().collect();
    ensure!(groups.iter().all(|group| sheet.contains(group)), "the sheet has every group of the key");
    window.look_at("setup-recovery-key").await?;
    window.touch(&t!(language, "setup-sheet-confirm")).await?;
    window.touch(&t!(language, "setup-sheet-go-on")).await
}

/// Staff are looked at last, with their names.
const SETTINGS: [&str; 10] =
    ["my-pin", "terminal", "hospital", "theatres", "machines", "hours", "health-ids", "centre", "records", "about"];

/// Nothing is booked yet, and the pages say what will stand there; who waits came with the lists.
async fn first_day(window: &mut Window) -> Result<()> {
    let language = window.language;
    people::sign_in(window, &ADMINISTRATOR).await?;
    window.see(&t!(language, "today-nothing-booked")).await?;
    window.look_at("today-empty").await?;
    window.touch(&t!(language, "frame-attention")).await?;
    window.see(&t!(language, "attention-nothing")).await?;
    window.look_at("attention-empty").await?;
    window.touch(&t!(language, "frame-settings")).await?;
    for section in SETTINGS {
        let page = format!("settings-{section}");
        window.touch(&window.say(&page)).await?;
        window.look_at(&page).await?;
    }
    window.touch(&t!(language, "settings-staff")).await?;
    let surgeon = Name { english: "Dr Shahin Kabir", bangla: "ডা. শাহীন কবির" };
    window.see(window.named(&surgeon)).await?;
    window.look_at("settings-staff").await
}
