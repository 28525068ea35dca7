//! Commands that another crate of the workbook carries out, which is compiled only
//! when somebody wants it. In: words. Out: what that program's exit code means.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command as Process, ExitStatus};

use clap::{Arg, ArgMatches, value_parser};
use launch::heartbeat;
use launch::program::{Place, Program, Recipe, State};

use crate::commands::command::Run;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::build::Colour;
use crate::pipe::compiler;
use crate::process;
use crate::session::{Outcome, Session};

/// A crate with a program of its name. What learners and instructors use has a profile of its
/// own, and so a folder of its own: while it is compiled, nobody else waits.
#[derive(Clone, Copy, Debug)]
pub struct Crate {
    /// How it is built.
    pub recipe: Recipe,
    /// What is said the first time, which takes long.
    pub while_compiling: &'static str,
}

/// The watcher and the prompt.
pub const TERMINAL: Crate = Crate {
    recipe: Recipe {
        package: "terminal",
        profile: "terminal",
    },
    while_compiling: "compiling the watcher and the prompt; the first time takes half a minute or more",
};

/// What builds and measures the book, and brings it to another compiler.
pub const SITE: Crate = Crate {
    recipe: Recipe {
        package: "site",
        profile: "site",
    },
    while_compiling: "compiling what builds the book; the first time takes two minutes \
                      or more, and checks do not wait for it",
};

/// What grades a class.
pub const CLASS: Crate = Crate {
    recipe: Recipe {
        package: "class",
        profile: "grading",
    },
    while_compiling: "compiling what grades a class; the first time takes a minute or more",
};

/// What grades files that a reviewer judged. Only authors want it, who have compiled most of
/// it with the runner.
pub const JURY: Crate = Crate {
    recipe: Recipe {
        package: "jury",
        profile: "release",
    },
    while_compiling: "compiling the jury; the first time takes longest",
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
        let mut program = Process::new(self.built(session)?);
        program.args(words);
        let status = process::status(&mut program, &session.interrupt)?;
        self.outcome(status)
    }

    /// The same for a program that has the terminal to itself and is told about colours.
    pub fn take_over(self, session: &Session, words: &[OsString]) -> Result<Outcome, Failure> {
        let mut program = Process::new(self.built(session)?);
        program.args(words).args(match session.compiler_colour() {
            Colour::Ansi => ["--color", "always"],
            Colour::Plain => ["--color", "never"],
        });
        // In the place of this program: a Ctrl-C in the terminal would end this one
        // and leave the other without a terminal.
        let status = process::become_program(&mut program)?;
        self.outcome(status)
    }

    /// Where the program is, compiled if it has to be. Cargo shows how far it is.
    fn built(self, session: &Session) -> Result<PathBuf, Failure> {
        let place = Place {
            root: session.workbook.root.clone(),
            target: session.target.clone(),
            cargo: compiler::cargo().get_program().into(),
        };
        let program = Program::new(self.recipe, place);
        match program.state() {
            State::UpToDate => return Ok(program.path()),
            State::Unsure => {}
            State::Missing => eprintln!("{}", self.while_compiling),
        }
        let before = program.before_build();
        let status = shown(&mut program.cargo(), &session.interrupt)?;
        if !status.success() {
            return Err(Failure::new(format!(
                "`{}` could not be built ({status}); what cargo said stands above",
                self.recipe.package
            ))
            .next("mend what it names, and try again; the first time, it needs a network"));
        }
        // Where that cannot be written, cargo is asked each time.
        let _ = program.note(&before);
        Ok(program.path())
    }

    fn outcome(self, status: ExitStatus) -> Result<Outcome, Failure> {
        match status.code() {
            Some(0) => Ok(Outcome::AllPass),
            Some(SOMETHING_FAILS) => Ok(Outcome::SomethingFails),
            _ => Err(Failure::new(format!(
                "`{}` ended with {status}; what it said stands above",
                self.recipe.package
            ))),
        }
    }
}

/// Runs cargo to its end. Its progress never stands still.
fn shown(cargo: &mut Process, interrupt: &Interrupt) -> Result<ExitStatus, Failure> {
    heartbeat::prepare(cargo);
    let mut cargo = process::start(cargo, interrupt)?;
    let ended = process::until_interrupted(cargo.id(), interrupt, || {
        heartbeat::follow(&mut cargo);
        cargo.wait()
    });
    interrupt.check()?;
    ended.map_err(|error| Failure::of_system("lost cargo", error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use launch::program::RUNNER;
    use toml::Value;

    #[test]
    fn what_is_not_for_authors_is_compiled_where_no_checks_are() {
        let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
        let manifest = std::fs::read_to_string(file).expect("the manifest of the workspace");
        let manifest: toml::Table = manifest.parse().expect("TOML");
        for Crate { recipe, .. } in [TERMINAL, SITE, CLASS] {
            assert_ne!(recipe.profile, RUNNER.profile, "{recipe:?}");
            let profile = &manifest["profile"][recipe.profile];
            let inherits = profile.get("inherits").and_then(Value::as_str);
            assert_eq!(inherits, Some(RUNNER.profile), "{recipe:?}");
        }
    }
}
