//! What is done without a window: proving, rebuilding, exporting, backing up and restoring the
//! store of a folder. Each says on stderr what it does, and ends with 0 when all is well, 1 when
//! something is broken, 2 when it could not be done.

use crate::clock::{Clock, MachineClock};
use crate::failures::Fault;
use crate::places::Places;
use crate::terminal::of_backup;
use crate::{log, window};
use clap::{Parser, Subcommand};
use domain::audit::AuditFact;
use domain::{Moment, PersonId};
use ipc::{Failure, Trouble};
use language::{Language, t};
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use store::{Batch, KeyKeeper, RecoveryKey, Store, StoreError};
use uuid::Uuid;

/// The operating theatre's terminal. Without a command it opens the window.
#[derive(Parser)]
#[command(name = "shalya", version)]
struct Arguments {
    /// Where the records are kept, in place of the folder that the system has for it.
    #[arg(long, value_name = "DIR", global = true)]
    data_dir: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Task>,
}

#[derive(Subcommand)]
enum Task {
    /// Proves every fact: its chain, its signature, its content.
    Verify,
    /// Makes again what the facts amount to.
    Rebuild,
    /// Writes all cases and patients as a FHIR R4 Bundle.
    Export {
        #[arg(long, value_name = "FILE")]
        fhir: PathBuf,
    },
    /// Writes an encrypted copy of the records, which the recovery key opens.
    Backup { file: PathBuf },
    /// Puts a backup in the place of the records; asks for the recovery key. What was there is
    /// kept beside it.
    Restore { file: PathBuf },
}

/// Reads the arguments (the program's name first), and does what they say.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(other) => {
            let _ = other.print();
            return if other.use_stderr() { ExitCode::from(COULD_NOT) } else { ExitCode::SUCCESS };
        }
    };
    let places = Places::find(arguments.data_dir);
    let Some(task) = arguments.command else {
        log::begin(&places.data);
        return match window::open(places) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                tracing::error!(%error, "the window cannot be opened");
                say(&t!(language(), "cli-no-window", why = error.to_string()));
                ExitCode::from(COULD_NOT)
            }
        };
    };
    match carry_out(task, &places) {
        Ok(outcome) => outcome,
        Err(fault) => {
            say(&sentence(fault, &places));
            ExitCode::from(COULD_NOT)
        }
    }
}

const BROKEN: u8 = 1;
const COULD_NOT: u8 = 2;

/// Who is named in what is recorded from the command line, where nobody signs in.
pub const NOBODY: PersonId = PersonId(Uuid::nil());

