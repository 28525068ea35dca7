//! What `check` prints. In: grades, one after the other. Out: text, from the verdict to
//! what to do next.

use crate::pipe::Order;
use crate::pipe::case::{self, ExerciseGrade};
use crate::pipe::grade::Verdict;
use crate::pipe::manifest;
use crate::pipe::stage::Author;
use crate::profilers::passes;
use crate::report::answer::ShowInput;
use crate::report::exercise::{self, Context, Detail, ShowOutput};
use crate::report::face::{Face, Wish};
use crate::report::json::Past;
use crate::report::since;
use crate::report::starter::note as starter_note;
use crate::report::style::{Role, Style, counted, parts_pass};
use crate::text::tame_line;
use crate::workbook::Part;

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A line for each exercise, and then the first part that does not pass.
    Overview,
    /// Of each exercise the first part that does not pass, and a line for each other.
    FirstPart,
    /// Of each exercise each part that does not pass.
    EachPart,
    /// All that there is to say of all parts.
    Everything,
}

/// How a check is printed.
pub struct Printed<'a> {
    /// What is checked.
    pub order: &'a Order<'a>,
    /// How much is shown.
    pub scope: Scope,
    /// What to do about printed output.
    pub show_output: ShowOutput,
    /// How much of an input is shown that gets a wrong answer.
    pub show_input: ShowInput,
    /// How to write.
    pub style: Style,
    /// Who reads it.
    pub face: &'a Face,
}

