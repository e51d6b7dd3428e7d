use thiserror::Error;

/// Why something is not an envelope, a payload or a message of this journal at all.
///
/// It says nothing about whether a well-formed fact is genuine: that is [`Broken`](crate::Broken).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Malformed {
    /// A text or a list that must hold something holds nothing.
    #[error("{field} is empty")]
    Empty { field: &'static str },
    /// Longer than its documented limit; bytes for text and payloads, entries for lists.
    #[error("{field} has a length of {found}, the limit is {limit}")]
    TooLong { field: &'static str, found: usize, limit: usize },
    /// Text with a control character: PostgreSQL text can't hold NUL, a log would be garbled.
    #[error("{field} holds a control character")]
    ControlCharacter { field: &'static str },
    /// Bytes that should be text and are not UTF-8.
    #[error("{field} is not UTF-8 text")]
    NotText { field: &'static str },
    /// A value that the field can't have.
    #[error("{field} has a value it cannot have")]
    Impossible { field: &'static str },
    /// Parents out of order or repeated: the same set would have two encodings.
    #[error("parents are not in strictly rising order")]
    ParentsUnsorted,
    /// A fact that waits for itself would wait for ever.
    #[error("the fact names itself as a parent")]
    OwnParent,
    /// The bytes don't begin as an envelope does.
    #[error("these bytes are not an envelope")]
    NotAnEnvelope,
    /// An encoding of a version that this program does not know.
    #[error("the envelope has encoding version {found}, this program knows {known}")]
    UnknownVersion { found: u8, known: u8 },
    /// The bytes end in the middle of a field.
    #[error("the bytes end inside {field}")]
    Truncated { field: &'static str },
    /// Bytes are left after the last field.
    #[error("{count} bytes follow the end of the envelope")]
    Trailing { count: usize },
    /// Text that is not the message it should be.
    #[error("not a message of this protocol: {problem}")]
    NotAMessage { problem: String },
}
