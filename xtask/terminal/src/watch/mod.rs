//! `watch`: an exercise is graded each time its file is saved. In: saves, keys and
//! signals, one after the other from one channel. Out: what `check` says, the verdict, and
//! how many parts of all exercises pass: on a screen of its own, or line after line.
//!
//! Without a terminal there are no keys, and standard input is left alone: the
//! watcher ends by a signal only.

mod bar;
mod changes;
mod check;
mod file;
mod keys;
mod learner;
mod page;
mod screen;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use xtask::command_line::{Notice, Watch};
use xtask::face::{Face, Told};
use xtask::failure::Failure;
use xtask::learner::standing::Standing;
use xtask::style::ColourChoice;

use crate::commands::Code;
use crate::raw::{Keyboard, Typed};
use crate::signals::{Signal, Signals};
use changes::{Changes, News};
use check::{Check, Ended};
use file::{Checking, FileAction, Seen, Tracker};
use keys::Key;
use learner::Learner;
use screen::{OutputKind, Screen};

/// How long a file is left alone after a change: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// The longest that one change after the other puts a look off.
const LATEST: Duration = Duration::from_millis(100);

/// How often it is looked at what a running check does.
const BEAT: Duration = Duration::from_millis(150);

/// How many keys wait for a check to end.
const WAITING_KEYS: usize = 4;

/// What may happen.
enum WatchEvent {
    Folder(News),
    Typed(Typed),
    Signal(Signal),
    Checked(Ended),
}

/// Watches until somebody wants to leave.
pub fn run(colour: ColourChoice, options: &Watch) -> Result<Code, Failure> {
    let learner = Learner::new(colour);
    let Some(exercise) = learner.first(options.id.as_deref())? else {
        println!("All exercises pass. To watch one of them, name it.");
        return Ok(Code::AllPass);
    };
    let (tell, events) = channel();
    let signals = tell.clone();
    let _signals = Signals::listen(move |signal| {
        // Nobody listens while the watcher ends.
        let _ = signals.send(WatchEvent::Signal(signal));
    })
    .map_err(|error| Failure::new(format!("could not listen for signals: {error}")))?;
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let keyboard = match io::stdout().is_terminal() && io::stdin().is_terminal() && !dumb {
        true => {
            let typed = tell.clone();
            Keyboard::listen(move |what| {
                let _ = typed.send(WatchEvent::Typed(what));
            })
        }
        false => None,
    };
    let kind = match keyboard {
        Some(_) => OutputKind::Screen,
        None => OutputKind::Lines,
    };
    let mut watcher = Watcher {
        changes: watch(&exercise, options.notice, &tell),
        notice: options.notice,
        exercise,
        learner,
        screen: Screen::new(colour, kind),
        keyboard,
        tell,
        tracker: Tracker::new(),
        check: None,
        look_at: None,
        keys: Vec::new(),
        question: Question::None,
        announced: Announced::No,
    };
    watcher.begin();
    watcher.follow(&events);
    watcher.end(&events);
    Ok(Code::AllPass)
}

fn watch(exercise: &Standing, notice: Notice, tell: &Sender<WatchEvent>) -> Changes {
    let tell = tell.clone();
    let folder = exercise.file.parent().unwrap_or(Path::new("."));
    Changes::of(folder, notice, move |news| {
        let _ = tell.send(WatchEvent::Folder(news));
    })
}

/// What the next key answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    /// Nothing.
    None,
    /// Whether to put the starter back.
    Reset,
}

/// Whether a line says that the file is being checked. One is enough for many saves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Announced {
    /// It does, and nothing has come of it yet.
    Yes,
    /// It does not.
    No,
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
enum Flow {
    Continue,
    Leave,
}

/// When to look at the file because of news.
#[derive(Clone, Copy, Debug)]
struct Look {
    at: Instant,
    /// Not later than this, whatever happens meanwhile.
    latest: Instant,
}

/// All that is known while an exercise is watched.
struct Watcher {
    exercise: Standing,
    learner: Learner,
    screen: Screen,
    keyboard: Option<Keyboard>,
    tell: Sender<WatchEvent>,
    changes: Changes,
    notice: Notice,
    tracker: Tracker,
    check: Option<Check>,
    look_at: Option<Look>,
    /// Keys that were pressed while a check was running.
    keys: Vec<Key>,
    question: Question,
    announced: Announced,
}

impl Watcher {
    /// Begins with an exercise: its first check says where it stands.
    fn begin(&mut self) {
        let file = &self.exercise.shown;
        let message = format!("Watching {file}: save it, and it is graded.");
        match self.keyboard {
            Some(_) => {
                self.screen.show(message + "\n");
                self.tell_where_it_stands();
            }
            None => self.screen.say(&message),
        }
        self.tracker = Tracker::new();
        self.look();
    }

