//! How large the window is: its compiled pages, as small as they compress.

use crate::row::Row;
use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;

const AIM_BYTES: f64 = 1_048_576.0;
/// Brotli's best.
const QUALITY: i32 = 11;

pub fn measure() -> Result<Vec<Row>> {
    let path = "ui/dist/ui_bg.wasm";
    let wasm = std::fs::read(path).with_context(|| format!("{path} is not built: cargo xtask ui"))?;
    let mut packed = Vec::new();
    let settings = BrotliEncoderParams { quality: QUALITY, ..BrotliEncoderParams::default() };
    brotli::BrotliCompress(&mut wasm.as_slice(), &mut packed, &settings)?;
    let ours = packed.len() as f64;
    Ok(vec![Row {
        name: "wasm of the window, brotli 11".into(),
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
