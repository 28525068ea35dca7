//! Tries what a fence refuses, by the system's own calls. In: the number of a process
//! outside, and `all`, or `harmless` for what is harmless where nothing is refused.
//! Out: a line for each that was not refused, and then exit code 1.

use std::ffi::{c_int, c_long, c_void};
use std::io::Error;

unsafe extern "C" {
    fn syscall(number: c_long, ...) -> c_long;
    fn socketpair(domain: c_int, kind: c_int, protocol: c_int, pair: *mut c_int) -> c_int;
    fn kill(process: c_int, signal: c_int) -> c_int;
}

const EPERM: i32 = 1;

fn main() {
    let outside: c_int = std::env::args().nth(1).unwrap().parse().unwrap();
    let all = std::env::args().nth(2).unwrap() == "all";
    let mut open = Vec::new();
    let mut refused = |what: &str, result: c_long| {
        let error = Error::last_os_error().raw_os_error();
        if result >= 0 || error != Some(EPERM) {
            open.push(format!("{what}: {result}, {error:?}"));
        }
    };
    let mut pair: [c_int; 2] = [0; 2];
    let nothing = std::ptr::null_mut::<c_void>();
    // SAFETY: plain numbers, null pointers, and a pointer to two numbers that outlive
    // the calls.
    unsafe {
        refused("signal", kill(outside, 0).into());
        for (what, domain, kind) in [
            ("unix", 1, 1),
            ("inet", 2, 1),
            ("udp", 2, 2),
            ("inet6", 10, 1),
            ("netlink", 16, 3),
        ] {
            refused(what, syscall(number::SOCKET, domain, kind, 0));
        }
        refused(
            "datagram pair",
            socketpair(1, 2, 0, pair.as_mut_ptr()).into(),
        );
        refused(
            "datagram pair",
            socketpair(1, 2 | 0o2000000, 0, pair.as_mut_ptr()).into(),
        );
        refused("raw pair", socketpair(1, 3, 0, pair.as_mut_ptr()).into());
        if all {
            for (what, call) in number::REFUSED {
                refused(what, syscall(*call, 0, nothing, 0, 0, 0, 0));
            }
            refused(
                "clone into a new user namespace",
                syscall(
                    number::CLONE,
                    0x1000_0000 | 17,
                    nothing,
                    nothing,
                    nothing,
                    0,
                ),
            );
            refused("typing", syscall(number::IOCTL, 0, 0x5412, c"x".as_ptr()));
        }
        if socketpair(1, 5 | 0o2000000, 0, pair.as_mut_ptr()) == 0 {
            println!("a pair works");
        }
    }
    for line in &open {
        println!("not refused: {line}");
    }
    std::process::exit(i32::from(!open.is_empty()));
}

#[cfg(target_arch = "x86_64")]
mod number {
    pub const SOCKET: i64 = 41;
    pub const CLONE: i64 = 56;
    pub const IOCTL: i64 = 16;
    pub const REFUSED: &[(&str, i64)] = &[
        ("connect", 42),
        ("ptrace", 101),
        ("process_vm_readv", 310),
        ("mount", 165),
        ("bpf", 321),
        ("perf_event_open", 298),
        ("userfaultfd", 323),
        ("io_uring_setup", 425),
        ("keyctl", 250),
        ("kexec_load", 246),
        ("setns", 308),
        ("unshare", 272),
        ("pidfd_getfd", 438),
        ("chown", 92),
        ("setxattr", 188),
        ("x32 ptrace", 0x4000_0000 | 521),
        ("x32 connect", 0x4000_0000 | 42),
    ];
}

#[cfg(not(target_arch = "x86_64"))]
mod number {
    // The numbers that most other machines share.
    pub const SOCKET: i64 = 198;
    pub const CLONE: i64 = 220;
    pub const IOCTL: i64 = 29;
    pub const REFUSED: &[(&str, i64)] = &[
        ("connect", 203),
        ("ptrace", 117),
        ("process_vm_readv", 270),
        ("mount", 40),
        ("bpf", 280),
        ("io_uring_setup", 425),
        ("setns", 268),
        ("unshare", 97),
        ("pidfd_getfd", 438),
    ];
}
