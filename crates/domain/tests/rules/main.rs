//! The rules of the theatre, from outside: stories, and properties over random commands.

mod access;
mod bad_input;
mod convergence;
mod forbidden;
mod recording;
mod reports;
mod stories;
mod theatre;
