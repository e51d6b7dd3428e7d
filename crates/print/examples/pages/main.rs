//! Writes sample sheets in both languages for looking at: `cargo run -p print --example pages -- FOLDER`.

mod sample;

use std::path::PathBuf;

use language::Language;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| std::env::temp_dir().join("shalya-pages"), PathBuf::from);
    std::fs::create_dir_all(&folder)?;
    let mut sheets = vec![("recovery-key.pdf".to_owned(), print::escrow_sheet(&sample::recovery_key())?)];
    for language in Language::ALL {
        let code = language.code();
        sheets.push((format!("day-{code}.pdf"), print::day_list(&sample::day(language))?));
        sheets.push((format!("case-{code}.pdf"), print::case_record(&sample::Case::new(language).record())?));
    }
    for (name, pdf) in sheets {
        let file = folder.join(name);
        std::fs::write(&file, pdf)?;
        println!("{}", file.display());
    }
    Ok(())
}
