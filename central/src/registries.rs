//! The registries of patients, practitioners, encounters and organizations: FHIR services that know
//! who is who. A registry that is down holds nothing up: what it was to confirm stands as unverified
//! until it has answered.

mod asking;
mod breaker;
mod participants;
mod verifying;

pub use asking::{Registry, Said};
pub use participants::Pauses;
pub use verifying::{run, stand};

use crate::access::{self, Action, Standing};
use crate::caller::Caller;
use crate::directory::Kind;
use crate::ledger::Name;
use crate::problem::{FieldError, Problem};
use crate::settings::RegistrySettings;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::task::JoinSet;

/// The type of an organization in a reference; a hospital is one.
pub const ORGANIZATION: &str = "Organization";

/// The type of an encounter, whose participants may read its procedures.
pub const ENCOUNTER: &str = "Encounter";

/// The registries that are configured, by the type of what they know.
#[derive(Default)]
pub struct Registries(HashMap<&'static str, Arc<Registry>>);

/// What the registries said of those whom one message names.
#[derive(Clone, Default)]
pub struct Checked {
    said: HashMap<(&'static str, String), Said>,
}

impl Registries {
    pub fn new(settings: &[RegistrySettings], http: &reqwest::Client) -> Registries {
        let of = |it: &RegistrySettings| (it.kind, Arc::new(Registry::new(it, http.clone())));
        Registries(settings.iter().map(of).collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn of(&self, kind: &str) -> Option<&Arc<Registry>> {
        self.0.get(kind)
    }

    pub fn all(&self) -> impl Iterator<Item = &Arc<Registry>> {
        self.0.values()
    }

    /// Whether anything is asked for this caller: only who may do one of these learns whom they know.
    pub fn answer_to(&self, caller: &Caller, actions: &[Action]) -> bool {
        !self.is_empty() && actions.iter().any(|action| access::may(caller, *action, &Standing::default()))
    }

    /// Asks about all of these at once, before the hospital's lock is taken: nobody waits for a
    /// registry under it. 422 where one knows no such patient, practitioner or encounter; `field`
    /// gives the place in the message.
    pub async fn check(
        &self,
        hospital: &str,
        names: &[Name],
        field: impl Fn(&str, &str) -> String,
    ) -> Result<Checked, Problem> {
        let mut asking = JoinSet::new();
        for (kind, outside, _) in names {
            let Some(registry) = self.of(kind.word()).cloned() else { continue };
            let (key, hospital, id) = ((kind.word(), outside.id.clone()), hospital.to_owned(), outside.id.clone());
            asking.spawn(async move { (key, registry.ask(&hospital, &id).await) });
        }
        let checked = Checked { said: asking.join_all().await.into_iter().collect() };
        checked.refuse_unknown(field)?;
        Ok(checked)
    }
}

impl Checked {
    pub fn said(&self, kind: Kind, id: &str) -> Option<&Said> {
        self.said.get(&(kind.word(), id.to_owned()))
    }

    fn refuse_unknown(&self, field: impl Fn(&str, &str) -> String) -> Result<(), Problem> {
        let mut faults: Vec<FieldError> = self
            .said
            .iter()
            .filter(|(_, said)| matches!(said, Said::Unknown))
            .map(|((kind, id), _)| {
                let detail = format!("The registry knows no {kind}/{id}.");
                FieldError::new(field(kind, id), "unknown-to-registry", detail)
            })
            .collect();
        faults.sort_by(|one, other| one.field.cmp(&other.field));
        if faults.is_empty() { Ok(()) } else { Err(Problem::fields(faults)) }
    }
}
