//! Where things lie on the machine, and the opening of a file that was written for a person.

use crate::failures::Fault;
use directories::{ProjectDirs, UserDirs};
use domain::Moment;
use ipc::SavedFile;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The folder of the store, and the one in which a person looks for what was printed.
#[derive(Clone, Debug)]
pub struct Places {
    pub data: PathBuf,
    pub prints: PathBuf,
    /// Where a person keeps their files.
    pub own_folders: Vec<PathBuf>,
    /// Below these the system shows the disks that are plugged in.
    mounts: Vec<PathBuf>,
    /// Whether files are shown in the system's own viewer.
    pub viewer: bool,
}

impl Places {
    /// `data`, or where the platform keeps a program's data; prints in the person's documents, or
    /// beside the data where the platform names no such folder.
    /// `SHALYA_NO_VIEWER` keeps files from being opened.
    pub fn find(data: Option<PathBuf>) -> Self {
        let data = data.or_else(platform_folder).unwrap_or_else(|| PathBuf::from("shalya"));
        let dirs = UserDirs::new();
        let documents = dirs.as_ref().and_then(|dirs| dirs.document_dir().map(Path::to_owned));
        let prints = documents.as_ref().map_or_else(|| data.join("prints"), |documents| documents.join("Shalya"));
        let home = dirs.as_ref().map(|dirs| dirs.home_dir().to_owned());
        let part = |part: fn(&UserDirs) -> Option<&Path>| dirs.as_ref().and_then(part).map(Path::to_owned);
        let own = [documents, part(UserDirs::desktop_dir), part(UserDirs::download_dir), home];
        Places {
            data,
            prints,
            own_folders: own.into_iter().flatten().collect(),
            mounts: MOUNTS.iter().map(PathBuf::from).collect(),
            viewer: std::env::var_os("SHALYA_NO_VIEWER").is_none(),
        }
    }

    /// Only below `folder`, and nothing is opened in a viewer.
    pub fn within(folder: &Path) -> Self {
        let prints = folder.join("prints");
        let (own_folders, mounts) = (vec![prints.clone()], vec![folder.join("media")]);
        Places { data: folder.to_owned(), prints, own_folders, mounts, viewer: false }
    }

    /// The disks that are plugged in now: what stands below the mounts, and below the folder there
    /// that bears the user's name.
    pub fn drives(&self) -> Vec<PathBuf> {
        let user = std::env::var_os("USER").unwrap_or_default();
        let below = |folder: &Path| -> Vec<PathBuf> {
            let entries = fs::read_dir(folder).into_iter().flatten().flatten();
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect()
        };
        let mut drives = Vec::new();
        for mount in &self.mounts {
            if cfg!(windows) && mount.is_dir() {
                drives.push(mount.clone());
                continue;
            }
            for path in below(mount) {
                if path.file_name() == Some(user.as_os_str()) { drives.extend(below(&path)) } else { drives.push(path) }
            }
        }
        drives.sort();
        drives
    }

    /// Whether this is where the platform keeps the program's data.
    pub fn are_usual(&self) -> bool {
        platform_folder().is_some_and(|usual| usual == self.data)
    }

    pub fn store_file(&self) -> PathBuf {
        self.data.join("shalya.db")
    }

    /// Writes a file for the person to find, never over another one, and opens it.
    pub fn save_for_person(&self, name: &str, extension: &str, bytes: &[u8]) -> Result<SavedFile, Fault> {
        fs::create_dir_all(&self.prints).map_err(Fault::file(&self.prints))?;
        let path = free_name(&self.prints, name, extension);
        let mut file = private(&path).map_err(Fault::file(&path))?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(Fault::file(&path))?;
        Ok(SavedFile { path: path.display().to_string(), opened: self.viewer && opens(&path) })
    }
}

#[cfg(windows)]
const MOUNTS: &[&str] = &["D:\\", "E:\\", "F:\\", "G:\\", "H:\\", "I:\\", "J:\\", "K:\\"];
#[cfg(target_os = "macos")]
const MOUNTS: &[&str] = &["/Volumes"];
#[cfg(not(any(windows, target_os = "macos")))]
const MOUNTS: &[&str] = &["/media", "/run/media", "/mnt"];

/// A new file that only this user of the machine can read: lists and records name patients.
fn private(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn platform_folder() -> Option<PathBuf> {
    ProjectDirs::from("", "", "shalya").map(|dirs| dirs.data_dir().to_owned())
}

/// `shalya-list-2026-11-22.pdf`, then `shalya-list-2026-11-22 (2).pdf`.
pub fn free_name(folder: &Path, name: &str, extension: &str) -> PathBuf {
    let first = folder.join(format!("{name}.{extension}"));
    let others = (2u32..).map(|n| folder.join(format!("{name} ({n}).{extension}")));
    std::iter::once(first).chain(others).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}

/// `2026-11-22 1133`: sorts, and says when to a person.
pub fn dated(at: Moment) -> String {
    let time = at.time();
    format!("{} {:02}{:02}", at.date(), time.hour(), time.minute())
}

/// A viewer that can't open the file says so at once; one that is still there has it.
const VIEWER_ANSWERS_WITHIN: Duration = Duration::from_millis(1500);

fn opens(path: &Path) -> bool {
    open::commands(path).into_iter().any(|mut command| starts(&mut command))
}

fn starts(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut viewer) = quiet.spawn() else { return false };
    let began = Instant::now();
    while began.elapsed() < VIEWER_ANSWERS_WITHIN {
        match viewer.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(_) => return false,
        }
    }
    leave_to_itself(viewer);
    true
}

/// Waited for elsewhere, so that a viewer that is closed leaves no trace in the process table.
fn leave_to_itself(mut viewer: Child) {
    std::thread::spawn(move || viewer.wait());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::within(folder.path());
        let first = places.save_for_person("list 2026-11-22", "pdf", b"one").unwrap();
        let second = places.save_for_person("list 2026-11-22", "pdf", b"two").unwrap();
        assert_ne!(first.path, second.path);
        assert_eq!(fs::read(first.path).unwrap(), b"one");
        assert!(!second.opened);
    }
}
