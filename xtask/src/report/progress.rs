//! Progress on a terminal. In: steps of longer work. Out: one line on standard
//! error that is gone when the work ends, however it ends.
//!
//! Nothing is drawn for work that is soon done, for readers other than a
//! terminal, and where `TERM` is `dumb`.

use std::io::{IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipe::progress::{Progress, Step};
use crate::report::face::Face;
use crate::report::style::number;

/// Work that is done by then shows no progress.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often the line is drawn where nothing is told.
const BEAT: Duration = Duration::from_millis(120);
/// Below so many columns there is no room for a bar.
const ROOM_FOR_A_BAR: u16 = 50;

/// Whether progress may be shown at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Where a person sees it.
    OnTerminal,
    /// Not even there: a program reads the output.
    Never,
}

/// A line that shows how far the work is. It is cleared when dropped.
#[derive(Debug)]
pub struct Bar {
    bar: ProgressBar,
    watched: bool,
    /// Who is told in place of a terminal's line.
    face: Face,
    stage: Mutex<Stage>,
    /// Draws the line once the patience is over; ends when its sender is dropped.
    curtain: Option<(Sender<()>, JoinHandle<()>)>,
}

/// Windows are weighed while cargo still builds: the line is cargo's until then.
#[derive(Debug, Default)]
struct Stage {
    is_building: bool,
    /// What was last told of windows.
    weighed: Option<(usize, usize)>,
}

impl Bar {
    /// A line that is not drawn yet.
    pub fn new(show: Show) -> Self {
        Bar::of(&Face::CommandLine, show)
    }

    /// The same for whoever reads: the watcher has a line of its own.
    pub fn of(face: &Face, show: Show) -> Self {
        let show = match face {
            Face::CommandLine => show,
            Face::Watcher(_) => Show::Never,
        };
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let mut watched = show == Show::OnTerminal && can_draw();
        let mut curtain = None;
        if watched {
            bar.set_style(style("{spinner} {wide_msg}"));
            bar.set_message("waiting");
            let (sender, ended) = channel();
            let drawn = bar.clone();
            let raise = move || {
                if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    drawn.set_draw_target(ProgressDrawTarget::stderr());
                    drawn.enable_steady_tick(BEAT);
                }
            };
            // Where there can be no more threads, nothing is drawn.
            let raised = thread::Builder::new().spawn(raise).ok();
            watched = raised.is_some();
            curtain = raised.map(|thread| (sender, thread));
        }
        Bar {
            bar,
            watched: watched || matches!(face, Face::Watcher(_)),
            face: face.clone(),
            stage: Mutex::default(),
            curtain,
        }
    }

    /// Says it to whoever reads, without the line in between.
    pub fn print(&self, text: &str) {
        let printed = self.bar.suspend(|| self.face.write(text));
        // As `print!` does it, but not while the line is held: the lock of a line
        // is lost with a panic, and then the line cannot be cleared.
        if let Err(error) = printed {
            panic!("failed printing to stdout: {error}");
        }
    }

    fn weighing(&self, done: usize, of: usize) {
        self.counted(done, of, format!("weighing {}", share(done, of)));
    }

    fn counted(&self, done: usize, of: usize, message: String) {
        if let Face::Watcher(told) = &self.face {
            return told.does(&message);
        }
        if self.bar.length() != Some(of as u64) {
            self.bar.set_length(of as u64);
            let wide = terminal_size::terminal_size_of(std::io::stderr())
                .is_some_and(|(width, _)| width.0 >= ROOM_FOR_A_BAR);
            let template = match wide {
                true => "{spinner} [{bar:20}] {wide_msg}",
                false => "{spinner} {wide_msg}",
            };
            self.bar.set_style(style(template));
        }
        self.bar.set_position(done as u64);
        self.bar.set_message(message);
    }
}

impl Progress for Bar {
    fn is_watched(&self) -> bool {
        self.watched
    }

    fn tell(&self, step: Step<'_>) {
        if !self.watched {
            return;
        }
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        match step {
            Step::Preparing(what) => {
                if let Face::Watcher(told) = &self.face {
                    return told.does(what);
                }
                self.bar.set_style(style("{spinner} {wide_msg}"));
                self.bar.unset_length();
                self.bar.set_message(what.to_owned());
            }
            Step::Building { done, of, what } => {
                stage.is_building = true;
                self.counted(done, of, format!("building {}: {what}", share(done, of)));
            }
            Step::Built => {
                stage.is_building = false;
                if let Some((done, of)) = stage.weighed {
                    self.weighing(done, of);
                }
            }
            Step::Weighing { done, of } => {
                stage.weighed = Some((done, of));
                if !stage.is_building {
                    self.weighing(done, of);
                }
            }
            Step::Timing { done, of, what } => {
                self.counted(done, of, format!("timing {}: {what}", share(done, of)));
            }
        }
    }

    fn say(&self, line: &str) {
        if let Face::Watcher(told) = &self.face {
            return told.does(line);
        }
        // A terminal that went away is no reason to stop.
        let _ = self.bar.suspend(|| writeln!(std::io::stderr(), "{line}"));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.curtain.take() {
            drop(sender);
            // It only waits, and draws; that it failed would be no news here.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// `3 of 24`.
fn share(done: usize, of: usize) -> String {
    format!("{} of {}", number(done as u64), number(of as u64))
}

/// Whether standard error is a terminal that can take a line back.
fn can_draw() -> bool {
    let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !dumb
}

/// Signs that every terminal has.
fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("=> ")
        .tick_chars("-\\|/ ")
}
