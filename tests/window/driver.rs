//! The program as a person meets it: a real window, started, given a size, killed and closed.
//! What is done in it is in `touching`, what is seen in it in `looking`. The benchmarks take it in by
//! its path: nothing here knows the story.

#[path = "driver/clock.rs"]
mod clock;
#[path = "driver/looking.rs"]
mod looking;
#[path = "driver/processes.rs"]
pub mod processes;
#[path = "driver/touching.rs"]
mod touching;

pub use clock::Clock;

use anyhow::{Context, Result, ensure};
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use language::Language;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::time::error::Elapsed;

/// How long a thing may take to appear. The debug build on two busy cores is slow; a person
/// would long have given up.
pub const PATIENCE: Duration = Duration::from_secs(30);
pub const LOOK_EVERY: Duration = Duration::from_millis(40);

/// The sizes of window that hospitals have, in CSS pixels.
pub const SMALL: (u32, u32) = (1366, 768);
pub const LARGE: (u32, u32) = (1920, 1080);

/// Tells a story, and once more where the driver itself failed and not the window.
///
/// # Panics
/// With what the story did not find as it should be.
pub fn tell<F: Future<Output = Result<()>>>(language: Language, story: impl Fn() -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut told = runtime.block_on(story());
    if let Err(fault) = &told
        && fault.chain().any(|cause| cause.is::<CmdError>())
    {
        println!("{}: the driver failed, once more: {fault:#}", language.own_name());
        told = runtime.block_on(story());
    }
    if let Err(fault) = told {
        panic!("{}: {fault:#}", language.own_name());
    }
}

/// The program with one folder, driven through WebKitWebDriver.
pub struct Window {
    client: Client,
    pub language: Language,
    touches: u32,
    port: u16,
    driver: Driver,
    folder: PathBuf,
}

impl Window {
    /// Starts the program on `folder` at the size of the smallest terminal, at this time.
    pub async fn open(folder: &Path, language: Language, clock: Clock) -> Result<Window> {
        Window::open_program(&program()?, folder, language, clock).await
    }

    /// As [`Window::open`], of another build.
    pub async fn open_program(program: &Path, folder: &Path, language: Language, clock: Clock) -> Result<Window> {
        Window::start(program, folder, language, &clock.environment()).await
    }

    /// Starts it where programs can't find each other, as on a computer without a session bus.
    pub async fn open_apart(folder: &Path, language: Language, clock: Clock) -> Result<Window> {
        let nowhere = format!("unix:path={}", folder.join("no-bus").display());
        let mut environment = clock.environment();
        environment.push(("DBUS_SESSION_BUS_ADDRESS", nowhere));
        Window::start(&program()?, folder, language, &environment).await
    }

    async fn start(
        program: &Path,
        folder: &Path,
        language: Language,
        environment: &[(&str, String)],
    ) -> Result<Window> {
        let once = || Window::start_once(program, folder, language, environment);
        match once().await {
            // Now and then the driver misses the window that it started.
            Err(fault) if fault.chain().any(|cause| cause.is::<Elapsed>()) => {
                println!("  the window is started once more: {fault:#}");
                kill(&running_on(folder)?)?;
                once().await
            }
            started => started,
        }
    }

    async fn start_once(
        program: &Path,
        folder: &Path,
        language: Language,
        environment: &[(&str, String)],
    ) -> Result<Window> {
        let port = servers::free_port()?;
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("SHALYA_NO_VIEWER", "1")
            .env("HOME", folder)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("WebKitWebDriver does not start: it is in the package webkit2gtk-driver")?;
        let driver = Driver(driver);
        let mut capabilities = Capabilities::new();
        let arguments = json!(["--data-dir", data(folder)]);
        capabilities.insert("webkitgtk:browserOptions".into(), json!({ "binary": program, "args": arguments }));
        let (started, address) = (Instant::now(), format!("http://127.0.0.1:{port}"));
        let client = loop {
            let mut builder = ClientBuilder::new(HttpConnector::new());
            builder.capabilities(capabilities.clone());
            let connected = tokio::time::timeout(2 * PATIENCE, builder.connect(&address));
            match connected.await.context("the driver waits for a window that does not open")? {
                Ok(client) => break client,
                Err(_) if started.elapsed() < PATIENCE => tokio::time::sleep(LOOK_EVERY).await,
                Err(fault) => return Err(fault).context("the window did not open"),
            }
        };
        Ok(Window { client, language, port, touches: 0, driver, folder: folder.into() })
    }

