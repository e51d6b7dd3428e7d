//! The terminal itself: first start, keys, preferences, backups, the state of its store.

use crate::backups::EXTENSION;
use crate::command_line::NOBODY;
use crate::desk::{Desk, Held, Inside};
use crate::failures::Fault;
use crate::ledger::Ledger;
use crate::places::{dated, free_name};
use crate::setting_up::{self, keeper};
use crate::{first_start, import, preferences};
use domain::access::Right;
use domain::audit::AuditFact;
use domain::{Moment, PersonId};
use ipc::{
    BackUp, CheckStore, EscrowKey, ExploreSample, Failure, ImportPreview, Line, ReadImport, RestoreFromBackup,
    SaveImportTemplate, SavedFile, SetPreferences, SetUpTerminal, Stage, Status, StoreReport, TerminalStatus, Trouble,
    UnlockStore, Work,
};
use std::fs;
use std::path::{Path, PathBuf};
use store::{Batch, RecoveryKey, Store, StoreError};

/// What the window shows when nobody is signed in. What was not there, or could not be opened for
/// a reason that passes, is looked for again.
pub fn terminal_status(desk: &Desk, _: TerminalStatus) -> Result<Status, Failure> {
    let mut inside = desk.inside();
    if let Held::Nothing | Held::CannotOpen(Trouble::InUse | Trouble::DiskFull | Trouble::ReadOnly) = inside.held {
        inside.held = first_start::look(&desk.places, &mut desk.telling(Work::Rebuilding));
    }
    let wall_ms = desk.clock().wall_ms();
    let now = inside.now(wall_ms);
    let preferences = inside.preferences.clone();
    let (stage, line, clock_doubt) = match &mut inside.held {
        Held::Open(ledger) => {
            let hospital = ledger.store.hospital().map_err(Fault::from)?;
            let stage = Stage::Ready {
                hospital: hospital.name,
                hospital_bn: hospital.name_bn,
                terminal: ledger.store.terminal().to_owned(),
                sample: hospital.sample,
            };
            let waiting_facts = ledger.store.unsent_facts();
            let line = Line { waiting_facts, state: desk.line.state(&ledger.store, waiting_facts) };
            (stage, line, ledger.clock_doubt(now))
        }
        Held::CannotOpen(trouble) => {
            let file = desk.places.store_file().display().to_string();
            (Stage::CannotOpen { trouble: *trouble, file }, Line::default(), None)
        }
        Held::Nothing | Held::NotLookedAt => {
            let folder = desk.places.data.display().to_string();
            let stage = Stage::FirstStart { folder, keyring: store::keyring_works() };
            (stage, Line::default(), crate::clock::doubt(now, None, crate::clock::made_at()))
        }
    };
    Ok(Status { stage, preferences, line, now, clock_doubt, version: env!("CARGO_PKG_VERSION").into() })
}

pub fn explore_sample(desk: &Desk, call: ExploreSample) -> Result<(), Failure> {
    let mut inside = desk.inside();
    let now = inside.now(desk.clock().wall_ms());
    let ledger =
        setting_up::sample(&desk.places, call.seed, now, keeper(call.keeper), &mut desk.telling(Work::Inventing))?;
    inside.open(ledger);
    Ok(())
}

pub fn read_import(desk: &Desk, call: ReadImport) -> Result<ImportPreview, Failure> {
    Ok(import::preview(&call.csv, now(desk)))
}

pub fn save_import_template(desk: &Desk, _: SaveImportTemplate) -> Result<SavedFile, Failure> {
    // Spreadsheets read Bangla rightly only after a byte order mark.
    let csv = format!("\u{feff}{}", import::TEMPLATE);
    Ok(desk.places.save_for_person("shalya-import", "csv", csv.as_bytes())?)
}

pub fn set_up_terminal(desk: &Desk, call: SetUpTerminal) -> Result<EscrowKey, Failure> {
    let mut inside = desk.inside();
    let now = inside.now(desk.clock().wall_ms());
    let (ledger, key) = setting_up::hospital(&desk.places, call, now)?;
    inside.open(ledger);
    Ok(EscrowKey { groups: key.groups() })
}

pub fn unlock_store(desk: &Desk, call: UnlockStore) -> Result<(), Failure> {
    let mut inside = desk.inside();
    if matches!(inside.held, Held::Open(_)) {
        return Ok(());
    }
    let key = RecoveryKey::parse(&call.recovery_key).map_err(Fault::from)?;
    let opened = Store::open_with_recovery(&desk.places.data, &key, keeper(call.keeper));
    inside.open(Ledger::new(opened.map_err(Fault::from)?));
    Ok(())
}

