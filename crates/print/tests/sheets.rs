//! What a hospital pins up and files: read back with pdftotext, and thrown bad input at.

#[path = "../examples/pages/sample.rs"]
#[allow(dead_code)]
mod sample;

use std::io::Write;
use std::process::{Command, Stdio};

use domain::patient::Sex;
use domain::procedure::{NoteType, Status};
use ipc::{AllergyMark, EscrowKey, SideShown};
use language::Language::{Bangla, English};
use print::{case_record, day_list, escrow_sheet};

/// The text of a PDF in reading order, white space made one; none where pdftotext is not installed.
fn text_of(pdf: &[u8]) -> Option<String> {
    let started = Command::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut reader = match started {
        Ok(reader) => reader,
        Err(why) => {
            println!("skipped: pdftotext (poppler-utils) does not start: {why}");
            return None;
        }
    };
    let mut input = reader.stdin.take().expect("a pipe");
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&pdf));
    let output = reader.wait_with_output().expect("pdftotext ends");
    writing.join().expect("written").expect("pdftotext reads the whole file");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Pages are counted in the file itself: its page tree is not compressed.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let count = text.split("/Count ").nth(1).expect("a page tree");
    count.split(|c: char| !c.is_ascii_digit()).next().expect("a number").parse().expect("a number")
}

#[track_caller]
fn assert_says(text: &str, wanted: &[&str]) {
    for words in wanted {
        assert!(text.contains(words), "{words:?} is not in: {text}");
    }
}

#[test]
fn the_list_can_be_searched_and_copied_in_bangla() {
    let pdf = day_list(&sample::day(Bangla)).expect("a list");
    let Some(text) = text_of(&pdf) else { return };
    assert_says(
        &text,
        &[
            "ওটি ১ · জেনারেল সার্জারি",
            "রবিবার ২২ নভেম্বর ২০২৬",
            "২৫০ শয্যাবিশিষ্ট জেলা হাসপাতাল, কিশোরগঞ্জ",
            "মোঃ জালাল উদ্দিন",
            "Md. Jalal Uddin",
            "পুরুষ · ৬১ বছর · পিতা আব্দুল মালেক",
            "ওয়ার্ড 2 বেড 7",
            "UHID 9830 2271 401",
            "ইনগুইনাল হার্নিয়া রিপেয়ার (মেশ)",
            "ডান",
            "অ্যালার্জি: জিজ্ঞাসা করা হয়নি",
            "পেনিসিলিন, Latex",
            "ডা. মাহমুদুল হাসান",
            "একই রকম নাম: আজ আরেকজন রোগী",
            "কারণ: খেয়ে এসেছেন",
            "পাশ নিয়ে দ্বিমত",
            "গোপনীয়। টিমকে জিজ্ঞাসা করুন।",
            "ছাপা হয়েছে ২২ নভেম্বর ২০২৬, ১০:৩১ · রাবেয়া বেগম",
            "পৃষ্ঠা ৩ / ৩",
        ],
    );
}

#[test]
fn the_list_says_the_same_in_english() {
    let pdf = day_list(&sample::day(English)).expect("a list");
    let Some(text) = text_of(&pdf) else { return };
    assert_says(
        &text,
        &[
            "Theatre 1 · General surgery",
            "Sunday 22 November 2026",
            "RIGHT",
            "SIDE DISPUTED",
            "Allergy: not asked",
            "Allergy: Penicillin, Latex",
            "Temporary id TEMP-T1-00017",
            "Husband Nurul Islam",
            "SIMILAR NAME: another patient today",
            "Cancelled",
            "No cases are booked in this theatre.",
            "Page 3 of 3",
        ],
    );
}

#[test]
fn each_theatre_has_its_own_sheet_and_long_lists_flow_with_their_head() {
    let mut day = sample::day(English);
    assert_eq!(pages(&day_list(&day).expect("a list")), 3);
    let case = day.theatres[0].cases[2].clone();
    day.theatres[0].cases = vec![case; 40];
    let pdf = day_list(&day).expect("a list");
    assert!((9..=14).contains(&pages(&pdf)), "{} pages", pages(&pdf));
    let Some(text) = text_of(&pdf) else { return };
    let heads = text.matches("Checklist and times").count();
    assert_eq!(heads, pages(&pdf), "the head is on every page");
}

#[test]
fn a_long_name_is_wrapped_and_whole() {
    let name = "মোছাঃ রহিমা খাতুন চৌধুরী ওরফে রাহেলা বেগম, পূর্ব চর পুমদি";
    let pdf = day_list(&sample::day(Bangla)).expect("a list");
    let Some(text) = text_of(&pdf) else { return };
    for word in name.split(' ') {
        assert_says(&text, &[word]);
    }
}

#[test]
fn the_recovery_key_reads_back_on_one_page_in_both_languages() {
    let sheet = sample::recovery_key();
    let pdf = escrow_sheet(&sheet).expect("a sheet");
    assert_eq!(pages(&pdf), 1);
    let Some(text) = text_of(&pdf) else { return };
    assert_says(&text, &["What it is for", "এটি কীসের জন্য", "When it is needed", "যখন দরকার হবে"]);
    let together: String = text.split_whitespace().collect();
    for group in &sheet.key.groups {
        assert_says(&together, &[group]);
    }
}

