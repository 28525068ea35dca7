//! A terminal that a test types into.

use std::fs::File;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::{OFlag, open};
use nix::pty::{grantpt, posix_openpt, ptsname_r, unlockpt};
use nix::sys::stat::Mode;
use nix::sys::termios::{Termios, tcgetattr};

use crate::support::{PATIENCE, Running, Text, Workbook};

/// A terminal with a program in it.
pub struct Terminal {
    keyboard: File,
    /// The program's end, which keeps its modes when the program is gone.
    screen: OwnedFd,
    before: Termios,
    pub program: Running,
}

impl Terminal {
    /// Starts the program in a terminal that is its own, so that Ctrl-C there is a
    /// signal. That takes calls between fork and exec, which `setsid` makes.
    pub fn start(workbook: &Workbook, words: &[&str]) -> Self {
        // No other program, such as that of another test, may inherit either end:
        // a terminal is hung up when the last handle of its keyboard is gone.
        let flags = OFlag::O_RDWR | OFlag::O_NOCTTY | OFlag::O_CLOEXEC;
        let keyboard = posix_openpt(flags).expect("a terminal");
        grantpt(&keyboard).expect("it is ours");
        unlockpt(&keyboard).expect("it can be opened");
        let name = ptsname_r(&keyboard).expect("its name");
        let screen = open(name.as_str(), flags, Mode::empty()).expect("its other end");
        let keyboard = File::from(OwnedFd::from(keyboard));
        let end = || Stdio::from(screen.try_clone().expect("another handle"));
        let before = tcgetattr(&screen).expect("its modes");
        set_size(&screen, 80);
        let mut command = Command::new("setsid");
        command
            .arg("--ctty")
            .arg(env!("CARGO_BIN_EXE_terminal"))
            .args(words)
            .env("TERM", "xterm")
            .stdin(end())
            .stdout(end())
            .stderr(end());
        workbook.prepare(&mut command);
        // Words are looked for, and colours would stand between them.
        command.env("NO_COLOR", "1");
        let child = command.spawn().expect("setsid, of util-linux");
        let text = Text::default();
        text.follow(keyboard.try_clone().expect("another handle"));
        Terminal {
            keyboard,
            screen,
            before,
            program: Running { child, text },
        }
    }

    /// Types this.
    pub fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("typed");
    }

    /// Waits until the screen said this `count` times.
    #[track_caller]
    pub fn shows(&self, what: &str, count: usize) {
        self.program.text.wait_for(what, count);
    }

    /// Waits until the screen shows this now: what was drawn last, from its first row on.
    #[track_caller]
    pub fn has(&self, what: &str) {
        let begun = Instant::now();
        while !self.frame().contains(what) {
            assert!(
                begun.elapsed() < PATIENCE,
                "no {what:?} in {}",
                self.frame()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What was drawn last.
    pub fn frame(&self) -> String {
        let text = self.program.text.all();
        let whole = text.rfind("\x1b[?7h").map_or("", |end| &text[..end]);
        let frame = whole.rsplit("\x1b[H").next().unwrap_or_default();
        frame.replace("\x1b[2K", "")
    }

    /// How often the screen said this.
    pub fn count(&self, what: &str) -> usize {
        self.program.text.all().matches(what).count()
    }

    /// Gives the terminal another width.
    pub fn resize(&self, columns: u16) {
        set_size(&self.screen, columns);
    }

    /// Asserts that the terminal behaves as it did before the program.
    #[track_caller]
    pub fn is_as_before(&self) {
        let now = tcgetattr(&self.screen).expect("its modes");
        assert_eq!(now.local_flags, self.before.local_flags);
        assert_eq!(now.input_flags, self.before.input_flags);
        assert_eq!(now.output_flags, self.before.output_flags);
    }

    /// Asserts that it does not.
    #[track_caller]
    pub fn is_changed(&self) {
        let now = tcgetattr(&self.screen).expect("its modes");
        assert_ne!(now.local_flags, self.before.local_flags);
    }
}

fn set_size(screen: &OwnedFd, columns: u16) {
    let handle = screen.try_clone().expect("another handle");
    let done = Command::new("stty")
        .args(["rows", "30", "cols", &columns.to_string()])
        .stdin(Stdio::from(handle))
        .status();
    assert!(done.expect("stty").success());
}
