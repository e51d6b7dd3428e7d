//! A refusal as R4 says it: an OperationOutcome, each fault with its place in the message.

use crate::problem::{FieldError, Problem};
use axum::http::StatusCode;
use serde_json::{Value, json};

/// `root` is the type of the message that was refused.
pub fn of(problem: &Problem, root: &str) -> Value {
    let status = problem.status();
    let mut issues: Vec<Value> = problem.errors().iter().map(|error| of_field(error, root)).collect();
    if issues.is_empty() {
        let mut issue = issue("error", code_of(status, problem.kind()), problem.detail());
        if !problem.more().is_empty() {
            issue["diagnostics"] = json!(Value::Object(problem.more().clone()).to_string());
        }
        issues.push(issue);
    }
    json!({ "resourceType": "OperationOutcome", "issue": issues })
}

/// For an answer that was no problem of ours: a path that is none, a request that took too long.
pub fn of_status(status: StatusCode) -> Value {
    let reason = status.canonical_reason().unwrap_or("refused");
    json!({ "resourceType": "OperationOutcome", "issue": [issue("error", code_of(status, ""), reason)] })
}

/// What was left aside, beside what was done.
pub fn warning(details: &[String]) -> Value {
    let issues: Vec<Value> = details.iter().map(|detail| issue("warning", "not-supported", detail)).collect();
    json!({ "resourceType": "OperationOutcome", "issue": issues })
}

/// That it was done.
pub fn done() -> Value {
    json!({ "resourceType": "OperationOutcome", "issue": [issue("information", "informational", "Done.")] })
}

fn issue(severity: &str, code: &str, text: &str) -> Value {
    json!({ "severity": severity, "code": code, "details": { "text": text } })
}

fn of_field(error: &FieldError, root: &str) -> Value {
    let code = match error.code {
        "missing" => "required",
        "malformed" | "out-of-range" | "impossible-time" | "ends-before-start" | "too-long" | "check-digit" => "value",
        "bad-code" | "unknown-code" | "unknown-value" => "code-invalid",
        "unknown-element" => "structure",
        "unknown-criterion" | "not-supported" => "not-supported",
        "fixed" | "own-path" | "not-author" => "business-rule",
        _ => "invalid",
    };
    let mut issue = issue("error", code, &error.detail);
    match error.field.starts_with('/') {
        true => issue["expression"] = json!([path(&error.field, root)]),
        false if !error.field.is_empty() => issue["diagnostics"] = json!(error.field),
        false => {}
    }
    issue
}

/// A JSON pointer as FHIRPath: `/entry/2/resource` of a Bundle is `Bundle.entry[2].resource`.
fn path(pointer: &str, root: &str) -> String {
    let mut path = root.to_owned();
    for part in pointer.split('/').skip(1) {
        if part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty() {
            path.push_str(&format!("[{part}]"));
        } else if part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            path.push_str(&format!(".{part}"));
        } else {
            // A name that is no element's.
            break;
        }
    }
    path
}

/// R4's issue-type.
fn code_of(status: StatusCode, kind: &str) -> &'static str {
    match (status.as_u16(), kind) {
        (_, "json") => "structure",
        (_, "transition" | "closed" | "clash") => "business-rule",
        (400, _) | (422, _) => "invalid",
        (401, _) => "login",
        (403, _) => "forbidden",
        (404, _) => "not-found",
        (405 | 406 | 415, _) => "not-supported",
        (408, _) => "timeout",
        (409 | 412, _) => "conflict",
        (413, _) => "too-long",
        (428, _) => "required",
        (429, _) => "throttled",
        (503, _) => "transient",
        _ => "exception",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_names_its_place() {
        let problem = Problem::field("/performer/0/actor", "missing", "actor is missing.");
        let outcome = of(&problem.under("/entry/2/resource"), "Bundle");
        assert_eq!(outcome["issue"][0]["expression"], json!(["Bundle.entry[2].resource.performer[0].actor"]));
        assert_eq!(outcome["issue"][0]["code"], "required");
        let named = of(&Problem::field("/x'; DROP/1", "unknown-element", "No."), "Procedure");
        assert_eq!(named["issue"][0]["expression"], json!(["Procedure"]));
    }
}
