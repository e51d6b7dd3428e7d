//! Finding procedures: each criterion, pages, and a random search against a naive filter.

use crate::harness::{Caller, Service, service_md};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

const PATIENTS: &[&str] = &["12345", "1234", "p-9"];
const CODES: &[&str] = &["80146002", "11466000", "50465008"];
const PERFORMERS: &[&str] = &["111", "11", "333"];
const STATUSES: &[&str] = &["preparation", "in-progress", "completed"];
const LOCATIONS: &[&str] = &["222", "223"];

/// A procedure of SERVICE.md's form with these in place of its own.
fn body(random: &mut StdRng) -> Value {
    let pick = |random: &mut StdRng, of: &[&str]| of[random.random_range(0..of.len())].to_owned();
    let (day, hour) = (random.random_range(1..6), random.random_range(0..24));
    let mut body = service_md("create");
    body["subject"]["reference"] = json!(format!("Patient/{}", pick(random, PATIENTS)));
    body["encounter"]["reference"] = json!(format!("Encounter/e-{}", random.random_range(0..3)));
    body["code"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": pick(random, CODES) }] });
    body["status"] = json!(pick(random, STATUSES));
    body["performedPeriod"] = json!({ "start": format!("2026-01-0{day}T{hour:02}:10:00+06:00") });
    if body["status"] == "completed" {
        body["performedPeriod"]["end"] = json!(format!("2026-01-0{day}T{hour:02}:50:00+06:00"));
        body["outcome"] = service_md("complete")["outcome"].clone();
        if random.random_bool(0.5) {
            body["complication"] = json!([service_md("complication")["complication"]]);
        }
    }
    body["performer"][0]["actor"]["reference"] = json!(format!("Practitioner/{}", pick(random, PERFORMERS)));
    body["location"] = json!({ "reference": format!("Location/{}", pick(random, LOCATIONS)) });
    body["category"] =
        json!([{ "coding": [{ "code": if random.random_bool(0.8) { "surgical" } else { "diagnostic" } }] }]);
    body
}

async fn filled(his: &Caller<'_>, random: &mut StdRng, count: usize) -> Vec<Value> {
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(his.post("/api/procedures", &body(random)).await.is(201).json);
    }
    all
}

fn reference_is(reference: &Value, wanted: &str) -> bool {
    reference["reference"].as_str().unwrap_or_default().split('/').next_back() == Some(wanted)
}

/// The same search in plain words, over what was answered at creation.
fn naive(case: &Value, name: &str, values: &[String]) -> bool {
    let coded = |concept: &Value, code: &str| {
        concept["coding"].as_array().into_iter().flatten().any(|coding| coding["code"] == code)
    };
    values.iter().any(|value| match name {
        "patient" | "patient_id" => reference_is(&case["subject"], value),
        "encounter_id" => reference_is(&case["encounter"], value),
        "performer_id" => case["performer"].as_array().unwrap().iter().any(|it| reference_is(&it["actor"], value)),
        "location_id" => reference_is(&case["location"], value),
        "status" => case["status"] == *value,
        "code" => coded(&case["code"], value),
        "category" => case["category"].as_array().unwrap().iter().any(|it| coded(it, value)),
        "outcome" => coded(&case["outcome"], value),
        "complication" => case["complication"].is_array() == (value == "true"),
        "date_from" => start(case) >= format!("{value}T00:00:00+06:00"),
        "date_to" => start(case) < format!("{value}T00:00:00+06:00"),
        other => panic!("{other}"),
    })
}

