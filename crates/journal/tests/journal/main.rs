//! What the journal promises to whoever stores, sends or proves facts.

mod canonical;
mod chain;
mod clock;
mod facts;
mod golden;
mod hostile;
mod tampering;
mod vector;
mod wire;
