//! What a person sees in the window, and the pictures that are kept of it.

use super::{LOOK_EVERY, PATIENCE, Window, screenshots};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

const PAGE_TEXT: &str = "return document.body ? document.body.innerText : '';";
/// Answers when the page was painted as it stands.
const PAINTED: &str = r"
    const done = arguments[arguments.length - 1];
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60)));
";
// য় and ড় are written in two ways that look alike.
const SHOWS: &str = "return document.body.innerText.normalize('NFC').includes(arguments[0].normalize('NFC'));";

impl Window {
    pub async fn page_text(&self) -> Result<String> {
        let text = self.script(PAGE_TEXT, vec![]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    pub async fn shows(&self, words: &str) -> Result<bool> {
        Ok(self.script(SHOWS, vec![words.into()]).await.is_ok_and(|shows| shows == true))
    }

    /// Waits until `words` can be read anywhere on the page.
    pub async fn see(&self, words: &str) -> Result<()> {
        self.wait_text(words, true).await
    }

    /// Waits until `words` can be read nowhere on the page.
    pub async fn see_gone(&self, words: &str) -> Result<()> {
        self.wait_text(words, false).await
    }

    async fn wait_text(&self, words: &str, is_there: bool) -> Result<()> {
        let started = Instant::now();
        while self.shows(words).await? != is_there {
            if started.elapsed() > PATIENCE {
                self.keep_picture("failed").await.ok();
                let not = if is_there { "not to be seen" } else { "still there" };
                bail!("{words:?} is {not}. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    pub async fn see_dialog(&self) -> Result<()> {
        self.wait_script("return !!document.querySelector('dialog[open]');", vec![]).await
    }

    pub async fn see_no_dialog(&self) -> Result<()> {
        self.wait_script("return !document.querySelector('dialog');", vec![]).await
    }

    /// Runs a script again and again until it answers yes.
    pub async fn wait_script(&self, script: &str, arguments: Vec<Value>) -> Result<()> {
        let started = Instant::now();
        while self.script(script, arguments.clone()).await? != true {
            if started.elapsed() > PATIENCE {
                self.keep_picture("failed").await.ok();
                bail!("`{script}` does not come true. The page says:\n{}", self.page_text().await?);
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Colours the page; the person's own choice stays.
    pub async fn in_theme(&self, theme: &str) -> Result<()> {
        let colour = "document.documentElement.setAttribute('data-theme', arguments[0]);";
        self.script(colour, vec![theme.into()]).await.map(drop)
    }

    /// A picture of the window, kept under this name in the folder of the screenshots.
    pub async fn keep_picture(&self, name: &str) -> Result<PathBuf> {
        // Let what was asked for arrive and be painted.
        tokio::time::sleep(Duration::from_millis(120)).await;
        self.script_async(PAINTED).await?;
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

    /// Nothing on the page is wider than the page, no button's words run over it, and no block of the
    /// board cuts its patient's name or a mark.
    pub async fn fits(&self, page: &str) -> Result<()> {
        let script = r"
            const wide = document.documentElement.scrollWidth > window.innerWidth;
            const over = [...document.querySelectorAll('button, .btn, .pill, .tag')]
                .filter(one => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1);
            const cut = [...document.querySelectorAll('.case .who, .case .key .tag')]
                .filter(one => one.getBoundingClientRect().bottom > one.closest('.case').getBoundingClientRect().bottom + 1);
            const told = [...over, ...cut].map(one => one.innerText || one.outerHTML);
            return (wide ? ['the page is too wide'] : []).concat(told);
        ";
        let over: Vec<String> = serde_json::from_value(self.script(script, vec![]).await?)?;
        ensure!(over.is_empty(), "{page}: cut off: {}", over.join(" | "));
        Ok(())
    }
}
