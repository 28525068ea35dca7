//! A terminal that a test types into.

use std::fs::File;
use std::io::Write;
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};

use nix::pty::{Winsize, openpty};
use nix::sys::termios::{Termios, tcgetattr};

use crate::support::{Running, Text, Workbook};

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
        let size = Winsize {
            ws_row: 30,
            ws_col: 80,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let pty = openpty(&size, None).expect("a terminal");
        let end = || Stdio::from(pty.slave.try_clone().expect("another handle"));
        let before = tcgetattr(&pty.slave).expect("its modes");
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
        text.follow(File::from(pty.master.try_clone().expect("another handle")));
        Terminal {
            keyboard: File::from(pty.master),
            screen: pty.slave,
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

    /// How often the screen said this.
    pub fn count(&self, what: &str) -> usize {
        self.program.text.all().matches(what).count()
    }

    /// Gives the terminal another width.
    pub fn resize(&self, columns: u16) {
        let handle = self.screen.try_clone().expect("another handle");
        let done = Command::new("stty")
            .args(["cols", &columns.to_string()])
            .stdin(Stdio::from(handle))
            .status();
        assert!(done.expect("stty").success());
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
