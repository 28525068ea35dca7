//! Markdown within blocks. In: a string of a block. Out: HTML on one line, so that
//! it may stand inside an HTML block of a page, which ends at an empty line.

use anyhow::Result;
use pulldown_cmark::{Options, Parser, html};

use super::inline::{Style, fill};
use crate::figures::Figures;

/// The HTML of a sentence: figures filled in, and no paragraph around it.
pub fn sentence(text: &str, figures: Figures<'_>) -> Result<String> {
    let html = paragraphs(text, figures)?;
    let inner = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"))
        .filter(|inner| !inner.contains("<p>"));
    Ok(inner.unwrap_or(&html).to_owned())
}

/// The HTML of one or more paragraphs.
pub fn paragraphs(text: &str, figures: Figures<'_>) -> Result<String> {
    let filled = fill(text, figures, Style::Html)?;
    let mut rendered = String::new();
    let parser = Parser::new_ext(&filled, Options::ENABLE_STRIKETHROUGH);
    html::push_html(&mut rendered, parser);
    Ok(one_line(&linked(rendered.trim())))
}

/// The words of a sentence without any mark-up, for titles and labels.
pub fn words(text: &str, figures: Figures<'_>) -> Result<String> {
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

/// The same HTML without a line break. Within `<pre>`, `&#10;` stands for one.
pub fn one_line(html: &str) -> String {
    let mut line = String::new();
    for (at, part) in html.split("<pre").enumerate() {
        let (code, rest) = match at {
            0 => ("", part),
            _ => part.split_once("</pre>").unwrap_or((part, "")),
        };
        if at > 0 {
            line.push_str("<pre");
            line.push_str(&code.replace('\n', "&#10;"));
            line.push_str("</pre>");
        }
        line.push_str(&rest.replace('\n', " "));
    }
    line
}

/// Text for HTML, also within an attribute.
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("&#10;"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// JSON for a `<script type="application/json">`, which may hold no `</script>`.
pub fn script_json(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c")
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

    #[test]
    fn line_breaks_of_code_are_kept() {
        assert_eq!(
            one_line("<p>a</p>\n<pre>b\n\nc</pre>\nd"),
            "<p>a</p> <pre>b&#10;&#10;c</pre> d"
        );
    }
}
