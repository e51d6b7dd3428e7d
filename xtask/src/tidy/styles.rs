//! The window's policy lets no page carry a style in an attribute: it is dropped without a word, and
//! the block that it should place stands in a corner.

use super::rust_text::{literals, without_tests};
use super::{Finding, Source};

pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|it| it.is_in("ui") && (it.is("rs") || it.is("html"))) {
        let text = without_tests(&source.text);
        for (index, line) in text.lines().enumerate() {
            if has_style_attribute(line) {
                findings.push(wrong(source, index + 1));
            }
        }
        for literal in literals(text).iter().filter(|it| it.text == "style") {
            if literal.before.trim_end().ends_with("set_attribute(") {
                findings.push(wrong(source, literal.before.lines().count()));
            }
        }
    }
    findings
}

/// `style=` that is no property of the element's style object (`prop:style=`, `style:left=`).
fn has_style_attribute(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or(line);
    code.match_indices("style=")
        .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || ":-_.".contains(before)))
}

fn wrong(source: &Source, line: usize) -> Finding {
    Finding::Wrong(format!(
        "{}:{line}: a style in an attribute, which the window's policy drops. Please write a class, or \
         prop:style= or style:left= where a place is computed.",
        source.path
    ))
}

#[cfg(test)]
mod tests {
    use super::super::{self as tidy, source};
    use super::*;

    fn found(line: &str) -> usize {
        tidy::wrong(&check(&[source("ui/src/pages/board.rs", line)])).len()
    }

    #[test]
    fn a_style_in_an_attribute_is_found_and_the_style_object_is_not() {
        assert_eq!(found("<i style=\"left:3%\"></i>"), 1);
        assert_eq!(found("<i class=\"now\" style=move || left()></i>"), 1);
        assert_eq!(found("element.set_attribute(\"style\", &place);"), 1);
        assert_eq!(found("<i prop:style=move || left() style:top=top></i>"), 0);
        assert_eq!(found("let style = left; // never style=\"x\""), 0);
        assert_eq!(check(&[source("crates/print/src/paper.rs", "style=\"x\"")]), []);
    }
}
