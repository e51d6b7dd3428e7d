//! Two replicas exchange facts over a line that fails as it likes.

mod exchange;
mod hostile;
