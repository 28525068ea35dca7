//! HTML. In: texts, values and cells. Out: HTML of them on one line, so that it may
//! stand inside an HTML block of a page, which ends at an empty line.

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

/// A table that scrolls in its own box. The first cell of a row is its heading.
/// Headings are text, cells are HTML.
pub fn table(label: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>\
         <thead><tr>"
    );
    for (at, name) in head.iter().enumerate() {
        html.push_str(&match (at, name.is_empty()) {
            (0, true) => "<td></td>".to_owned(),
            _ => format!("<th scope=\"col\">{}</th>", escape(name)),
        });
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            html.push_str(&match at {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                _ => format!("<td>{cell}</td>"),
            });
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_of_code_are_kept() {
        assert_eq!(
            one_line("<p>a</p>\n<pre>b\n\nc</pre>\nd"),
            "<p>a</p> <pre>b&#10;&#10;c</pre> d"
        );
    }
}
