//! Taking the facts of other replicas. Nothing is rejected into the void: a fact is folded, waits
//! for its causes, is here already, or is kept as it came for a person to look at.

use crate::author;
use crate::error::Result;
use crate::events::{self, StreamNo};
use crate::rebuild::refold;
use crate::store::Store;
use crate::terminal;
use domain::{EventId, Moment};
use journal::wire::{Answer, Fact, Reason, Verdict};
use journal::{ChainId, Envelope, Flaw, Hash, Hlc, HybridClock, Observed, Sealed, Stream, StreamKind, VerifyingKey};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

impl Store {
    /// Tells which key proves the facts of a terminal. False, and nothing changed, when another
    /// key is known for it.
    pub fn know_author(&mut self, terminal: &str, key: &VerifyingKey) -> Result<bool> {
        let known = "SELECT public_key FROM author_keys WHERE terminal = ?1";
        let known: Option<[u8; 32]> = self.connection.query_row(known, [terminal], |row| row.get(0)).optional()?;
        if let Some(known) = known {
            return Ok(known == *key.as_bytes());
        }
        let sql = "INSERT INTO author_keys (terminal, public_key) VALUES (?1, ?2)";
        self.connection.execute(sql, params![terminal, key.as_bytes()])?;
        Ok(true)
    }

    /// The key that proves what this terminal records.
    pub fn verifying_key(&self) -> Result<VerifyingKey> {
        terminal::read(&self.connection).map(|terminal| terminal.key.verifying_key())
    }

    /// Takes facts in whatever order they come, all in one transaction, and answers for each.
    /// `now` is the wall clock, against which another's is measured.
    pub fn receive(&mut self, now: Moment, facts: &[Fact]) -> Result<Vec<Answer>> {
        let folder = self.paths.folder.clone();
        self.receive_all(now, facts).map_err(|error| error.looked_at(&folder))
    }

    fn receive_all(&mut self, now: Moment, facts: &[Fact]) -> Result<Vec<Answer>> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        let before = terminal::read(&transaction)?;
        let mut arrival = Arrival {
            store: self,
            clock: self.writer.clock.clone(),
            observed: before.observed,
            now,
            touched: BTreeMap::new(),
            was_restored: false,
        };
        let taken = facts.iter().map(|fact| arrival.take(&transaction, fact)).collect::<Result<Vec<Taken>>>()?;
        let Arrival { observed, touched, was_restored, .. } = arrival;
        let mut waiting: BTreeSet<EventId> = BTreeSet::new();
        for (no, stream) in touched {
            waiting.extend(refold(&transaction, no, &stream.kind, &stream.id)?);
        }
        transaction.execute(
            "UPDATE terminal SET observed_wall_ms = ?1, observed_counter = ?2",
            params![observed.wall_ms(), observed.counter()],
        )?;
        if was_restored {
            terminal::begin_epoch(&transaction)?;
        }
        let writer = author::open(&transaction, &terminal::read(&transaction)?)?;
        transaction.commit()?;
        self.writer = writer;
        let answers = facts.iter().zip(taken).map(|(fact, taken)| {
            let verdict = match taken {
                Taken::Appended(id) if waiting.contains(&id) => Verdict::Waiting,
                Taken::Appended(_) => Verdict::Accepted,
                Taken::Duplicate => Verdict::Duplicate,
                Taken::Quarantined(reason) => Verdict::Quarantined(reason),
            };
            Answer { fact: fact.hash(), verdict }
        });
        Ok(answers.collect())
    }
}

/// What became of one fact, before its stream was folded.
enum Taken {
    Appended(EventId),
    Duplicate,
    Quarantined(Reason),
}

/// One transaction of facts from elsewhere.
struct Arrival<'a> {
    store: &'a Store,
    clock: HybridClock,
    /// The greatest time of another that was followed.
    observed: Hlc,
    now: Moment,
    touched: BTreeMap<StreamNo, Stream>,
    /// We were shown a fact of our own epoch that we lack: someone holds what this disk lost.
    was_restored: bool,
}

