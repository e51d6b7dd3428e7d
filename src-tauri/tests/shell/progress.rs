//! What takes long tells how far it has come, in numbers.

use crate::theatre::*;
use ipc::*;
use shalya::{people, terminal};
use std::sync::{Arc, Mutex};

#[test]
fn a_long_work_tells_how_far_it_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk_in(&folder, &TestClock::at(morning()));
    let told = Arc::new(Mutex::new(Vec::<Progress>::new()));
    let heard = Arc::clone(&told);
    desk.when_progress(move |progress| heard.lock().unwrap().push(progress));
    let of = |work| {
        let told: Vec<Progress> = std::mem::take(&mut *told.lock().unwrap());
        assert!(told.iter().all(|progress| progress.work == work), "{work:?}: {told:?}");
        let last = *told.last().unwrap();
        assert_eq!(last.done, last.of, "{work:?}");
        assert!(last.of > 0 && told.windows(2).all(|pair| pair[0].done <= pair[1].done), "{told:?}");
        told.len()
    };
    terminal::explore_sample(&desk, ExploreSample { seed: 7, keeper: KeyKeeper::File }).unwrap();
    assert!(of(Work::Inventing) > 3);

    let here = people::people_here(&desk, PeopleHere {}).unwrap();
    let manager = here.iter().find(|person| person.card.roles.contains(&domain::procedure::Role::Administrator));
    people::sign_in(&desk, SignIn { person: manager.unwrap().id, pin: SAMPLE_PIN.into() }).unwrap();
    terminal::check_store(&desk, CheckStore {}).unwrap();
    of(Work::Checking);
    let backup = terminal::back_up(&desk, BackUp { path: Some(folder.path().display().to_string()) }).unwrap();
    of(Work::BackingUp);
    assert!(backup.path.ends_with(".shalya-backup") && backup.path.starts_with(&*folder.path().to_string_lossy()));
}

#[test]
fn restoring_tells_how_much_of_the_backup_is_read() {
    let theatre = Theatre::administered();
    let elsewhere = tempfile::tempdir().unwrap();
    let backup = terminal::back_up(&theatre.desk, BackUp { path: None }).unwrap();
    let desk = desk_in(&elsewhere, &theatre.clock);
    let told = Arc::new(Mutex::new(None));
    let heard = Arc::clone(&told);
    desk.when_progress(move |progress| *heard.lock().unwrap() = Some(progress));
    let call =
        RestoreFromBackup { path: backup.path, recovery_key: theatre.key.groups.join(" "), keeper: KeyKeeper::File };
    terminal::restore_from_backup(&desk, call).unwrap();
    let last = told.lock().unwrap().unwrap();
    assert_eq!((last.work, last.done), (Work::Restoring, last.of));
    assert!(last.of > 50_000, "bytes");
}
