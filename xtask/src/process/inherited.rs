//! What a process was handed down and has no use for. In: nothing. Out: this process with
//! its three standard files, and no other.

/// Closes all open files but the three standard ones. What is open already needs no right,
/// and whoever started this process may have left it something.
///
/// It is for a process that is about to become another program and holds no file that it
/// still needs: what owns one would close another's file later.
pub fn close_all() -> Result<(), String> {
    let fail = |error| format!("could not look up open files in /proc/self/fd: {error}");
    let mut open = Vec::new();
    for entry in std::fs::read_dir("/proc/self/fd").map_err(fail)? {
        let name = entry.map_err(fail)?.file_name();
        open.extend(name.to_str().and_then(|name| name.parse::<i32>().ok()));
    }
    for number in open.into_iter().filter(|&number| number > 2) {
        // SAFETY: `close` takes a number. By the rule above nothing in this process owns
        // the file that it stands for.
        if unsafe { libc::close(number) } == 0 {
            continue;
        }
        let error = std::io::Error::last_os_error();
        // The listing's own file is among them, and closed already.
        if error.raw_os_error() != Some(libc::EBADF) {
            return Err(format!("could not close open file {number}: {error}"));
        }
    }
    Ok(())
}
