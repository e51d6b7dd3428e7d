//! The compiler's standard library for wasm32, which the pages are built with.
//!
//! rustup brings it where it can. Where it can't reach its server, Debian's `rust-src` package of
//! exactly the compiler's version does: a newer suite of the same archive has it, apt is asked
//! through a package list of our own so that the system's stays as it is, and the library is built
//! once and put beside the compiler's others.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{packages, program};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// Beside a library that we built: the compiler it was built for.
const BUILT_FOR: &str = "built-for";

/// Makes sure that code can be compiled for wasm32.
pub fn ensure() -> Result<()> {
    let compiler = Compiler::find()?;
    if compiler.has_target()? {
        return Ok(());
    }
    let rustup = program::find("rustup").is_some();
    if rustup {
        println!("Adding the target {TARGET} through rustup");
        let added = program::run(Command::new("rustup").args(["target", "add", TARGET]));
        if added.is_ok() && compiler.has_target()? {
            return Ok(());
        }
        println!("rustup could not add {TARGET}: building it from Debian's rust-src instead.");
    }
    compiler.build_target().with_context(|| {
        format!(
            "The target {TARGET} is missing and could not be had. Please run `rustup target add \
             {TARGET}` on a network that reaches rustup's server, and then the same command again"
        )
    })
}

struct Compiler {
    /// "1.95.0".
    version: String,
    /// All that `rustc --version` says, the commit included.
    full_version: String,
    /// The folder `lib/rustlib` of the compiler.
    rustlib: PathBuf,
}

impl Compiler {
    fn find() -> Result<Compiler> {
        let full_version = program::read(Command::new("rustc").arg("--version"))?.trim().to_owned();
        let version = full_version.split_whitespace().nth(1).unwrap_or_default().to_owned();
        let sysroot = program::read(Command::new("rustc").args(["--print", "sysroot"]))?;
        let rustlib = Path::new(sysroot.trim()).join("lib/rustlib");
        Ok(Compiler { version, full_version, rustlib })
    }

    /// Whether the target's library is here. One that we built for an earlier compiler is removed:
    /// this compiler can't read it.
    fn has_target(&self) -> Result<bool> {
        let folder = self.rustlib.join(TARGET);
        match fs::read_to_string(folder.join(BUILT_FOR)) {
            Ok(built_for) if built_for != self.full_version => {
                self.change(&["rm", "-r"], &[&folder])?;
                return Ok(false);
            }
            _ => {}
        }
        let Ok(files) = fs::read_dir(folder.join("lib")) else {
            return Ok(false);
        };
        Ok(files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-")))
    }

    fn build_target(&self) -> Result<()> {
        let work = state_folder()?.join("wasm-std");
        fs::create_dir_all(&work)?;
        let source = self.rustlib.join("src/rust");
        let own_source = source.join("library/std/Cargo.toml").exists();
        if !own_source {
            let unpacked = self.fetch_source(&work)?;
            self.change(&["mkdir", "-p"], &[&self.rustlib.join("src")])?;
            self.change(&["ln", "-sfn"], &[&unpacked, &source])?;
        }
        let built = self.build_library(&work);
        if !own_source {
            // Left there, it would stand in the way of rustup's own copy.
            self.change(&["rm"], &[&source])?;
        }
        self.put_in_place(&work, &built?)?;
        fs::remove_dir_all(&work).context("The build's folder could not be removed")
    }

    /// Gets the library's source and returns the folder that holds `library/`.
    fn fetch_source(&self, work: &Path) -> Result<PathBuf> {
        if program::find("apt-get").is_none() || program::find("dpkg-deb").is_none() {
            bail!("This system has no apt to get the library's source from.");
        }
        let release = fs::read_to_string("/etc/os-release").context("/etc/os-release")?;
        let codename = release
            .lines()
            .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
            .context("/etc/os-release does not name the system's release.")?;
        let (list, kind) = archive_of(codename)?;
        for suite in [&format!("{codename}-backports"), "stable-backports", "testing", "unstable"] {
            println!("Looking for rust-src {} in {suite}", self.version);
            let apt = PrivateApt::new(work, &in_suite(&list, codename, suite), kind)?;
            if let Some(package) = apt.offers(&self.version)? {
                return apt.unpack(&package, work);
            }
        }
        bail!("No suite of this system's archive has rust-src of version {}.", self.version)
    }

    /// Builds the library and returns its files.
    fn build_library(&self, work: &Path) -> Result<Vec<PathBuf>> {
        println!("Building the standard library for {TARGET}, about a minute");
        let krate = work.join("empty");
        fs::create_dir_all(krate.join("src"))?;
        fs::write(krate.join("Cargo.toml"), "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n")?;
        fs::write(krate.join("src/lib.rs"), "")?;
        let target = work.join("target");
        program::run(
            program::cargo(&krate)
                .args(["build", "--release", "--target", TARGET])
                .arg("-Zbuild-std=std,panic_abort,panic_unwind,test")
                .arg("--target-dir")
                .arg(&target)
                .env("RUSTC_BOOTSTRAP", "1")
                .env_remove("CARGO_ENCODED_RUSTFLAGS")
                // As rustup's own is: without it, nothing could be optimised across crates.
                .env("RUSTFLAGS", "-Cembed-bitcode=yes"),
        )?;
        let mut libraries = Vec::new();
        for entry in fs::read_dir(target.join(TARGET).join("release/deps"))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.ends_with(".rlib") && !name.starts_with("libempty-") {
                libraries.push(path);
            }
        }
        Ok(libraries)
    }