impl Printed<'_> {
    /// What is said of an exercise as soon as it is graded.
    pub fn graded(&self, grade: &ExerciseGrade<'_>, past: &Past) -> String {
        let detail = match self.scope {
            Scope::Overview => return self.row(grade),
            Scope::FirstPart => Detail::First,
            Scope::EachPart => Detail::Each,
            Scope::Everything => Detail::Everything,
        };
        let mut text = self.render(grade, detail) + &self.beside(grade, past);
        if self.order.submissions.len() > 1 {
            text.push('\n');
        }
        text
    }

    /// What belongs to an exercise beside its grade.
    fn beside(&self, grade: &ExerciseGrade<'_>, past: &Past) -> String {
        let since = past.since_last.as_ref().map(|since| match self.scope {
            Scope::Overview | Scope::FirstPart => since::short(since, self.order.seed, self.style),
            Scope::EachPart | Scope::Everything => {
                since::render(since, self.order.seed, self.style)
            }
        });
        let file = past.file.as_ref();
        let starter = file.and_then(|state| starter_note(grade.exercise, state, self.style));
        let parts = [
            self.profiles(grade),
            since.unwrap_or_default(),
            starter.unwrap_or_default(),
            self.manifest_note(grade),
        ];
        parts.concat()
    }

    /// Says that somebody changed more than what is graded.
    fn manifest_note(&self, grade: &ExerciseGrade<'_>) -> String {
        if grade.author != Author::Learner {
            return String::new();
        }
        let changed = manifest::changes(self.order.workbook, grade.exercise);
        if changed.is_empty() {
            return String::new();
        }
        let changed: Vec<String> = changed.into_iter().collect();
        let manifest = grade.exercise.folder.join("Cargo.toml");
        let text = format!(
            "{} was changed ({}). Only src/lib.rs is graded, with the libraries that the exercise \
             came with.",
            self.order.workbook.shown(&manifest),
            tame_line(&changed.join(", "))
        );
        self.style.wrap("note: ", &text) + "\n"
    }

    fn render(&self, grade: &ExerciseGrade<'_>, detail: Detail) -> String {
        let source = grade.author.source(self.order.workbook, grade.exercise);
        let root = self.order.workbook.root.display();
        let context = Context {
            root: &format!("{root}{}", std::path::MAIN_SEPARATOR),
            source: &self.order.workbook.shown(&source),
            show_output: self.show_output,
            show_input: self.show_input,
        };
        exercise::render(grade, &context, detail, self.style)
    }

    /// A line of the table of where the learner stands.
    fn row(&self, grade: &ExerciseGrade<'_>) -> String {
        let names = self.order.submissions.iter();
        let width = names.map(|one| one.exercise.name.len()).max().unwrap_or(0);
        let word = format!("{:<15}", grade.verdict.word());
        let role = match grade.verdict {
            Verdict::Pass => Role::Good,
            _ => Role::Bad,
        };
        let parts = match grade.parts.len() {
            0 => String::new(),
            all => parts_pass(grade.parts_passed(), all),
        };
        let line = format!(
            "{:<width$}  {}  {parts}",
            grade.exercise.name,
            self.style.paint(role, word)
        );
        line.trim_end().to_owned() + "\n"
    }

    /// What is said when all are graded: the verdict last.
    pub fn closing(&self, grades: &[ExerciseGrade<'_>], pasts: &[Past]) -> String {
        let mut out = String::new();
        let stuck = grades
            .iter()
            .position(|grade| grade.verdict != Verdict::Pass);
        if let (Scope::Overview, Some(at)) = (self.scope, stuck) {
            out += "\n";
            out += &self.render(&grades[at], Detail::FirstOnly);
            out += &self.beside(&grades[at], &pasts[at]);
        }
        // The watcher shows the keys and the verdict below the text.
        if matches!(self.face, Face::Watcher(_)) {
            return out;
        }
        if let Some(next) = self.next(grades, stuck) {
            out += &format!("{}\n", self.style.wrap_below(&format!("next: {next}")));
        }
        let seed = self.order.seed;
        out += &match grades {
            [one] => {
                let source = one.author.source(self.order.workbook, one.exercise);
                let source = self.order.workbook.shown(&source);
                let heading = exercise::heading(one, &source, self.style);
                // Without inputs there is nothing to make again.
                let seed = match one.parts.is_empty() {
                    true => String::new(),
                    false => format!(" (seed {seed})"),
                };
                self.style.wrap_below(&format!("{heading}{seed}")) + "\n"
            }
            _ => format!("{} (seed {seed})\n", self.tally(grades)),
        };
        out
    }

    fn tally(&self, grades: &[ExerciseGrade<'_>]) -> String {
        let passes = |grade: &&ExerciseGrade<'_>| grade.verdict == Verdict::Pass;
        let passed = grades.iter().filter(passes).count();
        let role = match passed == grades.len() {
            true => Role::Good,
            false => Role::Bad,
        };
        format!(
            "{} of {} exercises pass",
            self.style.paint(role, passed),
            grades.len()
        )
    }

    /// The one thing to do next, for whoever wrote the file.
    fn next(&self, grades: &[ExerciseGrade<'_>], stuck: Option<usize>) -> Option<String> {
        let grade = &grades[stuck.unwrap_or(0)];
        if grade.author != Author::Learner {
            return None;
        }
        let id = &grade.exercise.id;
        match (stuck, grade.verdict) {
            (None, _) if grades.len() > 1 => None,
            (None, _) => Some(self.face.how(Wish::Solution(id))),
            (Some(_), Verdict::Broken) => None,
            (Some(_), Verdict::DidNotCompile) => Some(format!(
                "mend the first error above, then cargo xtask check {id}"
            )),
            (Some(_), Verdict::Rejected) => Some(format!(
                "change what is named above, then cargo xtask check {id}"
            )),
            (Some(_), _) => Some(self.face.how(Wish::Hint { id, part: None })),
        }
    }

    /// Where dhat's profiles are of the parts that want one, and how to look at them.
    fn profiles(&self, grade: &ExerciseGrade<'_>) -> String {
        let text = |part: &Part| {
            let name = &part.name;
            Some(match grade.profiles.get(name)? {
                Ok(file) => {
                    let size = counted(case::middle_size(part) as u64, &part.item);
                    let text = format!(
                        "dhat's profile of {name} for {size} is in {}. {}",
                        self.order.workbook.shown(file),
                        passes::how_to_look()
                    );
                    self.style.wrap("  ", &text) + "\n"
                }
                Err(why) => format!("warning: no dhat profile of {name}: {why}\n"),
            })
        };
        let first = exercise::first_to_mend(grade).map(|part| &part.name);
        // A profile of a part that nobody looks at yet would only be in the way.
        let is_told = |part: &&Part| match self.scope {
            // Nor does anybody want one of a wrong answer.
            Scope::Overview | Scope::FirstPart => {
                let grades = grade.parts.iter();
                let measured =
                    grades.filter(|one| matches!(one.verdict, Verdict::Pass | Verdict::OverBudget));
                let is_measured = measured.map(|one| &one.name).any(|name| *name == part.name);
                is_measured && first.is_none_or(|name| *name == part.name)
            }
            Scope::EachPart | Scope::Everything => true,
        };
        let parts = grade.exercise.parts.iter().filter(is_told);
        parts.filter_map(text).collect()
    }
}