    /// What `key` says in the language of this window.
    pub fn say(&self, key: &str) -> String {
        language::say(self.language, key, &[])
    }

    /// Of a name in both scripts, the one that this window shows.
    pub fn named<'a>(&self, name: &Name<'a>) -> &'a str {
        match self.language {
            Language::English => name.english,
            Language::Bangla => name.bangla,
        }
    }

    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Runs a script that hands its answer to its last argument.
    pub async fn script_async(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute_async(script, vec![]).await?)
    }

    /// Gives the window another size. The driver can't where there is no window manager.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        // One that was closed a moment ago may still be there, without a window.
        for program in running_on(&self.folder)? {
            Command::new("xdotool")
                .args(["search", "--all", "--onlyvisible", "--pid", &program.to_string(), "--name", "Shalya"])
                .args(["windowsize", "%@", &width.to_string(), &height.to_string()])
                .stdout(Stdio::null())
                .status()
                .context("xdotool does not start")?;
        }
        let is_so = "return window.innerWidth === arguments[0] && window.innerHeight === arguments[1];";
        self.wait_script(is_so, vec![width.into(), height.into()]).await
    }

    /// The newest file of this kind that the program wrote for a person to find.
    pub fn saved(&self, extension: &str) -> Result<PathBuf> {
        let mut files = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)?.flatten() {
                match entry.file_type()?.is_dir() {
                    true => folders.push(entry.path()),
                    false => files.push((entry.metadata()?.modified()?, entry.path())),
                }
            }
        }
        files.retain(|(_, path)| path.extension().is_some_and(|found| found == extension));
        let (_, newest) = files.into_iter().max().with_context(|| format!("no .{extension} was saved"))?;
        Ok(newest)
    }

    /// Starts the program a second time on the same folder, without a driver.
    pub fn start_again(&self) -> Result<Child> {
        let mut second = Command::new(program()?);
        second.arg("--data-dir").arg(data(&self.folder)).env("HOME", &self.folder);
        Ok(second.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// The power goes: no handler runs, nothing is flushed.
    pub async fn kill(self) -> Result<()> {
        let programs = running_on(&self.folder)?;
        ensure!(!programs.is_empty(), "there was no program to kill");
        kill(&programs)
    }

    /// Closes the window, and waits until its program has ended: a start on the same folder would
    /// only bring that one to the front.
    pub async fn close(self) -> Result<()> {
        let programs = processes::children(self.driver.0.id())?;
        tokio::time::timeout(PATIENCE, self.client.clone().close()).await.ok();
        let started = Instant::now();
        while programs.iter().any(|id| processes::runs(*id)) {
            if started.elapsed() > Duration::from_secs(3) {
                for id in programs.iter().filter(|id| processes::runs(**id)) {
                    Command::new("kill").arg(id.to_string()).status()?;
                }
            }
            ensure!(started.elapsed() < PATIENCE, "the program does not end");
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }
}

/// WebKitWebDriver as it runs; a test that failed leaves none behind.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).ok();
    }
}

/// The programs that were started on this folder.
fn running_on(folder: &Path) -> Result<Vec<u32>> {
    let needle = data(folder).to_string_lossy().into_owned();
    let mut all = processes::all()?;
    all.retain(|id| processes::words(*id).iter().any(|word| word.contains(&needle)));
    Ok(all)
}

fn kill(programs: &[u32]) -> Result<()> {
    for program in programs {
        ensure!(Command::new("kill").args(["-KILL", &program.to_string()]).status()?.success(), "not killed");
    }
    Ok(())
}

/// Someone's or something's name in both scripts.
pub struct Name<'a> {
    pub english: &'a str,
    pub bangla: &'a str,
}

/// Where the program keeps the records of a window that was opened on `folder`.
pub fn data(folder: &Path) -> PathBuf {
    folder.join("data")
}

fn program() -> Result<PathBuf> {
    Ok(std::env::var_os("SHALYA_BINARY").context("SHALYA_BINARY names the built program")?.into())
}

/// Where pictures are kept: the folder that SHALYA_SCREENSHOTS names, or one among the temporary.
pub fn screenshots() -> PathBuf {
    std::env::var_os("SHALYA_SCREENSHOTS")
        .map_or_else(|| std::env::temp_dir().join("shalya-screenshots"), PathBuf::from)
}
