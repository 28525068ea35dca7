//! Digests as text. In: bytes. Out: their SHA-256, in hexadecimal.

use sha2::{Digest, Sha256};

/// Of these bytes.
pub fn of(bytes: &[u8]) -> String {
    hexadecimal(Sha256::new_with_prefix(bytes))
}

/// Of all that a hasher was given.
pub fn hexadecimal(hasher: Sha256) -> String {
    let digest: [u8; 32] = hasher.finalize().into();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
