//! Markdown within blocks. In: a string of a block. Out: HTML on one line.

use pulldown_cmark::{Options, Parser, html};
use xtask::failure::Failure;

use super::inline::{Style, fill};
use crate::figures::Figures;
use crate::html::one_line;

/// The HTML of a sentence: figures filled in, and no paragraph around it.
pub fn sentence(text: &str, figures: Figures<'_>) -> Result<String, Failure> {
    let html = paragraphs(text, figures)?;
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"));
    Ok(inner.unwrap_or(&html).to_owned())
}

/// The HTML of one or more paragraphs.
pub fn paragraphs(text: &str, figures: Figures<'_>) -> Result<String, Failure> {
    let filled = fill(text, figures, Style::Html)?;
    let mut rendered = String::new();
    let parser = Parser::new_ext(&filled, Options::ENABLE_STRIKETHROUGH);
    html::push_html(&mut rendered, parser);
    Ok(one_line(&linked(rendered.trim())))
}

/// The words of a sentence without any mark-up, for titles and labels.
pub fn words(text: &str, figures: Figures<'_>) -> Result<String, Failure> {
    let filled = fill(text, figures, Style::Plain)?;
    Ok(filled
        .replace(['`', '*'], "")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" "))
}

/// Links between pages: mdBook renames those of Markdown only.
fn linked(html: &str) -> String {
    html.replace(".md\"", ".html\"").replace(".md#", ".html#")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Measurements;

    #[test]
    fn a_sentence_has_no_paragraph_and_no_line_break() {
        let record = Measurements::default();
        let html = sentence("a `Vec`\nof [them](ch04.md#growth)", Figures(&record)).expect("html");
        assert_eq!(
            html,
            "a <code>Vec</code> of <a href=\"ch04.html#growth\">them</a>"
        );
    }
}
