//! What Prometheus reads.

use crate::harness::{Service, service_md};
use serde_json::json;

#[tokio::test]
async fn service_mds_three_metrics_by_their_names_and_labels() {
    let service = Service::start().await;
    let his = service.his();
    for i in 0..10 {
        let id = his.created(&service_md("create")).await;
        let path = format!("/api/procedures/{id}");
        his.put(&format!("{path}/status"), &service_md("status")).await.is(200);
        if i < 3 {
            his.post(&format!("{path}/complications"), &service_md("complication")).await.is(201);
        }
        his.post(&format!("{path}/complete"), &service_md("complete")).await.is(200);
    }
    let mut hidden = service_md("create");
    hidden["code"] = json!({ "coding": [{ "code": "58656001" }] });
    hidden["status"] = json!("completed");
    his.created(&hidden).await;
    his.get("/no/such/path/12345").await.is(404);
    let metrics = his.get("/metrics").await.is(200).text;
    for line in [
        "procedure_requests_total{endpoint=\"/api/procedures/{id}/status\",method=\"PUT\",status=\"200\"} 10",
        "procedure_requests_total{endpoint=\"unmatched\",method=\"GET\",status=\"404\"} 1",
        "procedure_duration_minutes_count{procedure_code=\"80146002\",specialty=\"general_surgery\"} 10",
        "procedure_duration_minutes_sum{procedure_code=\"80146002\",specialty=\"general_surgery\"} 900",
        "procedure_duration_minutes_count{procedure_code=\"restricted\",specialty=\"restricted\"} 1",
        "procedure_complication_rate{hospital=\"DHAKA\",procedure_code=\"80146002\"} 0.3",
    ] {
        assert!(metrics.contains(line), "{line}\n{metrics}");
    }
    assert!(!metrics.contains("58656001") && !metrics.contains("287664005") && !metrics.contains("12345"));
}
