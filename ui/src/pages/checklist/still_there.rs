//! Another patient who has not left the theatre: named before a Sign In is begun, so that it is not
//! answered for the wrong one.

use crate::components::{Button, Glyph, Icon, LinkButton, SideTag};
use crate::desk::use_desk;
use crate::pages::case::use_case;
use crate::{t, words};
use domain::procedure::Phase;
use ipc::SideShown;
use leptos::prelude::*;

/// Stands in the place of the items until somebody has said which patient this is.
#[component]
pub fn StillThere(phase: Phase, children: ChildrenFn) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let other = case.part(move |whole| {
        let has_begun = phase.items().any(|item| whole.procedure.checklist.answers.contains_key(&item));
        let is_open = phase == Phase::SignIn && !has_begun && !whole.procedure.checklist.is_cleared(phase);
        whole.still_in_theatre.clone().filter(|_| is_open)
    });
    let is_settled = RwSignal::new(false);
    // Once settled it is so, whatever becomes of the other case: the items are not built anew.
    let asked = Memo::new(move |_| if is_settled.get() { None } else { other.get() });
    let children = StoredValue::new(children);
    let this = move || case.with(|whole| words::patient_name(&whole.patient_line));
    move || match asked.get() {
        None => children.with_value(|children| children()).into_any(),
        Some(other) => {
            let theatre = other.theatre.map(|theatre| desk.theatre(theatre)).unwrap_or_default();
            let address = format!("/case/{}", other.id);
            let (name, told) = match &other.detail {
                Some(detail) => (
                    words::patient_name(&detail.patient),
                    view! {
                        <p>
                            {words::sex_age(&detail.patient)}" · "
                            {words::operation(&detail.operation)}" "
                            {(detail.side != SideShown::NotSided).then(|| view! { <SideTag side=detail.side/> })}
                        </p>
                    }
                    .into_any(),
                ),
                None => (other.procedure_no.clone(), ().into_any()),
            };
            view! {
                <section class="card still-there" role="alert">
                    <Icon name=Glyph::Attention/>
                    <div class="grow">
                        <h2>{t!("checklist-still-there", name = &name, theatre = theatre)}</h2>
                        {told}
                        <p>{t!("checklist-still-there-ask", name = this())}</p>
                    </div>
                    <div class="col">
                        <Button
                            label=move || t!("checklist-still-there-go-on", name = this())
                            on_press=move |()| is_settled.set(true)
                        />
                        <LinkButton label=move || t!("checklist-still-there-other", name = &name) href=address/>
                    </div>
                </section>
            }
            .into_any()
        }
    }
}
