//! Compiler messages. In: the files in `book/listings/errors`, each of which must
//! not compile. Out: what the compiler says of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::record::CompileError;

/// The first line of each file.
const EXPECTED: &str = "// fails with: ";

/// Compiles every file, and keeps its message.
pub fn compile(root: &Path) -> Result<BTreeMap<String, CompileError>> {
    let folder = root.join("book/listings/errors");
    let sysroot = process::stdout(Command::new("rustc").args(["--print", "sysroot"]))?;
    let mut messages = BTreeMap::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_some_and(|extension| extension == "rs") {
            let message = message(&path, sysroot.trim())?;
            messages.insert(format!("errors/{name}"), message);
        }
    }
    Ok(messages)
}

fn message(file: &Path, sysroot: &str) -> Result<CompileError> {
    let text = fs::read_to_string(file).with_context(|| format!("{}", file.display()))?;
    let code = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix(EXPECTED))
        .with_context(|| format!("{}: its first line is not `{EXPECTED}E…`", file.display()))?
        .trim();
    let folder = file.parent().unwrap_or(file);
    let name = file.file_name().unwrap_or_default();
    let kind = if text.contains("fn main()") {
        "bin"
    } else {
        "lib"
    };
    let scratch = tempfile::tempdir()?;
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(folder)
        .args([
            "--edition",
            "2024",
            "--color",
            "never",
            "--emit",
            "metadata",
        ])
        .args(["--crate-type", kind, "--cap-lints", "allow", "--out-dir"])
        .arg(scratch.path())
        .arg(name);
    let output = process::any_output(&mut rustc)?;
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        !output.status.success(),
        "{} compiles, but should not",
        file.display()
    );
    ensure!(
        message.contains(&format!("error[{code}]")),
        "{} should fail with {code}; the compiler says:\n{message}",
        file.display()
    );
    Ok(CompileError {
        code: code.to_owned(),
        message: readable(&message, sysroot),
    })
}

/// The message without what a reader cannot follow: where this machine has its
/// toolchain, and the lines that count the errors.
fn readable(message: &str, sysroot: &str) -> String {
    let source = format!("{sysroot}/lib/rustlib/src/rust");
    let mut text = message.replace(&source, "rust");
    // Without the sources of the library, the compiler names them by commit.
    while let Some(at) = text.find("/rustc/") {
        let rest = &text[at + "/rustc/".len()..];
        let length = rest.find('/').unwrap_or(rest.len());
        text.replace_range(at..at + "/rustc/".len() + length, "rust");
    }
    let end = text.find("error: aborting due to").unwrap_or(text.len());
    text.truncate(end);
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_no_folder_of_this_machine() {
        let message = "error[E0277]: a\n --> /home/x/.rustup/t/lib/rustlib/src/rust/library/std/a.rs:1\n\
                       --> /rustc/abc123/library/std/b.rs:2\n\nerror: aborting due to 1 previous error\n";
        assert_eq!(
            readable(message, "/home/x/.rustup/t"),
            "error[E0277]: a\n --> rust/library/std/a.rs:1\n--> rust/library/std/b.rs:2"
        );
    }
}
