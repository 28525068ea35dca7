//! The compiler. In: the workbook, whose `rust-toolchain.toml` says which one it is.
//! Out: where it lies, what it says of itself, and the cargo of its toolchain.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::workbook::Workbook;

/// The compiler that compiles, and what it says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// Its program, absolute.
    pub program: PathBuf,
    /// All of it in one line, with its commit: what `rustc --version` prints.
    pub version: String,
    /// The name and the number alone, as in `rustc 1.95.0`.
    pub release: String,
    /// The triple of the machine that it runs on, and compiles for.
    pub target: String,
}

impl Compiler {
    /// Finds it and asks it.
    pub fn of(workbook: &Workbook) -> Result<Self, Failure> {
        let program = program(workbook)?;
        let said = process::stdout(asked(&program).arg("-vV"))?;
        let line = |start: &str| said.lines().find_map(|line| line.strip_prefix(start));
        match (said.lines().next(), line("release: "), line("host: ")) {
            (Some(version), Some(release), Some(target)) => Ok(Compiler {
                version: version.to_owned(),
                release: format!("rustc {release}"),
                target: target.to_owned(),
                program,
            }),
            _ => Err(Failure::new(format!(
                "`{} -vV` names no release and host:\n{said}",
                program.display()
            ))),
        }
    }

    /// Whether it is the one that the workbook is measured with.
    pub fn is_pinned(&self, workbook: &Workbook) -> Result<(), Failure> {
        let file = workbook.root.join("rust-toolchain.toml");
        let Some(channel) = channel(&file)? else {
            return Ok(());
        };
        let release = self.release.trim_start_matches("rustc ");
        if fits(&channel, release) {
            return Ok(());
        }
        Err(Failure::new(format!(
            "the compiler here is {}, and the workbook's budgets were measured with {channel}, \
             which rust-toolchain.toml names: another compiler makes other counts",
            self.release
        ))
        .next("let rustup choose the compiler: leave `+toolchain` out, and unset RUSTUP_TOOLCHAIN"))
    }

    /// The cargo of the same toolchain, as a command without arguments: what a cargo reads
    /// and how it calls the compiler are of its version. Only where the toolchain has none,
    /// it is the one that runs this program.
    pub fn cargo(&self) -> Command {
        let beside = self.program.with_file_name(executable("cargo"));
        match beside.is_file() {
            true => Command::new(beside),
            false => cargo(),
        }
    }

    /// Whether features that are not stable can be switched on in it, and in its cargo.
    pub fn is_unstable(&self) -> bool {
        self.release.contains("-nightly") || self.release.contains("-dev")
    }
}

/// The folder with the compiler and the standard library.
pub fn sysroot(workbook: &Workbook) -> Result<PathBuf, Failure> {
    let said = process::stdout(rustc(workbook)?.args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(said.trim()))
}

/// The compiler that compiles, as a command without arguments.
pub fn rustc(workbook: &Workbook) -> Result<Command, Failure> {
    let mut rustc = Command::new(program(workbook)?);
    rustc.current_dir(&workbook.root);
    Ok(rustc)
}

/// The cargo that runs this program, as a command without arguments.
pub fn cargo() -> Command {
    // Under `cargo xtask`, this names the very cargo of the pinned toolchain.
    Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()))
}

/// Where the compiler is: beside the cargo that runs this program, or wherever the
/// folder of the workbook leads rustup. Neither `RUSTC` nor a setting of cargo's counts.
fn program(workbook: &Workbook) -> Result<PathBuf, Failure> {
    let name = executable("rustc");
    let cargo = std::env::var_os("CARGO").map(PathBuf::from);
    let beside = cargo.map(|cargo| cargo.with_file_name(&name));
    let beside = beside.filter(|path| path.is_absolute() && path.is_file());
    let found = match beside {
        Some(rustc) if is_of_a_toolchain(&rustc) => return Ok(rustc),
        Some(rustc) => rustc,
        None => PathBuf::from("rustc"),
    };
    // Rustup's own `rustc` is another compiler in each folder: ask in the workbook's.
    let mut rustc = asked(&found);
    let said = process::stdout(
        rustc
            .current_dir(&workbook.root)
            .args(["--print", "sysroot"]),
    )?;
    Ok(Path::new(said.trim()).join("bin").join(name))
}

/// Whether a compiler lies beside its standard library, and so is no program that
/// chooses one.
fn is_of_a_toolchain(rustc: &Path) -> bool {
    let sysroot = rustc.parent().and_then(Path::parent);
    sysroot.is_some_and(|folder| folder.join("lib/rustlib").is_dir())
}

/// A compiler that is asked about itself. Variables could make it name another version.
fn asked(program: &Path) -> Command {
    let mut rustc = Command::new(program);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("RUSTC") {
            rustc.env_remove(name);
        }
    }
    rustc
}

fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The channel that the file names; none if there is no such file.
fn channel(file: &Path) -> Result<Option<String>, Failure> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::io("read", file, &error)),
    };
    let table: toml::Table = text
        .parse()
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
    let channel = table.get("toolchain").and_then(|it| it.get("channel"));
    Ok(channel.and_then(toml::Value::as_str).map(ToOwned::to_owned))
}

/// Whether a compiler of this release is one of that channel: `1.95.0` of `1.95`, and
/// `1.97.0-nightly` of `nightly-2026-05-20`.
fn fits(channel: &str, release: &str) -> bool {
    let kind = channel.split('-').next().unwrap_or(channel);
    match kind {
        "stable" => !release.contains('-'),
        "beta" | "nightly" => release.contains(&format!("-{kind}")),
        number if number.starts_with(|first: char| first.is_ascii_digit()) => {
            release == number || release.starts_with(&format!("{number}."))
        }
        // A toolchain of somebody's own has a name of their own.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_is_of_a_channel() {
        for (channel, release, fit) in [
            ("1.95.0", "1.95.0", true),
            ("1.95", "1.95.0", true),
            ("1.95.0-x86_64-unknown-linux-gnu", "1.95.0", true),
            ("1.9", "1.95.0", false),
            ("1.95.0", "1.95.1", false),
            ("1.95.0", "1.97.0-nightly", false),
            ("1.97.0", "1.97.0-nightly", false),
            ("nightly", "1.97.0-nightly", true),
            ("nightly-2026-05-20", "1.97.0-nightly", true),
            ("nightly", "1.95.0", false),
            ("beta", "1.96.0-beta.3", true),
            ("stable", "1.95.0", true),
            ("stable", "1.96.0-beta.3", false),
            ("my-own", "1.95.0-dev", true),
        ] {
            assert_eq!(fits(channel, release), fit, "{channel} {release}");
        }
    }
}
