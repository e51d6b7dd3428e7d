//! Who may do what, and who sees a sensitive procedure. Decided when a thing is done or read,
//! never in the fold (SERVICE.md, CanAccessProcedure and anonymizeSensitiveProcedures).

use crate::ids::PersonId;
use crate::person::{Card, Person};
use crate::procedure::{Command, Procedure, Role};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Right {
    Read,
    Write,
    Schedule,
    Perform,
    /// Sensitive procedures in full, without being on their team.
    FullAccess,
    /// Staff, PINs, theatres, machines, backups.
    Administer,
}

/// What a role may do in any case of its hospital. Whoever is on a team may besides read and
/// write that case.
pub fn rights(role: Role) -> &'static [Right] {
    use Right::*;
    match role {
        Role::Surgeon | Role::Obstetrician | Role::Anaesthetist => &[Read, Write, Schedule, Perform, FullAccess],
        Role::AssistantSurgeon | Role::Paediatrician => &[Read, Write, Perform],
        Role::ScrubNurse | Role::CirculatingNurse | Role::RecoveryNurse => &[Read, Write, Schedule, FullAccess],
        Role::Trainee | Role::Technician => &[Read, Write],
        Role::TheatreManager => &[Read, Write, Schedule, FullAccess, Administer],
        Role::Administrator => &[Read, Administer],
    }
}

pub fn may(person: &Person, right: Right) -> bool {
    !person.left && person.card.roles.iter().any(|role| rights(*role).contains(&right))
}

/// Refuses what neither the person's roles nor a place on the case's team allow.
pub fn check(person: &Person, id: PersonId, procedure: &Procedure, command: &Command) -> Result<(), Refusal> {
    let right = match command {
        Command::Request { .. } | Command::Schedule { .. } | Command::ReturnToWaiting { .. } => Right::Schedule,
        _ => Right::Write,
    };
    let on_team = right == Right::Write && procedure.is_on_team(id);
    if may(person, right) || on_team { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Whether `person` may add someone to the hospital's people. Whoever administers may add anyone;
/// whoever books adds a guest on the spot, who stands in teams and cannot sign in.
pub fn may_add(person: &Person, card: &Card, with_pin: bool) -> bool {
    let guest = card.guest && !with_pin && card.roles.iter().all(|role| role.is_clinical());
    may(person, Right::Administer) || (guest && may(person, Right::Schedule))
}

/// Whether `person` sees the procedure whole. A sensitive one is whole for its team and for those
/// with full access; everyone else learns id, status, time and place.
pub fn sees_whole(person: &Person, id: PersonId, procedure: &Procedure) -> bool {
    !procedure.is_sensitive() || may(person, Right::FullAccess) || procedure.is_on_team(id)
}
