//! The shell without a window: the plain functions behind each command, on a real store.

mod bad_days;
mod bad_input;
mod board;
mod centre;
mod command_line;
mod disputes;
mod emergency;
mod locking;
mod privacy;
mod progress;
mod story;
mod theatre;
