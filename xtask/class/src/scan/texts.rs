//! The rules about texts in attributes. In: a token. Out: the rule that it breaks.
//!
//! A derive may turn a text into code: `#[serde(default = "f")]` calls `f`, and would as
//! well make a type, a block or a macro's call of a text that has one in it. The rules see
//! one literal. So a text in an attribute that a derive may read has to be a path, with
//! bounds and lifetimes at most: none of these calls a macro or has a block. Names that a
//! format has, such as those of `rename`, are never read as code, and are free.

use super::regions::{Region, Regions};
use super::tokens::{TokenClass, Tokens};

/// Attributes that the compiler itself reads, and whose texts are no code to it.
const COMPILERS: &[&str] = &[
    "allow",
    "cfg",
    "deny",
    "deprecated",
    "diagnostic",
    "doc",
    "expect",
    "forbid",
    "ignore",
    "must_use",
    "should_panic",
    "warn",
];

/// What serde takes for a name of a field, of a variant or of a type, and for nothing else.
const NAMES: &[&str] = &[
    "alias",
    "content",
    "deserialize",
    "expecting",
    "rename",
    "rename_all",
    "rename_all_fields",
    "serialize",
    "tag",
];

/// Which texts of a file are judged.
pub(super) struct Texts {
    judged: Vec<bool>,
}

impl Texts {
    pub(super) fn of(tokens: &Tokens<'_>, regions: &Regions) -> Self {
        let mut judged = vec![false; tokens.len()];
        // Whether a macro may put a text that it is given into such an attribute.
        let mut moves = regions.builds_any_attribute;
        // How far an attribute reaches that began before. What is within another one is
        // within that one, too: each token is looked at once.
        let mut end = 0;
        for (at, judged) in judged.iter_mut().enumerate() {
            if at < end {
                *judged = tokens.kind(at) == TokenClass::Text && !is_name(tokens, at);
                moves |= tokens.is(at, '$');
            } else if let Some(close) = attribute_end(tokens, at) {
                end = close;
            }
        }
        if moves {
            let opens = opens_attributes(tokens, regions);
            for (at, judged) in judged.iter_mut().enumerate() {
                let is_text = match tokens.kind(at) {
                    TokenClass::Text => true,
                    TokenClass::Doc => opens,
                    _ => false,
                };
                *judged |= is_text && regions.region(at) == Region::Arguments;
            }
        }
        Texts { judged }
    }

    /// What is wrong with a text at that place, if something is.
    pub(super) fn check(&self, tokens: &Tokens<'_>, at: usize) -> Option<String> {
        if !self.judged[at] {
            return None;
        }
        let text = tokens.text(at);
        let stranger = text.chars().find(|c| !is_of_a_path(*c))?;
        Some(format!(
            "a text with `{}` is forbidden where a derive may read it as code: a path is \
             allowed, such as \"module::function\", and bounds such as \"T: Clone\"",
            stranger.escape_debug()
        ))
    }
}

/// Where the attribute ends that begins there, if its texts may be read by a derive.
fn attribute_end(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    if !tokens.is(at, '#') {
        return None;
    }
    let open = at + 1 + usize::from(tokens.is(at + 1, '!'));
    if !tokens.is(open, '[') {
        return None;
    }
    let is_compilers = tokens
        .name(open + 1)
        .is_some_and(|name| COMPILERS.contains(&name));
    (!is_compilers).then(|| tokens.close(open))
}

/// Whether a macro takes what is within brackets apart, so that it gets at the text of a
/// documentation comment. One that takes whole attributes, as `#[$a:meta]`, does not.
fn opens_attributes(tokens: &Tokens<'_>, regions: &Regions) -> bool {
    let is_piece = |at: usize| {
        tokens.is(at, '$')
            && tokens.is(at + 2, ':')
            && tokens.name(at + 3).is_some_and(|kind| kind != "meta")
    };
    // How far brackets reach that opened before.
    let mut end = 0;
    (0..tokens.len()).any(|at| {
        if tokens.is(at, '[') && regions.region(at) == Region::Rules {
            end = end.max(tokens.close(at));
        }
        at < end && is_piece(at)
    })
}

/// Whether a text there is a name: `rename = "…"`.
fn is_name(tokens: &Tokens<'_>, at: usize) -> bool {
    // In `bound(deserialize = "…")` it is none.
    let is_within_bound = at >= 4 && tokens.is(at - 3, '(') && tokens.name(at - 4) == Some("bound");
    at >= 2
        && tokens.is(at - 1, '=')
        && tokens.name(at - 2).is_some_and(|key| NAMES.contains(&key))
        && !is_within_bound
        && !is_after_a_bound(tokens, at)
}

/// Whether the text is the second one in `bound(serialize = "…", deserialize = "…")`.
fn is_after_a_bound(tokens: &Tokens<'_>, at: usize) -> bool {
    at >= 8
        && tokens.is(at - 3, ',')
        && tokens.is(at - 7, '(')
        && tokens.name(at - 8) == Some("bound")
}

/// Whether a character may stand in a path, in a bound or in a lifetime.
fn is_of_a_path(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '_' | ':' | '<' | '>' | ',' | '\'' | '&' | '+' | '?' | ' '
        )
}
