//! Bodies on the line are gzip: what a hospital pays for is bytes.

use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use std::io::Read;

/// The `Content-Encoding` of every body but an empty one.
pub const ENCODING: &str = "gzip";

/// Why a body was not unpacked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotUnpacked {
    #[error("it unpacks to more than the limit")]
    TooLarge,
    #[error("it is not gzip, or not all of it")]
    Damaged,
}

pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    // Reading from memory into memory does not fail.
    let _ = GzEncoder::new(bytes, Compression::new(6)).read_to_end(&mut packed);
    packed
}

/// At most `limit` bytes; a bomb costs no more than that.
pub fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, NotUnpacked> {
    let mut bytes = Vec::new();
    let mut decoder = GzDecoder::new(packed).take(limit as u64 + 1);
    decoder.read_to_end(&mut bytes).map_err(|_| NotUnpacked::Damaged)?;
    if bytes.len() > limit { Err(NotUnpacked::TooLarge) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_comes_back_and_nothing_else_does() {
        let bytes = b"one fact after another ".repeat(1000);
        let packed = pack(&bytes);
        assert!(packed.len() < bytes.len() / 20);
        assert_eq!(unpack(&packed, bytes.len()), Ok(bytes.clone()));
        assert_eq!(unpack(&packed, bytes.len() - 1), Err(NotUnpacked::TooLarge));
        assert_eq!(unpack(&packed[..packed.len() / 2], bytes.len()), Err(NotUnpacked::Damaged));
        assert_eq!(unpack(b"{}", 100), Err(NotUnpacked::Damaged));
        let bomb = pack(&vec![0; 64 * 1024 * 1024]);
        assert!(bomb.len() < 100_000);
        assert_eq!(unpack(&bomb, 1024), Err(NotUnpacked::TooLarge));
    }
}
