//! What an attack leaves on the machine. In: the word for it in the corpus. Out:
//! whether it is there.

use std::io::ErrorKind;
use std::net::{TcpListener, UdpSocket};
use std::path::Path;

use xtask::failure::Failure;

/// Ears at the addresses that attacks send something to.
#[derive(Debug, Default)]
pub struct Ears {
    tcp: Vec<(String, TcpListener)>,
    udp: Vec<(String, UdpSocket)>,
}

impl Ears {
    /// Listens where a trace says so.
    pub fn open<'a>(traces: impl Iterator<Item = &'a str>) -> Result<Self, Failure> {
        let mut ears = Ears::default();
        for trace in traces {
            let fail =
                |error: std::io::Error| Failure::new(format!("cannot listen at {trace}: {error}"));
            if let Some(address) = trace.strip_prefix("tcp:") {
                let listener = TcpListener::bind(address).map_err(fail)?;
                listener.set_nonblocking(true).map_err(fail)?;
                ears.tcp.push((trace.to_owned(), listener));
            } else if let Some(address) = trace.strip_prefix("udp:") {
                let socket = UdpSocket::bind(address).map_err(fail)?;
                socket.set_nonblocking(true).map_err(fail)?;
                ears.udp.push((trace.to_owned(), socket));
            }
        }
        Ok(ears)
    }

    fn heard(&self, trace: &str) -> bool {
        let tcp = self.tcp.iter().filter(|(name, _)| name == trace);
        let mut udp = self.udp.iter().filter(|(name, _)| name == trace);
        let is_silent = |kind: ErrorKind| kind == ErrorKind::WouldBlock;
        tcp.map(|(_, ear)| ear.accept())
            .any(|heard| !heard.is_err_and(|error| is_silent(error.kind())))
            || udp.any(|(_, ear)| {
                let mut byte = [0];
                !ear.recv_from(&mut byte)
                    .is_err_and(|error| is_silent(error.kind()))
            })
    }
}

/// Whether this trace is there. It is removed, so that the next run finds only its own.
pub fn is_left(trace: &str, ears: &Ears) -> bool {
    if trace.starts_with("tcp:") || trace.starts_with("udp:") {
        return ears.heard(trace);
    }
    if let Some(command) = trace.strip_prefix("process:") {
        return is_running(command);
    }
    let path = Path::new(trace);
    let is_there = path.symlink_metadata().is_ok();
    if is_there {
        // What cannot be removed is found again, and told again.
        let _ = std::fs::remove_file(path).or_else(|_| std::fs::remove_dir_all(path));
    }
    is_there
}

/// Whether a process with this command line lives.
fn is_running(command: &str) -> bool {
    let Ok(processes) = std::fs::read_dir("/proc") else {
        return false;
    };
    processes.filter_map(Result::ok).any(|process| {
        let line = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        let words = String::from_utf8_lossy(&line).replace('\0', " ");
        words.trim_end().ends_with(command)
    })
}
