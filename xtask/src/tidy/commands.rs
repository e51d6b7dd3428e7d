//! What the pages may ask, as `crates/ipc` names it, is what the shell answers: no more, no less.

use std::collections::BTreeSet;

use super::{Finding, Source};

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let named: BTreeSet<&str> = in_folder(sources, "crates/ipc/src", "calls! {", '}', name_in_call);
    let answered: BTreeSet<&str> = in_folder(sources, "src-tauri/src", "generate_handler![", ']', name_in_handler);
    let unanswered = named.difference(&answered).map(|name| {
        Finding::Wrong(format!(
            "crates/ipc names the command `{name}`, but generate_handler![…] in src-tauri lacks it."
        ))
    });
    let unnamed = answered.difference(&named).map(|name| {
        Finding::Wrong(format!("src-tauri answers the command `{name}`, but crates/ipc does not name it."))
    });
    unanswered.chain(unnamed).collect()
}

/// The names in the lines between `open` and `close`, wherever that stands in a folder.
fn in_folder<'a>(
    sources: &'a [Source],
    folder: &str,
    open: &str,
    close: char,
    name: fn(&str) -> Option<&str>,
) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for source in sources.iter().filter(|source| source.is_in(folder) && source.is("rs")) {
        for block in source.text.split(open).skip(1) {
            let block = block.split(close).next().unwrap_or_default();
            names.extend(block.split([',', '\n']).map(str::trim).filter_map(name));
        }
    }
    names
}

/// `sign_in` of `"sign_in" SignIn => Session;`.
fn name_in_call(line: &str) -> Option<&str> {
    line.strip_prefix('"')?.split('"').next()
}

/// `sign_in` of `people::sign_in`.
fn name_in_handler(entry: &str) -> Option<&str> {
    let name = entry.rsplit("::").next()?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::{source, wrong};
    use super::*;

    fn findings(handler: &str) -> Vec<Finding> {
        let calls = "calls! {\n    \"sign_in\" SignIn => Session;\n    \"day\" GetDay => Day;\n}\n";
        check(&[source("crates/ipc/src/call.rs", calls), source("src-tauri/src/main.rs", handler)])
    }

    #[test]
    fn a_shell_that_answers_every_command_is_fine() {
        assert_eq!(findings("x(generate_handler![\n    people::sign_in, board::day,\n])"), []);
    }

    #[test]
    fn a_command_that_the_shell_does_not_answer_is_found() {
        let found = findings("generate_handler![people::sign_in]");
        assert_eq!(wrong(&found).len(), 1);
        assert!(wrong(&found)[0].contains("`day`"));
    }

    #[test]
    fn an_answer_to_what_nobody_may_ask_is_found() {
        let found = findings("generate_handler![people::sign_in, board::day, board::secret]");
        assert!(wrong(&found)[0].contains("`secret`"));
    }
}
