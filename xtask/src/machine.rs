//! Troubles of the machine: a full disk, a limit, a program that is not there. In: what
//! the system, the compiler or the linker said. Out: whether it speaks of the machine, and
//! what to do about it.

/// Whether the text speaks of the machine. It must be no text that quotes code: words
/// in a program prove nothing.
pub fn is_at_fault(said: &str) -> bool {
    // So the compiler and cargo end what they tell of a call to the system.
    said.contains("(os error ") || remedy(said).is_some()
}

/// What to do about a disk, a limit, a linker or a network that fails, if that is what the
/// text speaks of.
pub fn remedy(said: &str) -> Option<String> {
    let says = |what: &str| said.contains(what);
    let chosen = "a `linker` in a `.cargo/config.toml`, or a variable `CARGO_TARGET_…_LINKER`";
    // A linker finds a disk full by that signal: it writes through its memory.
    let is_full = [
        "No space left",
        "Disk quota exceeded",
        "signal 7 [Bus error]",
    ];
    Some(if is_full.into_iter().any(says) {
        "free some disk space and try again".to_owned()
    } else if says("Too many open files") {
        let limit =
            open_file_limit().map_or_else(String::new, |limit| format!(", which is {limit}"));
        format!("raise the limit{limit}, as with `ulimit -n 1024`")
    } else if says("Resource temporarily unavailable") || says("failed to spawn thread") {
        "end other programs, or raise the limit of processes, which `ulimit -u` shows".to_owned()
    } else if says("Cannot allocate memory")
        || says("memory allocation of ")
        || says("out of memory")
        || says("failed to map segment")
    {
        "free some memory, or raise the limit of memory, which `ulimit -v` shows".to_owned()
    } else if says("couldn't create a temp dir") {
        "let TMPDIR name a folder that is there and that can be written to".to_owned()
    } else if says("Read-only file system") || says("Permission denied") {
        "make the folder writable, or set CARGO_TARGET_DIR to one that is".to_owned()
    } else if says("Could not resolve host") || says("failed to download") {
        "connect to the network once, so that the dependencies can be downloaded".to_owned()
    } else if says("linker `cc` not found") {
        "install a C compiler, such as gcc or clang: the linker comes with it".to_owned()
    } else if says("linker `") && says("` not found") {
        format!("install this linker, or take away what names it: {chosen}")
    } else if says("linking with `") && !blames_what_is_linked(said) {
        format!("look at what the linker says, and at what names it: {chosen}")
    } else {
        return None;
    })
}

/// Whether a linker found fault with what it was to link, and not with itself.
fn blames_what_is_linked(said: &str) -> bool {
    // `/usr/bin/ld: …`, `rust-lld: error: …`, and what Windows has.
    ["ld: ", "ndefined symbol", "error LNK"]
        .iter()
        .any(|words| said.contains(words))
}

/// How many files a process may have open here, where the system has such a limit.
#[cfg(unix)]
fn open_file_limit() -> Option<u64> {
    let mut limit = libc::rlimit {
        rlim_cur: 0,
        rlim_max: 0,
    };
    // SAFETY: the pointer is to a local that lives through the call.
    let got = unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) };
    (got == 0).then_some(limit.rlim_cur)
}

#[cfg(not(unix))]
fn open_file_limit() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_has_a_remedy() {
        for (said, expected) in [
            (
                "could not write x: No space left on device (os error 28)",
                "disk space",
            ),
            (
                "collect2: fatal error: ld terminated with signal 7 [Bus error]",
                "disk space",
            ),
            (
                "rustc: error while loading shared libraries: x: failed to map segment from shared object",
                "ulimit -v",
            ),
            (
                "error: couldn't create a temp dir: Permission denied (os error 13)",
                "TMPDIR",
            ),
            (
                "could not start x: Too many open files (os error 24)",
                "`ulimit -n 1024`",
            ),
            ("failed to spawn thread: Os { code: 11 }", "ulimit -u"),
            ("memory allocation of 32 bytes failed", "ulimit -v"),
            ("error: linker `cc` not found", "install a C compiler"),
            ("error: linker `mold` not found", "CARGO_TARGET_…_LINKER"),
            (
                "error: linking with `/bin/false` failed: exit status: 1\n = note: ",
                "linker says",
            ),
        ] {
            let remedy = remedy(said).unwrap_or_default();
            assert!(remedy.contains(expected), "{said}: {remedy:?}");
            assert!(is_at_fault(said), "{said}");
        }
    }

    #[test]
    fn what_is_said_of_code_is_no_trouble_of_the_machine() {
        let missing = "error: linking with `cc` failed: exit status: 1\n  = note: /usr/bin/ld: \
                       cannot find -lmissing: No such file or directory\n";
        for said in [
            missing,
            "error: linking with `cc` failed\n = note: rust-lld: error: undefined symbol: f\n",
            "error: expected expression, found `)`",
            "error[E0308]: mismatched types",
        ] {
            assert!(!is_at_fault(said), "{said}");
        }
    }
}
