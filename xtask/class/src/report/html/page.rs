//! What all pages have around them. In: a title and a body. Out: a page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::report::class::Class;
use crate::report::text;

const STYLE: &str = include_str!("style.css");

/// What browsers may load for a page: nothing but its own style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";

/// What pages call the class.
pub(super) fn title(class: &Class) -> String {
    text::line(&class.title, 120)
}

/// A page with this body.
pub(super) fn page(title: &str, body: Markup) -> String {
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

/// A table of texts.
pub(super) fn prose_table(caption: &str, heads: &[&str], rows: Markup) -> Markup {
    html! {
        table.prose {
            caption { (caption) }
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody { (rows) }
        }
    }
}

/// A table that scrolls in its own box, and by the keyboard.
pub(super) fn scrolling(label: &str, table: Markup) -> Markup {
    html! {
        div.scroll role="group" tabindex="0" aria-label=(label) { (table) }
    }
}
