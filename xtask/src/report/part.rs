//! One graded part as text: a line, the short of it, or all that there is to say. A failed
//! part reads like a compiler error.

use std::fmt::Write;

use crate::pipe::case::ExerciseGrade;
use crate::pipe::grade::{PartGrade, Trouble, Verdict, WindowGrade};
use crate::report::answer::{self, ShowInput, Told};
use crate::report::columns;
use crate::report::excerpt::Source;
use crate::report::receipt::{self, Length};
use crate::report::style::{Role, Style, amount, counted, number, plural};
use crate::report::table::{self, Align};
use crate::report::words::{function_name, growth_in_words};
use crate::text::tame;
use crate::workbook::{Build, Part, Quantity};
use explain::growth;
use meter_report::Panic;

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
    /// How much of an input is shown that gets a wrong answer.
    pub show_input: ShowInput,
}

/// What a frame at the left takes of the width.
const FRAME: usize = 5;

/// One part of one grade, with all that is needed to show it.
pub struct View<'a> {
    /// The exercise's grade.
    pub grade: &'a ExerciseGrade<'a>,
    /// The part.
    pub part: &'a Part,
    /// The part's grade.
    pub part_grade: &'a PartGrade,
    /// What is known beside it.
    pub context: &'a Context<'a>,
    /// How to write.
    pub style: Style,
}

