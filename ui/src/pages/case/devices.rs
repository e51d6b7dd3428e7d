//! What was used, implanted or taken out: scanned from its package, or typed.

use super::coded;
use super::open::use_case;
use super::term_pick::TermPick;
use crate::components::{
    Button, Choices, DateField, Dialog, Glyph, Icon, Look, NumberField, TextField, Toggles, choice,
};
use crate::desk::use_desk;
use crate::{t, typed, words};
use domain::catalogue::{TermList, Terms};
use domain::gs1::{self, Gs1, Unread};
use domain::procedure::{Command, Device, DeviceAction, DeviceUse};
use leptos::prelude::*;
use time::Date;
use web_sys::KeyboardEvent;

/// Used in most operations, of whatever kind.
const OFTEN: [&str; 4] = ["suture", "drain", "urinary_catheter", "surgical_mesh"];

#[component]
pub fn DeviceDialog() -> impl IntoView {
    let case = use_case();
    let scanned = RwSignal::new(String::new());
    let unread = RwSignal::new(None::<Unread>);
    let number = RwSignal::new(None::<String>);
    let kind = RwSignal::new(None::<&'static str>);
    let kind_typed = RwSignal::new(String::new());
    let name = RwSignal::new(String::new());
    let action = RwSignal::new(None::<DeviceAction>);
    let manipulated = RwSignal::new(Vec::<()>::new());
    let lot = RwSignal::new(String::new());
    let serial = RwSignal::new(String::new());
    let expires = RwSignal::new(None::<Date>);
    let quantity = RwSignal::new(Some(1_i64));
    let take = move |read: Gs1| {
        if let Some(known) = read.lot {
            lot.set(known);
        }
        if let Some(known) = read.serial {
            serial.set(known);
        }
        if read.expires.is_some() {
            expires.set(read.expires);
        }
        if read.gtin.is_some() {
            number.set(read.gtin);
        }
    };
    let read = move |()| {
        let code = scanned.get_untracked();
        if code.trim().is_empty() {
            return;
        }
        match gs1::read(&code, use_desk().now.get_untracked().date().year()) {
            Ok(found) => {
                unread.set(None);
                scanned.set(String::new());
                take(found);
            }
            Err(fault) => unread.set(Some(fault)),
        }
    };
    let expired = move || expires.get().filter(|date| *date < use_desk().today());
    let actions = DeviceAction::ALL.map(|action| choice(action, move || words::word_of("device-action", &action)));
    let device = move || {
        let key = kind.get()?;
        let text =
            |text: RwSignal<String>| text.with(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
        let term = Terms::embedded().by_key(TermList::DeviceType, key)?;
        Some(Device {
            device_id: number.get(),
            device_type: key.to_owned(),
            name: text(name).unwrap_or_else(|| term.en.clone()),
            action: action.get()?,
            manipulated: manipulated.with(|set| !set.is_empty()),
            lot: text(lot).map(|lot| typed::latin(&lot)),
            serial: text(serial).map(|serial| typed::latin(&serial)),
            expires: expires.get(),
            quantity: quantity.get().and_then(|quantity| u32::try_from(quantity).ok())?,
        })
    };
    let save = move |()| {
        if let Some(device) = untrack(device) {
            case.press_and_close(Command::RecordDevice { device });
        }
    };
    view! {
        <Dialog title=move || t!("case-device") on_close=move |()| case.close() wide=true>
            <ScanField scanned unread on_read=read/>
            {move || number.get().map(|gtin| view! {
                <p class="small"><Icon name=Glyph::Check/>{t!("case-device-scanned", number = gtin)}</p>
            })}
            {move || expired().map(|date| view! {
                <div class="alert bad"><Icon name=Glyph::Attention/><p>{t!("case-device-expired", date = words::day_short(date))}</p></div>
            })}
            <TermPick
                list=TermList::DeviceType
                label=move || t!("case-device-type")
                hint=move || t!("case-device-type-hint")
                typed=kind_typed
                chosen=kind
                likely=OFTEN.to_vec()
            />
            <Choices label=move || t!("case-device-action") options=actions.to_vec() value=action/>
            <div class="in-three">
                <TextField label=move || t!("case-device-name") value=name hint=move || t!("case-device-name-hint")/>
                <NumberField label=move || t!("field-quantity") value=quantity/>
                <div class="alone">
                    <Toggles
                        label=move || t!("case-device-changed")
                        options=vec![choice((), move || t!("case-device-manipulated"))]
                        value=manipulated
                    />
                </div>
            </div>
            <div class="in-three">
                <TextField label=move || t!("field-lot") value=lot/>
                <TextField label=move || t!("field-serial") value=serial/>
                <DateField label=move || t!("case-device-expires") value=expires/>
            </div>
            <div class="actions">
                <Button
                    label=move || match (kind.get(), action.get()) {
                        (None, _) => t!("case-device-type-missing"),
                        (_, None) => t!("case-device-action-missing"),
                        _ => t!("case-device-save"),
                    }
                    look=Look::Main
                    disabled=Signal::derive(move || device().is_none())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

/// A scanner types here and ends with Enter. FNC1, the separator inside the code, arrives as
/// Ctrl+], which a field does not take by itself.
#[component]
fn ScanField(
    scanned: RwSignal<String>,
    unread: RwSignal<Option<Unread>>,
    #[prop(into)] on_read: Callback<()>,
) -> impl IntoView {
    let fault = Signal::derive(move || unread.get().map(|fault| sentence(&fault)).unwrap_or_default());
    let node = NodeRef::<leptos::html::Input>::new();
    let take_separator = move |event: KeyboardEvent| {
        let is_separator = event.key() == "\u{1d}" || (event.ctrl_key() && event.key() == "]");
        let is_here = node.get_untracked().is_some_and(|input| Some((*input).clone().into()) == event.target());
        if is_separator && is_here {
            event.prevent_default();
            scanned.update(|scanned| scanned.push(gs1::SEPARATORS[1]));
        }
    };
    Effect::watch(move || scanned.get(), move |_, _, _| unread.set(None), false);
    view! {
        <div class="row scan" on:keydown=take_separator>
            <div class="grow">
                <TextField
                    label=move || t!("case-device-scan")
                    value=scanned
                    hint=move || t!("case-device-scan-hint")
                    icon=Glyph::Barcode
                    fault
                    autofocus=true
                    on_enter=on_read
                    node
                />
            </div>
            <Button label=move || t!("case-device-read") on_press=on_read/>
        </div>
    }
}

/// Why a scanned code was not taken over.
fn sentence(unread: &Unread) -> String {
    match unread {
        Unread::NotGs1 => t!("case-scan-not-read"),
        Unread::CheckDigitWrong { gtin } => t!("case-scan-check-digit", number = gtin),
        Unread::ImpossibleDate { digits } => t!("case-scan-date", digits = digits),
        Unread::SeparatorsMissing => t!("case-scan-separators"),
        Unread::Contradicts => t!("case-scan-contradicts"),
    }
}

/// Every device of the case, the last first.
#[component]
pub fn DevicesList() -> impl IntoView {
    let case = use_case();
    let devices = case.part(|whole| whole.procedure.devices.clone());
    move || {
        let devices = devices.get();
        let row = |used: DeviceUse| view! { <DeviceRow used/> };
        (!devices.is_empty())
            .then(|| view! { <ul class="entries">{devices.into_iter().rev().map(row).collect_view()}</ul> })
    }
}

#[component]
fn DeviceRow(used: DeviceUse) -> impl IntoView {
    let quantity = used.device.quantity;
    let used = StoredValue::new(used);
    view! {
        <li class="entry">
            <Icon name=Glyph::Barcode/>
            <span class="grow">
                <b>{move || used.with_value(|used| device_name(&used.device))}</b>
                <small>{move || used.with_value(device_details)}</small>
            </span>
            <span class="tag">{move || words::number(quantity)}</span>
        </li>
    }
}

/// The name on the package and what it is; only what it is, where no name was written down.
pub fn device_name(device: &Device) -> String {
    let kind = coded::device_type(&device.device_type);
    match Terms::embedded().by_key(TermList::DeviceType, &device.device_type) {
        Some(term) if term.en == device.name => kind,
        _ => format!("{} · {kind}", device.name),
    }
}

fn device_details(used: &DeviceUse) -> String {
    let device = &used.device;
    let parts = [
        Some(words::word_of("device-action", &device.action)),
        device.lot.as_ref().map(|lot| t!("case-device-lot", lot = lot)),
        device.serial.as_ref().map(|serial| t!("case-device-serial", serial = serial)),
        device.expires.map(|date| t!("case-device-until", date = words::day_short(date))),
        device.manipulated.then(|| t!("case-device-manipulated")),
        Some(format!("{} · {}", words::when(used.at), use_desk().person(used.recorded_by))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
