//! Booking a case: who, what, which side, by whom, when and where. The same page gives a booked case
//! another time, and a waiting one its first.

mod clash;
mod form;
mod place;
mod price;
mod team;
mod what;
mod who;

pub use clash::{ClashPanel, FreeSlots, clash_words, contested};
pub use form::when_and_where;
pub use place::Lacking;
pub use what::PickProcedure;

use crate::ask::ask;
use crate::components::{Button, Glyph, Look, ReasonDialog};
use crate::desk::use_desk;
use crate::{t, words};
use domain::ProcedureId;
use domain::catalogue::TermList;
use domain::procedure::{Command, Reason, Request};
use form::{Form, Lack};
use ipc::{GetCase, GetPatient, Record, RequestCase};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use place::WhenAndWhere;
use price::Price;
use team::Team;
use what::What;
use who::Who;

#[component]
pub fn BookPage() -> impl IntoView {
    let desk = use_desk();
    let form = Form::new();
    let query = use_query_map().read_untracked().clone();
    let date = query.get("date").and_then(|date| crate::typed::date(&date, form.date.get_untracked()));
    if let Some(date) = date {
        form.date.set(date);
    }
    let case: Option<ProcedureId> = query.get("case").and_then(|case| case.parse().ok());
    let patient = query.get("patient").and_then(|patient| patient.parse().ok());
    let is_ready = RwSignal::new(case.is_none() && patient.is_none());
    leptos::task::spawn_local(async move {
        if let Some(id) = case {
            match ask(GetCase { id }).await {
                Ok(view) => form.take_case(view),
                Err(failure) => desk.tell(&failure),
            }
        } else if let Some(id) = patient {
            match ask(GetPatient { id }).await {
                Ok(view) => form.patient.set(Some(view.line)),
                Err(failure) => desk.tell(&failure),
            }
        }
        is_ready.try_set(true);
    });
    view! {
        <Show when=move || is_ready.get()>
            <section class="book">
                <Head form case/>
                <div class="book-columns">
                    <div class="col">
                        <Who form/>
                        <What form/>
                        <Team form/>
                    </div>
                    <div class="col">
                        <WhenAndWhere form/>
                        <Price form/>
                        {case.map(|case| view! { <CallOff form case/> })}
                    </div>
                </div>
            </section>
        </Show>
    }
}

/// The way back, and the buttons that say what they do.
#[component]
fn Head(form: Form, case: Option<ProcedureId>) -> impl IntoView {
    let is_over_clash = RwSignal::new(false);
    let back = move |()| {
        let _ = window().history().and_then(|history| history.back());
    };
    let navigate = use_navigate();
    let book = Callback::new(move |override_reason: Option<Reason>| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            if let Some(date) = send(form, case, override_reason).await {
                navigate(&format!("/day/{date}"), Default::default());
            }
        });
    });
    let to_waiting = use_navigate();
    let wait = move |()| {
        let navigate = to_waiting.clone();
        leptos::task::spawn_local(async move {
            if send_to_waiting(form).await {
                navigate("/waiting", Default::default());
            }
        });
    };
    let title = move || match (case.is_some(), form.was_booked()) {
        (false, _) => t!("book-title"),
        (true, true) => t!("book-title-move"),
        (true, false) => t!("book-title-place"),
    };
    let label = move || {
        let lacks = form.lacks();
        if !lacks.is_empty() {
            return t!("book-still-to-say", what = lacks.iter().map(|lack| lack.word()).collect::<Vec<_>>().join(", "));
        }
        let Some((theatre, start)) = form.place() else { return t!("book-looking") };
        let place = when_and_where(theatre, start);
        match (form.has_clash(), case.is_some(), form.was_booked()) {
            (true, ..) => t!("book-free-or-reason"),
            (false, false, _) => t!("book-in", place = place),
            (false, true, true) => t!("book-move-to", place = place),
            (false, true, false) => t!("book-place-in", place = place),
        }
    };
    let is_held = move || form.is_sent.get() || !form.lacks().is_empty() || form.place().is_none() || form.has_clash();
    let may_wait = move || form.lacks().iter().all(|lack| *lack == Lack::Place) && !form.is_sent.get();
    let place_words = move || form.place().map(|(theatre, start)| when_and_where(theatre, start)).unwrap_or_default();
    Effect::new(move || {
        if form.wants_override.get() {
            form.wants_override.set(false);
            is_over_clash.set(true);
        }
    });
    view! {
        <header class="book-head">
            <Button label=move || t!("book-back") icon=Glyph::Left icon_only=true on_press=back/>
            <h1 class="grow">{title}</h1>
            {case.is_none().then(|| view! {
                <Button
                    label=move || t!("book-to-waiting-list")
                    disabled=Signal::derive(move || !may_wait())
                    on_press=wait
                />
            })}
            <Button
                label=label
                look=Look::Main
                disabled=Signal::derive(is_held)
                on_press=move |()| book.run(None)
            />
            <Show when=move || is_over_clash.get()>
                <ReasonDialog
                    title=move || t!("book-anyway-title", place = place_words())
                    action=move || t!("book-anyway-do", place = place_words())
                    explained=move || t!("book-anyway-explained")
                    list=TermList::OverrideReason
                    grave=true
                    on_close=move |()| is_over_clash.set(false)
                    on_reason=move |reason| {
                        is_over_clash.set(false);
                        book.run(Some(reason));
                    }
                />
            </Show>
        </header>
    }
}

