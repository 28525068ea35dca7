//! Single keys. In: a terminal. Out: its bytes as they are typed, and the
//! terminal as it was before once nobody listens any more.
//!
//! Only lines and the echo are switched off. Signals by Ctrl-C and the like, and
//! the line ends of what is printed, stay as the terminal has them.

/// Bytes that were typed, or the end of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// What came in one piece.
    Bytes(Vec<u8>),
    /// Nobody can type any more.
    Ended,
}

pub use os::{Keyboard, Modes};

#[cfg(unix)]
mod os {
    use std::io::{self, Stdin};
    use std::os::fd::AsFd;
    use std::os::unix::net::UnixStream;
    use std::thread::JoinHandle;

    use nix::errno::Errno;
    use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
    use nix::sys::termios::{
        LocalFlags, SetArg, SpecialCharacterIndices, Termios, tcgetattr, tcsetattr,
    };

    use super::Typed;

    /// How standard input's terminal behaved at some time.
    #[derive(Clone, Debug)]
    pub struct Modes(Termios);

    impl Modes {
        /// Those of now; none if standard input is no terminal.
        pub fn of_stdin() -> Option<Self> {
            tcgetattr(io::stdin()).ok().map(Modes)
        }

        /// Makes the terminal behave like this again.
        pub fn restore(&self) {
            // A terminal that is gone needs no modes.
            let _ = tcsetattr(io::stdin(), SetArg::TCSANOW, &self.0);
        }

        fn of_keys(&self) -> Modes {
            let mut keys = self.0.clone();
            keys.local_flags &= !(LocalFlags::ICANON | LocalFlags::ECHO | LocalFlags::IEXTEN);
            keys.control_chars[SpecialCharacterIndices::VMIN as usize] = 1;
            keys.control_chars[SpecialCharacterIndices::VTIME as usize] = 0;
            Modes(keys)
        }
    }

    /// Keys one at a time, until it is dropped.
    pub struct Keyboard {
        before: Modes,
        stop: Option<UnixStream>,
        thread: Option<JoinHandle<()>>,
    }

    impl Keyboard {
        /// Calls `tell` for what is typed; none if standard input is no terminal.
        pub fn listen(tell: impl FnMut(Typed) + Send + 'static) -> Option<Self> {
            let before = Modes::of_stdin()?;
            let (stop, stopped) = UnixStream::pair().ok()?;
            before.of_keys().restore();
            let thread = std::thread::spawn(move || read(&io::stdin(), &stopped, tell));
            Some(Keyboard {
                before,
                stop: Some(stop),
                thread: Some(thread),
            })
        }

        /// Asks for single keys again: whoever stopped this process for a while may
        /// have given the terminal other modes.
        pub fn renew(&self) {
            self.before.of_keys().restore();
        }
    }

    impl Drop for Keyboard {
        fn drop(&mut self) {
            // The reader sees that the other end of its socket is gone.
            self.stop.take();
            if let Some(thread) = self.thread.take() {
                // A reader that panicked has said so itself.
                let _ = thread.join();
            }
            self.before.restore();
        }
    }

    fn read(stdin: &Stdin, stopped: &UnixStream, mut tell: impl FnMut(Typed)) {
        let mut chunk = [0; 256];
        loop {
            let mut wanted = [
                PollFd::new(stdin.as_fd(), PollFlags::POLLIN),
                PollFd::new(stopped.as_fd(), PollFlags::POLLIN),
            ];
            match poll(&mut wanted, PollTimeout::NONE) {
                Ok(_) => {}
                Err(Errno::EINTR) => continue,
                Err(_) => return tell(Typed::Ended),
            }
            let [typed, stop] = wanted.map(|fd| fd.any().unwrap_or(true));
            if stop {
                return;
            }
            if !typed {
                continue;
            }
            // Not through the buffer of `Stdin`: what it took in, poll would not see.
            match nix::unistd::read(stdin, &mut chunk) {
                Ok(0) => return tell(Typed::Ended),
                Ok(count) => tell(Typed::Bytes(chunk[..count].to_vec())),
                Err(Errno::EINTR | Errno::EAGAIN) => {}
                Err(_) => return tell(Typed::Ended),
            }
        }
    }
}

/// Elsewhere there are no single keys: commands are watched, and ended by Ctrl-C.
#[cfg(not(unix))]
mod os {
    use super::Typed;

    /// How a terminal behaves; nothing is changed here.
    #[derive(Clone, Debug)]
    pub struct Modes;

    impl Modes {
        /// None are kept.
        pub fn of_stdin() -> Option<Self> {
            None
        }

        /// Nothing was changed.
        pub fn restore(&self) {}
    }

    /// No keys.
    pub struct Keyboard;

    impl Keyboard {
        /// Always none.
        pub fn listen(_tell: impl FnMut(Typed) + Send + 'static) -> Option<Self> {
            None
        }

        /// Nothing was changed.
        pub fn renew(&self) {}
    }
}
