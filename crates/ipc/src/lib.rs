//! What the window asks the shell, and what it is answered: the name, argument and reply of every
//! command, in one place for both sides. A reply is a value or a [`Failure`].

mod attention;
mod board;
mod call;
mod cases;
mod centre;
mod failure;
mod patients;
mod people;
mod printing;
mod terminal;

pub use attention::*;
pub use board::*;
pub use call::{COMMANDS, Call};
pub use cases::*;
pub use centre::*;
pub use failure::{Failure, Trouble};
pub use patients::*;
pub use people::*;
pub use printing::*;
pub use terminal::*;
