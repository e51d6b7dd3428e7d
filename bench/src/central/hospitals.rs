//! Invented hospitals full of procedures, the same in each run.

use super::SECRET;
use central::settings::Secret;
use central::token::{Audience, Claims, OWN_AUDIENCE, OWN_ISSUER, OwnKey};
use domain::catalogue::Catalogue;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

pub const HOSPITALS: usize = 20;
pub const PATIENTS: usize = 2_500;
pub const PRACTITIONERS: usize = 60;
pub const LOCATIONS: usize = 12;

pub fn hospital(number: usize) -> String {
    format!("H{number:02}")
}

/// Of a system that may do everything in one hospital.
pub fn token(hospital: &str) -> String {
    let permissions = ["procedure.read", "procedure.write", "procedure.full-access"];
    OwnKey::of(&Secret(Zeroizing::new(SECRET.to_owned()))).issue(&Claims {
        iss: OWN_ISSUER.into(),
        sub: "his".into(),
        hospital: hospital.into(),
        roles: vec!["service".into()],
        permissions: permissions.map(str::to_owned).to_vec(),
        exp: i64::MAX / 2,
        nbf: None,
        aud: Audience::One(OWN_AUDIENCE.into()),
    })
}

/// Procedures as another system writes them.
pub fn procedures(seed: u64, count: usize) -> Vec<Map<String, Value>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let entries = Catalogue::embedded().entries();
    (0..count)
        .filter_map(|_| {
            let entry = entries.choose(&mut rng)?;
            let (month, day, hour) = (rng.random_range(1..=10), rng.random_range(1..=28), rng.random_range(8..14));
            let at = |minute: u32| format!("2026-{month:02}-{day:02}T{hour:02}:{minute:02}:00+06:00");
            let (start, end) = (at(0), at(rng.random_range(20..60)));
            let status = *["preparation", "in-progress", "completed", "completed", "completed"].choose(&mut rng)?;
            let mut body = json!({
                "status": status,
                "category": [{ "coding": [{ "code": entry.category }] }],
                "code": { "coding": [entry.coding()] },
                "subject": { "reference": format!("Patient/p{}", rng.random_range(0..PATIENTS)) },
                "encounter": { "reference": format!("Encounter/e{}", rng.random_range(0..PATIENTS)) },
                "performer": [{
                    "function": { "coding": [{ "system": "http://snomed.info/sct", "code": "304292004" }] },
                    "actor": { "reference": format!("Practitioner/d{}", rng.random_range(0..PRACTITIONERS)) },
                }],
                "location": { "reference": format!("Location/l{}", rng.random_range(0..LOCATIONS)) },
                "performedPeriod": { "start": start, "end": end },
            });
            if status == "completed" {
                body["outcome"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "385669000" }] });
                if rng.random_bool(0.05) {
                    body["complication"] =
                        json!([{ "coding": [{ "system": "http://snomed.info/sct", "code": "110265006" }] }]);
                }
            } else if status == "preparation" {
                body["performedPeriod"] = json!({ "start": start });
            }
            body.as_object().cloned()
        })
        .collect()
}