#[test]
fn the_record_holds_who_said_what_and_what_was_passed() {
    for (language, wanted) in [
        (
            English,
            [
                "Record of the operation",
                "Plan: Ciprofloxacin দেওয়া হবে, penicillin নয়",
                "PASSED WITHOUT SIGNATURE by Dr Mahmudul Hasan, 12:14: ইমেজ আসতে দেরি",
                "Signed by Dr Sadia Afrin, 12:00",
                "allergy acknowledged by Dr Sadia Afrin",
                "INCORRECT",
                "BP 120/80 → 110/70, SpO₂ ≥ 97%.",
                "Drain not used.",
                "Lot L24A78",
                "Entries in the case’s history: 46",
            ],
        ),
        (
            Bangla,
            [
                "অপারেশনের রেকর্ড",
                "ব্যবস্থা: Ciprofloxacin দেওয়া হবে, penicillin নয়",
                "সই ছাড়া এগিয়েছেন ডা. মাহমুদুল হাসান, ১২:১৪: ইমেজ আসতে দেরি",
                "সই করেছেন ডা. সাদিয়া আফরিন, ১২:০০",
                "অ্যালার্জি জেনে সিদ্ধান্ত: ডা. সাদিয়া আফরিন",
                "মেলেনি",
                "15 × 10 cm polypropylene mesh",
                "অপারেশনের পরে রক্তক্ষরণ",
                "লট L24A78",
                "কেসের ইতিহাসে ৪৬টি লেখা আছে",
            ],
        ),
    ] {
        let pdf = case_record(&sample::Case::new(language).record()).expect("a record");
        if let Some(text) = text_of(&pdf) {
            assert_says(&text, &wanted);
        }
    }
}

#[test]
fn patient_side_and_allergy_stand_on_every_page_of_a_record() {
    let case = sample::Case::new(English);
    let pdf = case_record(&case.record()).expect("a record");
    let Some(text) = text_of(&pdf) else { return };
    for always in ["Md. Jalal Uddin", "RIGHT", "Allergy: Penicillin", "PRC-KIS-T1-00342"] {
        assert!(text.matches(always).count() >= pages(&pdf), "{always} is missing on a page");
    }
}

#[test]
fn an_empty_case_says_what_is_missing() {
    let mut case = sample::Case::new(English);
    case.procedure = domain::procedure::Procedure::default();
    let mut record = case.record();
    record.side = SideShown::NotStated;
    let pdf = case_record(&record).expect("a record");
    let Some(text) = text_of(&pdf) else { return };
    assert_says(&text, &["SIDE NOT STATED", "Consent not recorded", "Not signed", "not answered", "None recorded."]);
    assert_eq!(text.matches("not answered").count(), 19);
}

#[test]
fn what_no_font_has_is_a_visible_mark_and_copies_as_it_was_typed() {
    let mut day = sample::day(English);
    let hostile = "محمد 👩‍⚕️ 中文 \u{202e}abc\u{202c}";
    day.theatres[0].cases.truncate(1);
    let shown = day.theatres[0].cases[0].shown.as_mut().expect("shown");
    shown.patient = sample::patient(1, (hostile, ""), Sex::Other, 0, "\u{9be}\u{9cd}");
    shown.patient.age_guessed = false;
    shown.patient.allergies = AllergyMark::Known(vec![hostile.to_owned(), String::new()]);
    let pdf = day_list(&day).expect("a list");
    assert_eq!(pages(&pdf), 2);
    let Some(text) = text_of(&pdf) else { return };
    assert_says(&text, &["中文", "abc", "Other · under 1 year"]);
}

/// A stick that carries a year of lists, and a printer on a slow line.
#[test]
fn a_sheet_carries_only_the_letters_that_it_draws() {
    for (what, pdf) in [
        ("the list", day_list(&sample::day(Bangla)).expect("a list")),
        ("the record", case_record(&sample::Case::new(Bangla).record()).expect("a record")),
        ("the key", escrow_sheet(&sample::recovery_key()).expect("a sheet")),
    ] {
        println!("{what}: {} bytes", pdf.len());
        assert!(pdf.len() < 100_000, "{what} has {} bytes", pdf.len());
    }
}

#[test]
fn a_megabyte_costs_a_bounded_number_of_pages() {
    let megabyte = "কখগ ".repeat(100_000);
    let unbroken = "ক্ষ".repeat(120_000);
    for text in [&megabyte, &unbroken] {
        let mut day = sample::day(Bangla);
        for case in &mut day.theatres[0].cases {
            if let Some(shown) = &mut case.shown {
                shown.patient.name = text.clone();
                shown.patient.name_bn = text.clone();
                shown.procedure = text.clone();
                shown.patient.allergies = AllergyMark::Known(vec![text.clone(); 3]);
                shown.notes = vec![text.clone()];
            }
        }
        day.hospital.bangla = text.clone();
        day.printed_by = text.clone();
        let pdf = day_list(&day).expect("a list");
        assert!(pages(&pdf) <= 40, "{} pages", pages(&pdf));
        let sheet = print::EscrowSheet {
            key: EscrowKey { groups: vec![text.clone(); 50] },
            hospital: day.hospital.clone(),
            ..sample::recovery_key()
        };
        assert_eq!(pages(&escrow_sheet(&sheet).expect("a sheet")), 1);
    }
}

#[test]
fn a_note_without_end_is_printed_up_to_the_stores_limit_and_says_so() {
    let mut case = sample::Case::new(English);
    case.procedure.notes[0].text = "নোট ".repeat(300_000);
    case.procedure.notes[0].note_type = NoteType::PostOperative;
    case.procedure.status = Status::Suspended;
    let pdf = case_record(&case.record()).expect("a record");
    assert!(pages(&pdf) <= 40, "{} pages", pages(&pdf));
    let Some(text) = text_of(&pdf) else { return };
    assert_says(&text, &["more characters, in the program)"]);
}
