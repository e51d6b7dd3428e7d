//! `shalya verify` and its neighbours, as a program.

use crate::theatre::*;
use domain::procedure::Role;
use ipc::*;
use shalya::terminal;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn shalya(folder: &Path, arguments: &[&str], typed: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shalya"))
        .arg("--data-dir")
        .arg(folder)
        .args(arguments)
        .env("LC_ALL", "en_GB.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_store_is_proved_rebuilt_exported_backed_up_and_restored_from_the_command_line() {
    let theatre = Theatre::administered();
    let nurse = theatre.add("Parvin Sultana", &[Role::CirculatingNurse]);
    theatre.sign_in(nurse);
    let patient = theatre.register(woman("Jahanara Begum", "Latif"));
    theatre.book(patient, operation("APPENDECTOMY"), theatre.theatres()[0], "09:00", 60);
    let elsewhere = tempfile::tempdir().unwrap();
    let path = |name: &str| elsewhere.path().join(name).display().to_string();
    let (bundle, backup) = (path("all.json"), path("all.shalya-backup"));

    let busy = shalya(theatre.folder.path(), &["verify"], "");
    assert_eq!(busy.status.code(), Some(2));
    assert!(said(&busy).contains("open on this computer"), "{}", said(&busy));
    let Theatre { desk, clock, folder, key } = theatre;
    drop(desk);

    let verified = shalya(folder.path(), &["verify"], "");
    assert_eq!(verified.status.code(), Some(0), "{}", said(&verified));
    assert!(said(&verified).contains("as they were recorded"));
    let rebuilt = shalya(folder.path(), &["rebuild"], "");
    assert_eq!(rebuilt.status.code(), Some(0), "{}", said(&rebuilt));
    let exported = shalya(folder.path(), &["export", "--fhir", &bundle], "");
    assert_eq!(exported.status.code(), Some(0), "{}", said(&exported));
    let bundle: serde_json::Value = serde_json::from_slice(&std::fs::read(bundle).unwrap()).unwrap();
    assert_eq!(bundle["resourceType"], "Bundle");
    assert!(bundle.to_string().contains("Jahanara Begum") && bundle.to_string().contains("80146002"));

    assert_eq!(shalya(folder.path(), &["backup", &backup], "").status.code(), Some(0));
    let new = tempfile::tempdir().unwrap();
    let (cut, nothing) = (path("cut.shalya-backup"), path("gone.shalya-backup"));
    let bytes = std::fs::read(&backup).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() - 100]).unwrap();
    for (file, sentence) in
        [(&cut, "it is cut short, changed or not a file of this program"), (&nothing, "There is no file")]
    {
        let refused = shalya(new.path(), &["restore", file], "");
        assert_eq!(refused.status.code(), Some(2));
        assert!(said(&refused).contains(sentence) && said(&refused).contains(file.as_str()), "{}", said(&refused));
    }
    let wrong = shalya(new.path(), &["restore", &backup], "ABCD EFGH\n");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(said(&wrong).contains("does not fit"), "{}", said(&wrong));
    let restored = shalya(new.path(), &["restore", &backup], &format!("{}\n", key.groups.join(" ")));
    assert_eq!(restored.status.code(), Some(0), "{}", said(&restored));
    let desk = desk_in(&new, &clock);
    let stage = terminal::terminal_status(&desk, TerminalStatus {}).unwrap().stage;
    let key_lost = matches!(stage, Stage::CannotOpen { trouble: Trouble::KeyLost, .. });
    assert!(
        key_lost || matches!(stage, Stage::Ready { .. }),
        "opened by the keyring, or the key is asked for: {stage:?}"
    );
}

#[test]
fn what_cannot_be_done_is_said_plainly() {
    let empty = tempfile::tempdir().unwrap();
    let nothing = shalya(empty.path(), &["verify"], "");
    assert_eq!(nothing.status.code(), Some(2));
    assert!(said(&nothing).contains("no records"), "{}", said(&nothing));
    assert_eq!(shalya(empty.path(), &["export"], "").status.code(), Some(2), "usage");
    assert_eq!(shalya(empty.path(), &["--help"], "").status.code(), Some(0));
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "looking leaves nothing behind");
}
