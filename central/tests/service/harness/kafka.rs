//! A Kafka of the tests' own, from its jars in Maven Central, gone when the tests end.

use super::postgres::free_port;
use rdkafka::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

const VERSION: &str = "4.3.1";

/// One broker, which can be stopped and started again with what it holds.
pub struct Broker {
    pub address: String,
    folder: tempfile::TempDir,
    lib: PathBuf,
    process: Option<Child>,
}

impl Broker {
    pub fn start() -> Broker {
        let lib = jars();
        let folder = tempfile::Builder::new().prefix("shalya-kafka-").tempdir().unwrap();
        let (port, controller) = (free_port(), free_port());
        fs::write(folder.path().join("server.properties"), properties(port, controller, folder.path())).unwrap();
        let mut broker = Broker { address: format!("127.0.0.1:{port}"), folder, lib, process: None };
        let id = broker.java("kafka.tools.StorageTool", &["random-uuid"]).output().unwrap();
        let id = String::from_utf8(id.stdout).unwrap().trim().to_owned();
        let format = ["format", "--standalone", "-t", &id, "-c", "server.properties"];
        assert!(broker.java("kafka.tools.StorageTool", &format).stdout(Stdio::null()).status().unwrap().success());
        broker.go();
        broker
    }

    fn java(&self, class: &str, arguments: &[&str]) -> Command {
        let mut java = Command::new("java");
        java.args(["-Xmx384m", "-cp"]).arg(self.lib.join("*")).arg(class).args(arguments);
        java.current_dir(self.folder.path()).stdin(Stdio::null()).stderr(Stdio::null());
        java
    }

    pub fn go(&mut self) {
        let mut server = self.java("kafka.Kafka", &["server.properties"]);
        self.process = Some(server.stdout(Stdio::null()).spawn().expect("java is installed"));
        let patience = Instant::now() + Duration::from_secs(180);
        while self.consumer().fetch_metadata(None, Duration::from_secs(1)).is_err() {
            assert!(Instant::now() < patience, "Kafka did not come up");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// As a power cut does it.
    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    fn consumer(&self) -> BaseConsumer {
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", &self.address).set("group.id", "tests").set("log_level", "0");
        config.create().unwrap()
    }

    /// Everything that a topic holds, each partition in its order, once there are `count` keys' worth
    /// of messages or the time is up.
    pub fn read(&self, topic: &str, count: usize) -> Vec<(String, serde_json::Value)> {
        let consumer = self.consumer();
        let patience = Instant::now() + Duration::from_secs(180);
        let mut all = Vec::new();
        let partitions = loop {
            let metadata = consumer.fetch_metadata(Some(topic), Duration::from_secs(5));
            let found =
                metadata.ok().and_then(|it| it.topics().first().map(|topic| topic.partitions().len())).unwrap_or(0);
            if found > 0 || Instant::now() > patience {
                break found;
            }
            std::thread::sleep(Duration::from_millis(200));
        };
        let mut assigned = TopicPartitionList::new();
        for partition in 0..partitions {
            assigned.add_partition_offset(topic, partition as i32, Offset::Beginning).unwrap();
        }
        consumer.assign(&assigned).unwrap();
        let mut quiet_since = Instant::now();
        while Instant::now() < patience && (all.len() < count || quiet_since.elapsed() < Duration::from_millis(700)) {
            if let Some(Ok(message)) = consumer.poll(Duration::from_millis(100)) {
                let key = String::from_utf8(message.key().unwrap().to_vec()).unwrap();
                all.push((key, serde_json::from_slice(message.payload().unwrap()).unwrap()));
                quiet_since = Instant::now();
            }
        }
        all
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The jars, fetched once and kept beside what cargo builds.
fn jars() -> PathBuf {
    // Tests that begin together wait for the one that fetches.
    static JARS: LazyLock<PathBuf> = LazyLock::new(fetched_jars);
    JARS.clone()
}

fn fetched_jars() -> PathBuf {
    let lib = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kafka-{VERSION}"));
    if lib.exists() {
        return lib;
    }
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    fs::write(folder.path().join("pom.xml"), pom()).unwrap();
    let fetched = folder.path().join("lib");
    let mut maven = Command::new("mvn");
    maven.args(["-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime"]);
    maven.arg(format!("-DoutputDirectory={}", fetched.display())).current_dir(folder.path());
    assert!(maven.status().expect("maven is installed").success(), "Kafka's jars could not be fetched");
    // Whole, or not at all.
    fs::rename(fetched, &lib).unwrap();
    lib
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
