//! Two to five ways of which one is on.

use leptos::prelude::*;

/// `value` none: nothing is chosen yet, and nothing looks chosen.
#[component]
pub fn Segment<T>(
    /// What is chosen here; read out, not shown.
    #[prop(into)]
    legend: TextProp,
    options: Vec<(T, TextProp)>,
    #[prop(into)] value: Signal<Option<T>>,
    #[prop(into)] on_choose: Callback<T>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let buttons = options
        .into_iter()
        .map(|(option, label)| {
            let chosen = option.clone();
            let is_on = move || value.with(|value| value.as_ref() == Some(&option)).to_string();
            view! {
                <button type="button" aria-pressed=is_on on:click=move |_| on_choose.run(chosen.clone())>
                    {move || label.get()}
                </button>
            }
        })
        .collect_view();
    view! { <div class="seg" role="group" aria-label=move || legend.get()>{buttons}</div> }
}
