//! Asking one registry: with a time-out, tried again with a random pause, remembered for a while, and
//! not at all while it is down.

use super::breaker::Breaker;
use super::participants::Participants;
use crate::settings::RegistrySettings;
use backon::{ExponentialBuilder, Retryable};
use moka::sync::Cache;
use reqwest::StatusCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use time::OffsetDateTime;

/// Who was found stays known this long; who was not may have been registered a moment later.
const FOUND_FOR: Duration = Duration::from_secs(3600);
const MISSED_FOR: Duration = Duration::from_secs(30);
const MOST_REMEMBERED: u64 = 100_000;
const TRIES_MORE: usize = 2;
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LARGEST_BYTES: usize = 1024 * 1024;

/// What a registry says of somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// And, of an encounter, who takes part.
    Known(Participants),
    Unknown,
    /// It does not answer, or not what was asked.
    Nothing,
}

/// How often each answer was given since the start.
#[derive(Default)]
pub struct Counts {
    pub known: AtomicU64,
    pub unknown: AtomicU64,
    pub nothing: AtomicU64,
}

pub struct Registry {
    /// The FHIR type of what it knows.
    pub kind: &'static str,
    pub counts: Counts,
    base: String,
    timeout: Duration,
    http: reqwest::Client,
    breaker: Breaker,
    found: Cache<String, Participants>,
    missed: Cache<String, ()>,
}

impl Registry {
    pub fn new(settings: &RegistrySettings, http: reqwest::Client) -> Registry {
        Registry {
            kind: settings.kind,
            counts: Counts::default(),
            base: settings.base.trim_end_matches('/').to_owned(),
            timeout: settings.timeout,
            http,
            breaker: Breaker::default(),
            found: Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(FOUND_FOR).build(),
            missed: Cache::builder().max_capacity(MOST_REMEMBERED).time_to_live(MISSED_FOR).build(),
        }
    }

    pub fn is_left_alone(&self) -> bool {
        self.breaker.is_open()
    }

    /// Whether it knows `id`, or said so not long ago.
    pub async fn ask(&self, hospital: &str, id: &str) -> Said {
        let url = self.url(hospital, id);
        if let Some(known) = self.found.get(&url) {
            return Said::Known(known);
        }
        if self.missed.contains_key(&url) {
            return Said::Unknown;
        }
        self.ask_at(url, id).await
    }

    /// As [`Registry::ask`], whatever it said before.
    pub async fn ask_anew(&self, hospital: &str, id: &str) -> Said {
        self.ask_at(self.url(hospital, id), id).await
    }

    fn url(&self, hospital: &str, id: &str) -> String {
        format!("{}/{}/{id}", self.base.replace("{hospital}", hospital), self.kind)
    }

    async fn ask_at(&self, url: String, id: &str) -> Said {
        let said = self.look(&url, id).await;
        let count = match &said {
            Said::Known(participants) => {
                self.found.insert(url, participants.clone());
                &self.counts.known
            }
            Said::Unknown => {
                self.found.invalidate(&url);
                self.missed.insert(url, ());
                &self.counts.unknown
            }
            Said::Nothing => &self.counts.nothing,
        };
        count.fetch_add(1, Ordering::Relaxed);
        said
    }

    /// Whether it answers at all.
    pub async fn answers(&self) -> bool {
        let url = format!("{}/metadata", self.base.replace("{hospital}", ""));
        let asked = self.http.get(url).timeout(self.timeout).send().await;
        asked.is_ok_and(|answer| !answer.status().is_server_error())
    }

    async fn look(&self, url: &str, id: &str) -> Said {
        let pauses = ExponentialBuilder::default().with_min_delay(FIRST_PAUSE).with_max_times(TRIES_MORE).with_jitter();
        let once = || async {
            if !self.breaker.allows(Instant::now()) {
                return Err(Fault::LeftAlone);
            }
            let said = self.once(url, id).await;
            self.breaker.note(said.is_ok(), Instant::now());
            said.map_err(Fault::Failed)
        };
        match once.retry(pauses).when(|fault| matches!(fault, Fault::Failed(_))).await {
            Ok(said) => said,
            Err(Fault::LeftAlone) => Said::Nothing,
            Err(Fault::Failed(problem)) => {
                tracing::warn!(registry = self.kind, %problem, "a registry does not answer");
                Said::Nothing
            }
        }
    }

    async fn once(&self, url: &str, id: &str) -> anyhow::Result<Said> {
        let asked_at = OffsetDateTime::now_utc();
        let mut answer =
            self.http.get(url).header("accept", "application/fhir+json").timeout(self.timeout).send().await?;
        match answer.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Said::Unknown),
            other => anyhow::bail!("it answered {other}"),
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            body.extend_from_slice(&chunk);
            anyhow::ensure!(body.len() <= LARGEST_BYTES, "its answer is larger than {LARGEST_BYTES} bytes");
        }
        let resource: serde_json::Value = serde_json::from_slice(&body)?;
        anyhow::ensure!(
            resource["resourceType"] == self.kind && resource["id"] == id,
            "its answer is not the {} that was asked for",
            self.kind
        );
        Ok(Said::Known(Participants::of(&resource, asked_at)))
    }
}

enum Fault {
    LeftAlone,
    Failed(anyhow::Error),
}
