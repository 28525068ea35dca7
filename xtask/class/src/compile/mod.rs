//! From a text to harnesses. In: a student's file, and the references' compiler calls.
//! Out: executables, or what the compiler or the rules refused.
//!
//! The compiler sees the toolchain, the shared libraries and one folder, with an empty
//! environment.

pub mod recipe;
pub mod toolchain;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::pipe::compiled::Diagnostic;
use xtask::pipe::compiled::{self, CompilerMessage, Fault};
use xtask::pipe::grade::Verdict;
use xtask::pipe::source;
use xtask::process::{self, End, Ended, Limits};
use xtask::workbook::{Build, Exercise};

use crate::compile::recipe::{Places, Recipe};
use crate::compile::toolchain::Toolchain;
use crate::fence::{self, Compilation, Demand, Files, Network, Source, Spec, Syscalls};
use crate::policy::{Layer, Policy};
use crate::scan::Violation;

/// How files are compiled.
#[derive(Clone, Copy, Debug)]
pub struct Compiler<'a> {
    /// With which libraries, by which calls.
    pub toolchain: &'a Toolchain,
    /// Within which limits, behind which layers.
    pub policy: &'a Policy,
}

/// Why there are no executables: the compiler or a rule refused the file.
#[derive(Debug)]
pub struct Refusal {
    /// `did-not-compile` or `rejected`.
    pub verdict: Verdict,
    /// Why.
    pub message: String,
}

/// A file that compiled.
#[derive(Debug)]
pub struct Compiled {
    /// The harnesses.
    pub executables: BTreeMap<Build, PathBuf>,
    /// The libraries that they are linked with.
    pub archives: BTreeMap<Build, PathBuf>,
    /// The file as it lies in the worker's folder.
    pub source: PathBuf,
    /// Its path as line tables have it: `ex3-string-trap/src/lib.rs`.
    pub shown: PathBuf,
}

/// The most bytes of messages.
const MESSAGES: usize = 4 << 20;

