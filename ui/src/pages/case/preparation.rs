//! What is asked and stated before the operation: side, anaesthesia, fasting, ward bed. Nothing is
//! chosen beforehand.

use super::before::anaesthesia;
use super::consent::Earlier;
use super::open::use_case;
use super::when::WhenField;
use crate::components::{Button, Choices, Dialog, Look, TextField, Toggles, choice};
use crate::{t, typed, words};
use domain::Moment;
use domain::procedure::{Anaesthesia, Command, GoneBy, Milestone, Side, WardBed};
use leptos::prelude::*;

#[component]
pub fn SideDialog() -> impl IntoView {
    let case = use_case();
    let side = RwSignal::new(None::<Side>);
    let gone_by = RwSignal::new(None::<GoneBy>);
    let sided = case.known(|procedure| procedure.operation.sided);
    let sides = Side::ALL.into_iter().filter(|side| !(sided && *side == Side::NotSided));
    let sides = sides.map(|side| choice(side, move || words::stated_side(side))).collect::<Vec<_>>();
    let sources = [
        GoneBy::PatientSaid,
        GoneBy::SkinMark,
        GoneBy::SignedConsent,
        GoneBy::Image,
        GoneBy::Referral,
        GoneBy::Telephone,
    ];
    let save = move |()| {
        if let Some(side) = side.get_untracked() {
            case.press_and_close(Command::StateSide { side, gone_by: gone_by.get_untracked() });
        }
    };
    view! {
        <Dialog title=move || t!("case-side-which") on_close=move |()| case.close()>
            <div class="sides"><Choices label=move || t!("side") options=sides value=side/></div>
            <Choices
                label=move || t!("case-side-gone-by")
                options=sources.map(|by| choice(by, move || words::word_of("gone-by", &by))).to_vec()
                value=gone_by
            />
            <div class="actions">
                <Button
                    label=move || match side.get() {
                        Some(side) => t!("case-side-save", side = words::stated_side(side)),
                        None => t!("case-side-none"),
                    }
                    look=Look::Main
                    disabled=Signal::derive(move || side.get().is_none() || gone_by.get().is_none())
                    on_press=save
                />
            </div>
        </Dialog>
    }
}

/// The plan, or once it has begun the change to something else and why.
#[component]
pub fn AnaesthesiaDialog() -> impl IntoView {
    let case = use_case();
    let (known, has_begun) = case
        .known(|procedure| (procedure.anaesthesia.clone(), procedure.reached(Milestone::AnaesthesiaStart).is_some()));
    let before = known.clone();
    // A plan is corrected from what it was; a change is said anew.
    let types = RwSignal::new(if has_begun { Vec::new() } else { known });
    let reason = RwSignal::new(String::new());
    let at = RwSignal::new(None::<Moment>);
    let was_earlier = RwSignal::new(false);
    let options = Anaesthesia::ALL.map(|kind| choice(kind, move || words::word_of("anaesthesia", &kind))).to_vec();
    let save = move |()| {
        let types = types.get_untracked();
        case.press_and_close(if has_begun {
            Command::ConvertAnaesthesia { to: types, at: at.get_untracked(), reason: reason.get_untracked() }
        } else {
            Command::PlanAnaesthesia { types }
        });
    };
    let lacks = move || types.with(Vec::is_empty) || (has_begun && reason.with(|reason| reason.trim().is_empty()));
    let title = move || if has_begun { t!("case-anaesthesia-convert") } else { t!("anaesthesia") };
    view! {
        <Dialog title=title on_close=move |()| case.close()>
            {has_begun.then(|| view! { <p>{move || t!("case-anaesthesia-was", types = anaesthesia(&before))}</p> })}
            <Toggles label=move || t!("case-anaesthesia-kinds") options value=types/>
            {has_begun.then(|| view! {
                <TextField label=move || t!("case-anaesthesia-why") value=reason/>
                <Earlier was_earlier at label=move || t!("case-anaesthesia-when")/>
            })}
            <div class="actions">
                <Button label=move || t!("case-save") look=Look::Main disabled=Signal::derive(lacks) on_press=save/>
            </div>
        </Dialog>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Known,
    NotKnown,
}

#[component]
pub fn FastingDialog() -> impl IntoView {
    let case = use_case();
    let known = case.known(|procedure| procedure.fasting.clone());
    let asked = RwSignal::new(known.as_ref().map(|known| if known.unknown { Asked::NotKnown } else { Asked::Known }));
    let solids = RwSignal::new(known.as_ref().and_then(|known| known.solids_until));
    let fluids = RwSignal::new(known.as_ref().and_then(|known| known.clear_fluids_until));
    let lacks = move || match asked.get() {
        None => true,
        Some(Asked::NotKnown) => false,
        Some(Asked::Known) => solids.get().is_none() && fluids.get().is_none(),
    };
    let save = move |()| {
        let unknown = asked.get_untracked() == Some(Asked::NotKnown);
        let told = |at: RwSignal<Option<Moment>>| at.get_untracked().filter(|_| !unknown);
        case.press_and_close(Command::RecordFasting {
            solids_until: told(solids),
            clear_fluids_until: told(fluids),
            unknown,
        });
    };
    view! {
        <Dialog title=move || t!("case-fasting") on_close=move |()| case.close() wide=true>
            <Choices
                label=move || t!("case-fasting-asked")
                options=vec![
                    choice(Asked::Known, move || t!("case-fasting-told")),
                    choice(Asked::NotKnown, move || t!("case-fasting-unknown")),
                ]
                value=asked
            />
            <Show when=move || asked.get() == Some(Asked::Known)>
                <WhenField label=move || t!("case-fasting-solids-until") value=solids/>
                <WhenField label=move || t!("case-fasting-fluids-until") value=fluids/>
            </Show>
            <div class="actions">
                <Button label=move || t!("case-save") look=Look::Main disabled=Signal::derive(lacks) on_press=save/>
            </div>
        </Dialog>
    }
}

#[component]
pub fn WardBedDialog() -> impl IntoView {
    let case = use_case();
    let known = case.known(|procedure| procedure.ward_bed.clone());
    let text = |read: fn(&WardBed) -> &String| {
        RwSignal::new(known.as_ref().map(|known| read(known).clone()).unwrap_or_default())
    };
    let (ward, bed) = (text(|place| &place.ward), text(|place| &place.bed));
    let save = move |()| {
        // Ward and bed are identifiers: Latin digits in both languages.
        let ward_bed = WardBed { ward: typed::latin(&ward.get_untracked()), bed: typed::latin(&bed.get_untracked()) };
        case.press_and_close(Command::SetWardBed { ward_bed });
    };
    let lacks = move || ward.with(|ward| ward.trim().is_empty()) || bed.with(|bed| bed.trim().is_empty());
    view! {
        <Dialog title=move || t!("case-ward-bed") on_close=move |()| case.close()>
            <div class="in-two">
                <TextField label=move || t!("field-ward") value=ward autofocus=true/>
                <TextField label=move || t!("field-bed") value=bed/>
            </div>
            <div class="actions">
                <Button label=move || t!("case-save") look=Look::Main disabled=Signal::derive(lacks) on_press=save/>
            </div>
        </Dialog>
    }
}
