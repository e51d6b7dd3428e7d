//! Paper, for the power cut and for the file.

use crate::board::bounds;
use crate::case_lines::{Lists, side_shown};
use crate::cases;
use crate::desk::{Desk, Seat};
use crate::failures::Fault;
use crate::patient_lines;
use crate::places::dated;
use crate::preferences;
use domain::access::Right;
use domain::audit::AuditFact;
use domain::catalogue::{TermList, Terms};
use domain::procedure::{Operation, Reason, Role};
use domain::{Moment, PersonId, TheatreId};
use ipc::{CaseDetail, CaseLine, Failure, PrintCase, PrintDay, PrintEscrowKey, SavedFile};
use language::{Language, t};
use print::{BothScripts, CaseRecord, DayList, EscrowSheet, ListedCase, ShownCase, TheatreList};
use std::collections::BTreeMap;

pub fn print_day(desk: &Desk, call: PrintDay) -> Result<SavedFile, Failure> {
    desk.at_work(|seat| {
        seat.need(Right::Read)?;
        let (from, until) = bounds(seat, call.date);
        let lists = Lists::between(seat, from, until)?;
        let lines = lists.lines(seat, lists.ids_between(from, until));
        let words = Words::of(seat)?;
        let theatres = seat.hospital.open_theatres();
        let list = DayList {
            language: words.language,
            hospital: hospital_name(seat),
            date: call.date,
            theatres: theatres.into_iter().map(|(id, _)| theatre_list(seat, &words, id, &lines)).collect(),
            printed_at: seat.now,
            printed_by: words.person(seat.actor()),
        };
        let page = print::day_list(&list)?;
        seat.note(AuditFact::Printed { what: format!("day-list {}", call.date) })?;
        seat.places.save_for_person(&format!("theatre-list {}", call.date), "pdf", &page)
    })
}

pub fn print_case(desk: &Desk, call: PrintCase) -> Result<SavedFile, Failure> {
    desk.at_work(|seat| {
        let procedure = cases::seen_whole(seat, call.id)?;
        let words = Words::of(seat)?;
        let patient_id = procedure.patient.unwrap_or(domain::PatientId(uuid::Uuid::nil()));
        let patient = seat.ledger.store.patient(patient_id)?.unwrap_or_default();
        let history = seat.ledger.store.history(journal::StreamKind::Procedure, &call.id.to_string())?;
        let record = CaseRecord {
            language: words.language,
            hospital: hospital_name(seat),
            patient: &patient_lines::line(patient_id, &patient, seat.now.date()),
            side: side_shown(&procedure),
            operation: words.operation(&procedure.operation),
            theatre: procedure.slot().map(|slot| theatre_name(seat, words.language, slot.theatre)),
            people: &words.people,
            terms: &words.terms,
            history_count: history.len(),
            printed_at: seat.now,
            printed_by: words.person(seat.actor()),
            procedure: &procedure,
        };
        let page = print::case_record(&record)?;
        seat.note(AuditFact::Printed { what: format!("case {}", call.id) })?;
        seat.places.save_for_person(&format!("{} {}", procedure.procedure_no, dated(seat.now)), "pdf", &page)
    })
}

/// Also before anyone is signed in: the key is shown when the terminal is set up, and whoever
/// asks has it already.
pub fn print_escrow_key(desk: &Desk, call: PrintEscrowKey) -> Result<SavedFile, Failure> {
    let page = desk.at_the_door(|ledger, now| {
        let hospital = ledger.store.hospital()?;
        let hospital = BothScripts { english: hospital.name, bangla: hospital.name_bn };
        Ok((print::escrow_sheet(&EscrowSheet { hospital, key: call.key, made_at: now })?, now))
    });
    let (page, now) = page?;
    Ok(desk.places.save_for_person(&format!("recovery-key {}", dated(now)), "pdf", &page)?)
}

fn theatre_list(seat: &Seat<'_>, words: &Words, theatre: TheatreId, lines: &[CaseLine]) -> TheatreList {
    let specialty = seat.hospital.theatres.get(&theatre).map(|theatre| theatre.specialty.as_str()).unwrap_or_default();
    let there = lines.iter().filter(|line| line.theatre == Some(theatre));
    TheatreList {
        name: theatre_name(seat, words.language, theatre),
        specialty: words.specialty(specialty),
        cases: there.filter_map(|line| Some(listed(words, line, line.planned?))).collect(),
    }
}