impl Compiler<'_> {
    /// Compiles a file in all builds of its exercise, in a folder of the worker's own.
    pub fn compile(
        &self,
        exercise: &Exercise,
        text: &str,
        folder: &Path,
    ) -> Result<Result<Compiled, Refusal>, Failure> {
        has_room(folder)?;
        let fail = |path: &Path, error: &std::io::Error| Failure::io("write", path, error);
        let shown = Path::new(&exercise.name).join("src/lib.rs");
        let path = folder.join(&shown);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| fail(parent, &error))?;
        std::fs::write(&path, text).map_err(|error| fail(&path, &error))?;
        if let Err(message) = source::check(&path, &shown.display().to_string()) {
            let verdict = Verdict::Rejected;
            return Ok(Err(Refusal { verdict, message }));
        }
        let mut compiled = Compiled {
            executables: BTreeMap::new(),
            archives: BTreeMap::new(),
            source: path,
            shown,
        };
        for build in exercise.builds() {
            let kit = self.toolchain.kits.get(&(exercise.id.clone(), build));
            let kit = kit.ok_or_else(|| Failure::new(format!("{}: not built", exercise.id)))?;
            let out = folder.join(build.word());
            std::fs::create_dir_all(&out).map_err(|error| fail(&out, &error))?;
            let places = Places {
                source: &compiled.source,
                shown_from: folder,
                shared: &self.toolchain.shared,
                out: &out,
            };
            if let Some(refused) = self.build_one(&kit.recipe, &places, exercise)? {
                // A full disk has many faces: messages of the compiler or of the linker, or
                // a signal. None of them is the student's fault.
                has_room(folder)?;
                return Ok(Err(refused));
            }
            let missing = || Failure::new("the compiler made no harness, and did not say why");
            let executable = kit.recipe.executable(&out).ok_or_else(missing)?;
            let archive = kit.recipe.archive(&out).ok_or_else(missing)?;
            if !executable.is_file() || !archive.is_file() {
                return Err(missing());
            }
            compiled.executables.insert(build, executable);
            compiled.archives.insert(build, archive);
        }
        Ok(Ok(compiled))
    }

    /// Compiles the library and its harness. Returns what was refused.
    fn build_one(
        &self,
        recipe: &Recipe,
        places: &Places<'_>,
        exercise: &Exercise,
    ) -> Result<Option<Refusal>, Failure> {
        let own = Source::Stranger(places.source);
        let library = self.call(places, own, recipe.library(places))?;
        if let Some(refused) = self.refusal(&library, &exercise.name)? {
            return Ok(Some(refused));
        }
        if let Some(refused) = other_file(recipe, places) {
            return Ok(Some(refused));
        }
        let main = recipe
            .harness_source()
            .ok_or_else(|| Failure::new("the harness's call names no file"))?;
        let words = recipe.harness(places);
        let harness = self.call(places, Source::Workbook(&main), words)?;
        self.refusal(&harness, &format!("{}-harness", exercise.name))
    }

    /// One call of the compiler.
    fn call(
        &self,
        places: &Places<'_>,
        source: Source<'_>,
        words: Vec<String>,
    ) -> Result<Ended, Failure> {
        let limits = &self.policy.limits;
        let mut command = self.behind_a_fence(places, source, words)?;
        let around = Limits {
            time: Duration::from_secs(limits.compile_seconds),
            memory: limits.compile_memory,
            output: MESSAGES,
            interrupt: Interrupt::NEVER,
        };
        process::run_harness(&mut command, "", &around)
            .map_err(|error| Failure::of_system("could not start the compiler", error))
    }

    /// This program, as it limits itself and becomes the compiler.
    fn behind_a_fence(
        &self,
        places: &Places<'_>,
        source: Source<'_>,
        words: Vec<String>,
    ) -> Result<Command, Failure> {
        let policy = self.policy;
        let mut dependencies = vec![places.shared.to_owned()];
        if let Source::Workbook(path) = source {
            // A harness may have modules beside its `main.rs`, and links the library.
            dependencies.extend(path.parent().map(Path::to_owned));
        }
        let limits = policy.limits;
        let mut spec = fence::compile(Compilation {
            sysroot: &self.toolchain.sysroot,
            dependencies: &dependencies,
            source,
            output: places.out,
            arguments: words,
            limits: fence::ProcessLimits::of_compilation(
                limits.compile_seconds,
                limits.compile_memory,
            ),
            demand: match policy.lacking.as_slice() {
                [] => Demand::All,
                _ => Demand::WhatThereIs,
            },
        });
        // Paths in line tables begin here.
        spec.folder = places.shown_from.to_owned();
        if policy.compile_limits == Layer::Off {
            spec.limits = fence::ProcessLimits::default();
        }
        if policy.fence == Layer::Off {
            spec.files = Files::AsIs;
            spec.network = Network::AsIs;
            spec.syscalls = Syscalls::AsIs;
        }
        if policy.language == Layer::Off {
            spec.scan = None;
        }
        if cfg!(not(target_os = "linux")) {
            return Ok(without_a_fence(&spec));
        }
        let text = serde_json::to_string(&spec)
            .map_err(|error| Failure::new(format!("a fence is no JSON: {error}")))?;
        let own = std::env::current_exe()
            .map_err(|error| Failure::new(format!("where is this program? {error}")))?;
        let mut command = Command::new(own);
        command.args([fence::MODE, "--spec", &text]).env_clear();
        Ok(command)
    }

    /// What the compiler, or what stands before it, said against the file.
    fn refusal(&self, ended: &Ended, package: &str) -> Result<Option<Refusal>, Failure> {
        let refused = |verdict, message| Ok(Some(Refusal { verdict, message }));
        let too_much = |what: String| {
            refused(
                Verdict::DidNotCompile,
                format!("the compiler was stopped: {what}"),
            )
        };
        let status = match &ended.end {
            End::OutOfTime => {
                let seconds = self.policy.limits.compile_seconds;
                return too_much(format!("it needed more than {seconds} s"));
            }
            End::TooMuchOutput => return too_much("its messages were too long".to_owned()),
            End::Interrupted => return Err(Failure::new("interrupted")),
            End::Exited(status) => *status,
        };
        if status.success() {
            return Ok(None);
        }
        let said = String::from_utf8_lossy(&ended.stderr);
        match status.code().and_then(|code| u8::try_from(code).ok()) {
            Some(fence::VIOLATIONS) => {
                return refused(Verdict::Rejected, violations(&ended.stdout, package));
            }
            Some(fence::NOT_FENCED) => {
                return Err(Failure::new(format!(
                    "the compiler was not started: {said}"
                )));
            }
            _ => {}
        }
        let diagnostics: Vec<Diagnostic> = said
            .lines()
            .filter_map(|line| serde_json::from_str::<CompilerMessage>(line).ok())
            .filter_map(|message| message.into_diagnostic(package))
            .collect();
        match Fault::of(&diagnostics) {
            Fault::Code(verdict) => {
                let errors = diagnostics.iter().filter(|message| message.is_error);
                let rendered: Vec<&str> = errors.map(|error| error.rendered.trim_end()).collect();
                refused(verdict, rendered.join("\n"))
            }
            Fault::Machine(machine) => Err(Failure::new(machine.rendered.clone())),
            Fault::Unknown => match process::signal_name(status) {
                Some(signal) => too_much(format!(
                    "it was ended by {signal}: it needed too much memory, time or stack"
                )),
                None if said.contains("memory allocation of") || said.contains("out of memory") => {
                    too_much("it needed too much memory".to_owned())
                }
                None => match of_the_assembler(&said) {
                    Some(errors) => refused(Verdict::DidNotCompile, errors),
                    None => Err(Failure::new(format!(
                        "the compiler ended with {status} and said:\n{said}"
                    ))),
                },
            },
        }
    }
}

