//! The language rules: what `forbid(unsafe_code)` lets through, and a stranger's file
//! may not have. In: a source text. Out: a [`Violation`] for each place that breaks a
//! rule, none for a file that keeps them.
//!
//! It looks at tokens and not at syntax: a few passes from left to right, in linear time,
//! without recursion, so that no text can wear it out. It is stricter than needed where
//! macros take a text apart (see `regions`), and there only.
//!
//! It is no proof of innocence. The fence keeps files and the network from a file that
//! gets past it, and a hole in the compiler's own checks is not seen here.

mod attributes;
mod items;
mod names;
mod regions;
mod texts;
mod tokens;

use serde::{Deserialize, Serialize};

use regions::Regions;
use texts::Texts;
use tokens::Tokens;

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Violation {
    /// Counted from 1.
    pub line: u32,
    /// In characters, counted from 1, as the compiler counts.
    pub column: u32,
    /// What is forbidden, and why, in a plain sentence.
    pub what: String,
}

/// The most that are told of one file.
const MOST: usize = 50;

/// Looks through a text; the first 50 violations, in the order of the text.
pub fn scan(text: &str) -> Vec<Violation> {
    let text = tokens::normalised(text);
    let tokens = Tokens::of(&text);
    let regions = Regions::of(&tokens);
    let texts = Texts::of(&tokens, &regions);
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        let what = items::check(&tokens, &regions, at)
            .or_else(|| attributes::check(&tokens, &regions, at))
            .or_else(|| texts.check(&tokens, at));
        if let Some(what) = what {
            found.push((tokens.start(at), what));
            if found.len() == MOST {
                break;
            }
        }
    }
    placed(&text, found)
}

/// The same for the bytes of a file. The compiler reads UTF-8 only, so what is none
/// gets a violation of its own.
pub fn scan_bytes(bytes: &[u8]) -> Vec<Violation> {
    match std::str::from_utf8(bytes) {
        Ok(text) => scan(text),
        Err(error) => {
            let readable = &bytes[..error.valid_up_to()];
            // It is valid up to there.
            let readable = String::from_utf8_lossy(readable);
            let what = "the file is not UTF-8 text, and the compiler reads nothing else";
            placed(&readable, vec![(readable.len(), what.to_owned())])
        }
    }
}

/// Offsets, which rise, as lines and columns.
fn placed(text: &str, found: Vec<(usize, String)>) -> Vec<Violation> {
    let (mut line, mut line_start, mut seen) = (1, 0, 0);
    found
        .into_iter()
        .map(|(offset, what)| {
            for (index, _) in text[seen..offset].match_indices('\n') {
                line += 1;
                line_start = seen + index + 1;
            }
            seen = offset;
            let before = text[line_start..offset].chars().count();
            Violation {
                line,
                column: u32::try_from(before + 1).unwrap_or(u32::MAX),
                what,
            }
        })
        .collect()
}
