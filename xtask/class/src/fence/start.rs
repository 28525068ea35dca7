//! The fence around a harness, from its first instruction on. In: its file, and what it is
//! to do. Out: a command that starts it behind the fence.
//!
//! A harness seals itself before it calls a stranger's code. But a program runs before its
//! `main`: the loader, constructors, and functions that choose other functions. So all that
//! can be taken from a process before it begins is taken here, between `fork` and `exec`:
//!
//! - its environment, and all open files but its own three and the pipe of its events;
//! - all capabilities, and every way to new ones;
//! - all files, but itself, the system's libraries and what `/proc` says of itself
//!   (Landlock); where it is to write a trace, one folder more;
//! - all calls, but those with which a program starts, and a harness seals itself
//!   (seccomp): no sockets, no other process, no signal, no change of a file's mode.
//!
//! `exec` itself cannot be refused, since it comes after the fence. It reaches no program
//! but the harness and what lies among the libraries, and all of these stay behind it.
//!
//! Nothing here allocates in the new process: another thread may hold the allocator's lock.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use landlock::{AccessFs, RulesetCreatedAttr};
use libc::{c_int, c_long};
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule,
};
use xtask::workbook::Threads;

use super::compile::there;
use super::files::{rule, writing};
use super::process::drop_capabilities;
use super::ruleset::ruleset;
use super::spec::Network;

/// What a program needs to start: the loader and the C library.
const LIBRARIES: [&str; 5] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/ld.so.cache",
];

/// Where output goes that nobody wants.
const NOTHING: &str = "/dev/null";

/// What is taken from a process before it becomes a harness.
#[derive(Debug)]
pub struct Start {
    /// Landlock's rules, but for what they say of the process itself.
    ruleset: OwnedFd,
    /// Seccomp's.
    calls: Vec<BpfProgram>,
}

impl Start {
    /// For this harness. Where it writes traces, it may write below `traces`.
    ///
    /// # Errors
    ///
    /// The system has no such fence.
    pub fn of(harness: &Path, traces: Option<&Path>, threads: Threads) -> Result<Self, String> {
        Ok(Start {
            ruleset: rules_for_files(harness, traces)?,
            calls: filters(threads).map_err(|error| format!("seccomp: {error}"))?,
        })
    }

    /// Lets the command start its process behind the fence.
    pub fn bind(self: &Arc<Self>, command: &mut Command) {
        let start = Arc::clone(self);
        command.env_clear();
        // SAFETY: between fork and exec only calls of the system are made, with plain
        // numbers, constants and what `start` holds; nothing is allocated, and no lock is
        // taken.
        unsafe {
            command.pre_exec(move || start.enter());
        }
    }

    /// Leaves this process, for good, what a harness needs.
    fn enter(&self) -> io::Result<()> {
        close_files_at_exec()?;
        drop_capabilities()?;
        rustix::thread::set_no_new_privs(true)?;
        add_own_process(&self.ruleset)?;
        restrict_to(&self.ruleset)?;
        for filter in &self.calls {
            seccompiler::apply_filter(filter)
                .map_err(|_| io::Error::from_raw_os_error(libc::EACCES))?;
        }
        Ok(())
    }
}

/// Rules for files that are the same for all processes of a harness.
fn rules_for_files(harness: &Path, traces: Option<&Path>) -> Result<OwnedFd, String> {
    let fail = |error: landlock::RulesetError| format!("Landlock: {error}");
    let mut rules = ruleset(Network::Denied).map_err(fail)?;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let libraries = there(&LIBRARIES).into_iter();
    let readable = libraries
        .chain([harness.to_owned()])
        .map(|path| (path, read | AccessFs::Execute));
    let writable = traces.map(|folder| (folder.to_owned(), read | writing()));
    let nothing = there(&[NOTHING])
        .into_iter()
        .map(|path| (path, AccessFs::ReadFile | AccessFs::WriteFile));
    for (path, access) in readable.chain(nothing).chain(writable) {
        rules = rules.add_rule(rule(&path, access)?).map_err(fail)?;
    }
    let ruleset: Option<OwnedFd> = rules.into();
    ruleset.ok_or_else(|| "this system has no Landlock".to_owned())
}

/// All open files but the three standard ones end with this program. A pipe that is handed
/// down is taken out of these later.
fn close_files_at_exec() -> io::Result<()> {
    const FIRST: libc::c_uint = 3;
    const LAST: libc::c_uint = libc::c_uint::MAX;
    // SAFETY: `close_range` takes three numbers, and with this flag it closes nothing now.
    let done = unsafe {
        libc::syscall(
            libc::SYS_close_range,
            FIRST,
            LAST,
            libc::CLOSE_RANGE_CLOEXEC,
        )
    };
    done_or_error(done)
}

/// Landlock's name for a folder and what may be done below it.
#[repr(C, packed)]
struct PathBeneathAttribute {
    allowed_access: u64,
    parent_fd: c_int,
}

/// Lets the process read what `/proc` says of itself. Its number is known only now, and it
/// keeps it when it becomes another program.
fn add_own_process(ruleset: &OwnedFd) -> io::Result<()> {
    const READ_FILE: u64 = 1 << 2;
    const PATH_BENEATH: c_int = 1;
    // SAFETY: the path is a constant that ends in a zero byte.
    let own = unsafe { libc::open(c"/proc/self".as_ptr(), libc::O_PATH | libc::O_CLOEXEC) };
    if own < 0 {
        return Err(io::Error::last_os_error());
    }
    let attribute = PathBeneathAttribute {
        allowed_access: READ_FILE,
        parent_fd: own,
    };
    // SAFETY: the pointer is to a local of the layout that the kernel reads there, and
    // both files are open.
    let done = unsafe {
        libc::syscall(
            libc::SYS_landlock_add_rule,
            ruleset.as_raw_fd(),
            PATH_BENEATH,
            &raw const attribute,
            0,
        )
    };
    let added = done_or_error(done);
    // SAFETY: this function has opened it, and nobody else knows of it.
    unsafe { libc::close(own) };
    added
}

