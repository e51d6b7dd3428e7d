//! What is measured, each figure beside a reference measured in the same run, alternating, on the
//! same disk. `bench --list` names the areas; `bench AREA FILE` writes its rows as JSON into the file:
//! what is started beside it may write on standard output too.

mod capture;
mod hospital;
mod rebuild;
mod row;
mod search;
mod size;
mod window;

use anyhow::{Result, bail};
use row::Row;

type Measure = fn() -> Result<Vec<Row>>;

struct Area {
    name: &'static str,
    measure: Measure,
    /// Needs a screen, the built program and the empty one.
    window: bool,
}

const AREAS: &[Area] = &[
    Area { name: "capture", measure: capture::measure, window: false },
    Area { name: "search", measure: search::measure, window: false },
    Area { name: "rebuild", measure: rebuild::measure, window: false },
    Area { name: "size", measure: size::measure, window: false },
    Area { name: "board", measure: window::board::measure, window: true },
    Area { name: "start", measure: window::start::measure, window: true },
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [list] if list == "--list" => {
            AREAS.iter().for_each(|area| println!("{}{}", area.name, if area.window { " window" } else { "" }));
        }
        [wanted, file] => {
            let Some(area) = AREAS.iter().find(|area| area.name == wanted) else {
                bail!("There is no area {wanted}; `bench --list` names them.");
            };
            std::fs::write(file, serde_json::to_string_pretty(&(area.measure)()?)? + "\n")?;
        }
        _ => bail!("bench --list | bench AREA FILE"),
    }
    Ok(())
}
