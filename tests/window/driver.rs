//! The program as a person meets it: a real window, found by what stands on it, touched, typed
//! into, looked at, and killed.

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use fantoccini::elements::{Element, ElementRef};
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use language::Language;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a thing may take to appear. The debug build on two busy cores is slow; a person
/// would long have given up.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(60);
const ELEMENT_KEY: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The program with one data folder, driven through WebKitWebDriver.
pub struct Window {
    client: Client,
    driver: Child,
    port: u16,
    folder: PathBuf,
    pub language: Language,
    touches: u32,
}

impl Window {
    /// Starts the program on `folder` at the size of the smallest terminal.
    pub async fn open(folder: &Path, language: Language) -> Result<Window> {
        let program = std::env::var_os("SHALYA_BINARY").context("SHALYA_BINARY names the built program")?;
        Self::open_program(program.as_ref(), folder, language).await
    }

    /// As [`Window::open`], of another build.
    pub async fn open_program(program: &Path, folder: &Path, language: Language) -> Result<Window> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("SHALYA_NO_VIEWER", "1")
            .env("XDG_DOCUMENTS_DIR", folder)
            .env("HOME", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("WebKitWebDriver does not start: it is in the package webkit2gtk-driver")?;
        let mut capabilities = Capabilities::new();
        let arguments = json!(["--data-dir", folder.join("data")]);
        capabilities.insert("webkitgtk:browserOptions".into(), json!({ "binary": program, "args": arguments }));
        let started = Instant::now();
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            match builder.capabilities(capabilities.clone()).connect(&format!("http://127.0.0.1:{port}")).await {
                Ok(client) => break client,
                Err(_) if started.elapsed() < PATIENCE => tokio::time::sleep(LOOK_EVERY).await,
                Err(fault) => return Err(fault).context("the window did not open"),
            }
        };
        Ok(Window { client, driver, port, folder: folder.into(), language, touches: 0 })
    }

    /// Touches since the count was begun.
    pub fn count_touches(&mut self) -> u32 {
        std::mem::take(&mut self.touches)
    }

    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script that hands its answer to its last argument.
    pub async fn script_async(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute_async(script, vec![]).await?)
    }

    /// Runs a script again and again until it answers yes.
    pub async fn wait_script(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let started = Instant::now();
        while self.script(script, arguments.clone()).await? != true {
            if started.elapsed() > PATIENCE {
                self.screenshot("failed").await.ok();
                bail!("it is not there. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Touches whatever can be touched and says `text`, once it is there.
    pub async fn touch(&mut self, text: &str) -> Result<()> {
        let element = self.wait_for(text, FIND_TOUCHABLE, &[json!(text)]).await?;
        self.touch_element(text, element).await
    }

    /// Touches what can be touched and says `text` inside the nearest box that says `beside`: the
    /// "Yes" of one item among seven.
    pub async fn touch_beside(&mut self, beside: &str, text: &str) -> Result<()> {
        let element = self.wait_for(text, FIND_BESIDE, &[json!(beside), json!(text)]).await?;
        self.touch_element(text, element).await
    }

    pub async fn touch_css(&mut self, selector: &str) -> Result<()> {
        let element = self.wait_for(selector, FIND_CSS, &[json!(selector)]).await?;
        self.touch_element(selector, element).await
    }

    async fn touch_element(&mut self, what: &str, element: Element) -> Result<()> {
        println!("    touches {what:?}");
        self.touches += 1;
        let started = Instant::now();
        loop {
            match element.click().await {
                Ok(()) => return Ok(()),
                Err(_) if started.elapsed() < Duration::from_secs(5) => tokio::time::sleep(LOOK_EVERY).await,
                Err(fault) => return Err(fault).with_context(|| format!("{what:?} could not be touched")),
            }
        }
    }

    /// Types into the field with this label, in the place of what stands there.
    pub async fn fill(&mut self, label: &str, text: &str) -> Result<()> {
        let element = self.wait_for(label, FIND_FIELD, &[json!(label)]).await?;
        element.clear().await.ok();
        element.send_keys(text).await?;
        Ok(())
    }

    /// Types where the focus is.
    pub async fn keys(&self, text: &str) -> Result<()> {
        self.client.active_element().await?.send_keys(text).await?;
        Ok(())
    }

    /// Waits until `text` can be read anywhere on the page.
    pub async fn see(&self, text: &str) -> Result<()> {
        println!("    sees {text:?}");
        let started = Instant::now();
        while !self.shows(text).await? {
            if started.elapsed() > PATIENCE {
                bail!("{text:?} is not to be seen. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    pub async fn shows(&self, text: &str) -> Result<bool> {
        Ok(self.page_text().await?.contains(text))
    }

    pub async fn page_text(&self) -> Result<String> {
        let text = self.script(PAGE_TEXT, vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    async fn wait_for(&self, what: &str, script: &str, arguments: &[Value]) -> Result<Element> {
        let started = Instant::now();
        loop {
            let found = self.script(script, arguments.to_vec()).await.unwrap_or(Value::Null);
            if let Some(id) = found.get(ELEMENT_KEY).and_then(Value::as_str) {
                return Ok(Element::from_element_id(self.client.clone(), ElementRef::from(id.to_owned())));
            }
            if started.elapsed() > PATIENCE {
                self.screenshot("failed").await.ok();
                bail!("{what:?} is not there. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// A picture of the window, kept under this name in the folder of the screenshots.
    pub async fn screenshot(&self, name: &str) -> Result<PathBuf> {
        // Let what was asked for arrive and be painted.
        tokio::time::sleep(Duration::from_millis(350)).await;
        let folder = screenshots();
        std::fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{name}-{}.png", self.language.code()));
        std::fs::write(&file, self.picture().await?)?;
        Ok(file)
    }

    /// Asked for on a connection of its own: on the kept one, the driver never ends an answer of
    /// this length.
    async fn picture(&self) -> Result<Vec<u8>> {
        let session = self.client.session_id().await?.context("the window is closed")?;
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET /session/{session}/screenshot HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let text = String::from_utf8(answer)?;
        let (_, body) = text.split_once("\r\n\r\n").context("the driver answered without a picture")?;
        let body: Value = serde_json::from_str(body).context("the driver answered without a picture")?;
        let picture = body["value"].as_str().context("the driver answered without a picture")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(picture)?)
    }

    /// The power goes: no handler runs, nothing is flushed.
    pub async fn kill(mut self) -> Result<()> {
        let data = self.folder.join("data");
        let needle = data.to_string_lossy().into_owned();
        let mut killed = 0;
        for entry in std::fs::read_dir("/proc")?.flatten() {
            let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let line = String::from_utf8_lossy(&line).into_owned();
            if line.contains(&needle) && !line.contains("WebDriver") {
                killed += u32::from(Command::new("kill").args(["-KILL", &pid.to_string()]).status()?.success());
            }
        }
        ensure!(killed > 0, "there was no program to kill");
        self.driver.kill()?;
        self.driver.wait()?;
        Ok(())
    }

    pub async fn close(mut self) -> Result<()> {
        self.client.clone().close().await.ok();
        self.driver.kill()?;
        self.driver.wait()?;
        Ok(())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // A test that failed leaves no window behind; one that ended well has none.
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}

/// Where pictures are kept: the folder that the README shows when SHALYA_SCREENSHOTS names it.
pub fn screenshots() -> PathBuf {
    std::env::var_os("SHALYA_SCREENSHOTS")
        .map_or_else(|| std::env::temp_dir().join("shalya-screenshots"), PathBuf::from)
}

const PAGE_TEXT: &str = "return document.body ? document.body.innerText : '';";

/// The smallest visible thing that can be touched and says the text: exactly, or else somewhere.
const FIND_TOUCHABLE: &str = r#"
    const [text] = arguments;
    const seen = el => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(el).visibility !== 'hidden'; };
    const says = el => [el.innerText || '', el.getAttribute('aria-label') || '', el.title || ''].map(t => t.replace(/\s+/g, ' ').trim());
    const dialog = [...document.querySelectorAll('[role=dialog],[role=alertdialog],dialog[open]')].filter(seen).pop();
    const all = [...(dialog || document).querySelectorAll('button,a[href],[role=button],[role=radio],[role=tab],[role=option],[role=checkbox],[role=menuitem],label,summary')]
        .filter(el => seen(el) && !el.disabled && el.getAttribute('aria-disabled') !== 'true');
    const exact = all.filter(el => says(el).includes(text));
    const part = all.filter(el => says(el).some(t => t.includes(text)));
    const found = (exact.length ? exact : part).sort((a, b) => says(a)[0].length - says(b)[0].length)[0] || null;
    if (found) found.scrollIntoView({ block: 'center' });
    return found;
"#;

const FIND_BESIDE: &str = r#"
    const [beside, text] = arguments;
    const seen = el => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
    const says = el => [el.innerText || '', el.getAttribute('aria-label') || ''].map(t => t.replace(/\s+/g, ' ').trim());
    const touchable = '[role=radio],button,a[href],[role=button],[role=option],[role=checkbox],label';
    const boxes = [...document.querySelectorAll('body *')].filter(el => (el.innerText || '').replace(/\s+/g, ' ').includes(beside) && seen(el))
        .sort((a, b) => a.innerText.length - b.innerText.length);
    for (const box of boxes) {
        const found = [...box.querySelectorAll(touchable)].filter(el => seen(el) && !el.disabled);
        const hit = found.find(el => says(el).includes(text)) || found.find(el => says(el).some(t => t.includes(text)));
        if (hit) { hit.scrollIntoView({ block: 'center' }); return hit; }
    }
    return null;
"#;

const FIND_CSS: &str = r#"
    const found = [...document.querySelectorAll(arguments[0])].find(el => el.getBoundingClientRect().width > 0) || null;
    if (found) found.scrollIntoView({ block: 'center' });
    return found;
"#;

/// The field of a label, by `for`, by nesting, by aria or by placeholder.
const FIND_FIELD: &str = r#"
    const [label] = arguments;
    const seen = el => el.getBoundingClientRect().width > 0;
    const fields = [...document.querySelectorAll('input,textarea,[contenteditable=true]')].filter(el => seen(el) && el.type !== 'file');
    const names = el => [
        ...[...(el.labels || [])].map(l => l.innerText),
        el.getAttribute('aria-label') || '',
        ...(el.getAttribute('aria-labelledby') || '').split(' ').map(id => document.getElementById(id)?.innerText || ''),
        el.placeholder || '',
    ].map(t => t.replace(/\s+/g, ' ').trim()).filter(t => t);
    const found = fields.find(el => names(el).includes(label)) || fields.find(el => names(el).some(t => t.includes(label))) || null;
    if (found) { found.scrollIntoView({ block: 'center' }); found.focus(); }
    return found;
"#;
