//! What the board, a case's page and the door work out before they draw: where a block stands and
//! may be carried to, how late a case is, what comes next, whose badge it is. Pure, so that it is
//! tested without a window.

mod axis;
mod door;
mod drag;
mod keys;
mod lanes;
mod next_step;
mod overrun;
#[cfg(test)]
mod sample;
mod standing;
mod state;

pub use axis::{Axis, Mark, has_begun, span};
pub use door::{by_badge, offered};
pub use drag::{
    Carried, DRAG_BEGINS_PX, Landing, Surface, bookings, clashes_there, free_soonest, is_movable, operator,
};
pub use keys::{Arrow, neighbour};
pub use lanes::{Lane, LeastWidth, Placed, lanes};
pub use next_step::{NextStep, next_milestone, next_step};
pub use overrun::{minutes_over, next_moves_to};
pub use standing::{Lateness, Summary, block_class, elapsed, is_in_theatre, lateness, run_over, summary};
pub use state::{CaseState, state_of};
