//! No setting of the user's cargo changes a count: it is overruled, or refused by name.
//!
//! A copy of the workbook is checked, with each setting in a file above the copy, in
//! cargo's home, and in the environment. The copy is built once: a setting that is
//! overruled makes cargo compile nothing anew.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The exercises that are checked: one whose answers are about builds, one with texts,
/// one with capacities.
const EXERCISES: [&str; 3] = ["ex1", "ex3", "ex4"];

/// Where a setting comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// `.cargo/config.toml` in a folder above the checkout.
    Above,
    /// `config.toml` in cargo's home.
    Home,
}

/// Settings that the workbook overrules, all in one file. Each alone changed counts,
/// verdicts or compilers once.
const OVERRULED: &str = r#"
[profile.release]
opt-level = 0
debug = 0
debug-assertions = true
overflow-checks = true
lto = "fat"
panic = "abort"
codegen-units = 1
incremental = true
strip = "symbols"
rpath = true

[profile.dev]
opt-level = 3
debug-assertions = false

[build]
rustc = "no-such-compiler"
rustc-wrapper = "no-such-wrapper"
rustflags = ["-Copt-level=0", "-Cdebug-assertions"]
incremental = true

[target.'cfg(all())']
rustflags = ["-Cinline-threshold=0"]

[unstable]
build-std = ["std"]
"#;

/// The same as variables.
const VARIABLES: [(&str, &str); 18] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true"),
    ("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true"),
    ("CARGO_PROFILE_RELEASE_LTO", "fat"),
    ("CARGO_PROFILE_RELEASE_PANIC", "abort"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "1"),
    ("CARGO_PROFILE_RELEASE_INCREMENTAL", "true"),
    ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
    ("RUSTC", "no-such-compiler"),
    ("RUSTC_WRAPPER", "no-such-wrapper"),
    ("RUSTC_WORKSPACE_WRAPPER", "no-such-workspace-wrapper"),
    ("RUSTFLAGS", "-Copt-level=0 -Cdebug-assertions"),
    ("CARGO_ENCODED_RUSTFLAGS", "-Copt-level=0"),
    ("CARGO_BUILD_TARGET", "wasm32-unknown-unknown"),
    ("CARGO_INCREMENTAL", "1"),
    ("RUST_MIN_STACK", "16"),
    // What the compiler calls itself then.
    ("RUSTC_OVERRIDE_VERSION_STRING", "1.0.0"),
];

/// Overruled, too. Cargo gives the packages of a workspace other names then, so it compiles
/// them once more.
const WORKSPACE_WRAPPER: &str = "[build]\nrustc-workspace-wrapper = \"no-such-wrapper\"\n";

/// Settings that nothing overrules, and the key that the message names.
const REFUSED: [(&str, &str); 11] = [
    (
        "[patch.crates-io]\nserde = { path = \"serde\" }",
        "patch.crates-io.serde.path",
    ),
    ("paths = [\"serde\"]", "paths"),
    (
        "[profile.release.package.\"*\"]\nopt-level = 0",
        "profile.release.package.*.opt-level",
    ),
    (
        "[profile.release.package.serde]\nopt-level = 0",
        "profile.release.package.serde.opt-level",
    ),
    (
        "[profile.release.package.ex1-debug-release]\nopt-level = 0",
        "profile.release.package.ex1-debug-release.opt-level",
    ),
    (
        "[profile.release.package.ex1-debug-release-learner]\nopt-level = 0",
        "profile.release.package.ex1-debug-release-learner.opt-level",
    ),
    (
        "[profile.release]\ncodegen-backend = \"cranelift\"",
        "profile.release.codegen-backend",
    ),
    (
        "[profile.release]\nrustflags = [\"-O\"]",
        "profile.release.rustflags",
    ),
    ("[env]\nRUSTC_BOOTSTRAP = \"1\"", "env.RUSTC_BOOTSTRAP"),
    (
        "[env]\nRUST_MIN_STACK = { value = \"16\", force = true }",
        "env.RUST_MIN_STACK.value",
    ),
    ("[env]\nLD_PRELOAD = \"own.so\"", "env.LD_PRELOAD"),
];

