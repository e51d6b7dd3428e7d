//! How much the window loads: the compiled pages, compressed.

use crate::row::Row;
use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const AIM_BYTES: f64 = 1_048_576.0;

pub fn measure() -> Result<Vec<Row>> {
    let path = "ui/dist/ui_bg.wasm";
    let wasm = std::fs::read(path).with_context(|| format!("{path} is not built: cargo xtask ui"))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&wasm)?;
    let ours = gzip.finish()?.len() as f64;
    Ok(vec![Row {
        name: "wasm of the window, compressed".into(),
        unit: "bytes".into(),
        ours,
        reference: AIM_BYTES,
        reference_name: "1 MiB".into(),
        ratio: ours / AIM_BYTES,
        better: "lower".into(),
        aim: "≤ 1×".into(),
        met: ours <= AIM_BYTES,
        n: 1,
        p50: ours,
        p99: ours,
    }])
}
