//! `cargo xtask bundle`: a .deb with the program, its desktop entry and its icons.
//!
//! What the package says of itself comes from `tauri.conf.json`; what it depends on, from the
//! libraries the program is linked with.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::steps::Steps;
use crate::tree::Tree;
use crate::{packages, program, ui, wasm_target};

/// All packages of the workspace have one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const ICON_SIZES: &[u32] = &[32, 128, 256, 512];

/// Builds the released program and its package.
pub fn run(tree: &Tree) -> Result<ExitCode> {
    let mut steps = Steps::of(5);
    steps.take("System packages", || packages::ensure(&[packages::BUILD, packages::BUNDLE]))?;
    if program::find("dpkg-deb").is_none() {
        bail!("A .deb is made on Debian or Ubuntu; this system has no dpkg-deb.");
    }
    steps.take("The compiler's wasm target", wasm_target::ensure)?;
    steps.take("The pages", || ui::build(tree, ui::Pages::ToShip))?;
    steps.take("The released program", || {
        program::run(program::cargo(&tree.root).args(["build", "--release", "--package=shalya"]))
    })?;
    let package = steps.take("The package", || package(tree))?;
    println!("Install it with: sudo apt-get install {}", package.display());
    Ok(ExitCode::SUCCESS)
}

fn package(tree: &Tree) -> Result<PathBuf> {
    let about = About::read(&tree.root.join("tauri.conf.json"))?;
    let folder = tree.target.join("bundle");
    let staged = folder.join("staged");
    let _ = fs::remove_dir_all(&staged);
    let icons = tree.root.join("src-tauri/icons");
    place(&tree.shell("release"), &staged.join("usr/bin/shalya"))?;
    let entry = tree.root.join("src-tauri/shalya.desktop");
    place(&entry, &staged.join("usr/share/applications/shalya.desktop"))?;
    let hicolor = staged.join("usr/share/icons/hicolor");
    place(&icons.join("icon.svg"), &hicolor.join("scalable/apps/shalya.svg"))?;
    for size in ICON_SIZES {
        let to = hicolor.join(format!("{size}x{size}/apps/shalya.png"));
        place(&icons.join(format!("{size}x{size}.png")), &to)?;
    }
    place(&tree.root.join("LICENSE"), &staged.join("usr/share/doc/shalya/copyright"))?;
    let architecture = program::read(Command::new("dpkg").arg("--print-architecture"))?;
    let depends = depends(&folder, &staged.join("usr/bin/shalya"))?;
    let control = about.control(architecture.trim(), &depends, kibibytes(&staged)?);
    fs::create_dir_all(staged.join("DEBIAN"))?;
    fs::write(staged.join("DEBIAN/control"), control)?;
    // Everyone on the machine may read and start it, whatever this account's umask is.
    program::run(Command::new("chmod").args(["-R", "u=rwX,go=rX"]).arg(&staged))?;
    let deb = folder.join(format!("shalya_{}_{}.deb", VERSION, architecture.trim()));
    program::run(Command::new("dpkg-deb").args(["--root-owner-group", "--build"]).args([&staged, &deb]))?;
    Ok(deb)
}

/// What the package says of itself.
struct About {
    publisher: String,
    summary: String,
    description: String,
}

impl About {
    fn read(file: &Path) -> Result<About> {
        let name = file.display();
        let text = fs::read_to_string(file).with_context(|| format!("{name} can't be read"))?;
        let conf: Value = serde_json::from_str(&text).with_context(|| format!("{name} is not JSON"))?;
        let text = |pointer: &str| match conf.pointer(pointer).and_then(Value::as_str) {
            Some(text) => Ok(text.to_owned()),
            None => bail!("{name} has no text at {pointer}, which the package needs."),
        };
        Ok(About {
            publisher: text("/bundle/publisher")?,
            summary: text("/bundle/shortDescription")?,
            description: text("/bundle/longDescription")?,
        })
    }

    fn control(&self, architecture: &str, depends: &str, kibibytes: u64) -> String {
        let description: Vec<&str> = self.description.lines().map(str::trim).collect();
        format!(
            "Package: shalya\nVersion: {}\nArchitecture: {architecture}\nMaintainer: {}\n\
             Installed-Size: {kibibytes}\nDepends: {depends}\n\
             Recommends: gnome-keyring\nSection: misc\nPriority: optional\n\
             Description: {}\n {}\n",
            VERSION,
            self.publisher,
            self.summary,
            description.join("\n "),
        )
    }
}

/// The packages that hold the libraries `program` is linked with.
fn depends(folder: &Path, program: &Path) -> Result<String> {
    // dpkg-shlibdeps wants to be called where a source package is.
    let source = folder.join("source");
    fs::create_dir_all(source.join("debian"))?;
    fs::write(source.join("debian/control"), "Source: shalya\n\nPackage: shalya\nArchitecture: any\n")?;
    let mut shlibdeps = Command::new("dpkg-shlibdeps");
    let found = program::read(shlibdeps.arg("-O").arg(program).current_dir(&source))?;
    let depends = found.lines().find_map(|line| line.strip_prefix("shlibs:Depends="));
    Ok(depends.context("dpkg-shlibdeps named no packages.")?.to_owned())
}

/// Copies a file to where it will be installed.
fn place(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().unwrap_or(to))?;
    fs::copy(from, to).with_context(|| format!("{} can't be packed", from.display()))?;
    Ok(())
}

fn kibibytes(folder: &Path) -> Result<u64> {
    let mut sum = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        sum += match entry.metadata()? {
            metadata if metadata.is_dir() => kibibytes(&entry.path())?,
            metadata => metadata.len().div_ceil(1024),
        };
    }
    Ok(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_package_says_of_itself_what_the_configuration_says() {
        let about = About {
            publisher: "Somebody".into(),
            summary: "Theatre".into(),
            description: "First line\nsecond line".into(),
        };
        assert_eq!(
            about.control("amd64", "libc6 (>= 2.36)", 10),
            format!(
                "Package: shalya\nVersion: {VERSION}\nArchitecture: amd64\nMaintainer: Somebody\n\
                 Installed-Size: 10\nDepends: libc6 (>= 2.36)\nRecommends: gnome-keyring\nSection: misc\nPriority: optional\n\
                 Description: Theatre\n First line\n second line\n"
            )
        );
    }
}