fn listed(words: &Words, line: &CaseLine, planned: (Moment, Moment)) -> ListedCase {
    ListedCase {
        planned,
        status: line.status,
        milestones: line.milestones.clone(),
        cleared: line.cleared.clone(),
        passed: line.passed.clone(),
        shown: line.detail.as_ref().map(|detail| shown(words, detail)),
    }
}

fn shown(words: &Words, detail: &CaseDetail) -> ShownCase {
    let in_role = |roles: &[Role]| {
        let team = detail.team.iter().filter(|(_, role)| roles.contains(role));
        team.map(|(person, _)| words.person(*person)).collect()
    };
    ShownCase {
        patient: detail.patient.clone(),
        ward_bed: detail.ward_bed.clone(),
        name_alike: detail.name_alike,
        procedure: words.operation(&detail.operation),
        side: detail.side,
        urgency: detail.urgency,
        anaesthesia: detail.anaesthesia.clone(),
        surgeons: in_role(&[Role::Surgeon, Role::Obstetrician]),
        anaesthetists: in_role(&[Role::Anaesthetist]),
        notes: Vec::new(),
        reason: detail.reason.as_ref().map(|reason| words.reason(reason)),
    }
}

fn hospital_name(seat: &Seat<'_>) -> BothScripts {
    BothScripts { english: seat.hospital.name.clone(), bangla: seat.hospital.name_bn.clone() }
}

fn theatre_name(seat: &Seat<'_>, language: Language, id: TheatreId) -> String {
    let names = seat
        .hospital
        .theatres
        .get(&id)
        .map(|theatre| BothScripts { english: theatre.name.clone(), bangla: theatre.name_bn.clone() });
    names.unwrap_or_default().in_language(language).to_owned()
}

/// What stands on paper for ids and codes, in the language of the terminal.
struct Words {
    language: Language,
    people: BTreeMap<PersonId, String>,
    terms: BTreeMap<String, String>,
}

impl Words {
    fn of(seat: &mut Seat<'_>) -> Result<Words, Fault> {
        let language = preferences::language(seat.preferences);
        let name = |english: String, bangla: String| BothScripts { english, bangla }.in_language(language).to_owned();
        let people = seat.ledger.store.people()?.into_iter();
        let people = people.map(|member| (member.id, name(member.person.card.name, member.person.card.name_bn)));
        let mut terms = BTreeMap::new();
        for term in TermList::ALL.into_iter().flat_map(|list| Terms::embedded().list(list)) {
            let word = name(term.en.clone(), term.bn.clone());
            terms.entry(term.code.clone()).or_insert_with(|| word.clone());
            terms.entry(term.key.clone()).or_insert(word);
        }
        Ok(Words { language, people: people.collect(), terms })
    }

    fn person(&self, id: PersonId) -> String {
        self.people.get(&id).cloned().unwrap_or_else(|| t!(self.language, "not-known"))
    }

    fn specialty(&self, key: &str) -> String {
        let term = Terms::embedded().by_key(TermList::Specialty, key);
        term.and_then(|term| self.terms.get(&term.code)).cloned().unwrap_or_else(|| key.to_owned())
    }

    fn operation(&self, operation: &Operation) -> String {
        if let Some(entry) = operation.entry() {
            let names = BothScripts { english: entry.display.clone(), bangla: entry.display_bn.clone() };
            return names.in_language(self.language).to_owned();
        }
        let written = operation.text.clone().filter(|text| !text.is_empty());
        let coded = || operation.coding.iter().map(|coding| &coding.display).find(|display| !display.is_empty());
        written.or_else(|| coded().cloned()).unwrap_or_else(|| t!(self.language, "not-known"))
    }

    fn reason(&self, reason: &Reason) -> String {
        let code = reason.code.as_ref().map(|code| self.terms.get(code).unwrap_or(code).as_str());
        let said = [code.unwrap_or_default(), reason.text.as_str()];
        said.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
    }
}
