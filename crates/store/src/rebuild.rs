//! Making the projections again from the facts.

use crate::FOLD_VERSION;
use crate::error::Result;
use crate::events::StreamNo;
use crate::projection::{self, trail::Trail};
use crate::store::{Progress, Store};
use domain::EventId;
use domain::hospital::Hospital;
use domain::patient::Patient;
use domain::person::Person;
use domain::procedure::Procedure;
use journal::StreamKind;
use rusqlite::{Connection, Transaction, TransactionBehavior};

/// Told of progress after so many streams.
const STEP: u64 = 256;

impl Store {
    /// Drops every projection and folds every stream anew, one after the other; gives the number of
    /// streams. All of it or nothing: whoever reads in between, or after a crash, reads the old.
    pub fn rebuild(&mut self, progress: Progress<'_>) -> Result<u64> {
        let folder = self.paths.folder.clone();
        rebuild(&self.connection, progress).map_err(|error| error.looked_at(&folder))
    }
}

fn rebuild(connection: &Connection, progress: Progress<'_>) -> Result<u64> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    transaction.execute_batch(include_str!("rebuild/clear.sql"))?;
    let streams: i64 = transaction.query_row("SELECT COUNT(*) FROM streams", [], |row| row.get(0))?;
    let streams = streams.unsigned_abs();
    let mut done = 0;
    progress(done, streams);
    let mut select = transaction.prepare("SELECT stream, kind, id FROM streams ORDER BY stream")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let kind = StreamKind::from(row.get_ref(1)?.as_str().map_err(crate::StoreError::damaged)?);
        refold(
            &transaction,
            StreamNo(row.get(0)?),
            &kind,
            row.get_ref(2)?.as_str().map_err(crate::StoreError::damaged)?,
        )?;
        done += 1;
        if done % STEP == 0 {
            progress(done, streams);
        }
    }
    drop(rows);
    drop(select);
    transaction.execute_batch("INSERT INTO patient_words (patient_words) VALUES ('rebuild')")?;
    transaction.execute("UPDATE terminal SET fold_version = ?1", [FOLD_VERSION])?;
    transaction.commit()?;
    progress(done, streams);
    Ok(done)
}

/// Folds one stream anew, of whatever kind; gives the facts that wait.
pub(crate) fn refold(connection: &Connection, no: StreamNo, kind: &StreamKind, id: &str) -> Result<Vec<EventId>> {
    Ok(match kind {
        StreamKind::Procedure => projection::refold::<Procedure>(connection, no, id)?.waiting,
        StreamKind::Patient => projection::refold::<Patient>(connection, no, id)?.waiting,
        StreamKind::Person => projection::refold::<Person>(connection, no, id)?.waiting,
        StreamKind::Hospital => projection::refold::<Hospital>(connection, no, id)?.waiting,
        _ => projection::refold::<Trail>(connection, no, id)?.waiting,
    })
}
