//! Building. In: a stage and the packages that are wanted. Out: as they come,
//! executables, and what the compiler said of each package.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread;

use serde::Deserialize;

use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::pipe::compiled::{CompilerMessage, Diagnostic};
use crate::pipe::compiler::{self, Compiler};
use crate::pipe::complaint::Complaint;
use crate::pipe::inspector::{Inspector, Product};
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
    /// Something is there that others are compiled with: a library, or a macro's.
    Library {
        /// What cargo says that it made.
        files: Vec<PathBuf>,
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

impl Wanted<'_> {
    /// Whether a package is asked for: a harness, the library in it, or the one of programs.
    fn names(&self, package: &str) -> bool {
        match self {
            Wanted::Harnesses(packages) => packages.iter().any(|harness| {
                let rest = harness.strip_prefix(package);
                matches!(rest, Some("" | "-harness"))
            }),
            Wanted::Programs { package: name, .. } => *name == package,
        }
    }
}

/// How to build.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The workbook, which says how code is compiled.
    pub workbook: &'a Workbook,
    /// What compiles.
    pub compiler: &'a Compiler,
    /// The workspace.
    pub folder: &'a Path,
    /// Where build products go.
    pub target: &'a Path,
    /// Where cargo keeps libraries, if the user has not set it to keep them elsewhere: the
    /// target folder of others, who have compiled the same ones. None for this one's own.
    pub libraries: Option<&'a Path>,
    /// What is to be built in it.
    pub wanted: Wanted<'a>,
    /// A program that is to be called in the place of the compiler, which it gets as
    /// its first argument, and what it finds in its environment; none for the compiler
    /// itself.
    pub wrapper: Option<(&'a Path, &'a str, &'a Path)>,
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
    let settings = Settings::of(request.workbook, request.compiler, request.folder, build)?;
    let complaint = run(request, &settings, Network::Offline, &mut each)?;
    if complaint.is_about_the_compiler() {
        // Cargo keeps how the compiler answered it, and would say the same when the trouble
        // is over. Where nothing is kept, there is nothing to forget.
        let kept = libraries(request, &settings).unwrap_or(request.target);
        let _ = std::fs::remove_file(kept.join(".rustc_info.json"));
    }
    match complaint.wants_network() {
        true => run(request, &settings, Network::Allowed, &mut each),
        false => Ok(complaint),
    }
}

/// Lets cargo forget what it built of the package that is wanted, so that it builds it
/// anew.
pub fn forget(request: &Request<'_>) -> Result<(), Failure> {
    let Wanted::Programs { package, build, .. } = request.wanted else {
        return Ok(());
    };
    let settings = Settings::of(request.workbook, request.compiler, request.folder, build)?;
    let mut cargo = settings.cargo();
    cargo
        .current_dir(request.folder)
        .args(["clean", "--quiet", "--offline", "--package", package])
        .arg("--target-dir")
        .arg(request.target);
    settings.apply(&mut cargo);
    process::stdout(&mut cargo).map(|_| ())
}

/// Runs cargo once.
fn run(
    request: &Request<'_>,
    settings: &Settings,
    network: Network,
    each: &mut impl FnMut(CargoEvent),
) -> Result<Complaint, Failure> {
    let mut command = command(request, settings, network);
    let mut errors = Vec::new();
    let mut cargo = process::start(&mut command, request.interrupt)?;
    let inspector = &Inspector::new(settings);
    let (stderr, status) = process::until_interrupted(cargo.id(), request.interrupt, || {
        let stderr = thread::scope(|scope| {
            let stderr = cargo.stderr.take();
            let look = move |line: &str| inspector.line(line);
            let following =
                move || stderr.map_or_else(String::new, |it| follow(it, request.progress, look));
            let followed = thread::Builder::new().spawn_scoped(scope, following);
            let followed = match followed {
                Ok(thread) => thread,
                Err(error) => {
                    // Nobody would read what it prints, and it would wait for that.
                    let _ = cargo.kill();
                    return Err(Failure::no_thread(&error));
                }
            };
            if let Some(stdout) = cargo.stdout.take() {
                read_messages(stdout, inspector, |event| {
                    if let CargoEvent::Diagnostic(diagnostic) = &event
                        && diagnostic.is_error
                    {
                        errors.push(diagnostic.clone());
                    }
                    each(event);
                });
            }
            Ok(followed.join().unwrap_or_default())
        });
        (stderr, finish(&mut cargo))
    });
    request.progress.tell(Step::Built);
    request.interrupt.check()?;
    let stderr = stderr?;
    inspector.verdict()?;
    let status = status?;
    if status.success() {
        return Ok(Complaint::default());
    }
    let is_wanted = |error: &Diagnostic| request.wanted.names(&error.package);
    Ok(Complaint::new(status, &stderr, errors, is_wanted))
}

fn finish(cargo: &mut Child) -> Result<std::process::ExitStatus, Failure> {
    cargo
        .wait()
        .map_err(|error| Failure::new(format!("lost cargo: {error}")))
}

/// Cargo, without what the environment says of compilers, flags and profiles.
pub fn clean_cargo() -> Command {
    let mut cargo = compiler::cargo();
    settings::withhold(&mut cargo);
    cargo
}

/// The folder of others in which cargo keeps libraries, too; none for that of products, or
/// for the one that the user has set.
fn libraries<'a>(request: &Request<'a>, settings: &Settings) -> Option<&'a Path> {
    request.libraries.filter(|_| !settings.has_build_dir())
}

fn command(request: &Request<'_>, settings: &Settings, network: Network) -> Command {
    let mut command = settings.cargo();
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
    if let Some(folder) = libraries(request, settings) {
        let folder = toml::Value::String(folder.display().to_string());
        command.args(["--config", &format!("build.build-dir = {folder}")]);
    }
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
    if let Some((program, name, value)) = request.wrapper {
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
        if message.reason == "compiler-artifact" {
            let product = Product {
                package: &package,
                files: &message.filenames,
                is_program: message.executable.is_some(),
                is_fresh: message.fresh,
                compilation: message.profile.as_ref(),
            };
            if !inspector.passes(&product) {
                continue;
            }
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
                each(CargoEvent::Library {
                    files: message.filenames,
                });
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
    fn finds_the_rules_beside_the_library() {
        let found = dep_info_of(Path::new("/t/deps/libex3-01.rlib"));
        assert_eq!(found.as_deref(), Some(Path::new("/t/deps/ex3-01.d")));
        assert_eq!(dep_info_of(Path::new("/t/deps/libex3-01.rmeta")), None);
    }
}
