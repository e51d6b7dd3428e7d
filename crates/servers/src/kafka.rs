//! A Kafka of one's own, one process as broker and controller, from its jars in Maven Central.

use crate::tended::{Tended, Tending};
use crate::{Place, free_port, listens, wait};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;

const VERSION: &str = "4.3.1";
const PROPERTIES: &str = "server.properties";

/// One broker, which can be stopped and started again with what it holds.
pub struct Kafka {
    pub port: u16,
    jars: PathBuf,
    // Ends before its folder goes.
    server: Option<Tended>,
    place: Place,
}

impl Kafka {
    /// The jars are fetched into a folder under `beside` where they are not there.
    pub fn temporary(beside: &Path) -> Result<Kafka> {
        Kafka::start(beside, Place::temporary("shalya-kafka-")?, free_port()?, free_port()?)
    }

    /// In a folder where it is found again the next time, on the same ports: it writes them down.
    pub fn kept_in(beside: &Path, folder: &Path, port: u16, controller: u16) -> Result<Kafka> {
        fs::create_dir_all(folder)?;
        Kafka::start(beside, Place::Kept(folder.to_owned()), port, controller)
    }

    fn start(beside: &Path, place: Place, port: u16, controller: u16) -> Result<Kafka> {
        let jars = jars(beside)?;
        let mut kafka = Kafka { port, jars, place, server: None };
        let folder = kafka.place.path().to_owned();
        fs::write(folder.join(PROPERTIES), properties(port, controller, &folder))?;
        if !folder.join("log/meta.properties").exists() {
            let id =
                kafka.java("kafka.tools.StorageTool", &["random-uuid"]).output().context("java was not started")?;
            let id = String::from_utf8(id.stdout)?.trim().to_owned();
            let words = ["format", "--standalone", "-t", &id, "-c", PROPERTIES];
            let made = kafka.java("kafka.tools.StorageTool", &words).stdout(Stdio::null()).status()?;
            if !made.success() {
                bail!("Kafka could not make its log in {}.", folder.display());
            }
        }
        kafka.go()?;
        Ok(kafka)
    }

    fn java(&self, class: &str, arguments: &[&str]) -> Command {
        let mut java = Command::new("java");
        java.args(["-Xmx384m", "-cp"]).arg(self.jars.join("*")).arg(class).args(arguments);
        java.current_dir(self.place.path()).stdin(Stdio::null()).stderr(Stdio::null());
        java
    }

    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    pub fn go(&mut self) -> Result<()> {
        let folder = self.place.path();
        let jars = self.jars.join("*").display().to_string();
        let tending = Tending { folder, log: &folder.join("output"), user: None, signal: "TERM", clear: false };
        self.server = Some(tending.start(&["java", "-Xmx384m", "-cp", &jars, "kafka.Kafka", PROPERTIES])?);
        wait("Kafka", Duration::from_secs(180), || listens(self.port))
    }

    /// As a power cut does it.
    pub fn kill(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), |mut server| server.end_with("KILL"))
    }
}

/// The jars, fetched once; those who begin together wait for the one that fetches.
fn jars(beside: &Path) -> Result<PathBuf> {
    static FETCHING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = FETCHING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    fs::create_dir_all(beside)?;
    let jars = beside.join(format!("kafka-{VERSION}"));
    if jars.exists() {
        return Ok(jars);
    }
    let folder = tempfile::tempdir_in(beside)?;
    fs::write(folder.path().join("pom.xml"), pom())?;
    let fetched = folder.path().join("lib");
    let mut maven = Command::new("mvn");
    maven.args(["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]);
    maven.arg(format!("-DoutputDirectory={}", fetched.display())).current_dir(folder.path());
    if !maven.status().context("mvn was not started")?.success() {
        bail!("Kafka's jars could not be fetched.");
    }
    // Whole, or not at all.
    fs::rename(fetched, &jars)?;
    Ok(jars)
}

fn pom() -> String {
    let dependency = |name: &str| {
        format!(
            "<dependency><groupId>org.apache.kafka</groupId><artifactId>{name}</artifactId><version>{VERSION}</version></dependency>"
        )
    };
    format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>\
         <groupId>shalya</groupId><artifactId>kafka</artifactId><version>1</version>\
         <dependencies>{}{}</dependencies></project>",
        dependency("kafka_2.13"),
        dependency("kafka-tools")
    )
}

fn properties(port: u16, controller: u16, folder: &Path) -> String {
    format!(
        "process.roles=broker,controller\nnode.id=1\n\
         listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}\n\
         advertised.listeners=PLAINTEXT://127.0.0.1:{port}\ncontroller.listener.names=CONTROLLER\n\
         controller.quorum.bootstrap.servers=127.0.0.1:{controller}\nlog.dirs={}\n\
         offsets.topic.replication.factor=1\ntransaction.state.log.replication.factor=1\n\
         transaction.state.log.min.isr=1\nshare.coordinator.state.topic.replication.factor=1\n\
         share.coordinator.state.topic.min.isr=1\ngroup.initial.rebalance.delay.ms=0\n",
        folder.join("log").display()
    )
}
