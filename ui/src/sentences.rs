//! What is said when something was not done: what happened and what to do, with the names in it.

use crate::words::{item_numbers, machine_name, person_name, theatre_name, time_in};
use domain::Refusal;
use domain::procedure::Role;
use domain::schedule::{Clash, Contested};
use domain::text::Field;
use ipc::{CentreTrouble, Directory, Failure, Trouble};
use language::{Language, duration_minutes, t, word};

/// The sentence for a failure of any command.
pub fn failure(language: Language, directory: &Directory, failure: &Failure) -> String {
    match failure {
        Failure::Refused { refusal } => refused(language, directory, refusal),
        Failure::SignedOut => t!(language, "refusal-not-signed-in"),
        Failure::WrongPin { wait_seconds: 0 } => t!(language, "refusal-pin-wrong"),
        Failure::WrongPin { wait_seconds } | Failure::MustWait { wait_seconds } => {
            t!(language, "refusal-pin-wait-here", length = seconds(language, *wait_seconds))
        }
        Failure::NoPin => t!(language, "refusal-no-pin"),
        Failure::Store { trouble } => troubled_store(language, *trouble),
        Failure::File { path, trouble } => troubled_file(language, path, *trouble),
        Failure::Centre { trouble } => centre(language, *trouble),
        Failure::NotUnderstood => t!(language, "refusal-not-understood"),
    }
}

/// Why the centre does not take what is sent, and what to do.
pub fn centre(language: Language, trouble: CentreTrouble) -> String {
    match trouble {
        CentreTrouble::Address => t!(language, "centre-trouble-address"),
        CentreTrouble::Unencrypted => t!(language, "centre-trouble-unencrypted"),
        CentreTrouble::Unreached => t!(language, "centre-trouble-unreached"),
        CentreTrouble::Untrusted => t!(language, "centre-trouble-untrusted"),
        CentreTrouble::OtherName => t!(language, "centre-trouble-other-name"),
        CentreTrouble::OutOfDate => t!(language, "centre-trouble-out-of-date"),
        CentreTrouble::Busy => t!(language, "centre-trouble-busy"),
        CentreTrouble::NotACentre => t!(language, "centre-trouble-not-a-centre"),
        CentreTrouble::Code => t!(language, "centre-trouble-code"),
        CentreTrouble::TerminalTaken => t!(language, "centre-trouble-terminal-taken"),
        CentreTrouble::NotEnrolled => t!(language, "centre-trouble-not-enrolled"),
        CentreTrouble::Revoked => t!(language, "centre-trouble-revoked"),
        CentreTrouble::Version => t!(language, "centre-trouble-version"),
    }
}

/// "40 s", from a minute on "2 min".
pub fn seconds(language: Language, seconds: u64) -> String {
    match seconds {
        0..60 => t!(language, "frame-seconds", seconds = seconds),
        _ => duration_minutes(language, seconds.div_ceil(60) as i64),
    }
}

/// "4 min 40 s", counted to the second.
pub fn seconds_exact(language: Language, seconds: u64) -> String {
    let rest = t!(language, "frame-seconds", seconds = seconds % 60);
    match seconds / 60 {
        0 => rest,
        minutes => format!("{} {rest}", duration_minutes(language, minutes as i64)),
    }
}

