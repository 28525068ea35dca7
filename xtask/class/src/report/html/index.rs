//! The instructor's page. In: the class as a whole. Out: the class from the whole to the
//! details.

use maud::{Markup, html};
use xtask::style::{counted, number};

use crate::report::cell::{Cell, Tier};
use crate::report::html::{glance, part, proof, watch};
use crate::report::summary::Summary;
use crate::report::text;

/// All of the page's body.
pub(super) fn render(summary: &Summary) -> Markup {
    html! {
        header.top {
            h1 { (text::line(&summary.class.title, 120)) }
            p.lead {
                (counted(summary.rows.len() as u64, "student")) ", "
                (counted(summary.class.exercises.len() as u64, "exercise")) ", "
                (counted(summary.maximum() as u64, "part"))
            }
            (facts(summary))
            nav aria-label="Sections" {
                ul {
                    li { a href="#glance" { "At a glance" } }
                    li { a href="#exercises" { "Exercises" } }
                    li { a href="#findings" { "Common findings" } }
                    li { a href="#look" { "To look at" } }
                    li { a href="#proof" { "How it was graded" } }
                }
            }
        }
        main #main {
            section #glance aria-labelledby="glance-h" {
                h2 id="glance-h" { "At a glance" }
                (glance::render(summary))
            }
            section #exercises aria-labelledby="exercises-h" {
                h2 id="exercises-h" { "Exercises" }
                p.legend {
                    "The bar shows what became of each part; below it is what the solutions cost "
                    "that returned at the largest size, on a scale of factors. "
                    "Where several quantities have a budget, it is the one that most exceed."
                }
                @for (exercise, parts) in summary.class.exercises.iter().zip(&summary.distributions) {
                    (part::exercise(exercise, parts))
                }
            }
            (watch::findings(summary))
            (watch::look(summary))
        }
        (proof::footer(summary))
    }
}

/// The class in a few numbers.
fn facts(summary: &Summary) -> Markup {
    let count = |holds: &dyn Fn(&Cell) -> bool| summary.cells().filter(|c| holds(c)).count();
    let sent = count(&|cell| !matches!(cell, Cell::NotGraded | Cell::NotSent));
    let expected = summary.rows.len() * summary.class.exercises.len();
    let open = count(&|cell| cell.points().is_none());
    let tier = |tier: Tier| count(&|cell| cell.tier() >= tier);
    html! {
        dl.facts {
            (fact("sent", sent, &format!("of {} submissions", number(expected as u64))))
            (fact("all parts pass", tier(Tier::Pass), "submissions"))
            (fact("match the reference", tier(Tier::Reference), "submissions"))
            (fact("flags", summary.flags.len(), "to look at"))
            (fact("open", open, "broken or not graded"))
        }
    }
}

fn fact(name: &str, count: usize, what: &str) -> Markup {
    html! {
        div {
            dt { (name) }
            dd { b { (number(count as u64)) } span.sub { (what) } }
        }
    }
}
