//! The schema grows by numbered files that never change.

use sha2::{Digest, Sha256};
use std::path::Path;
use store::MIGRATIONS;

#[test]
fn every_migration_is_built_in_and_is_what_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/terminal");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    assert_eq!(names, MIGRATIONS.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    let sums: String = MIGRATIONS
        .iter()
        .map(|(name, sql)| format!("{}  {name}\n", data_encoding::HEXLOWER.encode(&Sha256::digest(sql))))
        .collect();
    assert_eq!(std::fs::read_to_string(folder.join("CHECKSUMS")).unwrap(), sums);
}
