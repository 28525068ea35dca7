//! One graded exercise as text. A failed part reads like a compiler error.

use std::fmt::Write;

use crate::pipe::case::ExerciseGrade;
use crate::pipe::grade::{PartGrade, Trouble, Verdict, WindowGrade};
use crate::pipe::stage::Author;
use crate::report::excerpt::Source;
use crate::report::receipt;
use crate::report::style::{Role, Style, amount, counted, number, plural};
use crate::report::table::{self, Align};
use crate::report::words::{function_name, growth_in_words};
use crate::text::{tame, tame_line};
use crate::workbook::{Build, Part, Quantity};
use explain::growth;

/// Whether what the code under test printed is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowOutput {
    /// All of it, by window.
    Yes,
    /// Only that there was some.
    No,
}

/// What is known beside the grade itself.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The folder of the workbook with a separator at its end, to shorten paths.
    pub root: &'a str,
    /// The path of the graded file, as the learner knows it.
    pub source: &'a str,
    /// What to do about printed output.
    pub show_output: ShowOutput,
}

/// The exercise as text, ending in a line break.
pub fn render(grade: &ExerciseGrade<'_>, context: &Context<'_>, style: Style) -> String {
    let mut out = heading(grade, context, style);
    if let Some(trouble) = &grade.trouble {
        let trouble = trouble.replace(context.root, "");
        let _ = writeln!(out, "{}", error_line(grade.verdict, &trouble, style));
    }
    diagnostics(&mut out, grade, context, style);
    if grade.parts.is_empty() {
        return out;
    }
    let mut follows_receipt = false;
    for part_grade in &grade.parts {
        let Some(part) = grade.exercise.part(&part_grade.name) else {
            continue;
        };
        if follows_receipt && part_grade.verdict == Verdict::Pass {
            out.push('\n');
        }
        follows_receipt = grade.receipts.contains_key(&part.name);
        let view = View {
            grade,
            part,
            part_grade,
            context,
            style,
        };
        match part_grade.verdict {
            Verdict::Pass => view.pass(&mut out),
            _ => view.fail(&mut out),
        }
        view.receipts(&mut out);
        if part_grade.verdict != Verdict::Pass {
            view.hint(&mut out);
        }
        view.output(&mut out);
    }
    out
}

fn heading(grade: &ExerciseGrade<'_>, context: &Context<'_>, style: Style) -> String {
    let passed = grade
        .parts
        .iter()
        .filter(|part| part.verdict == Verdict::Pass)
        .count();
    let role = if grade.verdict == Verdict::Pass {
        Role::Good
    } else {
        Role::Bad
    };
    let mut line = format!(
        "{}{}: {}",
        style.paint(Role::Strong, &grade.exercise.name),
        whose(&grade.author, context),
        style.paint(role, grade.verdict.word()),
    );
    if !grade.parts.is_empty() {
        let _ = write!(line, ", {passed} of {} parts pass", grade.parts.len());
    }
    line + "\n"
}

/// Whose code it is, where it is not the learner's own.
fn whose(author: &Author, context: &Context<'_>) -> String {
    match author {
        Author::Learner => String::new(),
        Author::Reference => " (reference)".to_owned(),
        Author::Starter => " (starter)".to_owned(),
        Author::File(_) => format!(" ({})", tame(context.source)),
    }
}

fn error_line(verdict: Verdict, what: &str, style: Style) -> String {
    format!(
        "{}{} {what}",
        style.paint(Role::Bad, format!("error[{}]", verdict.word())),
        style.paint(Role::Strong, ":")
    )
}

