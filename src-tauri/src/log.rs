//! The operators' log: a line of JSON a failure, in the data folder's `logs/` and on stderr.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const LIMIT_BYTES: u64 = 1024 * 1024;
/// `shalya.log`, and as many older ones.
const OLDER: u32 = 3;

/// Begins to log below `folder`; a folder that can't be written leaves stderr. `SHALYA_LOG` says
/// what is wanted (`warn` by default).
pub fn begin(folder: &Path) {
    let wanted = EnvFilter::try_from_env("SHALYA_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_span_list(false);
    let log = Log { file: Mutex::new(Rotated::new(folder.join("logs"))) };
    // A second start in one process, as in a test, keeps the first log.
    let _ = tracing_subscriber::registry().with(wanted).with(lines.with_writer(log)).try_init();
}

struct Log {
    file: Mutex<Rotated>,
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = &'a Log;

    fn make_writer(&'a self) -> &'a Log {
        self
    }
}

impl Write for &Log {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let _ = io::stderr().write_all(line);
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        // A full disk must not stop the theatre for want of a log line.
        let _ = file.append(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that makes way for a new one when it has grown large.
struct Rotated {
    folder: PathBuf,
    open: Option<(File, u64)>,
}

impl Rotated {
    fn new(folder: PathBuf) -> Self {
        Rotated { folder, open: None }
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        if self.open.as_ref().is_some_and(|(_, bytes)| *bytes >= LIMIT_BYTES) {
            self.open = None;
            self.make_way()?;
        }
        let (file, bytes) = match &mut self.open {
            Some(open) => open,
            None => {
                fs::create_dir_all(&self.folder)?;
                let file = OpenOptions::new().create(true).append(true).open(self.path(0))?;
                let bytes = file.metadata()?.len();
                self.open.insert((file, bytes))
            }
        };
        file.write_all(line)?;
        *bytes += line.len() as u64;
        Ok(())
    }

    fn make_way(&self) -> io::Result<()> {
        for older in (0..OLDER).rev() {
            if self.path(older).exists() {
                fs::rename(self.path(older), self.path(older + 1))?;
            }
        }
        Ok(())
    }

    fn path(&self, older: u32) -> PathBuf {
        let name = if older == 0 { "shalya.log".to_owned() } else { format!("shalya.{older}.log") };
        self.folder.join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_never_grows_beyond_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut log = Rotated::new(folder.path().to_owned());
        let line = vec![b'x'; 300_000];
        for _ in 0..40 {
            log.append(&line).unwrap();
        }
        let files: Vec<u64> =
            fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).collect();
        assert_eq!(files.len(), 4);
        assert!(files.iter().all(|bytes| *bytes <= LIMIT_BYTES + 300_000));
    }
}
