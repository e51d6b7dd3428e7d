//! Handing a run of events to the broker, in order.

use super::Waiting;
use crate::kafka::Kafka;
use anyhow::anyhow;
use rdkafka::producer::{DeliveryFuture, FutureRecord};

/// How many of the first events the broker has, and what went wrong with the next.
pub struct Published {
    pub count: usize,
    pub fault: anyhow::Result<()>,
}

/// Sends all and waits for each; a broker that is down is waited for. What comes after one that the
/// broker refuses is not counted, whatever became of it.
pub async fn publish(kafka: &Kafka, events: &[Waiting]) -> Published {
    let mut sent: Vec<DeliveryFuture> = Vec::with_capacity(events.len());
    let mut fault = Ok(());
    for event in events {
        let record = FutureRecord::to(&event.topic).key(&event.key).payload(&event.body);
        match kafka.producer.send_result(record) {
            Ok(delivery) => sent.push(delivery),
            Err((problem, _)) => {
                fault = Err(anyhow!("event {} was not taken: {problem}", event.event_id));
                break;
            }
        }
    }
    let taken = sent.len();
    for (count, delivery) in sent.into_iter().enumerate() {
        let failed = match delivery.await {
            Ok(Ok(_)) => continue,
            Ok(Err((problem, _))) => problem.to_string(),
            Err(_) => "the producer is gone".to_owned(),
        };
        return Published { count, fault: Err(anyhow!("event {} was refused: {failed}", events[count].event_id)) };
    }
    Published { count: taken, fault }
}
