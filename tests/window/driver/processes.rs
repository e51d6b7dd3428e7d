//! What the system says of running programs. Linux alone tells it this way.

use anyhow::Result;
use std::fs;

/// All that run now, by their numbers.
pub fn all() -> Result<Vec<u32>> {
    Ok(fs::read_dir("/proc")?.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok()).collect())
}

/// The words with which it was started; none of one that has ended.
pub fn words(id: u32) -> Vec<String> {
    let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    let words = line.split(|byte| *byte == 0).filter(|word| !word.is_empty());
    words.map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}

/// A process that has ended keeps its number for a while, but not its words.
pub fn runs(id: u32) -> bool {
    !words(id).is_empty()
}

/// The processes that `parent` started, and has not yet taken leave of.
pub fn children(parent: u32) -> Result<Vec<u32>> {
    let is_child = |id: &u32| stat_field(*id, 4).is_some_and(|field| field == parent.to_string());
    Ok(all()?.into_iter().filter(is_child).collect())
}

/// Fields as `proc(5)` numbers them, from the third on; the name, which may hold spaces, ends with a
/// bracket.
pub fn stat_field(id: u32, number: usize) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let (_, after_name) = stat.rsplit_once(") ")?;
    after_name.split(' ').nth(number.checked_sub(3)?).map(str::to_owned)
}
