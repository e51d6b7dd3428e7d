//! The board: theatres as lanes on a time axis, cases as blocks that can be carried to another time.

mod block;
mod carry;
mod list;
mod place;
mod strip;
mod view;

pub use carry::{Carry, Dropped, Ghost};
pub use list::DayList;
pub use place::PlaceDialog;
pub use strip::{WaitingStrip, waiting_tags, waits};
pub use view::Board;
