//! The store of one terminal: one encrypted SQLite file of facts, and what they amount to.
//!
//! - [`Store::create`], [`Store::open`], [`Store::open_with_recovery`] begin; one [`Store`] is the
//!   only writer.
//! - [`Store::record`] takes facts, all or none; on the disk when it returns.
//! - Projections ([`Store::procedure`], [`Store::procedures_between`], [`Store::find_patients`] …)
//!   are what the facts amount to. They are disposable: [`Store::rebuild`] makes them again.
//! - PINs, drafts, preferences and counters belong to the terminal and are no facts.
//! - [`Store::receive`] takes the facts of other replicas, in whatever order they come.
//! - As a [`sync::Replica`] it says what it holds and hands it on.
//! - [`Store::verify`] proves every fact; [`Store::back_up`] and [`Store::restore`] outlive the disk.
//!
//! Deliberately absent: rules (they are in `domain`), the window's words (`ipc`), async, and any
//! way to change or delete a fact.

mod arriving;
mod author;
mod backup;
mod connection;
mod drafts;
mod error;
mod events;
mod folder;
mod folding;
mod history;
mod keeper;
mod keys;
mod migrations;
mod pins;
mod projection;
mod reading;
mod rebuild;
mod recovery;
mod replicating;
mod searching;
mod store;
mod terminal;
mod uptime;
mod verify;
mod words;

pub use author::Batch;
pub use backup::check_backup;
pub use drafts::Draft;
pub use error::{Result, StoreError, Trouble};
pub use folder::{Paths, exists};
pub use history::{HistoryEntry, Standing};
pub use keeper::{KeyKeeper, keyring_works};
pub use keys::keeper;
pub use migrations::MIGRATIONS;
pub use pins::PinCheck;
pub use projection::FOLD_VERSION;
pub use recovery::RecoveryKey;
pub use store::{Clock, Progress, Store};
pub use terminal::Counter;
pub use uptime::Uptime;
pub use verify::Verified;

/// A new id for a case, a patient or a person: a UUIDv7, so that what was made later sorts later.
/// Whatever the wall clock says, it makes one.
pub fn new_id() -> uuid::Uuid {
    journal::event_id(store::wall_clock().utc_ms(), rand::random())
}
