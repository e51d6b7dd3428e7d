//! `cargo xtask central`: the central service on a PostgreSQL, a Redis and a Kafka of its own, with the
//! sample hospital in it, until Ctrl-C. What it holds is there again the next time.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use servers::{Kafka, Postgres, Redis};

use crate::steps::Steps;
use crate::tree::Tree;
use crate::{packages, program};

/// What SERVICE.md serves on, where nobody else does.
const PORT: u16 = 8080;
const HOSPITAL: &str = "KSG";
const PERMISSIONS: &[&str] = &[
    "procedure.read",
    "procedure.write",
    "procedure.schedule",
    "procedure.perform",
    "procedure.full-access",
    "procedure.catalogue",
];

pub fn run(tree: &Tree) -> Result<ExitCode> {
    let stop = Arc::new(AtomicBool::new(false));
    let told = stop.clone();
    // Everything below is ended in its order, so Ctrl-C only asks for it.
    ctrlc::set_handler(move || told.store(true, Ordering::Relaxed))?;
    let mut steps = Steps::of(8);
    steps.take("System packages", || packages::ensure(&[packages::COMPILER, packages::SERVERS]))?;
    steps.take("The service", || {
        let build = ["build", "--package=shalya-central", "--bins", "--example=sample_hospital"];
        program::run(program::cargo(&tree.root).args(build))
    })?;
    let folder = folder(tree)?;
    println!("Data is kept in {}; without that folder everything begins anew.", folder.display());
    let ports = Ports::of(&folder)?;
    let beside = tree.target.join("tmp");
    let postgres = steps.take("PostgreSQL", || {
        let postgres = Postgres::kept_in(&folder.join("postgres"), ports.postgres)?;
        postgres.create_database("shalya")?;
        Ok(postgres)
    })?;
    let redis = steps.take("Redis", || Redis::kept_in(&folder.join("redis"), ports.redis))?;
    let kafka = steps.take("Kafka, whose jars are fetched the first time", || {
        Kafka::kept_in(&beside, &folder.join("kafka"), ports.kafka, ports.controller)
    })?;
    let here = Here {
        binary: tree.target.join("debug/shalya-central"),
        settings: vec![
            ("DATABASE_URL", postgres.url("shalya")),
            ("REDIS_URL", redis.url()),
            ("KAFKA_BROKERS", kafka.address()),
            ("SHALYA_LISTEN", format!("127.0.0.1:{}", ports.service)),
            ("SHALYA_SECRET_FILE", secret(&folder)?.display().to_string()),
        ],
        log: folder.join("service.log"),
    };
    steps.take("The schema and the catalogue", || program::run(here.service("migrate")?.stdout(Stdio::null())))?;
    let base = format!("http://127.0.0.1:{}", ports.service);
    let mut service = steps.take("Serving", || here.serve(ports.service))?;
    steps.take("The sample hospital", || {
        let example = tree.target.join("debug/examples/sample_hospital");
        program::run(here.surroundings(&mut Command::new(example)).args([base.as_str(), HOSPITAL]))
    })?;
    let token = here.token()?;
    println!(
        "\nThe central service is at {base}, of hospital {HOSPITAL}. Everything in it is invented.\n\
         PostgreSQL: {}\nRedis: {}\nKafka: {}\nWhat it says: {}\n\n\
         A token that holds for twelve hours:\n{token}\n\n\
         curl -H 'Authorization: Bearer {token}' '{base}/api/procedures?status=completed&limit=2'\n\n\
         Ctrl-C ends it.",
        postgres.url("shalya"),
        redis.url(),
        kafka.address(),
        here.log.display()
    );
    let ended = wait(&mut service, &stop)?;
    program::end(&mut service);
    println!("\nEnding Kafka, Redis and PostgreSQL");
    drop((kafka, redis, postgres));
    if let Some(status) = ended {
        bail!("The service ended by itself ({status}); {} says why.", here.log.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// Until somebody asks for the end, or the service ended, which it should not.
fn wait(service: &mut Child, stop: &AtomicBool) -> Result<Option<std::process::ExitStatus>> {
    while !stop.load(Ordering::Relaxed) {
        if let Some(status) = service.try_wait()? {
            return Ok(Some(status).filter(|_| !stop.load(Ordering::Relaxed)));
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Ok(None)
}

/// Under the target folder, or where root's folders are closed to the user that runs PostgreSQL, among
/// the system's temporary ones that outlive a restart.
fn folder(tree: &Tree) -> Result<PathBuf> {
    let ours = tree.target.join("central");
    if servers::postgres::can_be_kept_in(&ours)? {
        return Ok(ours);
    }
    Ok(PathBuf::from("/var/tmp/shalya-central"))
}

/// The same each time: Kafka writes its own down.
struct Ports {
    postgres: u16,
    redis: u16,
    kafka: u16,
    controller: u16,
    service: u16,
}

impl Ports {
    fn of(folder: &Path) -> Result<Ports> {
        fs::create_dir_all(folder)?;
        let file = folder.join("ports");
        if !file.exists() {
            let free = (0..4).map(|_| servers::free_port()).collect::<Result<Vec<u16>>>()?;
            let service = if servers::listens(PORT) { servers::free_port()? } else { PORT };
            let all: Vec<String> = free.into_iter().chain([service]).map(|port| port.to_string()).collect();
            fs::write(&file, all.join(" "))?;
        }
        let text = fs::read_to_string(&file)?;
        let ports: Vec<u16> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [postgres, redis, kafka, controller, service] = ports[..] else {
            bail!("{} should name five ports. Delete it, and the folder kafka beside it.", file.display());
        };
        if let Some(taken) = ports.iter().find(|port| servers::listens(**port)) {
            bail!("Port {taken} is taken. Is this command running already? Ports stand in {}.", file.display());
        }
        Ok(Ports { postgres, redis, kafka, controller, service })
    }
}

/// Made once: the service's keys are derived from it.
fn secret(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("secret");
    if !file.exists() {
        let mut random = [0; 32];
        fs::File::open("/dev/urandom").context("No randomness")?.read_exact(&mut random)?;
        fs::write(&file, random.iter().map(|byte| format!("{byte:02x}")).collect::<String>())?;
    }
    Ok(file)
}

/// The service as it is set up here.
struct Here {
    binary: PathBuf,
    settings: Vec<(&'static str, String)>,
    log: PathBuf,
}

impl Here {
    fn service(&self, command: &str) -> Result<Command> {
        let log = fs::OpenOptions::new().create(true).append(true).open(&self.log)?;
        let mut service = Command::new(&self.binary);
        self.surroundings(&mut service).arg(command).stderr(log);
        Ok(service)
    }

    fn surroundings<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.settings.iter().map(|(name, value)| (name, value)))
    }

    /// Starts it and waits until it is ready.
    fn serve(&self, port: u16) -> Result<Child> {
        let mut service = program::start(self.service("serve")?.stdin(Stdio::null()))?;
        let start = Instant::now();
        while !is_ready(port) {
            if service.try_wait()?.is_some() || start.elapsed() > Duration::from_secs(60) {
                program::end(&mut service);
                bail!("The service did not come up; {} says why.", self.log.display());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(service)
    }

    fn token(&self) -> Result<String> {
        let mut token = self.service("token")?;
        token.args(["--sub", "his", "--hospital", HOSPITAL, "--role", "service"]);
        for permission in PERMISSIONS {
            token.args(["--permission", permission]);
        }
        let output = token.output()?;
        if !output.status.success() {
            bail!("No token was issued; {} says why.", self.log.display());
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

fn is_ready(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut line = TcpStream::connect(("127.0.0.1", port))?;
        line.set_read_timeout(Some(Duration::from_secs(10)))?;
        line.write_all(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        line.read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.1 200"))
    };
    ask().unwrap_or(false)
}
