//! A case dragged over a board of 200: what each move of the finger costs the page, from the event
//! to a finished layout, against one frame at 60 Hz.

use super::driver::{Clock, Window};
use super::wait_for;
use crate::hospital;
use crate::row::{Pair, Row};
use anyhow::{Context, Result};
use language::{Language, t};

const CASES: usize = 200;
const FRAME_MS: f64 = 1000.0 / 60.0;

pub fn measure() -> Result<Vec<Row>> {
    let folder = tempfile::tempdir_in(".")?;
    let mut store = hospital::of_days(&folder.path().join("data"), 7)?;
    hospital::crowd_tomorrow(&mut store, CASES)?;
    drop(store);
    let moves = wait_for(dragged(folder.path()))?;
    let most = moves.iter().copied().fold(0.0, f64::max);
    let pair = Pair { reference: vec![FRAME_MS; moves.len()], ours: moves };
    let mut row = pair.row("a move of a dragged case, 200 on the board", "ms", "one frame at 60 Hz", 1.0, None);
    // No frame may be over: the longest counts, not the middle one.
    row.ours = most;
    row.ratio = most / FRAME_MS;
    row.met = row.ratio <= 1.0;
    row.aim = "longest ≤ 1×".into();
    Ok(vec![row])
}

async fn dragged(folder: &std::path::Path) -> Result<Vec<f64>> {
    let language = Language::English;
    let program = std::env::var_os("SHALYA_BINARY").context("SHALYA_BINARY names the built program")?;
    let mut window =
        Window::open_program(program.as_ref(), &folder.canonicalize()?, language, Clock::default()).await?;
    window.touch("EN").await?;
    window.touch("Rabeya Begum").await?;
    window.keys(ipc::SAMPLE_PIN).await?;
    window.touch(&t!(language, "today-day-after")).await?;
    window.wait_script(&format!("return document.querySelectorAll('.lane .case').length >= {CASES};"), vec![]).await?;
    let moves = window.script_async(DRAG).await?;
    window.close().await?;
    let moves = moves.as_array().with_context(|| format!("the case could not be dragged: {moves}"))?;
    Ok(moves.iter().filter_map(serde_json::Value::as_f64).collect())
}

/// Lifts the last case that can be moved and leads it over all lanes and back, a step a frame.
const DRAG: &str = r#"
    const done = arguments[arguments.length - 1];
    const block = [...document.querySelectorAll('.lane .case')].pop();
    const lanes = [...document.querySelectorAll('.lane[data-theatre]')].map(lane => lane.getBoundingClientRect());
    block.scrollIntoView({ block: 'center' });
    const at = block.getBoundingClientRect();
    const event = (type, x, y) => new PointerEvent(type, { pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true, clientX: x, clientY: y });
    block.dispatchEvent(event('pointerdown', at.left + 4, at.top + 4));
    const times = [];
    const steps = 400;
    const step = async number => {
        if (number === steps) {
            const lifted = !!document.querySelector('.ghost');
            window.dispatchEvent(event('pointercancel', at.left, at.top));
            return done(lifted ? times : 'nothing was lifted');
        }
        const lane = lanes[Math.floor(number / 10) % lanes.length];
        const x = lane.left + lane.width * (number % 200) / 200, y = lane.top + lane.height / 2;
        const began = performance.now();
        window.dispatchEvent(event('pointermove', x, y));
        for (let turn = 0; turn < 10; turn++) await null;
        document.body.offsetHeight;
        times.push(performance.now() - began);
        requestAnimationFrame(() => step(number + 1));
    };
    step(0);
"#;
