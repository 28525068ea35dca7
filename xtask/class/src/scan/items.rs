//! The rules about words: keywords and macros. In: a token. Out: the rule that it breaks.

use super::names::forbidden_macro;
use super::regions::Regions;
use super::tokens::{TokenClass, Tokens};

/// What is wrong with a word at that place, if something is.
pub(super) fn check(tokens: &Tokens<'_>, regions: &Regions, at: usize) -> Option<String> {
    let name = tokens.name(at)?;
    if tokens.kind(at) == TokenClass::Word {
        match name {
            "unsafe" => {
                return Some(
                    "`unsafe` is forbidden: what the compiler does not check could change \
                     what is counted"
                        .to_owned(),
                );
            }
            "extern" => {
                return Some(
                    "`extern` is forbidden: code of other languages and libraries is not graded"
                        .to_owned(),
                );
            }
            "mod" if is_elsewhere(tokens, regions, at) => {
                return Some(
                    "a module in another file is forbidden: only the file that was handed in \
                     is graded; write `mod name { … }`"
                        .to_owned(),
                );
            }
            _ => {}
        }
    }
    let why = forbidden_macro(name)?;
    if tokens.is_call(at) {
        return Some(format!("the macro `{name}!` is forbidden: {why}"));
    }
    if !regions.builds_calls {
        return None;
    }
    if regions.is_in_use(at) && tokens.is_keyword(at + 1, "as") {
        return Some(format!(
            "another name for the macro `{name}!` is forbidden: {why}"
        ));
    }
    regions.is_rebuilt(at).then(|| {
        format!(
            "the name `{name}` is forbidden in a macro that could make a call of it: \
             {name}! is forbidden because {why}"
        )
    })
}

/// Whether the module's text may be in another file: all but `mod name {`.
fn is_elsewhere(tokens: &Tokens<'_>, regions: &Regions, at: usize) -> bool {
    let name = if tokens.is(at + 1, '$') {
        at + 2
    } else {
        at + 1
    };
    regions.is_argument(at) || tokens.name(name).is_none() || !tokens.is(name + 1, '{')
}
