//! The store as the shell uses it: real files, real faults.

mod hospital;
mod recording;
