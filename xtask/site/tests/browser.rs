//! The book, and the reports on a class, in a browser. In: pages built by the programs.
//! Out: what `tests/browser/run.mjs` and `reports.mjs` find in headless Chromium. Where
//! node, npm or Chromium is missing, or npm's registry cannot be reached, this says so
//! and passes. With `CI=true` it fails: there nobody reads what a test that passes says.

use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

#[path = "../../class/tests/synthetic/mod.rs"]
mod synthetic;

/// Where Debian puts Chromium: the one without windows is much quicker.
const CHROMIUM: [&str; 2] = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

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

/// What it takes to open pages.
struct Browser {
    chromium: PathBuf,
    /// The scripts, with the packages they need beside them.
    scripts: PathBuf,
}

/// Looks for it once for all tests. An error says what is missing on this machine.
fn browser() -> &'static Result<Browser, &'static str> {
    static BROWSER: LazyLock<Result<Browser, &'static str>> = LazyLock::new(|| {
        let places = match env::var_os("CHROMIUM") {
            Some(named) => vec![PathBuf::from(named)],
            None => CHROMIUM.map(PathBuf::from).to_vec(),
        };
        let chromium = places.into_iter().find(|path| path.is_file()).ok_or(
            "Chromium is not installed (Debian: apt-get install chromium-headless-shell, or \
             chromium), or not where CHROMIUM says",
        )?;
        if !runs("node") || !runs("npm") {
            return Err("node or npm is not installed (Debian: apt-get install nodejs npm)");
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
                return Err("npm's registry cannot be reached");
            }
            assert!(npm.status.success(), "npm ci failed:\n{said}");
        }
        Ok(Browser { chromium, scripts })
    });
    &BROWSER
}

impl Browser {
    /// One of the scripts, which is told where the pages are.
    fn node(&self, script: &str, pages: &Path) -> Command {
        let mut node = Command::new("node");
        node.arg(script)
            .arg(pages)
            .env("CHROMIUM", &self.chromium)
            .current_dir(&self.scripts);
        node
    }
}

/// Runs a check where there is a browser. Where there is none, it says so or fails.
fn in_a_browser(what: &str, check: impl FnOnce(&Browser)) {
    match browser() {
        Ok(browser) => check(browser),
        Err(why) if env::var("CI").is_ok_and(|ci| ci == "true") => {
            panic!("with CI=true, {what} must be tried in a browser: {why}")
        }
        Err(why) => tell(&format!("SKIPPED: {what} in a browser: {why}")),
    }
}

/// Each test that needs a browser, in a process that has none.
#[test]
fn without_a_browser_a_test_is_skipped_aloud_and_fails_in_ci() {
    let tests = [
        "every_page_works_in_a_browser",
        "the_reports_on_a_class_work_in_a_browser",
    ];
    for (ci, passes, says) in [
        ("true", false, "must be tried in a browser: Chromium is not"),
        ("", true, "SKIPPED: "),
    ] {
        for test in tests {
            let tried = output(
                Command::new(env::current_exe().expect("this program"))
                    .args(["--exact", test])
                    .env("CHROMIUM", "/nowhere/chromium")
                    .env("CI", ci),
            );
            let said = [tried.stdout, tried.stderr].concat();
            let said = String::from_utf8_lossy(&said);
            assert!(said.contains("running 1 test"), "{test}: {said}");
            assert_eq!(tried.status.success(), passes, "CI={ci:?} {test}: {said}");
            assert!(said.contains(says), "CI={ci:?} {test}: {said}");
        }
    }
}

#[test]
fn every_page_works_in_a_browser() {
    in_a_browser("the book", |browser| {
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
        let mut node = browser.node("run.mjs", pages);
        if env::var_os("UPDATE_PICTURE").is_some() {
            node.arg("--readme-picture").arg(picture());
        }
        passes(&mut node);
    });
}

#[test]
fn the_reports_on_a_class_work_in_a_browser() {
    in_a_browser("the reports on a class", |browser| {
        let folder = tempfile::tempdir().expect("a folder for the pages");
        // So many that names with markup are among them.
        let class = synthetic::class_of(32);
        class.write(folder.path()).expect("reports");
        passes(&mut browser.node("reports.mjs", folder.path()));
    });
}

/// Runs a script, whose last line says what it has done.
fn passes(script: &mut Command) {
    let checked = output(script);
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

/// Tests that pass may print only past the test harness.
fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
