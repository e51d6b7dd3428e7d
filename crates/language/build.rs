//! Lists `assets/translations/{en,bn}/*.ftl` for `src/sentences.rs`, so that a new page's file is
//! taken in by being there. A sentence that can't be read fails the build with its file and line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fluent_syntax::ast;

/// Every message of a language, with the number of its file and the names of the values it asks for.
type Messages = BTreeMap<String, (usize, Vec<String>)>;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Watched whole, by a path from here: clones that share a target folder each look at their own.
    let watched = Path::new("../../assets/translations");
    let translations = watched.canonicalize()?;
    println!("cargo::rerun-if-changed={}", watched.display());

    let mut generated = String::new();
    for (code, constant) in [("en", "ENGLISH"), ("bn", "BANGLA")] {
        let folder = translations.join(code);
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(&folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        files.retain(|file| file.extension().is_some_and(|extension| extension == "ftl"));
        files.sort();

        let mut messages = Messages::new();
        writeln!(generated, "const {constant}_FILES: &[&str] = &[")?;
        for (number, file) in files.iter().enumerate() {
            let source = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
            read_messages(file, number, &source, &mut messages)?;
            // The text and not its path: another clone may build on with what this one made.
            writeln!(generated, "    {source:?},")?;
        }
        writeln!(generated, "];")?;

        writeln!(generated, "const {constant}_MESSAGES: &[(&str, &[&str])] = &[")?;
        for (key, (_, variables)) in &messages {
            writeln!(generated, "    ({key:?}, &{variables:?}),")?;
        }
        writeln!(generated, "];")?;

        let numbers: Vec<usize> = messages.values().map(|(number, _)| *number).collect();
        writeln!(generated, "const {constant}_FILE_OF: &[u8] = &{numbers:?};")?;
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("translations.rs");
    std::fs::write(out, generated)?;
    Ok(())
}

fn read_messages(file: &Path, number: usize, source: &str, messages: &mut Messages) -> Result<(), String> {
    let resource = fluent_syntax::parser::parse(source).map_err(|(_, errors)| {
        let mut message = String::new();
        for error in errors {
            let line = source[..error.pos.start].lines().count().max(1);
            let _ = writeln!(message, "{}:{line}: {error}", file.display());
        }
        message
    })?;
    for entry in &resource.body {
        if let ast::Entry::Message(ast::Message { id, value: Some(pattern), .. }) = entry {
            let mut variables = Vec::new();
            pattern_variables(pattern, &mut variables);
            variables.sort();
            variables.dedup();
            messages.insert(id.name.to_owned(), (number, variables));
        }
    }
    Ok(())
}

fn pattern_variables(pattern: &ast::Pattern<&str>, variables: &mut Vec<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            expression_variables(expression, variables);
        }
    }
}

fn expression_variables(expression: &ast::Expression<&str>, variables: &mut Vec<String>) {
    let inline = match expression {
        ast::Expression::Inline(inline) => inline,
        ast::Expression::Select { selector, variants } => {
            for variant in variants {
                pattern_variables(&variant.value, variables);
            }
            selector
        }
    };
    match inline {
        ast::InlineExpression::VariableReference { id } => variables.push(id.name.to_owned()),
        ast::InlineExpression::Placeable { expression } => {
            expression_variables(expression, variables);
        }
        _ => {}
    }
}
