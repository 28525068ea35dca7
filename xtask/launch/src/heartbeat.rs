//! Cargo's progress, which never stands still. In: a cargo that is to be run. Out: all that
//! it says, and on a terminal each second how long it has been at it.
//!
//! Cargo draws its bar anew when something is compiled. A large crate may take half a
//! minute, and a lock as long as its holder likes.

use std::env;
use std::io::{self, IsTerminal, Read, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How often the time is told.
const BEAT: Duration = Duration::from_secs(1);
/// The columns of cargo's bar: the time stands beside it, and both fit 80.
const WIDTH: &str = "70";

/// Lets cargo say to us what it says, if that goes to a terminal; elsewhere, what it says is
/// not touched. Call it before the start, and [`follow`] after it.
pub fn prepare(cargo: &mut Command) {
    if !is_drawn_on() {
        return;
    }
    cargo.stderr(Stdio::piped());
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if !is_set("CARGO_TERM_PROGRESS_WHEN") {
        cargo
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", WIDTH);
    }
    if !is_set("CARGO_TERM_COLOR") && !is_set("NO_COLOR") {
        cargo.env("CARGO_TERM_COLOR", "always");
    }
}

/// Shows what cargo says, until it ends.
pub fn follow(cargo: &mut Child) {
    let Some(stderr) = cargo.stderr.take() else {
        return;
    };
    let (sender, said) = channel();
    let reading = thread::Builder::new().spawn(move || read(stderr, &sender));
    if reading.is_ok() {
        // A terminal that went away is no reason to stop.
        let _ = show(|| said.recv_timeout(BEAT), &mut io::stderr());
    }
}

/// Whether a line can be taken back there.
fn is_drawn_on() -> bool {
    io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Hands on what is said, as it comes.
fn read(mut stderr: ChildStderr, sender: &Sender<Vec<u8>>) {
    let mut piece = [0; 4096];
    while let Ok(count) = stderr.read(&mut piece) {
        if count == 0 {
            break;
        }
        // Whoever writes must not notice that nobody listens any more.
        let _ = sender.send(piece[..count].to_vec());
    }
}

/// What takes back the line.
const CLEAR: &[u8] = b"\r\x1b[K";

/// Writes lines as they are, and one that cargo would write over with the time beside it.
fn show(
    mut said: impl FnMut() -> Result<Vec<u8>, RecvTimeoutError>,
    to: &mut impl Write,
) -> io::Result<()> {
    let start = Instant::now();
    let mut line = Vec::new();
    let mut bar = Vec::new();
    loop {
        match said() {
            Ok(piece) => {
                for byte in piece {
                    match byte {
                        b'\n' => {
                            to.write_all(CLEAR)?;
                            to.write_all(&line)?;
                            to.write_all(b"\n")?;
                            line.clear();
                        }
                        b'\r' => bar = std::mem::take(&mut line),
                        _ => line.push(byte),
                    }
                }
                to.write_all(CLEAR)?;
                to.write_all(bar.trim_ascii_end())?;
            }
            Err(RecvTimeoutError::Timeout) => {
                to.write_all(CLEAR)?;
                to.write_all(bar.trim_ascii_end())?;
                write!(to, " {} s", start.elapsed().as_secs())?;
            }
            Err(RecvTimeoutError::Disconnected) => {
                to.write_all(CLEAR)?;
                to.write_all(&line)?;
                return to.flush();
            }
        }
        to.flush()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of these pieces, with a rest of two beats after each.
    fn shown(pieces: &[&str]) -> String {
        let mut said = pieces.iter().flat_map(|piece| {
            let rest = Err(RecvTimeoutError::Timeout);
            [Ok(piece.as_bytes().to_vec()), rest.clone(), rest]
        });
        let mut shown = Vec::new();
        let over = Err(RecvTimeoutError::Disconnected);
        show(|| said.next().unwrap_or(over.clone()), &mut shown).expect("a list takes all");
        String::from_utf8(shown).expect("UTF-8")
    }

    #[test]
    fn a_bar_that_stands_still_has_the_time_beside_it() {
        let text = shown(&["   Compiling a\n  Building 1/2: a     \r", "   Finished\n"]);
        let bar = "\r\x1b[K  Building 1/2: a";
        assert!(text.starts_with("\r\x1b[K   Compiling a\n"), "{text:?}");
        assert!(text.contains(&format!("{bar} 0 s{bar} 0 s")), "{text:?}");
        assert!(text.contains("\r\x1b[K   Finished\n"), "{text:?}");
    }

    #[test]
    fn a_wait_without_a_bar_has_the_time_alone() {
        let text = shown(&["    Blocking waiting\n", "error: no\n", "no end"]);
        let waited = "\r\x1b[K    Blocking waiting\n\r\x1b[K\r\x1b[K 0 s";
        assert!(text.starts_with(waited), "{text:?}");
        assert!(text.ends_with("\r\x1b[Kno end"), "{text:?}");
    }
}