    /// Takes in what happens, in its order.
    fn follow(&mut self, events: &Receiver<WatchEvent>) {
        loop {
            let now = Instant::now();
            let wait = match self.look_at {
                Some(look) => look.at.saturating_duration_since(now),
                None => self.changes.interval(),
            };
            // What a check does is told meanwhile.
            let beat = match self.check {
                Some(_) => wait.min(BEAT),
                None => wait,
            };
            let flow = match events.recv_timeout(beat) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {
                    self.tell_what_it_does();
                    if beat == wait {
                        self.look();
                    }
                    Flow::Continue
                }
                // This watcher holds a sender itself.
                Err(RecvTimeoutError::Disconnected) => Flow::Leave,
            };
            if flow == Flow::Leave {
                return;
            }
        }
    }

    fn take(&mut self, event: WatchEvent) -> Flow {
        match event {
            WatchEvent::Folder(News::Changed) => self.look_soon(QUIET),
            WatchEvent::Folder(News::Lost(reason)) => self.poll(&reason),
            WatchEvent::Typed(Typed::Ended) => return Flow::Leave,
            WatchEvent::Typed(Typed::Bytes(bytes)) => {
                for key in keys::read(&bytes) {
                    if self.press(key) == Flow::Leave {
                        return Flow::Leave;
                    }
                }
            }
            WatchEvent::Signal(Signal::Interrupt | Signal::End(_)) => return Flow::Leave,
            WatchEvent::Signal(Signal::Resize) => self.screen.draw(),
            WatchEvent::Signal(Signal::Continue) => {
                if let Some(keyboard) = &self.keyboard {
                    keyboard.renew();
                }
                self.screen.enter();
                self.screen.draw();
            }
            WatchEvent::Checked(ended) => return self.checked(ended),
        }
        Flow::Continue
    }

    /// Ends a check that is running, with all its processes.
    fn end(&mut self, events: &Receiver<WatchEvent>) {
        let Some(check) = self.check.take() else {
            return;
        };
        check.interrupt();
        while let Ok(event) = events.recv() {
            if matches!(event, WatchEvent::Checked(_)) {
                return;
            }
        }
    }

    fn poll(&mut self, reason: &str) {
        self.screen.say(&format!(
            "The system does not tell of changes ({reason}), so the file is looked at \
             again and again."
        ));
        self.changes.poll();
    }

    fn look_soon(&mut self, after: Duration) {
        let now = Instant::now();
        let latest = match self.look_at {
            Some(look) => look.latest,
            None => now + LATEST.max(after),
        };
        self.look_at = Some(Look {
            at: (now + after).min(latest),
            latest,
        });
    }

    /// Looks at the file because of news, or because it is time to.
    fn look(&mut self) {
        self.look_at = None;
        match &self.check {
            // It ends, and then there is another look.
            Some(check) if check.is_interrupted() => {}
            Some(_) => self.look_while(Checking::Yes),
            None => self.look_while(Checking::No),
        }
    }

    /// Looks at the file, and does what follows from it.
    fn look_while(&mut self, checking: Checking) {
        let seen = Seen::now(&self.exercise.file);
        match self.tracker.look(&seen, Instant::now(), checking) {
            FileAction::Nothing => {}
            FileAction::LookAgain(after) => self.look_soon(after),
            FileAction::Gone => {
                let file = &self.exercise.shown;
                let message = format!("{file} is gone. It is graded again when it is back.");
                self.screen.say(&message);
            }
            FileAction::Back => {
                self.changes.renew();
                let message = format!("{} is back.", self.exercise.shown);
                self.screen.say(&message);
                self.check_again(seen);
            }
            FileAction::Check => self.check_again(seen),
        }
    }

    /// Checks what was seen, now or as soon as a running check has ended.
    fn check_again(&mut self, seen: Seen) {
        match &self.check {
            Some(check) => {
                check.interrupt();
                // It was not checked to the end, so it counts as not checked.
                self.tracker.begin(Seen::Missing);
            }
            None => {
                self.tracker.begin(seen);
                self.start(check::grade(&self.exercise));
            }
        }
    }

    fn start(&mut self, words: Vec<String>) {
        if self.announced == Announced::No {
            let message = format!("checking {}", self.exercise.name);
            self.screen.say(&message);
            self.announced = Announced::Yes;
        }
        let tell = self.tell.clone();
        let face = self.face();
        self.check = Some(Check::start(
            self.learner.colour(),
            words,
            face,
            move |ended| {
                let _ = tell.send(WatchEvent::Checked(ended));
            },
        ));
    }

    /// Who reads what a command says: the screen, or whoever reads the lines.
    fn face(&self) -> Face {
        match self.keyboard {
            Some(_) => Face::Watcher(Arc::new(Told::default())),
            None => Face::CommandLine,
        }
    }

    fn tell_what_it_does(&mut self) {
        if let Some(Face::Watcher(told)) = self.check.as_ref().map(Check::face) {
            let doing = told.doing();
            let doing = match doing.is_empty() {
                true => String::new(),
                false => format!(": {doing}"),
            };
            let message = format!("checking {}{doing}", self.exercise.name);
            self.screen.does(&message);
        }
    }

    /// A check has ended, by itself or because it was to.
    fn checked(&mut self, ended: Ended) -> Flow {
        let was = self.check.take();
        if was.as_ref().is_some_and(Check::is_interrupted) {
            self.look();
            return Flow::Continue;
        }
        self.announced = Announced::No;
        if let Some(check) = was {
            self.show(check.face(), &ended);
        }
        if matches!(ended, Ended::With(Code::AllPass)) {
            self.passed();
        }
        // What was saved while it ran was perhaps not what it read.
        self.look_while(Checking::Yes);
        if self.check.is_some() {
            return Flow::Continue;
        }
        self.tell_where_it_stands();
        for key in std::mem::take(&mut self.keys) {
            if self.press(key) == Flow::Leave {
                return Flow::Leave;
            }
        }
        Flow::Continue
    }

    /// Shows what a command said, and why it could not work, if it could not.
    fn show(&mut self, face: &Face, ended: &Ended) {
        let failure = match ended {
            Ended::Failed(failure) => Some(format!("error: {failure}\n")),
            Ended::With(_) => None,
        };
        match face {
            Face::Watcher(told) => {
                let text = told.text() + &failure.unwrap_or_default();
                self.screen.show(text);
            }
            Face::CommandLine => {
                if let Some(failure) = failure {
                    eprint!("{failure}");
                }
            }
        }
    }

    fn tell_where_it_stands(&mut self) {
        let verdict = self.learner.verdict(&self.exercise);
        self.screen.stands(verdict, self.learner.parts_passed());
    }

    fn passed(&mut self) {
        let id = &self.exercise.id;
        let message = match (self.learner.next(&self.exercise), &self.keyboard) {
            (None, _) => format!("{id} passes, and so do all others."),
            (Some(next), Some(_)) => format!("{id} passes. Press n to go on with {}.", next.name),
            (Some(next), None) => {
                format!("{id} passes. Next: cargo xtask watch {}", next.id)
            }
        };
        self.screen.say(&message);
    }

    /// Does what a key asks for, now or when a running check has ended.
    fn press(&mut self, key: Key) -> Flow {
        match key {
            Key::Quit => return Flow::Leave,
            Key::Scroll(how) => {
                self.screen.scroll(how);
                return Flow::Continue;
            }
            _ => {}
        }
        if self.check.is_some() {
            // What it says would take the place of what a command said.
            if !matches!(key, Key::Other | Key::Yes) && self.keys.len() < WAITING_KEYS {
                self.keys.push(key);
            }
            return Flow::Continue;
        }
        let id = self.exercise.id.clone();
        match (self.question, key) {
            (Question::Reset, key) => {
                self.question = Question::None;
                match key {
                    Key::Yes => self.command(&["reset", &id]),
                    _ => self.screen.say("The file stays as it is."),
                }
            }
            (Question::None, Key::Hint) => self.command(&["hint", &id]),
            (Question::None, Key::List) => self.command(&["list"]),
            (Question::None, Key::Solution) => self.command(&["solution", &id]),
            (Question::None, Key::Keys) => self.screen.show(keys::HELP.to_owned()),
            (Question::None, Key::Reset) => {
                self.question = Question::Reset;
                self.screen.say(&format!("reset {id}? y/n"));
            }
            (Question::None, Key::Explain) => self.start(check::explain(&self.exercise)),
            (Question::None, Key::Next) => self.go_on(),
            (Question::None, Key::Other | Key::Yes | Key::Quit | Key::Scroll(_)) => {}
        }
        Flow::Continue
    }

    /// Runs a command that needs no compiler.
    fn command(&mut self, words: &[&str]) {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let face = self.face();
        let ended = check::run(self.learner.colour(), words, face.clone());
        self.show(&face, &ended);
    }

    /// Goes on with the next exercise that does not pass yet.
    fn go_on(&mut self) {
        let Some(next) = self.learner.next(&self.exercise) else {
            self.screen.say("No other exercise is left to do.");
            return;
        };
        self.changes = watch(&next, self.notice, &self.tell);
        self.exercise = next;
        self.begin();
    }
}
