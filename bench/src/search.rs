//! Finding a patient among 100,000 on every letter typed, in both scripts, against a bare FTS5
//! query of the same words in an encrypted file.

use crate::row::{Pair, Row, milliseconds};
use anyhow::Result;
use domain::patient::{Patient, PatientCommand, Sex, decide};
use domain::{Moment, PatientId, PersonId};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rusqlite::Connection;
use std::path::Path;
use store::{Batch, KeyKeeper, Store};

const PATIENTS: usize = 100_000;
const A_BATCH: usize = 2_000;
const SHOWN: u32 = 20;

const TYPED: &[&str] = &[
    "Shahida Khatun",
    "শাহিদা খাতুন",
    "Abdul Karim Mia",
    "আব্দুল করিম",
    "Nurjahan Rani Das",
    "হোসনে আরা",
    "R-T1-0542",
    "0171",
];

pub fn measure() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir_in(".")?;
    let (mut store, _) = Store::create(&folder.path().join("store"), "KSG", "T1", KeyKeeper::File)?;
    let bare = open_bare(folder.path())?;
    bare.execute_batch(
        "CREATE VIRTUAL TABLE patients USING fts5 (words, prefix = '1 2 3 4 5', tokenize = \"unicode61 categories 'L* N* Co Mn Mc'\")",
    )?;
    fill(&mut store, &bare)?;
    // Connections of one process share their page caches: what the filling left in one would have the
    // other read each page anew.
    drop((store, bare));
    let (store, bare) = (Store::open(&folder.path().join("store"))?, open_bare(folder.path())?);

    let mut pair = Pair::default();
    let mut found = 0usize;
    for _ in 0..5 {
        for typed in TYPED {
            for letters in prefixes(typed) {
                let (patients, ours) = milliseconds(|| store.find_patients(letters, SHOWN));
                found += patients?.len();
                let query = letters.split_whitespace().map(|word| format!("\"{word}\"*")).collect::<Vec<_>>().join(" ");
                let (rows, reference) = milliseconds(|| -> rusqlite::Result<Vec<String>> {
                    bare.prepare_cached(
                        "SELECT words FROM patients WHERE patients MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
                    )?
                    .query_map((&query, SHOWN), |row| row.get(0))?
                    .collect()
                });
                rows?;
                pair.ours.push(ours);
                pair.reference.push(reference);
            }
        }
    }
    anyhow::ensure!(found > 0, "nobody was found");
    Ok(vec![pair.row("a letter typed, 100,000 patients", "ms", "bare FTS5 query, same words", 1.5, Some(16.0))])
}

/// Encrypted, and with as large a page cache as the store has.
fn open_bare(folder: &Path) -> Result<Connection> {
    let bare = Connection::open(folder.join("bare.db"))?;
    bare.pragma_update(None, "key", "x'2b7e151628aed2a6abf7158809cf4f3c2b7e151628aed2a6abf7158809cf4f3c'")?;
    bare.pragma_update(None, "cache_size", -16 * 1024)?;
    Ok(bare)
}

fn fill(store: &mut Store, bare: &Connection) -> Result<()> {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let now: Moment = "2026-11-22T11:33:00+06:00".parse()?;
    let clerk = PersonId(store::new_id());
    bare.execute_batch("BEGIN")?;
    for start in (0..PATIENTS).step_by(A_BATCH) {
        let mut patients = Vec::with_capacity(A_BATCH);
        for number in start..start + A_BATCH {
            let sex = if rng.random_bool(0.5) { Sex::Female } else { Sex::Male };
            let identity = sample::patient_identity(&mut rng, sex, 1..90, now.date());
            let relative = identity.relative.as_ref().map(|relative| relative.name.clone()).unwrap_or_default();
            let registration_no = format!("R-T1-{number:06}");
            let phone = identity.phone.clone().unwrap_or_default();
            let village = identity.address.village.clone().unwrap_or_default();
            let words =
                format!("{} {} {relative} {registration_no} {phone} {village}", identity.name, identity.name_bn);
            bare.execute("INSERT INTO patients (rowid, words) VALUES (?1, ?2)", (number as i64 + 1, words))?;
            let register = PatientCommand::Register { identity, registration_no, uhid: None, temporary_id: None };
            patients.push((PatientId(store::new_id()), decide(&Patient::default(), register, now)?));
        }
        store.record(clerk, now, Batch { patients, ..Batch::default() })?;
        eprint!("\r{} of {PATIENTS} patients", start + A_BATCH);
    }
    bare.execute_batch("COMMIT")?;
    eprintln!();
    Ok(())
}

/// What stands in the box after each letter.
fn prefixes(typed: &str) -> impl Iterator<Item = &str> {
    typed.char_indices().map(|(at, letter)| &typed[..at + letter.len_utf8()]).filter(|typed| !typed.trim().is_empty())
}
