//! What a person should look at. In: who has what. Out: the findings of the class,
//! flags, what is broken, what is identical, and what was ignored.

use maud::{Markup, html};
use xtask::style::{counted, number};

use crate::report::html::scrolling;
use crate::report::names::Student;
use crate::report::patterns::{self, CommonFinding, Identical};
use crate::report::sheet::{Sheet, Standing};
use crate::report::{ExerciseInfo, Note, text, words};

/// How long a text in a table is, in characters.
const CELL: usize = 400;

/// What to teach again.
pub(super) fn findings(sheet: &Sheet) -> Markup {
    let findings = patterns::common_findings(sheet);
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
                (scrolling("Common findings", findings_table(sheet, &findings)))
            }
        }
    }
}

fn findings_table(sheet: &Sheet, findings: &[CommonFinding]) -> Markup {
    html! {
        table.prose {
            caption { "Findings by the number of students who have them" }
            thead {
                tr {
                    th.number scope="col" { "Students" span.sub { "of " (sheet.students.len()) } }
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
                            (prose(finding.sentence)) "."
                            span.sub { "To do: " (prose(finding.remedy)) "." }
                            code.rule { (text::line(finding.rule, 60)) }
                        }
                        td { (words::place(finding.chapter)) }
                        td { (finding.exercises.join(", ")) }
                    }
                }
            }
        }
    }
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
pub(super) fn look(sheet: &Sheet) -> Markup {
    html! {
        section #look aria-labelledby="look-h" {
            h2 id="look-h" { "To look at" }
            h3 { "Flagged" }
            (flags(sheet))
            h3 { "Broken" }
            (broken(sheet))
            h3 { "Identical submissions" }
            (identical(sheet))
            h3 { "Ignored" }
            (ignored(sheet))
        }
    }
}

fn link(student: &Student) -> Markup {
    html! {
        a href={ "students/" (student.file) ".html" } { bdi { (student.shown) } }
    }
}

fn flags(sheet: &Sheet) -> Markup {
    let flagged: Vec<_> = sheet
        .records()
        .filter(|(_, _, r)| !r.flags.is_empty())
        .collect();
    if flagged.is_empty() {
        return html! { p.quiet { "Nothing was flagged." } };
    }
    let table = html! {
        table.prose {
            caption { "A flag changes no points. Look, and judge." }
            thead {
                tr {
                    th scope="col" { "Student" }
                    th scope="col" { "Exercise" }
                    th scope="col" { "What was seen" }
                    th scope="col" { "Where" }
                }
            }
            tbody {
                @for (student, exercise, record) in flagged {
                    @for flag in &record.flags {
                        tr {
                            th scope="row" { (link(student)) }
                            td { (exercise.id) }
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
                }
            }
        }
    };
    scrolling("Flagged submissions", table)
}

fn broken(sheet: &Sheet) -> Markup {
    let broken: Vec<(&Student, &ExerciseInfo, &str)> = sheet
        .records()
        .filter_map(
            |(student, exercise, record)| match Standing::of(record, exercise) {
                Standing::Broken { message } => Some((student, exercise, message)),
                _ => None,
            },
        )
        .collect();
    if broken.is_empty() {
        return html! { p.quiet { "The grader failed nowhere." } };
    }
    let table = html! {
        table.prose {
            caption { "The grader failed here. It says nothing about the student." }
            thead {
                tr {
                    th scope="col" { "Student" }
                    th scope="col" { "Exercise" }
                    th scope="col" { "What failed" }
                }
            }
            tbody {
                @for (student, exercise, message) in broken {
                    tr {
                        th scope="row" { (link(student)) }
                        td { (exercise.id) }
                        td { pre { (text::message(message)) } }
                    }
                }
            }
        }
    };
    scrolling("Broken", table)
}

fn identical(sheet: &Sheet) -> Markup {
    let identical = patterns::identical(sheet);
    if identical.is_empty() {
        return html! { p.quiet { "No two files are the same." } };
    }
    html! {
        p.legend {
            "These files are the same byte for byte. There are many reasons for that: a starter "
            "that nobody changed is one, and work in a group another."
        }
        (scrolling("Identical submissions", identical_table(&identical)))
    }
}

fn identical_table(identical: &[Identical]) -> Markup {
    html! {
        table.prose {
            caption { "Files that several students sent" }
            thead {
                tr {
                    th scope="col" { "Exercise" }
                    th scope="col" { "SHA-256" }
                    th scope="col" { "Students" }
                }
            }
            tbody {
                @for group in identical {
                    tr {
                        th scope="row" { (group.exercise.id) }
                        td { code { (text::line(group.source, 12)) } }
                        td {
                            b { (group.students.len()) } ": "
                            @for (index, student) in group.students.iter().enumerate() {
                                @if index > 0 { ", " }
                                (link(student))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn ignored(sheet: &Sheet) -> Markup {
    let mut notes: Vec<&Note> = sheet.book.notes.iter().collect();
    notes.sort();
    html! {
        @if notes.is_empty() && sheet.strays == 0 {
            p.quiet { "Nothing was ignored." }
        } @else {
            ul.notes {
                @if sheet.strays > 0 {
                    li {
                        (counted(sheet.strays as u64, "record"))
                        " of no student or exercise of this class"
                    }
                }
                @for note in notes {
                    li {
                        @if let Some(name) = &note.student { (of_student(sheet, name)) ": " }
                        (prose(&note.what))
                    }
                }
            }
        }
    }
}

/// A student by name. Notes may be of somebody who is not in the class.
fn of_student(sheet: &Sheet, name: &str) -> Markup {
    match sheet.students.iter().find(|student| student.name == name) {
        Some(student) => link(student),
        None => html! { bdi { (Student::of(name).shown) } },
    }
}
