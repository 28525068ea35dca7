//! `shell`: a prompt. In: lines, from a terminal or a pipe. Out: what the commands
//! print, and the exit code of the worst.

mod complete;
mod helper;
mod history;
mod line;
mod words;

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::completion::FilenameCompleter;
use rustyline::error::ReadlineError;
use rustyline::hint::HistoryHinter;
use rustyline::history::DefaultHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor};
use xtask::failure::Failure;
use xtask::flags::{self, ColourChoice};
use xtask::interrupt::Interrupt;
use xtask::learner::standing;
use xtask::session::Session;

use crate::commands::Code;
use crate::raw::Modes;
use crate::signals::{self, Signal, Signals};
use helper::Assistant;
use history::Lines;
use line::Next;

/// What stands before the line that is typed.
const PROMPT: &str = "xtask> ";

/// Reads and runs commands until the input ends or somebody wants to leave.
pub fn run(colour: ColourChoice) -> Result<Code, Failure> {
    // A folder without a workbook is told before the first line.
    let session = Session::open(colour)?;
    let source = match io::stdin().is_terminal() && io::stdout().is_terminal() {
        true => Source::Person,
        false => Source::Script,
    };
    let stop = Stop::default();
    let _signals = stop.listen(source)?;
    match source {
        Source::Person => prompt(colour, &session, &stop).map(|()| Code::AllPass),
        Source::Script => script(colour, &stop),
    }
}

/// Where lines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// A terminal.
    Person,
    /// A pipe or a file.
    Script,
}

/// What signals ask for.
#[derive(Clone, Default)]
struct Stop {
    /// The running command is to end.
    command: Arc<AtomicBool>,
    /// The prompt itself is to end.
    all: Arc<AtomicBool>,
    /// A line is being waited for, so that nobody looks at the other two.
    reading: Arc<AtomicBool>,
}

impl Stop {
    fn listen(&self, source: Source) -> Result<Signals, Failure> {
        let stop = self.clone();
        let modes = Modes::of_stdin();
        let tell = move |signal| match (signal, source) {
            // At the prompt it is a key, and no signal.
            (Signal::Interrupt, Source::Person) => stop.command.store(true, Ordering::SeqCst),
            (Signal::Interrupt, Source::Script) => {
                stop.end(signal_hook::consts::SIGINT, modes.as_ref());
            }
            (Signal::End(number), _) => stop.end(number, modes.as_ref()),
            (Signal::Resize | Signal::Continue, _) => {}
        };
        Signals::listen(tell)
            .map_err(|error| Failure::new(format!("could not listen for signals: {error}")))
    }

    /// Ends the running command, and then the prompt.
    fn end(&self, signal: i32, modes: Option<&Modes>) {
        self.all.store(true, Ordering::SeqCst);
        self.command.store(true, Ordering::SeqCst);
        if self.reading.load(Ordering::SeqCst) {
            if let Some(modes) = modes {
                modes.restore();
            }
            signals::end_by(signal);
        }
    }

    /// Waits for a line; none, if it is time to end instead.
    fn read<T>(&self, read: impl FnOnce() -> T) -> Option<T> {
        self.reading.store(true, Ordering::SeqCst);
        // A signal that came before now has set this; one that comes after sees
        // that a line is being waited for.
        let line = match self.all.load(Ordering::SeqCst) {
            true => None,
            false => Some(read()),
        };
        self.reading.store(false, Ordering::SeqCst);
        line
    }

    /// For a new command, with nothing left over from before.
    fn for_command(&self) -> Interrupt {
        // A signal that wants all to end stays.
        self.command
            .store(self.all.load(Ordering::SeqCst), Ordering::SeqCst);
        Interrupt::on(Arc::clone(&self.command))
    }
}

/// Reads lines from a person.
fn prompt(colour: ColourChoice, session: &Session, stop: &Stop) -> Result<(), Failure> {
    let fail = |error: ReadlineError| Failure::new(format!("no prompt: {error}"));
    let mut editor = editor(session).map_err(fail)?;
    let mut lines = Lines::load(session.history.folder().to_owned(), &mut editor);
    println!("`help` shows all commands, the tab key completes them, and `quit` leaves.");
    loop {
        let typed = match stop.read(|| editor.readline(PROMPT)) {
            Some(Ok(line)) => line,
            Some(Err(ReadlineError::Interrupted | ReadlineError::Signal(_))) => continue,
            Some(Err(ReadlineError::Eof)) | None => return Ok(()),
            Some(Err(error)) => return Err(fail(error)),
        };
        // What is pasted may be several lines.
        for line in typed.lines().map(str::trim).filter(|l| !l.is_empty()) {
            lines.add(line, &mut editor);
            if line::run(line, colour, stop.for_command()) == Next::Leave {
                return Ok(());
            }
            if stop.command.load(Ordering::SeqCst) {
                // Ctrl-C ends all of them.
                break;
            }
        }
        // The command may have changed them, and so may an editor.
        if let (Ok(session), Some(assistant)) = (Session::open_again(colour), editor.helper_mut()) {
            assistant.exercises = standing::of(&session);
        }
    }
}

fn editor(session: &Session) -> rustyline::Result<Editor<Assistant, DefaultHistory>> {
    let config = Config::builder()
        .max_history_size(history::LIMIT)?
        .history_ignore_dups(true)?
        .completion_type(CompletionType::List)
        .color_mode(match session.style.is_coloured() {
            true => ColorMode::Enabled,
            false => ColorMode::Disabled,
        })
        .build();
    let mut program = flags::command_line();
    program.build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Assistant {
        program,
        exercises: standing::of(session),
        style: session.style,
        files: FilenameCompleter::new(),
        history: HistoryHinter::new(),
    }));
    Ok(editor)
}

/// Reads lines from a program or a file.
fn script(colour: ColourChoice, stop: &Stop) -> Result<Code, Failure> {
    let mut worst = Code::AllPass;
    loop {
        let mut bytes = Vec::new();
        // Locked for one line only: a command may ask for an answer.
        match stop.read(|| io::stdin().lock().read_until(b'\n', &mut bytes)) {
            Some(Ok(0)) | None => return Ok(worst),
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                return Err(Failure::new(format!("could not read a line: {error}")));
            }
        }
        let next = match str::from_utf8(&bytes) {
            Ok(line) => line::run(line.trim_end(), colour, stop.for_command()),
            Err(_) => {
                eprintln!("error: expected text in UTF-8, found other bytes in a line");
                Next::Line(Code::CouldNotWork)
            }
        };
        match next {
            Next::Line(code) => worst = worst.max(code),
            Next::Leave => return Ok(worst),
        }
    }
}
