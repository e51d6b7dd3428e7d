//! A row for each patient, with what they are searched and compared by, and one with what lists show.

use super::{Projected, id_bytes};
use crate::error::{Result, StoreError};
use crate::events::StreamNo;
use crate::folding::Foldable;
use crate::words::{name_bn_key, name_sounds, search_words};
use domain::patient::{Patient, PatientFact};
use journal::Envelope;
use rusqlite::{Connection, named_params};

impl Foldable for Patient {
    fn read(_envelope: &Envelope, payload: &[u8]) -> Option<PatientFact> {
        serde_json::from_slice(payload).ok()
    }
}

impl Projected for Patient {
    const SELECT: &'static str = "SELECT body FROM patients WHERE stream = ?1";

    fn put(connection: &Connection, stream: StreamNo, id: &str, state: &Self, body: &[u8]) -> Result<()> {
        let identity = &state.identity;
        connection.prepare_cached(include_str!("patient/put.sql"))?.execute(named_params! {
            ":stream": stream.0,
            ":id": id_bytes(id)?,
            ":is_unknown": identity.unknown,
            ":uhid": state.uhid,
            ":nid": identity.nid,
            ":birth_registration": identity.birth_registration,
            ":name_sounds": name_sounds(&identity.name),
            ":name_bn_key": name_bn_key(&identity.name_bn),
            ":words": search_words(state),
            ":body": body,
        })?;
        connection.prepare_cached(include_str!("patient/put_line.sql"))?.execute(named_params! {
            ":stream": stream.0,
            ":id": id_bytes(id)?,
            ":line": serde_json::to_string(&state.brief()).map_err(StoreError::damaged)?,
        })?;
        Ok(())
    }
}
