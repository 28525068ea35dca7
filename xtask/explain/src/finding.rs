//! From a site to advice. In: a [`Site`] and how it grows. Out: a [`Finding`]: what
//! it is in plain words, which chapter of the book is about it, and what to do.
//!
//! The rules are a table. What no rule matches gets no finding: nothing is guessed.

use crate::growth::Growth;
use crate::site::Site;

/// What is said of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name in JSON.
    pub rule: &'static str,
    /// What it is: "a `String` is cloned once per record".
    pub sentence: String,
    /// The chapter's file in `book/src`: `ch03-string-trap.md`.
    pub chapter: &'static str,
    /// What to do, in a sentence.
    pub remedy: &'static str,
}

/// A line of the table.
#[derive(Debug)]
struct Rule {
    /// The operation that it is about.
    operation: &'static str,
    /// How the site grows.
    when: When,
    /// Its name in JSON.
    id: &'static str,
    /// The sentence; `{rate}` becomes "once per record".
    sentence: &'static str,
    chapter: &'static str,
    remedy: &'static str,
}

/// A kind of growth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// Whatever the growth, also where it is unknown.
    Always,
    /// With the number of items.
    PerItem,
}

static RULES: &[Rule] = &[Rule {
    operation: "string-clone",
    when: When::PerItem,
    id: "string-clone-per-item",
    sentence: "a `String` is cloned {rate}",
    chapter: "ch05-sharing.md",
    remedy: "borrow it, or share it by `Rc`",
}];

/// What there is to say of a site. `growth` is unknown where a program was profiled
/// once; `item` is what the input is counted in.
pub fn find(site: &Site, growth: Option<Growth>, item: &str) -> Option<Finding> {
    let operation = site.operation?;
    let rule = RULES
        .iter()
        .find(|rule| rule.operation == operation.id && rule.when.holds(growth))?;
    let rate = match growth {
        Some(Growth::PerItem { each, .. }) => format!("{each:.1} times per {item}"),
        _ => String::new(),
    };
    Some(Finding {
        rule: rule.id,
        sentence: rule.sentence.replace("{rate}", &rate),
        chapter: rule.chapter,
        remedy: rule.remedy,
    })
}

impl When {
    fn holds(self, growth: Option<Growth>) -> bool {
        match self {
            When::Always => true,
            When::PerItem => matches!(growth, Some(Growth::PerItem { .. })),
        }
    }
}
