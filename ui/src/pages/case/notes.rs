//! Notes: before, during and after the operation. Signed text takes addenda only; what is being
//! typed is kept within a second.

use super::dialogs::CaseDialog;
use super::draft::{KeptLine, Typing};
use super::open::use_case;
use super::when::{WhenField, happened};
use crate::components::{Button, Dialog, Glyph, Icon, Look, Segment, choice};
use crate::desk::{reading, use_desk};
use crate::{t, words};
use domain::catalogue::{Bilingual, NoteTemplate, templates};
use domain::procedure::{Command, Milestone, Note, NoteType, Procedure};
use domain::{EventId, Moment};
use language::Language;
use leptos::prelude::*;

/// The three boxes of a case, one a kind of note, so that nothing typed is lost by looking at
/// another.
#[derive(Clone, Copy)]
pub struct NoteBoxes {
    pub shown: RwSignal<NoteType>,
    boxes: [Typing; 3],
}

impl NoteBoxes {
    pub fn open() -> NoteBoxes {
        let case = use_case();
        let me = untrack(|| use_desk().me());
        let boxes = NoteType::ALL.map(|note_type| {
            Typing::open(slot(note_type), move |text| {
                case.known(|procedure| {
                    let mine = |note: &Note| Some(note.author) == me && note.note_type == note_type;
                    procedure.notes.iter().any(|note| mine(note) && note.text == text)
                })
            })
        });
        let usual = case.known(usual_type);
        let begun =
            NoteType::ALL.into_iter().zip(boxes).find(|(_, typing)| !typing.text.with_untracked(String::is_empty));
        let usual_is_begun = boxes[usual as usize].text.with_untracked(|text| !text.is_empty());
        let shown = begun.filter(|_| !usual_is_begun).map_or(usual, |(note_type, _)| note_type);
        NoteBoxes { shown: RwSignal::new(shown), boxes }
    }

    /// The box that is seen.
    pub fn typing(self) -> Typing {
        self.boxes[self.shown.get() as usize]
    }

    pub fn is_writing(self) -> bool {
        !self.typing().is_empty()
    }

    /// Whether any box holds text that nobody signed.
    pub fn any_unsigned(self) -> bool {
        self.boxes.iter().any(|typing| !typing.is_empty())
    }

    fn of(self, note_type: NoteType) -> Typing {
        self.boxes[note_type as usize]
    }
}

fn slot(note_type: NoteType) -> &'static str {
    match note_type {
        NoteType::PreOperative => "note:pre-operative",
        NoteType::IntraOperative => "note:intra-operative",
        NoteType::PostOperative => "note:post-operative",
    }
}

/// The kind of note that belongs to where the case stands.
fn usual_type(procedure: &Procedure) -> NoteType {
    if procedure.reached(Milestone::OutOfTheatre).is_some() || procedure.status.is_final() {
        NoteType::PostOperative
    } else if procedure.reached(Milestone::AnaesthesiaStart).is_some() {
        NoteType::IntraOperative
    } else {
        NoteType::PreOperative
    }
}

