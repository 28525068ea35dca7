//! The compiler. In: the workbook, whose `rust-toolchain.toml` says which one it is.
//! Out: what it says of itself, and where it lies.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::Failure;
use crate::process;
use crate::workbook::Workbook;

/// What the compiler says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiler {
    /// All of it in one line, with its commit: what `rustc --version` prints.
    pub version: String,
    /// The name and the number alone, as in `rustc 1.95.0`.
    pub release: String,
    /// The triple of the machine that it runs on, and compiles for.
    pub target: String,
}

impl Compiler {
    /// Asks it.
    pub fn of(workbook: &Workbook) -> Result<Self, Failure> {
        let said = process::stdout(rustc(workbook).arg("-vV"))?;
        let line = |start: &str| said.lines().find_map(|line| line.strip_prefix(start));
        match (said.lines().next(), line("release: "), line("host: ")) {
            (Some(version), Some(release), Some(target)) => Ok(Compiler {
                version: version.to_owned(),
                release: format!("rustc {release}"),
                target: target.to_owned(),
            }),
            _ => Err(Failure::new(format!(
                "`rustc -vV` names no release and host:\n{said}"
            ))),
        }
    }
}

/// The folder with the compiler and the standard library.
pub fn sysroot(workbook: &Workbook) -> Result<PathBuf, Failure> {
    let said = process::stdout(rustc(workbook).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(said.trim()))
}

/// The compiler, as a command without arguments. It is the pinned one, because it is
/// started in the workbook.
pub fn rustc(workbook: &Workbook) -> Command {
    let mut rustc = Command::new("rustc");
    rustc.current_dir(&workbook.root);
    rustc
}
