//! Building. In: a stage and the packages that are wanted. Out: as they come,
//! executables, and what the compiler said of each package.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::Deserialize;

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::compiled::{CompilerMessage, Diagnostic, trouble_with_the_machine};
use crate::pipe::progress::{self, Progress, Step};
use crate::pipe::settings::{self, Compilation, Settings};
use crate::process;
use crate::workbook::{Build, Workbook};

/// What cargo tells while it works.
#[derive(Debug)]
pub enum CargoEvent {
    /// The executable of this package is ready.
    Ready {
        /// The harness's package.
        package: String,
        /// Its file.
        executable: PathBuf,
    },
    /// The library of this package is compiled.
    Compiled {
        /// The library's package.
        package: String,
        /// Make rules that name every file that went into it.
        dep_info: PathBuf,
    },
    /// The compiler has something to say.
    Diagnostic(Diagnostic),
}

/// Whether cargo may use the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Network {
    /// Everything must be on this machine.
    Offline,
    /// What is missing is downloaded.
    Allowed,
}

/// Whether the compiler colours its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// With escape sequences.
    Ansi,
    /// Text alone.
    Plain,
}

/// What is to be built.
#[derive(Clone, Copy, Debug)]
pub enum Wanted<'a> {
    /// These packages, in release. How a staged package is compiled is said in
    /// the manifest of its workspace.
    Harnesses(&'a [String]),
    /// Programs of a package.
    Programs {
        /// The package.
        package: &'a str,
        /// One of them; none for all.
        only: Option<&'a str>,
        /// How they are compiled.
        build: Build,
    },
}

/// How to build.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The workbook, which says how code is compiled.
    pub workbook: &'a Workbook,
    /// The workspace.
    pub folder: &'a Path,
    /// Where build products go.
    pub target: &'a Path,
    /// What is to be built in it.
    pub wanted: Wanted<'a>,
    /// A program that is to be called in the place of the compiler, which it gets as
    /// its first argument, and what it finds in its environment; none for the compiler
    /// itself.
    pub compiler: Option<(&'a Path, &'a str, &'a Path)>,
    /// Whether messages are coloured.
    pub colour: Colour,
    /// Who hears how far cargo is.
    pub progress: &'a dyn Progress,
    /// Ends cargo early.
    pub interrupt: &'a Interrupt,
}

/// Builds, and hands each event to `each` as it comes. Returns what cargo itself
/// had to complain of; nothing, if all was built. The network is used only if
/// something is not downloaded yet.
///
/// Code that does not compile is no failure here: its package never becomes
/// [`CargoEvent::Ready`]. An error means that cargo could not be run, or that it is set
/// to compile otherwise than the workbook asks.
pub fn build(
    request: &Request<'_>,
    mut each: impl FnMut(CargoEvent),
) -> Result<Complaint, Failure> {
    let build = match request.wanted {
        Wanted::Harnesses(_) => Build::Release,
        Wanted::Programs { build, .. } => build,
    };
    let settings = Settings::of(request.workbook, request.folder, build)?;
    let complaint = run(request, &settings, Network::Offline, &mut each)?;
    match complaint.wants_network() {
        true => run(request, &settings, Network::Allowed, &mut each),
        false => Ok(complaint),
    }
}

/// Runs cargo once.
fn run(
    request: &Request<'_>,
    settings: &Settings,
    network: Network,
    each: &mut impl FnMut(CargoEvent),
) -> Result<Complaint, Failure> {
    let mut command = command(request, settings, network);
    let mut cargo = process::start(&mut command, request.interrupt)?;
    let inspector = Inspector::new(settings);
    let (stderr, status) = process::until_interrupted(cargo.id(), request.interrupt, || {
        let stderr = thread::scope(|scope| {
            let stderr = cargo.stderr.take();
            let followed = stderr.map(|stderr| {
                scope.spawn(|| follow(stderr, request.progress, |line| inspector.line(line)))
            });
            if let Some(stdout) = cargo.stdout.take() {
                read_messages(stdout, &inspector, each);
            }
            let followed = followed.and_then(|thread| thread.join().ok());
            followed.unwrap_or_default()
        });
        (stderr, finish(&mut cargo))
    });
    request.progress.tell(Step::Built);
    request.interrupt.check()?;
    inspector.verdict()?;
    if status?.success() {
        return Ok(Complaint::default());
    }
    Ok(Complaint::read(&stderr))
}

/// Holds what cargo tells of its work against what it was asked for.
#[derive(Debug)]
struct Inspector<'s> {
    settings: &'s Settings,
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    /// What was compiled otherwise.
    faults: Vec<String>,
    /// The files that were made meanwhile.
    made: Vec<PathBuf>,
}

