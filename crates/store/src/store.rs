//! The store of one terminal: opening it, and what it holds open.

use crate::author::{self, Writer};
use crate::error::{Result, StoreError};
use crate::folder::{Lock, Paths, move_beside, private_file, put_in_place, write_private};
use crate::keeper::KeyKeeper;
use crate::keys::{self, DataKey, Escrow};
use crate::migrations::migrate;
use crate::pins::Waits;
use crate::projection::FOLD_VERSION;
use crate::recovery::RecoveryKey;
use crate::uptime::Uptime;
use crate::{connection, terminal};
use domain::Moment;
use domain::moment::DHAKA_OFFSET_MINUTES;
use journal::Vector;
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// One open store: the only writer of its files, in this program and on this machine.
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) paths: Paths,
    pub(crate) key: DataKey,
    pub(crate) writer: Writer,
    /// PINs by person, and how long each still waits.
    pub(crate) waits: Waits,
    pub(crate) settings: BTreeMap<String, String>,
    pub(crate) clock: Clock,
    /// How far the centre's clock stands ahead of ours, as last measured since the store was opened.
    pub(crate) clock_offset_ms: Option<i64>,
    /// How far each chain is held, as of the last look.
    pub(crate) held: Vector,
    // Let go of last.
    _lock: Lock,
}

/// The clock that is never set: the monotonic part of envelopes, and what makes a wrong PIN wait.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The run that `started` belongs to.
    pub boot_id: Uuid,
    pub started: Instant,
    /// How long the machine had been running at `started`.
    pub machine: Option<Uptime>,
}

impl Clock {
    pub fn start() -> Self {
        let boot_id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
        Clock { boot_id, started: Instant::now(), machine: Uptime::now() }
    }

    pub fn elapsed_ms(&self) -> i64 {
        i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX)
    }

    /// How long the machine has been running.
    pub fn uptime(&self) -> Option<Uptime> {
        self.machine.map(|at_start| Uptime { ms: at_start.ms.saturating_add(self.elapsed_ms()), ..at_start })
    }
}

/// What is told of a long work: done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64);

impl Store {
    /// Makes a store of the hospital `hospital_code` for the terminal `terminal` (`T1`); never over
    /// an existing one ([`StoreError::Exists`]). The recovery key is given this once.
    ///
    /// What is beside is kept under a dated name: keys without a database may be those of a
    /// database that someone is about to bring back.
    pub fn create(
        folder: &Path,
        hospital_code: &str,
        terminal: &str,
        keeper: KeyKeeper,
    ) -> Result<(Store, RecoveryKey)> {
        let told = |error: StoreError| error.looked_at(folder);
        Self::make(folder, hospital_code, terminal, keeper).map_err(told)
    }

    fn make(folder: &Path, hospital_code: &str, terminal: &str, keeper: KeyKeeper) -> Result<(Store, RecoveryKey)> {
        let paths = Paths::new(folder);
        fs::create_dir_all(folder)?;
        let lock = Lock::take(&paths)?;
        if paths.database().exists() {
            return Err(StoreError::Exists);
        }
        for left in paths.beside_database() {
            move_beside(&left, &date_for_names())?;
        }
        terminal::check_codes(hospital_code, terminal)?;
        let recovery = RecoveryKey::generate();
        let key = DataKey::generate();
        let escrow = Escrow::seal(&key, &recovery.public())?;
        keys::keep(&paths, &key, &escrow, keeper)?;
        // Under another name until it is whole: a crash here leaves no half-made store.
        let unfinished = folder.join("shalya.unfinished");
        for suffix in ["", "-wal"] {
            let name = folder.join(format!("shalya.unfinished{suffix}"));
            if name.exists() {
                fs::remove_file(name)?;
            }
        }
        drop(private_file(&unfinished)?);
        let mut connection = connection::create(&unfinished, &key)?;
        migrate(&mut connection)?;
        terminal::begin(&connection, hospital_code, terminal, &escrow)?;
        connection.close().map_err(|(_, error)| error)?;
        put_in_place(&unfinished, &paths.database())?;
        Ok((Self::begin(paths, lock, key, &mut |_, _| {})?, recovery))
    }

    /// Opens the store of a folder with the key its keeper has.
    ///
    /// Fails with `NotFound`, `InUse`, `KeyLost`, `Damaged`, `Newer`, `ReadOnly` or `DiskFull`, and
    /// then has changed nothing.
    pub fn open(folder: &Path) -> Result<Store> {
        Self::open_showing(folder, &mut |_, _| {})
    }

    /// As [`Store::open`]; tells of its progress where projections of an older version must be
    /// folded again.
    pub fn open_showing(folder: &Path, progress: Progress<'_>) -> Result<Store> {
        Self::open_with(folder, progress, keys::fetch)
    }

    /// Opens a store whose key is lost on this machine, and hands the key to `keeper` again.
    /// [`StoreError::WrongKey`] when the recovery key is another hospital's.
    pub fn open_with_recovery(folder: &Path, recovery: &RecoveryKey, keeper: KeyKeeper) -> Result<Store> {
        Self::open_with(folder, &mut |_, _| {}, |paths| {
            let escrow = keys::read_escrow(paths)?.ok_or(StoreError::KeyLost)?;
            let key = escrow.open(recovery)?;
            keys::keep(paths, &key, &escrow, keeper)?;
            Ok(key)
        })
    }

    fn open_with(folder: &Path, progress: Progress<'_>, key: impl FnOnce(&Paths) -> Result<DataKey>) -> Result<Store> {
        let told = |error: StoreError| error.looked_at(folder);
        let paths = Paths::new(folder);
        if !paths.database().try_exists()? {
            return Err(StoreError::NotFound);
        }
        let opened = (|| {
            let lock = Lock::take(&paths)?;
            let key = key(&paths)?;
            Self::begin(paths, lock, key, progress)
        })();
        opened.map_err(told)
    }

    /// Reads what is kept in memory; brings schema and projections up to this version.
    pub(crate) fn begin(paths: Paths, lock: Lock, key: DataKey, progress: Progress<'_>) -> Result<Store> {
        let mut connection = connection::open(&paths.database(), &key)?;
        migrate(&mut connection)?;
        let terminal = terminal::read(&connection)?;
        if !paths.escrow().exists() {
            write_private(&paths.escrow(), &terminal.escrow)?;
        }
        let clock = Clock::start();
        let mut store = Store {
            writer: author::open(&connection, &terminal)?,
            waits: Waits::read(&connection, &clock)?,
            settings: terminal::settings(&connection)?,
            clock,
            clock_offset_ms: None,
            held: Vector::new(),
            connection,
            paths,
            key,
            _lock: lock,
        };
        if terminal.fold_version != FOLD_VERSION {
            store.rebuild(progress)?;
        }
        Ok(store)
    }

    /// Takes another clock in place of the one started when the store was opened.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = clock;
    }
}

/// The machine's wall clock, for names of files and for what is still going on; never in a fact.
pub(crate) fn wall_clock() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment::new(i64::try_from(since.as_millis()).unwrap_or(i64::MAX), DHAKA_OFFSET_MINUTES)
}

/// `20261122-113300`
pub(crate) fn date_for_names() -> String {
    let text = wall_clock().to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    let (date, time) = digits.split_at(digits.len().min(8));
    format!("{date}-{time}")
}
