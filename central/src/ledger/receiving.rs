//! Taking facts of terminals into the hospital's log, under its lock: nothing that was proved is
//! refused. A fact is appended, folded and told; or waits for its causes; or was here already; or is
//! kept as it came for a person to look at. Many facts of one stream are folded once.

use super::{Ledger, append, keys};
use crate::ledger::Arrived;
use crate::problem::Problem;
use domain::procedure::Procedure;
use journal::wire::{Answer, Fact, Reason, Verdict};
use journal::{Author, ChainId, Envelope, Hash, Head, Hlc, Sealed, Signature, Stream, StreamKind, canonical};
use sha2::{Digest, Sha256};
use sqlx::Row;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a batch did.
pub struct Received {
    pub answers: Vec<Answer>,
    /// Cases that it completed.
    pub completed: Vec<Procedure>,
}

/// What is known of the hospital's log around a batch.
struct Known {
    /// Facts that are here, whether they wait or not.
    held: HashMap<Uuid, Hash>,
    /// Streams of the facts that are folded here.
    folded: HashMap<Uuid, Stream>,
    /// Hashes of the facts of one number.
    hashes: HashMap<(ChainId, u64), Vec<Hash>>,
    heads: HashMap<ChainId, Head>,
    moved: HashSet<ChainId>,
}

/// A fact that was put aside.
struct Aside<'a> {
    fact: &'a Fact,
    reason: Reason,
}

