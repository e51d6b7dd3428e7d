//! What this terminal looks like. A plain file beside the store, because the window speaks the
//! reader's language also when there is no store yet, or it can't be opened.

use crate::failures::Fault;
use ipc::Preferences;
use language::Language;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

fn file(folder: &Path) -> PathBuf {
    folder.join("preferences.json")
}

/// As last set; the defaults where nothing was, or the file can't be read.
pub fn read(folder: &Path) -> Preferences {
    let text = fs::read(file(folder)).unwrap_or_default();
    checked(serde_json::from_slice(&text).unwrap_or_default())
}

/// Written whole and put in its place at once: a power cut leaves the old or the new.
pub fn write(folder: &Path, preferences: &Preferences) -> Result<(), Fault> {
    let (path, new) = (file(folder), folder.join("preferences.new"));
    let text = serde_json::to_vec_pretty(preferences).unwrap_or_default();
    fs::create_dir_all(folder).map_err(Fault::file(folder))?;
    let mut out = fs::File::create(&new).map_err(Fault::file(&new))?;
    out.write_all(&text).and_then(|()| out.sync_all()).map_err(Fault::file(&new))?;
    fs::rename(&new, &path).map_err(Fault::file(&path))
}

/// A language that exists, and a lock that is neither never nor at once.
pub fn checked(preferences: Preferences) -> Preferences {
    let language = Language::parse(&preferences.language).unwrap_or_default();
    let lock_after_minutes = preferences.lock_after_minutes.clamp(1, 60);
    Preferences { language: language.code().into(), lock_after_minutes, ..preferences }
}

pub fn language(preferences: &Preferences) -> Language {
    Language::parse(&preferences.language).unwrap_or_default()
}
