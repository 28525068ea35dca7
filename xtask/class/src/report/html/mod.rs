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
mod page;
mod part;
mod plot;
mod proof;
mod student;
mod watch;

use maud::html;

use crate::report::html::page::{page, title};
use crate::report::sheet::Sheet;
use crate::report::summary::Summary;

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