#[component]
pub fn NotesCard(boxes: NoteBoxes) -> impl IntoView {
    let case = use_case();
    let kinds = [
        choice(NoteType::PreOperative, move || t!("case-notes-before")),
        choice(NoteType::IntraOperative, move || t!("case-notes-during")),
        choice(NoteType::PostOperative, move || t!("case-notes-after")),
    ];
    let notes = Memo::new(move |_| {
        let shown = boxes.shown.get();
        case.procedure(|procedure| {
            procedure.notes.iter().filter(|note| note.note_type == shown).cloned().collect::<Vec<Note>>()
        })
    });
    let at = RwSignal::new(None::<Moment>);
    let is_late = RwSignal::new(false);
    let forget_time = move || {
        is_late.set(false);
        at.set(None);
    };
    let sign = move |()| {
        let note_type = boxes.shown.get_untracked();
        let typing = boxes.of(note_type);
        let text = typing.text.get_untracked();
        leptos::task::spawn_local(async move {
            let signed = case.record(Command::SignNote { note_type, text, at: at.get_untracked() }).await;
            match signed {
                Ok(()) => {
                    typing.clear();
                    forget_time();
                }
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <section class="card notes-card">
            <div class="row head">
                <h2 class="grow">{move || t!("case-notes")}</h2>
                <Segment
                    legend=move || t!("case-notes")
                    options=kinds.to_vec()
                    value=Signal::derive(move || Some(boxes.shown.get()))
                    on_choose=move |note_type| boxes.shown.set(note_type)
                />
            </div>
            <div class="signed-notes">
                <For each=move || notes.get() key=|note| (note.id, note.addenda.len()) children=|note| view! { <SignedNote note/> }/>
            </div>
            {move || {
                let typing = boxes.typing();
                view! {
                    <div class="note-box">
                        <textarea
                            rows="2"
                            aria-label=move || t!("case-note-box", kind = words::word_of("note-type", &boxes.shown.get()))
                            placeholder=move || t!("case-note-hint")
                            prop:value=move || typing.text.get()
                            on:input:target=move |event| typing.text.set(event.target().value())
                        ></textarea>
                        <KeptLine typing/>
                    </div>
                }
            }}
            <Show when=move || is_late.get()>
                <WhenField label=move || t!("case-note-when") value=at/>
            </Show>
            <div class="row actions">
                <Button
                    label=move || t!("case-note-template")
                    icon=Glyph::File
                    on_press=move |()| case.open(CaseDialog::Template(boxes.shown.get_untracked()))
                />
                <Button
                    label=move || if is_late.get() { t!("case-note-now") } else { t!("case-note-late") }
                    look=Look::Quiet
                    on_press=move |()| if is_late.get_untracked() { forget_time() } else { is_late.set(true) }
                />
                <span class="grow"></span>
                <Button
                    label=move || t!("case-note-sign")
                    look=Signal::derive(move || if boxes.is_writing() { Look::Main } else { Look::Plain })
                    disabled=Signal::derive(move || !boxes.is_writing() || (is_late.get() && at.get().is_none()))
                    on_press=sign
                />
            </div>
        </section>
        <TemplateDialog boxes/>
    }
}

#[component]
fn SignedNote(note: Note) -> impl IntoView {
    let case = use_case();
    let desk = use_desk();
    let (id, at, recorded_at, author) = (note.id, note.at, note.recorded_at, note.author);
    let addenda = note.addenda.into_iter().map(|addendum| {
        let (author, at) = (addendum.author, addendum.at);
        view! {
            <div class="addendum">
                <p class="by">
                    <b>{move || format!("{} · {}", words::when(at), desk.person(author))}</b>
                    " "<small>{move || t!("case-addendum")}</small>
                </p>
                <p class="text">{addendum.text}</p>
            </div>
        }
    });
    view! {
        <article class="signed-note">
            <div class="row">
                <p class="by grow">
                    <b>{move || format!("{} · {}", happened(at, recorded_at), desk.person(author))}</b>
                    " "<small>{move || t!("case-signed")}</small>
                </p>
                <button
                    type="button"
                    class="btn quiet small-touch"
                    on:click=move |_| case.open(CaseDialog::Addendum(id))
                >
                    <Icon name=Glyph::Add/><span>{move || t!("case-addendum-add")}</span>
                </button>
            </div>
            <p class="text">{note.text}</p>
            {addenda.collect_view()}
        </article>
    }
}

/// Text that is added to a signed note; the note itself stays as it was signed.
#[component]
pub fn AddendumDialog(to: EventId) -> impl IntoView {
    let case = use_case();
    let note = case.known(|procedure| procedure.notes.iter().find(|note| note.id == to).cloned());
    let signed = note.clone();
    let typing = Typing::open(format!("addendum:{to}"), move |text| {
        signed.iter().flat_map(|note| &note.addenda).any(|addendum| addendum.text == text)
    });
    let sign = move |()| {
        leptos::task::spawn_local(async move {
            match case.record(Command::SignAddendum { to, text: typing.text.get_untracked() }).await {
                Ok(()) => {
                    typing.clear();
                    case.close();
                }
                Err(failure) => case.tell(failure),
            }
        });
    };
    view! {
        <Dialog title=move || t!("case-addendum-add") on_close=move |()| case.close() wide=true>
            {note.map(|note| view! { <p class="quoted">{note.text}</p> })}
            <div class="note-box">
                <textarea
                    rows="5"
                    aria-label=move || t!("case-addendum-add")
                    prop:value=move || typing.text.get()
                    on:input:target=move |event| typing.text.set(event.target().value())
                ></textarea>
                <KeptLine typing/>
            </div>
            <div class="actions">
                <Button
                    label=move || t!("case-addendum-sign")
                    look=Look::Main
                    disabled=Signal::derive(move || typing.is_empty())
                    on_press=sign
                />
            </div>
        </Dialog>
    }
}

/// The skeletons to choose from: this operation's own first. What is chosen goes below what was
/// typed, never over it.
#[component]
fn TemplateDialog(boxes: NoteBoxes) -> impl IntoView {
    let case = use_case();
    let wanted = move || match case.dialog.get() {
        Some(CaseDialog::Template(note_type)) => Some(note_type),
        _ => None,
    };
    move || {
        wanted().map(|note_type| {
            let own = case.procedure(|procedure| procedure.operation.entry().map(|entry| entry.note_template.clone()));
            let all = templates();
            let own = own.and_then(|key| all.get_key_value(&key));
            let others =
                all.iter().filter(move |(key, _)| own.is_none_or(|(own, _)| own != *key)).map(|(_, other)| other);
            let insert = move |template: &'static NoteTemplate| {
                let typing = boxes.of(note_type);
                let text = untrack(|| in_reading(template.text(note_type)));
                typing.text.update(|typed| {
                    let before = typed.trim_end().to_owned();
                    *typed = if before.is_empty() { text } else { format!("{before}\n\n{text}") };
                });
                case.close();
            };
            let button = move |template: &'static NoteTemplate| {
                view! {
                    <button type="button" class="choice" on:click=move |_| insert(template)>
                        <Icon name=Glyph::File/><span>{move || in_reading(&template.name)}</span>
                    </button>
                }
            };
            view! {
                <Dialog title=move || t!("case-template-title") on_close=move |()| case.close() wide=true>
                    <p>{move || t!("case-template-means")}</p>
                    {own.map(|(_, template)| view! {
                        <h3>{move || t!("case-template-own")}</h3>
                        <div class="choices">{button(template)}</div>
                        <h3>{move || t!("case-template-others")}</h3>
                    })}
                    <div class="choices">{others.map(button).collect_view()}</div>
                </Dialog>
            }
        })
    }
}

fn in_reading(words: &Bilingual) -> String {
    match reading() {
        Language::English => words.en.clone(),
        Language::Bangla => words.bn.clone(),
    }
}