    fn put_in_place(&self, work: &Path, libraries: &[PathBuf]) -> Result<()> {
        let folder = self.rustlib.join(TARGET);
        let stamp = work.join(BUILT_FOR);
        fs::write(&stamp, &self.full_version)?;
        self.change(&["mkdir", "-p"], &[&folder.join("lib")])?;
        self.change(&["cp", "--"], &[&stamp, &folder])?;
        let mut copied: Vec<&Path> = libraries.iter().map(PathBuf::as_path).collect();
        let lib = folder.join("lib");
        copied.push(&lib);
        self.change(&["cp", "--"], &copied)
    }

    /// Runs a command that changes the compiler's folder, as its owner where that isn't us.
    fn change(&self, command: &[&str], paths: &[&Path]) -> Result<()> {
        let probe = self.rustlib.join(".shalya-may-write");
        let ours = fs::write(&probe, "").is_ok();
        let _ = fs::remove_file(&probe);
        let privilege = if ours { Some(&[][..]) } else { packages::privilege() };
        let Some(privilege) = privilege else {
            bail!(
                "The compiler's folder {} belongs to another account. Please have its owner run \
                 `rustup target add {TARGET}`.",
                self.rustlib.display()
            );
        };
        let mut words = privilege.iter().chain(command);
        let mut change = Command::new(words.next().unwrap_or(&"true"));
        program::run(change.args(words).args(paths))
    }
}

/// apt with a package list, a state and a cache of its own, so that the system's stay untouched.
struct PrivateApt {
    options: Vec<String>,
}

impl PrivateApt {
    fn new(work: &Path, list: &str, kind: &str) -> Result<PrivateApt> {
        let folder = work.join("apt");
        let list_file = folder.join(format!("archive.{kind}"));
        let _ = fs::remove_dir_all(&folder);
        for needed in ["lists/partial", "cache/archives/partial"] {
            fs::create_dir_all(folder.join(needed))?;
        }
        fs::write(&list_file, list)?;
        let settings = [
            format!("Dir::Etc::sourcelist={}", list_file.display()),
            "Dir::Etc::sourceparts=/dev/null".to_owned(),
            format!("Dir::State::lists={}", folder.join("lists").display()),
            format!("Dir::Cache={}", folder.join("cache").display()),
            // The account that apt downloads as could not write to a folder of ours.
            "APT::Sandbox::User=root".to_owned(),
        ];
        let options = settings.into_iter().flat_map(|it| ["-o".to_owned(), it]).collect();
        Ok(PrivateApt { options })
    }

    fn call(&self, tool: &str) -> Command {
        let mut command = Command::new(tool);
        command.args(&self.options);
        command
    }

    /// The package's version when the suite has the source of compiler `version`.
    fn offers(&self, version: &str) -> Result<Option<String>> {
        // A suite that isn't there fails here and then simply offers nothing.
        let _ = program::run(self.call("apt-get").args(["--quiet", "update"]));
        let offered = program::read(self.call("apt-cache").args(["madison", "rust-src"]))?;
        Ok(version_among(&offered, version))
    }

    fn unpack(&self, package_version: &str, work: &Path) -> Result<PathBuf> {
        let package = format!("rust-src={package_version}");
        let download = work.join("download");
        let _ = fs::remove_dir_all(&download);
        fs::create_dir_all(&download)?;
        program::run(self.call("apt-get").args(["download", &package]).current_dir(&download))?;
        let file = only_entry(&download)?;
        let unpacked = work.join("source");
        let _ = fs::remove_dir_all(&unpacked);
        fs::create_dir_all(&unpacked)?;
        unpack_library(&file, &unpacked)?;
        only_entry(&unpacked.join("usr/src"))
    }
}

