//! Profiles on the disk. In: the path of a file, which may be anything.
//! Out: a profile, or what the file is instead and what to do.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use explain::profile::{Profile, Unreadable};

use crate::failure::Failure;

/// The most bytes that are read. Profiles of large programs have some dozen MB.
const SIZE_LIMIT: u64 = 256 << 20;

/// How to make a profile, for who has none.
const HOW: &str = "make one with the dhat crate, or with `valgrind --tool=dhat PROGRAM`";

/// Reads a profile.
pub fn read(path: &Path) -> Result<Profile, Failure> {
    let shown = path.display();
    let fail = |error: std::io::Error| Failure::io("read", path, &error);
    let metadata = std::fs::metadata(path).map_err(|error| {
        let failure = fail(error);
        match path.exists() {
            true => failure,
            false => failure.next("check the name; the dhat crate writes dhat-heap.json into the folder where the program was started, valgrind dhat.out.PID"),
        }
    })?;
    if metadata.is_dir() {
        let inside = path.join("dhat-heap.json");
        let next = match inside.is_file() {
            true => format!("cargo xtask advise {}", inside.display()),
            false => HOW.to_owned(),
        };
        return Err(
            Failure::new(format!("{shown}: expected a profile, found a folder")).next(next),
        );
    }
    if !metadata.is_file() {
        return Err(Failure::new(format!(
            "{shown}: expected a profile, found no regular file"
        ))
        .next("write the profile to a file first"));
    }
    let mut file = File::open(path).map_err(fail)?;
    let mut text = Vec::new();
    file.by_ref()
        .take(HEAD)
        .read_to_end(&mut text)
        .map_err(fail)?;
    if let Some((what, next)) = something_else(&text) {
        return Err(
            Failure::new(format!("{shown}: expected a profile of dhat, found {what}")).next(next),
        );
    }
    if metadata.len() > SIZE_LIMIT {
        return Err(Failure::new(format!(
            "{shown}: {} MiB are too many, at most {} are read",
            metadata.len() >> 20,
            SIZE_LIMIT >> 20
        ))
        .next("profile a shorter run, or keep fewer frames"));
    }
    file.take(SIZE_LIMIT).read_to_end(&mut text).map_err(fail)?;
    Profile::read(&text).map_err(|error| {
        let next = match &error {
            Unreadable::Damaged { .. } => "the file is damaged, or the program ended while it \
                was written: profile again, and let the program end by itself"
                .to_owned(),
            Unreadable::OtherMode(mode) => {
                let heap = match mode.as_str() {
                    "rust-ad-hoc" => "`dhat::Profiler::new_heap()` profiles the heap",
                    _ => {
                        "`valgrind --tool=dhat` without `--mode`, or with `--mode=heap`, \
                        profiles the heap"
                    }
                };
                heap.to_owned()
            }
            Unreadable::NotDhat(_) => HOW.to_owned(),
        };
        Failure::new(format!("{shown}: {error}")).next(next)
    })
}

/// How many bytes tell what a file is.
const HEAD: u64 = 4096;

/// What a file is, and what to do, if its beginning cannot be that of a profile.
fn something_else(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let starts = |with: &[u8]| head.starts_with(with);
    let visible = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if visible.is_none() {
        let what = match head.is_empty() {
            true => "an empty file",
            false => "nothing but blanks",
        };
        return Some((
            what,
            "the program has to drop its `dhat::Profiler` at the end: `std::process::exit` and \
             a panic that aborts skip that",
        ));
    }
    if visible == Some(&b'{') || starts(b"\xef\xbb\xbf") {
        return None;
    }
    let heaptrack = "`heaptrack_print FILE` reads it; for advice, profile the program with \
                     `valgrind --tool=dhat` or the dhat crate";
    let first_line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if starts(b"\x28\xb5\x2f\xfd") {
        return Some(("a file packed with zstd, as heaptrack writes it", heaptrack));
    }
    if starts(b"\x1f\x8b") {
        return Some((
            "a file packed with gzip, as heaptrack and pprof write it",
            "if it is a profile of dhat, unpack it with gunzip; if it is heaptrack's, \
             `heaptrack_print FILE` reads it",
        ));
    }
    if starts(b"v ") && first_line.len() < 20 && head.contains(&b'\n') {
        return Some(("data of heaptrack", heaptrack));
    }
    if starts(b"desc: ") {
        return Some(("a profile of massif", "`ms_print FILE` reads it"));
    }
    if starts(b"# callgrind format") || starts(b"version: 1") {
        return Some((
            "a profile of callgrind",
            "`callgrind_annotate FILE` reads it",
        ));
    }
    if starts(b"\x7fELF") {
        return Some(("a program", HOW));
    }
    let is_text = std::str::from_utf8(head).map_or_else(|e| e.error_len().is_none(), |_| true)
        && !head.contains(&0);
    Some(match is_text {
        true => ("a text that does not begin with `{`", HOW),
        false => ("bytes that are no text", HOW),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_other_files_by_their_beginnings() {
        for (head, expected) in [
            (&b""[..], Some("an empty file")),
            (b" \n\t", Some("nothing but blanks")),
            (b"{\"dhatFileVersion\":2", None),
            (b"\n  {", None),
            (
                b"\x28\xb5\x2f\xfd\x04",
                Some("a file packed with zstd, as heaptrack writes it"),
            ),
            (b"v 10400 3\nx /bin/true\n", Some("data of heaptrack")),
            (b"desc: --time-unit=B\n", Some("a profile of massif")),
            (b"hello", Some("a text that does not begin with `{`")),
            (b"\x00\x01\xff", Some("bytes that are no text")),
        ] {
            assert_eq!(
                something_else(head).map(|(what, _)| what),
                expected,
                "{head:?}"
            );
        }
    }
}
