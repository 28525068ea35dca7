//! Which calls reach the system. In: what is to be refused. Out: a process for which
//! they fail with `EPERM`, as they would for a user who may not make them.
//!
//! It is a list of what is refused, not of what is allowed: compilers and linkers of
//! many distributions are to work. No code of a stranger runs here, unless the compiler
//! itself can be made to run it.

use std::collections::BTreeMap;

use libc::c_long;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

use super::spec::{Network, Syscalls};

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Refuses what the spec says.
pub(super) fn close(syscalls: Syscalls, network: Network) -> Result<(), String> {
    let mut rules = Rules::new();
    let fail = |error: &dyn std::fmt::Display| format!("seccomp: {error}");
    if network == Network::Denied {
        refuse(&mut rules, NETWORK);
        restrict_pairs(&mut rules).map_err(|error| fail(&error))?;
    }
    if syscalls == Syscalls::Compiler {
        refuse(&mut rules, NEVER_NEEDED);
        refuse(&mut rules, SECOND_SET);
        restrict_arguments(&mut rules).map_err(|error| fail(&error))?;
        // Its flags cannot be read. Libraries then ask by `clone`, whose flags can.
        let by_clone = Rules::from([(libc::SYS_clone3, Vec::new())]);
        apply(by_clone, libc::ENOSYS)?;
    }
    if rules.is_empty() {
        return Ok(());
    }
    apply(rules, libc::EPERM)
}

fn apply(rules: Rules, error: i32) -> Result<(), String> {
    let filter = || -> Result<BpfProgram, seccompiler::BackendError> {
        SeccompFilter::new(
            rules,
            SeccompAction::Allow,
            SeccompAction::Errno(error.unsigned_abs()),
            std::env::consts::ARCH.try_into()?,
        )?
        .try_into()
    };
    let filter = filter().map_err(|error| format!("seccomp: {error}"))?;
    seccompiler::apply_filter(&filter).map_err(|error| format!("seccomp: {error}"))
}

/// The second set of numbers that x86-64 has for its calls.
#[cfg(target_arch = "x86_64")]
const NUMBERS: &[i64] = &[0, 0x4000_0000];
#[cfg(not(target_arch = "x86_64"))]
const NUMBERS: &[i64] = &[0];

fn refuse(rules: &mut Rules, calls: &[c_long]) {
    for number in NUMBERS {
        rules.extend(calls.iter().map(|&call| (call | number, Vec::new())));
    }
}

/// Refuses a call if one of these rules fits.
fn refuse_if(rules: &mut Rules, call: c_long, conditions: &[SeccompRule]) {
    for number in NUMBERS {
        rules.insert(call | number, conditions.to_vec());
    }
}

fn argument(
    index: u8,
    operator: SeccompCmpOp,
    value: u64,
) -> Result<SeccompRule, seccompiler::BackendError> {
    SeccompRule::new(vec![SeccompCondition::new(
        index,
        SeccompCmpArgLen::Dword,
        operator,
        value,
    )?])
}

/// The standard library starts processes with a pair of sockets. Pairs that send single
/// messages could send them to anyone.
fn restrict_pairs(rules: &mut Rules) -> Result<(), seccompiler::BackendError> {
    const KINDS: u64 = 0xf;
    let kind = |kind: i32| {
        argument(
            1,
            SeccompCmpOp::MaskedEq(KINDS),
            u64::from(kind.unsigned_abs()),
        )
    };
    let others = [
        argument(0, SeccompCmpOp::Ne, u64::from(libc::AF_UNIX.unsigned_abs()))?,
        kind(libc::SOCK_DGRAM)?,
        // For local sockets, the same under another name.
        kind(libc::SOCK_RAW)?,
    ];
    refuse_if(rules, libc::SYS_socketpair, &others);
    Ok(())
}

