//! The learner's lines with marks under them. In: lines of a receipt and the text of
//! the file. Out: an excerpt as the compiler would show it.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use explain::profile::Cost;
use explain::site::SourceLocation;

use crate::pipe::explain::{Charge, Line};
use crate::pipe::source::SourceText;
use crate::report::style::{Role, Style};
use crate::report::words::figure;
use crate::text::tame_coloured;

/// The most lines that are shown only because they call another one.
const MOST_CALLERS: usize = 2;
/// The fewest characters that are marked, where more are one call.
const SHORTEST_MARK: usize = 12;
/// What the frame at the left takes of the width.
const FRAME: usize = 10;

/// What is known of the file beside its receipts.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The path as the learner knows it.
    pub path: &'a str,
    /// The text, and whether it is what was compiled.
    pub text: &'a SourceText,
}

/// A mark under a part of a line.
struct Mark {
    /// The line, from 0.
    line: usize,
    /// The bytes in that line.
    span: Range<usize>,
    kind: AnnotationKind,
    label: String,
}

/// Whether it is shown where the costliest lines are called from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// It is.
    Shown,
    /// Only the lines themselves are.
    Hidden,
}

/// The lines in their file, with their cost beneath; nothing where the text has no
/// such lines.
pub fn render(
    charge: Charge,
    lines: &[Line],
    which: Callers,
    source: Source<'_>,
    style: Style,
) -> String {
    let text: Vec<&str> = source.text.text.lines().collect();
    let mut marks = costs(charge, lines, &text);
    let Some(first) = marks.first() else {
        return String::new();
    };
    // The compiler's way to name a place; the excerpt is cut, and would name another column.
    let column = text[first.line][..first.span.start].chars().count() + 1;
    let arrow = style.paint(Role::Frame, "-->");
    let head = format!("  {arrow} {}:{}:{column}\n", source.path, first.line + 1);
    if which == Callers::Shown {
        let callers = callers(lines, &text, &marks);
        marks.extend(callers);
    }
    let (text, spans) = fitted(&text, &marks, style.width.saturating_sub(FRAME));
    let annotations = marks
        .iter()
        .zip(spans)
        .map(|(mark, span)| mark.kind.span(span).label(&mark.label));
    let snippet = Snippet::source(&text).annotations(annotations);
    let renderer = if style.is_coloured() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let group = Group::with_level(Level::NOTE).element(snippet);
    let text = renderer
        .decor_style(DecorStyle::Ascii)
        // The lines fit already; what is beyond are labels, which are not to be cut.
        .term_width(usize::from(u16::MAX))
        .render(&[group]);
    head + &tame_coloured(text.trim_end()) + "\n"
}

/// What each line cost: one sum for each place.
fn costs(charge: Charge, lines: &[Line], text: &[&str]) -> Vec<Mark> {
    let mut sums: Vec<(usize, Range<usize>, Cost)> = Vec::new();
    for line in lines {
        let cost = line.site.site.cost;
        let place = line.site.site.place.as_ref();
        let Some((line, span)) = place.and_then(|place| span(text, place)) else {
            continue;
        };
        match sums.iter_mut().find(|sum| (sum.0, &sum.1) == (line, &span)) {
            Some(sum) => sum.2 += cost,
            None => sums.push((line, span, cost)),
        }
    }
    let mark = |(line, span, cost)| Mark {
        line,
        span,
        kind: AnnotationKind::Primary,
        label: figure(charge, &cost),
    };
    sums.into_iter().map(mark).collect()
}

impl Mark {
    /// The same, no longer than leaves room for the label behind it, where the line begins
    /// after `indent` bytes.
    fn shortened(&self, text: &[&str], indent: usize, room: usize) -> Mark {
        let line = text[self.line];
        let before = line[..self.span.start]
            .chars()
            .count()
            .saturating_sub(indent);
        let label = self.label.chars().count() + 1;
        let most = room.saturating_sub(before + label).max(SHORTEST_MARK);
        let marked = &line[self.span.clone()];
        let length = marked
            .char_indices()
            .nth(most)
            .map_or(marked.len(), |(at, _)| at);
        Mark {
            line: self.line,
            span: self.span.start..self.span.start + length,
            kind: self.kind,
            label: self.label.clone(),
        }
    }
}

/// Where the costliest lines are called from, if that is not among the lines.
fn callers(lines: &[Line], text: &[&str], marks: &[Mark]) -> Vec<Mark> {
    let mut callers: Vec<Mark> = Vec::new();
    for line in lines {
        let caller = line.site.site.callers.first();
        let Some((line, span)) = caller.and_then(|place| span(text, place)) else {
            continue;
        };
        let is_shown = marks.iter().chain(&callers).any(|mark| mark.line == line);
        if !is_shown && callers.len() < MOST_CALLERS {
            callers.push(Mark {
                line,
                span,
                kind: AnnotationKind::Context,
                label: "called from here".to_owned(),
            });
        }
    }
    callers
}

/// The line, from 0, and the bytes of a call in it; none where there is no such line.
fn span(text: &[&str], place: &SourceLocation) -> Option<(usize, Range<usize>)> {
    let number = (place.line as usize).checked_sub(1)?;
    let code = text.get(number)?.trim_end();
    let column = (place.column as usize).saturating_sub(1);
    let (from, to) = match code.get(column..) {
        Some(rest) if place.column > 0 && !rest.is_empty() => (column, column + call_length(rest)),
        // No column, or one of another text: the whole line.
        _ => (code.len() - code.trim_start().len(), code.len()),
    };
    (from < to).then_some((number, from..to))
}