fn start(case: &Value) -> String {
    case["performedPeriod"]["start"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn random_searches_find_what_a_naive_filter_finds() {
    let service = Service::start().await;
    let his = service.his();
    let seed = rand::random();
    println!("seed {seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let all = filled(&his, &mut random, 60).await;
    let mut found_some = 0;
    for _ in 0..120 {
        let mut wanted: Vec<(&str, Vec<String>)> = Vec::new();
        let some = |random: &mut StdRng, of: &[&str]| -> Vec<String> {
            (0..random.random_range(1..3)).map(|_| of[random.random_range(0..of.len())].to_owned()).collect()
        };
        let days: Vec<String> = (1..7).map(|day| format!("2026-01-0{day}")).collect();
        for name in [
            "patient",
            "encounter_id",
            "performer_id",
            "location_id",
            "status",
            "code",
            "category",
            "outcome",
            "complication",
            "date_from",
            "date_to",
        ] {
            if !random.random_bool(0.2) {
                continue;
            }
            let values = match name {
                "patient" => some(&mut random, PATIENTS),
                "encounter_id" => some(&mut random, &["e-0", "e-1", "e-2", "e-3"]),
                "performer_id" => some(&mut random, PERFORMERS),
                "location_id" => some(&mut random, LOCATIONS),
                "status" => some(&mut random, STATUSES),
                "code" => some(&mut random, CODES),
                "category" => some(&mut random, &["surgical", "diagnostic"]),
                "outcome" => vec!["385669000".to_owned()],
                "complication" => vec![random.random_bool(0.5).to_string()],
                _ => vec![days[random.random_range(0..days.len())].clone()],
            };
            wanted.push((name, values));
        }
        let mut expected: Vec<&str> = all
            .iter()
            .filter(|case| wanted.iter().all(|(name, values)| naive(case, name, values)))
            .map(|case| case["id"].as_str().unwrap())
            .collect();
        let query: Vec<String> = wanted.iter().map(|(name, values)| format!("{name}={}", values.join(","))).collect();
        let answer = his.get(&format!("/api/procedures?limit=200&{}", query.join("&"))).await.is(200);
        let mut found: Vec<&str> =
            answer.json.as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{query:?}");
        assert_eq!(answer.header("x-total-count"), expected.len().to_string());
        let by_body: Value = wanted
            .iter()
            .map(|(name, values)| ((*name).to_owned(), json!(values)))
            .collect::<serde_json::Map<_, _>>()
            .into();
        let same = his.post("/api/procedures/search?limit=200", &by_body).await.is(200);
        assert_eq!(same.json, answer.json, "a body says the same");
        found_some += usize::from(!expected.is_empty());
    }
    assert!(found_some > 20, "searches that find nothing prove little: {found_some}");
}

#[tokio::test]
async fn service_mds_example_and_the_codes_that_stand_for_others() {
    let service = Service::start().await;
    let his = service.his();
    his.post("/api/procedures", &service_md("create")).await.is(201);
    let mut birth = service_md("create");
    birth["code"] = json!({ "coding": [{ "system": "http://snomed.info/sct", "code": "1149608003" }] });
    his.post("/api/procedures", &birth).await.is(201);
    let count =
        async |query: &str| his.get(&format!("/api/procedures?{query}")).await.is(200).json.as_array().unwrap().len();
    assert_eq!(count("patient=12345&status=preparation&category=surgical").await, 2);
    assert_eq!(count("patient=12345&status=completed&category=surgical").await, 0);
    for code in ["1149608003", "11466000", "http%3A%2F%2Fsnomed.info%2Fsct%7C1149608003", "CESAREAN"] {
        assert_eq!(count(&format!("code={code}")).await, usize::from(code != "CESAREAN"), "{code}");
    }
    assert_eq!(count("specialty=obstetrics_gynecology").await, 1);
    assert_eq!(count("patient=Patient/12345&patient_id=999").await, 2);
}

#[tokio::test]
async fn pages_hold_every_row_once_while_others_write() {
    let service = Service::start().await;
    let his = service.his();
    let mut random = StdRng::seed_from_u64(7);
    let all = filled(&his, &mut random, 23).await;
    for sort in ["date", "-date", "status", "-status", "updated", "-updated"] {
        let mut seen: Vec<Value> = Vec::new();
        let mut path = format!("/api/procedures?limit=5&sort={sort}&patient=12345,1234,p-9&date_to=2026-02-01");
        loop {
            let page = his.get(&path).await.is(200);
            assert!(page.json.as_array().unwrap().len() <= 5);
            seen.extend(page.json.as_array().unwrap().iter().cloned());
            let Some(next) = page.header("link").strip_prefix('<').and_then(|link| link.split_once(">; rel=\"next\""))
            else {
                break;
            };
            path = next.0.to_owned();
            // Beyond what is searched for.
            let mut other = service_md("create");
            other["performedPeriod"]["start"] = json!("2026-02-02T08:00:00+06:00");
            other["performedPeriod"]["end"] = json!("2026-02-02T09:00:00+06:00");
            his.post("/api/procedures", &other).await.is(201);
        }
        let mut ids: Vec<&Value> = seen.iter().map(|case| &case["id"]).collect();
        assert_eq!(ids.len(), all.len(), "{sort}");
        ids.sort_unstable_by_key(|id| id.as_str().unwrap().to_owned());
        ids.dedup();
        assert_eq!(ids.len(), all.len(), "{sort}");
        let starts: Vec<String> = seen.iter().map(start).collect();
        let within = |case: &Value| (case["status"].as_str().unwrap().to_owned(), start(case));
        match sort {
            "status" => assert!(seen.iter().is_sorted_by_key(within)),
            "-status" => assert!(seen.iter().rev().is_sorted_by_key(within)),
            "date" => assert!(starts.is_sorted()),
            "-date" => assert!(starts.is_sorted_by(|a, b| a >= b)),
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_criterion_that_cannot_be_is_named() {
    let service = Service::start().await;
    let his = service.his();
    let query =
        "status=done&date_from=soon&complication=maybe&sort=colour&limit=0&cursor=xyz&patient=a%27%20OR%201=1&shoe=1";
    let refused = his.get(&format!("/api/procedures?{query}")).await.is(422);
    let mut fields = refused.fields();
    fields.sort_unstable();
    assert_eq!(fields, ["complication", "cursor", "date_from", "limit", "patient_id", "shoe", "sort", "status"]);
}
