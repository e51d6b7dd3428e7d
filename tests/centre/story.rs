//! One terminal and its line: connected under Settings, cut in the middle of a backlog, gone while a
//! case is recorded, and back.

use crate::driver::{Clock, Name, SMALL, Window, data};
use crate::running::Centre;
use crate::running::kafka::Broker;
use crate::running::line::Line;
use anyhow::{Context, Result, bail, ensure};
use language::{Language, say, t};
use serde_json::{Value, json};
use servers::Postgres;
use sqlx::{Connection, PgConnection};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};
use store::Store;

/// Administers the sample hospital, in which everyone's PIN is the same.
const ADMINISTRATOR: Name = Name { english: "Anisur Rahman", bangla: "আনিসুর রহমান" };
const THEATRE: Name = Name { english: "Theatre 1", bangla: "ওটি ১" };
const PIN: &str = "246802";
const DATABASE: &str = "shalya";
/// How long the last of a backlog may take, with everything that fails on its way.
const BACKLOG_WITHIN: Duration = Duration::from_secs(240);
/// "Within seconds": the longest wait between two tries, and the work.
const CASE_WITHIN: Duration = Duration::from_secs(20);

pub async fn of_a_line(language: Language) -> Result<()> {
    let mut postgres = Postgres::temporary()?;
    postgres.create_database(DATABASE)?;
    let mut broker = Broker::start();
    let mut centre = Centre::new(&postgres.url(DATABASE), &broker.address)?;
    centre.go().await?;
    let line = Line::to(&centre.base).await;

    let folder = tempfile::tempdir()?;
    let mut window = Window::open(folder.path(), language, Clock::default()).await?;
    window.resize(SMALL).await?;
    let hospital = explored(&mut window).await?;
    let code = centre.says(&["enrol", "--hospital", &hospital])?;
    let began = Instant::now();
    connected(&mut window, &line.base, &code).await?;

    // In the middle of the backlog everything fails once.
    until(&postgres, 500).await?;
    postgres.kill()?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    postgres.go()?;
    until(&postgres, 1_500).await?;
    broker.kill();
    line.cut_after(40_000);
    tokio::time::sleep(Duration::from_secs(2)).await;
    line.mend();
    until(&postgres, 2_500).await?;
    centre.kill()?;
    centre.go().await?;
    let all_sent = t!(language, "frame-all-sent", time = "\n");
    let all_sent = all_sent.split('\n').next().unwrap_or_default().trim().to_owned();
    until_seen(&window, &all_sent, BACKLOG_WITHIN).await?;
    println!(
        "  {:>5.1} s  a backlog, with PostgreSQL, Kafka, the line and the service killed in it",
        began.elapsed().as_secs_f32()
    );
    broker.go();
    window.keep_picture("settings-centre").await?;
    other_language(&mut window).await?;

    // Without a line a case is recorded, and the pill says what waits.
    centre.kill()?;
    let before = cases(&postgres).await?;
    emergency(&mut window).await?;
    window.see(&not_reached(language)).await?;
    window.keep_picture("pill-unreached").await?;
    ensure!(cases(&postgres).await? == before, "nothing can have arrived");
    centre.go().await?;
    let began = Instant::now();
    let case = loop {
        if cases(&postgres).await? == before + 1 {
            break newest(&postgres).await?.context("a case that is there has facts")?;
        }
        ensure!(began.elapsed() < CASE_WITHIN, "the case is not at the centre");
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    println!("  {:>5.1} s  the case is in PostgreSQL after the centre came up", began.elapsed().as_secs_f32());
    until_seen(&window, &all_sent, CASE_WITHIN).await?;
    window.keep_picture("pill-all-sent").await?;

    told(&postgres, &broker, &case).await?;
    let his = His::of(&centre, &hospital)?;
    served_in_fhir(&his, &case).await?;
    from_others(&mut window, &his).await?;
    window.close().await?;
    same_on_both_sides(&postgres, &data(folder.path())).await
}

/// The sample hospital, with its administrator at the screen; its code.
async fn explored(window: &mut Window) -> Result<String> {
    let language = window.language;
    window.see(&t!(Language::Bangla, "setup-explore")).await?;
    window.touch(switch_to(language)).await?;
    window.touch(&t!(language, "setup-explore")).await?;
    window.see(&t!(language, "who-is-here")).await?;
    window.fill(&t!(language, "who-search"), window.named(&ADMINISTRATOR)).await?;
    window.touch(window.named(&ADMINISTRATOR)).await?;
    window.wait_script("return !!document.querySelector('.pad button:not(:disabled)');", vec![]).await?;
    window.keys(PIN).await?;
    window.see(&t!(language, "frame-switch")).await?;
    window.touch(&t!(language, "frame-settings")).await?;
    window.touch(&t!(language, "settings-centre")).await?;
    window.see(&t!(language, "settings-centre-code")).await?;
    let named = window.script("return document.querySelector('.facts dd').innerText;", vec![]).await?;
    let named = named.as_str().unwrap_or_default();
    Ok(named.split('·').next().context("the card says which hospital it is")?.trim().to_owned())
}

fn switch_to(language: Language) -> &'static str {
    match language {
        Language::Bangla => "বাংলা",
        Language::English => "EN",
    }
}