impl View<'_> {
    /// That it passes, and what it cost: two lines, mostly.
    pub fn pass(&self, out: &mut String) {
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
        let measured = self.part_grade.windows.last();
        if let Some(measured) = measured.and_then(|window| window.measured.as_ref()) {
            let all = answer::measured(measured);
            let _ = writeln!(out, "{}", self.style.wrap("       measured: ", &all));
        }
        if let Some(window) = self.part_grade.largest() {
            for quantity in self.part.budget.keys() {
                if let Some(line) = self.cost(window, *quantity) {
                    let _ = writeln!(out, "{}", self.style.wrap("       ", &line));
                }
            }
            if let Some(work) = self.work() {
                let _ = writeln!(out, "{}", self.style.wrap("       warning: ", &work));
            }
        }
        self.output(out);
    }

    /// A line: the verdict, and the count that it is for.
    pub fn line(&self, out: &mut String) {
        let verdict = self.part_grade.verdict;
        let role = match verdict {
            Verdict::Pass => Role::Good,
            _ => Role::Bad,
        };
        let word = format!("{:<12}", verdict.word());
        let mut text = self.part.name.clone();
        if let Some(cost) = self.deciding_cost() {
            let _ = write!(text, ": {cost}");
        }
        if self.part_grade.matches_reference {
            text += ", matches the reference";
        }
        let line = self.style.wrap_label(&format!("  {word} "), &text);
        let _ = writeln!(
            out,
            "{}",
            line.replacen(&word, &self.style.paint(role, &word), 1)
        );
    }

    /// `131 allocations, at most 32`, of the first quantity that is over its budget, or of
    /// the first that has one.
    fn deciding_cost(&self) -> Option<String> {
        let exceeded = self.part_grade.exceeded();
        let quantity = match self.part_grade.verdict {
            Verdict::Pass => self.part.budget.keys().next(),
            Verdict::OverBudget => exceeded.first(),
            _ => None,
        }?;
        let window = match exceeded.is_empty() {
            true => self.part_grade.largest()?,
            false => self.over(*quantity)?,
        };
        let cost = amount(quantity.of(window.counts.as_ref()?), *quantity);
        Some(match self.part_grade.verdict {
            Verdict::Pass => cost,
            _ => format!("{cost}, {}", at_most(window.allowed(*quantity)?)),
        })
    }

    /// The largest window in which this quantity is over its budget.
    fn over(&self, quantity: Quantity) -> Option<&WindowGrade> {
        let windows = &self.part_grade.windows;
        windows.iter().rfind(|window| window.exceeds(quantity))
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

    /// Why it does not pass, below a table of all exercises on the same screen where that is
    /// possible: the quantity that decides, and the lines that cost most.
    pub fn fail_below_others(&self, out: &mut String) {
        let exceeded = self.part_grade.exceeded();
        self.verdict(out, &exceeded[..exceeded.len().min(1)]);
        self.fail(out, None);
    }

    /// Why it does not pass, on one screen where that is possible: the count that decides,
    /// and the lines that cost most.
    pub fn fail_in_short(&self, out: &mut String) {
        let exceeded = self.part_grade.exceeded();
        self.verdict(out, &exceeded);
        self.fail(out, exceeded.first().copied());
    }

    /// What comes below the verdict; with a table of one quantity, if there is one.
    fn fail(&self, out: &mut String, tabled: Option<Quantity>) {
        // A receipt names a better one.
        if !self.has_own_lines() {
            self.show_place(out);
        }
        self.show_panic(out);
        self.answer(out);
        if let (Verdict::OverBudget, Some(quantity)) = (self.part_grade.verdict, tabled) {
            self.table(out, quantity);
        }
        self.receipts(out, Length::Short);
        self.output(out);
    }

    /// All that there is to say of why it does not pass.
    pub fn fail_in_full(&self, out: &mut String) {
        let exceeded = self.part_grade.exceeded();
        self.verdict(out, &exceeded);
        self.show_place(out);
        self.show_panic(out);
        self.answer(out);
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
        self.receipts(out, Length::Full);
        self.output(out);
    }

    /// What decides; of what is over budget these quantities.
    fn verdict(&self, out: &mut String, exceeded: &[Quantity]) {
        let summary = self.summary(exceeded);
        let line = error_line(self.part_grade.verdict, &summary, self.style);
        let _ = writeln!(out, "{line}");
    }

    /// Whether a receipt names lines of the file.
    fn has_own_lines(&self) -> bool {
        let receipts = self.grade.receipts.get(&self.part.name);
        let mut lines = receipts
            .into_iter()
            .flatten()
            .flatten()
            .flat_map(|one| &one.lines);
        lines.any(|line| line.site.site.place.is_some())
    }

    /// Where to look.
    fn show_place(&self, out: &mut String) {
        let arrow = self.style.paint(Role::Frame, "-->");
        let _ = writeln!(out, "  {arrow} {}", self.place());
    }

    /// The line of the file that panicked, as it was compiled.
    fn show_panic(&self, out: &mut String) {
        if self.panic().is_none() {
            return;
        }
        let place = self.place();
        let number = place.strip_prefix(self.context.source);
        let number = number.and_then(|rest| rest.split(':').nth(1)?.parse::<usize>().ok());
        let source = self.grade.source.as_ref();
        let line = number.zip(source).and_then(|(number, source)| {
            let line = source.text.lines().nth(number.checked_sub(1)?)?;
            Some((number, line))
        });
        if let Some((number, line)) = line {
            let room = self.style.width.saturating_sub(FRAME + 4);
            let bar = self.style.paint(Role::Frame, "|");
            let _ = writeln!(
                out,
                "{number:>2} {bar} {}",
                columns::cut(&tame(line.trim()), room)
            );
        }
    }

    /// The panic that it comes from, or that came before it.
    fn panic(&self) -> Option<&Panic> {
        self.part_grade.trouble().and_then(Trouble::panic)
    }

    /// The line to look at: that of a panic, or where the function begins.
    fn place(&self) -> String {
        if let Some(panic) = self.panic() {
            let place = answer::own_line(panic).replace(self.context.root, "");
            // A call that is the last of a function may have left no line behind.
            if panic.called_from.is_some() || place.starts_with(self.context.source) {
                return tame(&place);
            }
        }
        let line = self
            .function_line()
            .map_or(String::new(), |line| format!(":{line}"));
        format!("{}{line}", tame(self.context.source))
    }

    fn summary(&self, exceeded: &[Quantity]) -> String {
        let name = &self.part.name;
        // What the table below shows comes before what it does not.
        if self.part_grade.verdict == Verdict::OverBudget && !exceeded.is_empty() {
            return self.over_budget_summary(exceeded);
        }
        let Some(trouble) = self.part_grade.trouble() else {
            return format!("{name}: nothing was measured");
        };
        let (size, build) = self.shown_input();
        let said = self.told(trouble).head;
        match trouble {
            Trouble::WrongAnswer(difference) => {
                let input = difference.input.as_ref().unwrap_or(&size);
                format!("{name} gives a wrong answer for {input}{build}: {said}")
            }
            Trouble::Panicked(panic) => {
                let input = panic.input.as_ref().unwrap_or(&size);
                format!("{name} panicked for {input}{build}: {said}")
            }
            Trouble::WrongPrediction { .. } => format!("{name}: {said}"),
            Trouble::OutOfTime(_)
            | Trouble::OutOfMemory(_)
            | Trouble::Leak(_)
            | Trouble::Words(_) => {
                format!("{name}, {size}{build}: {said}")
            }
        }
    }

    /// The size of the input that the summary is about, and the build if it is no release.
    fn shown_input(&self) -> (String, &'static str) {
        let window = self.part_grade.telling();
        let window = window.map_or((0, Build::Release), |window| (window.items, window.build));
        let example = self.part_grade.example.as_ref();
        let (items, build) = example.map_or(window, |example| (example.items, example.build));
        let build = match build {
            Build::Debug => " in a debug build",
            Build::Release if self.part.builds.len() > 1 => " in a release build",
            Build::Release => "",
        };
        (counted(items as u64, &self.part.item), build)
    }

    /// What there is to say beyond the counts.
    fn told(&self, trouble: &Trouble) -> Told {
        answer::told(
            trouble,
            &self.part.item,
            self.style.width.saturating_sub(FRAME),
        )
    }

    /// The lines that show what is wrong, and the input that shows it.
    fn answer(&self, out: &mut String) {
        let Some(trouble) = self.part_grade.trouble() else {
            return;
        };
        let lines = self.told(trouble).lines;
        if !lines.is_empty() {
            self.frame(out, "");
        }
        for line in lines {
            self.frame(out, &line);
        }
        let example = self.part_grade.example.as_ref();
        let Some(input) = example.and_then(|example| example.input.as_ref()) else {
            return;
        };
        self.frame(out, "");
        self.frame(out, "the input:");
        let room = self.style.width.saturating_sub(FRAME + 2);
        // Where each line of the input makes one entry of the answer, that line tells.
        let entry = match trouble {
            Trouble::WrongAnswer(difference) => difference.entry,
            _ => None,
        };
        let lines = input.text.lines().count();
        let near = entry
            .filter(|(_, entries)| *entries == lines)
            .map(|(at, _)| at);
        for line in answer::input(input, self.context.show_input, near, room) {
            self.frame(out, &format!("  {line}"));
        }
    }

    fn over_budget_summary(&self, exceeded: &[Quantity]) -> String {
        let over: Vec<String> = exceeded
            .iter()
            .filter_map(|&quantity| {
                let window = self.over(quantity)?;
                let told = self.part.limits().find(|(limited, _)| *limited == quantity);
                let told = told.and_then(|(_, limit)| limit.told.as_ref());
                let told = told.map_or(String::new(), |told| format!("{told}: "));
                Some(format!(
                    "{told}{} for {}, {} allowed",
                    amount(quantity.of(window.counts.as_ref()?), quantity),
                    counted(window.items as u64, &self.part.item),
                    at_most(window.allowed(quantity)?),
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
    pub fn receipts(&self, out: &mut String, length: Length) {
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
                // They are in the order of what is over budget.
                let most = match length {
                    Length::Short => 1,
                    Length::Full => receipts.len(),
                };
                for receipt in receipts.iter().take(most) {
                    let _ = writeln!(out);
                    *out += &receipt::render(receipt, self.part, source, length, self.style);
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

/// `at most 32`.
fn at_most(allowed: u64) -> String {
    match allowed {
        0 => "none".to_owned(),
        most => format!("at most {}", number(most)),
    }
}

/// `error[verdict]: what`, broken at the width.
pub fn error_line(verdict: Verdict, what: &str, style: Style) -> String {
    let label = format!("error[{}]", verdict.word());
    let line = style.wrap_below(&format!("{label}: {what}"));
    let painted = format!(
        "{}{}",
        style.paint(Role::Bad, &label),
        style.paint(Role::Strong, ":")
    );
    line.replacen(&format!("{label}:"), &painted, 1)
}