fn restrict_to(ruleset: &OwnedFd) -> io::Result<()> {
    // SAFETY: the call takes two numbers, and the file is open.
    let done = unsafe { libc::syscall(libc::SYS_landlock_restrict_self, ruleset.as_raw_fd(), 0) };
    done_or_error(done)
}

fn done_or_error(done: c_long) -> io::Result<()> {
    match done {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// What a program needs that starts, reads what it is told, seals itself, computes and ends.
const ALLOWED: &[c_long] = &[
    libc::SYS_brk,
    libc::SYS_clock_getres,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_close,
    libc::SYS_execve,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_fcntl,
    libc::SYS_fstat,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_gettimeofday,
    libc::SYS_landlock_add_rule,
    libc::SYS_landlock_create_ruleset,
    libc::SYS_landlock_restrict_self,
    libc::SYS_lseek,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_newfstatat,
    libc::SYS_openat,
    libc::SYS_pread64,
    libc::SYS_read,
    libc::SYS_readlinkat,
    libc::SYS_restart_syscall,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_seccomp,
    libc::SYS_set_robust_list,
    libc::SYS_set_tid_address,
    libc::SYS_setsid,
    libc::SYS_sigaltstack,
    libc::SYS_statx,
    libc::SYS_write,
    libc::SYS_writev,
];

/// The same, under the names that one processor alone has.
#[cfg(target_arch = "x86_64")]
const ALLOWED_HERE: &[c_long] = &[
    libc::SYS_access,
    libc::SYS_arch_prctl,
    libc::SYS_open,
    libc::SYS_poll,
    libc::SYS_readlink,
    libc::SYS_stat,
];
#[cfg(not(target_arch = "x86_64"))]
const ALLOWED_HERE: &[c_long] = &[libc::SYS_faccessat, libc::SYS_ppoll];

type Rules = std::collections::BTreeMap<i64, Vec<SeccompRule>>;

fn filters(threads: Threads) -> Result<Vec<BpfProgram>, BackendError> {
    let arch = std::env::consts::ARCH.try_into()?;
    let mut filters = Vec::new();
    if threads == Threads::Many {
        // Its flags cannot be read. Libraries then ask by `clone`, whose flags can.
        let by_clone = Rules::from([(libc::SYS_clone3, Vec::new())]);
        let absent = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
        filters.push(SeccompFilter::new(by_clone, SeccompAction::Allow, absent, arch)?.try_into()?);
    }
    let refuse = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let filter = SeccompFilter::new(rules(threads)?, refuse, SeccompAction::Allow, arch)?;
    filters.push(filter.try_into()?);
    Ok(filters)
}

fn rules(threads: Threads) -> Result<Rules, BackendError> {
    // No rule for a call means that it is allowed with any arguments.
    let all = ALLOWED.iter().chain(ALLOWED_HERE);
    let mut rules: Rules = all.map(|call| (*call, Vec::new())).collect();
    let is = |argument, mask: c_int, value: c_int| {
        let mask = SeccompCmpOp::MaskedEq(mask.unsigned_abs().into());
        let length = SeccompCmpArgLen::Dword;
        SeccompCondition::new(argument, length, mask, value.unsigned_abs().into())
    };
    // Memory with code is a part of a file, and nobody writes to it.
    let both = libc::PROT_WRITE | libc::PROT_EXEC;
    rules.insert(
        libc::SYS_mmap,
        vec![
            SeccompRule::new(vec![is(2, libc::PROT_EXEC, 0)?])?,
            SeccompRule::new(vec![
                is(2, both, libc::PROT_EXEC)?,
                is(3, libc::MAP_ANONYMOUS, 0)?,
            ])?,
        ],
    );
    let plain = SeccompRule::new(vec![is(2, libc::PROT_EXEC, 0)?])?;
    rules.insert(libc::SYS_mprotect, vec![plain]);
    // Its own limits.
    let own = SeccompRule::new(vec![is(0, c_int::MAX, 0)?])?;
    rules.insert(libc::SYS_prlimit64, vec![own]);
    // Secret and report go through a socket that is connected: to no other address.
    let nowhere = SeccompCondition::new(4, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)?;
    let connected = vec![SeccompRule::new(vec![nowhere])?];
    rules.insert(libc::SYS_sendto, connected.clone());
    rules.insert(libc::SYS_recvfrom, connected);
    let option = |option: c_int| SeccompRule::new(vec![is(0, c_int::MAX, option)?]);
    rules.insert(
        libc::SYS_prctl,
        [
            libc::PR_SET_NAME,
            libc::PR_SET_VMA,
            libc::PR_SET_NO_NEW_PRIVS,
            libc::PR_SET_PDEATHSIG,
        ]
        .into_iter()
        .map(option)
        .collect::<Result<_, BackendError>>()?,
    );
    if threads == Threads::Many {
        rules.insert(libc::SYS_clone3, Vec::new());
        let thread = is(0, libc::CLONE_THREAD, libc::CLONE_THREAD)?;
        rules.insert(libc::SYS_clone, vec![SeccompRule::new(vec![thread])?]);
    }
    Ok(rules)
}