/// What the compiler said, and what the workbook adds to it.
fn diagnostics(out: &mut String, grade: &ExerciseGrade<'_>, context: &Context<'_>, style: Style) {
    for diagnostic in &grade.diagnostics {
        let text = diagnostic.rendered.replace(context.root, "");
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

/// One part of one grade, with all that is needed to show it.
struct View<'a> {
    grade: &'a ExerciseGrade<'a>,
    part: &'a Part,
    part_grade: &'a PartGrade,
    context: &'a Context<'a>,
    style: Style,
}

impl View<'_> {
    fn pass(&self, out: &mut String) {
        let mark = if self.part_grade.matches_reference {
            ", matches the reference"
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "  {} {}{mark}",
            self.style.paint(Role::Good, "pass"),
            self.style.paint(Role::Strong, &self.part.name),
        );
        let Some(window) = self.part_grade.largest() else {
            return;
        };
        for quantity in self.part.budget.keys() {
            if let Some(line) = self.cost(window, *quantity) {
                let _ = writeln!(out, "{}", self.style.wrap("       ", &line));
            }
        }
        if let Some(work) = self.work() {
            let _ = writeln!(out, "{}", self.style.wrap("       warning: ", &work));
        }
    }

    /// How the work grows, if it grows far more than the input.
    fn work(&self) -> Option<String> {
        let excess = self.part_grade.excess.as_ref()?;
        Some(excess.in_words(&self.part.item))
    }

    /// `13 allocations for 16,384 users: allowed 32, reference 13, starter 45,976`.
    fn cost(&self, window: &WindowGrade, quantity: Quantity) -> Option<String> {
        let counts = window.counts.as_ref()?;
        let allowed = window.allowed(quantity)?;
        let mut line = format!(
            "{} for {}: allowed {}",
            amount(quantity.of(counts), quantity),
            counted(window.items as u64, &self.part.item),
            number(allowed),
        );
        if let Some(reference) = &window.reference {
            let _ = write!(line, ", reference {}", number(quantity.of(reference)));
        }
        if let Some(starter) = self.grade.starter.get(&self.part.name) {
            let _ = write!(line, ", starter {}", number(quantity.of(starter)));
        }
        Some(line)
    }

    fn fail(&self, out: &mut String) {
        let _ = writeln!(out);
        let _ = writeln!(
            out,
            "{}",
            error_line(self.part_grade.verdict, &self.summary(), self.style)
        );
        let _ = writeln!(
            out,
            "  {} {}",
            self.style.paint(Role::Frame, "-->"),
            self.place()
        );
        let exceeded = self.part_grade.exceeded();
        if let (None, Some(work)) = (&self.part.work, self.work()) {
            self.note(out, "warning", &work);
        }
        if self.part_grade.verdict == Verdict::OverBudget {
            for quantity in &exceeded {
                self.table(out, *quantity);
            }
            self.frame(out, "");
            for quantity in &exceeded {
                self.growth(out, *quantity);
            }
            for quantity in &exceeded {
                let mut limits = self.part.limits();
                let reason = limits.find(|(limited, _)| limited == quantity);
                self.note(out, "budget", reason.map_or("", |(_, limit)| &limit.reason));
            }
        }
        if matches!(
            self.part_grade.verdict,
            Verdict::OverBudget | Verdict::WrongAnswer
        ) {
            self.note(out, "task", &self.part.task);
        }
    }

    /// How to get help.
    fn hint(&self, out: &mut String) {
        if self.grade.author == Author::Learner && self.part_grade.verdict != Verdict::Broken {
            let command = format!(
                "cargo xtask hint {} --part {}",
                self.grade.exercise.id, self.part.name
            );
            self.note(out, "hint", &command);
        }
    }

    /// The first window that shows the part's verdict.
    fn telling(&self) -> Option<&WindowGrade> {
        self.part_grade
            .windows
            .iter()
            .find(|window| window.verdict == self.part_grade.verdict)
    }

    /// The line to look at: that of a panic, or where the function begins.
    fn place(&self) -> String {
        let trouble = self.telling().and_then(|window| window.trouble.as_ref());
        if let Some(Trouble::Panicked(panic)) = trouble {
            let place = panic.called_from.as_ref().unwrap_or(&panic.location);
            return place.replace(self.context.root, "");
        }
        let line = self
            .function_line()
            .map_or(String::new(), |line| format!(":{line}"));
        format!("{}{line}", self.context.source)
    }

    fn summary(&self) -> String {
        let name = &self.part.name;
        let Some(window) = self.telling() else {
            return format!("{name}: nothing was measured");
        };
        let build = match window.build {
            Build::Release => "",
            Build::Debug => " in a debug build",
        };
        let size = counted(window.items as u64, &self.part.item);
        match &window.trouble {
            Some(Trouble::WrongAnswer(difference)) => match difference.input {
                Some(_) => format!("{name} gives a wrong answer{build} {difference}"),
                None => format!("{name} gives a wrong answer for {size}{build}: {difference}"),
            },
            Some(Trouble::Panicked(panic)) => {
                let through = match &panic.called_from {
                    Some(_) => format!(" (in {})", panic.location),
                    None => String::new(),
                };
                format!(
                    "{name} panicked for {}{build}: {}{through}",
                    panic.input.as_ref().unwrap_or(&size),
                    tame_line(&panic.message)
                )
            }
            Some(Trouble::Words(words)) => format!("{name}, {size}{build}: {words}"),
            None => self.over_budget_summary(),
        }
    }

    fn over_budget_summary(&self) -> String {
        let over: Vec<String> = self
            .part_grade
            .exceeded()
            .into_iter()
            .filter_map(|quantity| {
                let window = self
                    .part_grade
                    .windows
                    .iter()
                    .rfind(|w| w.exceeds(quantity))?;
                Some(format!(
                    "{} for {}, {} allowed",
                    amount(quantity.of(window.counts.as_ref()?), quantity),
                    counted(window.items as u64, &self.part.item),
                    number(window.allowed(quantity)?),
                ))
            })
            .collect();
        format!("{} costs too much: {}", self.part.name, over.join("; "))
    }

    /// What was measured at each size, what was allowed, and what the reference needs.
    fn table(&self, out: &mut String, quantity: Quantity) {
        let rows: Vec<Vec<String>> = self
            .part_grade
            .windows
            .iter()
            .filter_map(|window| {
                Some(vec![
                    number(window.items as u64),
                    number(quantity.of(window.counts.as_ref()?)),
                    number(window.allowed(quantity)?),
                    window
                        .reference
                        .as_ref()
                        .map_or(String::new(), |counts| number(quantity.of(counts))),
                ])
            })
            .collect();
        let items = plural(&self.part.item);
        let heads = [
            (items.as_str(), Align::Right),
            (&*quantity.to_string(), Align::Right),
            ("allowed", Align::Right),
            ("reference", Align::Right),
        ];
        self.frame(out, "");
        for line in table::lines(&heads, &rows) {
            self.frame(out, &line);
        }
    }

    fn growth(&self, out: &mut String, quantity: Quantity) {
        let points: Vec<(usize, u64)> = self
            .part_grade
            .windows
            .iter()
            .filter(|window| window.build == Build::Release)
            .filter_map(|window| Some((window.items, quantity.of(window.counts.as_ref()?))))
            .collect();
        let law = growth_in_words(growth::fit(&points), &self.part.item);
        self.note(out, "growth", &format!("{quantity}: {law}"));
    }

    fn frame(&self, out: &mut String, text: &str) {
        let bar = self.style.paint(Role::Frame, "|");
        let _ = writeln!(out, "   {bar} {text}");
        while out.ends_with(" \n") {
            out.truncate(out.len() - 2);
            out.push('\n');
        }
    }

    fn note(&self, out: &mut String, label: &str, text: &str) {
        receipt::note(out, label, text, self.style);
    }

    /// Which lines cost what, if that was asked for.
    fn receipts(&self, out: &mut String) {
        let (Some(receipts), Some(text)) =
            (self.grade.receipts.get(&self.part.name), &self.grade.source)
        else {
            return;
        };
        let source = Source {
            path: self.context.source,
            text,
        };
        match receipts {
            Ok(receipts) => {
                for receipt in receipts {
                    let _ = writeln!(out);
                    *out += &receipt::render(receipt, self.part, source, self.style);
                }
            }
            Err(trouble) => {
                let trouble = trouble.replace(self.context.root, "");
                *out += &receipt::missing(self.part, &trouble, self.style);
            }
        }
    }

    /// The line on which the part's function begins, from 1.
    fn function_line(&self) -> Option<usize> {
        let name = function_name(&self.part.signature)?;
        let text = &self.grade.source.as_ref()?.text;
        let line = text
            .lines()
            .position(|line| function_name(line).is_some_and(|found| found == name))?;
        Some(line + 1)
    }

    fn output(&self, out: &mut String) {
        let printed: Vec<&WindowGrade> = self
            .part_grade
            .windows
            .iter()
            .filter(|window| !window.output.is_empty())
            .collect();
        let Some(last) = printed.last() else { return };
        match self.context.show_output {
            ShowOutput::Yes => {
                for window in printed {
                    self.note(
                        out,
                        "output",
                        &format!("for {}:", counted(window.items as u64, &self.part.item)),
                    );
                    for text in [&window.output.stdout, &window.output.stderr] {
                        for line in tame(text).lines() {
                            let _ = writeln!(out, "     {line}");
                        }
                    }
                }
            }
            ShowOutput::No => {
                let lines = last.output.stdout.lines().count() + last.output.stderr.lines().count();
                let lines = counted(lines as u64, "line");
                let text = format!(
                    "{lines} printed; `--show-output` shows them (printing allocates, and counts)"
                );
                self.note(out, "output", &text);
            }
        }
    }
}
