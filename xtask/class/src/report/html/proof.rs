//! How it was graded. In: who has what. Out: the foot of the page: behind what fence, by
//! which compiler, under which rules, from which seeds, within which limits.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use xtask::style::{counted, number};

use crate::record::{Limits, Proof};
use crate::report::sheet::Sheet;
use crate::report::text;

/// So many seeds are listed; more are only counted.
const SEEDS: usize = 12;

/// The foot of the index.
pub(super) fn footer(sheet: &Sheet) -> Markup {
    let proofs: Vec<&Proof> = sheet
        .records()
        .map(|(_, _, record)| &record.proof)
        .collect();
    html! {
        footer #proof aria-labelledby="proof-h" {
            h2 id="proof-h" { "How it was graded" }
            dl.proof {
                dt { "Isolation" }
                dd {
                    (text::line(&sheet.book.isolation, 300))
                    (other_isolation(sheet, &proofs))
                }
                dt { "Compiler" }
                dd { (listed(&counts(&proofs, |proof| &proof.toolchain))) }
                dt { "Rules" }
                dd { (listed(&counts(&proofs, |proof| &proof.policy))) }
                dt { "Exercises" }
                dd { (exercises(sheet)) }
                dt { "Seeds" }
                dd { (seeds(&proofs)) }
                dt { "Limits" }
                dd { (limits(&proofs)) }
            }
        }
    }
}

/// What records say of their isolation, where it is not what the class's is.
fn other_isolation(sheet: &Sheet, proofs: &[&Proof]) -> Markup {
    let counts = counts(proofs, |proof| &proof.isolation);
    let alike = |isolation: &&str| sheet.book.isolation.starts_with(isolation);
    if counts.len() == 1 && counts.keys().all(alike) {
        return Markup::default();
    }
    html! {
        @for (isolation, count) in counts {
            span.sub { (counted(count as u64, "record")) ": " (text::line(isolation, 300)) }
        }
    }
}

fn counts<'a>(proofs: &[&'a Proof], of: fn(&Proof) -> &String) -> BTreeMap<&'a str, usize> {
    let mut counts = BTreeMap::new();
    for proof in proofs {
        *counts.entry(of(proof).as_str()).or_default() += 1;
    }
    counts
}

/// One value, or several with the number of records that each is in.
fn listed(counts: &BTreeMap<&str, usize>) -> Markup {
    html! {
        @for (value, count) in counts {
            code { (text::line(value, 300)) }
            @if counts.len() > 1 { span.sub { (counted(*count as u64, "record")) } }
        }
        @if counts.is_empty() { "no record" }
    }
}

/// The hash of each exercise. More than one means that it changed meanwhile.
fn exercises(sheet: &Sheet) -> Markup {
    html! {
        @for exercise in &sheet.book.exercises {
            @let hashes: BTreeSet<&str> = sheet
                .records()
                .filter(|(_, of, _)| *of == exercise)
                .map(|(_, _, record)| record.proof.exercise.as_str())
                .collect();
            @for hash in &hashes {
                span.pair { (exercise.id) " " code { (text::line(hash, 12)) } }
            }
            @if hashes.len() > 1 { span.sub { (exercise.id) " changed between records" } }
        }
    }
}

fn seeds(proofs: &[&Proof]) -> Markup {
    let seeds: BTreeSet<u64> = proofs.iter().map(|proof| proof.seed).collect();
    let shown: Vec<String> = seeds.iter().take(SEEDS).map(u64::to_string).collect();
    html! {
        (shown.join(", "))
        @if seeds.len() > SEEDS { " and " (seeds.len() - SEEDS) " more; each record has its own" }
    }
}

fn limits(proofs: &[&Proof]) -> Markup {
    let mut all: Vec<Limits> = Vec::new();
    for proof in proofs {
        if !all.contains(&proof.limits) {
            all.push(proof.limits);
        }
    }
    all.sort_by_key(|limits| {
        (
            limits.run_seconds,
            limits.run_memory,
            limits.run_output,
            limits.compile_seconds,
            limits.compile_memory,
        )
    });
    html! {
        @for limits in all {
            span.block {
                "A window: " (counted(limits.run_seconds, "second")) ", "
                (counted(limits.run_memory, "byte")) " of live heap, "
                (counted(limits.run_output, "byte")) " of output. A compilation: "
                (counted(limits.compile_seconds, "second")) ", "
                (number(limits.compile_memory)) " bytes of address space."
            }
        }
    }
}
