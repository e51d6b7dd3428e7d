// A console beside the window on Windows belongs to the command line only.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

//! `shalya` opens the window; with a word behind it, it works without one.

fn main() -> std::process::ExitCode {
    shalya::command_line::run(std::env::args_os())
}
