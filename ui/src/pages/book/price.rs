//! What it costs the patient, said before it is booked.

use super::form::Form;
use crate::desk::use_desk;
use crate::{t, words};
use leptos::prelude::*;

#[component]
pub fn Price(form: Form) -> impl IntoView {
    let entry = Memo::new(move |_| {
        form.operation
            .with(|operation| operation.as_ref().map(|operation| (operation.clone(), operation.entry().cloned())))
    });
    let shown = move || {
        let (operation, entry) = entry.get()?;
        let Some(entry) = entry else {
            return Some(view! { <p class="small">{t!("book-price-not-known")}</p> }.into_any());
        };
        let days = i64::from(entry.recovery_time_days);
        Some(
            view! {
                <div class="row price">
                    <span class="grow">
                        {words::operation(&operation)}
                        <small>{t!("book-price-of-catalogue")}</small>
                    </span>
                    <b>{language::money(use_desk().language(), entry.cost_bdt.0)}</b>
                </div>
                <p class="small">{t!("book-recovery-days", days = days)}" "{t!("book-price-without-subsidy")}</p>
            }
            .into_any(),
        )
    };
    view! {
        <Show when=move || entry.with(Option::is_some)>
            <section class="card col" aria-labelledby="price-heading">
                <h2 id="price-heading">{move || t!("book-price")}</h2>
                {shown}
            </section>
        </Show>
    }
}
