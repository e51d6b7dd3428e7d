//! A page looked at in every way: axe-core run inside the window, both sizes, both themes.

use crate::driver::{LARGE, SMALL, Window};
use anyhow::{Context, Result, ensure};
use language::Language;
use std::path::PathBuf;
use std::sync::OnceLock;

impl Window {
    /// Looks at the page: axe-core finds nothing serious, at both sizes nothing is cut off, and pictures
    /// are kept. Colours are the same in both languages, so the dark theme is looked at in one.
    pub async fn look_at(&self, page: &str) -> Result<()> {
        self.keep_picture(page).await?;
        self.fits(page).await?;
        check(self, page).await?;
        if self.language == Language::English {
            self.in_theme("dark").await?;
            self.keep_picture(&format!("{page}-dark")).await?;
            check(self, &format!("{page}, dark")).await?;
            self.in_theme("light").await?;
        }
        self.resize(LARGE).await?;
        self.keep_picture(&format!("{page}-1920")).await?;
        self.fits(page).await?;
        self.resize(SMALL).await
    }
}

/// Fails when axe-core finds something serious or critical on the page that is shown.
pub async fn check(window: &Window, page: &str) -> Result<()> {
    if window.script("return !window.axe;", vec![]).await? == true {
        window.script(&format!("{}; window.axe = axe;", axe_core()?), vec![]).await?;
    }
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

/// The program of axe-core, which `npm ci` in `tests/` fetches.
fn axe_core() -> Result<&'static str> {
    static TEXT: OnceLock<String> = OnceLock::new();
    if let Some(text) = TEXT.get() {
        return Ok(text);
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let text = std::fs::read_to_string(&path).with_context(|| format!("{}: npm ci --prefix tests", path.display()))?;
    Ok(TEXT.get_or_init(|| text))
}
