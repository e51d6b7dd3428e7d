//! What is needed while the operation is on.

use super::checklist_card::ChecklistCard;
use super::given_card::GivenCard;
use super::happened_card::HappenedCard;
use super::notes::{NoteBoxes, NotesCard};
use super::team::TeamCard;
use leptos::prelude::*;

#[component]
pub fn NowSection(boxes: NoteBoxes) -> impl IntoView {
    let is_writing = Signal::derive(move || boxes.is_writing());
    view! {
        <div class="case-now">
            <div class="col">
                <ChecklistCard is_writing/>
                <NotesCard boxes/>
            </div>
            <div class="col">
                <TeamCard/>
                <GivenCard/>
                <HappenedCard/>
            </div>
        </div>
    }
}
