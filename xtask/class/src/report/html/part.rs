//! A part in the class. In: what became of it. Out: a card with a bar, a picture of what
//! was counted, and a table of the same.

use maud::{Markup, html};
use xtask::style::number;

use crate::report::class::{ExerciseInfo, PartInfo};
use crate::report::distribution::{Distribution, Group, Measure, StudentCount};
use crate::report::html::page::scrolling;
use crate::report::html::plot;
use crate::report::words;

/// From here on, a table shows ranges of counts.
const MOST_ROWS: usize = 24;

/// An exercise with a card for each part.
pub(super) fn exercise(exercise: &ExerciseInfo, distributions: &[Distribution]) -> Markup {
    html! {
        section.exercise id=(exercise.id) aria-labelledby={ (exercise.id) "-h" } {
            h3 id={ (exercise.id) "-h" } {
                span.id { (exercise.id) } " " (exercise.title)
            }
            div.cards {
                @for (index, (part, of_it)) in exercise.parts.iter().zip(distributions).enumerate() {
                    (card(exercise, part, index, of_it))
                }
            }
        }
    }
}

fn card(
    exercise: &ExerciseInfo,
    part: &PartInfo,
    index: usize,
    distribution: &Distribution,
) -> Markup {
    let id = format!("{}-{index}", exercise.id);
    html! {
        article.card aria-labelledby={ (id) "-h" } {
            h4 id={ (id) "-h" } { (part.name) }
            p.task { (part.task) }
            (plot::bar(&distribution.groups))
            ul.groups {
                @for (group, count) in &distribution.groups {
                    li {
                        svg.swatch viewBox="0 0 12 12" aria-hidden="true" {
                            rect class=(plot::class(*group)) x="0.5" y="0.5" width="11"
                                height="11" rx="2" {}
                        }
                        b { (count) } " " (group_name(*group))
                        @if *group == Group::Failed { span.sub { (failures(distribution)) } }
                    }
                }
            }
            @match distribution.measure() {
                Some(measure) => (measured(&measure, &id, part)),
                None => p.quiet { "Nothing was weighed: only answers count here, or nobody's \
                                   function returned." }
            }
        }
    }
}

fn group_name(group: Group) -> &'static str {
    match group {
        Group::Reference => "match the reference",
        Group::Pass => "pass",
        Group::OverBudget => "over budget",
        Group::Failed => "failed",
        Group::NotSent => "not sent",
        Group::Open => "broken or not graded",
    }
}

fn failures(distribution: &Distribution) -> String {
    let failures: Vec<String> = distribution
        .failures
        .iter()
        .map(|(verdict, count)| format!("{count} {}", words::verdict(*verdict)))
        .collect();
    format!(" ({})", failures.join(", "))
}

fn measured(measure: &Measure, id: &str, part: &PartInfo) -> Markup {
    let name = plot::name(measure, &part.item);
    html! {
        figure {
            figcaption {
                b { (capitalised(&name)) }
                span.sub {
                    (measure.students()) " who returned, up to " (plot::tallest(measure))
                    " in a bar; hatched: over budget"
                }
            }
            (plot::histogram(measure, id, &part.item))
            details {
                summary { "As a table" span.hidden { ": " (exercise_name(id)) " " (part.name) } }
                (scrolling(&format!("{}: {name}", part.name), table(measure)))
            }
        }
    }
}

/// The exercise in the id of a card.
fn exercise_name(id: &str) -> &str {
    id.rsplit_once('-').map_or(id, |(exercise, _)| exercise)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn table(measure: &Measure) -> Markup {
    html! {
        table {
            caption {
                @if let Some((low, high)) = measure.reference {
                    "Reference " (plot::span(low, high)) ". "
                }
                @if let Some((low, high)) = measure.allowed {
                    "Allowed " (plot::span(low, high)) "."
                }
            }
            thead {
                tr {
                    th.number scope="col" { (capitalised(&measure.quantity.to_string())) }
                    th.number scope="col" { "Within budget" }
                    th.number scope="col" { "Over budget" }
                }
            }
            tbody {
                @for (low, high, count) in rows(measure) {
                    tr {
                        th.number scope="row" { (plot::span(low, high)) }
                        td.number { (number(count.within as u64)) }
                        td.number { (number(count.over as u64)) }
                    }
                }
            }
        }
    }
}

/// The counts, or ranges of them with about as many different counts in each.
fn rows(measure: &Measure) -> Vec<(u64, u64, StudentCount)> {
    let values: Vec<(u64, StudentCount)> = measure.values.iter().map(|(v, t)| (*v, *t)).collect();
    let each = values.len().div_ceil(MOST_ROWS).max(1);
    values
        .chunks(each)
        .map(|chunk| {
            let mut count = StudentCount::default();
            chunk.iter().for_each(|(_, more)| count.add(*more));
            (chunk[0].0, chunk[chunk.len() - 1].0, count)
        })
        .collect()
}
