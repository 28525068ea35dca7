//! `watch`: an exercise is graded each time its file is saved. In: saves, keys and
//! signals, one after the other from one channel. Out: what `check` prints, and how
//! many parts of all exercises pass.
//!
//! Without a terminal there are no keys, and standard input is left alone: the
//! watcher ends by a signal only.

mod actions;
mod changes;
mod check;
mod file;
mod keys;
mod learner;
mod screen;

use std::io::{self, IsTerminal};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use xtask::failure::Failure;
use xtask::flags::{ColourChoice, Notice, Watch};
use xtask::learner::standing::Standing;

use crate::commands::Code;
use crate::raw::{Keyboard, Typed};
use crate::signals::{Signal, Signals};
use actions::Question;
use changes::{Changes, News};
use check::{Check, Ended};
use file::{Checking, Seen, Step, Tracker};
use keys::Key;
use learner::Learner;
use screen::Screen;

/// How long a file is left alone after a change: an editor writes in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// The longest that one change after the other puts a look off.
const LATEST: Duration = Duration::from_millis(100);

/// What may happen.
enum Event {
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
        let _ = signals.send(Event::Signal(signal));
    })
    .map_err(|error| Failure::new(format!("could not listen for signals: {error}")))?;
    let screen = Screen::new(colour);
    let keyboard = match screen.is_terminal() && io::stdin().is_terminal() {
        true => {
            let typed = tell.clone();
            Keyboard::listen(move |what| {
                let _ = typed.send(Event::Typed(what));
            })
        }
        false => None,
    };
    let mut watcher = Watcher {
        changes: watch(&exercise, options.notice, &tell),
        notice: options.notice,
        exercise,
        learner,
        screen,
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

fn watch(exercise: &Standing, notice: Notice, tell: &Sender<Event>) -> Changes {
    let tell = tell.clone();
    let folder = exercise.file.parent().unwrap_or(Path::new("."));
    Changes::of(folder, notice, move |news| {
        let _ = tell.send(Event::Folder(news));
    })
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
    tell: Sender<Event>,
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
        let keys = match self.keyboard {
            Some(_) => " ? shows the keys.",
            None => "",
        };
        let message = format!("Watching {file}: save it, and it is graded.{keys}");
        self.screen.say(&message);
        self.tracker = Tracker::new();
        self.look();
    }

    /// Takes in what happens, in its order.
    fn follow(&mut self, events: &Receiver<Event>) {
        loop {
            let now = Instant::now();
            let wait = match self.look_at {
                Some(look) => look.at.saturating_duration_since(now),
                None => self.changes.interval(),
            };
            let flow = match events.recv_timeout(wait) {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => {
                    self.look();
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

    fn take(&mut self, event: Event) -> Flow {
        match event {
            Event::Folder(News::Changed) => self.look_soon(QUIET),
            Event::Folder(News::Lost(reason)) => self.poll(&reason),
            Event::Typed(Typed::Ended) => return Flow::Leave,
            Event::Typed(Typed::Bytes(bytes)) => {
                for key in keys::read(&bytes) {
                    if self.press(key) == Flow::Leave {
                        return Flow::Leave;
                    }
                }
            }
            Event::Signal(Signal::Interrupt | Signal::End(_)) => return Flow::Leave,
            Event::Signal(Signal::Resize) => self.redraw(),
            Event::Signal(Signal::Continue) => {
                if let Some(keyboard) = &self.keyboard {
                    keyboard.renew();
                }
                self.redraw();
            }
            Event::Checked(ended) => return self.checked(ended),
        }
        Flow::Continue
    }

    /// Ends a check that is running, with all its processes.
    fn end(&mut self, events: &Receiver<Event>) {
        self.screen.clear();
        let Some(check) = self.check.take() else {
            return;
        };
        check.interrupt();
        while let Ok(event) = events.recv() {
            if matches!(event, Event::Checked(_)) {
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
        self.redraw();
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
            Step::Nothing => {}
            Step::LookAgain(after) => self.look_soon(after),
            Step::Gone => {
                let file = &self.exercise.shown;
                let message = format!("{file} is gone. It is graded again when it is back.");
                self.screen.say(&message);
                self.redraw();
            }
            Step::Back => {
                self.changes.renew();
                let message = format!("{} is back.", self.exercise.shown);
                self.screen.say(&message);
                self.check_again(seen);
            }
            Step::Check => self.check_again(seen),
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
        self.check = Some(Check::start(self.learner.colour(), words, move |ended| {
            let _ = tell.send(Event::Checked(ended));
        }));
    }

    /// A check has ended, by itself or because it was to.
    fn checked(&mut self, ended: Ended) -> Flow {
        let was = self.check.take();
        if was.is_some_and(|check| check.is_interrupted()) {
            self.look();
            return Flow::Continue;
        }
        self.announced = Announced::No;
        match ended {
            Ended::Failed(failure) => eprintln!("error: {failure}"),
            Ended::With(Code::AllPass) => self.passed(),
            Ended::With(_) => {}
        }
        // What was saved while it ran was perhaps not what it read.
        self.look_while(Checking::Yes);
        if self.check.is_some() {
            return Flow::Continue;
        }
        let tally = self.learner.tally();
        self.screen.tally(tally);
        self.redraw();
        for key in std::mem::take(&mut self.keys) {
            if self.press(key) == Flow::Leave {
                return Flow::Leave;
            }
        }
        Flow::Continue
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

    /// Draws the last line again.
    fn redraw(&mut self) {
        if self.check.is_some() {
            return;
        }
        match self.question {
            Question::None => {
                let tally = self.learner.tally();
                self.screen.bar(tally);
            }
            Question::Reset => {
                let question = format!("reset {}? y/n ", self.exercise.id);
                self.screen.ask(&question);
            }
        }
    }
}
