//! One line of a table of measurements.

use serde::Serialize;

#[derive(Serialize, Debug)]
pub struct Row {
    pub name: String,
    pub unit: String,
    pub ours: f64,
    pub reference: f64,
    pub reference_name: String,
    pub ratio: f64,
    pub better: String,
    pub aim: String,
    pub met: bool,
    pub n: u64,
    pub p50: f64,
    pub p99: f64,
}

/// Times taken alternately, ours and the reference's, in one unit.
#[derive(Default)]
pub struct Pair {
    pub ours: Vec<f64>,
    pub reference: Vec<f64>,
}

impl Pair {
    /// A row that compares medians; `most` is the ratio that is aimed at, `limit` a further bound
    /// on our p99.
    pub fn row(mut self, name: &str, unit: &str, reference_name: &str, most: f64, limit: Option<f64>) -> Row {
        self.ours.sort_by(f64::total_cmp);
        self.reference.sort_by(f64::total_cmp);
        let (ours, reference) = (at(&self.ours, 0.5), at(&self.reference, 0.5));
        let (ratio, p99) = (ours / reference, at(&self.ours, 0.99));
        let within = limit.is_none_or(|limit| p99 < limit);
        let aim = match limit {
            Some(limit) => format!("≤ {most}×, p99 < {limit}"),
            None => format!("≤ {most}×"),
        };
        Row {
            name: name.into(),
            unit: unit.into(),
            ours,
            reference,
            reference_name: reference_name.into(),
            ratio,
            better: "lower".into(),
            aim,
            met: ratio <= most && within,
            n: self.ours.len() as u64,
            p50: ours,
            p99,
        }
    }
}

/// What stands at this part of the way through: 0.5 is the median.
pub fn at(sorted: &[f64], part: f64) -> f64 {
    let index = (sorted.len().saturating_sub(1) as f64 * part).round() as usize;
    sorted.get(index).copied().unwrap_or(f64::NAN)
}

/// Runs `work` and gives the milliseconds it took.
pub fn milliseconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = std::time::Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64() * 1000.0)
}
