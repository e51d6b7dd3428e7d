//! The connection to Kafka: an idempotent producer that never gives a message up, and the topics.

use crate::telling::TOPICS;
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::error::{KafkaError, RDKafkaErrorCode};
use rdkafka::producer::{FutureProducer, Producer};
use std::sync::Arc;
use std::time::Duration;

const PARTITIONS: i32 = 12;
/// A fact of the largest request, with what stands round it.
const LARGEST_MESSAGE: &str = "4194304";
const PROBE_TIMEOUT: Duration = Duration::from_secs(2);

pub struct Kafka {
    pub producer: FutureProducer,
    config: ClientConfig,
}

impl Kafka {
    /// Connects when something is published.
    pub fn new(brokers: &str) -> Result<Kafka, KafkaError> {
        let mut config = ClientConfig::new();
        config.set("bootstrap.servers", brokers).set("client.id", "shalya-central");
        let producer = config
            .clone()
            .set("enable.idempotence", "true")
            // librdkafka drops what waits 300 s unless it is told to wait for ever.
            .set("message.timeout.ms", "0")
            .set("message.max.bytes", LARGEST_MESSAGE)
            .set("linger.ms", "5")
            .create()?;
        Ok(Kafka { producer, config })
    }

    /// Makes the topics that are not there.
    pub async fn make_topics(&self) -> Result<(), KafkaError> {
        let admin: AdminClient<DefaultClientContext> = self.config.create()?;
        // -1: as many copies as the brokers are set to keep.
        let topics: Vec<NewTopic<'_>> = TOPICS
            .iter()
            .map(|name| {
                NewTopic::new(name, PARTITIONS, TopicReplication::Fixed(-1)).set("max.message.bytes", LARGEST_MESSAGE)
            })
            .collect();
        let options = AdminOptions::new().request_timeout(Some(Duration::from_secs(10)));
        for made in admin.create_topics(&topics, &options).await? {
            if let Err((topic, code)) = made
                && code != RDKafkaErrorCode::TopicAlreadyExists
            {
                tracing::warn!(topic, %code, "a topic could not be made");
            }
        }
        Ok(())
    }

    /// Whether a broker answers.
    pub async fn answers(self: &Arc<Self>) -> bool {
        let kafka = self.clone();
        let asked = tokio::task::spawn_blocking(move || {
            kafka.producer.client().fetch_metadata(Some(TOPICS[0]), PROBE_TIMEOUT).is_ok()
        });
        asked.await.unwrap_or(false)
    }
}
