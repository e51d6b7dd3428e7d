//! One typed call. `COMMANDS` names them all for the shell's manifest and capabilities.

use crate::*;
use serde::{Serialize, de::DeserializeOwned};

/// A command of the shell. The value itself is the argument, passed under the name `call`.
pub trait Call: Serialize + DeserializeOwned {
    const NAME: &'static str;
    type Reply: Serialize + DeserializeOwned;
}

macro_rules! calls {
    ($($name:literal $call:ty => $reply:ty;)*) => {
        $(impl Call for $call {
            const NAME: &'static str = $name;
            type Reply = $reply;
        })*

        /// Every command of the shell.
        pub const COMMANDS: &[&str] = &[$($name),*];
    };
}

calls! {
    "terminal_status" TerminalStatus => Status;
    "explore_sample" ExploreSample => ();
    "read_import" ReadImport => ImportPreview;
    "save_import_template" SaveImportTemplate => SavedFile;
    "set_up_terminal" SetUpTerminal => EscrowKey;
    "unlock_store" UnlockStore => ();
    "restore_from_backup" RestoreFromBackup => ();
    "look_for_backups" LookForBackups => BackupsFound;
    "set_preferences" SetPreferences => ();
    "back_up" BackUp => SavedFile;
    "check_store" CheckStore => StoreReport;

    "centre" GetCentre => Centre;
    "connect_centre" ConnectCentre => Centre;
    "disconnect_centre" DisconnectCentre => Centre;

    "people_here" PeopleHere => Vec<PersonHere>;
    "sign_in" SignIn => Session;
    "sign_out" SignOut => ();
    "still_here" StillHere => ();
    "directory" GetDirectory => Directory;
    "add_person" AddPerson => domain::PersonId;
    "record_person" RecordPerson => ();
    "set_pin" SetPin => ();
    "change_hospital" ChangeHospital => ();

    "day" GetDay => Day;
    "week" GetWeek => Vec<DayCount>;
    "waiting_list" GetWaitingList => Vec<CaseLine>;
    "attention" GetAttention => Vec<Attention>;
    "settle" Settle => ();

    "find_patients" FindPatients => Vec<PatientLine>;
    "patient" GetPatient => PatientView;
    "likely_same" LikelySame => Vec<AlikePatient>;
    "register_patient" RegisterPatient => domain::PatientId;
    "record_patient" RecordPatient => ();

    "case" GetCase => CaseView;
    "case_history" GetHistory => Vec<HistoryLine>;
    "request_case" RequestCase => domain::ProcedureId;
    "plan_case" PlanCase => Plan;
    "begin_emergency" BeginEmergency => domain::ProcedureId;
    "record" Record => CaseView;
    "keep_draft" KeepDraft => ();
    "drafts" GetDrafts => Vec<Draft>;

    "print_day" PrintDay => SavedFile;
    "print_case" PrintCase => SavedFile;
    "print_escrow_key" PrintEscrowKey => SavedFile;
}
