//! The fence around a compiler. In: where the compiler, its libraries, the file
//! and the output are. Out: a [`Spec`] that lets `rustc` read and write these, and
//! run the linker, and nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::spec::{Demand, Files, Network, Paths, ProcessLimits, Spec, Syscalls};

/// What to compile, and where everything is. All paths are absolute.
#[derive(Clone, Debug)]
pub struct Compilation<'a> {
    /// What `rustc --print sysroot` says. `bin/rustc` in it is what is started: the
    /// `rustc` of rustup reads files in the user's home.
    pub sysroot: &'a Path,
    /// Folders, or files, with libraries to link: may be read.
    pub dependencies: &'a [PathBuf],
    /// The file to compile: may be read.
    pub source: Source<'a>,
    /// A folder for what the compiler writes, also for a moment. It has to exist, be
    /// empty of what others need, and be nobody else's at that time.
    pub output: &'a Path,
    /// What `rustc` is told.
    pub arguments: Vec<String>,
    /// What it may use up.
    pub limits: ProcessLimits,
    /// What to do where Landlock is old.
    pub demand: Demand,
}

/// A file to compile, and whose it is.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A stranger's: it has to keep the language rules before it is compiled.
    Stranger(&'a Path),
    /// The workbook's own, such as a harness.
    Workbook(&'a Path),
}

/// What `rustc` starts: `cc`, which starts `collect2`, which starts the linker; and the
/// libraries of all these. Where `/bin` and `/lib` are links into `/usr`, as on most
/// systems, the same folder stands here twice. Links on the way need no right, so what
/// `cc` means may be said in `/etc/alternatives`.
const PROGRAMS: &[&str] = &[
    "/usr/bin",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libexec",
    "/bin",
    "/lib",
    "/lib32",
    "/lib64",
];

/// Where the dynamic loader finds libraries that are in none of its default folders.
/// Debian's compilers work without it; not all do.
const LOADER_CACHE: &str = "/etc/ld.so.cache";

/// Where scripts that stand in for a linker throw output away. `rustc` and `gcc` do not
/// need it.
const NOTHING: &str = "/dev/null";

/// The fence around one run of the compiler, for [`run`](super::run). The runner, which
/// is to be the one that starts it, is this process.
///
/// Not in it, and not needed: `/proc` and `/sys` (the compiler looks up its own memory
/// maps and what the allocator may do, and does without), `/tmp` (temporary files go to
/// the output folder), home folders, the rest of `/etc` and of `/usr`. A compiler that is
/// ended by a limit leaves its temporary files in the output folder.
///
/// `rustc` and what it starts are several processes, and only the first ends with the
/// runner: give the fence a process group of its own, and end the group.
pub fn compile(compilation: Compilation<'_>) -> Spec {
    let mut read_execute = there(PROGRAMS);
    read_execute.push(compilation.sysroot.to_owned());
    let mut read = there(&[LOADER_CACHE]);
    read.extend(compilation.dependencies.iter().cloned());
    let (source, scan) = match compilation.source {
        Source::Stranger(path) => (path, Some(path.to_owned())),
        Source::Workbook(path) => (path, None),
    };
    read.push(source.to_owned());
    let mut read_write = there(&[NOTHING]);
    read_write.push(compilation.output.to_owned());
    Spec {
        program: compilation.sysroot.join("bin/rustc"),
        arguments: compilation.arguments,
        environment: environment(compilation.output),
        folder: compilation.output.to_owned(),
        runner: Some(std::process::id()),
        limits: compilation.limits,
        files: Files::Only(Paths {
            read_execute,
            read,
            read_write,
            demand: compilation.demand,
        }),
        network: Network::Denied,
        syscalls: Syscalls::Compiler,
        scan,
    }
}

/// Those of the paths that this system has.
pub fn there(paths: &[&str]) -> Vec<PathBuf> {
    let paths = paths.iter().map(PathBuf::from);
    paths.filter(|path| path.exists()).collect()
}

fn environment(output: &Path) -> BTreeMap<String, String> {
    [
        // Where `cc` is.
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("TMPDIR", output.display().to_string()),
        // Messages of the linker in English, whatever the runner speaks.
        ("LC_ALL", "C".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

impl ProcessLimits {
    /// What a compilation may use up: time and address space as given, and what an
    /// honest one does not come near.
    ///
    /// Processes are not limited: the system counts all of the user's, so a limit that
    /// is low enough to help would fail on a busy desktop.
    pub fn of_compilation(cpu_seconds: u64, address_space: u64) -> Self {
        ProcessLimits {
            address_space: Some(address_space),
            cpu_seconds: Some(cpu_seconds),
            file_size: Some(256 << 20),
            open_files: Some(512),
            processes: None,
            stack: Some(8 << 20),
        }
    }
}
