//! However the line fails, and whatever is said twice, both sides end with the same facts.

use journal::wire::{Answer, Answers, Batch, Fact, Hello, Message, PROTOCOL, Reason, Verdict};
use journal::{
    Author, AuthorKey, ChainId, Draft, Hash, Head, Hlc, Sealed, Stream, StreamKind, Vector, canonical, event_id,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use sync::messages::{KnownAuthor, Parcel};
use sync::{Downloads, Fault, Peer, Replica, Step, Stopped, Uploads};
use zeroize::Zeroizing;

/// A replica in memory, who writes as `name`.
struct Held {
    name: String,
    author: Author,
    facts: BTreeMap<(ChainId, u64), Fact>,
    aside: BTreeSet<Hash>,
    /// Facts of which this replica takes none to the others.
    doubts: fn(u64) -> bool,
    /// What the other side was said to keep.
    kept: BTreeMap<ChainId, u64>,
    head: BTreeMap<ChainId, Head>,
    writes: u8,
}

impl Held {
    fn new(name: &str, doubts: fn(u64) -> bool) -> Held {
        let mut secret = Zeroizing::new([0; 32]);
        secret[..name.len()].copy_from_slice(name.as_bytes());
        let chain = ChainId { terminal: name.into(), epoch: 1 };
        let author = Author::after(Head::START, "DHAKA".into(), chain, AuthorKey::from_secret(&secret));
        let (facts, aside, kept, head) = Default::default();
        Held { name: name.into(), author, facts, aside, doubts, kept, head, writes: 0 }
    }

    fn record(&mut self) {
        self.writes += 1;
        let mut random = [self.writes; 10];
        random[0] = self.name.as_bytes()[0];
        let draft = Draft {
            event_id: event_id(1_000, random),
            stream: Stream { kind: StreamKind::Procedure, id: "a case".into() },
            kind: "noted".into(),
            schema_version: 1,
            parents: Vec::new(),
            actor: "somebody".into(),
            hlc: Hlc::ZERO,
            wall_ms: 0,
            monotonic_ms: 0,
            boot_id: uuid::Uuid::nil(),
            clock_offset_ms: None,
        };
        let mut turn = self.author.turn();
        turn.seal(draft, b"{}".to_vec()).unwrap();
        for sealed in turn.stored() {
            self.keep(&sealed);
        }
    }

    fn keep(&mut self, sealed: &Sealed) {
        let chain = ChainId::of(&sealed.envelope);
        self.facts.insert((chain.clone(), sealed.envelope.seq), Fact::new(sealed).unwrap());
        self.move_head(chain);
    }

    /// As the centre counts: what is put aside is kept too.
    fn move_head(&mut self, chain: ChainId) {
        let mut head = self.head.get(&chain).copied().unwrap_or(Head::START);
        while let Some(fact) = self.facts.get(&(chain.clone(), head.seq + 1)) {
            head = Head { seq: head.seq + 1, hash: fact.hash() };
        }
        self.head.insert(chain, head);
    }

    fn hashes(&self) -> BTreeSet<Hash> {
        self.facts.values().map(Fact::hash).collect()
    }
}

impl Replica for Held {
    type Error = Infallible;

    fn names(&mut self) -> Result<(String, String), Infallible> {
        Ok(("DHAKA".into(), self.name.clone()))
    }

    fn vector(&mut self) -> Result<Vector, Infallible> {
        let mut vector = Vector::new();
        for (chain, head) in self.head.iter().filter(|(_, head)| head.seq > 0) {
            vector.note(chain.clone(), *head).unwrap();
        }
        Ok(vector)
    }

    fn facts_after(&mut self, chain: &ChainId, seq: u64, facts: usize, _: usize) -> Result<Vec<Fact>, Infallible> {
        let of_chain = self.facts.iter().filter(|((it, at), _)| it == chain && *at > seq);
        Ok(of_chain.map(|(_, fact)| fact.clone()).take(facts.min(3)).collect())
    }

    fn hash_of(&mut self, chain: &ChainId, seq: u64) -> Result<Option<Hash>, Infallible> {
        Ok(self.facts.get(&(chain.clone(), seq)).map(Fact::hash))
    }

    fn take(&mut self, _: i64, facts: &[Fact]) -> Result<Vec<Answer>, Infallible> {
        let answers = facts.iter().map(|fact| {
            let sealed = fact.open().unwrap();
            let verdict = if self.hashes().contains(&fact.hash()) {
                Verdict::Duplicate
            } else {
                self.keep(&sealed);
                let doubted = (self.doubts)(sealed.envelope.seq);
                if doubted && self.aside.insert(fact.hash()) {
                    Verdict::Quarantined(Reason::Payload)
                } else {
                    Verdict::Accepted
                }
            };
            Answer { fact: fact.hash(), verdict }
        });
        Ok(answers.collect())
    }

    fn learn(&mut self, _: &[KnownAuthor]) -> Result<(), Infallible> {
        Ok(())
    }

    fn note_kept(&mut self, chain: &ChainId, seq: u64) -> Result<(), Infallible> {
        self.kept.insert(chain.clone(), seq);
        Ok(())
    }

    fn note_clock(&mut self, _: i64) -> Result<(), Infallible> {
        Ok(())
    }
}

/// What becomes of one request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Line {
    Good,
    /// It never arrives.
    Lost,
    /// It is done, and its answer is lost.
    AnswerLost,
    /// It arrives twice.
    Twice,
    TooLarge,
}