impl<'s> Inspector<'s> {
    fn new(settings: &'s Settings) -> Self {
        Inspector {
            settings,
            found: Mutex::default(),
        }
    }

    /// Looks at a line that cargo prints.
    fn line(&self, line: &str) {
        if let Some(fault) = self.settings.fault_of_call(line) {
            self.found().faults.push(fault);
        }
    }

    /// Looks at something that is built. Returns whether it may be used.
    fn passes(&self, package: &str, message: &Message) -> bool {
        let mut found = self.found();
        if !message.fresh {
            found.made.extend(message.filenames.iter().cloned());
        }
        let is_weighed = message.executable.is_some() || self.settings.is_member(package);
        if let (true, Some(made)) = (is_weighed, &message.profile)
            && let Some(fault) = self.settings.fault_of(package, made)
        {
            found.made.extend(message.filenames.iter().cloned());
            found.faults.push(fault);
        }
        found.faults.is_empty()
    }

    /// An error, if something was compiled otherwise. What was made is removed, so that
    /// cargo does not take it for done the next time.
    fn verdict(&self) -> Result<(), Failure> {
        let found = self.found();
        let Some(fault) = found.faults.first() else {
            return Ok(());
        };
        for file in &found.made {
            // It may be gone already, and then all is well.
            let _ = std::fs::remove_file(file);
        }
        Err(Failure::new(format!(
            "something was compiled otherwise than the workbook asks: {fault}; so nothing of it \
             is weighed"
        ))
        .next("look for a setting of cargo, a variable or a wrapper of the compiler that does it"))
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What cargo said when it could not build everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint(String);

impl Complaint {
    /// Takes cargo's words from the first error on. The compiler's calls are left out:
    /// with `-v`, cargo repeats the one that failed, in a line of a thousand letters.
    fn read(stderr: &str) -> Self {
        let errors = stderr
            .lines()
            .skip_while(|line| !line.trim_start().starts_with("error"));
        let mut kept: Vec<&str> = Vec::new();
        for line in errors {
            let line = line.trim_end();
            let is_call = line.contains(" --crate-name ");
            match kept.last() {
                Some(&"Caused by:") if is_call => {
                    kept.pop();
                }
                _ if is_call => {}
                _ => kept.push(line),
            }
        }
        Complaint(kept.join("\n").trim_end().to_owned())
    }

    /// Whether something is not downloaded yet.
    fn wants_network(&self) -> bool {
        self.0.contains("--offline") || self.0.contains("no matching package")
    }

    /// The complaint as a failure, for code that is missing although the
    /// compiler found no fault with it.
    pub fn into_failure(self) -> Failure {
        let said = self.0;
        let failure = Failure::new(format!(
            "cargo could not build what is to be weighed:\n{said}"
        ));
        match trouble_with_the_machine(&said) {
            Some(next) => failure.next(next),
            None => failure,
        }
    }
}

fn finish(cargo: &mut Child) -> Result<std::process::ExitStatus, Failure> {
    cargo
        .wait()
        .map_err(|error| Failure::new(format!("lost cargo: {error}")))
}

/// Cargo, as a command without arguments.
pub fn cargo() -> Command {
    // Under `cargo xtask`, this names the very cargo of the pinned toolchain.
    Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
}

/// Cargo, without what the environment says of compilers, flags and profiles.
pub fn clean_cargo() -> Command {
    let mut cargo = cargo();
    settings::withhold(&mut cargo);
    cargo
}

fn command(request: &Request<'_>, settings: &Settings, network: Network) -> Command {
    let mut command = cargo();
    command
        .current_dir(request.folder)
        // With `-v` it tells each call of the compiler.
        .args(["build", "-v", "--color=never"])
        .arg(match request.colour {
            Colour::Ansi => "--message-format=json-diagnostic-rendered-ansi",
            Colour::Plain => "--message-format=json",
        })
        .arg("--target-dir")
        .arg(request.target);
    settings.apply(&mut command);
    match request.wanted {
        Wanted::Harnesses(packages) => {
            command.args(["--bins", "--keep-going"]);
            for package in packages {
                command.args(["--package", package]);
            }
        }
        Wanted::Programs { package, only, .. } => {
            command.args(["--package", package]);
            match only {
                Some(program) => command.args(["--bin", program]),
                None => command.arg("--bins"),
            };
        }
    }
    if network == Network::Offline {
        command.arg("--offline");
    }
    if let Some((program, name, value)) = request.compiler {
        command.env("RUSTC_WRAPPER", program).env(name, value);
    }
    if request.progress.is_watched() {
        // Cargo says how much is left only where it draws its own line.
        command
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", PROGRESS_WIDTH);
    }
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// A line of cargo's JSON, as far as it matters here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    manifest_path: Option<PathBuf>,
    executable: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
    profile: Option<Compilation>,
    #[serde(default)]
    fresh: bool,
    message: Option<CompilerMessage>,
}

fn read_messages(stdout: ChildStdout, inspector: &Inspector<'_>, mut each: impl FnMut(CargoEvent)) {
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        let Ok(message) = serde_json::from_str::<Message>(&line) else {
            continue;
        };
        let Some(package) = message.manifest_path.as_deref().and_then(package_of) else {
            continue;
        };
        let is_built = message.reason == "compiler-artifact";
        if is_built && !inspector.passes(&package, &message) {
            continue;
        }
        match (message.reason.as_str(), message.executable, message.message) {
            ("compiler-artifact", Some(executable), _) => each(CargoEvent::Ready {
                package,
                executable,
            }),
            ("compiler-artifact", None, _) => {
                if let Some(dep_info) = message.filenames.iter().find_map(|f| dep_info_of(f)) {
                    each(CargoEvent::Compiled { package, dep_info });
                }
            }
            ("compiler-message", _, Some(message)) => {
                if let Some(diagnostic) = message.into_diagnostic(&package) {
                    each(CargoEvent::Diagnostic(diagnostic));
                }
            }
            _ => {}
        }
    }
}

/// A staged package lies in a folder of its own name.
fn package_of(manifest: &Path) -> Option<String> {
    let folder = manifest.parent()?.file_name()?;
    Some(folder.to_string_lossy().into_owned())
}

/// Beside `libname-hash.rlib` cargo keeps `name-hash.d`.
fn dep_info_of(library: &Path) -> Option<PathBuf> {
    if library.extension()? != "rlib" {
        return None;
    }
    let stem = library.file_stem()?.to_str()?;
    let stem = stem.strip_prefix("lib").unwrap_or(stem);
    Some(library.with_file_name(format!("{stem}.d")))
}

/// The columns of the line in which cargo says how far it is: room for names.
const PROGRESS_WIDTH: &str = "160";

/// Reads what cargo prints for people, lets `look` see each line, tells how far it is,
/// and returns the rest for a message.
fn follow(stderr: impl Read, progress: &dyn Progress, look: impl Fn(&str)) -> String {
    let mut all = String::new();
    let mut piece = Vec::new();
    for byte in BufReader::new(stderr).bytes().map_while(Result::ok) {
        piece.push(byte);
        // Cargo ends a line of progress with a carriage return and writes over it.
        if byte == b'\n' || byte == b'\r' {
            let line = String::from_utf8_lossy(&piece);
            look(&line);
            take_in(&line, progress, &mut all);
            piece.clear();
        }
    }
    take_in(&String::from_utf8_lossy(&piece), progress, &mut all);
    all
}

/// One line of cargo, with its end.
fn take_in(line: &str, progress: &dyn Progress, rest: &mut String) {
    let step = progress::read_cargo(line);
    if let Some(step) = step {
        progress.tell(step);
    }
    if !matches!(step, Some(Step::Building { .. })) {
        rest.push_str(line.trim_matches('\r'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargos_progress_is_no_part_of_its_complaint() {
        let said = "   Compiling a v1.0.0\n    Building [>  ] 0/2: a   \r    Building [=> ] 1/2: b   \r\
                    error: could not compile `b`\n  second line\n";
        let recorder = progress::tests::Recorder::default();
        let rest = follow(said.as_bytes(), &recorder, |_| ());
        assert_eq!(
            rest,
            "   Compiling a v1.0.0\nerror: could not compile `b`\n  second line\n"
        );
        assert_eq!(recorder.told().len(), 2);
    }

    #[test]
    fn the_compilers_calls_are_no_part_of_a_complaint() {
        let said = "   Compiling a v1.0.0\n     Running `/r/rustc --crate-name a src/lib.rs`\n\
                    error: could not compile `a` (lib) due to 1 previous error\n\nCaused by:\n  \
                    process didn't exit successfully: `/r/rustc --crate-name a` (exit status: 1)\n\
                    error: another\n\nCaused by:\n  no such file\n";
        assert_eq!(
            Complaint::read(said).0,
            "error: could not compile `a` (lib) due to 1 previous error\n\n\
             error: another\n\nCaused by:\n  no such file"
        );
    }

    #[test]
    fn finds_the_rules_beside_the_library() {
        let found = dep_info_of(Path::new("/t/deps/libex3-01.rlib"));
        assert_eq!(found.as_deref(), Some(Path::new("/t/deps/ex3-01.d")));
        assert_eq!(dep_info_of(Path::new("/t/deps/libex3-01.rmeta")), None);
    }
}
