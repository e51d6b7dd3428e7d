//! A PostgreSQL of the tests' own: in a temporary folder, on a free port, gone when the tests end
//! however they end.

use central::migrations::migrate;
use central::settings::Settings;
use sqlx::{Connection, Executor, PgConnection};
use std::io::Read;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::OnceCell;

static SERVER: OnceCell<Server> = OnceCell::const_new();
static DATABASES: AtomicU32 = AtomicU32::new(0);
/// Migrated once; each test gets a copy.
const TEMPLATE: &str = "shalya_template";

struct Server {
    port: u16,
    /// Its input stays open until this process ends.
    _shell: Child,
}

/// A fresh database with this version's schema; its URL.
pub async fn database() -> String {
    let server = SERVER.get_or_init(start).await;
    let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
    let mut owner = PgConnection::connect(&url(server.port, "postgres")).await.unwrap();
    // One copy at a time: a template that is being copied cannot be copied by another.
    sqlx::raw_sql("SELECT pg_advisory_lock(1)").execute(&mut owner).await.unwrap();
    owner.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}"))).await.unwrap();
    owner.close().await.unwrap();
    url(server.port, &name)
}

fn url(port: u16, database: &str) -> String {
    format!("postgres://shalya@127.0.0.1:{port}/{database}")
}

async fn start() -> Server {
    let port = free_port();
    let folder = tempfile::Builder::new().prefix("shalya-postgres-").tempdir().unwrap().keep();
    let user = unprivileged();
    if let Some((uid, gid)) = user {
        chown(&folder, Some(uid), Some(gid)).unwrap();
    }
    let binaries = binaries();
    let mut initdb = Command::new(binaries.join("initdb"));
    initdb.args(["--auth=trust", "--username=shalya", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]);
    initdb.arg(folder.join("data")).stdout(Stdio::null()).stdin(Stdio::null());
    let status = as_user(&mut initdb, user).status().expect("initdb can be started");
    assert!(status.success(), "initdb made no cluster");
    let shell = keep_running(&binaries, &folder, port, user);
    wait_for(port).await;
    let mut owner = PgConnection::connect(&url(port, "postgres")).await.unwrap();
    owner.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {TEMPLATE}"))).await.unwrap();
    owner.close().await.unwrap();
    let mut template = PgConnection::connect(&url(port, TEMPLATE)).await.unwrap();
    migrate(&mut template).await.unwrap();
    template.close().await.unwrap();
    Server { port, _shell: shell }
}

/// The shell waits for our end of its input to close, which it does when this process ends, and
/// then stops the server and clears away.
fn keep_running(binaries: &Path, folder: &Path, port: u16, user: Option<(u32, u32)>) -> Child {
    let script = "\"$0\" -D \"$1/data\" -p \"$2\" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
                  -c fsync=off -c synchronous_commit=off -c max_connections=300 >\"$1/log\" 2>&1 </dev/null & \
                  server=$!; cat >/dev/null; kill -QUIT $server; wait $server; cd /; rm -rf \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(binaries.join("postgres")).arg(folder).arg(port.to_string());
    shell.current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    as_user(&mut shell, user).spawn().expect("a shell can be started")
}

async fn wait_for(port: u16) {
    let patience = Instant::now() + Duration::from_secs(60);
    while PgConnection::connect(&url(port, "postgres")).await.is_err() {
        assert!(Instant::now() < patience, "PostgreSQL did not come up within a minute");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// initdb refuses to run as root; the package's own user does it then.
fn unprivileged() -> Option<(u32, u32)> {
    let number = |arguments: &[&str]| -> Option<u32> {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse().ok()
    };
    if number(&["-u"]) != Some(0) {
        return None;
    }
    Some((number(&["-u", "postgres"])?, number(&["-g", "postgres"])?))
}

fn as_user(command: &mut Command, user: Option<(u32, u32)>) -> &mut Command {
    match user {
        Some((uid, gid)) => command.uid(uid).gid(gid),
        None => command,
    }
}

/// Where Debian keeps them, newest first, or wherever they are on the PATH.
fn binaries() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
        .collect();
    found.sort();
    found.pop().unwrap_or_else(|| {
        let mut folder = String::new();
        let output = Command::new("pg_config").arg("--bindir").output().expect("PostgreSQL is installed");
        output.stdout.as_slice().read_to_string(&mut folder).unwrap();
        PathBuf::from(folder.trim())
    })
}

pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Settings that serve from this database.
pub fn settings(database: &str, more: &str) -> Settings {
    let toml = format!(
        "database_url = \"{database}\"\nshalya_secret = \"{}\"\nshalya_db_connections = 8\n{more}",
        super::SECRET
    );
    Settings::read(&toml, |_| None).unwrap()
}
