//! `shalya-central serve | migrate | rebuild | load | enrol | revoke | token | openapi`.

use anyhow::{Context, Result, ensure};
use central::enrolment;
use central::loading::load;
use central::migrations::migrate;
use central::rebuild::rebuild;
use central::serve::serve_here;
use central::settings::Settings;
use central::token::{Claims, OwnKey};
use clap::{Parser, Subcommand};
use sqlx::{ConnectOptions, Connection};
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// The central procedure service.
#[derive(Parser)]
#[command(name = "shalya-central")]
struct Arguments {
    /// A TOML file of settings; the environment wins over it.
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until told to stop.
    Serve,
    /// Bring the database's schema and catalogue up to this version.
    Migrate,
    /// Make every row anew from the facts.
    Rebuild,
    /// Take over procedures of another system: a file with one as JSON on each line, as SERVICE.md
    /// writes it.
    Load {
        #[arg(long)]
        hospital: String,
        file: PathBuf,
    },
    /// Print a code that enrols one terminal of a hospital, once.
    Enrol {
        /// The hospital's code, as it stands in the terminal's settings.
        #[arg(long)]
        hospital: String,
        /// How long the code holds.
        #[arg(long, default_value_t = 24)]
        hours: u32,
    },
    /// Shut a terminal out.
    Revoke {
        #[arg(long)]
        hospital: String,
        /// Its name, such as T1.
        #[arg(long)]
        terminal: String,
    },
    /// Print the API as OpenAPI 3.1.
    Openapi,
    /// Issue a token, for sites without an identity provider.
    Token {
        /// Who carries it: a practitioner's id, or the name of a service.
        #[arg(long)]
        sub: String,
        /// Of which hospital, or * for all.
        #[arg(long)]
        hospital: String,
        /// surgeon, theatre_manager, service, …; may be repeated.
        #[arg(long)]
        role: Vec<String>,
        /// procedure.read, .write, .schedule, .perform, .full-access; may be repeated.
        #[arg(long)]
        permission: Vec<String>,
        /// How long it holds.
        #[arg(long, default_value_t = 12)]
        hours: u32,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            tell(format_args!("{problem:#}\n"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<()> {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    // Whoever has stopped to read the log does not end the service.
    tracing_subscriber::fmt().json().with_env_filter(filter).log_internal_errors(false).with_writer(io::stderr).init();
    let settings = || Settings::from_surroundings(arguments.config.as_deref());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match arguments.command {
        Command::Serve => runtime.block_on(serve_here(&settings()?)),
        Command::Migrate => runtime.block_on(async {
            let mut connection = settings()?.database.connect().await.context("PostgreSQL cannot be reached")?;
            migrate(&mut connection).await?;
            connection.close().await?;
            say("The database is at this version.")
        }),
        Command::Rebuild => runtime.block_on(async {
            let mut connection = settings()?.database.connect().await.context("PostgreSQL cannot be reached")?;
            let streams = rebuild(&mut connection).await?;
            connection.close().await?;
            say(format_args!("{streams} streams were made anew from their facts."))
        }),
        Command::Load { hospital, file } => runtime.block_on(async {
            let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let lines = text.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str);
            let procedures = lines.collect::<Result<Vec<_>, _>>().context("a line is not a JSON object")?;
            let of = procedures.len();
            load(&settings()?, &hospital, &procedures, &mut |done| tell(format_args!("\r{done} of {of}"))).await?;
            tell("\n");
            say(format_args!("{of} procedures were loaded."))
        }),
        Command::Enrol { hospital, hours } => runtime.block_on(async {
            let mut connection = settings()?.database.connect().await.context("PostgreSQL cannot be reached")?;
            let code = enrolment::issue(&mut connection, &hospital, hours).await?;
            connection.close().await?;
            tell(format_args!("Enrols one terminal of {hospital}, once, within {hours} hours.\n"));
            say(code)
        }),
        Command::Revoke { hospital, terminal } => runtime.block_on(async {
            let mut connection = settings()?.database.connect().await.context("PostgreSQL cannot be reached")?;
            let was_there = enrolment::revoke(&mut connection, &hospital, &terminal).await?;
            connection.close().await?;
            ensure!(was_there, "{hospital} has no terminal {terminal} that is enrolled.");
            say(format_args!(
                "{terminal} of {hospital} is shut out. What it sends from now on is kept for a person to look at."
            ))
        }),
        Command::Openapi => say(format_args!("{:#}", central::openapi())),
        Command::Token { sub, hospital, role, permission, hours } => {
            let settings = settings()?;
            let claims =
                Claims { roles: role, permissions: permission, ..Claims::own(&settings, sub, hospital, hours) };
            say(OwnKey::of(&settings.secret).issue(&claims))
        }
    }
}

/// The answer, on stdout. Whoever has read enough of it (`| head`) may close it.
fn say(answer: impl Display) -> Result<()> {
    let mut out = io::stdout().lock();
    match writeln!(out, "{answer}").and_then(|()| out.flush()) {
        Err(problem) if problem.kind() != ErrorKind::BrokenPipe => Err(problem).context("stdout cannot be written to"),
        _ => Ok(()),
    }
}

/// How it goes, on stderr, if anybody reads it.
fn tell(progress: impl Display) {
    let _unread = write!(io::stderr(), "{progress}");
}
