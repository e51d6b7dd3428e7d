//! Recording: the centre is one more author of each hospital's log. Facts are sealed onto its
//! chain, appended, folded, projected and laid out for Kafka in one transaction, under the lock of
//! the hospital's row; so the order of positions is the order of commits, whichever replica of the
//! service writes. Either all of it is durable when [`Ledger::commit`] returns, or nothing is.

mod appending;
mod arrived;
mod folding;
mod kept;
mod keys;
mod meeting;
mod receiving;
mod said;

pub use arrived::{Arrived, Authors, prove};
pub use folding::refold;
use kept::recorded;
pub use kept::{Columns, Kept, load, put, read, told_words};
use meeting::Met;
pub use meeting::Name;
pub use receiving::Received;

use crate::app::App;
use crate::outside::is_plain;
use crate::problem::Problem;
use crate::projection;
use crate::telling::{self, Told};
use appending::append;
use domain::fold::Stream;
use domain::procedure::{Procedure, ReportRule};
use domain::{Moment, PersonId, ProcedureId};
use journal::{Author, ChainId, Draft, Head, Hlc, HybridClock, Sealed};
use sqlx::{Postgres, Row, Transaction};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The centre's own code among the terminals of a hospital.
pub const CENTRE: &str = "C";
/// The version of the payloads' own form that is written here.
const SCHEMA_VERSION: u16 = 1;

/// A transaction in which one hospital is seen and no other.
pub async fn enter(app: &App, hospital: &str) -> Result<Transaction<'static, Postgres>, Problem> {
    enter_with(app, hospital, "").await
}

/// As [`enter`], to search: what every procedure has is found otherwise than what few have, so each
/// statement is planned for its values.
pub async fn enter_to_search(app: &App, hospital: &str) -> Result<Transaction<'static, Postgres>, Problem> {
    enter_with(app, hospital, "; SET LOCAL plan_cache_mode = force_custom_plan").await
}

async fn enter_with(app: &App, hospital: &str, with: &'static str) -> Result<Transaction<'static, Postgres>, Problem> {
    // It is begun and told its hospital in one round trip, which takes no parameters: an id that could
    // mean something to the database is no hospital's.
    if !is_plain(hospital) {
        return Err(Problem::not_found("hospital"));
    }
    let begin = format!("BEGIN; SET LOCAL shalya.hospital = '{hospital}'{with}");
    Ok(app.pool.begin_with(sqlx::AssertSqlSafe(begin)).await?)
}

/// One transaction that records, holding the hospital's lock.
pub struct Ledger<'a> {
    pub transaction: Transaction<'static, Postgres>,
    pub hospital: String,
    pub rules: Rules,
    /// The wall clock of this recording.
    pub now: Moment,
    app: &'a App,
    position: i64,
    procedure_number: i64,
    author: Author,
    clock: HybridClock,
    last_hlc: Hlc,
    drafts: Vec<(Draft, Vec<u8>)>,
    /// What is to be told of each draft, by its index.
    told: Vec<(usize, Told)>,
    streams: BTreeMap<(&'static str, String), (u32, Vec<u8>)>,
    pub(crate) met: Met,
    touched: BTreeMap<ProcedureId, Stream<Procedure>>,
    /// Somebody is called otherwise by it.
    renames: bool,
}

/// What the hospital asks of those who report to it.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub checklist: ReportRule,
    pub if_match_required: bool,
}

