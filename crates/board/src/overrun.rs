//! A case that takes longer than was planned, and when the next one can start.

use crate::standing::{is_in_theatre, run_over};
use domain::Moment;
use ipc::CaseLine;

/// Minutes by which a case that is in the theatre has outrun its booking.
pub fn minutes_over(line: &CaseLine, now: Moment) -> Option<i64> {
    let (from, until) = run_over(line, now).filter(|_| is_in_theatre(line))?;
    Some(until.minutes_since(from))
}

/// When the next case of the theatre can start, where that is later than planned.
pub fn next_moves_to(next: &CaseLine, now: Moment) -> Option<Moment> {
    let (planned, _) = next.planned?;
    let told = next.expected.map_or(planned, |(start, _)| start);
    let start = told.max(planned).max(now);
    (start > planned).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ProcedureId;
    use domain::procedure::{Milestone, Status};
    use std::collections::BTreeMap;

    fn line(planned: (Moment, Moment), arrived: Option<Moment>) -> CaseLine {
        CaseLine {
            id: "018f0000-0000-7000-8000-000000000001".parse::<ProcedureId>().unwrap(),
            procedure_no: "PRC-KSG-T1-00001".into(),
            detail: None,
            status: Status::InProgress,
            theatre: None,
            planned: Some(planned),
            expected: arrived.map(|at| (at, planned.1)),
            milestones: arrived.map(|at| BTreeMap::from([(Milestone::InTheatre, at)])).unwrap_or_default(),
            cleared: Vec::new(),
            passed: Vec::new(),
            minutes: 60,
        }
    }

    fn at(text: &str) -> Moment {
        format!("2026-11-22T{text}:00+06:00").parse().unwrap()
    }

    #[test]
    fn a_case_is_over_once_its_length_has_gone_by_since_the_patient_came() {
        let running = line((at("10:00"), at("11:00")), Some(at("10:00")));
        assert_eq!(minutes_over(&running, at("11:18")), Some(18));
        assert_eq!(minutes_over(&running, at("10:59")), None);
        assert_eq!(minutes_over(&line((at("10:00"), at("11:00")), None), at("12:00")), None, "nobody came yet");
    }

    #[test]
    fn the_next_case_is_never_promised_a_time_that_has_gone_by() {
        let next = CaseLine { expected: Some((at("11:30"), at("12:30"))), ..line((at("11:00"), at("12:00")), None) };
        assert_eq!(next_moves_to(&next, at("11:10")), Some(at("11:30")));
        assert_eq!(next_moves_to(&next, at("11:45")), Some(at("11:45")));
        let later = line((at("13:00"), at("14:00")), None);
        assert_eq!(next_moves_to(&later, at("11:45")), None);
    }
}
