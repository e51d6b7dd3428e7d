//! What the events of one batch leave consumers to believe of a case's status. Facts of authors who did
//! not know of each other may fold to a status that no event named, or not named last: a correcting
//! `status-changed` is then told behind them. Whoever is told of a status besides is told once, when the
//! case comes into it.

use crate::telling::Told;
use domain::procedure::Status;

/// One stream's events, in the order of their facts.
pub struct Said {
    /// As the case stood before the batch, then after each fact that was recorded on top of it.
    stood: Option<Status>,
    /// What was named last, here or before.
    named: Option<Status>,
    told: Vec<(usize, Told)>,
    /// Which of `told` name a status that is known only when all is folded.
    open: Vec<(usize, Status)>,
}

impl Said {
    /// `status` is what consumers were left with before.
    pub fn before(status: Option<Status>) -> Said {
        Said { stood: status, named: status, told: Vec::new(), open: Vec::new() }
    }

    /// Of the fact `at` this place in the batch, recorded on top of everything: `names` is the status that
    /// it gives, `after` the case's with it.
    pub fn on_top(
        &mut self,
        (at, kind, version): (usize, &'static str, u32),
        names: Option<Status>,
        after: Option<Status>,
    ) {
        let comes_into = names.is_none() || names == after && after != self.stood;
        self.told.push((at, Told { kind, version, status: after, besides: comes_into, corrects: false }));
        self.stood = after;
        self.named = names.or(self.named);
    }

    /// Of a fact that is folded among others.
    pub fn among(&mut self, (at, kind, version): (usize, &'static str, u32), names: Option<Status>) {
        if let Some(status) = names {
            self.open.push((self.told.len(), status));
        }
        self.told.push((at, Told { kind, version, status: None, besides: names.is_none(), corrects: false }));
        self.named = names.or(self.named);
    }

    /// Everything that is told, when the case has come to `status`.
    pub fn end(mut self, status: Option<Status>) -> Vec<(usize, Told)> {
        let mut is_told = status == self.stood;
        if !is_told && let Some((place, _)) = self.open.iter().find(|(_, named)| Some(*named) == status) {
            self.told[*place].1.besides = true;
            is_told = true;
        }
        let is_right = is_told && self.named == status;
        if !is_right && let Some((at, Told { version, .. })) = self.told.last().copied() {
            let correction = Told { kind: "status-changed", version, status, besides: !is_told, corrects: true };
            self.told.push((at, correction));
        }
        self.told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::*;

    /// Kinds that are told, `+` before one that others are told besides.
    fn told(said: Said, status: Status) -> Vec<String> {
        let word = |told: &Told| {
            let word = if told.corrects { "corrected" } else { told.kind };
            format!("{}{word}", if told.besides { "+" } else { "" })
        };
        said.end(Some(status)).iter().map(|(_, told)| word(told)).collect()
    }

    #[test]
    fn nothing_is_corrected_where_the_last_event_names_the_status() {
        let mut said = Said::before(Some(Preparation));
        said.on_top((0, "status-changed", 4), Some(InProgress), Some(InProgress));
        said.on_top((1, "note-added", 5), None, Some(InProgress));
        said.on_top((2, "completed", 6), Some(Completed), Some(Completed));
        assert_eq!(told(said, Completed), ["+status-changed", "+note-added", "+completed"]);
        let mut said = Said::before(Some(Cancelled));
        said.among((0, "status-changed", 4), Some(InProgress));
        said.among((1, "completed", 5), Some(Completed));
        assert_eq!(told(said, Completed), ["status-changed", "+completed"], "both others and the status are told");
    }

    #[test]
    fn a_status_that_no_event_named_last_is_told_behind_them() {
        let mut said = Said::before(Some(Completed));
        said.among((3, "status-changed", 9), Some(Cancelled));
        assert_eq!(told(said, Completed), ["status-changed", "corrected"], "the cancellation came too late");
        let mut said = Said::before(Some(Suspended));
        said.among((3, "note-added", 9), None);
        assert_eq!(told(said, Cancelled), ["+note-added", "+corrected"]);
        let mut said = Said::before(Some(Completed));
        said.among((3, "completed", 9), Some(Completed));
        assert_eq!(told(said, Completed), ["completed"], "nobody bills it twice");
    }
}
