//! Consent: by signature, by thumb print with a witness, or a guardian's; and its withdrawal.

use super::open::use_case;
use super::when::WhenField;
use crate::components::{Button, Choices, Dialog, Glyph, Icon, Look, TextArea, TextField, choice};
use crate::{t, words};
use domain::Moment;
use domain::patient::Relation;
use domain::procedure::{Command, ConsentBy};
use leptos::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Signature,
    ThumbPrint,
    Guardian,
}

#[component]
pub fn ConsentDialog() -> impl IntoView {
    let case = use_case();
    let how = RwSignal::new(None::<How>);
    let witness = RwSignal::new(String::new());
    let guardian = RwSignal::new(String::new());
    let relation = RwSignal::new(None::<Relation>);
    let at = RwSignal::new(None::<Moment>);
    let was_earlier = RwSignal::new(false);
    let relations =
        [Relation::Husband, Relation::Father, Relation::Mother, Relation::Son, Relation::Daughter, Relation::Guardian];
    let by = move || match how.get()? {
        How::Signature => Some(ConsentBy::Signature),
        How::ThumbPrint => {
            let witness = witness.get();
            (!witness.trim().is_empty()).then_some(ConsentBy::ThumbPrint { witness })
        }
        How::Guardian => {
            let (name, relation) = (guardian.get(), relation.get()?);
            let relation = words::word_of("relation", &relation);
            (!name.trim().is_empty()).then_some(ConsentBy::Guardian { name, relation })
        }
    };
    let lacks = move || match how.get() {
        None => Some(t!("case-choose", what = t!("case-consent-how-word"))),
        Some(How::ThumbPrint) if by().is_none() => Some(t!("case-write", what = t!("field-witness"))),
        Some(How::Guardian) if by().is_none() => Some(t!("case-write", what = t!("field-guardian"))),
        Some(_) if was_earlier.get() && at.get().is_none() => Some(t!("case-mile-save-none")),
        Some(_) => None,
    };
    let save = move |()| {
        if let Some(by) = untrack(by) {
            case.press_and_close(Command::GiveConsent { by, at: at.get_untracked() });
        }
    };
    view! {
        <Dialog title=move || t!("consent") on_close=move |()| case.close()>
            <Choices
                label=move || t!("case-consent-how")
                options=vec![
                    choice(How::Signature, move || t!("case-consent-signature")),
                    choice(How::ThumbPrint, move || t!("case-consent-thumb")),
                    choice(How::Guardian, move || t!("case-consent-guardian")),
                ]
                value=how
            />
            {move || how.get().and_then(|how| match how {
                How::Signature => None,
                How::ThumbPrint => Some(view! { <TextField label=move || t!("field-witness") value=witness/> }.into_any()),
                How::Guardian => {
                    let options = relations.map(|relation| choice(relation, move || words::word_of("relation", &relation)));
                    Some(view! {
                        <TextField label=move || t!("case-guardian-name") value=guardian/>
                        <Choices label=move || t!("case-guardian-relation") options=options.to_vec() value=relation/>
                    }
                    .into_any())
                }
            })}
            <Earlier was_earlier at label=move || t!("case-consent-when")/>
            <div class="actions">
                <Button
                    label=move || lacks().unwrap_or_else(|| t!("case-consent-save"))
                    look=Look::Main
                    disabled=Signal::derive(move || lacks().is_some())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

/// Now, unless a time is given.
#[component]
pub fn Earlier(
    was_earlier: RwSignal<bool>,
    at: RwSignal<Option<Moment>>,
    #[prop(into)] label: TextProp,
) -> impl IntoView {
    let forget = move |()| {
        was_earlier.set(false);
        at.set(None);
    };
    view! {
        <Show
            when=move || was_earlier.get()
            fallback=move || view! {
                <div>
                    <Button label=move || t!("case-earlier") icon=Glyph::Clock look=Look::Quiet on_press=move |()| was_earlier.set(true)/>
                </div>
            }
        >
            <WhenField label=label.clone() value=at/>
            <div><Button label=move || t!("case-happens-now") look=Look::Quiet on_press=forget/></div>
        </Show>
    }
}

#[component]
pub fn WithdrawConsentDialog() -> impl IntoView {
    let case = use_case();
    let reason = RwSignal::new(String::new());
    let at = RwSignal::new(None::<Moment>);
    let was_earlier = RwSignal::new(false);
    let save = move |()| {
        case.press_and_close(Command::WithdrawConsent { reason: reason.get_untracked(), at: at.get_untracked() });
    };
    view! {
        <Dialog title=move || t!("case-consent-withdraw") on_close=move |()| case.close()>
            <div class="alert bad"><Icon name=Glyph::Attention/><p>{move || t!("case-consent-withdraw-means")}</p></div>
            <TextArea label=move || t!("case-consent-withdraw-why") value=reason rows=2 autofocus=true/>
            <Earlier was_earlier at label=move || t!("case-consent-withdraw-when")/>
            <div class="actions">
                <Button
                    label=move || t!("case-consent-withdraw-do")
                    look=Look::Bad
                    disabled=Signal::derive(move || reason.with(|reason| reason.trim().is_empty()))
                    on_press=save
                />
            </div>
        </Dialog>
    }
}
