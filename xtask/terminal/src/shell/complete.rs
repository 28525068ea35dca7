//! What may come next. In: the beginning of a line, all commands, and all
//! exercises. Out: the words that can stand where the line ends.

use clap::{Arg, Command};
use xtask::learner::standing::Standing;

use crate::shell::words::{self, End, Line};

/// Words that only the prompt knows.
pub const OWN_WORDS: [&str; 3] = ["help", "quit", "exit"];

/// What can stand at the end of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidates {
    /// These words, in place of what begins at this byte.
    Words(usize, Vec<String>),
    /// The name of a file.
    File,
}

/// What can stand at the end of `line`.
pub fn candidates(line: &str, program: &Command, exercises: &[Standing]) -> Candidates {
    let cut = words::cut(line);
    let (start, begun) = begun(line, &cut);
    if matches!(cut.end, End::InComment) {
        return Candidates::Words(start, Vec::new());
    }
    let before: Vec<&str> = cut
        .command()
        .iter()
        .filter(|word| word.start < start)
        .map(|word| word.text.as_str())
        .collect();
    let context = Context {
        program,
        exercises,
        before: &before,
    };
    let all = match context.expected(begun) {
        Expected::Words(words) => words,
        Expected::File => return Candidates::File,
    };
    let mut words: Vec<String> = all
        .into_iter()
        .filter(|word| word.starts_with(begun))
        .collect();
    words.sort();
    words.dedup();
    Candidates::Words(start, words)
}

/// The word that the line ends in, and where it begins; an empty one after a blank.
fn begun<'l>(line: &str, cut: &'l Line) -> (usize, &'l str) {
    match (cut.end, cut.words.last()) {
        (End::InWord | End::InQuote(_), Some(word)) => (word.start, &word.text),
        _ => (line.len(), ""),
    }
}

enum Expected {
    Words(Vec<String>),
    File,
}

/// Where in a command the line ends.
struct Context<'a> {
    program: &'a Command,
    exercises: &'a [Standing],
    /// The words before the one that is being typed.
    before: &'a [&'a str],
}