async fn connected(window: &mut Window, address: &str, code: &str) -> Result<()> {
    let language = window.language;
    let connect = t!(language, "settings-centre-connect");
    window.fill(&t!(language, "settings-centre-address"), "http://centre.example").await?;
    window.fill(&t!(language, "settings-centre-code"), "7K3Q-M2X9-PT5D").await?;
    window.touch(&connect).await?;
    window.see(&t!(language, "centre-trouble-unencrypted")).await?;
    window.keep_picture("settings-centre-unencrypted").await?;
    window.fill(&t!(language, "settings-centre-address"), address).await?;
    window.touch(&connect).await?;
    window.see(&t!(language, "centre-trouble-code")).await?;
    window.keep_picture("settings-centre-code").await?;
    window.fits("settings-centre").await?;
    window.fill(&t!(language, "settings-centre-code"), &code.to_lowercase()).await?;
    window.touch(&connect).await?;
    window.see(&t!(language, "settings-centre-disconnect")).await
}

/// The same card in the other language, and back.
async fn other_language(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(switch_to(language.other())).await?;
    window.see(&t!(language.other(), "settings-centre-disconnect")).await?;
    window.keep_picture("settings-centre-other-language").await?;
    window.fits("settings-centre in the other language").await?;
    window.touch(switch_to(language)).await?;
    window.see(&t!(language, "settings-centre-disconnect")).await
}

fn not_reached(language: Language) -> String {
    let words = t!(language, "frame-unreached", facts = 7);
    words.split('·').next().unwrap_or_default().trim().to_owned()
}

