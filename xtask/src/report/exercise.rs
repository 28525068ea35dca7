//! One graded exercise as text. A failed part reads like a compiler error.

use std::fmt::Write;

use crate::pipe::case::ExerciseGrade;
use crate::pipe::compiled::Diagnostic;
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::stage::Author;
pub use crate::report::part::{Context, ShowOutput};
use crate::report::part::{View, error_line};
use crate::report::receipt::Length;
use crate::report::style::{Role, Style, parts_pass};
use crate::text::{tame, tame_coloured, without_colour};

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The first part that does not pass, in short, and nothing of the others.
    FirstOnly,
    /// The same, and a line for each other part.
    First,
    /// Each part that does not pass, in short, and a line for each other one.
    Each,
    /// All that there is to say of each part.
    Everything,
}

/// The exercise as text, ending in a line break.
pub fn render(
    grade: &ExerciseGrade<'_>,
    context: &Context<'_>,
    detail: Detail,
    style: Style,
) -> String {
    let mut out = match detail {
        Detail::FirstOnly => String::new(),
        _ => style.wrap_below(&heading(grade, context.source, style)) + "\n",
    };
    if let Some(trouble) = &grade.trouble {
        let trouble = tame(&trouble.replace(context.root, ""));
        let _ = writeln!(out, "{}", error_line(grade.verdict, &trouble, style));
    }
    diagnostics(&mut out, grade, context, detail, style);
    let first = first_to_mend(grade).map(|part| &part.name);
    let mut parts: Vec<String> = Vec::new();
    // Who wants to know all looks first at what does not pass.
    let mut grades: Vec<&PartGrade> = grade.parts.iter().collect();
    if detail == Detail::Everything {
        grades.sort_by_key(|part| part.verdict == Verdict::Pass);
    }
    for part_grade in grades {
        let Some(part) = grade.exercise.part(&part_grade.name) else {
            continue;
        };
        let view = View {
            grade,
            part,
            part_grade,
            context,
            style,
        };
        let passes = part_grade.verdict == Verdict::Pass;
        let is_first = first == Some(&part_grade.name);
        let mut text = String::new();
        match detail {
            Detail::Everything if passes => {
                view.pass(&mut text);
                view.receipts(&mut text, Length::Full);
            }
            Detail::Everything => view.fail_in_full(&mut text),
            Detail::FirstOnly if is_first => view.fail_below_others(&mut text),
            Detail::FirstOnly => {}
            _ if is_first || !passes && detail == Detail::Each => view.fail_in_short(&mut text),
            // Where all pass there is room for what they cost.
            _ if first.is_none() => view.pass(&mut text),
            _ => view.line(&mut text),
        }
        parts.push(text);
    }
    out += &apart(&parts);
    if detail != Detail::Everything && runs(grade) {
        warnings(&mut out, grade, context, style);
    }
    out
}

/// Whether the code came to run: then its verdict comes before what the compiler warns of.
fn runs(grade: &ExerciseGrade<'_>) -> bool {
    !grade.parts.is_empty()
}

/// What the compiler warns of, in a line.
fn warnings(out: &mut String, grade: &ExerciseGrade<'_>, context: &Context<'_>, style: Style) {
    let all = grade.diagnostics.iter().filter(|one| !one.is_error);
    let texts: Vec<String> = all.map(|one| plain(&one.rendered, context)).collect();
    let Some(first) = texts.first() else {
        return;
    };
    let what = first.lines().next().unwrap_or_default();
    let what = what.split_once(": ").map_or(what, |(_, what)| what);
    let place = first
        .lines()
        .find_map(|line| line.trim().strip_prefix("--> "));
    let place = place.map_or(String::new(), |place| format!(" ({place})"));
    let text = match texts.len() {
        1 => format!("the compiler warns: {what}{place}"),
        several => format!("the compiler warns {several} times, first: {what}{place}"),
    };
    let _ = writeln!(out, "{}", style.wrap_below(&text));
}

/// What the compiler said, without its colours and without the folder of the workbook.
fn plain(rendered: &str, context: &Context<'_>) -> String {
    tame(&without_colour(rendered).replace(context.root, ""))
}

/// The part to look at first: the first that does not pass. What the workbook itself is at
/// fault for comes before all else.
pub fn first_to_mend<'g>(grade: &'g ExerciseGrade<'_>) -> Option<&'g PartGrade> {
    let has = |verdict: Verdict| grade.parts.iter().find(move |part| part.verdict == verdict);
    let fails = || {
        grade
            .parts
            .iter()
            .find(|part| part.verdict != Verdict::Pass)
    };
    has(Verdict::Broken).or_else(fails)
}

/// The texts of parts one after the other, with an empty line around those that are longer
/// than a few lines.
fn apart(parts: &[String]) -> String {
    let is_long = |text: &str| text.lines().nth(4).is_some();
    let mut out = String::new();
    let mut after_long = true;
    for text in parts.iter().filter(|text| !text.is_empty()) {
        if !out.is_empty() && (after_long || is_long(text)) {
            out.push('\n');
        }
        after_long = is_long(text);
        out += text;
    }
    out
}

/// Whose it is, the verdict, and how many parts pass.
pub fn heading(grade: &ExerciseGrade<'_>, source: &str, style: Style) -> String {
    let passed = grade.parts_passed();
    let role = if grade.verdict == Verdict::Pass {
        Role::Good
    } else {
        Role::Bad
    };
    let mut line = format!(
        "{}{}: {}",
        style.paint(Role::Strong, &grade.exercise.name),
        whose(&grade.author, source),
        style.paint(role, grade.verdict.word()),
    );
    if !grade.parts.is_empty() {
        let _ = write!(line, ", {}", parts_pass(passed, grade.parts.len()));
    }
    line
}

/// Whose code it is, where it is not the learner's own.
fn whose(author: &Author, source: &str) -> String {
    match author {
        Author::Learner => String::new(),
        Author::Reference => " (reference)".to_owned(),
        Author::Starter => " (starter)".to_owned(),
        Author::File(_) => format!(" ({})", tame(source)),
    }
}

/// What the compiler said, and what the workbook adds to it.
fn diagnostics(
    out: &mut String,
    grade: &ExerciseGrade<'_>,
    context: &Context<'_>,
    detail: Detail,
    style: Style,
) {
    let is_told = |one: &&Diagnostic| one.is_error || detail == Detail::Everything || !runs(grade);
    for diagnostic in grade.diagnostics.iter().filter(is_told) {
        let text = tame_coloured(&diagnostic.rendered.replace(context.root, ""));
        let text = match text.contains('\n') {
            true => text,
            false => style.wrap("", &text),
        };
        let _ = writeln!(out, "{}\n", text.trim_end());
    }
    let harness_fails = grade
        .diagnostics
        .iter()
        .any(|diagnostic| diagnostic.is_error && diagnostic.package.ends_with("-harness"));
    match grade.verdict {
        Verdict::Rejected if grade.trouble.is_none() => {
            let rule = "the exercises are in safe Rust, and their harness brings the allocator \
                        that counts. Code that is unsafe, or that brings an allocator of its own, \
                        is not graded.";
            let _ = writeln!(out, "{}", style.wrap("  = note: ", rule));
        }
        Verdict::DidNotCompile if harness_fails => {
            let head = "the harness could not use your file. It expects these functions:";
            let _ = writeln!(out, "{}", style.wrap("  = note: ", head));
            for part in &grade.exercise.parts {
                let _ = writeln!(out, "            {}", part.signature);
            }
        }
        _ => {}
    }
}
