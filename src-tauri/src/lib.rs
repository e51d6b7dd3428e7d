//! The desktop shell: what the window asks is answered here, and what is done from the command
//! line. Rules are in `domain`, storage is in `store`; this is the plumbing between them and a
//! screen.
//!
//! - [`desk`] is the one way to the store: who is signed in, what time it is, one thing at a time.
//! - [`line`] hands over to the central service what was recorded, and fetches what others did.
//! - [`terminal`], [`centre`], [`backups`], [`people`], [`board`], [`attention`], [`patients`], [`cases`] and
//!   [`printing`] answer the commands of `ipc`'s areas of the same names, as plain functions.
//! - [`commands`] hands them to Tauri, [`window`] opens the window, [`command_line`] does without.

pub mod attention;
pub mod backups;
pub mod board;
mod case_lines;
pub mod cases;
pub mod centre;
pub mod clock;
pub mod command_line;
pub mod commands;
pub mod desk;
mod failures;
mod first_start;
mod import;
mod ledger;
pub mod line;
mod log;
mod numbers;
mod patient_lines;
pub mod patients;
pub mod people;
pub mod places;
mod preferences;
pub mod printing;
mod session;
mod setting_up;
pub mod terminal;
pub mod window;
