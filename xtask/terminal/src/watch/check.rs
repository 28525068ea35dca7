//! Checks that can be ended. In: words of a command. Out: what it prints, and how
//! it ended, from a thread of its own.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use xtask::command_line::CommandLine;
use xtask::face::Face;
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::learner::standing::Standing;
use xtask::style::ColourChoice;

use crate::commands::{self, Code};

/// How a command ended.
#[derive(Debug)]
pub enum Ended {
    /// With this exit code.
    With(Code),
    /// It could not do its work.
    Failed(Failure),
}

/// What grades an exercise.
pub fn grade(exercise: &Standing) -> Vec<String> {
    vec!["check".to_owned(), exercise.id.clone()]
}

/// What grades it and also explains its costs.
pub fn explain(exercise: &Standing) -> Vec<String> {
    let mut words = grade(exercise);
    words.push("--explain".to_owned());
    words
}

/// A check that is running.
pub struct Check {
    interrupt: Arc<AtomicBool>,
    face: Face,
}

impl Check {
    /// Starts it; `tell` is called once, when it has ended.
    pub fn start(
        colour: ColourChoice,
        words: Vec<String>,
        face: Face,
        tell: impl FnOnce(Ended) + Send + 'static,
    ) -> Self {
        let interrupt = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&interrupt);
        let reader = face.clone();
        thread::spawn(move || tell(run_until(colour, words, Interrupt::on(flag), reader)));
        Check { interrupt, face }
    }

    /// Who is told of it.
    pub fn face(&self) -> &Face {
        &self.face
    }

    /// Makes it end soon, with all its processes.
    pub fn interrupt(&self) {
        self.interrupt.store(true, Ordering::SeqCst);
    }

    /// Whether it is to end.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::SeqCst)
    }
}

/// Runs a command to its end, here and now.
pub fn run(colour: ColourChoice, words: Vec<String>, face: Face) -> Ended {
    run_until(colour, words, Interrupt::NEVER, face)
}

fn run_until(colour: ColourChoice, words: Vec<String>, interrupt: Interrupt, face: Face) -> Ended {
    let command = || {
        let command_line =
            CommandLine::parse(&words).map_err(|error| Failure::new(error.to_string()))?;
        commands::run(colour, &command_line, interrupt, face)
    };
    match std::panic::catch_unwind(AssertUnwindSafe(command)) {
        Ok(Ok(code)) => Ended::With(code),
        Ok(Err(failure)) => Ended::Failed(failure),
        // The fault was told where it happened.
        Err(_) => Ended::With(Code::CouldNotWork),
    }
}