#[test]
fn no_setting_of_cargos_changes_a_count() {
    let checkout = Checkout::new();
    let usual = checkout.counts(&[]);
    for id in EXERCISES {
        assert!(usual.keys().any(|name| name.contains(id)), "{usual:#?}");
    }
    let built = checkout.built();

    for origin in [Origin::Above, Origin::Home] {
        let _set = checkout.set(origin, OVERRULED);
        assert_eq!(checkout.counts(&[]), usual, "set {origin:?}");
    }
    assert_eq!(checkout.counts(&VARIABLES), usual, "set in the environment");
    assert_eq!(
        checkout.built(),
        built,
        "what is overruled makes cargo compile nothing anew"
    );

    for origin in [Origin::Above, Origin::Home] {
        for (text, key) in REFUSED {
            let set = checkout.set(origin, text);
            let output = checkout.check(&["ex3"], &[]);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{text}: {said}");
            let line = text.matches('\n').count() + 1;
            let place = format!("{}:{line}: `{key}`", set.0.display());
            assert!(said.contains(&place), "expected {place} in {said}");
            assert!(said.contains("next: take it out of that file"), "{said}");
            assert!(output.stdout.is_empty(), "nothing is graded");
        }
    }

    // The stage is another folder than the one in which the runner is started.
    let relative = [("CARGO_HOME", "home")];
    assert_eq!(
        checkout.counts(&relative),
        usual,
        "a home by a relative path"
    );
    assert_eq!(checkout.built(), built, "it is the same home");

    let set = checkout.set(Origin::Home, WORKSPACE_WRAPPER);
    assert_eq!(checkout.counts(&[]), usual, "a wrapper of the workspace");
    drop(set);
    let built = checkout.built();
    assert_eq!(checkout.counts(&[]), usual, "no wrapper any more");
    assert_eq!(checkout.built(), built, "the products of before are there");

    #[cfg(unix)]
    {
        another_cargo_is_not_called(&checkout, &usual);
        assert_eq!(checkout.built(), built, "it is the same cargo");
        a_cache_is_kept(&checkout, &usual);
    }
}

/// `CARGO` names a cargo that is none of the toolchain's, beside a `rustc` that chooses
/// another compiler in each folder, as rustup's does.
#[cfg(unix)]
fn another_cargo_is_not_called(checkout: &Checkout, usual: &BTreeMap<String, String>) {
    let asked = checkout.folder.path().join("asked");
    let rustc = format!("pwd >> '{}'\nexec rustc \"$@\"", asked.display());
    checkout.program("proxies/rustc", &rustc);
    let cargo = checkout.program("proxies/cargo", "exit 9");
    let variables = [("CARGO", cargo.to_str().expect("a path"))];
    assert_eq!(checkout.counts(&variables), *usual);
    let folders = fs::read_to_string(asked).expect("somebody asked");
    let root = checkout.root().display().to_string();
    assert!(folders.lines().all(|folder| folder == root), "{folders}");
}

/// A cache stands before the compiler, and the counts are the same.
#[cfg(unix)]
fn a_cache_is_kept(checkout: &Checkout, usual: &BTreeMap<String, String>) {
    let mark = checkout.folder.path().join("called");
    let script = format!("touch '{}'\nexec \"$@\"", mark.display());
    let cache = checkout.program("sccache", &script);
    let _set = checkout.set(Origin::Above, &format!("build.rustc-wrapper = {cache:?}\n"));
    let file = checkout.root().join("exercises/ex4-capacity/src/lib.rs");
    let text = fs::read_to_string(&file).expect("a starter");
    fs::write(&file, text + "\n// Edited.\n").expect("an edit");
    assert_eq!(checkout.counts(&[]), *usual);
    assert!(mark.is_file(), "the cache was called");
}

#[test]
#[ignore = "compiles all libraries twice"]
fn counts_are_the_same_in_other_folders_and_for_a_machine_by_name() {
    let checkout = Checkout::new();
    let usual = checkout.counts(&[]);
    let products = checkout.folder.path().join("products");
    let text = format!("[build]\ntarget = \"wasm32-unknown-unknown\"\nbuild-dir = {products:?}\n");
    let _set = checkout.set(Origin::Above, &text);
    assert_eq!(checkout.counts(&[]), usual);
    assert!(products.is_dir(), "products go where they are wanted");
}

