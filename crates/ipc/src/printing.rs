//! Paper, for the power cut and for the file.

use crate::terminal::EscrowKey;
use domain::ProcedureId;
use serde::{Deserialize, Serialize};
use time::Date;

/// The theatres' lists of a day on A4.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrintDay {
    pub date: Date,
}

/// The record of one case.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrintCase {
    pub id: ProcedureId,
}

/// The recovery key as it was just shown; the shell keeps no copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PrintEscrowKey {
    pub key: EscrowKey,
}
