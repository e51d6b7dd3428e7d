//! What is measured, each figure beside a reference measured in the same run, alternating, on the
//! same disk. `bench --list` names the areas; `bench AREA` writes its rows as JSON on standard
//! output and its progress on standard error.

mod capture;
mod rebuild;
mod row;
mod search;
mod size;

use anyhow::{Result, bail};
use row::Row;

type Measure = fn() -> Result<Vec<Row>>;

const AREAS: &[(&str, Measure)] = &[
    ("capture", capture::measure),
    ("search", search::measure),
    ("rebuild", rebuild::measure),
    ("size", size::measure),
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [list] if list == "--list" => AREAS.iter().for_each(|(name, _)| println!("{name}")),
        [area] => {
            let Some((_, measure)) = AREAS.iter().find(|(name, _)| name == area) else {
                bail!("There is no area {area}; `bench --list` names them.");
            };
            println!("{}", serde_json::to_string_pretty(&measure()?)?);
        }
        _ => bail!("bench --list | bench AREA"),
    }
    Ok(())
}
