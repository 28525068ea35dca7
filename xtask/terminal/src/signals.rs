//! Signals. In: what the system sends to this process. Out: calls of a function,
//! in a thread of its own.

use std::io;
use std::thread::JoinHandle;

/// A signal, as far as this program cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C.
    Interrupt,
    /// The process is to end; the number of the signal.
    End(i32),
    /// The terminal has another size.
    Resize,
    /// The process goes on after it was stopped.
    Continue,
}

/// Listens until it is dropped.
pub struct Signals {
    handle: os::Handle,
    thread: Option<JoinHandle<()>>,
}

impl Signals {
    /// Calls `tell` for each signal.
    pub fn listen(tell: impl FnMut(Signal) + Send + 'static) -> io::Result<Self> {
        let (handle, thread) = os::listen(tell)?;
        Ok(Signals {
            handle,
            thread: Some(thread),
        })
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.handle.close();
        if let Some(thread) = self.thread.take() {
            // A listener that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Ends this process as the signal would have, had nobody listened.
pub fn end_by(signal: i32) -> ! {
    // An error means that the number is no signal that ends a process.
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    std::process::exit(2)
}

#[cfg(unix)]
mod os {
    use std::io;
    use std::thread::JoinHandle;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};

    use super::Signal;

    pub(super) use signal_hook::iterator::Handle;

    pub(super) fn listen(
        mut tell: impl FnMut(Signal) + Send + 'static,
    ) -> io::Result<(Handle, JoinHandle<()>)> {
        let mut signals = signal_hook::iterator::Signals::new([
            SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGCONT,
        ])?;
        let handle = signals.handle();
        let thread = std::thread::spawn(move || {
            for signal in signals.forever() {
                tell(match signal {
                    SIGINT => Signal::Interrupt,
                    SIGWINCH => Signal::Resize,
                    SIGCONT => Signal::Continue,
                    other => Signal::End(other),
                });
            }
        });
        Ok((handle, thread))
    }
}

#[cfg(not(unix))]
mod os {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::JoinHandle;
    use std::time::Duration;

    use signal_hook::consts::{SIGINT, SIGTERM};

    use super::Signal;

    /// How often the flags are looked at.
    const GLANCE: Duration = Duration::from_millis(50);

    /// Stops the listener.
    pub(super) struct Handle {
        closed: Arc<AtomicBool>,
        registered: Vec<signal_hook::SigId>,
    }

    impl Handle {
        pub(super) fn close(&self) {
            self.closed.store(true, Ordering::SeqCst);
            for id in &self.registered {
                signal_hook::low_level::unregister(*id);
            }
        }
    }

    pub(super) fn listen(
        mut tell: impl FnMut(Signal) + Send + 'static,
    ) -> io::Result<(Handle, JoinHandle<()>)> {
        let (interrupt, end) = (Arc::default(), Arc::default());
        let closed = Arc::new(AtomicBool::new(false));
        let registered = vec![
            signal_hook::flag::register(SIGINT, Arc::clone(&interrupt))?,
            signal_hook::flag::register(SIGTERM, Arc::clone(&end))?,
        ];
        let stop = Arc::clone(&closed);
        let thread = std::thread::spawn(move || {
            while !stop.load(Ordering::SeqCst) {
                if interrupt.swap(false, Ordering::SeqCst) {
                    tell(Signal::Interrupt);
                }
                if end.swap(false, Ordering::SeqCst) {
                    tell(Signal::End(SIGTERM));
                }
                std::thread::sleep(GLANCE);
            }
        });
        Ok((Handle { closed, registered }, thread))
    }
}
