//! Moves the bytes of one copy together, with a place to read and a place to write.
//!
//! on = "reference"
//! part = "normalise"

fn normalise() {
    let bytes = path.as_bytes();
    let is_slash = |byte: &u8| matches!(byte, b'/' | b'\\');
    let doubled = bytes.windows(2).any(|two| two.iter().all(is_slash));
    let at_end = bytes.len() > 1 && bytes.last().is_some_and(is_slash);
    if !doubled && !at_end && !path.starts_with("./") && !bytes.contains(&b'\\') {
        return Cow::Borrowed(path);
    }
    let mut bytes = bytes.to_vec();
    let mut kept = 0;
    for at in 0..bytes.len() {
        let byte = if is_slash(&bytes[at]) {
            b'/'
        } else {
            bytes[at]
        };
        if byte == b'/' && kept > 0 && bytes[kept - 1] == b'/' {
            continue;
        }
        bytes[kept] = byte;
        kept += 1;
    }
    bytes.truncate(kept);
    if bytes.starts_with(b"./") {
        bytes.drain(..2);
    }
    if bytes.len() > 1 && bytes.ends_with(b"/") {
        bytes.pop();
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}