/// What the assembler says against assembly in the code. It prints that by itself: it is
/// no message of the compiler's.
fn of_the_assembler(said: &str) -> Option<String> {
    let lines = said.lines().filter(|line| !line.starts_with('{'));
    let errors = lines.skip_while(|line| !line.starts_with("error: <inline asm>:"));
    let errors: Vec<&str> = errors.collect();
    (!errors.is_empty()).then(|| errors.join("\n").trim_end().to_owned())
}

/// What compiling one file may need on the disk, in bytes, with much to spare.
const ROOM: u64 = 64 << 20;

/// An error if the disk is nearly full.
#[cfg(unix)]
fn has_room(folder: &Path) -> Result<(), Failure> {
    let disk = rustix::fs::statvfs(folder)
        .map_err(|error| Failure::io("look for room in", folder, &error.into()))?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free >= ROOM {
        return Ok(());
    }
    Err(Failure::new(format!(
        "the disk is nearly full: {free} bytes are free where results are kept, and compiling \
         needs {ROOM}"
    ))
    .next("make room and start again: what is written so far is kept"))
}

#[cfg(not(unix))]
fn has_room(_folder: &Path) -> Result<(), Failure> {
    Ok(())
}

/// The compiler alone, for systems that have no fence. The weaker isolation is named on
/// every result.
fn without_a_fence(spec: &Spec) -> Command {
    let mut command = Command::new(&spec.program);
    command.args(&spec.arguments).current_dir(&spec.folder);
    command
}

/// The rules that a file breaks, a line each.
fn violations(printed: &[u8], package: &str) -> String {
    let violations: Vec<Violation> = serde_json::from_slice(printed).unwrap_or_default();
    let lines = violations.iter().map(|violation| {
        format!(
            "{package}/src/lib.rs:{}:{}: {}",
            violation.line, violation.column, violation.what
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The exercise is one file: what was compiled must be that file alone.
fn other_file(recipe: &Recipe, places: &Places<'_>) -> Option<Refusal> {
    let shown = places.source.strip_prefix(places.shown_from).ok()?;
    let other = compiled::other_file(&recipe.dep_info(places.out)?, &[places.source, shown])?;
    Some(Refusal {
        verdict: Verdict::Rejected,
        message: compiled::takes_in(&shown.display().to_string(), &other.display().to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_assembler_refuses_is_the_codes_fault() {
        let artifact = r#"{"$message_type":"artifact","artifact":"a.rmeta","emit":"metadata"}"#;
        let refused = "error: <inline asm>:8:9: no such file\n.incbin \"x\"\n        ^";
        let said = format!("{artifact}\n{refused}\n\n{artifact}\n");
        assert_eq!(of_the_assembler(&said).as_deref(), Some(refused));
        for other in [
            artifact,
            "rustc: error while loading shared libraries: librustc.so",
            "LLVM ERROR: IO failure on output stream: No space left on device",
        ] {
            assert_eq!(of_the_assembler(other), None, "{other}");
        }
    }
}
