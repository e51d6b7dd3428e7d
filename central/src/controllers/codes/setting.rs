//! What a hospital sets of an entry: read from a message, and laid over the catalogue's row.

use crate::reading::Reader;
use domain::Moment;
use domain::catalogue::{Category, Priority, ResourceRequirement};
use domain::hospital::{EntrySetting, OwnEntry};
use domain::money::Taka;
use domain::snomed;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::str::FromStr;
use uuid::Uuid;

/// DECIMAL(10,2).
const DEAREST: Decimal = Decimal::from_parts(999_999_999, 23, 0, false, 2);
/// Of an own code that is no SNOMED CT id and names no system.
const OWN_SYSTEM: &str = "urn:shalya:hospital-code";
/// The words of an entry that its catalogue says; a hospital does not.
const FIXED: &[&str] = &["display", "category", "specialty", "code_system"];

/// Reads a setting; `is_known` where the code is in the catalogue.
pub fn read(reader: &Reader<'_>, code: &str, is_known: bool, before: Option<&EntrySetting>) -> Option<EntrySetting> {
    let own = if is_known {
        for name in FIXED.iter().filter(|name| reader.has(name)) {
            reader.wrong(name, "fixed", format!("{name} is the catalogue's to say, not a hospital's."));
        }
        None
    } else {
        own(reader, code, before.and_then(|before| before.own.as_ref()))
    };
    let resources = reader.list("resource_requirements").map(|list| list.iter().filter_map(resource).collect());
    let minutes = reader.number("duration_minutes", 1, 24 * 60);
    Some(EntrySetting {
        active: reader.boolean("is_active"),
        cost_bdt: cost(reader),
        duration_minutes: minutes.and_then(|minutes| u32::try_from(minutes).ok()),
        resources,
        own,
    })
}

fn cost(reader: &Reader<'_>) -> Option<Taka> {
    let text = match reader.value("cost")? {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let cost =
        Decimal::from_str(&text).ok().filter(|cost| (Decimal::ZERO..=DEAREST).contains(cost) && cost.scale() <= 2);
    if cost.is_none() {
        reader.wrong(
            "cost",
            "out-of-range",
            format!("cost is an amount in taka from 0 to {DEAREST}, with two decimals."),
        );
    }
    cost.map(Taka)
}

fn resource(reader: &Reader<'_>) -> Option<ResourceRequirement> {
    let resource_type = reader.required_text("resource_type")?.to_owned();
    let priority = match reader.text("priority") {
        None => Priority::Medium,
        Some(word) => {
            let known =
                [Priority::Low, Priority::Medium, Priority::High].into_iter().find(|known| json!(known) == word);
            if known.is_none() {
                reader.wrong("priority", "unknown-value", format!("{word:?} is none of low, medium, high."));
            }
            known?
        }
    };
    let quantity = reader.number("quantity", 1, 100).unwrap_or(1);
    let minutes = reader.number("duration_minutes", 0, 24 * 60).unwrap_or(0);
    let alternatives = reader.value("alternatives").and_then(Value::as_array).into_iter().flatten();
    Some(ResourceRequirement {
        resource_type,
        quantity: u32::try_from(quantity).unwrap_or(1),
        duration_minutes: u32::try_from(minutes).unwrap_or(0),
        priority,
        alternatives: alternatives.filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// A code that the catalogue does not know: what it is must be said once.
fn own(reader: &Reader<'_>, code: &str, before: Option<&OwnEntry>) -> Option<OwnEntry> {
    let system = reader.text("code_system").map(str::to_owned);
    let is_number = code.bytes().all(|byte| byte.is_ascii_digit());
    let system = system.or_else(|| before.map(|before| before.system.clone()));
    let system = system.unwrap_or_else(|| if is_number { snomed::SYSTEM } else { OWN_SYSTEM }.to_owned());
    if system == snomed::SYSTEM
        && let Err(why) = snomed::check(code)
    {
        reader.wrong("code_system", "bad-code", why.to_string());
    }
    let written = |name: &str, before: Option<&str>, longest: usize| {
        let said = reader.text(name).map(str::trim).filter(|text| !text.is_empty()).or(before);
        if said.is_some_and(|said| said.chars().count() > longest) {
            reader.wrong(name, "too-long", format!("{name} is longer than {longest} characters."));
        }
        said.map(str::to_owned)
    };
    let display = written("display", before.map(|before| before.display.as_str()), 500);
    if display.is_none() {
        reader.wrong("display", "missing", "The catalogue does not know this code; display says what it is.");
    }
    let specialty = written("specialty", before.map(|before| before.specialty.as_str()), 100);
    let category = match reader.text("category") {
        None => before.map_or(Category::Surgical, |before| before.category),
        Some(said) => {
            let all = [Category::Surgical, Category::Diagnostic, Category::Therapeutic];
            let known = all.into_iter().find(|known| json!(known) == said);
            if known.is_none() {
                let detail = format!("{said:?} is none of surgical, diagnostic, therapeutic.");
                reader.wrong("category", "unknown-value", detail);
            }
            known?
        }
    };
    Some(OwnEntry { system, display: display?, category, specialty: specialty.unwrap_or_default() })
}

/// Lays a hospital's setting over the catalogue's row.
pub fn lay_over(row: &mut Value, at: Moment, setting: &EntrySetting) {
    let EntrySetting { active, cost_bdt, duration_minutes, resources, own: _ } = setting;
    for (name, value) in [
        ("is_active", active.map(|active| json!(active))),
        ("cost", cost_bdt.and_then(|cost| serde_json::from_str(&cost.0.to_string()).ok())),
        ("duration_minutes", duration_minutes.map(|minutes| json!(minutes))),
        ("resource_requirements", resources.as_ref().map(|resources| json!(resources))),
    ] {
        if let Some(value) = value {
            row[name] = value;
        }
    }
    row["updated_at"] = json!(at);
}

/// The row of an entry of the hospital's own, with the columns of the catalogue's.
pub fn own_row(hospital: &str, code: &str, at: Moment, own: &OwnEntry) -> Value {
    let digest = Sha256::new().chain_update(hospital).chain_update([0]).chain_update(code).finalize();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    json!({
        "id": Uuid::from_bytes(id),
        "code_system": own.system,
        "code": code,
        "display": own.display,
        "category": own.category,
        "specialty": own.specialty,
        "complexity": null,
        "duration_minutes": null,
        "anesthesia_required": false,
        "common_in_bangladesh": false,
        "cost": null,
        "resource_requirements": [],
        "contraindications": [],
        "complications": [],
        "recovery_time_days": null,
        "is_active": true,
        "created_at": at,
        "updated_at": at,
    })
}
