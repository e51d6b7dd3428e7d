//! Where the phase is signed: until then, what is missing is named in that place.

use super::Asking;
use crate::components::{Button, Dialog, Glyph, Icon, LinkButton, Look};
use crate::desk::{reading, use_desk};
use crate::pages::case::{CaseDialog, PhaseStanding, TeamPick, phase_standing, use_case};
use crate::{t, words};
use domain::PersonId;
use domain::procedure::{Command, Item, Phase};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What stands between the answers and the signature.
#[derive(Clone, PartialEq)]
enum Lack {
    Open(Vec<Item>),
    Holding(Vec<Item>),
    Nothing,
}

#[component]
pub fn SigningBar(phase: Phase) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let standing = Memo::new(move |_| phase_standing(case, phase));
    let phase_word = move || words::word_of("phase", &phase);
    let lack = Memo::new(move |_| {
        case.procedure(|procedure| {
            let checklist = &procedure.checklist;
            let (open, holding) = (checklist.unanswered(phase), checklist.holding(phase));
            if !open.is_empty() {
                Lack::Open(open)
            } else if !holding.is_empty() && !checklist.passed.contains_key(&phase) {
                Lack::Holding(holding)
            } else {
                Lack::Nothing
            }
        })
    });
    let is_cancelled = case.part(|whole| whole.procedure.status == domain::procedure::Status::Cancelled);
    view! {
        <div class="signing">
            // The way back while the phase is open; once it is signed, the filled button is it.
            <Show when=move || !matches!(standing.get(), PhaseStanding::Signed(_))>
                <LinkButton
                    label=move || t!("checklist-back")
                    icon=Glyph::Left
                    icon_only=true
                    href=format!("/case/{}", case.id)
                />
            </Show>
            <Kept phase/>
            <span class="grow"></span>
            {move || match standing.get() {
                PhaseStanding::Signed(signed) => view! {
                    <span class="pill ok">
                        <Icon name=Glyph::Check/>
                        {t!("checklist-signed", name = desk.person(signed.by), when = words::when(signed.at))}
                    </span>
                    <LinkButton label=move || t!("checklist-back") href=format!("/case/{}", case.id) look=Look::Main/>
                }
                .into_any(),
                _ if is_cancelled.get() => ().into_any(),
                standing => view! {
                    {move || (!matches!(standing, PhaseStanding::Passed(_)) && lack.get() != Lack::Nothing).then(|| view! {
                        <Button
                            label=move || t!("checklist-pass")
                            icon=Glyph::Emergency
                            on_press=move |()| case.open(CaseDialog::Pass(phase))
                        />
                    })}
                    <Sign phase lack/>
                }
                .into_any(),
            }}
            <span class="seen-by-readers-only" role="status">{phase_word}</span>
        </div>
    }
}

/// "Saved · 1 min ago": since the last answer of the phase.
#[component]
fn Kept(phase: Phase) -> impl IntoView {
    let case = use_case();
    let last = case.part(move |whole| {
        let answers = &whole.procedure.checklist.answers;
        phase.items().filter_map(|item| answers.get(&item)).map(|given| given.recorded_at).max()
    });
    move || {
        last.get().map(|last| {
            view! { <span class="pill"><Icon name=Glyph::Save/>{move || t!("checklist-kept", ago = words::ago(last))}</span> }
        })
    }
}

#[component]
fn Sign(phase: Phase, lack: Memo<Lack>) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let asking = expect_context::<Asking>();
    let is_choosing = RwSignal::new(false);
    let signer = RwSignal::new(None::<PersonId>);
    let sign = move |by: PersonId| case.press(Command::SignPhase { phase, by, at: asking.given_at.get_untracked() });
    let numbers = |items: &[Item]| words::item_numbers(reading(), items);
    move || {
        match lack.get() {
        Lack::Open(items) => {
            let first = items.first().copied();
            view! {
                <button type="button" class="btn lacking" on:click=move |_| go_to(first)>
                    {t!("checklist-open", items = numbers(&items))}
                </button>
            }
            .into_any()
        }
        Lack::Holding(items) => {
            let first = items.first().copied();
            view! {
                <button type="button" class="btn lacking" on:click=move |_| go_to(first)>
                    <Icon name=Glyph::Lock/>{t!("checklist-holding", items = numbers(&items))}
                </button>
            }
            .into_any()
        }
        Lack::Nothing => view! {
            <Button label=move || t!("checklist-sign-other") on_press=move |()| is_choosing.set(true)/>
            {desk.me().map(|me| view! {
                <Button
                    label=move || t!("checklist-sign", phase = words::word_of("phase", &phase), name = desk.person(me))
                    icon=Glyph::Pen
                    look=Look::Main
                    on_press=move |()| sign(me)
                />
            })}
            <Show when=move || is_choosing.get()>
                <Dialog title=move || t!("checklist-sign-other") on_close=move |()| is_choosing.set(false)>
                    <TeamPick label=move || t!("checklist-signs") value=signer/>
                    <div class="actions">
                        <Button
                            label=move || match signer.get() {
                                Some(by) => t!("checklist-sign", phase = words::word_of("phase", &phase), name = desk.person(by)),
                                None => t!("case-pass-name-missing"),
                            }
                            look=Look::Main
                            disabled=Signal::derive(move || signer.get().is_none())
                            on_press=move |()| {
                                if let Some(by) = signer.get_untracked() {
                                    is_choosing.set(false);
                                    sign(by);
                                }
                            }
                        />
                    </div>
                </Dialog>
            </Show>
        }
        .into_any(),
    }
    }
}

/// Brings an item's answers under the hand.
fn go_to(item: Option<Item>) {
    let Some(item) = item else { return };
    let found = document().query_selector(&format!("[data-item='{}'] .answer", item.number())).ok().flatten();
    if let Some(button) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
