//! The system's packages: what each command needs, what is missing, and getting it through apt
//! where this person may.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::process::Command;

use anyhow::{Result, bail};

use crate::program;

/// To compile the shell: a compiler for the bundled database, the web view, TLS, the keyring's bus.
pub const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev", "libssl-dev", "libdbus-1-dev"];

/// To show the window where there is no screen.
pub const WINDOWLESS: &[&str] = &["xvfb", "dbus"];

/// To compile the central service, with the Kafka client that is C.
pub const COMPILER: &[&str] = &["build-essential", "pkg-config"];

/// For the central service: PostgreSQL, Redis, and Java and Maven to run Kafka
/// and HL7's validator from their own jars.
pub const SERVERS: &[&str] = &["postgresql", "redis-server", "default-jdk-headless", "maven"];

/// To drive the window and to read what it prints.
/// xdotool gives the window the other size that hospitals have: the driver can't without a window
/// manager. libfaketime gives it the hour at which the story is told. openssl makes the key of an
/// identity provider.
pub const TEST: &[&str] = &["webkit2gtk-driver", "xdotool", "libfaketime", "poppler-utils", "openssl"];

/// To make the .deb and name what it depends on.
pub const BUNDLE: &[&str] = &["dpkg-dev"];

/// Makes sure that the packages are installed. Where the system has no apt it only says what is
/// needed; where this person may not install, it fails with the line to run.
pub fn ensure(wanted: &[&[&str]]) -> Result<()> {
    let wanted: Vec<&str> = wanted.concat();
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if program::find("dpkg-query").is_none() || program::find("apt-get").is_none() {
        println!(
            "This system has no apt. On Debian and Ubuntu these packages are needed; please see \
             that you have what they stand for: {}",
            wanted.join(" ")
        );
        return Ok(());
    }
    let missing = missing(&wanted)?;
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

fn missing(wanted: &[&str]) -> Result<Vec<String>> {
    let listing = program::read(
        Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}\t${Package}\t${Provides}\n"]),
    )?;
    let installed = installed(&listing);
    Ok(wanted.iter().filter(|name| !installed.contains(**name)).map(|name| (*name).into()).collect())
}

/// The names of what dpkg has installed, and of what those packages provide under other names
/// (a library that was renamed in a newer release provides its old name).
fn installed(listing: &str) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    for line in listing.lines() {
        let mut fields = line.split('\t');
        if fields.next() != Some("installed") {
            continue;
        }
        names.extend(fields.next());
        let provides = fields.next().unwrap_or_default().split(", ");
        names.extend(provides.filter_map(|provided| provided.split_whitespace().next()));
    }
    names
}

fn install(missing: &[String]) -> Result<()> {
    let Some(privilege) = privilege() else {
        bail!(
            "These system packages are missing, and this account may not install them: {}\n\
             Please run this line, and then the same command again:\n\n    \
             sudo apt-get update && sudo apt-get install --yes --no-install-recommends {}\n",
            missing.join(" "),
            missing.join(" ")
        );
    };
    println!("Installing the system packages {}", missing.join(" "));
    // Lists that can't be renewed may still know the packages, so only the installation decides.
    if let Err(problem) = program::run(apt(privilege).args(["--quiet", "update"])) {
        println!("{problem} Going on with the package lists that are here.");
    }
    let options = ["--quiet", "--yes", "--no-install-recommends", "install"];
    program::run(apt(privilege).args(options).args(missing))
}

/// The words before a command that needs the system administrator's rights: none for root, sudo
/// where it asks nothing or there is someone to ask. None where there is no way.
pub fn privilege() -> Option<&'static [&'static str]> {
    let root = program::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        return Some(&[]);
    }
    program::find("sudo")?;
    let asks_nothing = program::succeeds(Command::new("sudo").args(["-n", "true"]));
    (asks_nothing || std::io::stdin().is_terminal()).then_some(&["sudo"])
}

fn apt(privilege: &[&str]) -> Command {
    // Through env, because sudo drops variables: apt must never stop to ask.
    let mut words = privilege.iter().chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut command = Command::new(words.next().unwrap_or(&"env"));
    command.args(words);
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_counts_as_installed_under_its_own_and_its_provided_names() {
        let names = installed(
            "installed\tlibssl3t64\tlibssl3 (= 3.5.1-1), libssl-any\n\
             config-files\txvfb\t\n\
             installed\tpkgconf\tpkg-config (= 1.8.1-4)\n",
        );
        assert!(names.contains("libssl3t64") && names.contains("libssl3"));
        assert!(names.contains("libssl-any") && names.contains("pkg-config"));
        assert!(!names.contains("xvfb"), "only its configuration is left");
    }
}
