//! What is measured, each figure beside a reference measured in the same run, alternating, on the
//! same disk. `bench --list` names the areas; `bench AREA FILE` writes its rows as JSON into the file:
//! what is started beside it may write on standard output too.

mod capture;
mod central;
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
    /// What must be built beside this: `pages` as they are shipped; `window` these, a screen, the program
    /// and the empty one.
    needs: &'static str,
}

const AREAS: &[Area] = &[
    Area { name: "capture", measure: capture::measure, needs: "" },
    Area { name: "search", measure: search::measure, needs: "" },
    Area { name: "rebuild", measure: rebuild::measure, needs: "" },
    Area { name: "central", measure: central::measure, needs: "" },
    Area { name: "size", measure: size::measure, needs: "pages" },
    Area { name: "board", measure: window::board::measure, needs: "window" },
    Area { name: "start", measure: window::start::measure, needs: "window" },
];

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match &arguments[..] {
        [list] if list == "--list" => {
            AREAS.iter().for_each(|area| println!("{} {}", area.name, area.needs));
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
