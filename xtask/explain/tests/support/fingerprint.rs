//! What tells whether a text is still the one that was recorded.

/// A number for the lines of a text, by FNV-1a: the same on every machine.
pub fn of(text: &str) -> String {
    let bytes = text.lines().flat_map(|line| line.bytes().chain([b'\n']));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
