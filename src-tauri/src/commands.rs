//! The commands of `ipc` as Tauri knows them. Each is answered off the main thread, and each
//! failure is one line in the operators' log: kinds and numbers, nobody's name.

use crate::desk::Desk;
use crate::{attention, backups, board, cases, centre, patients, people, printing, terminal};
use ipc::{Call, Failure, Trouble};
use std::sync::Arc;
use tauri::ipc::Invoke;
use tauri::{State, Wry};

macro_rules! commands {
    ($($area:ident::$name:ident($call:ident);)*) => {
        $(#[tauri::command]
        async fn $name(
            desk: State<'_, Arc<Desk>>,
            call: ipc::$call,
        ) -> Result<<ipc::$call as Call>::Reply, Failure> {
            answered(desk.inner().clone(), call, $area::$name).await
        })*

        /// Each command with the name under which `ipc` calls it.
        pub const ANSWERED: &[(&str, &str)] = &[$((stringify!($name), <ipc::$call as Call>::NAME)),*];
    };
}

commands! {
    terminal::terminal_status(TerminalStatus);
    terminal::explore_sample(ExploreSample);
    terminal::read_import(ReadImport);
    terminal::save_import_template(SaveImportTemplate);
    terminal::set_up_terminal(SetUpTerminal);
    terminal::unlock_store(UnlockStore);
    terminal::restore_from_backup(RestoreFromBackup);
    backups::look_for_backups(LookForBackups);
    terminal::set_preferences(SetPreferences);
    terminal::back_up(BackUp);
    terminal::check_store(CheckStore);
    centre::centre(GetCentre);
    centre::connect_centre(ConnectCentre);
    centre::disconnect_centre(DisconnectCentre);
    people::people_here(PeopleHere);
    people::sign_in(SignIn);
    people::sign_out(SignOut);
    people::still_here(StillHere);
    people::directory(GetDirectory);
    people::add_person(AddPerson);
    people::record_person(RecordPerson);
    people::set_pin(SetPin);
    people::change_hospital(ChangeHospital);
    board::day(GetDay);
    board::week(GetWeek);
    board::waiting_list(GetWaitingList);
    attention::attention(GetAttention);
    attention::settle(Settle);
    patients::find_patients(FindPatients);
    patients::patient(GetPatient);
    patients::likely_same(LikelySame);
    patients::register_patient(RegisterPatient);
    patients::record_patient(RecordPatient);
    cases::case(GetCase);
    cases::case_history(GetHistory);
    cases::request_case(RequestCase);
    cases::plan_case(PlanCase);
    cases::begin_emergency(BeginEmergency);
    cases::record(Record);
    cases::keep_draft(KeepDraft);
    cases::drafts(GetDrafts);
    printing::print_day(PrintDay);
    printing::print_case(PrintCase);
    printing::print_escrow_key(PrintEscrowKey);
}

/// Answers every command that [`ipc::COMMANDS`] names.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        terminal_status,
        explore_sample,
        read_import,
        save_import_template,
        set_up_terminal,
        unlock_store,
        restore_from_backup,
        look_for_backups,
        set_preferences,
        back_up,
        check_store,
        centre,
        connect_centre,
        disconnect_centre,
        people_here,
        sign_in,
        sign_out,
        still_here,
        directory,
        add_person,
        record_person,
        set_pin,
        change_hospital,
        day,
        week,
        waiting_list,
        attention,
        settle,
        find_patients,
        patient,
        likely_same,
        register_patient,
        record_patient,
        case,
        case_history,
        request_case,
        plan_case,
        begin_emergency,
        record,
        keep_draft,
        drafts,
        print_day,
        print_case,
        print_escrow_key,
    ]
}

