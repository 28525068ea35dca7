//! Where macros of the file's own take its text apart. In: tokens. Out: for each token
//! whether its neighbours in the text are its neighbours in the program, and what such
//! macros could make of the tokens that they are given.
//!
//! `m!(env ! ("HOME"))` and `m!(path)` can become a call and an attribute, whatever
//! stands between the words. A name alone becomes a call only if a macro can put `!`
//! behind it, and an attribute only if one can put `#` before it. If none can, names
//! stay free, also there.

use std::collections::HashSet;

use super::names::{KNOWN_MACROS, forbidden_attribute};
use super::tokens::{TokenClass, Tokens};

/// What may become of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// It stays where it is.
    Plain,
    /// It is part of a rule: what follows it stays behind it, unless `$` is near.
    Rules,
    /// It is given to a macro of the file's own: it may go anywhere.
    Arguments,
}

/// What the macros of a file could do.
pub(super) struct Regions {
    regions: Vec<Region>,
    /// Some `!` can get behind a name that it is not behind, or a macro has a new name.
    pub(super) builds_calls: bool,
    /// Some `#` can get before a name that it is not before.
    pub(super) builds_attributes: bool,
    /// The same, and documentation comments do not count.
    pub(super) builds_any_attribute: bool,
    /// For each token, whether it is part of a `use` item.
    uses: Vec<bool>,
}

impl Regions {
    pub(super) fn of(tokens: &Tokens<'_>) -> Self {
        let macros = Macros::of(tokens, Trust::Known);
        let regions = macros.regions(tokens);
        // A macro that makes `use` items or macros could give any name a new meaning.
        let renames = renames(tokens, &regions);
        let (macros, regions) = if renames {
            let macros = Macros::of(tokens, Trust::Nobody);
            let regions = macros.regions(tokens);
            (macros, regions)
        } else {
            (macros, regions)
        };
        let places = 0..tokens.len();
        Regions {
            builds_calls: renames
                || macros.calls_strangers(tokens)
                || places.clone().any(|at| is_loose_bang(tokens, &regions, at)),
            builds_attributes: renames
                || places.clone().any(|at| is_loose_hash(tokens, &regions, at)),
            builds_any_attribute: renames
                || places
                    .clone()
                    .any(|at| tokens.is(at, '#') && is_loose_hash(tokens, &regions, at)),
            uses: uses(tokens),
            regions,
        }
    }

    /// Whether a macro could take the token elsewhere, or put another one beside it.
    pub(super) fn is_rebuilt(&self, at: usize) -> bool {
        self.regions[at] != Region::Plain
    }

    pub(super) fn region(&self, at: usize) -> Region {
        self.regions[at]
    }

    pub(super) fn is_argument(&self, at: usize) -> bool {
        self.regions[at] == Region::Arguments
    }

    /// Whether `name as other` there gives a macro another name.
    pub(super) fn is_in_use(&self, at: usize) -> bool {
        self.uses[at]
    }
}

/// Whether the names of the standard library's macros mean these macros.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Known,
    Nobody,
}

struct Macros<'s> {
    trust: Trust,
    defined: HashSet<&'s str>,
    renamed: HashSet<&'s str>,
}

impl<'s> Macros<'s> {
    fn of(tokens: &Tokens<'s>, trust: Trust) -> Self {
        let after = |at: usize, distance: usize| tokens.name(at + distance);
        let all = 0..tokens.len();
        Macros {
            trust,
            defined: all
                .clone()
                .filter(|&at| tokens.name(at) == Some("macro_rules") && tokens.is(at + 1, '!'))
                .filter_map(|at| after(at, 2))
                .collect(),
            renamed: all
                .filter(|&at| tokens.is_keyword(at, "as"))
                .filter_map(|at| after(at, 1))
                .collect(),
        }
    }

    /// Whether the macro of that name leaves what it is given where it is.
    fn is_known(&self, name: &str) -> bool {
        self.trust == Trust::Known
            && KNOWN_MACROS.contains(&name)
            && !self.defined.contains(name)
            && !self.renamed.contains(name)
    }

    /// Whether something is called that is neither known nor of the file's own. It is
    /// another macro's new name, or the file does not compile.
    fn calls_strangers(&self, tokens: &Tokens<'_>) -> bool {
        (0..tokens.len())
            .filter(|&at| tokens.is_call(at))
            .filter_map(|at| tokens.name(at))
            .any(|name| {
                let own = self.defined.contains(name) && !self.renamed.contains(name);
                !own && !self.is_known(name)
            })
    }

