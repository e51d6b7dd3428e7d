//! Settling what others disagree about: two people, each by their own PIN.

use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::{cases, patients, people};
use domain::PersonId;
use domain::patient::PatientCommand;
use domain::procedure::Command;
use ipc::{Failure, Settle, Settled};
use store::Batch;

/// Whoever is signed in settles it together with one more, whose PIN is looked at here: nobody can
/// name another as the second. A PIN that is wrong records nothing but that it was.
pub fn settle(desk: &Desk, call: Settle) -> Result<(), Failure> {
    desk.at_work(|seat| {
        let two = vec![seat.actor(), call.with];
        let batch = decided(seat, call.settled, two)?;
        people::allowed_in(seat.ledger, call.with, &call.pin, seat.now)?;
        seat.record(batch).map(drop)
    })
}

fn decided(seat: &mut Seat<'_>, settled: Settled, settled_by: Vec<PersonId>) -> Result<Batch, Fault> {
    match settled {
        Settled::Side { case, side, gone_by } => {
            cases::decided(seat, case, Command::SettleSide { side, gone_by, settled_by })
        }
        Settled::Consent { case, consent, gone_by } => {
            cases::decided(seat, case, Command::SettleConsent { consent, gone_by, settled_by })
        }
        Settled::BloodGroup { patient, group, gone_by } => {
            patients::decided(seat, patient, PatientCommand::SettleBloodGroup { group, gone_by, settled_by })
        }
    }
}
