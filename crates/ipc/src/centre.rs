//! The line to the central service: how it stands, and how it is made and ended.

use domain::Moment;
use serde::{Deserialize, Serialize};

/// The line to the centre, told truly.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Line {
    /// Facts recorded here that no other replica has.
    pub waiting_facts: u64,
    pub state: LineState,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "kebab-case")]
pub enum LineState {
    /// No centre was named.
    #[default]
    NotConnected,
    /// There is one, and it does not answer. It is tried again and again.
    Unreached,
    Sending,
    /// The centre had everything when it was last asked.
    AllSent {
        at: Moment,
    },
    /// The centre says no until somebody does something.
    Refused {
        why: CentreTrouble,
    },
}

/// Why the centre was not connected, or does not take what is sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CentreTrouble {
    /// What was typed is no address.
    Address,
    /// The address is not encrypted, and nobody said that this is meant.
    Unencrypted,
    Unreached,
    /// Nobody whom this computer trusts has vouched for the certificate of what answers there.
    Untrusted,
    /// Its certificate is for another name than the address.
    OtherName,
    /// Its certificate has ended, or not begun, by the clock of this computer.
    OutOfDate,
    /// It answers now and then, or asks to be asked later.
    Busy,
    /// What answers there is not the central service, or has a fault.
    NotACentre,
    /// The code is not one of this hospital's, was used, or has ended.
    Code,
    /// Another terminal of the hospital has this one's name.
    TerminalTaken,
    NotEnrolled,
    Revoked,
    Version,
}

/// For who administers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GetCentre {}

/// How this terminal stands with the centre.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Centre {
    /// None where none is connected.
    pub address: Option<String>,
    /// The hospital's code, for which the centre issues the enrolment code.
    pub hospital: String,
    pub terminal: String,
    pub line: Line,
    /// When the centre last answered.
    pub last_contact: Option<Moment>,
    /// Facts that came and could not be proved.
    pub put_aside: u64,
}

/// Connects to a centre. Without a code where this terminal is enrolled there already.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConnectCentre {
    pub address: String,
    pub code: String,
    /// It is meant that others on the line could read it.
    pub unencrypted: bool,
}

/// Sends no more. What is recorded is kept and waits.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DisconnectCentre {}

/// Told to the window when the line stands otherwise than before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LineChanged {
    /// Facts came: what a page shows may be old.
    pub arrived: bool,
}
