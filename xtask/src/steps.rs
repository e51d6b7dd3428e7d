//! Telling the person who waits which step is being done, of how many, and how long each took.

use std::time::Instant;

use anyhow::Result;

/// The steps of one command.
pub struct Steps {
    total: usize,
    begun: usize,
    start: Instant,
}

impl Steps {
    pub fn of(total: usize) -> Steps {
        Steps { total, begun: 0, start: Instant::now() }
    }

    /// Does one step, saying before that it begins and after it how long it took.
    pub fn take<T>(&mut self, what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begun += 1;
        println!("[{}/{}] {what}", self.begun, self.total);
        let start = Instant::now();
        let result = work()?;
        let seconds = start.elapsed().as_secs_f32();
        println!(
            "[{}/{}] {what}: done in {seconds:.1} s ({:.0} s since the start)",
            self.begun,
            self.total,
            self.start.elapsed().as_secs_f32()
        );
        Ok(result)
    }
}
