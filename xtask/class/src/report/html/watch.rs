//! What a person should look at. In: the class as a whole. Out: the findings of the class,
//! flags, what is broken, what is identical, and what was ignored.

use maud::{Markup, html};
use xtask::style::number;

use crate::ledger::members::Note;
use crate::report::html::page::{prose_table, scrolling};
use crate::report::names::Student;
use crate::report::patterns::{CommonFinding, Identical};
use crate::report::summary::{At, Summary};
use crate::report::{text, words};

/// How long a text in a table is, in characters.
const CELL: usize = 400;

/// What to teach again.
pub(super) fn findings(summary: &Summary) -> Markup {
    let findings = summary.findings.common();
    html! {
        section #findings aria-labelledby="findings-h" {
            h2 id="findings-h" { "Common findings" }
            @if findings.is_empty() {
                p.quiet { "No finding: nothing that was graded and failed has a receipt." }
            } @else {
                p.legend {
                    "What to teach again: why solutions cost too much, the most common reason "
                    "first, and where the book is about it."
                }
                (scrolling("Common findings", findings_table(summary, &findings)))
            }
        }
    }
}

fn findings_table(summary: &Summary, findings: &[CommonFinding]) -> Markup {
    html! {
        table.prose {
            caption { "Findings by the number of students who have them" }
            thead {
                tr {
                    th.number scope="col" { "Students" span.sub { "of " (summary.rows.len()) } }
                    th scope="col" { "Finding" }
                    th scope="col" { "Read" }
                    th scope="col" { "Exercises" }
                }
            }
            tbody {
                @for finding in findings {
                    tr {
                        td.number { b { (number(finding.students as u64)) } }
                        th scope="row" {
                            (prose(&finding.said.sentence)) "."
                            span.sub { "To do: " (prose(&finding.said.remedy)) "." }
                            code.rule { (text::line(finding.rule, 60)) }
                        }
                        td { (words::place(&finding.said.chapter)) }
                        td { (ids(summary, finding)) }
                    }
                }
            }
        }
    }
}

fn ids(summary: &Summary, finding: &CommonFinding) -> String {
    let exercises = finding.exercises.iter();
    let ids: Vec<&str> = exercises
        .map(|e| summary.class.exercises[*e].id.as_str())
        .collect();
    ids.join(", ")
}

/// A sentence in which what stands between backticks is code.
pub(super) fn prose(sentence: &str) -> Markup {
    let sentence = text::line(sentence, CELL);
    let pieces: Vec<&str> = sentence.split('`').collect();
    // An odd number of backticks is no code.
    if pieces.len().is_multiple_of(2) {
        return html! { (sentence) };
    }
    html! {
        @for (index, piece) in pieces.iter().enumerate() {
            @if index % 2 == 1 { code { (piece) } } @else { (piece) }
        }
    }
}

/// Flags, broken ones, identical ones, and what was ignored.
pub(super) fn look(summary: &Summary) -> Markup {
    html! {
        section #look aria-labelledby="look-h" {
            h2 id="look-h" { "To look at" }
            h3 { "Flagged" }
            (flags(summary))
            h3 { "Broken" }
            (broken(summary))
            h3 { "Identical submissions" }
            (identical(summary))
            h3 { "Ignored" }
            (ignored(summary))
        }
    }
}

fn link(student: &Student) -> Markup {
    html! {
        a href={ "students/" (student.file) ".html" } { bdi { (student.shown) } }
    }
}

fn flags(summary: &Summary) -> Markup {
    if summary.flags.is_empty() {
        return html! { p.quiet { "Nothing was flagged." } };
    }
    let rows = html! {
        @for At { row, exercise, what: flag } in &summary.flags {
            tr {
                th scope="row" { (link(summary.rows[*row].student)) }
                td { (summary.class.exercises[*exercise].id) }
                td {
                    code.rule { (text::line(&flag.kind, 60)) }
                    " " (prose(&flag.what))
                }
                td {
                    @if let Some((line, source)) = &flag.line {
                        span.line { "line " (line) }
                        code.source { (text::code(source, 160)) }
                    }
                }
            }
        }
    };
    let heads = ["Student", "Exercise", "What was seen", "Where"];
    let table = prose_table("A flag changes no points. Look, and judge.", &heads, rows);
    scrolling("Flagged submissions", table)
}

fn broken(summary: &Summary) -> Markup {
    if summary.broken.is_empty() {
        return html! { p.quiet { "The grader failed nowhere." } };
    }
    let rows = html! {
        @for At { row, exercise, what: message } in &summary.broken {
            tr {
                th scope="row" { (link(summary.rows[*row].student)) }
                td { (summary.class.exercises[*exercise].id) }
                td { pre { (message) } }
            }
        }
    };
    let caption = "The grader failed here. It says nothing about the student.";
    let heads = ["Student", "Exercise", "What failed"];
    scrolling("Broken", prose_table(caption, &heads, rows))
}

fn identical(summary: &Summary) -> Markup {
    let identical: Vec<Identical> = summary.sources.identical().collect();
    if identical.is_empty() {
        return html! { p.quiet { "No two files are the same." } };
    }
    let rows = html! {
        @for group in &identical {
            tr {
                th scope="row" { (summary.class.exercises[group.exercise].id) }
                td { code { (text::line(group.source, 12)) } }
                td {
                    b { (group.rows.len()) } ": "
                    @for (index, row) in group.rows.iter().enumerate() {
                        @if index > 0 { ", " }
                        (link(summary.rows[*row].student))
                    }
                }
            }
        }
    };
    let heads = ["Exercise", "SHA-256", "Students"];
    let table = prose_table("Files that several students sent", &heads, rows);
    html! {
        p.legend {
            "These files are the same byte for byte. There are many reasons for that: a starter "
            "that nobody changed is one, and work in a group another."
        }
        (scrolling("Identical submissions", table))
    }
}

fn ignored(summary: &Summary) -> Markup {
    let mut notes: Vec<&Note> = summary.class.notes.iter().collect();
    notes.sort();
    html! {
        @if notes.is_empty() {
            p.quiet { "Nothing was ignored." }
        } @else {
            ul.notes {
                @for note in notes {
                    li {
                        @if let Some(name) = &note.student { (of_student(summary, name)) ": " }
                        (prose(&note.what))
                    }
                }
            }
        }
    }
}

/// A student by name. Notes may be of somebody who is not in the class.
fn of_student(summary: &Summary, name: &str) -> Markup {
    match summary.rows.iter().find(|row| row.student.name == name) {
        Some(row) => link(row.student),
        None => html! { bdi { (Student::of(name).shown) } },
    }
}