impl<'a> Ledger<'a> {
    /// Waits for the hospital's lock and holds it until the end. Rows that only refer to the hospital,
    /// such as the audit of a read, do not wait for it.
    pub async fn open(app: &'a App, hospital: &str) -> Result<Ledger<'a>, Problem> {
        // What records finds its rows by their ids, always alike: its statements are planned once.
        let mut transaction = enter_with(app, hospital, "; SET LOCAL plan_cache_mode = force_generic_plan").await?;
        let row = sqlx::query(include_str!("ledger/lock.sql"))
            .bind(hospital)
            .bind(CENTRE)
            .fetch_optional(&mut *transaction)
            .await?
            .ok_or_else(|| Problem::not_found("hospital"))?;
        let head = Head {
            seq: row.try_get::<i64, _>("seq")?.unsigned_abs(),
            hash: journal::Hash::from_slice(&row.try_get::<Vec<u8>, _>("head")?)?,
        };
        let counter = u32::try_from(row.try_get::<i64, _>("hlc_counter")?).unwrap_or(u32::MAX);
        let last_hlc = Hlc::new(row.try_get("hlc_wall_ms")?, counter).unwrap_or(Hlc::ZERO);
        let key: Option<Vec<u8>> = row.try_get("public_key")?;
        let author = keys::author(&mut transaction, app, hospital, row.try_get("epoch")?, head, key).await?;
        let strict = row.try_get::<String, _>("checklist")? == "strict";
        Ok(Ledger {
            hospital: hospital.to_owned(),
            rules: Rules {
                checklist: if strict { ReportRule::Strict } else { ReportRule::Lenient },
                if_match_required: row.try_get("if_match_required")?,
            },
            now: Moment::new(app.now_ms(), domain::moment::DHAKA_OFFSET_MINUTES),
            app,
            position: row.try_get("position")?,
            procedure_number: row.try_get("procedure_number")?,
            author,
            clock: HybridClock::after(last_hlc),
            last_hlc,
            drafts: Vec::new(),
            told: Vec::new(),
            streams: BTreeMap::new(),
            met: Met::default(),
            touched: BTreeMap::new(),
            renames: false,
            transaction,
        })
    }

    /// The next number of a procedure that is first recorded here.
    pub fn mint_procedure_no(&mut self) -> String {
        self.procedure_number += 1;
        domain::identifier::procedure_no(&self.hospital, CENTRE, self.procedure_number.unsigned_abs())
    }

    /// A fresh UUIDv7 of this moment.
    pub fn new_id(&self) -> Uuid {
        journal::event_id(self.now.utc_ms(), rand::random())
    }

    /// The stream as it stands, facts of this transaction included.
    pub async fn stream<S: Kept>(&mut self, id: &str) -> Result<Stream<S>, Problem> {
        if let Some((_, body)) = self.streams.get(&(S::KIND, id.to_owned())) {
            return Ok(serde_json::from_slice(body)?);
        }
        if let Some(met) = self.met.stream(S::KIND, id) {
            return Ok(met.map(serde_json::from_slice).transpose()?.unwrap_or_default());
        }
        kept::load(&mut self.transaction, &self.hospital, id).await
    }

    /// Records facts of one stream on top of what is there; `stream` moves on with them.
    pub fn add<S: Kept>(
        &mut self,
        id: &str,
        stream: &mut Stream<S>,
        facts: Vec<S::Fact>,
        actor: PersonId,
    ) -> Result<(), Problem> {
        for fact in facts {
            let payload = serde_json::to_vec(&fact)?;
            self.last_hlc = self.clock.tick(self.now.utc_ms());
            let draft = Draft {
                event_id: self.new_id(),
                stream: journal::Stream { kind: S::KIND.into(), id: id.to_owned() },
                kind: S::name(&fact).to_owned(),
                schema_version: SCHEMA_VERSION,
                parents: stream.heads.iter().map(|head| head.0).collect(),
                actor: actor.to_string(),
                hlc: self.last_hlc,
                wall_ms: self.now.utc_ms(),
                monotonic_ms: i64::try_from(self.app.started.elapsed().as_millis()).unwrap_or(i64::MAX),
                boot_id: self.app.boot_id,
                clock_offset_ms: None,
            };
            let told = S::told(&stream.state, &fact);
            let fact = recorded(&draft, CENTRE, fact);
            if !stream.extend(&fact) {
                // The heads were read under the lock, so nothing else can have been recorded since.
                tracing::error!(stream = id, "a stream did not take a fact recorded on top of it");
                return Err(Problem::broken());
            }
            if let Some(kind) = told {
                let version = stream.version + stream.waiting.len() as u32;
                self.told
                    .push((self.drafts.len(), Told { kind, version, status: None, besides: true, corrects: false }));
            }
            self.drafts.push((draft, payload));
        }
        let version = stream.version + stream.waiting.len() as u32;
        self.streams.insert((S::KIND, id.to_owned()), (version, serde_json::to_vec(stream)?));
        Ok(())
    }

    /// As [`Ledger::add`], for a procedure: its row is written anew at the end.
    pub fn add_procedure(
        &mut self,
        id: ProcedureId,
        stream: &mut Stream<Procedure>,
        facts: Vec<domain::procedure::ProcedureFact>,
        actor: PersonId,
    ) -> Result<(), Problem> {
        if facts.is_empty() {
            return Ok(());
        }
        self.add(&id.to_string(), stream, facts, actor)?;
        self.touched.insert(id, stream.clone());
        Ok(())
    }

    /// Writes everything down but does not end the transaction, so that the answer can be read. What
    /// was written down before is not written again.
    pub async fn flush(&mut self) -> Result<(), Problem> {
        if self.drafts.is_empty() {
            return Ok(());
        }
        let sealed = self.seal()?;
        append(&mut self.transaction, &self.hospital, self.position, &sealed).await?;
        let touched = std::mem::take(&mut self.touched);
        let cases: Vec<_> = touched.iter().map(|(id, stream)| (*id, stream)).collect();
        projection::put(&mut self.transaction, &self.hospital, Some(self.now), &cases).await?;
        let told = std::mem::take(&mut self.told);
        telling::lay_out(&mut self.transaction, &self.hospital, self.position, &sealed, &told, &touched).await?;
        self.position += sealed.len() as i64;
        self.close_hospital().await
    }

    /// Makes it durable.
    pub async fn commit(mut self) -> Result<(), Problem> {
        self.flush().await?;
        self.transaction.commit().await?;
        self.app.laid_out.notify_one();
        if self.renames {
            self.app.renamed.notify_one();
        }
        Ok(())
    }

    fn seal(&mut self) -> Result<Vec<Sealed>, Problem> {
        let mut turn = self.author.turn();
        for (draft, payload) in std::mem::take(&mut self.drafts) {
            turn.seal(draft, payload)?;
        }
        Ok(turn.stored())
    }

    async fn close_hospital(&mut self) -> Result<(), Problem> {
        let head = self.author.head();
        let ChainId { epoch, .. } = self.author.chain();
        let mut streams = Columns::default();
        for ((kind, id), (version, body)) in std::mem::take(&mut self.streams) {
            // Whoever asks again in this transaction finds it as it is now.
            self.met.keep(kind, &id, &body);
            streams.push(kind, id, version, body);
        }
        sqlx::query(include_str!("ledger/close.sql"))
            .bind(&self.hospital)
            .bind(self.position)
            .bind(self.procedure_number)
            .bind(i64::from(*epoch))
            .bind(head.seq as i64)
            .bind(head.hash.as_bytes().as_slice())
            .bind(self.last_hlc.wall_ms())
            .bind(i64::from(self.last_hlc.counter()))
            .bind(streams.kinds)
            .bind(streams.ids)
            .bind(streams.versions)
            .bind(streams.bodies)
            .bind(CENTRE)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}
