//! The program's answers in a pipe whose reader has read enough.

use crate::harness::SECRET;
use std::io::Read;
use std::process::{Command, Output, Stdio};

/// What the program says on stderr, and how it ends, when stdout is closed after `read` bytes.
fn closed_after(read: usize, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shalya-central"));
    command.args(words).env("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none").env("SHALYA_SECRET", SECRET);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut vec![0; read]).unwrap();
    drop(out);
    child.wait_with_output().unwrap()
}

#[test]
fn a_reader_who_has_read_enough_ends_the_program_quietly() {
    let token = ["token", "--sub", "111", "--hospital", "DHAKA"];
    for (read, words) in [(100, &["openapi"][..]), (0, &["openapi"]), (0, &token)] {
        let ended = closed_after(read, words);
        assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""), "{words:?}");
    }
}