/// In the place of a store that is open only by whoever administers; of one that is missing or
/// cannot be opened by whoever holds the recovery key.
pub fn restore_from_backup(desk: &Desk, call: RestoreFromBackup) -> Result<(), Failure> {
    let backup = PathBuf::from(call.path.trim());
    store::check_backup(&backup).map_err(|error| of_backup(error, &backup))?;
    let key = RecoveryKey::parse(&call.recovery_key).map_err(Fault::from)?;
    let is_open = matches!(desk.inside().held, Held::Open(_));
    if is_open {
        desk.at_work(|seat| seat.need(Right::Administer))?;
    }
    let mut inside = desk.inside();
    let by = inside.session.take().map_or(NOBODY, |session| session.person);
    inside.held = Held::NotLookedAt;
    let restored = Store::restore_showing(
        &backup,
        &desk.places.data,
        &key,
        keeper(call.keeper),
        &mut desk.telling(Work::Restoring),
        &mut desk.telling(Work::Rebuilding),
    );
    match restored {
        Ok(store) => {
            let mut ledger = Ledger::new(store);
            note_restored(&mut ledger, by, desk.clock().wall_ms())?;
            inside.open(ledger);
            Ok(())
        }
        Err(error) => {
            inside.held = first_start::look(&desk.places, &mut desk.telling(Work::Rebuilding));
            Err(of_backup(error, &backup).into())
        }
    }
}

/// What is wrong with a backup is said of its file, and not of the records.
pub fn of_backup(error: StoreError, backup: &Path) -> Fault {
    let trouble = match error.trouble() {
        store::Trouble::Damaged => Trouble::Damaged,
        store::Trouble::NotFound => Trouble::NotFound,
        _ => return error.into(),
    };
    tracing::error!(%error, "a backup cannot be restored");
    Failure::File { path: backup.display().to_string(), trouble }.into()
}

fn note_restored(ledger: &mut Ledger, by: PersonId, wall_ms: i64) -> Result<(), Fault> {
    let (_, now) = ledger.hospital_at(wall_ms)?;
    ledger.record(by, now, Batch { audit: vec![AuditFact::Restored {}], ..Batch::default() })?;
    Ok(())
}

/// Language and theme are anyone's; when the screen locks is for whoever administers, once there
/// is a store to protect.
pub fn set_preferences(desk: &Desk, call: SetPreferences) -> Result<(), Failure> {
    let wanted = preferences::checked(call.preferences);
    let (open, lock_after_minutes) = {
        let inside = desk.inside();
        (matches!(inside.held, Held::Open(_)), inside.preferences.lock_after_minutes)
    };
    if open && wanted.lock_after_minutes != lock_after_minutes {
        desk.at_work(|seat| seat.need(Right::Administer))?;
    }
    preferences::write(&desk.places.data, &wanted)?;
    desk.inside().preferences = wanted;
    Ok(())
}

pub fn back_up(desk: &Desk, call: BackUp) -> Result<SavedFile, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        let path = match call.path.filter(|path| !path.trim().is_empty()) {
            Some(path) if !Path::new(path.trim()).is_dir() => PathBuf::from(path.trim()),
            folder => {
                let folder = folder.map_or_else(|| seat.places.prints.clone(), |folder| folder.trim().into());
                fs::create_dir_all(&folder).map_err(Fault::file(&folder))?;
                let name = format!("{} {}", seat.hospital.code, dated(seat.now));
                free_name(&folder, &name, EXTENSION)
            }
        };
        seat.ledger.store.back_up_showing(&path, &mut desk.telling(Work::BackingUp))?;
        seat.note(AuditFact::BackedUp {})?;
        Ok(SavedFile { path: path.display().to_string(), opened: false })
    })
}

/// Proves every fact of the store: its chain, its signature, its content.
pub fn check_store(desk: &Desk, _: CheckStore) -> Result<StoreReport, Failure> {
    desk.at_work(|seat| {
        let verified = seat.ledger.store.verify(&mut desk.telling(Work::Checking))?;
        let bytes = fs::metadata(seat.places.store_file()).map_err(Fault::file(&seat.places.store_file()))?.len();
        let broken = verified.broken.iter().map(|broken| broken.event_id.to_string()).collect();
        Ok(StoreReport { facts: verified.facts, broken, bytes })
    })
}

fn now(desk: &Desk) -> Moment {
    let wall_ms = desk.clock().wall_ms();
    desk.inside().now(wall_ms)
}

impl Inside {
    /// A store that was just made, unlocked or restored; nobody is signed in to it.
    fn open(&mut self, ledger: Ledger) {
        self.session = None;
        self.held = Held::Open(Box::new(ledger));
    }
}
