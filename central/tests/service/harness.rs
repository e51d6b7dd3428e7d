//! The service as a caller meets it: its address, tokens, and what it answers.

pub mod authority;
pub mod described;
pub mod kafka;
pub mod line;
pub mod postgres;
pub mod process;
pub mod redis;
pub mod registry;
pub mod terminal;

use central::serve::{serve, use_cryptography};
use central::settings::Secret;
use central::token::{Audience, Claims, OWN_AUDIENCE, OWN_ISSUER, OwnKey};
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use sqlx::{Connection, PgConnection};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::net::TcpListener;
use zeroize::Zeroizing;

pub const SECRET: &str = "a secret of the tests, of 32 or more characters";
pub const EVERYTHING: &[&str] =
    &["procedure.read", "procedure.write", "procedure.schedule", "procedure.perform", "procedure.full-access"];
/// Everything but what is sensitive.
pub const USUAL: &[&str] = &["procedure.read", "procedure.write", "procedure.schedule", "procedure.perform"];

/// A running service on a database of its own.
pub struct Service {
    pub base: String,
    pub database: String,
    http: reqwest::Client,
}

impl Service {
    pub async fn start() -> Service {
        Service::start_with("").await
    }

    /// With more settings, as lines of TOML.
    pub async fn start_with(settings: &str) -> Service {
        Service::on(postgres::database().await, settings).await
    }

    /// A service, or another replica of it, on a database.
    pub async fn on(database: String, settings: &str) -> Service {
        use_cryptography();
        let settings = postgres::settings(&database, settings);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { serve(&settings, listener, std::future::pending()).await.unwrap() });
        Service { base, database, http: reqwest::Client::new() }
    }

    /// A service that runs elsewhere.
    pub fn at(base: String, database: String) -> Service {
        use_cryptography();
        Service { base, database, http: reqwest::Client::new() }
    }

    /// The database as its owner sees it.
    pub async fn owner(&self) -> PgConnection {
        PgConnection::connect(&self.database).await.unwrap()
    }

    /// A hospital information system with every right in DHAKA.
    pub fn his(&self) -> Caller<'_> {
        self.caller("his", "DHAKA", &["service"], EVERYTHING)
    }

    pub fn caller(&self, sub: &str, hospital: &str, roles: &[&str], permissions: &[&str]) -> Caller<'_> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64;
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let claims = Claims {
            iss: OWN_ISSUER.into(),
            sub: sub.into(),
            hospital: hospital.into(),
            roles: words(roles),
            permissions: words(permissions),
            exp: now + 3600,
            nbf: None,
            aud: Audience::One(OWN_AUDIENCE.into()),
        };
        let token = OwnKey::of(&Secret(Zeroizing::new(SECRET.to_owned()))).issue(&claims);
        Caller { service: self, token, headers: Vec::new() }
    }
}

/// Somebody with a token.
#[derive(Clone)]
pub struct Caller<'a> {
    service: &'a Service,
    pub token: String,
    headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub json: Value,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The answer, which has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Answer {
        assert_eq!(self.status, status, "{}", self.text);
        self
    }

    /// The JSON pointers of a problem's fields.
    pub fn fields(&self) -> Vec<&str> {
        self.json["errors"].as_array().into_iter().flatten().filter_map(|error| error["field"].as_str()).collect()
    }
}

impl<'a> Caller<'a> {
    pub fn with(&self, name: &str, value: &str) -> Caller<'a> {
        let mut caller = self.clone();
        caller.headers.push((name.to_owned(), value.to_owned()));
        caller
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body.to_string())).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, Some(body.to_string())).await
    }

    /// As the form of a page is sent.
    pub async fn form(&self, path: &str, body: &str) -> Answer {
        self.send_as("application/x-www-form-urlencoded", Method::POST, path, Some(body.to_owned())).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<String>) -> Answer {
        self.send_as("application/json", method, path, body).await
    }

    pub async fn send_as(&self, media: &str, method: Method, path: &str, body: Option<String>) -> Answer {
        let mut request = self.service.http.request(method.clone(), format!("{}{path}", self.service.base));
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        if let Some(body) = body {
            request = request.header("content-type", media).body(body);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        let json = serde_json::from_str(&text).unwrap_or_default();
        described::check(method.as_str(), path, status, &json);
        Answer { status, headers, json, text }
    }

    /// A new procedure; its id.
    pub async fn created(&self, body: &Value) -> String {
        self.post("/api/procedures", body).await.is(201).json["id"].as_str().unwrap().to_owned()
    }
}

/// SERVICE.md's JSON, to the letter.
pub fn service_md(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/service/service_md");
    serde_json::from_str(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap()
}
