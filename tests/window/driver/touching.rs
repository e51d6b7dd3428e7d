//! What a person does in the window: touching what has words on it, typing, carrying. Touches are
//! counted; typing counts one where the field had to be touched first.

use super::{LOOK_EVERY, PATIENCE, Window};
use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, MouseActions, PointerAction};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const FINDING: &str = include_str!("finding.js");
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";
const MOUSE_LEFT: u64 = 0;
/// How long something that is there may refuse to be touched.
const TOUCH_PATIENCE: Duration = Duration::from_secs(10);

impl Window {
    /// Touches since the count was begun.
    pub fn count_touches(&mut self) -> u32 {
        std::mem::take(&mut self.touches)
    }

    /// Prints how many touches something took since the count was begun, and holds it to its limit
    /// (rule 12 of the screens).
    pub fn hold_to(&mut self, what: &str, at_most: u32) -> Result<()> {
        let touches = self.count_touches();
        println!("  TOUCHES {what}: {touches} (at most {at_most})");
        ensure!(touches <= at_most, "{what} takes {touches} touches, and may take {at_most}");
        Ok(())
    }

    /// Touches whatever can be touched and says `words`, once it is there.
    pub async fn touch(&mut self, words: &str) -> Result<()> {
        self.touch_found(words, "touchable(...arguments)", vec![json!(words)]).await
    }

    /// Touches what says `words` inside the nearest box that says `beside`: the "Yes" of one item
    /// among seven.
    pub async fn touch_beside(&mut self, beside: &str, words: &str) -> Result<()> {
        let arguments = vec![json!(beside), json!(words)];
        let touched = self.touch_found(words, "beside(...arguments)", arguments).await;
        touched.with_context(|| format!("beside {beside:?}"))
    }

    pub async fn touch_css(&mut self, selector: &str) -> Result<()> {
        self.touch_found(selector, "selected(...arguments)", vec![json!(selector)]).await
    }

    /// Who misses looks again, as a person does: what stood there may have been drawn anew.
    async fn touch_found(&mut self, what: &str, finder: &str, arguments: Vec<Value>) -> Result<()> {
        self.touches += 1;
        let started = Instant::now();
        loop {
            let element = self.find(what, finder, arguments.clone()).await?;
            match self.touch_still(&element).await {
                Ok(()) => return Ok(()),
                Err(_) if started.elapsed() < TOUCH_PATIENCE => tokio::time::sleep(LOOK_EVERY).await,
                Err(fault) => {
                    self.keep_picture("failed").await.ok();
                    let said = format!("{what:?} could not be touched: {fault:?}");
                    return Err(fault).context(said);
                }
            }
        }
    }

    /// A person touches what stands still; what is still moving would be touched beside.
    async fn touch_still(&self, element: &Element) -> Result<(), CmdError> {
        let still = format!("{FINDING}\nstill(...arguments);");
        self.client.execute_async(&still, vec![json!({ ELEMENT_KEY: element.element_id().to_string() })]).await?;
        element.click().await
    }

    /// Types into the field with this label, in the place of what stands there.
    pub async fn fill(&mut self, label: &str, words: &str) -> Result<()> {
        self.field(label).await?.send_keys(words).await?;
        Ok(())
    }

    /// Puts a text into the field with this label at once, as from the clipboard.
    pub async fn paste(&mut self, label: &str, words: &str) -> Result<()> {
        self.field(label).await?;
        let put = "document.execCommand('insertText', false, arguments[0]);";
        self.script(put, vec![json!(words)]).await?;
        Ok(())
    }

    /// Types into the `n`-th field, from 0, that the selector finds: a cell of a table.
    pub async fn fill_nth(&mut self, selector: &str, n: usize, words: &str) -> Result<()> {
        self.ready(selector, "nth(...arguments)", vec![json!(selector), json!(n)]).await?.send_keys(words).await?;
        Ok(())
    }

    async fn field(&mut self, label: &str) -> Result<Element> {
        self.ready(label, "field(...arguments)", vec![json!(label)]).await
    }

    /// The field with the focus in it.
    async fn ready(&mut self, label: &str, finder: &str, arguments: Vec<Value>) -> Result<Element> {
        let found = self.wait_found(label, finder, arguments).await?;
        let was_there = found.get(1).and_then(Value::as_bool).unwrap_or_default();
        self.touches += u32::from(!was_there);
        self.element(found.get(0)).with_context(|| format!("{label:?} is no field"))
    }

    /// Types where the focus is.
    pub async fn keys(&self, words: &str) -> Result<()> {
        self.client.active_element().await?.send_keys(words).await?;
        Ok(())
    }

    /// Carries what stands under `from` to `to`, both in CSS pixels, as a finger does.
    pub async fn carry(&mut self, from: (f64, f64), to: (f64, f64)) -> Result<()> {
        self.touches += 1;
        let step = |part: f64| (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        let moved = |(x, y)| PointerAction::MoveTo { duration: Some(Duration::from_millis(60)), x, y };
        let mut finger =
            MouseActions::new("finger".into()).then(moved(from)).then(PointerAction::Down { button: MOUSE_LEFT });
        for part in [0.1, 0.4, 0.7, 1.0] {
            finger = finger.then(moved(step(part)));
        }
        self.client.perform_actions(finger.then(PointerAction::Up { button: MOUSE_LEFT })).await?;
        Ok(())
    }

    async fn find(&self, what: &str, finder: &str, arguments: Vec<Value>) -> Result<Element> {
        let found = self.wait_found(what, finder, arguments).await?;
        self.element(Some(&found)).with_context(|| format!("{what:?} is nothing that can be touched"))
    }

    fn element(&self, found: Option<&Value>) -> Option<Element> {
        let id = found?.get(ELEMENT_KEY)?.as_str()?;
        Some(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())))
    }

    async fn wait_found(&self, what: &str, finder: &str, arguments: Vec<Value>) -> Result<Value> {
        let script = format!("{FINDING}\nreturn {finder};");
        let started = Instant::now();
        loop {
            let found = self.script(&script, arguments.clone()).await.unwrap_or(Value::Null);
            if !found.is_null() {
                return Ok(found);
            }
            if started.elapsed() > PATIENCE {
                self.keep_picture("failed").await.ok();
                bail!("{what:?} is not there. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}
