//! The numbers that this terminal mints: never the same twice, whatever is cancelled or lost.

use crate::failures::Fault;
use crate::ledger::Ledger;
use domain::hospital::Hospital;
use domain::identifier::{self, UhidBlock};
use domain::patient::Identity;
use store::Counter;

pub fn procedure_no(ledger: &mut Ledger, hospital: &Hospital) -> Result<String, Fault> {
    let number = ledger.store.mint(Counter::ProcedureNo)?;
    Ok(identifier::procedure_no(&hospital.code, ledger.store.terminal(), number))
}

pub fn registration_no(ledger: &mut Ledger) -> Result<String, Fault> {
    let number = ledger.store.mint(Counter::Registration)?;
    Ok(identifier::registration_no(ledger.store.terminal(), number))
}

pub fn temporary_id(ledger: &mut Ledger) -> Result<String, Fault> {
    let number = ledger.store.mint(Counter::TemporaryId)?;
    Ok(identifier::temporary_id(ledger.store.terminal(), number))
}

/// The next health id of the blocks that this terminal was given; none when it has none, or they
/// are used up. One that a patient brought on a card already is passed over.
pub fn next_uhid(ledger: &mut Ledger, hospital: &Hospital) -> Result<Option<String>, Fault> {
    let terminal = ledger.terminal();
    let given = hospital.uhid_blocks.iter().filter(|(given_to, _)| *given_to == terminal);
    let blocks: Vec<UhidBlock> = given.map(|(_, block)| *block).collect();
    if blocks.is_empty() {
        return Ok(None);
    }
    while let Some(uhid) = of_blocks(&blocks, ledger.store.mint(Counter::Uhid)?) {
        if ledger.store.like(&Identity::default(), Some(&uhid))?.is_empty() {
            return Ok(Some(uhid));
        }
    }
    Ok(None)
}

/// The `taken`-th id of several blocks, one after the other.
fn of_blocks(blocks: &[UhidBlock], mut taken: u64) -> Option<String> {
    for block in blocks {
        let holds = block.to - block.from + 1;
        if taken < holds {
            return block.uhid(taken);
        }
        taken -= holds;
    }
    None
}

/// Sees to it that the next number of each kind comes after those that facts made elsewhere bear.
pub fn pass(ledger: &mut Ledger, counter: Counter, borne: u64) -> Result<(), Fault> {
    while ledger.store.mint(counter)? < borne {}
    Ok(())
}

/// The number at the end of `PRC-KSG-T1-00042`: 42.
pub fn counted(number: &str) -> u64 {
    let digits = number.rsplit('-').next().unwrap_or_default();
    digits.parse().unwrap_or_default()
}
