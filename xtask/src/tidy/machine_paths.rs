//! What is in the tree works on every machine: no home folders, no one's package mirror.

use super::{Finding, Source};

/// Folders of one machine. Written in halves, so that this file doesn't find itself.
const FOLDERS: &[&str] = &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];

/// Where lock files say that packages were downloaded from.
const DOWNLOADED_FROM: &[&str] = &[concat!("\"resolved\": \"", "http")];

/// The one place that Cargo.lock may name.
const CARGO_REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources {
        for (index, line) in source.text.lines().enumerate() {
            if let Some(what) = offence(source, line) {
                findings.push(Finding::Wrong(format!(
                    "{}:{}: {what} belongs to one machine. Please write it so that it holds \
                     everywhere.",
                    source.path,
                    index + 1
                )));
            }
        }
    }
    findings
}

fn offence<'a>(source: &Source, line: &'a str) -> Option<&'a str> {
    if source.path.ends_with("Cargo.lock") {
        let from = line.strip_prefix("source = \"").filter(|from| from.starts_with("registry+"));
        return from.filter(|from| from.trim_end_matches('"') != CARGO_REGISTRY);
    }
    let folder = FOLDERS.iter().find_map(|folder| {
        let at = line.find(folder)?;
        // "network/work/…" is a path of its own, not one that begins here.
        let begins = !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_-.}~".contains(c));
        begins.then(|| &line[at..at + folder.len()])
    });
    folder.or_else(|| DOWNLOADED_FROM.iter().find(|it| line.contains(**it)).copied())
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    #[test]
    fn a_folder_of_one_machine_is_found_and_a_part_of_a_path_is_not() {
        let home = concat!("cd /ho", "me/nurse");
        let found = check(&[source("README.md", &format!("Start:\n{home}\n"))]);
        assert!(wrong(&found)[0].starts_with("README.md:2:"));
        let part = concat!("see docs/wo", "rk/notes and ~/ho", "me/x");
        assert_eq!(check(&[source("README.md", part)]), []);
    }

    #[test]
    fn a_lock_file_that_names_a_mirror_is_found() {
        let mirror = "source = \"registry+https://mirror.example/index\"\n";
        assert_eq!(wrong(&check(&[source("Cargo.lock", mirror)])).len(), 1);
        let usual = format!("source = \"{CARGO_REGISTRY}\"\n");
        assert_eq!(check(&[source("Cargo.lock", &usual)]), []);
        let npm = concat!("  \"resolved\": \"", "https://mirror.example/axe.tgz\"");
        assert_eq!(wrong(&check(&[source("package-lock.json", npm)])).len(), 1);
    }
}