/// How many bytes of `code` are one call: `to_string()`, `vec![0; LEN]`, `Vec::new`.
fn call_length(code: &str) -> usize {
    let name = code
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':' | '!')))
        .unwrap_or(code.len());
    let mut depth = 0;
    for (index, c) in code[name..].char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if depth == 0 => break,
            _ => {}
        }
        if depth == 0 {
            return name + index + c.len_utf8();
        }
        if depth < 0 {
            break;
        }
    }
    // Arguments that go on in the next line are left out.
    match name {
        0 => code.chars().next().map_or(0, char::len_utf8),
        name => name,
    }
}

/// The text with every line cut to `room` characters around its marks, and the bytes
/// of the marks in it. A mark that is itself longer is cut, too. What all marked lines are
/// moved in by is left out, and so is the beginning of a line whose label has no room.
fn fitted(text: &[&str], marks: &[Mark], room: usize) -> (String, Vec<Range<usize>>) {
    let mut out = String::new();
    let mut spans: Vec<Range<usize>> = vec![0..0; marks.len()];
    let marked = marks.iter().map(|mark| text[mark.line]);
    let indent = marked.map(indent).min().unwrap_or(0);
    let shortened = marks.iter().map(|mark| mark.shortened(text, indent, room));
    let marks: Vec<Mark> = shortened.collect();
    for (number, line) in text.iter().enumerate() {
        let here = || {
            marks
                .iter()
                .enumerate()
                .filter(move |(_, m)| m.line == number)
        };
        let first = here().map(|(_, mark)| mark.span.start).min();
        let labelled = here().map(|(_, mark)| reach(line, mark)).max();
        let indent = indent.min(line.len() - line.trim_start().len());
        let kept = window(
            line,
            first.unwrap_or(0),
            indent,
            labelled.unwrap_or(0),
            room,
        );
        let head = if kept.start > indent { "… " } else { "" };
        let start = out.len() + head.len();
        for (index, mark) in here() {
            let clamp = |at: usize| at.clamp(kept.start, kept.end) - kept.start + start;
            spans[index] = clamp(mark.span.start)..clamp(mark.span.end);
        }
        out.push_str(head);
        out.push_str(&line[kept.clone()]);
        if kept.end < line.len() {
            out.push_str(" …");
        }
        out.push('\n');
    }
    (out, spans)
}

/// How many bytes of blanks a line begins with.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Where the label of a mark ends that stands under this line, in characters.
fn reach(line: &str, mark: &Mark) -> usize {
    line[..mark.span.end].chars().count() + 1 + mark.label.chars().count()
}

/// The bytes of a line that fit in `room` characters and hold the byte `wanted`, with
/// a little of what is before it. `indent` bytes are left out in any case, and as much more as
/// a label needs that ends `labelled` characters from the beginning of the line.
fn window(line: &str, wanted: usize, indent: usize, labelled: usize, room: usize) -> Range<usize> {
    let at = |character: usize| {
        line.char_indices()
            .nth(character)
            .map_or(line.len(), |(byte, _)| byte)
    };
    let whole = line.chars().count();
    if whole - indent <= room && labelled <= indent + room {
        return indent..line.len();
    }
    let before = line[..wanted].chars().count();
    let for_mark = match whole - indent <= room {
        true => indent,
        false => before.saturating_sub(room / 3),
    };
    // What is cut off is shown by two more characters.
    let for_label = (labelled + 2).saturating_sub(room).min(before);
    let skipped = for_mark.max(for_label).max(indent);
    let start = word_start(line, at(skipped), wanted);
    start..at(line[..start].chars().count() + room)
}

/// Where the next name begins at or behind `from`, if that is not behind `wanted`.
fn word_start(line: &str, from: usize, wanted: usize) -> usize {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    if !line[..from].ends_with(is_name) {
        return from;
    }
    let rest = &line[from..];
    let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    match from + end <= wanted {
        true => from + end,
        false => from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, column: u32) -> SourceLocation {
        SourceLocation {
            file: "a.rs".to_owned(),
            line,
            column,
            function: "f".to_owned(),
        }
    }

    #[test]
    fn marks_a_call() {
        for (code, column, marked) in [
            ("    text.to_string(),", 10, "to_string()"),
            ("\tvec![0; LEN];", 2, "vec![0; LEN]"),
            (
                "    Box::new(Node { a: f(x) })",
                5,
                "Box::new(Node { a: f(x) })",
            ),
            ("    list.iter().map(|x| {", 17, "map"),
            ("    größe.clone();", 13, "clone()"),
            ("    [a, b].concat()", 5, "[a, b]"),
            ("    text", 0, "text"),
            ("    text", 99, "text"),
            // The column of another text may be within a letter.
            ("    ü", 6, "ü"),
        ] {
            let found = span(&[code], &place(1, column)).map(|(_, span)| &code[span]);
            assert_eq!(found, Some(marked), "{code}");
        }
        for line in [0, 2] {
            assert_eq!(span(&["text"], &place(line, 1)), None, "line {line}");
        }
        assert_eq!(span(&["", "   "], &place(2, 1)), None);
    }

    #[test]
    fn long_lines_are_cut_around_their_marks() {
        let long = format!("{}call(){}", "ä".repeat(500), "ö".repeat(500));
        let at = long.find("call").expect("it is there");
        let marks = [Mark {
            line: 1,
            span: at..at + 6,
            kind: AnnotationKind::Primary,
            label: String::new(),
        }];
        let (text, spans) = fitted(&["short", &long], &marks, 60);
        assert_eq!(&text[spans[0].clone()], "call()");
        for line in text.lines() {
            assert!(line.chars().count() <= 64, "{line}");
        }
        assert!(text.starts_with("short\n… ää"), "{text}");
    }
}
