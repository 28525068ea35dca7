//! The class at a glance. In: the class as a whole. Out: a table, a row for each student and a
//! column for each exercise.

use maud::{Markup, html};
use xtask::style::counted;

use crate::report::cell::{Cell, Mark, Tier};
use crate::report::html::page::scrolling;
use crate::report::summary::{Row, Summary};
use crate::report::words;

/// The table and what its marks mean.
pub(super) fn render(summary: &Summary) -> Markup {
    html! {
        (legend())
        (scrolling("Students and exercises", table(summary)))
    }
}

fn legend() -> Markup {
    html! {
        p.legend {
            "One mark for each part: "
            span { span.mark.reference { "◆" } " passes and matches the reference" }
            span { span.mark.pass { "●" } " passes" }
            span { span.mark.fail { "○" } " does not pass" }
            span { span.none { "–" } " no points, because nobody knows: "
                span.word.broken { "broken" } " or " span.word.open { "not graded" } }
            span { span.word.flag { "flag" } " something to look at" }
        }
    }
}

fn table(summary: &Summary) -> Markup {
    html! {
        table.glance {
            caption { "Points are the parts that pass." }
            thead {
                tr {
                    th scope="col" { "Student" }
                    th.number scope="col" { "Total" span.sub { "of " (summary.maximum()) } }
                    @for exercise in &summary.class.exercises {
                        th scope="col" {
                            a href={ "#" (exercise.id) } { (exercise.id) }
                            span.sub { (counted(exercise.parts.len() as u64, "part")) }
                        }
                    }
                }
            }
            tbody {
                @for student in &summary.rows { (row(student)) }
            }
            tfoot {
                (count_row(summary, "All parts pass", Tier::Pass))
                (count_row(summary, "All match the reference", Tier::Reference))
            }
        }
    }
}

fn row(row: &Row) -> Markup {
    let student = row.student;
    html! {
        tr {
            th scope="row" {
                a href={ "students/" (student.file) ".html" } { bdi { (student.shown) } }
            }
            td.number.total {
                @match row.total() {
                    Some(total) => (total),
                    None => { span.none aria-hidden="true" { "–" } span.hidden { "open" } }
                }
            }
            @for (cell, flags) in row.cells.iter().zip(&row.flags) {
                td {
                    (points(cell))
                    @if *flags > 0 { " " span.word.flag { "flag" } }
                }
            }
        }
    }
}

/// The points with a mark for each part, or why there are none.
pub(super) fn points(cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::NotGraded => { span.word.open { "not graded" } }
            Cell::Broken => { span.word.broken { "broken" } }
            Cell::NotSent => { b { "0" } " " span.word.unsent { "not sent" } }
            Cell::Graded { verdict, marks } => {
                @if marks.iter().all(|mark| *mark == Mark::NotRun) {
                    b { "0" } " " span.word.failed { (words::verdict(*verdict)) }
                } @else {
                    b { (cell.points().unwrap_or_default()) }
                    span.of { "/" (marks.len()) }
                    " "
                    (shown(marks))
                    @if cell.tier() == Tier::Reference {
                        span.hidden { "matches the reference" }
                    }
                }
            }
        }
    }
}

fn shown(marks: &[Mark]) -> Markup {
    html! {
        span.marks aria-hidden="true" {
            @for mark in marks {
                @match mark {
                    Mark::Reference => { span.mark.reference { "◆" } }
                    Mark::Pass => { span.mark.pass { "●" } }
                    Mark::Fail | Mark::NotRun => { span.mark.fail { "○" } }
                }
            }
        }
    }
}

/// How many students reach a tier, by exercise.
fn count_row(summary: &Summary, name: &str, tier: Tier) -> Markup {
    let reaching = |exercise: usize| {
        let reaches = |row: &&Row| row.cells[exercise].tier() >= tier;
        summary.rows.iter().filter(reaches).count()
    };
    html! {
        tr {
            th scope="row" { (name) }
            td {}
            @for exercise in 0..summary.class.exercises.len() {
                td { b { (reaching(exercise)) } span.of { " of " (summary.rows.len()) } }
            }
        }
    }
}
