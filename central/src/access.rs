//! Who may do what with a procedure (SERVICE.md, CanAccessProcedure) and who sees one that is
//! sensitive (anonymizeSensitiveProcedures). A team is joined by id, never by a part of it:
//! Practitioner/11 is not Practitioner/111.

use crate::caller::Caller;
use domain::procedure::Role;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Read,
    /// What is recorded of a case: create, change, notes, complications, devices.
    Write,
    Schedule,
    /// What is done in the theatre: status, completion, the checklist.
    Perform,
    /// What the hospital sets of the catalogue.
    Catalogue,
}

impl Action {
    /// SERVICE.md's word.
    pub fn word(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::Schedule => "schedule",
            Action::Perform => "perform",
            Action::Catalogue => "catalogue",
        }
    }

    /// The permission that allows it in every case of the hospital.
    pub fn permission(self) -> &'static str {
        match self {
            Action::Read => "procedure.read",
            Action::Write => "procedure.write",
            Action::Schedule => "procedure.schedule",
            Action::Perform => "procedure.perform",
            Action::Catalogue => "procedure.catalogue",
        }
    }
}

/// Sensitive procedures in full, without being on their team.
const FULL_ACCESS: &str = "procedure.full-access";

/// As what a caller stands to one procedure.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Standing {
    pub on_team: bool,
    /// As surgeon, anaesthetist or assistant.
    pub performs: bool,
    /// In the encounter in which it is done.
    pub takes_part: bool,
}

impl Standing {
    /// From the roles in which the caller stands in the team; a role that is not known is ''.
    pub fn in_roles(roles: &[String], takes_part: bool) -> Self {
        let performing = [Role::Surgeon, Role::Obstetrician, Role::Anaesthetist, Role::AssistantSurgeon];
        Standing {
            on_team: !roles.is_empty(),
            performs: roles.iter().any(|role| performing.iter().any(|performing| performing.key() == role)),
            takes_part,
        }
    }
}

/// CanAccessProcedure.
pub fn may(caller: &Caller, action: Action, standing: &Standing) -> bool {
    let stands = match action {
        // canViewPatientProcedure.
        Action::Read => standing.on_team || standing.takes_part,
        Action::Write => standing.on_team,
        Action::Schedule => caller.roles.contains("theatre_manager"),
        Action::Perform => standing.performs,
        Action::Catalogue => false,
    };
    caller.has(action.permission()) || stands
}

/// Whether the caller sees the procedure whole.
pub fn sees_whole(caller: &Caller, restricted: bool, standing: &Standing) -> bool {
    !restricted || has_full_access(caller) || standing.on_team
}

pub fn has_full_access(caller: &Caller) -> bool {
    caller.has(FULL_ACCESS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn caller(roles: &[&str], permissions: &[&str]) -> Caller {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
        Caller {
            subject: "111".into(),
            hospital: "DHAKA".into(),
            roles: set(roles),
            permissions: set(permissions),
            of_hospital: true,
        }
    }

    #[test]
    fn each_permission_allows_its_own_action_and_no_other() {
        use Action::*;
        for action in [Read, Write, Schedule, Perform] {
            let holder = caller(&[], &[action.permission()]);
            for asked in [Read, Write, Schedule, Perform] {
                assert_eq!(may(&holder, asked, &Standing::default()), asked == action, "{asked:?}");
            }
        }
    }

    #[test]
    fn the_team_reads_and_writes_and_its_surgeon_performs() {
        let nobody = caller(&[], &[]);
        let standing = |role: &str| Standing::in_roles(&[role.to_owned()], false);
        for role in ["scrub_nurse", "surgeon", ""] {
            assert!(may(&nobody, Action::Read, &standing(role)) && may(&nobody, Action::Write, &standing(role)));
            assert!(!may(&nobody, Action::Schedule, &standing(role)));
        }
        for (role, performs) in
            [("surgeon", true), ("anaesthetist", true), ("assistant_surgeon", true), ("scrub_nurse", false)]
        {
            assert_eq!(may(&nobody, Action::Perform, &standing(role)), performs, "{role}");
        }
        assert!(may(&caller(&["theatre_manager"], &[]), Action::Schedule, &Standing::default()));
    }

    #[test]
    fn whoever_takes_part_in_the_encounter_reads_and_does_nothing_more() {
        let (nobody, participant) = (caller(&[], &[]), Standing::in_roles(&[], true));
        assert!(may(&nobody, Action::Read, &participant));
        for action in [Action::Write, Action::Schedule, Action::Perform, Action::Catalogue] {
            assert!(!may(&nobody, action, &participant), "{action:?}");
        }
        assert!(sees_whole(&nobody, false, &participant) && !sees_whole(&nobody, true, &participant));
    }

    #[test]
    fn a_sensitive_procedure_is_whole_for_its_team_and_for_full_access() {
        let (none, nurse) = (Standing::default(), Standing::in_roles(&["scrub_nurse".to_owned()], false));
        let reader = caller(&[], &["procedure.read"]);
        assert!(sees_whole(&reader, false, &none) && !sees_whole(&reader, true, &none));
        assert!(sees_whole(&reader, true, &nurse));
        assert!(sees_whole(&caller(&[], &[FULL_ACCESS]), true, &none));
    }
}