/// Books what the form says. Gives the day that it was booked on; none when it was refused, which
/// has been told.
async fn send(form: Form, case: Option<ProcedureId>, override_reason: Option<Reason>) -> Option<time::Date> {
    let desk = use_desk();
    let slot = form.slot()?;
    let day = words::here(slot.start).date();
    let place = untrack(|| when_and_where(slot.theatre, slot.start));
    let team = form.team();
    form.is_sent.set(true);
    let sent = match case {
        Some(id) => {
            async {
                for (person, role) in form.left_team() {
                    ask(Record { id, command: Command::LeaveTeam { person, role } }).await?;
                }
                let reason = form
                    .move_reason
                    .with_untracked(|reason| Some(reason.clone()).filter(|reason| *reason != Reason::default()));
                ask(Record { id, command: Command::Schedule { slot, team, reason, override_reason } }).await.map(drop)
            }
            .await
        }
        None => {
            let request = form.request()?;
            ask(RequestCase { request, slot: Some(slot), team, override_reason }).await.map(drop)
        }
    };
    form.is_sent.try_set(false);
    match sent {
        Ok(()) => {
            desk.recorded.update(|times| *times += 1);
            desk.note(untrack(|| t!("book-done", place = place)));
            Some(day)
        }
        Err(failure) => {
            desk.tell(&failure);
            form.ask_again();
            None
        }
    }
}

async fn send_to_waiting(form: Form) -> bool {
    let desk = use_desk();
    let Some(request) = form.request() else { return false };
    form.is_sent.set(true);
    let sent = ask(RequestCase { request, slot: None, team: Vec::new(), override_reason: None }).await;
    form.is_sent.try_set(false);
    match sent {
        Ok(_) => {
            desk.recorded.update(|times| *times += 1);
            desk.note(untrack(|| t!("book-waiting-done")));
            true
        }
        Err(failure) => {
            desk.tell(&failure);
            false
        }
    }
}

/// Taking a case off the list: back to the waiting list, or cancelled, each with its reason.
#[component]
fn CallOff(form: Form, case: ProcedureId) -> impl IntoView {
    let asks: RwSignal<Option<bool>> = RwSignal::new(None);
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |command: Command, told: String| {
        asks.set(None);
        leptos::task::spawn_local(async move {
            let desk = use_desk();
            match ask(Record { id: case, command }).await {
                Ok(_) => {
                    desk.recorded.update(|times| *times += 1);
                    desk.note(told);
                    navigate.try_with_value(|navigate| navigate("/", Default::default()));
                }
                Err(failure) => desk.tell(&failure),
            }
        });
    };
    view! {
        <div class="card row wrap">
            <h2 class="grow">{move || t!("book-call-off")}</h2>
            <Show when=move || form.was_booked()>
                <Button label=move || t!("book-return-to-waiting") on_press=move |()| asks.set(Some(false))/>
            </Show>
            <Button label=move || t!("book-cancel-case") look=Look::Bad on_press=move |()| asks.set(Some(true))/>
            {move || asks.get().map(|cancels| match cancels {
                true => view! {
                    <ReasonDialog
                        title=move || t!("book-cancel-title")
                        action=move || t!("book-cancel-case")
                        list=TermList::CancellationReason
                        grave=true
                        on_close=move |()| asks.set(None)
                        on_reason=move |reason| send(Command::Cancel { reason }, untrack(|| t!("book-cancelled")))
                    />
                }
                .into_any(),
                false => view! {
                    <ReasonDialog
                        title=move || t!("book-return-title")
                        action=move || t!("book-return-to-waiting")
                        list=TermList::CancellationReason
                        on_close=move |()| asks.set(None)
                        on_reason=move |reason| {
                            send(Command::ReturnToWaiting { reason }, untrack(|| t!("book-returned")));
                        }
                    />
                }
                .into_any(),
            })}
        </div>
    }
}

/// A request as the form has it; its number is minted by the shell.
impl Form {
    fn request(self) -> Option<Request> {
        Some(Request {
            procedure_no: String::new(),
            patient: self.patient.with_untracked(|patient| patient.as_ref().map(|patient| patient.id))?,
            operation: self.operation.get_untracked()?,
            urgency: self.urgency.get_untracked()?,
            minutes: self.minutes.get_untracked(),
            side: self.side.get_untracked(),
            anaesthesia: self.anaesthesia.get_untracked(),
            ward_bed: self.ward_bed(),
            reason: None,
            encounter: None,
            waiting_since: None,
        })
    }
}
