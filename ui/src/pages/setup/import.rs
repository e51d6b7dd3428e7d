//! Staff, theatres and the waiting list from a spreadsheet; each line that can't be read is named.

use super::typed_in::TypedIn;
use crate::ask::ask;
use crate::components::{Button, Glyph, Icon, TextArea};
use crate::desk::{Desk, use_desk};
use crate::{sentences, t};
use ipc::{BadLine, BadLineProblem, ImportPreview, ReadImport, SaveImportTemplate};
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// How many bad lines are named at once; the rest are counted.
const BAD_LINES_SHOWN: usize = 50;

#[component]
pub fn ImportStep(typed: TypedIn) -> impl IntoView {
    let desk = use_desk();
    let csv = typed.csv;
    Effect::watch(
        move || csv.get(),
        move |csv, _, _| {
            let csv = csv.clone();
            leptos::task::spawn_local(look_at(desk, typed, csv));
        },
        false,
    );
    let template = RwSignal::new(None::<String>);
    let save_template = move |()| {
        leptos::task::spawn_local(async move {
            match ask(SaveImportTemplate {}).await {
                Ok(file) => drop(template.try_set(Some(file.path))),
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    let read_file = move |input: HtmlInputElement| {
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
            csv.try_set(text.unwrap_or_default());
        });
    };
    view! {
        <h1>{move || t!("setup-import-title")}</h1>
        <p class="small">{move || t!("setup-import-explained")}</p>
        <div class="row wrap">
            <Button label=move || t!("setup-template") icon=Glyph::Save on_press=save_template/>
            <label class="btn file">
                <Icon name=Glyph::Folder/>
                <span>{move || t!("setup-import-file")}</span>
                <input type="file" accept=".csv,text/csv" on:change:target=move |event| read_file(event.target())/>
            </label>
            <small class="grow" role="status">
                {move || template.get().map(|path| t!("setup-template-saved", path = path))}
            </small>
        </div>
        <TextArea label=move || t!("setup-import-paste") value=csv rows=5/>
        {move || typed.preview.get().map(|preview| view! { <Preview preview/> })}
    }
}

/// Asks what the text would bring; an answer to a text that was changed meanwhile is dropped.
async fn look_at(desk: Desk, typed: TypedIn, csv: String) {
    if csv.trim().is_empty() {
        typed.preview.set(None);
        return;
    }
    let answer = ask(ReadImport { csv: csv.clone() }).await;
    if typed.csv.try_with_untracked(|now| *now == csv) != Some(true) {
        return;
    }
    match answer {
        Ok(preview) => typed.preview.set(Some(preview)),
        Err(failure) => desk.tell(&failure),
    }
}

#[component]
fn Preview(preview: ImportPreview) -> impl IntoView {
    let ImportPreview { staff, theatres, waiting, bad_lines } = preview;
    let bad = bad_lines.len();
    let lines = bad_lines.into_iter().take(BAD_LINES_SHOWN).map(|line| view! { <Bad line/> }).collect_view();
    view! {
        <div class="preview" role="status">
            <p class="row wrap">
                <span class="pill ok">{move || t!("setup-brings-staff", count = staff)}</span>
                <span class="pill ok">{move || t!("setup-brings-theatres", count = theatres)}</span>
                <span class="pill ok">{move || t!("setup-brings-waiting", count = waiting)}</span>
                {(bad > 0).then(|| view! {
                    <span class="pill wait">
                        <Icon name=Glyph::Attention/>{move || t!("setup-bad-lines", count = bad)}
                    </span>
                })}
            </p>
            <ul class="bad-lines">{lines}</ul>
            {(bad > BAD_LINES_SHOWN).then(|| view! {
                <p class="small">{move || t!("and-more", count = bad - BAD_LINES_SHOWN)}</p>
            })}
        </div>
    }
}

#[component]
fn Bad(line: BadLine) -> impl IntoView {
    let desk = use_desk();
    let number = line.line;
    let column = line.column.clone();
    let place = move || match &column {
        Some(column) => t!("setup-line-column", line = number, column = column),
        None => t!("setup-line", line = number),
    };
    let problem = move || match &line.problem {
        BadLineProblem::UnknownKind { found } => t!("setup-unknown-kind", found = found),
        BadLineProblem::UnknownRole { found } => {
            let roles: Vec<&str> = domain::procedure::Role::ALL.iter().map(|role| role.key()).collect();
            t!("setup-unknown-role", found = found, roles = roles.join(", "))
        }
        BadLineProblem::UnknownProcedure { found } => t!("setup-unknown-procedure", found = found),
        BadLineProblem::NotAText => t!("setup-not-a-text"),
        BadLineProblem::Refused { refusal } => {
            desk.directory.with(|directory| sentences::refused(crate::desk::reading(), directory, refusal))
        }
    };
    view! { <li><b>{place}</b>" "<span>{problem}</span></li> }
}