/// A copy of the workbook, in a folder that is nobody else's.
struct Checkout {
    folder: tempfile::TempDir,
}

/// A file with settings; gone when dropped.
struct Set(PathBuf);

impl Drop for Set {
    fn drop(&mut self) {
        fs::remove_file(&self.0).expect("the settings are there");
    }
}

impl Checkout {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let checkout = Checkout { folder };
        copy(&root, &checkout.root());
        for folder in fs::read_dir(checkout.root().join("exercises")).expect("a folder") {
            let folder = folder.expect("an exercise").path();
            fs::copy(folder.join("starter.rs"), folder.join("src/lib.rs")).expect("a starter");
        }
        // The runner lies where cargo would have put it.
        let target = checkout.root().join("target");
        fs::create_dir_all(target.join("release")).expect("a folder");
        fs::write(target.join("CACHEDIR.TAG"), "").expect("a file");
        fs::copy(env!("CARGO_BIN_EXE_xtask"), checkout.runner()).expect("the runner");
        // What is downloaded is shared; settings are not.
        let home = checkout.home();
        fs::create_dir_all(&home).expect("a folder");
        #[cfg(unix)]
        for name in ["registry", "git"] {
            let from = cargo_home().join(name);
            if from.exists() {
                std::os::unix::fs::symlink(from, home.join(name)).expect("a link");
            }
        }
        checkout
    }

    fn root(&self) -> PathBuf {
        let folder = self.folder.path().canonicalize();
        folder.expect("the scratch folder").join("above/checkout")
    }

    fn runner(&self) -> PathBuf {
        let name = format!("xtask{}", std::env::consts::EXE_SUFFIX);
        self.root().join("target/release").join(name)
    }

    fn home(&self) -> PathBuf {
        self.root().join("home")
    }

    fn set(&self, origin: Origin, text: &str) -> Set {
        let folder = match origin {
            Origin::Above => self.root().join("../.cargo"),
            Origin::Home => self.home(),
        };
        fs::create_dir_all(&folder).expect("a folder");
        let folder = folder.canonicalize().expect("the folder");
        let file = folder.join("config.toml");
        fs::write(&file, text).expect("the settings");
        Set(file)
    }

    /// A program of the shell's, beside the checkout.
    #[cfg(unix)]
    fn program(&self, name: &str, script: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;

        let file = self.folder.path().join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a program");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a program");
        file
    }

    /// Runs the runner on the starters. It weighs the references beside them.
    fn check(&self, ids: &[&str], variables: &[(&str, &str)]) -> Output {
        let mut command = Command::new(self.runner());
        command
            .arg("check")
            .args(ids)
            .args(["--seed", "1", "--json"])
            .current_dir(self.root())
            .env_remove("CARGO_TARGET_DIR")
            .env("CARGO_HOME", self.home())
            .envs(variables.iter().copied());
        command.output().expect("the runner runs")
    }

    /// What each part of the exercises costs at each size. Times are no counts.
    fn counts(&self, variables: &[(&str, &str)]) -> BTreeMap<String, String> {
        let output = self.check(&EXERCISES, variables);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "starters are red: {said}");
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
        let mut counts = BTreeMap::new();
        for exercise in list(&document, "exercises") {
            for mut part in list(&exercise, "parts") {
                part.as_object_mut().expect("a part").remove("work");
                let name = format!("{} {}", exercise["id"], part["name"]);
                counts.insert(name, part.to_string());
            }
        }
        counts
    }

    /// Names and ages of what the compiler made.
    fn built(&self) -> BTreeMap<OsString, std::time::SystemTime> {
        let folder = self.root().join("target/release/deps");
        let files = fs::read_dir(folder).expect("the products").flatten();
        files
            .map(|file| {
                let changed = file.metadata().and_then(|found| found.modified());
                (file.file_name(), changed.expect("a time"))
            })
            .collect()
    }
}

#[cfg(unix)]
fn cargo_home() -> PathBuf {
    let set = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    set.unwrap_or_else(|| std::env::home_dir().expect("a home").join(".cargo"))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let name = entry.file_name();
        if ["target", ".git", ".workbook"]
            .iter()
            .any(|skipped| name == *skipped)
        {
            continue;
        }
        let target = to.join(&name);
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
