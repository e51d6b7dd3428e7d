//! Why a request was not done, as RFC 9457 has it: `application/problem+json`, the field named by
//! a JSON pointer where there is one.

use axum::http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Where nothing is known of when it will go better.
const RETRY_AFTER_SECONDS: u64 = 5;

/// An answer that says no. The response that it becomes carries it, for whoever says it in another form.
#[derive(Clone, Debug)]
pub struct Problem(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    status: StatusCode,
    /// Names the kind of problem; the last part of its `type`.
    kind: &'static str,
    title: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    /// When to try again, for the answers that say so.
    retry_after_seconds: u64,
    /// What besides helps to put it right.
    more: Map<String, Value>,
}

/// What is wrong with one field.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FieldError {
    /// JSON pointer into the body, or the name of a query parameter or header.
    pub field: String,
    /// A word for programs: `missing`, `malformed`, `unknown-value`, …
    pub code: &'static str,
    /// A sentence for people.
    pub detail: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        FieldError { field: field.into(), code, detail: detail.into() }
    }
}

/// What is changed under an id that is not known, and would be created by that.
pub const UPDATE_CREATE: &str = "update-create";

impl Problem {
    pub fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: impl Into<String>) -> Self {
        let (detail, errors, more) = (detail.into(), Vec::new(), Map::new());
        Problem(Box::new(Inner { status, kind, title, detail, errors, retry_after_seconds: RETRY_AFTER_SECONDS, more }))
    }

    /// 422: these fields are wrong.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [one] => one.detail.clone(),
            all => format!("{} fields cannot be taken as they are.", all.len()),
        };
        let mut problem =
            Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "The request cannot be taken as it is", detail);
        problem.0.errors = errors;
        problem
    }

    /// 422 for one field.
    pub fn field(field: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Problem::fields(vec![FieldError::new(field, code, detail)])
    }

    /// 409: it does not fit with what is.
    pub fn conflict(kind: &'static str, detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::CONFLICT, kind, "This does not fit with what is recorded", detail)
    }

    /// 404, also for what belongs to another hospital.
    pub fn not_found(what: &str) -> Self {
        Problem::new(StatusCode::NOT_FOUND, "not-found", "Not found", format!("There is no {what} of this id here."))
    }

    pub fn forbidden(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::FORBIDDEN, "forbidden", "Not allowed", detail)
    }

    pub fn unauthorized(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::UNAUTHORIZED, "unauthorized", "Who asks is not known", detail)
    }

    pub fn bad_request(kind: &'static str, detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::BAD_REQUEST, kind, "The request cannot be read", detail)
    }

    /// 503: what is needed is not there now; nothing was changed.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "Not available now", detail)
    }

    /// Adds what a caller's program needs to put it right.
    pub fn with(mut self, name: &str, value: impl Serialize) -> Self {
        self.0.more.insert(name.to_owned(), json!(value));
        self
    }

    /// Says when to try again.
    pub fn after(mut self, seconds: u64) -> Self {
        self.0.retry_after_seconds = seconds;
        self
    }

    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The word of its kind.
    pub fn kind(&self) -> &'static str {
        self.0.kind
    }

    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    pub fn errors(&self) -> &[FieldError] {
        &self.0.errors
    }

    /// What a caller's program needs besides to put it right.
    pub fn more(&self) -> &Map<String, Value> {
        &self.0.more
    }

    /// The same, its fields being those of a part of the message at `pointer`.
    pub fn under(mut self, pointer: &str) -> Self {
        for error in self.0.errors.iter_mut().filter(|error| error.field.is_empty() || error.field.starts_with('/')) {
            error.field.insert_str(0, pointer);
        }
        self
    }

    /// The same, a field and what is within it having another name.
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        for error in &mut self.0.errors {
            let rest = error.field.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/'));
            if let Some(rest) = rest.map(str::to_owned) {
                error.field = format!("{to}{rest}");
            }
        }
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.detail)?;
        self.0.errors.iter().try_for_each(|error| write!(f, " {}: {}", error.field, error.detail))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Inner { status, kind, title, detail, errors, retry_after_seconds, more } = &*self.0;
        let status = *status;
        let mut body = more.clone();
        body.insert("type".into(), json!(format!("urn:shalya:problem:{kind}")));
        body.insert("title".into(), json!(title));
        body.insert("status".into(), json!(status.as_u16()));
        body.insert("detail".into(), json!(detail));
        if !errors.is_empty() {
            body.insert("errors".into(), json!(errors));
        }
        let mut response = (status, Value::Object(body).to_string()).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        match status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(RETRY_AFTER, HeaderValue::from(*retry_after_seconds));
            }
            // Of other paths the router says what they take.
            StatusCode::METHOD_NOT_ALLOWED if *kind == UPDATE_CREATE => {
                headers.insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            StatusCode::UNAUTHORIZED => {
                headers.insert(axum::http::header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A database that cannot be reached is said so; any other fault is ours and is logged, never
/// shown: it could hold a patient's data.
impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        let gone = match &error {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) | sqlx::Error::Tls(_) => true,
            // Class 08: connection; 57: shut down, or waited too long; 53: too many connections, disk full;
            // 40: to be tried again.
            sqlx::Error::Database(error) => {
                error.code().is_some_and(|code| ["08", "57", "53", "40"].iter().any(|class| code.starts_with(class)))
            }
            _ => false,
        };
        tracing::error!(%error, "the database failed");
        if gone {
            Problem::unavailable("The database cannot be reached; nothing was changed. Please try again.")
        } else {
            Problem::broken()
        }
    }
}

impl Problem {
    /// 500: a fault of this service, already logged.
    pub fn broken() -> Self {
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "broken",
            "A fault of this service",
            "The request was not done; nothing was changed. The fault is in the service's log.",
        )
    }
}

impl From<journal::Malformed> for Problem {
    fn from(error: journal::Malformed) -> Self {
        tracing::error!(%error, "a fact could not be sealed");
        Problem::broken()
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(%error, "what is stored cannot be read or written");
        Problem::broken()
    }
}