struct OverLine<'a> {
    centre: &'a mut Held,
    line: Line,
}

impl OverLine<'_> {
    fn ask<T>(&mut self, answer: impl Fn(&mut Held) -> T) -> Result<T, Fault> {
        match self.line {
            Line::Lost => return Err(Fault::Unreached("lost".into())),
            Line::TooLarge => return Err(Fault::TooLarge),
            Line::Twice => drop(answer(self.centre)),
            Line::AnswerLost => {
                answer(self.centre);
                return Err(Fault::Unreached("its answer is lost".into()));
            }
            Line::Good => {}
        }
        Ok(answer(self.centre))
    }
}

impl Peer for OverLine<'_> {
    fn greet(&mut self, _: &Hello) -> Result<Hello, Fault> {
        self.ask(|centre| {
            let vector = centre.vector().unwrap();
            Hello { protocol: PROTOCOL, hospital: "DHAKA".into(), terminal: "C".into(), wall_ms: 0, vector }
        })
    }

    fn give(&mut self, batch: Batch) -> Result<Answers, Fault> {
        self.ask(|centre| Answers { answers: centre.take(0, batch.facts()).unwrap() })
    }

    fn fetch(&mut self, hello: &Hello) -> Result<Parcel, Fault> {
        self.ask(|centre| {
            let mut batch = Batch::new();
            for missing in centre.vector().unwrap().missing_in(&hello.vector) {
                for fact in centre.facts_after(&missing.chain, missing.first - 1, 2, 0).unwrap() {
                    // What was put aside is not handed on.
                    if !centre.aside.contains(&fact.hash()) {
                        batch.push(fact).unwrap();
                    }
                }
            }
            Parcel { authors: Vec::new(), message: Message::Batch(batch) }
        })
    }
}

fn any_line() -> impl Strategy<Value = Line> {
    prop::sample::select(vec![Line::Good, Line::Lost, Line::AnswerLost, Line::Twice, Line::TooLarge])
}

#[derive(Clone, Copy, Debug)]
enum Turn {
    RecordHere,
    RecordThere,
    Upload(Line),
    Download(Line),
    /// The terminal is started anew: what sending and asking remembered is gone.
    PowerCut,
    AskAgain,
}

fn any_turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        3 => Just(Turn::RecordHere),
        2 => Just(Turn::RecordThere),
        6 => any_line().prop_map(Turn::Upload),
        6 => any_line().prop_map(Turn::Download),
        1 => Just(Turn::PowerCut),
        1 => Just(Turn::AskAgain),
    ]
}

fn calm(terminal: &mut Held, centre: &mut Held, uploads: &mut Uploads, downloads: &mut Downloads) {
    for _ in 0..200 {
        let mut over = OverLine { centre, line: Line::Good };
        let sent = uploads.step(0, terminal, &mut over).unwrap();
        let got = downloads.step(0, terminal, &mut over).unwrap();
        if (sent, got) == (Step::Nothing, Step::Nothing) {
            return;
        }
    }
    panic!("it does not end");
}

