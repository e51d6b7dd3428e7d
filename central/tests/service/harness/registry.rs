//! A registry of the tests' own: a FHIR service over HTTP that answers, hangs or fails as it is told.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

const ANSWERS: u8 = 0;
const HANGS: u8 = 1;
const FAILS: u8 = 2;

#[derive(Clone, Default)]
pub struct Registry {
    mood: Arc<AtomicU8>,
    asked: Arc<AtomicU32>,
    participants: Arc<Mutex<HashMap<String, Vec<Value>>>>,
    pub base: String,
}

impl Registry {
    /// It knows everybody whose id does not begin with `no`.
    pub async fn start() -> Registry {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/fhir", listener.local_addr().unwrap());
        let registry = Registry { base, ..Registry::default() };
        let router = Router::new()
            .route("/fhir/metadata", get(metadata))
            .route("/fhir/{kind}/{id}", get(read))
            .with_state(registry.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        registry
    }

    pub fn answers(&self) {
        self.mood.store(ANSWERS, Ordering::Relaxed);
    }

    pub fn hangs(&self) {
        self.mood.store(HANGS, Ordering::Relaxed);
    }

    pub fn fails(&self) {
        self.mood.store(FAILS, Ordering::Relaxed);
    }

    /// From now on these take part in an encounter, as references.
    pub fn told(&self, encounter: &str, participants: &[&str]) {
        let individual = |reference: &&str| json!({ "individual": { "reference": reference } });
        let participants = participants.iter().map(individual).collect();
        self.participants.lock().unwrap().insert(encounter.to_owned(), participants);
    }

    /// How often it was asked for somebody.
    pub fn asked(&self) -> u32 {
        self.asked.load(Ordering::Relaxed)
    }

    async fn in_its_mood(&self, answer: Response) -> Response {
        match self.mood.load(Ordering::Relaxed) {
            ANSWERS => answer,
            HANGS => {
                tokio::time::sleep(Duration::from_secs(3600)).await;
                answer
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

async fn metadata(State(registry): State<Registry>) -> Response {
    registry.in_its_mood(json!({ "resourceType": "CapabilityStatement" }).to_string().into_response()).await
}

async fn read(State(registry): State<Registry>, Path((kind, id)): Path<(String, String)>) -> Response {
    registry.asked.fetch_add(1, Ordering::Relaxed);
    let answer = if id.starts_with("no") {
        StatusCode::NOT_FOUND.into_response()
    } else {
        let mut resource = json!({ "resourceType": kind, "id": id });
        if let Some(participants) = registry.participants.lock().unwrap().get(&id).filter(|_| kind == "Encounter") {
            resource["participant"] = json!(participants);
        }
        resource.to_string().into_response()
    };
    registry.in_its_mood(answer).await
}
