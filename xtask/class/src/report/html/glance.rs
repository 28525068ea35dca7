//! The class at a glance. In: who has what. Out: a table, a row for each student and a
//! column for each exercise.

use maud::{Markup, html};
use xtask::grade::Verdict;
use xtask::style::counted;

use crate::report::ExerciseInfo;
use crate::report::html::scrolling;
use crate::report::names::Student;
use crate::report::sheet::{Sheet, Standing, Tier};
use crate::report::words;

/// The table and what its marks mean.
pub(super) fn render(sheet: &Sheet) -> Markup {
    html! {
        (legend())
        (scrolling("Students and exercises", table(sheet)))
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

fn table(sheet: &Sheet) -> Markup {
    html! {
        table.glance {
            caption { "Points are the parts that pass." }
            thead {
                tr {
                    th scope="col" { "Student" }
                    th.number scope="col" { "Total" span.sub { "of " (sheet.maximum()) } }
                    @for exercise in &sheet.book.exercises {
                        th scope="col" {
                            a href={ "#" (exercise.id) } { (exercise.id) }
                            span.sub { (counted(exercise.parts.len() as u64, "part")) }
                        }
                    }
                }
            }
            tbody {
                @for student in &sheet.students { (row(sheet, student)) }
            }
            tfoot {
                (count_row(sheet, "All parts pass", Tier::Pass))
                (count_row(sheet, "All match the reference", Tier::Reference))
            }
        }
    }
}

fn row(sheet: &Sheet, student: &Student) -> Markup {
    html! {
        tr {
            th scope="row" {
                a href={ "students/" (student.file) ".html" } { bdi { (student.shown) } }
            }
            td.number.total {
                @match sheet.total(student) {
                    Some(total) => (total),
                    None => { span.none aria-hidden="true" { "–" } span.hidden { "open" } }
                }
            }
            @for exercise in &sheet.book.exercises { (cell(sheet, student, exercise)) }
        }
    }
}

fn cell(sheet: &Sheet, student: &Student, exercise: &ExerciseInfo) -> Markup {
    let standing = sheet.standing(student, exercise);
    let flagged = sheet
        .record(student, exercise)
        .is_some_and(|record| !record.flags.is_empty());
    html! {
        td {
            (points(&standing, exercise))
            @if flagged { " " span.word.flag { "flag" } }
        }
    }
}

/// The points with a mark for each part, or why there are none.
pub(super) fn points(standing: &Standing, exercise: &ExerciseInfo) -> Markup {
    html! {
        @match standing {
            Standing::NotGraded => { span.word.open { "not graded" } }
            Standing::Broken { .. } => { span.word.broken { "broken" } }
            Standing::NotSent => { b { "0" } " " span.word.unsent { "not sent" } }
            Standing::Graded { verdict, parts, .. } => {
                @if parts.iter().all(|(_, part)| part.is_none()) {
                    b { "0" } " " span.word.failed { (words::verdict(*verdict)) }
                } @else {
                    b { (standing.points().unwrap_or_default()) }
                    span.of { "/" (exercise.parts.len()) }
                    " "
                    (marks(standing))
                }
            }
        }
    }
}

fn marks(standing: &Standing) -> Markup {
    let Standing::Graded { parts, .. } = standing else {
        return Markup::default();
    };
    html! {
        span.marks aria-hidden="true" {
            @for (_, part) in parts {
                @match part {
                    Some(part) if part.verdict == Verdict::Pass && part.matches_reference => {
                        span.mark.reference { "◆" }
                    }
                    Some(part) if part.verdict == Verdict::Pass => { span.mark.pass { "●" } }
                    _ => { span.mark.fail { "○" } }
                }
            }
        }
        @if standing.tier() == Tier::Reference {
            span.hidden { "matches the reference" }
        }
    }
}

/// How many students reach a tier, by exercise.
fn count_row(sheet: &Sheet, name: &str, tier: Tier) -> Markup {
    let reaching = |exercise: &ExerciseInfo| {
        sheet
            .students
            .iter()
            .filter(|student| {
                let Some(record) = sheet.record(student, exercise) else {
                    return false;
                };
                Standing::of(record, exercise).tier() >= tier
            })
            .count()
    };
    html! {
        tr {
            th scope="row" { (name) }
            td {}
            @for exercise in &sheet.book.exercises {
                td { b { (reaching(exercise)) } span.of { " of " (sheet.students.len()) } }
            }
        }
    }
}
