//! axe-core run inside the window: nothing serious on any page, in either theme.

use crate::driver::Window;
use anyhow::{Context, Result, ensure};
use std::path::PathBuf;

/// Fails when axe-core finds something serious or critical on the page that is shown.
pub async fn check(window: &Window, page: &str) -> Result<()> {
    println!("    axe-core looks at {page}");
    let source = std::fs::read_to_string(axe_core()?).context("axe-core can't be read")?;
    window.script(&format!("{source}; window.axe = axe; return true;"), vec![]).await?;
    let script = r#"
        const done = arguments[arguments.length - 1];
        window.axe.run(document, { resultTypes: ['violations'] }).then(
            found => done(found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
                .map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 4).map(n => n.target.join(' ')).join(' | ')})`)),
            fault => done(['axe did not run: ' + fault]));
    "#;
    let found = window.script_async(script).await?;
    let found: Vec<String> = serde_json::from_value(found)?;
    ensure!(found.is_empty(), "{page}: axe-core finds\n  {}", found.join("\n  "));
    Ok(())
}

/// Where `npm ci` in `tests/` puts it.
fn axe_core() -> Result<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    ensure!(path.exists(), "{} is missing: npm ci --prefix tests", path.display());
    Ok(path)
}
