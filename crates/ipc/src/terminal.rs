//! The terminal itself: first start, keys, preferences, the state of its store and line.

use crate::centre::Line;
use crate::failure::Trouble;
use domain::person::Card;
use domain::{Moment, Refusal};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TerminalStatus {}

/// Everything the window shows outside a session.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Status {
    pub stage: Stage,
    pub preferences: Preferences,
    pub line: Line,
    pub now: Moment,
    /// Set when the wall clock is far from the last recorded fact, or before this program was made.
    pub clock_doubt: Option<ClockDoubt>,
    pub version: String,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "kebab-case")]
pub enum Stage {
    /// No store yet: set up, or explore the sample.
    FirstStart {
        folder: String,
        keyring: bool,
    },
    /// A store that cannot be opened; it is never started afresh over.
    CannotOpen {
        trouble: Trouble,
        file: String,
    },
    Ready {
        hospital: String,
        hospital_bn: String,
        terminal: String,
        sample: bool,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "doubt", rename_all = "kebab-case")]
pub enum ClockDoubt {
    /// Days by which the clock stands before the last recorded fact or the program's making.
    Behind {
        days: i64,
    },
    Ahead {
        days: i64,
    },
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Preferences {
    /// `en` or `bn`.
    pub language: String,
    pub theme: Theme,
    /// Minutes without a touch after which the session is locked.
    pub lock_after_minutes: u32,
}

impl Default for Preferences {
    fn default() -> Self {
        Preferences { language: "bn".into(), theme: Theme::Light, lock_after_minutes: 5 }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    Light,
    Dark,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetPreferences {
    pub preferences: Preferences,
}

/// The PIN of everyone in the invented hospital, told to whoever explores it.
pub const SAMPLE_PIN: &str = "246802";

/// Fills an empty store with an invented hospital of this seed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExploreSample {
    pub seed: u64,
    pub keeper: KeyKeeper,
}

/// Where the key to the store is kept between starts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyKeeper {
    /// The operating system's keyring.
    Keyring,
    /// A file beside the store that only this user of the machine can read: whoever takes the
    /// whole disk has it too.
    File,
    /// Nowhere: the recovery key is typed at each start.
    Nowhere,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetUpTerminal {
    pub hospital: String,
    pub hospital_bn: String,
    /// Short Latin code that stands in procedure numbers.
    pub code: String,
    /// Short name of this terminal (`T1`).
    pub terminal: String,
    pub theatres: Vec<NewTheatre>,
    pub administrator: Card,
    pub pin: String,
    pub keeper: KeyKeeper,
    /// Ten-digit stems from which health ids may be given here.
    pub uhid_block: Option<(u64, u64)>,
    /// Staff, theatres and waiting list as CSV, already looked at with `ReadImport`.
    pub import_csv: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NewTheatre {
    pub name: String,
    pub name_bn: String,
    pub specialty: String,
}

/// The hospital's recovery key: shown and printed once, stored nowhere.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EscrowKey {
    pub groups: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadImport {
    pub csv: String,
}

/// What a CSV would bring, and the lines that can't be read.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ImportPreview {
    pub staff: usize,
    pub theatres: usize,
    pub waiting: usize,
    pub bad_lines: Vec<BadLine>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BadLine {
    /// Counted from 1, the heading included, as a spreadsheet shows it.
    pub line: u64,
    pub column: Option<String>,
    pub problem: BadLineProblem,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum BadLineProblem {
    /// The first column says none of `staff`, `theatre`, `waiting`.
    UnknownKind {
        found: String,
    },
    UnknownRole {
        found: String,
    },
    UnknownProcedure {
        found: String,
    },
    NotAText,
    Refused {
        refusal: Refusal,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveImportTemplate {}

/// A file that was written for the person to find.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SavedFile {
    pub path: String,
    /// Opened in the system's own viewer.
    pub opened: bool,
}

/// Opens a store whose key is not on this machine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnlockStore {
    pub recovery_key: String,
    pub keeper: KeyKeeper,
}

/// Puts a backup in the place of a store that is missing or cannot be opened; the damaged files
/// are kept beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RestoreFromBackup {
    pub path: String,
    pub recovery_key: String,
    pub keeper: KeyKeeper,
}

/// `folder` none: wherever a person may have put one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LookForBackups {
    pub folder: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct BackupsFound {
    /// The folder that was looked into; none: the usual ones.
    pub folder: Option<String>,
    pub above: Option<String>,
    pub folders: Vec<FolderFound>,
    /// The newest first.
    pub backups: Vec<BackupFound>,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FolderFound {
    pub name: String,
    pub path: String,
    /// A disk that can be taken away.
    pub is_drive: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BackupFound {
    pub name: String,
    pub folder: String,
    pub path: String,
    pub bytes: u64,
    pub written_at: Moment,
}

/// How far a long work has come; told to the window while it goes on.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Progress {
    pub work: Work,
    /// Bytes of a file, or things.
    pub done: u64,
    pub of: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Work {
    /// Days and people of the invented hospital.
    Inventing,
    /// Records made again from their facts.
    Rebuilding,
    /// Bytes of a backup.
    Restoring,
    /// Bytes of the records.
    BackingUp,
    /// Facts proved.
    Checking,
}

/// `path` none: a dated file in the person's documents folder; a folder: a dated file in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BackUp {
    pub path: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CheckStore {}

#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StoreReport {
    pub facts: u64,
    /// Event ids whose chain or signature does not hold.
    pub broken: Vec<String>,
    pub bytes: u64,
}
