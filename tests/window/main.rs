//! The story of the issue, through the real window.
