//! From a site to advice. In: a [`Site`], how it grows, and what it is charged for. Out: a
//! [`Finding`]: what it is in plain words, which chapter of the book is about it, and what
//! to do.
//!
//! What the author of an exercise foresaw comes first: [`Mistake`]. The rules for all else
//! are in `table.rs`, and what their conditions mean is in `rule.rs`. What nothing matches
//! gets no finding: nothing is guessed.

mod about;
mod charge;
mod mistake;
mod rule;
mod table;

use crate::growth::Growth;
use crate::profile::Cost;
use crate::site::Site;
use crate::{rate, words};

pub use about::{About, Excess};
pub use charge::Charge;
pub use mistake::Mistake;
use rule::Rule;
use table::RULES;

/// What is said of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name in JSON of the rule, or of the mistake.
    pub rule: String,
    /// What it is: "a `String` is cloned once per record".
    pub sentence: String,
    /// The chapter's file in `book/src`, and its best section:
    /// `ch03-string-trap.md#borrowing`.
    pub chapter: String,
    /// What to do, in a sentence.
    pub remedy: String,
}

/// What is said, before it is about a certain site.
struct Saying<'a> {
    name: &'a str,
    sentence: &'a str,
    chapter: &'a str,
    remedy: &'a str,
}

/// The identifiers of all rules, in the order of the table.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}

/// The pages of the book that rules refer to, each with its section.
pub fn chapters() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.chapter)
}

/// What there is to say of a site. `growth` is unknown where a program was profiled once.
pub fn find(site: &Site, growth: Option<Growth>, about: &About<'_>) -> Option<Finding> {
    if !about.asks_for(site) {
        return None;
    }
    let mistake = about
        .mistakes
        .iter()
        .find(|mistake| mistake.fits(site, about.charge));
    let rule = || {
        let operation = site.operation?;
        let fits = |rule: &&Rule| {
            rule.operations.contains(&operation.id) && rule.holds(site, growth, about)
        };
        RULES.iter().find(fits).map(Rule::saying)
    };
    let saying = mistake.map(Mistake::saying).or_else(rule)?;
    Some(saying.of(&site.call, &site.cost, growth, about))
}

/// What the rule or the mistake of this name says of a site that it was found to fit
/// before: of a call that costs so much and grows like that. None if there is no such rule
/// any more.
pub fn again(
    name: &str,
    call: &str,
    cost: &Cost,
    growth: Option<Growth>,
    about: &About<'_>,
) -> Option<Finding> {
    let mistake = about.mistakes.iter().find(|mistake| mistake.name == name);
    let rule = || RULES.iter().find(|rule| rule.id == name).map(Rule::saying);
    let saying = mistake.map(Mistake::saying).or_else(rule)?;
    Some(saying.of(call, cost, growth, about))
}

impl Saying<'_> {
    fn of(&self, call: &str, cost: &Cost, growth: Option<Growth>, about: &About<'_>) -> Finding {
        let bytes = |count: u64| words::counted(count, "byte");
        Finding {
            rule: self.name.to_owned(),
            sentence: self
                .sentence
                .replace(
                    "{rate}",
                    &rate::rate(growth, cost.blocks, about.items, about.item),
                )
                .replace("{call}", called(call))
                .replace("{made}", &bytes(cost.bytes))
                .replace("{peak}", &bytes(cost.peak_bytes))
                .replace("{end}", &bytes(cost.end_bytes)),
            chapter: self.chapter.to_owned(),
            remedy: self.remedy.to_owned(),
        }
    }
}

impl Rule {
    fn saying(&self) -> Saying<'static> {
        Saying {
            name: self.id,
            sentence: self.sentence,
            chapter: self.chapter,
            remedy: self.remedy,
        }
    }
}

impl Mistake {
    fn saying(&self) -> Saying<'_> {
        Saying {
            name: &self.name,
            sentence: &self.says,
            chapter: &self.section,
            remedy: &self.remedy,
        }
    }
}

/// A function's name as it is written in a program.
fn called(call: &str) -> &str {
    match call {
        "from" => "String::from",
        call => call,
    }
}

#[cfg(test)]
mod tests {
    use super::rule::When;
    use super::*;
    use crate::operation::OPERATIONS;
    use std::collections::HashSet;

    #[test]
    fn every_rule_is_about_a_known_operation() {
        let known: HashSet<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
        let mut seen = HashSet::new();
        for rule in RULES {
            assert!(seen.insert(rule.id), "two rules: {}", rule.id);
            for operation in rule.operations {
                assert!(known.contains(operation), "{}: {operation}", rule.id);
            }
            for when in rule.when {
                if let When::Beside(id) = when {
                    assert!(known.contains(id), "{}: {id}", rule.id);
                }
            }
        }
    }

    #[test]
    fn a_rule_does_not_hide_behind_a_wider_one() {
        for (at, rule) in RULES.iter().enumerate() {
            for before in &RULES[..at] {
                let covers = |operation| before.operations.contains(operation);
                let wider = rule.operations.iter().all(covers)
                    && before.when.iter().all(|when| rule.when.contains(when));
                assert!(
                    !wider,
                    "{} is never reached, because of {}",
                    rule.id, before.id
                );
            }
        }
    }
}
