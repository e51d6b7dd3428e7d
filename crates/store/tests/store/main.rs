//! The store as the shell uses it: real files, real faults.

mod append_only;
mod arriving;
mod backup;
mod drafts;
mod faults;
mod fixture;
mod folding;
mod hospital;
mod migrations;
mod pins;
mod power_cut;
mod recording;
mod recovery;
mod replicating;
mod searching;
