//! The pages.

mod allergies;
mod attention;
mod board;
mod book;
mod case;
mod checklist;
mod emergency;
mod history;
mod patient;
mod patients;
mod recovery;
mod register;
mod settings;
mod setup;
mod today;
mod waiting;
mod week;
mod who;

pub use attention::AttentionPage;
pub use book::BookPage;
pub use case::CasePage;
pub use checklist::ChecklistPage;
pub use history::HistoryPage;
pub use patient::PatientPage;
pub use patients::PatientsPage;
pub use recovery::RecoveryPage;
pub use register::RegisterPage;
pub use settings::SettingsPage;
pub use setup::SetUpPage;
pub use today::TodayPage;
pub use waiting::WaitingPage;
pub use week::WeekPage;
pub use who::WhoPage;
