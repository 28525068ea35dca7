//! Runs the fence. In: a spec. Out: how it ended. And a workshop: a folder with a
//! source, an output folder, and another folder that is none of the fence's business.

// Each test program uses some of it.
#![allow(dead_code)]

use std::fmt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use class::fence::{
    Compilation, Demand, Files, Network, ProcessLimits, Source, Spec, Syscalls, compile, support,
};
use tempfile::TempDir;

/// No fence takes that long, on any machine; each has limits of its own.
const HANG: Duration = Duration::from_secs(300);

/// How a fence ended.
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Ended {
    pub fn code(&self) -> Option<i32> {
        self.status.code()
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes);
            text.chars().take(3000).collect::<String>()
        };
        write!(
            out,
            "{}\n{}\n{}",
            self.status,
            short(&self.stdout),
            short(&self.stderr)
        )
    }
}

/// Whether the system has all that the fence needs; says so if not.
pub fn is_fenced() -> bool {
    let support = support(Path::new(env!("CARGO_BIN_EXE_class"))).expect("the fence can be asked");
    if !support.is_complete() {
        eprintln!("skipped: this system lacks {}", support.missing.join("; "));
    }
    support.is_complete()
}

pub fn run(spec: &Spec) -> Ended {
    run_json(&serde_json::to_string(spec).expect("it is plain data"))
}

pub fn run_json(spec: &str) -> Ended {
    let mut child = Command::new(env!("CARGO_BIN_EXE_class"))
        .args(["fence", "--spec", spec])
        .env("SECRET", "SECRET")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()
        .expect("the fence starts");
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    std::thread::scope(|scope| {
        let stdout = scope.spawn(|| read(stdout));
        let stderr = scope.spawn(|| read(stderr));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().expect("it can be waited for") {
                break status;
            }
            if start.elapsed() > HANG {
                // All of its group: others could hold the pipes.
                let group = rustix::process::Pid::from_child(&child);
                rustix::process::kill_process_group(group, rustix::process::Signal::KILL)
                    .expect("it can be ended");
                child.wait().expect("it can be waited for");
                panic!("it did not end: {spec}");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        Ended {
            status,
            stdout: stdout.join().expect("it can be read"),
            stderr: stderr.join().expect("it can be read"),
        }
    })
}

fn read(pipe: Option<impl std::io::Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        pipe.read_to_end(&mut bytes).expect("the pipe can be read");
    }
    bytes
}

/// A program without a fence, but for what a test puts there.
pub fn plain(program: impl AsRef<Path>, arguments: &[&str]) -> Spec {
    Spec {
        program: program.as_ref().to_owned(),
        arguments: arguments.iter().map(|&word| word.to_owned()).collect(),
        environment: Default::default(),
        folder: PathBuf::from("/"),
        runner: None,
        limits: ProcessLimits::default(),
        files: Files::AsIs,
        network: Network::AsIs,
        syscalls: Syscalls::AsIs,
        scan: None,
    }
}

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

pub struct Workshop {
    folder: TempDir,
    sysroot: PathBuf,
    pub source: PathBuf,
    pub output: PathBuf,
    pub other: PathBuf,
}

impl Workshop {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let sysroot = rustc()
            .args(["--print", "sysroot"])
            .output()
            .expect("rustc starts")
            .stdout;
        let path = |name: &str| folder.path().join(name);
        for name in ["source", "output", "other"] {
            std::fs::create_dir(path(name)).expect("a folder can be made");
        }
        Workshop {
            sysroot: PathBuf::from(String::from_utf8_lossy(&sysroot).trim()),
            source: path("source/student.rs"),
            output: path("output"),
            other: path("other"),
            folder,
        }
    }

    /// A stranger's library, without the language rules.
    pub fn library(&self, text: &str, limits: ProcessLimits) -> Spec {
        self.compilation("student", "lib", text, limits)
    }

    /// A program that uses it.
    pub fn program(&self, text: &str, limits: ProcessLimits) -> Spec {
        let mut spec = self.compilation("harness", "bin", text, limits);
        let library = self.output.join("libstudent.rlib");
        spec.arguments
            .push(format!("--extern=student={}", library.display()));
        spec
    }

    fn compilation(&self, name: &str, kind: &str, text: &str, limits: ProcessLimits) -> Spec {
        std::fs::write(&self.source, text).expect("a file can be written");
        let source = self.source.display().to_string();
        let arguments = [
            "--edition=2024",
            &format!("--crate-type={kind}"),
            &format!("--crate-name={name}"),
            "-Copt-level=3",
            "-Cdebuginfo=line-tables-only",
            "--cap-lints=allow",
            &format!("--out-dir={}", self.output.display()),
            &source,
        ];
        compile(Compilation {
            sysroot: &self.sysroot,
            dependencies: &[],
            source: Source::Workbook(&self.source),
            output: &self.output,
            arguments: arguments.map(str::to_owned).into(),
            limits,
            demand: Demand::All,
        })
    }

    /// A command for the shell, behind the fence around a compiler.
    pub fn shell(&self, command: &str) -> Spec {
        let mut spec = self.library("text", ProcessLimits::of_compilation(20, 1 << 30));
        spec.program = "/bin/sh".into();
        spec.arguments = vec!["-c".to_owned(), command.to_owned()];
        spec
    }

    /// A program that tries what is refused, and fails if something is not.
    pub fn probe(&self) -> PathBuf {
        let path = self.other.join("probe");
        let status = rustc()
            .args(["--edition=2024", "-o"])
            .arg(&path)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fencing/probe.rs"))
            .status()
            .expect("rustc starts");
        assert!(status.success());
        path
    }

    /// What the compiler made.
    pub fn made(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.output).expect("the folder can be listed");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("it can be listed").file_name())
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// All names in the workshop but those in the output folder.
    pub fn names_outside(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("the folder can be listed") {
                let path = entry.expect("it can be listed").path();
                let name = path.strip_prefix(self.folder.path()).expect("it is in it");
                names.push(name.to_string_lossy().into_owned());
                if path.is_dir() && path != self.output {
                    folders.push(path);
                }
            }
        }
        names.sort();
        names
    }

    pub fn expected_outside(&self) -> Vec<String> {
        ["other", "output", "source", "source/student.rs"]
            .map(str::to_owned)
            .into()
    }

    pub fn expected_outside_with(&self, name: &str) -> Vec<String> {
        let mut names = self.expected_outside();
        names.push(name.to_owned());
        names.sort();
        names
    }
}
