//! The command line. In: the words of this process, or those of a prompt. Out: the
//! command that they choose, to be run.

use clap::builder::EnumValueParser;
use clap::{Arg, ArgMatches};

use super::command::Command;
use super::{ALL, shell, status, watch};
use crate::failure::Failure;
use crate::flags::ColourChoice;
use crate::program;
use crate::session::{Outcome, Session};

pub use super::watch::{Notice, Watch};

/// What the words say.
#[derive(Debug)]
pub struct CommandLine {
    /// When to colour what is printed.
    pub colour: ColourChoice,
    matches: ArgMatches,
}

/// A command that the crate `terminal` carries out.
#[derive(Debug)]
pub enum Interactive {
    /// Grade an exercise each time its file is saved.
    Watch(Watch),
    /// Read commands from a prompt.
    Shell,
}

/// Every command and option, for whoever reads, completes or explains them.
pub fn definition() -> clap::Command {
    let color = Arg::new("color")
        .long("color")
        .global(true)
        .value_name("WHEN")
        .value_parser(EnumValueParser::<ColourChoice>::new())
        .help("When to colour what is printed [default: auto]");
    clap::Command::new("cargo xtask")
        .bin_name("cargo xtask")
        .about(
            "Learn how much memory your Rust code uses, one measured exercise at a time.\n\
             Without a command: where you stand, and what comes next.",
        )
        .max_term_width(100)
        .arg(color)
        .subcommands(ALL.iter().map(defined))
}

fn defined(command: &Command) -> clap::Command {
    (command.define)(clap::Command::new(command.name))
}

impl CommandLine {
    /// Reads the words of this process. A mistake in them, and `--help`, print their
    /// text and end the process.
    pub fn read() -> Self {
        CommandLine::of(program::matches(definition()))
    }

    /// Reads words, as a prompt has them: without the name of a program.
    ///
    /// # Errors
    ///
    /// A mistake in the words, or a call for help. Both know their text.
    pub fn parse(words: &[String]) -> Result<Self, clap::Error> {
        let program = std::iter::once("cargo xtask");
        let words = program.chain(words.iter().map(String::as_str));
        Ok(CommandLine::of(definition().try_get_matches_from(words)?))
    }

    fn of(matches: ArgMatches) -> Self {
        CommandLine {
            colour: matches.get_one("color").copied().unwrap_or_default(),
            matches,
        }
    }

    /// The command and its options, if it is one that `terminal` carries out.
    pub fn interactive(&self) -> Option<Interactive> {
        match self.matches.subcommand()? {
            (name, matches) if name == watch::COMMAND.name => {
                Some(Interactive::Watch(Watch::of(matches)))
            }
            (name, _) if name == shell::COMMAND.name => Some(Interactive::Shell),
            _ => None,
        }
    }

    /// Carries out the command; none means: where the learner stands.
    ///
    /// # Errors
    ///
    /// The command line asks for something that there is not, or the workbook or the
    /// machine is at fault.
    pub fn run(&self, session: &mut Session) -> Result<Outcome, Failure> {
        let chosen = self.matches.subcommand().and_then(|(name, matches)| {
            let command = ALL.iter().find(|command| command.name == name)?;
            Some((command.read)(matches))
        });
        match chosen {
            None => status::run(session),
            Some(run) => run(session),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        definition().debug_assert();
    }

    /// The options that a command reads are those that it defines.
    #[test]
    fn every_command_is_read() {
        for command in ALL {
            let takes_id = defined(command).get_positionals().count() > 0;
            let words = &[command.name, "ex1"][..if takes_id { 2 } else { 1 }];
            let matches = defined(command).try_get_matches_from(words);
            let _run = (command.read)(&matches.expect("it parses"));
        }
    }
}