fn restrict_arguments(rules: &mut Rules) -> Result<(), seccompiler::BackendError> {
    // Namespaces of its own would give a process new rights within them.
    let namespaces = [
        libc::CLONE_NEWCGROUP,
        libc::CLONE_NEWIPC,
        libc::CLONE_NEWNET,
        libc::CLONE_NEWNS,
        libc::CLONE_NEWPID,
        libc::CLONE_NEWUSER,
        libc::CLONE_NEWUTS,
    ];
    let namespaces = namespaces
        .into_iter()
        .map(|flag| u64::from(flag.unsigned_abs()))
        .map(|flag| argument(0, SeccompCmpOp::MaskedEq(flag), flag))
        .collect::<Result<Vec<_>, _>>()?;
    refuse_if(rules, libc::SYS_clone, &namespaces);
    // Typing on the terminal, as if somebody had.
    let typing = [libc::TIOCSTI, libc::TIOCLINUX]
        .into_iter()
        .map(|command| argument(1, SeccompCmpOp::Eq, command))
        .collect::<Result<Vec<_>, _>>()?;
    refuse_if(rules, libc::SYS_ioctl, &typing);
    Ok(())
}

const NETWORK: &[c_long] = &[
    libc::SYS_accept4,
    libc::SYS_bind,
    libc::SYS_connect,
    libc::SYS_listen,
    libc::SYS_socket,
    #[cfg(not(target_arch = "riscv64"))]
    libc::SYS_accept,
];

/// By what they reach: other processes, the kernel's inner workings, mounts, keys, the
/// machine as a whole, other people's files.
const NEVER_NEEDED: &[c_long] = &[
    libc::SYS_kcmp,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    libc::SYS_process_madvise,
    libc::SYS_process_mrelease,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_ptrace,
    libc::SYS_setns,
    libc::SYS_unshare,
    libc::SYS_bpf,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    libc::SYS_io_uring_setup,
    libc::SYS_memfd_secret,
    libc::SYS_perf_event_open,
    libc::SYS_personality,
    libc::SYS_userfaultfd,
    libc::SYS_chroot,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fsopen,
    libc::SYS_fspick,
    libc::SYS_mount,
    libc::SYS_mount_setattr,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_pivot_root,
    libc::SYS_umount2,
    libc::SYS_add_key,
    libc::SYS_keyctl,
    libc::SYS_request_key,
    libc::SYS_acct,
    libc::SYS_adjtimex,
    libc::SYS_clock_adjtime,
    libc::SYS_clock_settime,
    libc::SYS_delete_module,
    libc::SYS_finit_module,
    libc::SYS_init_module,
    libc::SYS_kexec_file_load,
    libc::SYS_kexec_load,
    libc::SYS_quotactl,
    libc::SYS_reboot,
    libc::SYS_setdomainname,
    libc::SYS_sethostname,
    libc::SYS_settimeofday,
    libc::SYS_swapoff,
    libc::SYS_swapon,
    libc::SYS_syslog,
    libc::SYS_vhangup,
    libc::SYS_fanotify_init,
    libc::SYS_fanotify_mark,
    libc::SYS_fchown,
    libc::SYS_fchownat,
    libc::SYS_fremovexattr,
    libc::SYS_fsetxattr,
    libc::SYS_lremovexattr,
    libc::SYS_lsetxattr,
    libc::SYS_mknodat,
    libc::SYS_name_to_handle_at,
    libc::SYS_open_by_handle_at,
    libc::SYS_removexattr,
    libc::SYS_setxattr,
    libc::SYS_mq_open,
    libc::SYS_msgget,
    libc::SYS_semget,
    libc::SYS_shmget,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_chown,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_lchown,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_mknod,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ioperm,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_iopl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_modify_ldt,
];

/// Calls that have a number of their own in x86-64's second set: `ioctl`, `ptrace`,
/// `kexec_load`, `process_vm_readv`, `process_vm_writev`.
#[cfg(target_arch = "x86_64")]
const SECOND_SET: &[c_long] = &[
    0x4000_0000 | 514,
    0x4000_0000 | 521,
    0x4000_0000 | 528,
    0x4000_0000 | 539,
    0x4000_0000 | 540,
];
#[cfg(not(target_arch = "x86_64"))]
const SECOND_SET: &[c_long] = &[];
