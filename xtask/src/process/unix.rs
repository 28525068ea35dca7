//! What only Unix can say of processes: sockets, limits, groups and signals. In: a command
//! or a process. Out: the same, bounded, signalled or named.

use std::io::{self, PipeWriter, Write};
use std::net::Shutdown;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::Limits;

/// One end of a socket for the runner, the other for the harness, with the
/// secret already waiting in it.
pub(super) fn report_pipe(secret: &str) -> io::Result<(UnixStream, Stdio)> {
    let (mut ours, theirs) = UnixStream::pair()?;
    ours.write_all(format!("{secret}\n").as_bytes())?;
    // Code under test that reads standard input finds its end.
    ours.shutdown(Shutdown::Write)?;
    Ok((ours, Stdio::from(OwnedFd::from(theirs))))
}

/// Leaves an open file to the process that the command starts. Returns its number
/// there, which is the same as here.
pub(super) fn hand_down(command: &mut Command, file: &PipeWriter) -> io::Result<i32> {
    let number = file.as_raw_fd();
    // SAFETY: between fork and exec only `fcntl` is called, with plain numbers. The
    // file is open until after the start: the caller keeps it.
    unsafe {
        command.pre_exec(move || {
            if libc::fcntl(number, libc::F_SETFD, 0) == -1 {
                return Err(io::Error::last_os_error());
            }
            Ok(())
        });
    }
    Ok(number)
}

/// Bounds what the process may take, and ties its life to the runner's.
pub(super) fn restrict(command: &mut Command, limits: &Limits) {
    // The heap is bounded by the harness's allocator, to the byte. The
    // address space is only a second fence, for stacks and mappings.
    let address_space = limits.memory.saturating_mul(2).saturating_add(4 << 30);
    // SAFETY: between fork and exec only the calls below are made. They
    // take plain numbers and a local, allocate nothing, and are safe to
    // call there (setsid, setrlimit and prctl are plain system calls).
    unsafe {
        command.pre_exec(move || {
            // A session of its own has a group of its own, and no terminal.
            #[cfg(target_os = "linux")]
            if libc::setsid() == -1 {
                return Err(io::Error::last_os_error());
            }
            set_limit(libc::RLIMIT_CORE, 0)?;
            set_limit(libc::RLIMIT_STACK, 8 << 20)?;
            #[cfg(target_os = "linux")]
            {
                set_limit(libc::RLIMIT_AS, address_space)?;
                if libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) != 0 {
                    return Err(io::Error::last_os_error());
                }
            }
            #[cfg(not(target_os = "linux"))]
            let _ = address_space;
            Ok(())
        });
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
type Resource = libc::c_int;

/// Lowers the soft limit; where the hard limit is lower still, that one holds.
fn set_limit(resource: Resource, wanted: u64) -> io::Result<()> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer is to a local that lives through both calls.
    unsafe {
        if libc::getrlimit(resource, &mut limit) != 0 {
            return Err(io::Error::last_os_error());
        }
        limit.rlim_cur = limit.rlim_max.min(wanted as libc::rlim_t);
        if libc::setrlimit(resource, &limit) != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Ends the child and, where it leads a group of its own, all that it started.
pub(super) fn end_group(child: &Child) {
    if cfg!(target_os = "linux") {
        // SAFETY: `kill` takes two numbers. The group was made for this
        // child, and its leader is not yet reaped or was a moment ago.
        unsafe { libc::kill(-(child.id() as libc::pid_t), libc::SIGKILL) };
    }
}

/// A group of its own, which one signal reaches. The terminal's own signals
/// then reach only the runner, which passes them on.
pub(super) fn lead_a_group(command: &mut Command) {
    command.process_group(0);
}

/// Asks the group to end, as a terminal does, and makes it end if it does not.
pub(super) fn end_gently(leader: u32, patience: Duration) {
    let start = Instant::now();
    let mut lives = signal_group(leader, libc::SIGINT);
    while lives && start.elapsed() < patience {
        std::thread::sleep(Duration::from_millis(5));
        lives = signal_group(leader, 0);
    }
    if lives {
        signal_group(leader, libc::SIGKILL);
    }
}

/// Signals a group; 0 only looks. Returns whether there is such a group.
fn signal_group(leader: u32, signal: libc::c_int) -> bool {
    // SAFETY: `kill` takes two numbers. The group was made for the process of
    // this number, which runs or ended a moment ago.
    unsafe { libc::kill(-(leader as libc::pid_t), signal) == 0 }
}

/// Returns only if it fails.
pub(super) fn become_program(command: &mut Command) -> io::Result<ExitStatus> {
    Err(command.exec())
}

pub(super) fn end_with_the_reader() {
    // SAFETY: the default action of a signal is restored, before any other
    // thread exists. No handler is installed.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_DFL) };
}

pub(super) fn signal(status: ExitStatus) -> Option<String> {
    let signal = status.signal()?;
    Some(match signal {
        libc::SIGABRT => "SIGABRT (abort)".to_owned(),
        libc::SIGSEGV => "SIGSEGV (invalid memory access)".to_owned(),
        libc::SIGKILL => "SIGKILL (killed from outside)".to_owned(),
        libc::SIGILL => "SIGILL (illegal instruction)".to_owned(),
        libc::SIGTRAP => "SIGTRAP (trap)".to_owned(),
        libc::SIGFPE => "SIGFPE (arithmetic)".to_owned(),
        libc::SIGBUS => "SIGBUS (invalid memory access)".to_owned(),
        other => format!("signal {other}"),
    })
}