    fn regions(&self, tokens: &Tokens<'_>) -> Vec<Region> {
        let mut regions = vec![Region::Plain; tokens.len()];
        // Without rules of its own, a file has nothing that takes it apart.
        if self.defined.is_empty() && !has_rules(tokens) {
            return regions;
        }
        let mut open: Vec<(usize, Region)> = Vec::new();
        for (at, region) in regions.iter_mut().enumerate() {
            while open.last().is_some_and(|&(end, _)| end <= at) {
                open.pop();
            }
            *region = open.last().map_or(Region::Plain, |&(_, region)| region);
            if tokens.opens(at)
                && let Some(inside) = self.inside(tokens, at, *region)
            {
                open.push((tokens.close(at), inside));
            }
        }
        regions
    }

    /// What the group is that opens there, if it is another region than what is around.
    fn inside(&self, tokens: &Tokens<'_>, at: usize, around: Region) -> Option<Region> {
        let names_rules = |name: usize| tokens.name(name) == Some("macro_rules");
        if at >= 3 && tokens.is(at - 2, '!') && names_rules(at - 3) {
            return (around == Region::Plain).then_some(Region::Rules);
        }
        let name = tokens.name(at.checked_sub(2)?)?;
        // `$println!(…)` calls what `$println` stands for.
        let stays = self.is_known(name) && !(at >= 3 && is_inserted(tokens, at - 3));
        (tokens.is(at - 1, '!') && !stays).then_some(Region::Arguments)
    }
}

fn has_rules(tokens: &Tokens<'_>) -> bool {
    (0..tokens.len()).any(|at| tokens.name(at) == Some("macro_rules"))
}

/// Whether a macro can make a `use` item, or a macro, of a name that it is given.
fn renames(tokens: &Tokens<'_>, regions: &[Region]) -> bool {
    (0..tokens.len()).any(|at| {
        if tokens.name(at) == Some("macro_rules") {
            let is_definition = tokens.is(at + 1, '!') && tokens.name(at + 2).is_some();
            return !is_definition || regions[at] == Region::Arguments;
        }
        tokens.is_keyword(at, "use")
            && match regions[at] {
                Region::Plain => false,
                Region::Arguments => true,
                Region::Rules => (at + 1..tokens.len())
                    .take_while(|&next| !tokens.is(next, ';') && !tokens.is_keyword(next, "use"))
                    .any(|next| tokens.is(next, '$')),
            }
    })
}

fn is_loose_bang(tokens: &Tokens<'_>, regions: &[Region], at: usize) -> bool {
    if !tokens.is_bang(at) || at == 0 {
        return false;
    }
    match regions[at] {
        Region::Plain => false,
        Region::Arguments => true,
        // Behind `$name`, or behind what is repeated: `$($name)*`, `$($name)!*`.
        // And behind `$name word`, since `$name` may itself be the sign `$`.
        Region::Rules => {
            is_inserted(tokens, at - 1)
                || (tokens.name(at - 1).is_some() && at > 1 && is_inserted(tokens, at - 2))
        }
    }
}

/// Whether a macro's variable, or a repetition, ends there, or `$` stands there.
fn is_inserted(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is(at, '$')
        || (tokens.name(at).is_some() && tokens.is_variable(at))
        || matches!(tokens.kind(at), TokenClass::Sign(')' | '*' | '+' | '?'))
}

fn is_loose_hash(tokens: &Tokens<'_>, regions: &[Region], at: usize) -> bool {
    match (regions[at], tokens.kind(at)) {
        (Region::Arguments, TokenClass::Sign('#') | TokenClass::Doc) => true,
        (Region::Rules, TokenClass::Sign('#')) => {
            let open = if tokens.is(at + 1, '!') {
                at + 2
            } else {
                at + 1
            };
            if !tokens.is(open, '[') {
                return true;
            }
            match tokens.name(open + 1) {
                None => true,
                // Attributes stand in it.
                Some("cfg_attr") => (open..tokens.close(open))
                    .take_while(|&inner| !tokens.is(inner, '#'))
                    .any(|inner| tokens.is(inner, '$')),
                Some(name) => forbidden_attribute(name).is_some(),
            }
        }
        _ => false,
    }
}

fn uses(tokens: &Tokens<'_>) -> Vec<bool> {
    let mut inside = false;
    (0..tokens.len())
        .map(|at| {
            if tokens.begins_use(at) {
                inside = true;
            } else if tokens.is(at, ';') {
                inside = false;
            }
            inside
        })
        .collect()
}
