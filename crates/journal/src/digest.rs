//! Bytes of a fixed size that name or prove a fact, each with exactly one text.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, Encoding, HEXLOWER};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::malformed::Malformed;

macro_rules! fixed_bytes {
    ($(#[$doc:meta])* $name:ident, $size:literal bytes, $encoding:expr, $field:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $size]);

        impl $name {
            const TEXT: Encoding = $encoding;

            pub const fn from_bytes(bytes: [u8; $size]) -> Self {
                Self(bytes)
            }

            /// From bytes of unknown length, such as a column of a database.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, Malformed> {
                bytes
                    .try_into()
                    .map(Self)
                    .map_err(|_| Malformed::Impossible { field: $field })
            }

            pub const fn as_bytes(&self) -> &[u8; $size] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&Self::TEXT.encode(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                let bytes = Self::TEXT
                    .decode(text.as_bytes())
                    .map_err(|_| Malformed::Impossible { field: $field })?;
                Self::from_slice(&bytes)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

fixed_bytes!(
    /// A SHA-256; its text is 64 lower-case hexadecimal digits.
    Hash, 32 bytes, HEXLOWER, "hash"
);

fixed_bytes!(
    /// An Ed25519 signature; its text is base64 with padding (RFC 4648).
    Signature, 64 bytes, BASE64, "signature"
);

impl Hash {
    /// Stands where there is no earlier fact: the `prev_hash` of the first fact of an epoch.
    pub const ZERO: Self = Self([0; 32]);
}
