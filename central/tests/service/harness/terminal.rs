//! A terminal with its own store, which talks with the service as the desktop program does.

use super::Service;
use central::enrolment;
use domain::hospital::HospitalFact;
use domain::{Moment, PersonId, ProcedureId};
use journal::wire::{Answers, Batch, Fact};
use store::{KeyKeeper, Store};
use sync::http::{Address, HttpPeer};
use sync::messages::Enrolled;
use sync::{Downloads, Fault, Peer, Step, Stopped, Uploads};

pub struct Terminal {
    pub store: Store,
    uploads: Uploads,
    downloads: Downloads,
    peer: Option<HttpPeer>,
    _folder: tempfile::TempDir,
}

impl Terminal {
    /// Of a hospital in which nothing was recorded yet.
    pub fn new(hospital: &str, name: &str) -> Terminal {
        let folder = tempfile::tempdir().unwrap();
        let (store, _) = Store::create(folder.path(), hospital, name, KeyKeeper::File).unwrap();
        let (uploads, downloads) = Default::default();
        Terminal { store, uploads, downloads, peer: None, _folder: folder }
    }

    /// With everything that the sample hospital recorded until now.
    pub fn of_sample(name: &str, now: Moment) -> Terminal {
        let recordings = sample::hospital(7, now);
        let code = recordings.iter().flat_map(|recording| &recording.hospital).find_map(|fact| match fact {
            HospitalFact::SetUp { code, .. } => Some(code.clone()),
            _ => None,
        });
        let mut terminal = Terminal::new(&code.unwrap(), name);
        let said = recordings.into_iter().map(|recording| {
            let sample::Recording { at, actor, hospital, people, patients, procedures } = recording;
            (actor, at, store::Batch { hospital, people, patients, procedures, audit: Vec::new() })
        });
        terminal.store.record_in_turn(said).unwrap();
        terminal
    }

    pub fn hospital(&self) -> String {
        self.store.hospital_code().to_owned()
    }

    /// A line to the service at `base`, not enrolled.
    pub fn call(&mut self, base: &str) {
        let (hospital, key) = (self.hospital(), self.store.author_key().unwrap());
        let address = Address::parse(base, false).unwrap();
        self.peer = Some(HttpPeer::new(address, &hospital, self.store.terminal(), key));
    }

    pub fn enrol(&mut self, base: &str, code: &str) -> Result<Enrolled, Fault> {
        self.call(base);
        self.peer.as_mut().unwrap().enrol(&sync::EnrolmentCode::parse(code).unwrap())
    }

    /// Sends until nothing is left, as long as the line holds.
    pub fn send(&mut self, now_ms: i64) -> Result<usize, Fault> {
        let mut sent = 0;
        self.uploads.ask_again();
        loop {
            match self.uploads.step(now_ms, &mut self.store, self.peer.as_mut().unwrap()) {
                Ok(Step::Moved(count)) => sent += count,
                Ok(Step::Nothing) => return Ok(sent),
                Err(Stopped::There(fault)) => return Err(fault),
                Err(Stopped::Here(error)) => panic!("{error}"),
            }
        }
    }

    pub fn fetch(&mut self, now_ms: i64) -> Result<usize, Fault> {
        let mut got = 0;
        loop {
            match self.downloads.step(now_ms, &mut self.store, self.peer.as_mut().unwrap()) {
                Ok(Step::Moved(count)) => got += count,
                Ok(Step::Nothing) => return Ok(got),
                Err(Stopped::There(fault)) => return Err(fault),
                Err(Stopped::Here(error)) => panic!("{error}"),
            }
        }
    }

    /// The power goes: what the program remembered of the line is lost.
    pub fn forget(&mut self) {
        (self.uploads, self.downloads) = Default::default();
    }

    /// Everything that is held here, as it goes over the line.
    pub fn facts(&mut self) -> Vec<Fact> {
        let mut facts = Vec::new();
        self.store.each_fact(&mut |sealed| facts.push(Fact::new(&sealed).unwrap())).unwrap();
        facts
    }

    /// Hands over exactly these.
    pub fn give(&mut self, facts: Vec<Fact>) -> Result<Answers, Fault> {
        let mut batch = Batch::new();
        for fact in facts {
            batch.push(fact).unwrap();
        }
        self.peer.as_mut().unwrap().give(batch)
    }

    /// A note on a case that is here.
    pub fn say(&mut self, case: ProcedureId, by: PersonId, now: Moment, facts: Vec<domain::procedure::ProcedureFact>) {
        let batch = store::Batch { procedures: vec![(case, facts)], ..store::Batch::default() };
        self.store.record(by, now, batch).unwrap();
    }
}

/// Terminals wait for their line, which the thread of a test must not.
pub async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

impl Service {
    /// A code that enrols one terminal.
    pub async fn enrolment_code(&self, hospital: &str) -> String {
        enrolment::issue(&mut self.owner().await, hospital, 24).await.unwrap().to_string()
    }

    /// The same terminal, enrolled over a line at `base`.
    pub async fn enrolled_at(&self, base: &str, mut terminal: Terminal) -> Terminal {
        let (base, code) = (base.to_owned(), self.enrolment_code(&terminal.hospital()).await);
        apart(move || {
            terminal.enrol(&base, &code).unwrap();
            terminal
        })
        .await
    }

    pub async fn enrolled(&self, terminal: Terminal) -> Terminal {
        self.enrolled_at(&self.base.clone(), terminal).await
    }
}
