//! Another toolchain than the one that runs this. In: its name. Out: its programs, as
//! commands, and what they say.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::failure::Failure;
use xtask::process;

use crate::context::Context;

/// A toolchain that rustup has installed.
#[derive(Debug)]
pub struct Toolchain<'a> {
    root: &'a Path,
    name: &'a str,
    /// The triple of this machine.
    pub target: String,
    /// The folder with the compiler and the standard library.
    pub sysroot: PathBuf,
}

impl<'a> Toolchain<'a> {
    /// Finds it. The failure says how to install it.
    pub fn find(root: &'a Path, name: &'a str) -> Result<Self, Failure> {
        if !process::can_start(Command::new("rustup").arg("--version")) {
            return Err(Failure::new("rustup cannot be started")
                .next("install it from https://rustup.rs: it holds compilers side by side"));
        }
        let mut found = Toolchain {
            root,
            name,
            target: String::new(),
            sysroot: PathBuf::new(),
        };
        let said = process::stdout(found.program("rustc").arg("-vV")).map_err(|failure| {
            Failure::new(format!("the toolchain {name} is not installed: {failure}"))
                .next(format!("rustup toolchain install {name}"))
        })?;
        let host = said.lines().find_map(|line| line.strip_prefix("host: "));
        found.target = host
            .with_context(|| format!("`rustc -vV` names no host:\n{said}"))?
            .to_owned();
        let sysroot = process::stdout(found.program("rustc").args(["--print", "sysroot"]))?;
        found.sysroot = PathBuf::from(sysroot.trim());
        Ok(found)
    }

    /// A program of the toolchain, or one that starts its programs, in the workbook. Under
    /// `cargo xtask`, the environment is full of what the pinned cargo says of itself. None
    /// of it reaches this one.
    pub fn program(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new("rustup");
        command
            .args(["run", self.name])
            .arg(program)
            .current_dir(self.root)
            .env("RUSTUP_AUTO_INSTALL", "0");
        let cargos = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ];
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            let is_cargos = cargos.iter().any(|start| name.starts_with(start));
            if is_cargos || ["CARGO", "RUSTC", "RUSTDOC", "RUSTUP_TOOLCHAIN"].contains(&&*name) {
                command.env_remove(&*name);
            }
        }
        command
    }

    /// The sources of the standard library, or pages that show them.
    pub fn library(&self) -> Result<PathBuf, Failure> {
        let folders = ["lib/rustlib/src/rust/library", "share/doc/rust/html/src"];
        let mut folders = folders.iter().map(|folder| self.sysroot.join(folder));
        folders
            .find(|folder| folder.join("alloc").is_dir())
            .ok_or_else(|| {
                let name = self.name;
                Failure::new(format!(
                    "the toolchain {name} has no sources of the standard library"
                ))
                .next(format!("rustup component add rust-src --toolchain {name}"))
            })
    }

    /// The version of hashbrown that its maps are made of, as its own library names it.
    pub fn hashbrown(&self) -> Option<String> {
        let libraries = format!("lib/rustlib/{}/lib", self.target);
        let entries = std::fs::read_dir(self.sysroot.join(libraries)).ok()?;
        let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let library = paths.find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("libhashbrown-") && name.ends_with(".rlib")
        })?;
        folder_of_hashbrown(&std::fs::read(library).ok()?)
    }
}

/// `hashbrown-0.16.1` in `/rust/deps/hashbrown-0.16.1/src/map.rs`, within other bytes.
fn folder_of_hashbrown(library: &[u8]) -> Option<String> {
    let start = b"/hashbrown-";
    let found = library.windows(start.len()).enumerate();
    let mut folders = found.filter(|(_, bytes)| bytes == start).map(|(at, _)| {
        let rest = &library[at + 1..];
        let end = rest.iter().position(|byte| *byte == b'/');
        String::from_utf8_lossy(&rest[..end.unwrap_or(0)]).into_owned()
    });
    folders.find(|folder| {
        let version = folder.trim_start_matches("hashbrown-");
        version.split('.').count() == 3 && version.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cargo has set these for this test, as it does for `cargo xtask`.
    #[test]
    fn nothing_of_the_cargo_that_runs_this_reaches_the_other() {
        let other = Toolchain {
            root: Path::new("."),
            name: "nightly",
            target: String::new(),
            sysroot: PathBuf::new(),
        };
        let command = other.program("cargo");
        let words: Vec<&OsStr> = command.get_args().collect();
        assert_eq!(words, ["run", "nightly", "cargo"]);
        for name in ["CARGO", "CARGO_MANIFEST_DIR", "CARGO_PKG_NAME"] {
            assert!(std::env::var_os(name).is_some(), "{name}");
            let removed = (OsStr::new(name), None);
            assert!(command.get_envs().any(|set| set == removed), "{name}");
        }
    }

    #[test]
    fn the_maps_are_found_in_a_library() {
        let library = b"\0/hashbrown-4f2a/x\0/rust/deps/hashbrown-0.16.1/src/map.rs\0";
        assert_eq!(
            folder_of_hashbrown(library).as_deref(),
            Some("hashbrown-0.16.1")
        );
        assert_eq!(folder_of_hashbrown(b"hashbrown"), None);
    }
}
