//! What every page is made of.

mod button;
mod case_state;
mod chooser;
mod dialog;
mod face;
mod field;
mod icon;
mod moment_field;
mod notice;
mod patient_bar;
mod person_pick;
mod pill;
mod reason_dialog;
mod segment;
mod work_progress;

pub use button::{Button, LinkButton, Look};
pub use case_state::{Pips, StateMark, StateShown};
pub use chooser::Chooser;
pub use dialog::Dialog;
pub use face::Face;
pub use field::{Choices, NumberField, TextArea, TextField, Toggles, choice};
pub use icon::{Glyph, Icon};
pub use moment_field::{DateField, TimeField};
pub use notice::{FaultLine, Notices};
pub use patient_bar::{AllergyBadge, PatientBar, SideTag};
pub use person_pick::{PersonPick, is_called};
pub use pill::{Pill, Tag, Tone};
pub use reason_dialog::{ReasonDialog, ReasonPick, reason_words, term_words};
pub use segment::Segment;
pub use work_progress::WorkProgress;