impl Context<'_> {
    fn expected(&self, begun: &str) -> Expected {
        let Some((command, given)) = self.before.split_first() else {
            return Expected::Words(self.commands());
        };
        if *command == "help" {
            return Expected::Words(match given {
                [] => self.commands(),
                _ => Vec::new(),
            });
        }
        let Some(command) = self.program.find_subcommand(command) else {
            return Expected::Words(Vec::new());
        };
        let option = given
            .last()
            .and_then(|word| word.strip_prefix("--"))
            .and_then(|name| self.option(command, name));
        if let Some(option) = option.filter(|option| option.get_action().takes_values()) {
            return self.values(option, begun);
        }
        if begun.starts_with('-') {
            return Expected::Words(self.options(command));
        }
        match command.get_positionals().next() {
            Some(positional) => self.values(positional, begun),
            None => Expected::Words(Vec::new()),
        }
    }

    fn commands(&self) -> Vec<String> {
        self.program
            .get_subcommands()
            .filter(|command| !command.is_hide_set())
            .map(|command| command.get_name().to_owned())
            .chain(OWN_WORDS.map(str::to_owned))
            .collect()
    }

    /// The options of a command, and those of all commands.
    fn arguments<'c>(&'c self, command: &'c Command) -> impl Iterator<Item = &'c Arg> {
        let global = self
            .program
            .get_arguments()
            .filter(|arg| arg.is_global_set());
        command.get_arguments().chain(global)
    }

    fn option<'c>(&'c self, command: &'c Command, name: &str) -> Option<&'c Arg> {
        self.arguments(command)
            .find(|arg| arg.get_long() == Some(name))
    }

    fn options(&self, command: &Command) -> Vec<String> {
        self.arguments(command)
            .filter_map(Arg::get_long)
            .chain((!command.is_disable_help_flag_set()).then_some("help"))
            .map(|name| format!("--{name}"))
            .collect()
    }

    /// What an option or a place in the command can be, by the name of its value.
    fn values(&self, argument: &Arg, begun: &str) -> Expected {
        let possible = argument.get_possible_values();
        if !possible.is_empty() {
            let names = possible.iter().map(|value| value.get_name().to_owned());
            return Expected::Words(names.collect());
        }
        let value = argument
            .get_value_names()
            .and_then(|names| names.first())
            .map_or("", |name| name.as_str());
        match (value, argument.get_long()) {
            ("ID", _) => Expected::Words(self.names(begun)),
            ("PATH" | "FILE", _) => Expected::File,
            (_, Some("part")) => Expected::Words(self.parts()),
            _ => Expected::Words(Vec::new()),
        }
    }

    /// Every name that an exercise goes by; one for each where nothing is typed yet.
    fn names(&self, begun: &str) -> Vec<String> {
        let names = |e: &Standing| match begun {
            "" => vec![e.name.clone()],
            _ => vec![e.id.clone(), e.name.clone(), e.topic.clone()],
        };
        self.exercises.iter().flat_map(names).collect()
    }

    /// The parts of the exercise that the line names; of all, if it names none.
    fn parts(&self) -> Vec<String> {
        let named = |e: &&Standing| {
            let names = [&e.id, &e.name, &e.topic];
            self.before
                .iter()
                .any(|word| names.iter().any(|n| n == word))
        };
        let parts = |e: &Standing| e.parts.clone();
        match self.exercises.iter().find(named) {
            Some(exercise) => parts(exercise),
            None => self.exercises.iter().flat_map(parts).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use xtask::learner::standing::State;

    fn exercise(id: &str, topic: &str, parts: &[&str]) -> Standing {
        Standing {
            id: id.to_owned(),
            name: format!("{id}-{topic}"),
            topic: topic.to_owned(),
            file: "lib.rs".into(),
            shown: "lib.rs".to_owned(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            passed: 0,
            state: State::Open,
        }
    }

    fn words(line: &str) -> (usize, Vec<String>) {
        let exercises = [
            exercise("ex1", "squares", &["list", "sum"]),
            exercise("ex2", "strings", &["users"]),
        ];
        let mut program = xtask::command_line::definition();
        program.build();
        match candidates(line, &program, &exercises) {
            Candidates::Words(start, words) => (start, words),
            Candidates::File => (0, vec!["A FILE".to_owned()]),
        }
    }

    #[test]
    fn each_place_has_its_words() {
        for (line, start, expected) in [
            ("ch", 0, &["check"][..]),
            ("  q", 2, &["quit"]),
            ("cargo xtask ch", 12, &["check"]),
            ("help wa", 5, &["watch"]),
            ("check ", 6, &["ex1-squares", "ex2-strings"]),
            ("check ex2", 6, &["ex2", "ex2-strings"]),
            ("check ex1 str", 10, &["strings"]),
            ("check \"sq", 6, &["squares"]),
            ("hint ex1 --part ", 16, &["list", "sum"]),
            ("hint strings --part ", 20, &["users"]),
            ("hint --part ", 12, &["list", "sum", "users"]),
            ("hint ex1 --pa", 9, &["--part"]),
            ("list --co", 5, &["--color"]),
            ("list --color a", 13, &["always", "auto"]),
            ("watch --po", 6, &["--poll"]),
            ("watch --h", 6, &["--help"]),
            ("check ex1 --file ", 0, &["A FILE"]),
            ("check --seed ", 13, &[]),
            ("list ", 5, &[]),
            ("check # ex", 10, &[]),
            ("nothing ex", 8, &[]),
        ] {
            let (found_at, found) = words(line);
            assert_eq!(
                (found_at, found.as_slice()),
                (
                    start,
                    &expected.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()[..]
                ),
                "{line}"
            );
        }
    }

    /// Whatever clap knows is offered.
    #[test]
    fn every_command_and_option_is_offered() {
        let mut program = xtask::command_line::definition();
        program.build();
        let (_, commands) = words("");
        for command in program.get_subcommands() {
            let name = command.get_name();
            assert!(commands.iter().any(|word| word == name), "{name}");
            for long in command.get_arguments().filter_map(Arg::get_long) {
                let (_, offered) = words(&format!("{name} --"));
                assert!(offered.contains(&format!("--{long}")), "{name} --{long}");
            }
        }
    }
}
