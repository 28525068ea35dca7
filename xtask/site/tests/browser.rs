//! The book in a browser. In: pages built by the program. Out: what
//! `tests/browser/run.mjs` finds in headless Chromium. Where node, npm or
//! Chromium is missing, or npm's registry cannot be reached, this says so and
//! passes.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What npm says where there is no way to its registry.
const UNREACHABLE: [&str; 9] = [
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "ERR_SOCKET_TIMEOUT",
    "ENOTCACHED",
];

#[test]
fn every_page_works_in_a_browser() {
    let chromium = env::var_os("CHROMIUM").map_or("/usr/bin/chromium".into(), PathBuf::from);
    if !chromium.is_file() {
        return skip("Chromium is not installed (Debian: apt-get install chromium)");
    }
    if !runs("node") || !runs("npm") {
        return skip("node or npm is not installed (Debian: apt-get install nodejs npm)");
    }
    let scripts = scripts();
    if !has_packages(&scripts) {
        let npm = output(
            Command::new("npm")
                .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .current_dir(&scripts),
        );
        let said = String::from_utf8_lossy(&npm.stderr);
        if !npm.status.success() && UNREACHABLE.iter().any(|code| said.contains(code)) {
            return skip("npm's registry cannot be reached");
        }
        assert!(npm.status.success(), "npm ci failed:\n{said}");
    }

    let folder = tempfile::tempdir().expect("a folder for the pages");
    let built = output(
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["build", "--to"])
            .arg(folder.path()),
    );
    let errors = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "the book was not built:\n{errors}");
    let index = PathBuf::from(String::from_utf8_lossy(&built.stdout).trim());
    let pages = index.parent().expect("index.html is in a folder");

    let mut node = Command::new("node");
    node.arg("run.mjs")
        .arg(pages)
        .env("CHROMIUM", &chromium)
        .current_dir(&scripts);
    if env::var_os("UPDATE_PICTURE").is_some() {
        node.arg("--readme-picture").arg(picture());
    }
    let checked = output(&mut node);
    let said = String::from_utf8_lossy(&checked.stdout);
    assert!(
        checked.status.success(),
        "{}\n{}",
        without_passes(&said),
        String::from_utf8_lossy(&checked.stderr)
    );
    tell(said.lines().last().unwrap_or_default());
}

/// The picture that the README shows. `UPDATE_PICTURE=1` makes it anew, and
/// checks nothing.
fn picture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../book/picture.png")
}

/// A copy of the scripts in the folder for what is built, so that the packages
/// they need do not land in the sources.
fn scripts() -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../browser-tests");
    fs::create_dir_all(&to).expect("a folder for the scripts");
    for entry in fs::read_dir(&from).expect("tests/browser") {
        let file = entry.expect("a file of tests/browser").path();
        if file.is_file() {
            let name = file.file_name().expect("a file has a name");
            fs::copy(&file, to.join(name)).expect("a copy of the scripts");
        }
    }
    to
}

/// Whether npm has already brought what is wanted: each package is there, in the
/// version that `package.json` names.
fn has_packages(scripts: &Path) -> bool {
    let read = |path: PathBuf| -> Option<serde_json::Value> {
        serde_json::from_str(&fs::read_to_string(path).ok()?).ok()
    };
    let wanted = read(scripts.join("package.json")).expect("package.json");
    let wanted = wanted["dependencies"].as_object().expect("dependencies");
    wanted.iter().all(|(name, version)| {
        read(scripts.join("node_modules").join(name).join("package.json"))
            .is_some_and(|package| package["version"] == *version)
    })
}

/// The lines that do not say `ok`.
fn without_passes(said: &str) -> String {
    let lines = said.lines().filter(|line| !line.starts_with("ok "));
    lines.collect::<Vec<_>>().join("\n")
}

fn runs(program: &str) -> bool {
    let version = Command::new(program).arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

fn output(command: &mut Command) -> Output {
    command.output().expect("the program can be started")
}

fn skip(why: &str) {
    tell(&format!("SKIPPED: the book in a browser: {why}"));
}

/// Tests that pass may print only past the test harness.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