/// The sentence for what the rules refused.
pub fn refused(language: Language, directory: &Directory, refusal: &Refusal) -> String {
    let name_of = |field: &Field| word(language, "field", field);
    match refusal {
        Refusal::Missing { field } => t!(language, "refusal-missing", field = name_of(field)),
        Refusal::TooLong { field, limit } => {
            t!(language, "refusal-too-long", field = name_of(field), limit = *limit)
        }
        Refusal::Malformed { field } => t!(language, "refusal-malformed", field = name_of(field)),
        Refusal::CheckDigitWrong { id, .. } => t!(language, "refusal-check-digit-wrong", number = id),
        Refusal::ImpossibleTime { field } => t!(language, "refusal-impossible-time", field = name_of(field)),
        Refusal::OutOfRange { field, min, max } => {
            t!(language, "refusal-out-of-range", field = name_of(field), min = *min, max = *max)
        }
        Refusal::NotAllowed => t!(language, "refusal-not-allowed", who = word(language, "role", &Role::TheatreManager)),
        Refusal::NotFound => t!(language, "refusal-not-found"),
        Refusal::CaseClosed { status } => {
            t!(language, "refusal-case-closed", status = word(language, "status", status))
        }
        Refusal::CaseNotStarted => t!(language, "refusal-case-not-started"),
        Refusal::TransitionNotPossible { from, allowed, .. } if allowed.is_empty() => {
            t!(language, "refusal-transition-none", from = word(language, "status", from))
        }
        Refusal::TransitionNotPossible { from, to, allowed } => {
            let allowed: Vec<String> = allowed.iter().map(|status| word(language, "status", status)).collect();
            t!(
                language,
                "refusal-transition-not-possible",
                from = word(language, "status", from),
                to = word(language, "status", to),
                allowed = allowed.join(", ")
            )
        }
        Refusal::ReasonMissing => t!(language, "refusal-reason-missing"),
        Refusal::PhaseDue { phase, before } => t!(
            language,
            "refusal-phase-due",
            phase = word(language, "phase", phase),
            milestone = word(language, "milestone", before)
        ),
        Refusal::PhaseLocked { phase, due } => {
            t!(
                language,
                "refusal-phase-locked",
                phase = word(language, "phase", phase),
                due = word(language, "phase", due)
            )
        }
        Refusal::ItemsUnanswered { phase, items } => t!(
            language,
            "refusal-items-unanswered",
            phase = word(language, "phase", phase),
            items = item_numbers(language, items)
        ),
        Refusal::ItemsHold { phase, items } => t!(
            language,
            "refusal-items-hold",
            phase = word(language, "phase", phase),
            items = item_numbers(language, items)
        ),
        Refusal::PhaseAlreadySigned { phase } => {
            t!(language, "refusal-phase-already-signed", phase = word(language, "phase", phase))
        }
        Refusal::AnswerNotPossible { .. } => t!(language, "refusal-answer-not-possible"),
        Refusal::PlanMissing { item } => t!(language, "refusal-plan-missing", item = word(language, "item", item)),
        Refusal::TeamAgreedWithoutReason => t!(language, "refusal-team-agreed-without-reason"),
        Refusal::SideDisputed => t!(language, "refusal-side-disputed"),
        Refusal::SideNotStated => t!(language, "refusal-side-not-stated"),
        Refusal::ConsentWithdrawn { at } => {
            t!(language, "refusal-consent-withdrawn", time = time_in(language, *at))
        }
        Refusal::ConsentDisputed => t!(language, "refusal-consent-disputed"),
        Refusal::BloodGroupDisputed => t!(language, "refusal-blood-group-disputed"),
        Refusal::AllergiesAreKnown { allergies } => {
            let substances: Vec<&str> = allergies.iter().map(|allergy| allergy.substance.as_str()).collect();
            t!(language, "refusal-allergies-are-known", allergies = substances.join(", "))
        }
        Refusal::AllergyNotAcknowledged { drug, allergy } => {
            t!(language, "refusal-allergy-not-acknowledged", drug = drug, allergy = &allergy.substance)
        }
        Refusal::MilestoneOutOfOrder { milestone, other, other_at } => t!(
            language,
            "refusal-milestone-out-of-order",
            milestone = word(language, "milestone", milestone),
            other = word(language, "milestone", other),
            time = time_in(language, *other_at)
        ),
        Refusal::MilestoneNotRecorded { milestone } => {
            t!(language, "refusal-milestone-not-recorded", milestone = word(language, "milestone", milestone))
        }
        Refusal::Clashes { clashes, .. } => {
            let all: Vec<String> = clashes.iter().map(|found| clash(language, directory, found)).collect();
            t!(language, "refusal-clashes", clashes = all.join("; "))
        }
        Refusal::OutsideDay => t!(language, "refusal-outside-day"),
        Refusal::EndsBeforeStart => t!(language, "refusal-ends-before-start"),
        Refusal::AlreadyOnTeam { person, role } => t!(
            language,
            "refusal-already-on-team",
            name = person_name(language, directory, *person),
            role = word(language, "role", role)
        ),
        Refusal::NotOnTeam => t!(language, "refusal-not-on-team"),
        Refusal::OutcomeMissing => t!(language, "refusal-outcome-missing"),
        Refusal::NotTwoPeople => t!(language, "refusal-not-two-people"),
        Refusal::LikelyDuplicates { patients } => {
            t!(language, "refusal-likely-duplicates", count = patients.len())
        }
        Refusal::PinTooSimple => t!(language, "refusal-pin-too-simple"),
        Refusal::LastAdministrator => {
            t!(language, "refusal-last-administrator", name = last_administrator(language, directory))
        }
        Refusal::UnknownCode { code } => t!(language, "refusal-unknown-code", code = code),
    }
}

