//! The window: pages over the shell's commands. Nothing is kept here that the shell does not know.

#![recursion_limit = "256"]

mod app;
mod ask;
mod components;
mod desk;
mod frame;
mod keys;
mod pages;
mod sentences;
mod words;

use language::typed;

fn main() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(app::App);
}
