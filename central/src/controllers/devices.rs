//! Devices used in a procedure, implanted or taken out.

use crate::access::Action;
use crate::app::App;
use crate::asked::Asked;
use crate::change::{Change, Ended, Part};
use crate::look::LookInside;
use crate::problem::Problem;
use crate::reading::Reader;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::catalogue::{TermList, Terms};
use domain::procedure::{Command, Device, DeviceAction, DeviceUse};
use serde_json::{Value, json};
use std::sync::Arc;
use time::Date;
use time::macros::format_description;

pub async fn list(LookInside(mut look): LookInside) -> Result<Json<Value>, Problem> {
    let case = look.case().await?;
    look.close().await?;
    Ok(Json(case.devices.iter().map(told).collect()))
}

pub async fn add(State(app): State<Arc<App>>, Path(id): Path<String>, asked: Asked) -> Result<Response, Ended> {
    let device = asked.read(device)?;
    let mut change = Change::open(&app, &asked, &id, Action::Write).await?;
    change.take(Command::RecordDevice { device }, "/deviceType")?;
    let told = change.stream.state.devices.last().map(told).unwrap_or_default();
    change.answer(StatusCode::CREATED, Part::Of(told)).await
}

fn told(used: &DeviceUse) -> Value {
    let device = &used.device;
    let mut told = json!({
        "id": used.id,
        "deviceId": device.device_id,
        "deviceType": device.device_type,
        "action": device.action,
        "manipulated": device.manipulated,
        "name": device.name,
        "quantity": device.quantity,
        "recordedAt": used.at,
    });
    for (name, value) in [
        ("lot", json!(device.lot)),
        ("serial", json!(device.serial)),
        ("expires", json!(device.expires.map(|date| date.to_string()))),
    ] {
        if !value.is_null() {
            told[name] = value;
        }
    }
    told
}

fn device(reader: &Reader<'_>) -> Option<Device> {
    let device_id = reader.outside("deviceId", "Device").map(|outside| outside.id);
    let device_type = reader.required_text("deviceType");
    let action = reader.required_text("action").and_then(|word| {
        let known = DeviceAction::ALL.into_iter().find(|known| json!(known) == word);
        if known.is_none() {
            let words = "implanted, explanted, manipulated, used";
            reader.wrong(
                "action",
                "unknown-value",
                format!("{word:?} is not what is done with a device. There are: {words}."),
            );
        }
        known
    });
    let expires = reader.text("expires").and_then(|text| {
        let date = Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
        if date.is_none() {
            reader.wrong("expires", "malformed", "expires must be a date, as 2027-01-31.");
        }
        date
    });
    let said = |name: &str| reader.text(name).map(str::to_owned);
    let (lot, serial, name) = (said("lot"), said("serial"), said("name"));
    let manipulated = reader.boolean("manipulated").unwrap_or(false);
    let quantity = reader.number("quantity", 1, 1000).unwrap_or(1);
    let device_type = device_type?;
    let called = Terms::embedded().by_key(TermList::DeviceType, device_type).map(|term| term.en.clone());
    Some(Device {
        device_id,
        device_type: device_type.to_owned(),
        name: name.or(called).unwrap_or_else(|| device_type.to_owned()),
        action: action?,
        manipulated,
        lot,
        serial,
        expires,
        quantity: u32::try_from(quantity).unwrap_or(1),
    })
}
