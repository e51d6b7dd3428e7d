//! A file has one subject: past 500 lines it is looked at, past 700 it is two files.

use super::{Finding, Source};

const LOOK: usize = 500;
const WRONG: usize = 700;

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let code = |source: &&Source| ["rs", "css", "js"].iter().any(|it| source.is(it));
    for Source { path, text } in sources.iter().filter(code) {
        match text.lines().count() {
            lines if lines > WRONG => findings.push(Finding::Wrong(format!(
                "{path} has {lines} lines, more than {WRONG}: please divide it by subject."
            ))),
            lines if lines > LOOK => {
                findings.push(Finding::WorthALook(format!("{path} has {lines} lines, more than {LOOK}")))
            }
            _ => {}
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    #[test]
    fn a_long_file_is_looked_at_and_a_longer_one_is_wrong() {
        let file = |path, lines| source(path, &"x\n".repeat(lines));
        assert_eq!(check(&[file("a.rs", 500), file("notes.md", 9000)]), []);
        assert!(matches!(check(&[file("a.css", 501)])[..], [Finding::WorthALook(_)]));
        assert!(matches!(check(&[file("a.js", 701)])[..], [Finding::Wrong(_)]));
    }
}
