//! Compiler messages. In: the files in `book/listings/errors`, each of which must
//! not compile. Out: what the compiler says of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::failure::Failure;
use xtask::pipe::compiler::{rustc, sysroot};
use xtask::process;
use xtask::workbook::Workbook;

use crate::context::{Context, ensure};
use crate::record::CompileError;

/// The first line of each file.
const EXPECTED: &str = "// fails with: ";

/// Compiles every file, and keeps its message.
pub fn compile(workbook: &Workbook) -> Result<BTreeMap<String, CompileError>, Failure> {
    let folder = workbook.root.join("book/listings/errors");
    let sysroot = sysroot(workbook)?;
    let mut messages = BTreeMap::new();
    let entries = fs::read_dir(&folder).map_err(|error| Failure::io("read", &folder, &error))?;
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_some_and(|extension| extension == "rs") {
            let message = message(workbook, &path, &sysroot.to_string_lossy())?;
            messages.insert(format!("errors/{name}"), message);
        }
    }
    Ok(messages)
}

fn message(workbook: &Workbook, file: &Path, sysroot: &str) -> Result<CompileError, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
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
    let scratch = tempfile::tempdir().context("no temporary folder")?;
    let mut rustc = rustc(workbook)?;
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
    let output = process::output(&mut rustc)?;
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    let shown = file.display();
    ensure(!output.status.success(), || {
        format!("{shown} compiles, but should not")
    })?;
    ensure(message.contains(&format!("error[{code}]")), || {
        format!("{shown} should fail with {code}; the compiler says:\n{message}")
    })?;
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
    without_library_source(text.trim_end())
}

/// Where the library's sources are installed, the compiler also shows lines of
/// them. Not every machine has them, and the place is enough.
fn without_library_source(message: &str) -> String {
    let mut kept = Vec::new();
    let mut in_library = false;
    for line in message.lines() {
        let bar = line.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
        if in_library && (bar.starts_with('|') || line == "...") {
            continue;
        }
        in_library = line.trim_start().starts_with("--> rust/");
        // Without the sources the column is not known either.
        let place = line.rsplit_once(':').map_or(line, |(place, _)| place);
        kept.push(if in_library { place } else { line });
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_library_are_left_out() {
        let message = "error: a\n --> a.rs:1:2\n  |\n1 | x\n  | ^\nnote: b\n  --> rust/library/a.rs:7:9\n   \
                       |\n7  | y\n...\n9  | z\n   | - here\nhelp: c";
        let short = "error: a\n --> a.rs:1:2\n  |\n1 | x\n  | ^\nnote: b\n  --> rust/library/a.rs:7\nhelp: c";
        assert_eq!(without_library_source(message), short);
    }

    #[test]
    fn a_message_names_no_folder_of_this_machine() {
        let message = "error[E0277]: a\n --> /home/x/.rustup/t/lib/rustlib/src/rust/library/std/a.rs:1:5\n\
                       --> /rustc/abc123/library/std/b.rs:2:0\n\nerror: aborting due to 1 previous error\n";
        assert_eq!(
            readable(message, "/home/x/.rustup/t"),
            "error[E0277]: a\n --> rust/library/std/a.rs:1\n--> rust/library/std/b.rs:2"
        );
    }
}