fn carry_out(task: Task, places: &Places) -> Result<ExitCode, Fault> {
    let folder = &places.data;
    match task {
        Task::Verify => {
            let verified = open(folder)?.verify(&mut telling("cli-proving"))?;
            for broken in &verified.broken {
                say(&t!(language(), "cli-broken-fact", number = broken.seq, fact = broken.event_id.to_string()));
            }
            if verified.broken_count > 0 {
                say(&t!(language(), "cli-broken", broken = verified.broken_count, facts = verified.facts));
                return Ok(ExitCode::from(BROKEN));
            }
            say(&t!(language(), "cli-whole", facts = verified.facts));
        }
        Task::Rebuild => {
            let streams = open(folder)?.rebuild(&mut telling("cli-rebuilding"))?;
            say(&t!(language(), "cli-rebuilt", records = streams));
        }
        Task::Export { fhir } => {
            let mut store = open(folder)?;
            let cases = export(&mut store, &fhir)?;
            say(&t!(language(), "cli-exported", cases = cases, file = fhir.display().to_string()));
        }
        Task::Backup { file } => {
            let mut store = open(folder)?;
            store.back_up_showing(&file, &mut telling_megabytes("cli-backing-up"))?;
            note(&mut store, AuditFact::BackedUp {})?;
            say(&t!(language(), "cli-backed-up", file = file.display().to_string()));
        }
        Task::Restore { file } => {
            store::check_backup(&file).map_err(|error| of_backup(error, &file))?;
            let key = ask_for_key()?;
            let keeper = if store::keyring_works() { KeyKeeper::Keyring } else { KeyKeeper::Nowhere };
            let restored = Store::restore_showing(
                &file,
                folder,
                &key,
                keeper,
                &mut telling_megabytes("cli-restoring"),
                &mut telling("cli-rebuilding"),
            );
            let mut store = restored.map_err(|error| of_backup(error, &file))?;
            note(&mut store, AuditFact::Restored {})?;
            say(&t!(language(), "cli-restored", folder = folder.display().to_string()));
            if keeper == KeyKeeper::Nowhere {
                say(&t!(language(), "cli-key-each-start"));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Opens the store; asks for the recovery key where that is all that opens it.
fn open(folder: &Path) -> Result<Store, Fault> {
    match Store::open_showing(folder, &mut telling("cli-rebuilding")) {
        Err(StoreError::KeyLost) if store::keeper(folder) == Some(KeyKeeper::Nowhere) => {
            Ok(Store::open_with_recovery(folder, &ask_for_key()?, KeyKeeper::Nowhere)?)
        }
        opened => Ok(opened?),
    }
}

/// Everything in the store, sensitive cases included: whoever runs this holds the whole disk.
fn export(store: &mut Store, file: &Path) -> Result<usize, Fault> {
    let hospital = store.hospital()?;
    let staff = store.people()?;
    let mut procedures = Vec::new();
    let ever = (Moment::new(i64::MIN, 0), Moment::new(i64::MAX, 0));
    let mut cases = store.procedures_between(ever.0, ever.1)?;
    cases.extend(store.waiting()?);
    for (id, _) in cases {
        if let Some(stream) = store.procedure(id)? {
            procedures.push((id, stream.state, stream.version));
        }
    }
    let patients = store.patients()?;
    let at = now(hospital.offset_minutes);
    let export = fhir::Export { at, hospital: &hospital, staff: &staff, patients: &patients, procedures: &procedures };
    let out = std::fs::File::create(file).map_err(Fault::file(file))?;
    let mut out = BufWriter::new(out);
    serde_json::to_writer_pretty(&mut out, &fhir::bundle(&export))
        .map_err(io::Error::from)
        .map_err(Fault::file(file))?;
    let written = out.into_inner().map_err(|error| error.into_error()).and_then(|out| out.sync_all());
    written.map_err(Fault::file(file))?;
    note(store, AuditFact::Exported { what: "fhir".into() })?;
    Ok(procedures.len())
}

fn note(store: &mut Store, fact: AuditFact) -> Result<(), Fault> {
    let at = now(store.hospital()?.offset_minutes);
    store.record(NOBODY, at, Batch { audit: vec![fact], ..Batch::default() })?;
    Ok(())
}

fn now(offset_minutes: i16) -> Moment {
    Moment::new(MachineClock::default().wall_ms(), offset_minutes)
}

fn ask_for_key() -> Result<RecoveryKey, Fault> {
    let _ = write!(io::stderr(), "{} ", t!(language(), "cli-ask-key"));
    let mut typed = String::new();
    io::stdin().read_line(&mut typed).map_err(StoreError::from)?;
    Ok(RecoveryKey::parse(&typed)?)
}

/// As the person's shell says they read.
fn language() -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok());
    said.as_deref().and_then(Language::parse).unwrap_or(Language::English)
}

fn say(sentence: &str) {
    // Nobody reads a closed stderr.
    let _ = writeln!(io::stderr(), "{sentence}");
}

/// Tells how far a long work has come: over and over on one line of a terminal, in a few lines of
/// a file.
fn telling(sentence: &'static str) -> impl FnMut(u64, u64) {
    const STEPS: u64 = 10;
    let language = language();
    let watched = io::stderr().is_terminal();
    let mut told = None;
    move |done, of| {
        let step = done.saturating_mul(STEPS) / of.max(1);
        if !watched && told == Some(step) {
            return;
        }
        told = Some(step);
        let line = language::say(language, sentence, &[("done", done.into()), ("all", of.into())]);
        let (before, after) = if watched { ("\r", if done >= of { "\n" } else { "" }) } else { ("", "\n") };
        let _ = write!(io::stderr(), "{before}{line}{after}");
    }
}

/// As [`telling`], of bytes.
fn telling_megabytes(sentence: &'static str) -> impl FnMut(u64, u64) {
    let mut tell = telling(sentence);
    move |done, of| tell(done.div_ceil(1_000_000), of.div_ceil(1_000_000))
}

/// What happened and what to do, in the reader's language.
fn sentence(fault: Fault, places: &Places) -> String {
    let language = language();
    match Failure::from(fault) {
        Failure::Store { trouble } => match trouble {
            Trouble::DiskFull => t!(language, "cli-disk-full"),
            Trouble::ReadOnly => t!(language, "refusal-folder-read-only", folder = places.data.display().to_string()),
            Trouble::NotFound => t!(language, "cli-no-store", folder = places.data.display().to_string()),
            Trouble::InUse => t!(language, "cli-in-use"),
            Trouble::Damaged => t!(language, "trouble-damaged"),
            Trouble::KeyLost => t!(language, "cli-key-lost"),
            Trouble::WrongKey => t!(language, "trouble-wrong-key"),
            Trouble::Newer => t!(language, "trouble-newer"),
            Trouble::Other => t!(language, "trouble-other"),
        },
        Failure::File { path, trouble } => match trouble {
            Trouble::DiskFull => t!(language, "cli-disk-full"),
            Trouble::NotFound => t!(language, "trouble-file-not-found", path = path),
            Trouble::Damaged => t!(language, "trouble-file-damaged", path = path),
            _ => t!(language, "trouble-file-other", path = path),
        },
        _ => t!(language, "trouble-other"),
    }
}
