//! One line of the prompt. In: a line. Out: what its command prints, and what is
//! to be done after it.

use std::panic::AssertUnwindSafe;

use xtask::command_line::{CommandLine, Interactive};
use xtask::face::Face;
use xtask::interrupt::Interrupt;
use xtask::style::ColourChoice;

use crate::commands::{self, Code};
use crate::shell::words::{self, End};
use crate::watch;

/// What comes after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Next {
    /// Another one; this one ended like that.
    Line(Code),
    /// Nothing: the prompt is to be left.
    Leave,
}

/// What the prompt adds to the help of all commands.
const HELP: &str = "
In this prompt:
  help [COMMAND]  this text, or that of a command
  quit, exit      leave; Ctrl-D does, too
  Ctrl-C          end the command that is running, or clear the line
A line may begin with `cargo xtask`, and `#` begins a comment.";

/// Runs the line's command. Whatever happens in it, the prompt goes on.
pub fn run(line: &str, colour: ColourChoice, interrupt: Interrupt) -> Next {
    let cut = words::cut(line);
    if let End::InQuote(at) = cut.end {
        eprintln!(
            "error: expected the end of the quote that begins at column {}, found the end of \
             the line",
            line[..at].chars().count() + 1
        );
        return Next::Line(Code::CouldNotWork);
    }
    if cut.words.is_empty() {
        return Next::Line(Code::AllPass);
    }
    let words: Vec<String> = cut.command().iter().map(|word| word.text.clone()).collect();
    let texts: Vec<&str> = words.iter().map(String::as_str).collect();
    match texts.as_slice() {
        ["quit" | "exit"] => return Next::Leave,
        ["help", "quit" | "exit" | "help"] => {
            println!("{}", HELP.trim_start());
            return Next::Line(Code::AllPass);
        }
        _ => {}
    }
    let code = parse_and_run(&words, colour, interrupt);
    if texts == ["help"] {
        println!("{HELP}");
    }
    Next::Line(code)
}

fn parse_and_run(words: &[String], colour: ColourChoice, interrupt: Interrupt) -> Code {
    let command_line = match CommandLine::parse(words) {
        Ok(command_line) => command_line,
        Err(text) => {
            // Help goes to standard output, a mistake to standard error. Whoever
            // no longer reads either does not miss it.
            let _ = text.print();
            return match text.use_stderr() {
                true => Code::CouldNotWork,
                false => Code::AllPass,
            };
        }
    };
    let colour = match command_line.colour {
        ColourChoice::Auto => colour,
        chosen => chosen,
    };
    let command = || match command_line.interactive() {
        Some(Interactive::Shell) => {
            println!("You are in the shell already.");
            Ok(Code::AllPass)
        }
        Some(Interactive::Watch(options)) => watch::run(colour, &options),
        None => commands::run(colour, &command_line, interrupt, Face::CommandLine),
    };
    match std::panic::catch_unwind(AssertUnwindSafe(command)) {
        Ok(Ok(code)) => code,
        Ok(Err(failure)) => {
            eprintln!("error: {failure}");
            Code::CouldNotWork
        }
        // The fault was told where it happened.
        Err(_) => Code::CouldNotWork,
    }
}
