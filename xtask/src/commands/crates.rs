//! Commands that another crate of the workbook carries out, which is compiled only
//! when somebody wants it. In: words. Out: what that program's exit code means.

use std::ffi::OsString;
use std::process::{Command as Process, ExitStatus};

use clap::{Arg, ArgMatches, value_parser};

use crate::commands::command::Run;
use crate::failure::Failure;
use crate::pipe::build::Colour;
use crate::pipe::compiler;
use crate::process;
use crate::session::{Outcome, Session};

/// A crate with a program of its name.
#[derive(Clone, Copy, Debug)]
pub struct Crate {
    /// Its name.
    pub name: &'static str,
    /// What is said the first time, which takes long.
    pub while_compiling: &'static str,
}

/// The watcher and the prompt.
pub const TERMINAL: Crate = Crate {
    name: "terminal",
    while_compiling: "compiling the prompt and the watcher; only the first time takes long",
};

/// What builds and measures the book, and brings it to another compiler.
pub const SITE: Crate = Crate {
    name: "site",
    while_compiling: "compiling what builds the book; only the first time takes minutes",
};

/// What grades files that a reviewer judged.
pub const JURY: Crate = Crate {
    name: "jury",
    while_compiling: "compiling the jury; only the first time takes long",
};

/// Adds to a command that its crate knows all words, also `--help`.
pub fn define_words(command: clap::Command) -> clap::Command {
    command.disable_help_flag(true).arg(
        Arg::new("words")
            .num_args(0..)
            .trailing_var_arg(true)
            .allow_hyphen_values(true)
            .value_parser(value_parser!(OsString)),
    )
}

/// The exit code of such a program when something differs or fails.
const SOMETHING_FAILS: i32 = 1;

impl Crate {
    /// Hands the words to the crate's program.
    pub fn read(self, matches: &ArgMatches) -> Run {
        self.read_after(&[], matches)
    }

    /// Hands these words to the crate's program, and then those that were typed.
    pub fn read_after(self, first: &'static [&'static str], matches: &ArgMatches) -> Run {
        let words = matches.get_many::<OsString>("words");
        let words: Vec<OsString> = words.into_iter().flatten().cloned().collect();
        Box::new(move |session| {
            let first = first.iter().map(OsString::from);
            self.run(session, first.chain(words))
        })
    }

    /// Hands these words to the crate's program.
    pub fn run(
        self,
        session: &Session,
        words: impl IntoIterator<Item = OsString>,
    ) -> Result<Outcome, Failure> {
        let mut cargo = self.cargo(session);
        cargo.args(words);
        let status = process::status(&mut cargo, &session.interrupt)?;
        self.outcome(status)
    }

    /// The same for a program that has the terminal to itself and is told about colours.
    pub fn take_over(self, session: &Session, words: &[OsString]) -> Result<Outcome, Failure> {
        let mut cargo = self.cargo(session);
        cargo.args(words).args(match session.compiler_colour() {
            Colour::Ansi => ["--color", "always"],
            Colour::Plain => ["--color", "never"],
        });
        // In the place of this program: a Ctrl-C in the terminal would end this one
        // and leave the other without a terminal.
        let status = process::become_program(&mut cargo)?;
        self.outcome(status)
    }

    /// Compiles and runs the program in the learner's folder.
    fn cargo(self, session: &Session) -> Process {
        let mut cargo = compiler::cargo();
        cargo
            .args(["run", "--release", "--package", self.name])
            .arg("--manifest-path")
            .arg(session.workbook.root.join("Cargo.toml"));
        let program = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        if session.target.join("release").join(program).exists() {
            cargo.arg("--quiet");
        } else {
            eprintln!("{}", self.while_compiling);
        }
        cargo.arg("--");
        cargo
    }

    fn outcome(self, status: ExitStatus) -> Result<Outcome, Failure> {
        match status.code() {
            Some(0) => Ok(Outcome::AllPass),
            Some(SOMETHING_FAILS) => Ok(Outcome::SomethingFails),
            _ => Err(Failure::new(format!(
                "`{}` ended with {status}; what it said stands above",
                self.name
            ))),
        }
    }
}
