//! What is served: each type with its interactions and the parameters it is found by. Routes,
//! CapabilityStatement and the reading of searches all go by this table.

/// A type of resource that is served.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Type {
    Procedure,
    ServiceRequest,
    Condition,
    Device,
    Patient,
    Practitioner,
    Location,
    Encounter,
    AuditEvent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interaction {
    Read,
    VersionRead,
    History,
    Search,
    Create,
    Update,
}

impl Interaction {
    /// R4's word (restful-interaction).
    pub fn code(self) -> &'static str {
        match self {
            Interaction::Read => "read",
            Interaction::VersionRead => "vread",
            Interaction::History => "history-instance",
            Interaction::Search => "search-type",
            Interaction::Create => "create",
            Interaction::Update => "update",
        }
    }
}

/// A search parameter: its name, R4's word for its kind, and what it looks at.
pub struct Parameter {
    pub name: &'static str,
    pub kind: &'static str,
    pub says: &'static str,
}

pub struct Served {
    pub of: Type,
    pub interactions: &'static [Interaction],
    pub parameters: &'static [Parameter],
    /// What `_include` may name, and the paths that lead there.
    pub includes: &'static [(&'static str, &'static [&'static str])],
    pub says: &'static str,
}

const fn by(name: &'static str, kind: &'static str, says: &'static str) -> Parameter {
    Parameter { name, kind, says }
}

const ID: Parameter = by("_id", "token", "Its id.");
const LAST_UPDATED: Parameter = by("_lastUpdated", "date", "When it was last changed.");
const SUBJECT: Parameter = by("subject", "reference", "The same as patient.");
const ENCOUNTER: Parameter = by("encounter", "reference", "Within which encounter.");

const READ: &[Interaction] = &[Interaction::Read, Interaction::Search];
const VERSIONS: &[Interaction] =
    &[Interaction::Read, Interaction::VersionRead, Interaction::History, Interaction::Search, Interaction::Create];

pub static SERVED: &[Served] = &[
    Served {
        of: Type::Procedure,
        interactions: &[
            Interaction::Read,
            Interaction::VersionRead,
            Interaction::History,
            Interaction::Search,
            Interaction::Create,
            Interaction::Update,
        ],
        parameters: &[
            ID,
            LAST_UPDATED,
            by("identifier", "token", "A number given to it."),
            by("patient", "reference", "Whom it is done to."),
            SUBJECT,
            by("status", "token", "R4's event-status."),
            by("category", "token", "surgical, diagnostic, therapeutic, or a code of its sender."),
            by("code", "token", "What is done; a code that stands for another finds that one too."),
            by("date", "date", "When it was or is to be performed."),
            by("performer", "reference", "Who stands in its team."),
            ENCOUNTER,
            by("location", "reference", "Where."),
        ],
        includes: &[
            ("patient", &["/subject"]),
            ("subject", &["/subject"]),
            ("performer", &["/performer/*/actor"]),
            ("encounter", &["/encounter"]),
            ("location", &["/location"]),
            ("based-on", &["/basedOn/*"]),
        ],
        says: "A case of the theatre, from its request to its signed record. What was signed stays: an update \
               adds notes and complications and takes none away.",
    },
    Served {
        of: Type::ServiceRequest,
        interactions: VERSIONS,
        parameters: &[
            ID,
            LAST_UPDATED,
            by("patient", "reference", "For whom it is asked."),
            SUBJECT,
            by("status", "token", "R4's request-status."),
            by("code", "token", "What is asked for."),
            by("occurrence", "date", "When it is booked."),
            ENCOUNTER,
        ],
        includes: &[
            ("patient", &["/subject"]),
            ("subject", &["/subject"]),
            ("encounter", &["/encounter"]),
            ("requester", &["/requester"]),
        ],
        says: "The request that a procedure begins with, and its booking. Creating one with a time and a place \
               books it.",
    },
    Served {
        of: Type::Condition,
        interactions: READ,
        parameters: &[ID, by("patient", "reference", "Who has it.")],
        includes: &[],
        says: "A complication of a procedure, in full.",
    },
    Served {
        of: Type::Device,
        interactions: READ,
        parameters: &[ID, by("identifier", "token", "Its number.")],
        includes: &[],
        says: "What was implanted, taken out or used, and machines that are booked.",
    },
    Served {
        of: Type::Patient,
        interactions: READ,
        parameters: &[ID],
        includes: &[],
        says: "As far as it is known here; names and identifiers follow BD-Core.",
    },
    Served {
        of: Type::Practitioner,
        interactions: READ,
        parameters: &[ID],
        includes: &[],
        says: "As far as it is known here.",
    },
    Served {
        of: Type::Location,
        interactions: READ,
        parameters: &[ID],
        includes: &[],
        says: "A theatre, or another place that was named.",
    },
    Served {
        of: Type::Encounter,
        interactions: READ,
        parameters: &[ID],
        includes: &[],
        says: "Known by its id and its patient.",
    },
    Served {
        of: Type::AuditEvent,
        interactions: READ,
        parameters: &[
            ID,
            by("date", "date", "When it was."),
            by("entity", "reference", "Which procedure was looked at or changed."),
            by("action", "token", "C, R or U."),
            by("outcome", "token", "0: done; 4: refused."),
        ],
        includes: &[],
        says: "Who looked at what, or changed it, the last first.",
    },
];

/// Parameters of every search.
pub static EVERYWHERE: &[&str] =
    &["_count", "_sort", "_include", "_cursor", "_format", "_pretty", "_total", "_summary"];

impl Type {
    pub fn word(self) -> &'static str {
        match self {
            Type::Procedure => "Procedure",
            Type::ServiceRequest => "ServiceRequest",
            Type::Condition => "Condition",
            Type::Device => "Device",
            Type::Patient => "Patient",
            Type::Practitioner => "Practitioner",
            Type::Location => "Location",
            Type::Encounter => "Encounter",
            Type::AuditEvent => "AuditEvent",
        }
    }

    pub fn of_word(word: &str) -> Option<&'static Served> {
        SERVED.iter().find(|served| served.of.word() == word)
    }

    pub fn served(self) -> Option<&'static Served> {
        Type::of_word(self.word())
    }
}

impl Served {
    pub fn does(&self, interaction: Interaction) -> bool {
        self.interactions.contains(&interaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_and_parameter_stands_once() {
        for (i, served) in SERVED.iter().enumerate() {
            assert!(SERVED[i + 1..].iter().all(|other| other.of != served.of));
            for (j, parameter) in served.parameters.iter().enumerate() {
                assert!(served.parameters[j + 1..].iter().all(|other| other.name != parameter.name));
                assert!(!EVERYWHERE.contains(&parameter.name));
            }
        }
    }
}
