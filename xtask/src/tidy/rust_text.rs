//! Reading Rust by simple line rules: enough for what the other rules ask.

/// The names of the functions marked as tests: by `#[test]`, `#[tokio::test]` and their like.
pub fn test_names(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut marked = false;
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            marked |= line.starts_with("#[test]") || line.contains("::test");
        } else if let Some(name) = function_name(line) {
            if marked {
                names.push(name);
            }
            marked = false;
        } else if !line.is_empty() && !line.starts_with("//") {
            // An attribute that spans lines keeps its mark until the function comes.
            marked &= !line.ends_with(['{', '}', ';']);
        }
    }
    names
}

fn function_name(line: &str) -> Option<&str> {
    let words = line.trim_start_matches("pub ").trim_start_matches("async ");
    let rest = words.strip_prefix("fn ")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    Some(&rest[..end])
}

/// The text up to the module of its tests.
pub fn without_tests(text: &str) -> &str {
    text.split("\n#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// A text written in quotes, with what stands before it.
pub struct Literal<'a> {
    pub text: &'a str,
    pub before: &'a str,
}

/// The texts in double quotes, in order; those in comments are left out. A text that spans lines
/// or has escapes is given as it is written.
pub fn literals(text: &str) -> Vec<Literal<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"//") {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        } else if bytes[at..].starts_with(b"'\"'") || bytes[at..].starts_with(b"'\\\"'") {
            at += if bytes[at + 1] == b'\\' { 4 } else { 3 };
        } else if bytes[at] == b'"' {
            let hashes = text[..at].bytes().rev().take_while(|byte| *byte == b'#').count();
            let raw = text[..at - hashes].ends_with('r');
            let start = at + 1;
            let length = if raw {
                text[start..].find(&format!("\"{}", "#".repeat(hashes)))
            } else {
                end_of_text(&bytes[start..])
            };
            let end = start + length.unwrap_or(text.len() - start);
            found.push(Literal { text: &text[start..end], before: &text[..at] });
            at = end + 1;
        } else {
            at += 1;
        }
    }
    found
}

fn end_of_text(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return Some(at),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_found_under_every_kind_of_mark() {
        let text = "#[test]\nfn plain() {}\n#[tokio::test]\nasync fn waits() {}\n\
            proptest! {\n    #[test]\n    /// why\n    fn any(x in 0..9) {\n    }\n}\n\
            #[cfg(test)]\nmod tests {\n    fn bare() {}\n}\n\
            #[test]\n#[should_panic(\n    expected = \"x\"\n)]\nfn spans() {}\n";
        assert_eq!(test_names(text), ["plain", "waits", "any", "spans"]);
    }

    #[test]
    fn texts_are_found_and_comments_are_not() {
        let text = "say(\"a-b\") // \"no\"\n'\"' x(\"c\\\"d\") r#\"e\"f\"# \"http://g\"";
        let texts: Vec<_> = literals(text).iter().map(|literal| literal.text).collect();
        assert_eq!(texts, ["a-b", "c\\\"d", "e\"f", "http://g"]);
        assert!(literals(text)[0].before.ends_with("say("));
    }
}
