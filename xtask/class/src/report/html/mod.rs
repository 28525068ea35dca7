//! Pages for people. In: the class as a whole, or what one student has. Out:
//! `index.html`, which is for the instructor,
//! and a page for each student.
//!
//! Pages stand alone: no script, no font, no picture from elsewhere. A student's page
//! holds no flags, no seed and no other student's name, so it can be handed out.
//!
//! Everything that a stranger wrote goes through `maud`, which escapes it, and before
//! that through `report::text`. Only the style sheet is not escaped.

mod glance;
mod index;
mod part;
mod plot;
mod proof;
mod student;
mod watch;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::sheet::Sheet;
use crate::report::summary::Summary;
use crate::report::{Class, text};

const STYLE: &str = include_str!("style.css");

/// What browsers may load for a page: nothing but its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// The instructor's page.
pub(super) fn index_page(summary: &Summary) -> String {
    page(
        &title(summary.class),
        html! {
            (plot::patterns())
            (index::render(summary))
        },
    )
}

/// A student's page.
pub(super) fn student_page(sheet: &Sheet) -> String {
    page(
        &format!("{} – {}", sheet.student.shown, title(sheet.class)),
        student::render(sheet),
    )
}

fn title(class: &Class) -> String {
    text::line(&class.title, 120)
}

fn page(title: &str, body: Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the results" }
                (body)
            }
        }
    }
    .into_string()
}

/// A table that scrolls in its own box, and by the keyboard.
fn scrolling(label: &str, table: Markup) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label=(label) { (table) }
    }
}