impl Ledger<'_> {
    /// Takes facts that `sender` handed over, in their order, and answers for each; the transaction
    /// is still to be committed. With `aside`, what proves is put aside for that reason all the same.
    pub async fn receive(
        &mut self,
        sender: &str,
        facts: &[Arrived],
        aside: Option<&Reason>,
    ) -> Result<Received, Problem> {
        let mut known = self.look_around(facts).await?;
        let mut accepted: Vec<Sealed> = Vec::new();
        let mut pool: Vec<Sealed> = Vec::new();
        let mut put_aside = Vec::new();
        let mut verdicts = Vec::with_capacity(facts.len());
        for Arrived { fact, sealed } in facts {
            let judged = match (sealed, aside) {
                (Err(reason), _) => Err(reason.clone()),
                (Ok(sealed), _) if known.held.get(&sealed.envelope.event_id) == Some(&sealed.hash) => {
                    known.advance(sealed);
                    verdicts.push(Verdict::Duplicate);
                    continue;
                }
                (Ok(_), Some(reason)) => Err(reason.clone()),
                (Ok(sealed), None) => known.judge(sealed).map(|()| sealed),
            };
            match judged {
                Ok(sealed) => {
                    known.take(sealed);
                    if known.has_parents(&sealed.envelope) {
                        known.folded.insert(sealed.envelope.event_id, sealed.envelope.stream.clone());
                        accepted.push(sealed.clone());
                        verdicts.push(Verdict::Accepted);
                    } else {
                        pool.push(sealed.clone());
                        verdicts.push(Verdict::Waiting);
                    }
                }
                Err(reason) => {
                    // What a terminal hands over of its own is kept, and so need not come again.
                    if let Ok(envelope) = canonical::decode(fact.envelope_bytes())
                        && envelope.terminal == sender
                        && envelope.hospital == self.hospital
                    {
                        known.advance_to(ChainId::of(&envelope), envelope.seq, fact.hash());
                    }
                    verdicts.push(Verdict::Quarantined(reason.clone()));
                    put_aside.push(Aside { fact, reason });
                }
            }
        }
        let released = self.release(&mut known, &mut accepted, &mut pool).await?;
        for (verdict, Arrived { sealed, .. }) in verdicts.iter_mut().zip(facts) {
            if let Ok(sealed) = sealed
                && *verdict == Verdict::Waiting
                && known.folded.contains_key(&sealed.envelope.event_id)
            {
                *verdict = Verdict::Accepted;
            }
        }
        self.keep_waiting(&pool, &released).await?;
        self.keep_aside(sender, &put_aside).await?;
        self.begin_epoch_if_restored(&accepted).await?;
        append(&mut self.transaction, &self.hospital, self.position, &accepted).await?;
        let completed = self.fold_accepted(&accepted).await?;
        self.position += accepted.len() as i64;
        self.follow_clocks(&accepted);
        self.move_chains(&known).await?;
        self.close_hospital().await?;
        let answers = facts.iter().zip(verdicts);
        let answers = answers.map(|(it, verdict)| Answer { fact: it.fact.hash(), verdict }).collect();
        Ok(Received { answers, completed })
    }

    /// Reads what the batch's facts touch, in as many queries as there are kinds of question.
    async fn look_around(&mut self, facts: &[Arrived]) -> Result<Known, Problem> {
        let sealed: Vec<&Envelope> =
            facts.iter().filter_map(|it| it.sealed.as_ref().ok()).map(|it| &it.envelope).collect();
        let ids: Vec<Uuid> = sealed.iter().map(|envelope| envelope.event_id).collect();
        let mut held = HashMap::new();
        for row in sqlx::query(include_str!("receiving/held.sql"))
            .bind(&self.hospital)
            .bind(&ids)
            .fetch_all(&mut *self.transaction)
            .await?
        {
            held.insert(row.try_get("event_id")?, Hash::from_slice(&row.try_get::<Vec<u8>, _>("hash")?)?);
        }
        let parents: Vec<Uuid> = sealed.iter().flat_map(|envelope| envelope.parents.iter().copied()).collect();
        let folded = self.folded(&parents).await?;
        let mut heads = HashMap::new();
        for (chain, head) in crate::handing_on::heads(&mut self.transaction, &self.hospital).await? {
            heads.insert(chain, head);
        }
        let proved = facts.iter().filter_map(|it| it.sealed.as_ref().ok());
        let new: Vec<&Sealed> = proved.filter(|sealed| !held.contains_key(&sealed.envelope.event_id)).collect();
        let hashes = self.hashes_before(&new, &heads).await?;
        Ok(Known { held, folded, hashes, heads, moved: HashSet::new() })
    }

    /// Hashes of the facts that these should follow, where neither a chain's head nor the batch has them:
    /// of facts that come late, or of a second branch.
    async fn hashes_before(
        &mut self,
        new: &[&Sealed],
        heads: &HashMap<ChainId, Head>,
    ) -> Result<HashMap<(ChainId, u64), Vec<Hash>>, Problem> {
        let at_hand: HashSet<Hash> =
            heads.values().map(|head| head.hash).chain(new.iter().map(|sealed| sealed.hash)).collect();
        let asked: Vec<(ChainId, u64)> = new
            .iter()
            .map(|sealed| &sealed.envelope)
            .filter(|envelope| envelope.seq > 1 && !at_hand.contains(&envelope.prev_hash))
            .map(|envelope| (ChainId::of(envelope), envelope.seq - 1))
            .collect();
        let mut hashes: HashMap<(ChainId, u64), Vec<Hash>> = HashMap::new();
        if asked.is_empty() {
            return Ok(hashes);
        }
        for row in sqlx::query(include_str!("receiving/before.sql"))
            .bind(&self.hospital)
            .bind(asked.iter().map(|(chain, _)| chain.terminal.clone()).collect::<Vec<_>>())
            .bind(asked.iter().map(|(chain, _)| chain.epoch as i32).collect::<Vec<_>>())
            .bind(asked.iter().map(|(_, seq)| *seq as i64).collect::<Vec<_>>())
            .fetch_all(&mut *self.transaction)
            .await?
        {
            let epoch = row.try_get::<i32, _>("epoch")?.cast_unsigned();
            let chain = ChainId { terminal: row.try_get("terminal")?, epoch };
            let hash = Hash::from_slice(&row.try_get::<Vec<u8>, _>("hash")?)?;
            hashes.entry((chain, row.try_get::<i64, _>("seq")?.unsigned_abs())).or_default().push(hash);
        }
        Ok(hashes)
    }

    async fn folded(&mut self, ids: &[Uuid]) -> Result<HashMap<Uuid, Stream>, Problem> {
        let sql = "SELECT event_id, stream_kind, stream_id FROM events WHERE hospital_id = $1 AND event_id = ANY($2)";
        let rows = sqlx::query(sql).bind(&self.hospital).bind(ids).fetch_all(&mut *self.transaction).await?;
        let mut folded = HashMap::with_capacity(rows.len());
        for row in rows {
            let kind = StreamKind::from(row.try_get::<String, _>("stream_kind")?.as_str());
            folded.insert(row.try_get("event_id")?, Stream { kind, id: row.try_get("stream_id")? });
        }
        Ok(folded)
    }

    /// Takes up facts whose last cause has come with this batch, those that waited before included.
    /// Gives the ids of those that leave the waiting room.
    async fn release(
        &mut self,
        known: &mut Known,
        accepted: &mut Vec<Sealed>,
        pool: &mut Vec<Sealed>,
    ) -> Result<Vec<Uuid>, Problem> {
        let streams: HashSet<&Stream> = accepted.iter().map(|sealed| &sealed.envelope.stream).collect();
        let rows = sqlx::query(include_str!("receiving/waiting.sql"))
            .bind(&self.hospital)
            .bind(streams.iter().map(|stream| stream.kind.as_str().to_owned()).collect::<Vec<_>>())
            .bind(streams.iter().map(|stream| stream.id.clone()).collect::<Vec<_>>())
            .fetch_all(&mut *self.transaction)
            .await?;
        let mut waited = HashSet::with_capacity(rows.len());
        for row in rows {
            let envelope = canonical::decode(&row.try_get::<Vec<u8>, _>("envelope")?)?;
            let sealed = Sealed {
                hash: Hash::from_slice(&row.try_get::<Vec<u8>, _>("hash")?)?,
                payload: row.try_get("payload")?,
                signature: Signature::from_slice(&row.try_get::<Vec<u8>, _>("signature")?)?,
                envelope,
            };
            waited.insert(sealed.envelope.event_id);
            pool.push(sealed);
        }
        if pool.is_empty() {
            return Ok(Vec::new());
        }
        let parents: Vec<Uuid> = pool.iter().flat_map(|sealed| sealed.envelope.parents.iter().copied()).collect();
        let folded = self.folded(&parents).await?;
        known.folded.extend(folded);
        let mut released = Vec::new();
        loop {
            let (ready, still): (Vec<Sealed>, Vec<Sealed>) =
                std::mem::take(pool).into_iter().partition(|sealed| known.has_parents(&sealed.envelope));
            *pool = still;
            if ready.is_empty() {
                break;
            }
            for sealed in ready {
                let id = sealed.envelope.event_id;
                known.folded.insert(id, sealed.envelope.stream.clone());
                if waited.contains(&id) {
                    released.push(id);
                }
                accepted.push(sealed);
            }
        }
        pool.retain(|sealed| !waited.contains(&sealed.envelope.event_id));
        Ok(released)
    }

    async fn keep_waiting(&mut self, pool: &[Sealed], released: &[Uuid]) -> Result<(), Problem> {
        if !released.is_empty() {
            sqlx::query("DELETE FROM waiting_facts WHERE hospital_id = $1 AND event_id = ANY($2)")
                .bind(&self.hospital)
                .bind(released)
                .execute(&mut *self.transaction)
                .await?;
        }
        for sealed in pool {
            let envelope = &sealed.envelope;
            sqlx::query(include_str!("receiving/wait.sql"))
                .bind(&self.hospital)
                .bind(envelope.event_id)
                .bind(envelope.stream.kind.as_str())
                .bind(&envelope.stream.id)
                .bind(&envelope.terminal)
                .bind(envelope.epoch as i32)
                .bind(envelope.seq as i64)
                .bind(sealed.hash.as_bytes().as_slice())
                .bind(canonical::encode(envelope)?)
                .bind(&sealed.payload)
                .bind(sealed.signature.as_bytes().as_slice())
                .execute(&mut *self.transaction)
                .await?;
        }
        Ok(())
    }

    async fn keep_aside(&mut self, sender: &str, aside: &[Aside<'_>]) -> Result<(), Problem> {
        for Aside { fact, reason } in aside {
            tracing::warn!(hospital = self.hospital, sender, reason = reason.as_str(), "a fact was quarantined");
            sqlx::query(include_str!("receiving/quarantine.sql"))
                .bind(&self.hospital)
                .bind(digest(fact))
                .bind(fact.envelope_bytes())
                .bind(fact.payload())
                .bind(fact.signature().as_bytes().as_slice())
                .bind(reason.as_str())
                .bind(sender)
                .execute(&mut *self.transaction)
                .await?;
        }
        Ok(())
    }

    /// Shown facts of its own that it lacks, the centre was restored: it writes on in a new epoch.
    async fn begin_epoch_if_restored(&mut self, accepted: &[Sealed]) -> Result<(), Problem> {
        let chain = self.author.chain();
        if !accepted.iter().any(|sealed| ChainId::of(&sealed.envelope) == *chain) {
            return Ok(());
        }
        let epoch = chain.epoch as i32;
        tracing::warn!(hospital = self.hospital, epoch, "facts of the centre itself came back: it begins a new epoch");
        self.author = self.author_after(epoch).await?;
        Ok(())
    }

    async fn author_after(&mut self, epoch: i32) -> Result<Author, Problem> {
        keys::begin(&mut self.transaction, self.app, &self.hospital, epoch + 1).await
    }

    /// What is recorded here from now on comes after what came.
    fn follow_clocks(&mut self, accepted: &[Sealed]) {
        for sealed in accepted {
            self.clock.observe(sealed.envelope.hlc, self.now.utc_ms());
        }
        let followed = accepted.iter().map(|sealed| sealed.envelope.hlc).filter(|hlc| self.is_followed(*hlc));
        self.last_hlc = followed.fold(self.last_hlc, Hlc::max);
    }

    fn is_followed(&self, hlc: Hlc) -> bool {
        hlc.wall_ms() - self.now.utc_ms() <= journal::MAX_AHEAD_MS
    }

    async fn move_chains(&mut self, known: &Known) -> Result<(), Problem> {
        let moved: Vec<(&ChainId, &Head)> =
            known.heads.iter().filter(|(chain, _)| known.moved.contains(chain)).collect();
        if moved.is_empty() {
            return Ok(());
        }
        sqlx::query(include_str!("receiving/move_chains.sql"))
            .bind(&self.hospital)
            .bind(moved.iter().map(|(chain, _)| chain.terminal.clone()).collect::<Vec<_>>())
            .bind(moved.iter().map(|(chain, _)| chain.epoch as i32).collect::<Vec<_>>())
            .bind(moved.iter().map(|(_, head)| head.seq as i64).collect::<Vec<_>>())
            .bind(moved.iter().map(|(_, head)| head.hash.as_bytes().to_vec()).collect::<Vec<_>>())
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

impl Known {
    /// Whether a fact that proves stands in its place.
    fn judge(&self, sealed: &Sealed) -> Result<(), Reason> {
        let envelope = &sealed.envelope;
        if self.held.contains_key(&envelope.event_id) {
            return Err(Reason::Other("event_id_taken".to_owned()));
        }
        let follows = match envelope.seq.checked_sub(1) {
            None | Some(0) => envelope.prev_hash == Hash::ZERO,
            Some(before) => {
                let chain = ChainId::of(envelope);
                let head = self.heads.get(&chain).filter(|head| head.seq == before).map(|head| head.hash);
                let hashes = self.hashes.get(&(chain, before)).map(Vec::as_slice).unwrap_or_default();
                // Where nothing stands before it, it may still come.
                (hashes.is_empty() && head.is_none())
                    || hashes.contains(&envelope.prev_hash)
                    || head == Some(envelope.prev_hash)
            }
        };
        if follows { Ok(()) } else { Err(Reason::PrevHash) }
    }

    fn take(&mut self, sealed: &Sealed) {
        let envelope = &sealed.envelope;
        self.held.insert(envelope.event_id, sealed.hash);
        self.hashes.entry((ChainId::of(envelope), envelope.seq)).or_default().push(sealed.hash);
        self.advance(sealed);
    }

    fn advance(&mut self, sealed: &Sealed) {
        self.advance_to(ChainId::of(&sealed.envelope), sealed.envelope.seq, sealed.hash);
    }

    /// The chain is kept one further, if this is the next of it.
    fn advance_to(&mut self, chain: ChainId, seq: u64, hash: Hash) {
        let head = self.heads.entry(chain.clone()).or_insert(Head::START);
        if seq == head.seq + 1 {
            *head = Head { seq, hash };
            self.moved.insert(chain);
        }
    }

    fn has_parents(&self, envelope: &Envelope) -> bool {
        envelope.parents.iter().all(|parent| self.folded.get(parent) == Some(&envelope.stream))
    }
}

/// Of all that came: the hash names the envelope alone.
fn digest(fact: &Fact) -> Vec<u8> {
    let mut digest = Sha256::new();
    for part in [fact.envelope_bytes(), fact.signature().as_bytes(), fact.payload().unwrap_or_default()] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest.update([u8::from(fact.payload().is_some())]);
    digest.finalize().to_vec()
}