async fn answered<C: Call + Send + 'static>(
    desk: Arc<Desk>,
    call: C,
    answer: fn(&Desk, C) -> Result<C::Reply, Failure>,
) -> Result<C::Reply, Failure>
where
    C::Reply: Send + 'static,
{
    let span = tracing::error_span!("answering", command = C::NAME);
    let logged = span.clone();
    let answered = tauri::async_runtime::spawn_blocking(move || {
        let _answering = span.enter();
        let reply = answer(&desk, call);
        if let Err(failure) = &reply {
            log(failure);
        }
        reply
    });
    answered.await.unwrap_or_else(|_| {
        // It has recorded nothing; the desk opens the store again from the disk.
        logged.in_scope(|| tracing::error!("the command panicked"));
        Err(Failure::Store { trouble: Trouble::Other })
    })
}

/// What the store and the file system said is in the log already, with its cause.
fn log(failure: &Failure) {
    match failure {
        Failure::Refused { refusal } => {
            let refusal = serde_json::to_value(refusal).unwrap_or_default();
            tracing::warn!(refusal = refusal["refusal"].as_str(), field = refusal["field"].as_str(), "refused");
        }
        Failure::WrongPin { wait_seconds } | Failure::MustWait { wait_seconds } => {
            tracing::warn!(wait_seconds, "PIN refused");
        }
        Failure::SignedOut | Failure::NoPin | Failure::NotUnderstood => tracing::warn!(?failure, "not done"),
        Failure::Store { .. } | Failure::File { .. } | Failure::Centre { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{ANSWERED, answered};
    use crate::desk::Desk;
    use crate::places::Places;
    use crate::{log, people, terminal};
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::sync::Arc;

    #[test]
    fn handler_manifest_and_capability_name_the_same_commands() {
        let named: BTreeSet<&str> = ipc::COMMANDS.iter().copied().collect();
        assert!(ANSWERED.iter().all(|(function, name)| function == name));
        assert_eq!(ANSWERED.iter().map(|(_, name)| *name).collect::<BTreeSet<_>>(), named);

        let source = include_str!("commands.rs");
        let handler = source.split("generate_handler![").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        let handled: BTreeSet<&str> = handler.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        assert_eq!(handled, named);

        let capability: Value = serde_json::from_str(include_str!("../capabilities/theatre-window.json")).unwrap();
        let allowed = capability["permissions"].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
        let own: BTreeSet<String> =
            allowed.filter(|name| !name.starts_with("core:")).map(|name| name.replace('-', "_")).collect();
        let expected: BTreeSet<String> = named.iter().map(|name| format!("allow_{name}")).collect();
        assert_eq!(own, expected);

        let build = include_str!("../build.rs");
        assert!(build.contains("commands(ipc::COMMANDS)"), "the manifest is declared from the same list");
    }

    #[test]
    fn each_failure_is_one_line_of_the_log_and_names_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Arc::new(Desk::new(Places::within(folder.path())));
        log::begin(folder.path());
        let sign_in = ipc::SignIn { person: domain::PersonId(uuid::Uuid::nil()), pin: "280471".into() };
        let set_up = ipc::SetUpTerminal {
            hospital: "Netrokona District Hospital".into(),
            hospital_bn: String::new(),
            code: "NTK".into(),
            terminal: "T1".into(),
            theatres: vec![],
            administrator: domain::person::Card { name: "Anwar Hossain".into(), ..Default::default() },
            pin: "280471".into(),
            keeper: ipc::KeyKeeper::File,
            uhid_block: None,
            import_csv: None,
        };
        tauri::async_runtime::block_on(async {
            answered(desk.clone(), sign_in, people::sign_in).await.unwrap_err();
            answered(desk, set_up, terminal::set_up_terminal).await.unwrap_err();
        });
        let log = std::fs::read_to_string(folder.path().join("logs/shalya.log")).unwrap();
        let mut lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        // Tests beside this one write into the log of the process too.
        lines.retain(|line| line["span"].is_object());
        let commands: Vec<&str> = lines.iter().map(|line| line["span"]["command"].as_str().unwrap()).collect();
        assert_eq!(commands, ["sign_in", "set_up_terminal"], "{log}");
        assert_eq!(lines[1]["refusal"], "missing");
        assert!(!log.contains("Anwar") && !log.contains("280471"));
    }
}