/// Unpacks the library alone: the compiler's own source beside it is many times larger.
fn unpack_library(package: &Path, folder: &Path) -> Result<()> {
    let mut read = Command::new("dpkg-deb");
    let mut read = program::start(read.arg("--fsys-tarfile").arg(package).stdout(Stdio::piped()))?;
    let archive = read.stdout.take().context("dpkg-deb wrote nothing.")?;
    let mut unpack = Command::new("tar");
    unpack.args(["--extract", "--directory"]).arg(folder).args(["--wildcards", "./usr/src/*/library"]);
    program::run(unpack.stdin(archive))?;
    if !read.wait()?.success() {
        bail!("dpkg-deb could not read {}.", package.display());
    }
    Ok(())
}

fn only_entry(folder: &Path) -> Result<PathBuf> {
    let mut entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    Ok(entries.next().with_context(|| format!("{} is empty.", folder.display()))??.path())
}

/// The version in what `apt-cache madison` lists that belongs to compiler `version`.
fn version_among(offered: &str, version: &str) -> Option<String> {
    let upstream = format!("{version}+");
    let mut versions = offered.lines().filter_map(|line| Some(line.split('|').nth(1)?.trim()));
    versions.find(|offered| offered.starts_with(&upstream)).map(str::to_owned)
}

/// The entry of the system's own package lists for its release, and the kind of list it is in.
fn archive_of(codename: &str) -> Result<(String, &'static str)> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    if let Ok(parts) = fs::read_dir("/etc/apt/sources.list.d") {
        files.extend(parts.flatten().map(|entry| entry.path()));
    }
    for file in files {
        let kind = match file.extension().and_then(|extension| extension.to_str()) {
            Some("sources") => "sources",
            Some("list") => "list",
            _ => continue,
        };
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if let Some(entry) = entry_of(&text, kind, codename) {
            return Ok((entry, kind));
        }
    }
    bail!("No package list under /etc/apt names the release {codename}.")
}

fn entry_of(text: &str, kind: &str, codename: &str) -> Option<String> {
    let entries: Vec<&str> = if kind == "sources" { text.split("\n\n").collect() } else { text.lines().collect() };
    let entry = entries.into_iter().find(|entry| {
        let suites = match kind {
            "sources" => entry.lines().find_map(|line| line.strip_prefix("Suites:")),
            _ => entry.strip_prefix("deb "),
        };
        suites.is_some_and(|suites| suites.split_whitespace().any(|word| word == codename))
    });
    entry.map(str::to_owned)
}

/// The same entry for another suite.
fn in_suite(entry: &str, codename: &str, suite: &str) -> String {
    let mut changed = String::new();
    for line in entry.lines() {
        if line.starts_with("Suites:") {
            changed.push_str(&format!("Suites: {suite}"));
        } else if line.starts_with("deb ") {
            let words = line.split_whitespace();
            let words = words.map(|word| if word == codename { suite } else { word });
            changed.push_str(&words.collect::<Vec<_>>().join(" "));
        } else {
            changed.push_str(line);
        }
        changed.push('\n');
    }
    changed
}

/// Where what is needed between two runs may be kept.
fn state_folder() -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(Path::new(&home).join(".cache"))
    });
    Ok(cache.context("Neither XDG_CACHE_HOME nor HOME is set.")?.join("shalya"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEB822: &str = "Types: deb\nURIs: http://archive.example/debian\n\
        Suites: bookworm bookworm-updates\nComponents: main\n\n\
        Types: deb\nURIs: http://archive.example/security\nSuites: bookworm-security\n";

    #[test]
    fn the_entry_of_the_release_is_rewritten_for_another_suite() {
        let entry = entry_of(DEB822, "sources", "bookworm").unwrap();
        assert_eq!(
            in_suite(&entry, "bookworm", "testing"),
            "Types: deb\nURIs: http://archive.example/debian\nSuites: testing\nComponents: main\n"
        );
        assert_eq!(entry_of(DEB822, "sources", "trixie"), None);
    }

    #[test]
    fn a_list_of_one_line_entries_is_rewritten_too() {
        let list = "# comment bookworm\ndeb [arch=amd64] http://archive.example/debian bookworm main\n";
        let entry = entry_of(list, "list", "bookworm").unwrap();
        assert_eq!(
            in_suite(&entry, "bookworm", "unstable"),
            "deb [arch=amd64] http://archive.example/debian unstable main\n"
        );
    }

    #[test]
    fn only_the_source_of_this_very_compiler_will_do() {
        let offered = " rust-src | 1.95.0+dfsg1-2~bpo13+1 | http://archive.example testing/main\n\
                        rust-src | 1.94.1+dfsg1-1 | http://archive.example testing/main\n";
        assert_eq!(version_among(offered, "1.95.0"), Some("1.95.0+dfsg1-2~bpo13+1".to_owned()));
        assert_eq!(version_among(offered, "1.94.1"), Some("1.94.1+dfsg1-1".to_owned()));
        assert_eq!(version_among(offered, "1.9"), None);
    }
}
