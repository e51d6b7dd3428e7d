//! A Kafka of the tests' own, and what stands in its topics.

use rdkafka::ClientConfig;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::message::Message;
use rdkafka::{Offset, TopicPartitionList};
use std::path::Path;
use std::time::{Duration, Instant};

/// One broker, which can be stopped and started again with what it holds.
pub struct Broker {
    pub address: String,
    server: servers::Kafka,
}

impl Broker {
    pub fn start() -> Broker {
        let server = servers::Kafka::temporary(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
        let broker = Broker { address: server.address(), server };
        broker.wait();
        broker
    }

    pub fn go(&mut self) {
        self.server.go().unwrap();
        self.wait();
    }

    /// It listens before it answers.
    fn wait(&self) {
        let patience = Instant::now() + Duration::from_secs(180);
        while self.consumer().fetch_metadata(None, Duration::from_secs(1)).is_err() {
            assert!(Instant::now() < patience, "Kafka did not come up");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// As a power cut does it.
    pub fn kill(&mut self) {
        self.server.kill().unwrap();
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
