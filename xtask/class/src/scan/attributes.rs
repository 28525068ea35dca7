//! The rules about attributes. In: a token. Out: the rule that it breaks.

use super::names::{INNER_ATTRIBUTES, forbidden_attribute};
use super::regions::Regions;
use super::tokens::Tokens;

/// What is wrong at that place: at `#` for a whole attribute, at its name for one that
/// a macro or `cfg_attr` could make, or that gets another name.
pub(super) fn check(tokens: &Tokens<'_>, regions: &Regions, at: usize) -> Option<String> {
    if tokens.is(at, '#') {
        return whole(tokens, at);
    }
    let name = tokens.name(at)?;
    let why = forbidden_attribute(name)?;
    if name == "global_allocator" && regions.is_in_use(at) && tokens.is_keyword(at + 1, "as") {
        return Some(format!(
            "another name for the attribute `{name}` is forbidden: {why}"
        ));
    }
    (regions.builds_attributes && regions.is_rebuilt(at)).then(|| {
        format!(
            "the name `{name}` is forbidden in a macro that could make an attribute of it: \
             the attribute `{name}` is forbidden because {why}"
        )
    })
}

fn whole(tokens: &Tokens<'_>, at: usize) -> Option<String> {
    let is_inner = tokens.is(at + 1, '!');
    let open = if is_inner { at + 2 } else { at + 1 };
    if !tokens.is(open, '[') {
        return None;
    }
    let close = tokens.close(open);
    let first = tokens.name(open + 1);
    if is_inner && !first.is_some_and(|name| INNER_ATTRIBUTES.contains(&name)) {
        let name = first.unwrap_or("…");
        return Some(format!(
            "the attribute `#![{name}]` is forbidden: it changes how the whole file is \
             compiled; only {} may stand there",
            listed(INNER_ATTRIBUTES)
        ));
    }
    forbidden_name(tokens, open, close)
        .map(|(name, why)| format!("the attribute `{name}` is forbidden: {why}"))
}

/// The name of the attribute, or of one that `cfg_attr` puts there.
fn forbidden_name<'s>(
    tokens: &Tokens<'s>,
    open: usize,
    close: usize,
) -> Option<(&'s str, &'static str)> {
    let forbidden = |at: usize| {
        let name = tokens.name(at)?;
        forbidden_attribute(name).map(|why| (name, why))
    };
    if tokens.name(open + 1) == Some("cfg_attr") {
        // No attribute has another `#` in it, so each token is looked at once.
        return (open + 2..close)
            .take_while(|&at| !tokens.is(at, '#'))
            .filter(|&at| {
                tokens.is(at - 1, '(') || tokens.is(at - 1, ',') || tokens.is(at - 1, ':')
            })
            .find_map(forbidden);
    }
    // `unsafe(name)` breaks another rule; of `some::path::name` the last one counts.
    let mut last = open + 1;
    if tokens.is(last, ':') {
        last += 2;
    }
    while tokens.is(last + 1, ':') && tokens.is(last + 2, ':') && last + 3 < close {
        last += 3;
    }
    forbidden(last)
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} and {last}", others.join(", "))
        }
        _ => names.concat(),
    }
}
