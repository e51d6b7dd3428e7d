//! A migration that has run at a hospital can't be changed: `CHECKSUMS` keeps the SHA-256 of each,
//! as `sha256sum` writes it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::{Finding, Source};

const FOLDERS: &[&str] = &["migrations/terminal", "migrations/central"];

pub fn check(sources: &[Source]) -> Vec<Finding> {
    FOLDERS.iter().flat_map(|folder| check_folder(sources, folder)).collect()
}

fn check_folder(sources: &[Source], folder: &str) -> Vec<Finding> {
    let list_path = format!("{folder}/CHECKSUMS");
    let list = sources.iter().find(|source| source.path == list_path);
    let mut kept: BTreeMap<&str, &str> = BTreeMap::new();
    for line in list.map(|list| list.text.lines()).into_iter().flatten() {
        if let Some((sum, name)) = line.split_once("  ") {
            kept.insert(name, sum);
        }
    }
    let mut findings = Vec::new();
    for source in sources.iter().filter(|it| it.is_in(folder) && it.is("sql")) {
        let name = &source.path[folder.len() + 1..];
        let sum = hex(&Sha256::digest(&source.text));
        match kept.remove(name) {
            Some(before) if before == sum => {}
            Some(_) => findings.push(Finding::Wrong(format!(
                "{} was changed, but hospitals have run it. Put it back and write the change as a \
                 new migration.",
                source.path
            ))),
            None => findings
                .push(Finding::Wrong(format!("{} is not in {list_path}. Add the line: {sum}  {name}", source.path))),
        }
    }
    findings.extend(
        kept.keys()
            .map(|name| Finding::Wrong(format!("{folder}/{name} is gone, but hospitals have run it. Put it back."))),
    );
    findings
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    /// The SHA-256 of "SELECT 1;\n", by sha256sum.
    const SUM: &str = "b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd";

    fn findings(sum: &str, sql: &str) -> Vec<Finding> {
        check(&[
            source("migrations/terminal/0001_events.sql", sql),
            source("migrations/terminal/CHECKSUMS", &format!("{sum}  0001_events.sql\n")),
        ])
    }

    #[test]
    fn a_migration_that_stays_as_it_was_is_fine() {
        assert_eq!(findings(SUM, "SELECT 1;\n"), []);
    }

    #[test]
    fn a_migration_that_was_changed_or_is_gone_is_found() {
        assert!(wrong(&findings(SUM, "SELECT 2;\n"))[0].contains("was changed"));
        let list = source("migrations/terminal/CHECKSUMS", &format!("{SUM}  0001_events.sql\n"));
        assert!(wrong(&check(&[list]))[0].contains("is gone"));
    }

    #[test]
    fn a_new_migration_is_asked_for_its_line() {
        let found = check(&[source("migrations/terminal/0001_events.sql", "SELECT 1;\n")]);
        assert!(wrong(&found)[0].ends_with(&format!("Add the line: {SUM}  0001_events.sql")));
    }
}