async fn until_seen(window: &Window, words: &str, within: Duration) -> Result<()> {
    let began = Instant::now();
    while !window.shows(words).await? {
        if began.elapsed() > within {
            window.keep_picture("failed").await.ok();
            bail!("{words:?} is not to be seen. The page says:\n{}", window.page_text().await?);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Ok(())
}

/// Somebody whom nobody knows, begun in five touches.
async fn emergency(window: &mut Window) -> Result<()> {
    let language = window.language;
    window.touch(&t!(language, "frame-today")).await?;
    window.touch(&t!(language, "today-emergency")).await?;
    let about = t!(language, "today-emergency-about", years = 25);
    window.touch_beside(&say(language, "sex-female", &[]), &about).await?;
    window.touch(&t!(language, "today-operation-not-known")).await?;
    window.touch(&say(language, "role-circulating_nurse", &[])).await?;
    window.touch(&t!(language, "today-emergency-begin-in", theatre = window.named(&THEATRE))).await?;
    window.see(&t!(language, "case-notes")).await
}

async fn owner(postgres: &Postgres) -> Result<PgConnection> {
    Ok(PgConnection::connect(&postgres.url(DATABASE)).await?)
}

async fn count(postgres: &Postgres, sql: &'static str) -> Result<i64> {
    Ok(sqlx::query_scalar(sql).fetch_one(&mut owner(postgres).await?).await?)
}

async fn cases(postgres: &Postgres) -> Result<i64> {
    count(postgres, "SELECT count(*) FROM procedures").await
}

async fn newest(postgres: &Postgres) -> Result<Option<String>> {
    let sql = "SELECT stream_id FROM events WHERE stream_kind = 'procedure' ORDER BY position DESC LIMIT 1";
    Ok(sqlx::query_scalar(sql).fetch_optional(&mut owner(postgres).await?).await?)
}

/// Waits until so many facts are at the centre.
async fn until(postgres: &Postgres, facts: i64) -> Result<()> {
    let began = Instant::now();
    while count(postgres, "SELECT count(*) FROM events").await? < facts {
        ensure!(began.elapsed() < BACKLOG_WITHIN, "{facts} facts do not arrive");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

/// Kafka has every event once, each case's in their order; the new case's begin with its request.
async fn told(postgres: &Postgres, broker: &Broker, case: &str) -> Result<()> {
    let laid_out = count(postgres, "SELECT count(*) FROM outbox WHERE topic = 'shalya.procedure.v1'").await?;
    let mut seen = HashSet::new();
    let mut by_case: HashMap<String, Vec<Value>> = HashMap::new();
    for (key, event) in broker.read("shalya.procedure.v1", laid_out as usize) {
        if seen.insert(event["id"].as_str().unwrap_or_default().to_owned()) {
            by_case.entry(key).or_default().push(event);
        }
    }
    ensure!(seen.len() as i64 == laid_out, "{} events of {laid_out} are in Kafka", seen.len());
    for (id, events) in &by_case {
        let sequence: Vec<String> = (1..=events.len()).map(|at| at.to_string()).collect();
        let told: Vec<&str> = events.iter().filter_map(|event| event["sequence"].as_str()).collect();
        ensure!(told == sequence, "{id} is told as {told:?}");
    }
    let new = by_case.get(case).context("the new case is told")?;
    ensure!(new[0]["type"] == "shalya.procedure.created", "it begins with {}", new[0]["type"]);
    Ok(())
}

/// The hospital's information system, at the centre's door.
struct His {
    base: String,
    token: String,
    client: reqwest::Client,
}

impl His {
    fn of(centre: &Centre, hospital: &str) -> Result<His> {
        let rights = ["--permission", "procedure.read", "--permission", "procedure.write"];
        let who = ["token", "--sub", "his", "--hospital", hospital, "--role", "service"];
        let token = centre.says(&[who.as_slice(), rights.as_slice()].concat())?;
        central::serve::use_cryptography();
        Ok(His { base: centre.base.clone(), token, client: reqwest::Client::new() })
    }

    /// Its answer, which must have this status.
    async fn asks(&self, request: reqwest::RequestBuilder, status: u16) -> Result<Value> {
        let answer = request.bearer_auth(&self.token).send().await?;
        let (found, text) = (answer.status(), answer.text().await?);
        ensure!(found == status, "the centre says {found}: {text}");
        Ok(serde_json::from_str(&text)?)
    }
}

/// FHIR serves the case, by its id and to a search.
async fn served_in_fhir(his: &His, case: &str) -> Result<()> {
    let procedure = his.asks(his.client.get(format!("{}/fhir/Procedure/{case}", his.base)), 200).await?;
    ensure!(procedure["resourceType"] == "Procedure" && procedure["id"] == case, "{procedure}");
    ensure!(procedure["subject"]["reference"].is_string(), "it says whom: {procedure}");
    let found = his.asks(his.client.get(format!("{}/fhir/Procedure?_id={case}", his.base)), 200).await?;
    ensure!(found["total"] == 1 && found["entry"][0]["resource"]["id"] == case, "{found}");
    Ok(())
}

/// A case that another system told the centre stands in the window within seconds.
async fn from_others(window: &mut Window, his: &His) -> Result<()> {
    let body = json!({
        "status": "preparation",
        "category": [{ "coding": [{ "system": "http://snomed.info/sct", "code": "387713003", "display": "Surgical procedure" }] }],
        "code": { "coding": [{ "system": "http://snomed.info/sct", "code": "80146002", "display": "Appendectomy" }] },
        "subject": { "reference": "Patient/HIS-4711", "display": "Momena Khatun" },
    });
    let request = his.client.post(format!("{}/api/procedures", his.base)).header("content-type", "application/json");
    his.asks(request.body(body.to_string()), 201).await?;
    window.touch(&t!(window.language, "frame-waiting")).await?;
    until_seen(window, "Momena Khatun", CASE_WITHIN).await?;
    window.keep_picture("waiting-from-others").await.map(drop)
}

/// Both hold the same facts, each once, and the terminal can prove all of them.
async fn same_on_both_sides(postgres: &Postgres, folder: &std::path::Path) -> Result<()> {
    // A program whose window was closed may still be ending.
    let began = Instant::now();
    let store = loop {
        match Store::open(folder) {
            Ok(store) => break store,
            Err(_) if began.elapsed() < CASE_WITHIN => tokio::time::sleep(Duration::from_millis(200)).await,
            Err(error) => return Err(error.into()),
        }
    };
    let verified = store.verify(&mut |_, _| {})?;
    ensure!(verified.broken_count == 0 && verified.quarantined == 0 && verified.waiting == 0, "{verified:?}");
    // What was recorded after the last answer, such as that the window was closed, waits here.
    let here = i64::try_from(store.fact_count() - store.unsent_facts())?;
    let (all, once): (i64, i64) = sqlx::query_as("SELECT count(*), count(DISTINCT event_id) FROM events")
        .fetch_one(&mut owner(postgres).await?)
        .await?;
    ensure!(all == once && all >= here, "{all} facts at the centre, {once} of them once, {here} sent from here");
    ensure!(all <= i64::try_from(store.fact_count())?, "the centre holds {all}, the terminal {}", store.fact_count());
    let aside =
        count(postgres, "SELECT (SELECT count(*) FROM quarantine) + (SELECT count(*) FROM waiting_facts)").await?;
    ensure!(aside == 0, "{aside} facts were put aside");
    println!("  {all} facts, each once, on both sides");
    Ok(())
}
