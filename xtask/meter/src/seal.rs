//! The seal. In: whether the code under test may start threads. Out: a process that
//! can compute, write to what is open, and end; nothing else.
//!
//! Files cannot be opened (Landlock, without a single path), and only the calls below
//! reach the kernel (seccomp). All others fail with `EPERM`, as they would for a user
//! who may not make them: libraries are prepared for that.

use crate::arguments::Threads;

/// Whether files that are open already may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Files {
    /// None may.
    None,
    /// The one with the trace may.
    Traces,
}

/// Seals this process for good. An error says what the system does not offer.
#[cfg(all(feature = "seal", target_os = "linux"))]
pub(crate) fn seal(threads: Threads, files: Files) -> Result<(), String> {
    let fail = |what: &str, error: &dyn std::fmt::Display| format!("{what}: {error}");
    linux::bound(files).map_err(|error| fail("limits", &error))?;
    linux::close_files().map_err(|error| fail("Landlock", &error))?;
    linux::close_calls(threads).map_err(|error| fail("seccomp", &error))
}

/// There is no such thing here.
#[cfg(not(all(feature = "seal", target_os = "linux")))]
pub(crate) fn seal(_threads: Threads, _files: Files) -> Result<(), String> {
    Err("this harness was built without the means to seal itself".to_owned())
}

#[cfg(all(feature = "seal", target_os = "linux"))]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };
    use libc::c_long;
    use rustix::process::{Resource, Rlimit};
    use seccompiler::{
        BackendError, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
        SeccompFilter, SeccompRule,
    };

    use super::{Files, Threads};

    /// More than the trace of any window.
    const LARGEST_TRACE: u64 = 256 << 20;

    /// Files that are open already need no right; so they may not grow.
    pub(super) fn bound(files: Files) -> rustix::io::Result<()> {
        let largest = match files {
            Files::None => 0,
            Files::Traces => LARGEST_TRACE,
        };
        for (resource, most) in [
            (Resource::Core, 0),
            (Resource::Fsize, largest),
            (Resource::Nofile, 32),
            (Resource::Memlock, 0),
            (Resource::Msgqueue, 0),
        ] {
            rustix::process::setrlimit(
                resource,
                Rlimit {
                    current: Some(most),
                    maximum: Some(most),
                },
            )?;
        }
        Ok(())
    }

    pub(super) fn close_files() -> Result<(), String> {
        // What the kernel does not know yet, it cannot forbid; seccomp does.
        let abi = ABI::V6;
        let sealed = || -> Result<RulesetStatus, RulesetError> {
            let status = Ruleset::default()
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?
                .restrict_self()?;
            Ok(status.ruleset)
        };
        match sealed().map_err(|error| error.to_string())? {
            RulesetStatus::NotEnforced => Err("the kernel does not offer it".to_owned()),
            RulesetStatus::PartiallyEnforced | RulesetStatus::FullyEnforced => Ok(()),
        }
    }

    pub(super) fn close_calls(threads: Threads) -> Result<(), String> {
        let allow = SeccompAction::Allow;
        let refuse = SeccompAction::Errno(libc::EPERM as u32);
        let arch = std::env::consts::ARCH
            .try_into()
            .map_err(|error: BackendError| error.to_string())?;
        let rules = rules(threads).map_err(|error| error.to_string())?;
        let filter = SeccompFilter::new(rules, refuse, allow, arch)
            .and_then(seccompiler::BpfProgram::try_from)
            .map_err(|error| error.to_string())?;
        // Threads are started by this way of asking only where the flags can be read.
        let old_clone = SeccompFilter::new(
            BTreeMap::from([(libc::SYS_clone3, Vec::new())]),
            SeccompAction::Allow,
            SeccompAction::Errno(libc::ENOSYS as u32),
            arch,
        )
        .and_then(seccompiler::BpfProgram::try_from)
        .map_err(|error| error.to_string())?;
        if threads == Threads::Many {
            seccompiler::apply_filter(&old_clone).map_err(|error| error.to_string())?;
        }
        seccompiler::apply_filter(&filter).map_err(|error| error.to_string())
    }

    /// What a program needs that computes, prints and ends.
    const HARMLESS: &[c_long] = &[
        libc::SYS_brk,
        libc::SYS_clock_getres,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_close,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_fstat,
        libc::SYS_futex,
        libc::SYS_getpid,
        libc::SYS_getrandom,
        libc::SYS_gettid,
        libc::SYS_gettimeofday,
        libc::SYS_lseek,
        libc::SYS_madvise,
        libc::SYS_mremap,
        libc::SYS_munmap,
        libc::SYS_nanosleep,
        libc::SYS_pread64,
        libc::SYS_read,
        libc::SYS_restart_syscall,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_getaffinity,
        libc::SYS_sched_yield,
        libc::SYS_sigaltstack,
        libc::SYS_write,
        libc::SYS_writev,
    ];

    /// What a thread needs to begin, besides `clone`.
    const FOR_THREADS: &[c_long] = &[libc::SYS_clone3, libc::SYS_rseq, libc::SYS_set_robust_list];

    fn rules(threads: Threads) -> Result<BTreeMap<c_long, Vec<SeccompRule>>, BackendError> {
        // No rule for a call means that it is allowed with any arguments.
        let mut rules: BTreeMap<c_long, Vec<SeccompRule>> =
            HARMLESS.iter().map(|call| (*call, Vec::new())).collect();
        // Memory, but none that can be executed.
        for call in [libc::SYS_mmap, libc::SYS_mprotect] {
            let plain = SeccompCondition::new(
                2,
                SeccompCmpArgLen::Dword,
                SeccompCmpOp::MaskedEq(libc::PROT_EXEC as u64),
                0,
            )?;
            rules.insert(call, vec![SeccompRule::new(vec![plain])?]);
        }
        // The report goes through a socket that is connected: to no other address.
        let nowhere = SeccompCondition::new(4, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)?;
        rules.insert(libc::SYS_sendto, vec![SeccompRule::new(vec![nowhere])?]);
        // `abort` signals the process itself.
        let own = SeccompCondition::new(
            0,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::Eq,
            u64::from(std::process::id()),
        )?;
        rules.insert(libc::SYS_tgkill, vec![SeccompRule::new(vec![own])?]);
        // A thread may have a name, and the C library names its memory.
        let named = |option: libc::c_int| -> Result<SeccompRule, BackendError> {
            let option =
                SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, option as u64)?;
            SeccompRule::new(vec![option])
        };
        rules.insert(
            libc::SYS_prctl,
            vec![named(libc::PR_SET_NAME)?, named(libc::PR_SET_VMA)?],
        );
        if threads == Threads::Many {
            rules.extend(FOR_THREADS.iter().map(|call| (*call, Vec::new())));
            let thread = SeccompCondition::new(
                0,
                SeccompCmpArgLen::Dword,
                SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64),
                libc::CLONE_THREAD as u64,
            )?;
            rules.insert(libc::SYS_clone, vec![SeccompRule::new(vec![thread])?]);
        }
        Ok(rules)
    }
}