/// "Dr Hasan is busy 11:00–11:30".
pub fn clash(language: Language, directory: &Directory, clash: &Clash) -> String {
    let (from, until) = (time_in(language, clash.from), time_in(language, clash.until));
    match clash.over {
        Contested::Room(theatre) => {
            let name = theatre_name(language, directory, theatre);
            t!(language, "clash-room", name = name, from = from, until = until)
        }
        Contested::Person(person) => {
            let name = person_name(language, directory, person);
            t!(language, "clash-person", name = name, from = from, until = until)
        }
        Contested::Patient(_) => t!(language, "clash-patient", from = from, until = until),
        Contested::Machine(machine) => {
            let name = machine_name(language, directory, machine);
            t!(language, "clash-machine", name = name, from = from, until = until)
        }
    }
}

/// What is wrong with the store or its disk, and what to do.
pub fn troubled_store(language: Language, trouble: Trouble) -> String {
    match trouble {
        Trouble::DiskFull => t!(language, "refusal-disk-full"),
        Trouble::ReadOnly => t!(language, "trouble-read-only"),
        Trouble::NotFound => t!(language, "trouble-not-found"),
        Trouble::Damaged => t!(language, "trouble-damaged"),
        Trouble::KeyLost => t!(language, "trouble-key-lost"),
        Trouble::WrongKey => t!(language, "trouble-wrong-key"),
        Trouble::Newer => t!(language, "trouble-newer"),
        Trouble::InUse => t!(language, "refusal-already-open"),
        Trouble::Other => t!(language, "trouble-other"),
    }
}

fn troubled_file(language: Language, path: &str, trouble: Trouble) -> String {
    match trouble {
        Trouble::DiskFull => t!(language, "refusal-disk-full"),
        Trouble::ReadOnly => t!(language, "refusal-folder-read-only", folder = path),
        Trouble::NotFound => t!(language, "trouble-file-not-found", path = path),
        Trouble::Damaged => t!(language, "trouble-file-damaged", path = path),
        Trouble::WrongKey | Trouble::KeyLost => t!(language, "trouble-wrong-key"),
        Trouble::Newer => t!(language, "trouble-newer"),
        Trouble::InUse | Trouble::Other => t!(language, "trouble-file-other", path = path),
    }
}

fn last_administrator(language: Language, directory: &Directory) -> String {
    let mut administrators = directory
        .staff
        .iter()
        .filter(|member| !member.person.left && member.person.has(Role::Administrator))
        .map(|member| person_name(language, directory, member.id));
    administrators.next().unwrap_or_else(|| word(language, "role", &Role::Administrator))
}
