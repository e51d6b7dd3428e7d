//! Everything under `/fhir` speaks `application/fhir+json`, its refusals too, whoever made them.

use super::{MEDIA_TYPE, outcome};
use crate::problem::Problem;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

pub async fn speak(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let Some(rest) = path.strip_prefix("/fhir").filter(|rest| rest.is_empty() || rest.starts_with('/')) else {
        return next.run(request).await;
    };
    let first = rest.trim_start_matches('/').split('/').next().unwrap_or_default();
    let is_type = first.starts_with(|c: char| c.is_ascii_uppercase()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let root = if is_type { first.to_owned() } else { "Bundle".to_owned() };
    if let Err(problem) = check(request.headers(), request.uri()) {
        return say(problem.status(), &outcome::of(&problem, &root));
    }
    let response = next.run(request).await;
    let status = response.status();
    if let Some(problem) = response.extensions().get::<Problem>() {
        let said = outcome::of(problem, &root);
        return in_place_of(response, &said);
    }
    let ours = response.headers().get(CONTENT_TYPE).is_some_and(|media| media.as_bytes() == MEDIA_TYPE.as_bytes());
    if status.as_u16() >= 400 && !ours {
        return in_place_of(response, &outcome::of_status(status));
    }
    response
}

/// JSON with this status.
pub fn say(status: StatusCode, said: &Value) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE))], said.to_string()).into_response()
}

/// The same answer with another body; headers such as Retry-After stay.
fn in_place_of(response: Response, said: &Value) -> Response {
    let (parts, _) = response.into_parts();
    let mut told = say(parts.status, said);
    for (name, value) in &parts.headers {
        if name != CONTENT_TYPE && name != CONTENT_LENGTH {
            told.headers_mut().insert(name, value.clone());
        }
    }
    told
}

/// Whether JSON of R4 is taken; `_format` wins over `Accept`.
fn check(headers: &HeaderMap, uri: &Uri) -> Result<(), Problem> {
    let query = uri.query().unwrap_or_default();
    let format = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "_format");
    let wanted = match &format {
        Some((_, format)) => format.to_string(),
        None => {
            let all = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
            all.collect::<Vec<_>>().join(",")
        }
    };
    if wanted.trim().is_empty() || wanted.split(',').any(is_ours) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::NOT_ACCEPTABLE,
        "not-acceptable",
        "Not a form that is spoken here",
        "Answers are application/fhir+json of FHIR 4.0.",
    ))
}

fn is_ours(media: &str) -> bool {
    let mut parts = media.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let version = parts.find_map(|part| part.to_ascii_lowercase().strip_prefix("fhirversion=").map(str::to_owned));
    let right_version = version.is_none_or(|version| ["4.0", "4.0.1"].contains(&version.trim_matches('"')));
    // A plus in a query string is a space.
    let essence = essence.replace(' ', "+");
    let json = ["json", "text/json", "application/json", MEDIA_TYPE, "*/*", "application/*", "text/*"];
    right_version && json.contains(&essence.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_r4_is_spoken_and_nothing_else() {
        for media in ["application/fhir+json", "application/fhir+json; fhirVersion=4.0", "*/*;q=0.8", "json"] {
            assert!(is_ours(media), "{media}");
        }
        for media in ["application/fhir+xml", "application/fhir+json; fhirVersion=3.0", "text/turtle", "xml"] {
            assert!(!is_ours(media), "{media}");
        }
    }
}
