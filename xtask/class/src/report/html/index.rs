//! The instructor's page. In: who has what. Out: the class from the whole to the
//! details.

use maud::{Markup, html};
use xtask::style::{counted, number};

use crate::record::Outcome;
use crate::report::html::{glance, part, proof, watch};
use crate::report::sheet::{Sheet, Tier};
use crate::report::text;

/// All of the page's body.
pub(super) fn render(sheet: &Sheet) -> Markup {
    html! {
        header.top {
            h1 { (text::line(&sheet.book.title, 120)) }
            p.lead {
                (counted(sheet.students.len() as u64, "student")) ", "
                (counted(sheet.book.exercises.len() as u64, "exercise")) ", "
                (counted(sheet.maximum() as u64, "part"))
            }
            (facts(sheet))
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
                (glance::render(sheet))
            }
            section #exercises aria-labelledby="exercises-h" {
                h2 id="exercises-h" { "Exercises" }
                p.legend {
                    "The bar shows what became of each part; below it is what the solutions cost "
                    "that returned at the largest size, on a scale of factors. "
                    "Where several quantities have a budget, it is the one that most exceed."
                }
                @for exercise in &sheet.book.exercises { (part::exercise(sheet, exercise)) }
            }
            (watch::findings(sheet))
            (watch::look(sheet))
        }
        (proof::footer(sheet))
    }
}

/// The class in a few numbers.
fn facts(sheet: &Sheet) -> Markup {
    let count = |holds: fn(&Outcome) -> bool| {
        sheet
            .records()
            .filter(|(_, _, record)| holds(&record.outcome))
            .count()
    };
    let sent = count(|outcome| !matches!(outcome, Outcome::NotSent));
    let expected = sheet.students.len() * sheet.book.exercises.len();
    let open = sheet
        .students
        .iter()
        .flat_map(|student| sheet.book.exercises.iter().map(move |e| (student, e)))
        .filter(|(student, exercise)| sheet.standing(student, exercise).points().is_none())
        .count();
    let tier = |tier: Tier| {
        let reaches =
            |(student, exercise): &(&_, &_)| sheet.standing(student, exercise).tier() >= tier;
        sheet
            .students
            .iter()
            .flat_map(|student| sheet.book.exercises.iter().map(move |e| (student, e)))
            .filter(reaches)
            .count()
    };
    let flags: usize = sheet
        .students
        .iter()
        .map(|student| sheet.flags(student))
        .sum();
    html! {
        dl.facts {
            (fact("sent", sent, &format!("of {} submissions", number(expected as u64))))
            (fact("all parts pass", tier(Tier::Pass), "submissions"))
            (fact("match the reference", tier(Tier::Reference), "submissions"))
            (fact("flags", flags, "to look at"))
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
