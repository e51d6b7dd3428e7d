//! The central service: where it is, how the line to it stands, and the code that enrols this terminal.

use crate::ask::ask;
use crate::components::{Button, FaultLine, Glyph, Icon, Look, Pill, Segment, TextField, Tone, choice};
use crate::desk::{reading, use_desk};
use crate::{sentences, t, words};
use ipc::{Centre, CentreTrouble, ConnectCentre, DisconnectCentre, Failure, GetCentre, LineState};
use leptos::prelude::*;

#[component]
pub fn CentralService() -> impl IntoView {
    let desk = use_desk();
    let centre = RwSignal::new(None::<Centre>);
    let fault = RwSignal::new(None::<Failure>);
    // As often as the line tells of itself.
    Effect::new(move || {
        desk.status.track();
        leptos::task::spawn_local(async move {
            match ask(GetCentre {}).await {
                Ok(known) => drop(centre.try_set(Some(known))),
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
        });
    });
    let is_connected = Memo::new(move |_| centre.with(|it| it.as_ref().map(|it| it.address.is_some())));
    view! {
        <div class="card sheet col narrow">
            <h2>{move || t!("settings-centre")}</h2>
            <p class="small">{move || t!("settings-centre-explained")}</p>
            {move || match is_connected.get() {
                None => ().into_any(),
                Some(true) => view! { <Connected centre fault/> }.into_any(),
                Some(false) => view! { <Connect centre fault/> }.into_any(),
            }}
        </div>
    }
}

/// Address and code, typed from what the centre gave.
#[component]
fn Connect(centre: RwSignal<Option<Centre>>, fault: RwSignal<Option<Failure>>) -> impl IntoView {
    let (address, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let unencrypted = RwSignal::new(None::<bool>);
    let is_busy = RwSignal::new(false);
    let asks_unencrypted = move || {
        unencrypted.with(Option::is_some)
            || fault.with(|fault| matches!(fault, Some(Failure::Centre { trouble: CentreTrouble::Unencrypted })))
    };
    let connect = move |()| {
        fault.set(None);
        is_busy.set(true);
        let call = ConnectCentre {
            address: address.get_untracked(),
            code: code.get_untracked(),
            unencrypted: unencrypted.get_untracked() == Some(true),
        };
        leptos::task::spawn_local(async move {
            match ask(call).await {
                Ok(connected) => {
                    use_desk().note(t!("settings-centre-connected"));
                    drop(centre.try_set(Some(connected)));
                    use_desk().refresh().await;
                }
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
            is_busy.try_set(false);
        });
    };
    view! {
        <dl class="facts">
            <dt>{move || t!("settings-centre-hospital")}</dt>
            <dd>{move || centre.with(|it| it.as_ref().map(|it| format!("{} · {}", it.hospital, it.terminal)))}</dd>
        </dl>
        <p class="small">{move || t!("settings-centre-code-explained")}</p>
        <TextField
            label=move || t!("settings-centre-address")
            value=address
            icon=Glyph::Connected
            hint="https://shalya.example.gov.bd"
        />
        <TextField
            label=move || t!("settings-centre-code")
            value=code
            icon=Glyph::Key
            hint="7K3Q-M2X9-PT5D"
            on_enter=Callback::new(connect)
        />
        {move || asks_unencrypted().then(|| view! {
            <p class="small">{move || t!("settings-centre-unencrypted-explained")}</p>
            <div>
                <Segment
                    legend=move || t!("settings-centre-unencrypted")
                    options=vec![
                        choice(false, move || t!("settings-centre-only-encrypted")),
                        choice(true, move || t!("settings-centre-unencrypted")),
                    ]
                    value=Signal::derive(move || unencrypted.get())
                    on_choose=move |said| unencrypted.set(Some(said))
                />
            </div>
        })}
        <FaultLine failure=fault/>
        <div class="actions">
            <span class="grow"></span>
            <Button
                label=move || if is_busy.get() { t!("settings-centre-connecting") } else { t!("settings-centre-connect") }
                look=Look::Main
                disabled=is_busy
                on_press=connect
            />
        </div>
    }
}

/// How the line stands, and the way to end it.
#[component]
fn Connected(centre: RwSignal<Option<Centre>>, fault: RwSignal<Option<Failure>>) -> impl IntoView {
    let known = move || centre.get();
    let state = move || known().map(|centre| centre.line);
    let advice = move || match state()?.state {
        LineState::Refused { why } => Some(sentences::centre(reading(), why)),
        LineState::Unreached => Some(sentences::centre(reading(), CentreTrouble::Unreached)),
        _ => None,
    };
    let tone = move || match state().map(|line| line.state) {
        Some(LineState::AllSent { .. }) => Tone::Ok,
        Some(LineState::Sending) => Tone::Info,
        _ => Tone::Wait,
    };
    let disconnect = move |()| {
        fault.set(None);
        leptos::task::spawn_local(async move {
            match ask(DisconnectCentre {}).await {
                Ok(ended) => {
                    drop(centre.try_set(Some(ended)));
                    use_desk().refresh().await;
                }
                Err(failure) => drop(fault.try_set(Some(failure))),
            }
        });
    };
    view! {
        <dl class="facts">
            <dt>{move || t!("settings-centre-address")}</dt>
            <dd>{move || known().and_then(|centre| centre.address)}</dd>
            <dt>{move || t!("settings-centre-hospital")}</dt>
            <dd>{move || known().map(|centre| format!("{} · {}", centre.hospital, centre.terminal))}</dd>
            <dt>{move || t!("settings-centre-state")}</dt>
            <dd>
                <Pill
                    label=move || state().map(words::line).unwrap_or_default()
                    tone=Signal::derive(tone)
                />
            </dd>
            <dt>{move || t!("settings-centre-waiting")}</dt>
            <dd>{move || state().map(|line| words::number(line.waiting_facts))}</dd>
            <dt>{move || t!("settings-centre-contact")}</dt>
            <dd>{move || match known().and_then(|centre| centre.last_contact) {
                Some(at) => words::when(at),
                None => t!("settings-centre-never"),
            }}</dd>
        </dl>
        {move || advice().map(|advice| view! {
            <p class="fault-line" role="status"><Icon name=Glyph::Attention/><span>{advice}</span></p>
        })}
        {move || known().filter(|centre| centre.put_aside > 0).map(|centre| view! {
            <p class="small">{move || t!("settings-centre-put-aside", count = centre.put_aside)}</p>
        })}
        <FaultLine failure=fault/>
        <p class="small">{move || t!("settings-centre-disconnect-explained")}</p>
        <div class="actions">
            <span class="grow"></span>
            <Button
                label=move || t!("settings-centre-disconnect")
                icon=Glyph::Disconnected
                on_press=disconnect
            />
        </div>
    }
}
