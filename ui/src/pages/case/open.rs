//! The case that stands open, shared by its pages: what is known of it, and the one way to record in it.

use super::dialogs::CaseDialog;
use crate::ask::ask;
use crate::components::{Glyph, Icon, LinkButton};
use crate::desk::{Notice, Told, use_desk};
use crate::t;
use domain::procedure::{Command, Procedure};
use domain::{PatientId, PersonId, ProcedureId, Refusal};
use ipc::{CaseLine, CaseView, Draft, Failure, GetCase, GetDrafts, Record, WholeCase};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A case that its reader sees whole.
#[derive(Clone, Copy)]
pub struct OpenCase {
    pub id: ProcedureId,
    /// What is open above the page.
    pub dialog: RwSignal<Option<CaseDialog>>,
    view: RwSignal<CaseView>,
    whole: RwSignal<WholeCase>,
    /// What the signed-in person had typed when the page opened.
    drafts: StoredValue<Vec<Draft>>,
    /// Commands on their way: a second touch of the same button is the same touch.
    under_way: StoredValue<Vec<Command>>,
}

/// The case of the page. Only below [`Opened`].
pub fn use_case() -> OpenCase {
    expect_context::<OpenCase>()
}

impl OpenCase {
    fn new(view: RwSignal<CaseView>, whole: WholeCase, drafts: Vec<Draft>) -> Self {
        OpenCase {
            id: view.with_untracked(|view| view.line.id),
            dialog: RwSignal::new(None),
            view,
            whole: RwSignal::new(whole),
            drafts: StoredValue::new(drafts),
            under_way: StoredValue::new(Vec::new()),
        }
    }

    pub fn with<T>(self, read: impl FnOnce(&WholeCase) -> T) -> T {
        self.whole.with(read)
    }

    pub fn procedure<T>(self, read: impl FnOnce(&Procedure) -> T) -> T {
        self.whole.with(|whole| read(&whole.procedure))
    }

    pub fn view(self) -> Signal<CaseView> {
        self.view.into()
    }

    /// The procedure as it is known now, for what is read once.
    pub fn known<T>(self, read: impl FnOnce(&Procedure) -> T) -> T {
        self.whole.with_untracked(|whole| read(&whole.procedure))
    }

    pub fn line<T>(self, read: impl FnOnce(&CaseLine) -> T) -> T {
        self.view.with(|view| read(&view.line))
    }

    /// A part of the case that is told only when it changes.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&WholeCase) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.whole.with(|whole| read(whole)))
    }

    pub fn patient(self) -> PatientId {
        self.whole.with_untracked(|whole| whole.patient_line.id)
    }

    /// Everyone on the team, each once, in the order of joining.
    pub fn team(self) -> Vec<PersonId> {
        self.procedure(|procedure| {
            let mut people: Vec<PersonId> = Vec::new();
            for member in &procedure.team {
                if !people.contains(&member.person) {
                    people.push(member.person);
                }
            }
            people
        })
    }

    /// The text kept for a box, when the page opened.
    pub fn draft(self, slot: &str) -> Option<Draft> {
        self.drafts.with_value(|drafts| drafts.iter().find(|draft| draft.slot == slot).cloned())
    }

    /// Remembers what was kept, for a box that is opened again on the same page.
    pub fn remember_draft(self, draft: Draft) {
        self.drafts.update_value(|drafts| {
            drafts.retain(|known| known.slot != draft.slot);
            drafts.push(draft);
        });
    }

    /// Records one command; the case as it then stands takes the place of what was shown.
    pub async fn record(self, command: Command) -> Result<(), Failure> {
        if self.under_way.with_value(|under_way| under_way.contains(&command)) {
            return Ok(());
        }
        self.under_way.update_value(|under_way| under_way.push(command.clone()));
        let reply = ask(Record { id: self.id, command: command.clone() }).await;
        self.under_way.try_update_value(|under_way| under_way.retain(|other| *other != command));
        self.take(reply?);
        forget_refusals();
        Ok(())
    }

    /// Records one command from a touch of the page. A phase that is due opens its way; any other
    /// failure is told.
    pub fn press(self, command: Command) {
        leptos::task::spawn_local(async move {
            if let Err(failure) = self.record(command).await {
                self.tell(failure);
            }
        });
    }

    /// Records one command from a dialog, and closes it when that was done. What was typed stays
    /// when it was not.
    pub fn press_and_close(self, command: Command) {
        leptos::task::spawn_local(async move {
            match self.record(command).await {
                Ok(()) => drop(self.dialog.try_set(None)),
                Err(failure) => self.tell(failure),
            }
        });
    }

    /// Says why something was not recorded, and opens the way on where there is one.
    pub fn tell(self, failure: Failure) {
        match failure {
            Failure::Refused { refusal: Refusal::PhaseDue { phase, before } } => {
                let _ = self.dialog.try_set(Some(CaseDialog::PhaseDue { phase, before }));
            }
            failure => use_desk().tell(&failure),
        }
    }

    pub fn open(self, dialog: CaseDialog) {
        self.dialog.set(Some(dialog));
    }

    pub fn close(self) {
        self.dialog.set(None);
        forget_refusals();
    }

    async fn ask_again(self) -> Result<(), Failure> {
        self.take(ask(GetCase { id: self.id }).await?);
        Ok(())
    }

    fn take(self, view: CaseView) {
        if let Some(whole) = &view.whole
            && self.whole.try_with_untracked(|known| known != &**whole) == Some(true)
        {
            self.whole.try_set((**whole).clone());
        }
        if self.view.try_with_untracked(|known| *known != view) == Some(true) {
            self.view.try_set(view);
        }
    }
}

