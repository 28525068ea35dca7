//! What every command needs. In: the current folder and the environment.
//! Out: the workbook, the learner's history, and how to print.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::failure::Failure;
use crate::flags::ColourChoice;
use crate::interrupt::Interrupt;
use crate::learner::history::History;
use crate::learner::standing::{self, Standing};
use crate::learner::starter;
use crate::pipe::Order;
use crate::pipe::build::Colour;
use crate::pipe::case::Extras;
use crate::pipe::compiler::Compiler;
use crate::pipe::stage::Submission;
use crate::process::Limits;
use crate::report::face::Face;
use crate::report::style::Style;
use crate::workbook::Workbook;

/// The surroundings of one command.
#[derive(Debug)]
pub struct Session {
    /// The exercises.
    pub workbook: Workbook,
    /// Where build products go.
    pub target: PathBuf,
    /// What the learner did so far.
    pub history: History,
    /// How to print.
    pub style: Style,
    /// What ends a command early; never, unless somebody sets it.
    pub interrupt: Interrupt,
    /// Who reads what commands say; whoever gave them, unless somebody sets it.
    pub face: Face,
}

/// Whether a command that did its work found everything well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Outcome {
    /// Exit code 0.
    AllPass,
    /// Exit code 1.
    SomethingFails,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::AllPass => ExitCode::SUCCESS,
            Outcome::SomethingFails => ExitCode::from(1),
        }
    }
}

impl Session {
    /// Finds the workbook around the current folder. Warns of a damaged history, and brings
    /// files that nobody edited up to date with this edition.
    pub fn open(colour: ColourChoice) -> Result<Self, Failure> {
        let mut session = Session::open_again(colour)?;
        if let Some(warning) = session.history.warning() {
            eprintln!("warning: {warning}");
        }
        match starter::bring_up_to_date(&session.workbook, &mut session.history) {
            Ok(told) => {
                let style = session.style;
                told.iter()
                    .for_each(|what| eprintln!("{}", style.wrap("note: ", what)));
            }
            Err(failure) => eprintln!("warning: exercises may begin with old files: {failure}"),
        }
        Ok(session)
    }

    /// The same without a word or a change, for a program that did it already.
    pub fn open_again(colour: ColourChoice) -> Result<Self, Failure> {
        let here = std::env::current_dir()
            .map_err(|error| Failure::new(format!("the current folder is gone: {error}")))?;
        let workbook = Workbook::open(&here)?;
        let history = History::read(&workbook.root)?;
        Ok(Session {
            target: target_folder(&workbook),
            history,
            style: Style::for_stdout(colour),
            interrupt: Interrupt::NEVER,
            face: Face::default(),
            workbook,
        })
    }

    /// How far the learner is with each exercise.
    pub fn standing(&self) -> Vec<Standing> {
        standing::of(&self.workbook, &self.history)
    }

    /// An order to grade these, with the usual limits and nothing beyond a verdict.
    pub fn order<'s>(
        &'s self,
        submissions: Vec<Submission<'s>>,
        seed: u64,
    ) -> Result<Order<'s>, Failure> {
        Ok(Order {
            compiler: Compiler::of(&self.workbook)?,
            workbook: &self.workbook,
            target: &self.target,
            submissions,
            seed,
            limits: Limits::usual_until(&self.interrupt),
            colour: self.compiler_colour(),
            extras: Extras::none(),
        })
    }

    /// Whether the compiler colours its messages.
    pub fn compiler_colour(&self) -> Colour {
        if self.style.is_coloured() {
            Colour::Ansi
        } else {
            Colour::Plain
        }
    }
}

/// Cargo built this very program in `<target>/release`, wherever the learner's
/// settings put `<target>`. The exercises go beside it.
pub fn target_folder(workbook: &Workbook) -> PathBuf {
    let own = std::env::current_exe().ok();
    let beside = own
        .as_deref()
        .and_then(|exe| exe.parent()?.parent())
        .filter(|folder| folder.join("CACHEDIR.TAG").is_file());
    match (beside, std::env::var_os("CARGO_TARGET_DIR")) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(folder)) if !folder.is_empty() => workbook.root.join(folder),
        _ => workbook.root.join("target"),
    }
}