proptest! {
    #[test]
    fn whatever_the_line_does_both_sides_end_with_the_same_facts(turns in prop::collection::vec(any_turn(), 0..60)) {
        let (mut terminal, mut centre) = (Held::new("T1", |_| false), Held::new("C", |seq| seq % 7 == 3));
        let (mut uploads, mut downloads) = (Uploads::default(), Downloads::default());
        for turn in turns {
            match turn {
                Turn::RecordHere => terminal.record(),
                Turn::RecordThere => centre.record(),
                Turn::PowerCut => (uploads, downloads) = Default::default(),
                Turn::AskAgain => uploads.ask_again(),
                Turn::Upload(line) => {
                    let stopped = uploads.step(0, &mut terminal, &mut OverLine { centre: &mut centre, line });
                    prop_assert!(!matches!(stopped, Err(Stopped::Here(_))));
                }
                Turn::Download(line) => {
                    drop(downloads.step(0, &mut terminal, &mut OverLine { centre: &mut centre, line }));
                }
            }
            // Nothing is said to be kept that is not.
            for (chain, seq) in &terminal.kept {
                prop_assert!((1..=*seq).all(|seq| centre.facts.contains_key(&(chain.clone(), seq))));
            }
        }
        uploads.ask_again();
        calm(&mut terminal, &mut centre, &mut uploads, &mut downloads);
        prop_assert_eq!(terminal.hashes(), centre.hashes());
        prop_assert_eq!(terminal.kept.get(terminal.author.chain()).copied().unwrap_or(0), terminal.author.head().seq);
    }
}

#[test]
fn a_centre_that_was_restored_gets_again_what_it_lost_even_of_itself() {
    let (mut terminal, mut centre) = (Held::new("T1", |_| false), Held::new("C", |_| false));
    let (mut uploads, mut downloads) = (Uploads::default(), Downloads::default());
    for _ in 0..8 {
        terminal.record();
        centre.record();
    }
    calm(&mut terminal, &mut centre, &mut uploads, &mut downloads);
    let whole = centre.hashes();
    centre.facts.retain(|(_, seq), _| *seq <= 3);
    for head in std::mem::take(&mut centre.head).into_keys() {
        centre.move_head(head);
    }
    uploads.ask_again();
    calm(&mut terminal, &mut centre, &mut uploads, &mut downloads);
    assert_eq!(centre.hashes(), whole);
}

#[test]
fn a_cloned_disk_is_sent_whole_and_nothing_of_either_is_lost() {
    let (mut one, mut other, mut centre) =
        (Held::new("T1", |_| false), Held::new("T1", |_| false), Held::new("C", |_| false));
    one.record();
    other.record();
    other.writes = 100;
    one.record();
    other.record();
    other.record();
    let mut uploads = Uploads::default();
    calm(&mut one, &mut centre, &mut uploads, &mut Downloads::default());
    let at_centre = centre.head[one.author.chain()];
    // The clone's second fact is another than the one that is there.
    let clone = other.facts[&(other.author.chain().clone(), 2)].hash();
    assert_ne!(at_centre.hash, clone);
    struct Seen<'a>(OverLine<'a>, Vec<Hash>);
    impl Peer for Seen<'_> {
        fn greet(&mut self, hello: &Hello) -> Result<Hello, Fault> {
            self.0.greet(hello)
        }
        fn give(&mut self, batch: Batch) -> Result<Answers, Fault> {
            self.1.extend(batch.facts().iter().map(Fact::hash));
            Ok(Answers {
                answers: batch
                    .facts()
                    .iter()
                    .map(|it| Answer { fact: it.hash(), verdict: Verdict::Accepted })
                    .collect(),
            })
        }
        fn fetch(&mut self, hello: &Hello) -> Result<Parcel, Fault> {
            self.0.fetch(hello)
        }
    }
    let mut seen = Seen(OverLine { centre: &mut centre, line: Line::Good }, Vec::new());
    let mut uploads = Uploads::default();
    while uploads.step(0, &mut other, &mut seen).unwrap() != Step::Nothing {}
    assert_eq!(seen.1.iter().copied().collect::<BTreeSet<_>>(), other.hashes());
    assert!(canonical::decode(other.facts.values().next().unwrap().envelope_bytes()).is_ok());
}