/// What the rules refused is no news any more once something else was done, or the page was left.
fn forget_refusals() {
    let is_refusal = |notice: &Notice| matches!(notice.told, Told::Failure(Failure::Refused { .. }));
    let notices = use_desk().notices;
    if notices.with_untracked(|notices| notices.iter().any(is_refusal)) {
        notices.update(|notices| notices.retain(|notice| !is_refusal(notice)));
    }
}

enum Loaded {
    Asking,
    Here(Box<CaseView>, Vec<Draft>),
    Failed(Failure),
}

/// Asks for the case that the address names. `whole` is shown to who may see all of it, with
/// [`use_case`] below; `restricted` to everyone else.
#[component]
pub fn Opened(whole: fn() -> AnyView, restricted: fn(Signal<CaseView>) -> AnyView) -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).and_then(|id| id.parse::<ProcedureId>().ok()));
    let loaded = RwSignal::new(Loaded::Asking);
    Effect::new(move || {
        let asked = id.get();
        leptos::task::spawn_local(async move {
            let found = match find(asked).await {
                Ok((view, drafts)) => Loaded::Here(Box::new(view), drafts),
                Err(failure) => Loaded::Failed(failure),
            };
            // The page may be gone, or another case's by now.
            if id.try_get_untracked() == Some(asked) {
                loaded.set(found);
            }
        });
    });
    move || {
        loaded.with(|loaded| match loaded {
            Loaded::Asking => ().into_any(),
            Loaded::Failed(failure) => view! { <NotShown failure=failure.clone()/> }.into_any(),
            Loaded::Here(view, drafts) => {
                view! { <Page view=(**view).clone() drafts=drafts.clone() whole restricted/> }.into_any()
            }
        })
    }
}

async fn find(id: Option<ProcedureId>) -> Result<(CaseView, Vec<Draft>), Failure> {
    let id = id.ok_or(Failure::Refused { refusal: Refusal::NotFound })?;
    let view = ask(GetCase { id }).await?;
    let drafts = if view.whole.is_some() { ask(GetDrafts { case: id }).await? } else { Vec::new() };
    Ok((view, drafts))
}

#[component]
fn Page(
    view: CaseView,
    drafts: Vec<Draft>,
    whole: fn() -> AnyView,
    restricted: fn(Signal<CaseView>) -> AnyView,
) -> impl IntoView {
    let view = RwSignal::new(view);
    let drafts = StoredValue::new(drafts);
    // Who leaves the team of a sensitive case stops seeing it while the page is open.
    let sees_whole = Memo::new(move |_| view.with(|view| view.whole.is_some()));
    move || {
        if sees_whole.get()
            && let Some(known) = view.with_untracked(|view| view.whole.clone())
        {
            let case = OpenCase::new(view, *known, drafts.get_value());
            provide_context(case);
            keep_true(case);
            on_cleanup(forget_refusals);
            whole()
        } else {
            restricted(view.into())
        }
    }
}

/// Asks again when facts arrived that this page did not record.
fn keep_true(case: OpenCase) {
    let recorded = use_desk().recorded;
    Effect::watch(
        move || recorded.get(),
        move |_, _, _| {
            leptos::task::spawn_local(async move {
                if let Err(failure) = case.ask_again().await {
                    case.tell(failure);
                }
            });
        },
        false,
    );
}

#[component]
fn NotShown(failure: Failure) -> impl IntoView {
    let desk = use_desk();
    let sentence =
        move || desk.directory.with(|directory| crate::sentences::failure(desk.language(), directory, &failure));
    view! {
        <div class="empty">
            <Icon name=Glyph::Search/>
            <h1>{move || t!("case-not-shown")}</h1>
            <p>{sentence}</p>
            <LinkButton label=move || t!("case-go-today") href="/".to_owned()/>
        </div>
    }
}
