//! How it was graded. In: the class as a whole. Out: the foot of the page: behind what fence, by
//! which compiler, under which rules, from which seeds, within which limits.

use maud::{Markup, html};
use xtask::style::{counted, number};

use crate::report::class::Class;
use crate::report::proofs::{Proofs, RecordsByValue};
use crate::report::summary::Summary;
use crate::report::text;

/// So many seeds are listed; more are only counted.
const SEEDS: usize = 12;

/// The foot of the index.
pub(super) fn footer(summary: &Summary) -> Markup {
    let proofs = &summary.proofs;
    html! {
        footer #proof aria-labelledby="proof-h" {
            h2 id="proof-h" { "How it was graded" }
            dl.proof {
                dt { "Isolation" }
                dd {
                    (text::line(&summary.class.isolation, 300))
                    (other_isolation(summary.class, proofs))
                }
                dt { "Compiler" }
                dd { (listed(&proofs.toolchain)) }
                dt { "Rules" }
                dd { (listed(&proofs.policy)) }
                dt { "Exercises" }
                dd { (exercises(summary.class, proofs)) }
                dt { "Seeds" }
                dd { (seeds(proofs)) }
                dt { "Limits" }
                dd { (limits(proofs)) }
            }
        }
    }
}

/// What records say of their isolation, where it is not what the class's is.
fn other_isolation(class: &Class, proofs: &Proofs) -> Markup {
    let counts = &proofs.isolation;
    let alike = |isolation: &String| class.isolation.starts_with(isolation);
    if counts.len() == 1 && counts.keys().all(alike) {
        return Markup::default();
    }
    html! {
        @for (isolation, count) in counts {
            span.sub { (counted(*count as u64, "record")) ": " (text::line(isolation, 300)) }
        }
    }
}

/// One value, or several with the number of records that each is in.
fn listed(counts: &RecordsByValue) -> Markup {
    html! {
        @for (value, count) in counts {
            code { (text::line(value, 300)) }
            @if counts.len() > 1 { span.sub { (counted(*count as u64, "record")) } }
        }
        @if counts.is_empty() { "no record" }
    }
}

/// The hash of each exercise. More than one means that it changed meanwhile.
fn exercises(class: &Class, proofs: &Proofs) -> Markup {
    html! {
        @for (exercise, hashes) in class.exercises.iter().zip(&proofs.exercises) {
            @for hash in hashes {
                span.pair { (exercise.id) " " code { (text::line(hash, 12)) } }
            }
            @if hashes.len() > 1 { span.sub { (exercise.id) " changed between records" } }
        }
    }
}

fn seeds(proofs: &Proofs) -> Markup {
    let seeds = &proofs.seeds;
    let shown: Vec<String> = seeds.iter().take(SEEDS).map(u64::to_string).collect();
    html! {
        (shown.join(", "))
        @if seeds.len() > SEEDS { " and " (seeds.len() - SEEDS) " more; each record has its own" }
    }
}

fn limits(proofs: &Proofs) -> Markup {
    html! {
        @for limits in &proofs.limits {
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
