//! The board: theatres as lanes on a time axis, cases as blocks that can be carried to another time.

mod axis;
mod block;
mod carry;
mod drag;
mod keys;
mod lanes;
mod list;
mod place;
#[cfg(test)]
mod sample;
mod standing;
mod strip;
mod view;

pub use axis::Axis;
pub use carry::{Carry, Dropped, Ghost};
pub use drag::{is_movable, operator};
pub use list::DayList;
pub use place::PlaceDialog;
pub use standing::{is_in_theatre, run_over, summary};
pub use strip::{WaitingStrip, waiting_tags, waits};
pub use view::Board;
