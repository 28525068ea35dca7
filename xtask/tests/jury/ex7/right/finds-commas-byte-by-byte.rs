//! Finds the commas outside of quotes, byte by byte.
//!
//! on = "reference"
//! part = "report"
//! without = ["fn with_single_quotes"]

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.rest?;
        let mut quoted = false;
        let end = rest.bytes().position(|byte| {
            quoted ^= byte == b'"';
            byte == b',' && !quoted
        });
        let (cell, rest) = match end {
            Some(end) => (&rest[..end], Some(&rest[end + 1..])),
            None => (rest, None),
        };
        self.rest = rest;
        let bare = cell
            .strip_prefix('"')
            .and_then(|cell| cell.strip_suffix('"'));
        Some(match bare {
            None => Cow::Borrowed(cell),
            Some(bare) if bare.contains('"') => Cow::Owned(bare.replace("\"\"", "\"")),
            Some(bare) => Cow::Borrowed(bare),
        })
    }
}