impl Arrival<'_> {
    fn take(&mut self, connection: &Connection, fact: &Fact) -> Result<Taken> {
        let sealed = match self.prove(connection, fact)? {
            Ok(sealed) => sealed,
            Err(reason) => return self.quarantine(connection, fact, reason),
        };
        let envelope = &sealed.envelope;
        if let Some(ours) = held(connection, envelope.event_id)? {
            if ours == fact.envelope_bytes() {
                return Ok(Taken::Duplicate);
            }
            return self.quarantine(connection, fact, Reason::Other("event_id_taken".into()));
        }
        self.was_restored |= ChainId::of(envelope) == *self.store.writer.author.chain();
        let no = events::stream_no(connection, &envelope.stream)?;
        events::append(connection, no, &sealed)?;
        self.touched.insert(no, envelope.stream.clone());
        if self.clock.observe(envelope.hlc, self.now.utc_ms()) == Observed::Followed {
            self.observed = self.observed.max(envelope.hlc);
        }
        Ok(Taken::Appended(EventId(envelope.event_id)))
    }

    /// The fact, if it is genuine and of this hospital; else why it is not taken.
    fn prove(&self, connection: &Connection, fact: &Fact) -> Result<Result<Sealed, Reason>> {
        let Ok(sealed) = fact.open() else { return Ok(Err(Reason::Malformed)) };
        let envelope = &sealed.envelope;
        if envelope.hospital != self.store.writer.hospital {
            return Ok(Err(Reason::OtherHospital));
        }
        if !is_named_right(&envelope.stream) {
            return Ok(Err(Reason::Malformed));
        }
        let Some(key) = self.store.key_of(&ChainId::of(envelope))? else { return Ok(Err(Reason::UnknownAuthor)) };
        if let Err(broken) = journal::verify(&sealed, &key) {
            return Ok(Err(match broken.flaw {
                Flaw::Payload => Reason::Payload,
                Flaw::Signature => Reason::Signature,
                _ => Reason::Malformed,
            }));
        }
        if !follows(connection, envelope)? {
            return Ok(Err(Reason::PrevHash));
        }
        Ok(Ok(sealed))
    }

    fn quarantine(&self, connection: &Connection, fact: &Fact, reason: Reason) -> Result<Taken> {
        let sql = "INSERT INTO quarantine (digest, envelope, payload, signature, reason, received_ms)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (digest) DO NOTHING";
        // The hash names the envelope alone; a fact is tampered with in its other parts too.
        let mut digest = Sha256::new();
        for part in [fact.envelope_bytes(), fact.signature().as_bytes(), fact.payload().unwrap_or_default()] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        digest.update([u8::from(fact.payload().is_some())]);
        connection.prepare_cached(sql)?.execute(params![
            digest.finalize().as_slice(),
            fact.envelope_bytes(),
            fact.payload(),
            fact.signature().as_bytes(),
            reason.as_str(),
            self.now.utc_ms(),
        ])?;
        tracing::warn!(reason = reason.as_str(), "a fact was quarantined");
        Ok(Taken::Quarantined(reason))
    }
}

/// The envelope that stands here under an id.
fn held(connection: &Connection, event: Uuid) -> Result<Option<Vec<u8>>> {
    let mut select = connection.prepare_cached("SELECT envelope FROM events WHERE event_id = ?1")?;
    Ok(select.query_row([event.as_bytes()], |row| row.get(0)).optional()?)
}

/// Whether the fact follows one that is here, where the fact before it is here at all. After a
/// fork there are several, and any will do.
fn follows(connection: &Connection, envelope: &Envelope) -> Result<bool> {
    if envelope.seq == 1 {
        return Ok(envelope.prev_hash == Hash::ZERO);
    }
    let mut select = connection.prepare_cached(include_str!("arriving/before.sql"))?;
    let mut rows = select.query(params![envelope.terminal, envelope.epoch, envelope.seq as i64 - 1])?;
    let mut nothing_before = true;
    while let Some(row) = rows.next()? {
        let before = events::decode(&row.get::<_, Vec<u8>>(0)?)?;
        if journal::hash(&before)? == envelope.prev_hash {
            return Ok(true);
        }
        nothing_before = false;
    }
    Ok(nothing_before)
}

/// Cases, patients and people are named by UUIDs, each in its one spelling: another would be
/// another stream of the same name.
fn is_named_right(stream: &Stream) -> bool {
    match stream.kind {
        StreamKind::Procedure | StreamKind::Patient | StreamKind::Person => {
            Uuid::parse_str(&stream.id).is_ok_and(|id| id.to_string() == stream.id)
        }
        _ => true,
    }
}
