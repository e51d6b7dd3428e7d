//! Connecting this terminal to the central service, and ending that.

use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::line::{self, address_of, trouble_of};
use domain::access::Right;
use domain::audit::AuditFact;
use ipc::{Centre, CentreTrouble, ConnectCentre, DisconnectCentre, Failure, GetCentre};
use journal::wire::{Hello, PROTOCOL};
use sync::http::{Address, HttpPeer, NoAddress};
use sync::messages::KnownAuthor;
use sync::{EnrolmentCode, Peer, Replica};

pub fn centre(desk: &Desk, _: GetCentre) -> Result<Centre, Failure> {
    desk.watching(|seat| view(desk, seat))
}

/// The line is tried before anything is kept: an address that does not answer is said at once.
pub fn connect_centre(desk: &Desk, call: ConnectCentre) -> Result<Centre, Failure> {
    let (hospital, terminal, key) = desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        let store = &seat.ledger.store;
        Ok((store.hospital_code().to_owned(), store.terminal().to_owned(), store.author_key()?))
    })?;
    let address = Address::parse(&call.address, call.unencrypted).map_err(|no| match no {
        NoAddress::Form => CentreTrouble::Address,
        NoAddress::Unencrypted => CentreTrouble::Unencrypted,
    })?;
    let code = match call.code.trim() {
        "" => None,
        typed => Some(EnrolmentCode::parse(typed).ok_or(CentreTrouble::Code)?),
    };
    // Nothing is held while the line is slow.
    let mut peer = HttpPeer::new(address.clone(), &hospital, &terminal, key);
    let authors = match code {
        Some(code) => peer.enrol(&code).map_err(|fault| told(&fault))?.authors,
        None => greeted(desk, &mut peer, hospital, terminal)?,
    };
    let connected = desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        let store = &mut seat.ledger.store;
        store.learn(&authors)?;
        store.set_setting(line::UNENCRYPTED, if call.unencrypted { "yes" } else { "" })?;
        store.set_setting(line::ADDRESS, &address.to_string())?;
        seat.note(AuditFact::CentreConnected { address: address.to_string() })?;
        view(desk, seat)
    })?;
    desk.line.forget();
    Ok(connected)
}

pub fn disconnect_centre(desk: &Desk, _: DisconnectCentre) -> Result<Centre, Failure> {
    let ended = desk.at_work(|seat| {
        seat.need(Right::Administer)?;
        seat.ledger.store.set_setting(line::ADDRESS, "")?;
        seat.note(AuditFact::CentreDisconnected {})?;
        view(desk, seat)
    })?;
    desk.line.forget();
    Ok(ended)
}

/// Asks a centre whether this terminal is enrolled there already.
fn greeted(desk: &Desk, peer: &mut HttpPeer, hospital: String, terminal: String) -> Result<Vec<KnownAuthor>, Failure> {
    let vector = desk.at_work(|seat| Ok(seat.ledger.store.vector()?))?;
    let hello = Hello { protocol: PROTOCOL, hospital, terminal, wall_ms: desk.clock().wall_ms(), vector };
    peer.greet(&hello).map_err(|fault| told(&fault))?;
    Ok(Vec::new())
}

fn view(desk: &Desk, seat: &mut Seat<'_>) -> Result<Centre, Fault> {
    seat.need(Right::Administer)?;
    let store = &seat.ledger.store;
    let waiting_facts = store.unsent_facts();
    Ok(Centre {
        address: address_of(store).map(|address| address.to_string()),
        hospital: store.hospital_code().to_owned(),
        terminal: store.terminal().to_owned(),
        line: ipc::Line { waiting_facts, state: desk.line.state(store, waiting_facts) },
        last_contact: desk.line.last_contact(store),
        put_aside: store.quarantined_facts()?,
    })
}

fn told(fault: &sync::Fault) -> Failure {
    tracing::warn!(%fault, "the centre was not connected");
    trouble_of(fault).into()
}
