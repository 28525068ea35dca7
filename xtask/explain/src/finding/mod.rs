//! From a site to advice. In: a [`Site`] and how it grows. Out: a [`Finding`]: what
//! it is in plain words, which chapter of the book is about it, and what to do.
//!
//! The rules are in `table.rs`, and what their conditions mean is in `rule.rs`. What no
//! rule matches gets no finding: nothing is guessed.

mod rule;
mod table;

use crate::growth::Growth;
use crate::profile::Cost;
use crate::site::Site;
use crate::{rate, words};

use rule::Rule;
use table::RULES;

/// What is said of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's name in JSON.
    pub rule: &'static str,
    /// What it is: "a `String` is cloned once per record".
    pub sentence: String,
    /// The chapter's file in `book/src`, and its best section:
    /// `ch03-string-trap.md#borrowing`.
    pub chapter: &'static str,
    /// What to do, in a sentence.
    pub remedy: &'static str,
}

/// The identifiers of all rules, in the order of the table.
pub fn rule_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}

/// The pages of the book that rules refer to, each with its section.
pub fn chapters() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.chapter)
}

/// What there is to say of a site. `growth` is unknown where a program was profiled
/// once; `item` is what the input is counted in.
pub fn find(site: &Site, growth: Option<Growth>, item: &str) -> Option<Finding> {
    let operation = site.operation?;
    let rule = RULES.iter().find(|rule| {
        rule.operations.contains(&operation.id)
            && rule.when.iter().all(|when| when.holds(site, growth))
    })?;
    Some(say(rule, &site.call, &site.cost, growth, item))
}

/// What the rule of this name says of a site that it was found to fit before: of a call
/// that costs so much and grows like that. None if there is no such rule any more.
pub fn again(
    rule: &str,
    call: &str,
    cost: &Cost,
    growth: Option<Growth>,
    item: &str,
) -> Option<Finding> {
    let rule = RULES.iter().find(|other| other.id == rule)?;
    Some(say(rule, call, cost, growth, item))
}

fn say(rule: &Rule, call: &str, cost: &Cost, growth: Option<Growth>, item: &str) -> Finding {
    let bytes = |count: u64| words::counted(count, "byte");
    Finding {
        rule: rule.id,
        sentence: rule
            .sentence
            .replace("{rate}", &rate::rate(growth, cost.blocks, item))
            .replace("{call}", called(call))
            .replace("{peak}", &bytes(cost.peak_bytes))
            .replace("{end}", &bytes(cost.end_bytes)),
        chapter: rule.chapter,
        remedy: rule.remedy,
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
