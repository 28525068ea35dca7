//! How code is compiled, whatever the user's cargo is set to. In: the manifest of what
//! is built, cargo's configuration files, and the environment. Out: words and variables
//! for cargo that overrule all that would change a count, or a refusal that names the
//! setting which they cannot overrule.
//!
//! Counts are a property of the compiler and of its options. So the workbook says all of
//! them itself, and leaves to the user what does not change code: where libraries come
//! from, where products go, which linker there is. `rules.rs` has the lists.

mod calls;
mod files;
mod rules;

use std::path::Path;
use std::process::Command;

use toml::{Table, Value};

use crate::failure::Failure;
use crate::pipe::compiler::Compiler;
use crate::pipe::settings::calls::Asked;
use crate::pipe::settings::files::Key;
use crate::pipe::settings::rules::{Ruling, Surroundings};
use crate::workbook::{Build, Workbook};

pub use calls::Compilation;
pub use files::cargo_home;

/// A profile that is the dev profile, in a folder of its own: an editor's checks hold
/// the lock of the dev profile's.
const DEBUG_PROFILE: &str = "debug-scales";

/// What a profile says where the manifest does not: cargo's own defaults.
const RELEASE: &str = r#"
codegen-units = 16
debug = false
debug-assertions = false
incremental = false
lto = false
opt-level = 3
overflow-checks = false
panic = "unwind"
rpath = false
strip = "none"
"#;

/// The same for the dev profile. It is not incremental here: nobody edits the listings
/// while they are measured.
const DEBUG: &str = r#"
codegen-units = 256
debug = true
debug-assertions = true
incremental = false
lto = false
opt-level = 0
overflow-checks = true
panic = "unwind"
rpath = false
strip = "none"
"#;

/// How cargo is to compile.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The compiler.
    compiler: Compiler,
    /// Which profile.
    build: Build,
    /// What it says of all packages.
    profile: Table,
    /// What it says of single ones.
    packages: Table,
    /// The packages of the workspace.
    members: Vec<String>,
    /// Whether cargo was told to compile for another machine, or for this one by name.
    target: Target,
    /// What stands in the compiler's place.
    wrapper: Wrapper,
    /// Variables that are set to nothing, against what a file says. Only these: with an
    /// empty one, cargo asks the compiler anew what it is, five times in each build.
    silenced: Vec<&'static str>,
    /// Where cargo keeps what it compiles on the way to products.
    build_dir: BuildDir,
}

/// Whether cargo was told where to keep what it compiles on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BuildDir {
    /// In the folder of the products.
    Default,
    /// A file or a variable says where.
    Set,
}

/// Whether the machine to compile for must be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Cargo compiles for the machine that it runs on.
    Default,
    /// A file says for which: cargo's command line says it is this one.
    Named,
}

/// A program in the compiler's place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrapper {
    /// None, whatever is set.
    None,
    /// A cache that a configuration file names.
    OfFile,
    /// A cache that a variable names.
    OfVariable(String),
}

impl Settings {
    /// For a cargo that is started in `folder`, which holds a manifest with profiles.
    /// An error names the settings that the workbook cannot overrule, or a compiler that
    /// is not the pinned one.
    pub fn of(
        workbook: &Workbook,
        compiler: &Compiler,
        folder: &Path,
        build: Build,
    ) -> Result<Self, Failure> {
        compiler.is_pinned(workbook)?;
        let manifest = read_toml(&folder.join("Cargo.toml"))?;
        let (defaults, own) = match build {
            Build::Release => (RELEASE, "release"),
            Build::Debug => (DEBUG, "dev"),
        };
        let own = manifest.get("profile").and_then(|all| all.get(own));
        let own = own.and_then(Value::as_table).cloned().unwrap_or_default();
        let keys = files::read(folder)?;
        let wrapper = wrapper(&keys, |name| std::env::var(name).ok());
        let settings = Settings {
            profile: profile(defaults, &own)?,
            packages: table(own.get("package")),
            members: members(&manifest),
            target: match keys.iter().any(|key| key.path == ["build", "target"]) {
                true => Target::Named,
                false => Target::Default,
            },
            silenced: silenced(&keys, &wrapper),
            build_dir: build_dir(&keys, |name| std::env::var(name).ok()),
            wrapper,
            compiler: compiler.clone(),
            build,
        };
        settings.refuse(workbook, &keys)?;
        Ok(settings)
    }

    /// For a release build of the workbook's own packages.
    pub fn of_release(workbook: &Workbook) -> Result<Self, Failure> {
        let compiler = Compiler::of(workbook)?;
        Settings::of(workbook, &compiler, &workbook.root, Build::Release)
    }

    /// An error, if one of these keys changes what is compiled in a way that cannot be
    /// overruled.
    fn refuse(&self, workbook: &Workbook, keys: &[Key]) -> Result<(), Failure> {
        let profiles: &[&str] = match self.build {
            Build::Release => &["release"],
            Build::Debug => &["dev", DEBUG_PROFILE],
        };
        let mut packages = locked(&workbook.root.join("Cargo.lock"));
        packages.extend(self.members.iter().cloned());
        let around = Surroundings {
            profiles,
            target: &self.compiler.target,
            unstable: self.compiler.is_unstable(),
            packages: &packages,
        };
        let lines: Vec<String> = keys
            .iter()
            .filter_map(|key| match rules::ruling(key, &around) {
                Ruling::Refused(why) => Some(format!(
                    "  {}:{}: `{}` {why}",
                    key.file.display(),
                    key.line,
                    key.path.join(".")
                )),
                Ruling::Overruled | Ruling::Kept => None,
            })
            .collect();
        if lines.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!(
            "cargo is set to compile this otherwise than the workbook asks, and so counts \
             would be others:\n{}",
            lines.join("\n")
        ))
        .next("take it out of that file, or put a `#` before it, while you use the workbook"))
    }

    /// The cargo whose settings these are, as a command without arguments.
    pub fn cargo(&self) -> Command {
        self.compiler.cargo()
    }

    /// Tells a `cargo build` all of it.
    pub fn apply(&self, cargo: &mut Command) {
        withhold(cargo);
        cargo.env("RUSTC", &self.compiler.program);
        for variable in &self.silenced {
            cargo.env(variable, "");
        }
        match &self.wrapper {
            Wrapper::None | Wrapper::OfFile => {}
            Wrapper::OfVariable(program) => {
                cargo.env("RUSTC_WRAPPER", program);
            }
        }
        let profile = match self.build {
            Build::Release => {
                cargo.arg("--release");
                "release"
            }
            Build::Debug => {
                cargo.args(["--profile", DEBUG_PROFILE]).args([
                    "--config",
                    &format!("profile.{DEBUG_PROFILE}.inherits = \"dev\""),
                ]);
                DEBUG_PROFILE
            }
        };
        for (key, value) in &self.profile {
            cargo.args(["--config", &format!("profile.{profile}.{key} = {value}")]);
        }
        if self.target == Target::Named {
            cargo.args(["--target", &self.compiler.target]);
        }
    }

    /// What a line that cargo printed with `-v` tells of an option that nobody asked for.
    pub fn fault_of_call(&self, line: &str) -> Option<String> {
        let units = self.profile.get("codegen-units");
        let asked = Asked {
            compiler: self.compiler.program.display().to_string(),
            target: self.compiler.target.clone(),
            codegen_units: units.and_then(Value::as_integer).unwrap_or_default(),
        };
        asked.fault(line)
    }

    /// What is otherwise than it was asked for in a package that cargo has built.
    pub fn fault_of(&self, package: &str, made: &Compilation) -> Option<String> {
        let mut asked = self.profile.clone();
        asked.extend(table(self.packages.get(package)));
        let fault = made.fault(&asked)?;
        Some(format!("{package}: {fault}"))
    }

    /// Whether the user has said where cargo is to keep what it compiles on the way.
    pub fn has_build_dir(&self) -> bool {
        self.build_dir == BuildDir::Set
    }

    /// Whether this is a package of the workspace, and so one that is weighed.
    pub fn is_member(&self, package: &str) -> bool {
        self.members.iter().any(|member| member == package)
    }
}

/// Keeps from a cargo what the environment says of compilers, flags and profiles.
pub fn withhold(cargo: &mut Command) {
    for (name, _) in std::env::vars_os() {
        if rules::is_withheld(&name.to_string_lossy()) {
            cargo.env_remove(&name);
        }
    }
    if let Some(home) = cargo_home() {
        // Cargo is started in another folder than this program. It is to find the home
        // whose settings were read.
        cargo.env("CARGO_HOME", home);
    }
    cargo
        // No flags: this overrules what files say, for all targets.
        .env("CARGO_ENCODED_RUSTFLAGS", "")
        .env("CARGO_INCREMENTAL", "0");
}

/// Cargo's defaults, and over them what the manifest says.
fn profile(defaults: &str, own: &Table) -> Result<Table, Failure> {
    let mut profile: Table = defaults
        .parse()
        .map_err(|error| Failure::new(format!("the defaults of a profile: {error}")))?;
    for (key, value) in &mut profile {
        if let Some(own) = own.get(key) {
            *value = own.clone();
        }
    }
    Ok(profile)
}

fn table(value: Option<&Value>) -> Table {
    value.and_then(Value::as_table).cloned().unwrap_or_default()
}

fn read_toml(file: &Path) -> Result<Table, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| Failure::io("read", file, &error))?;
    text.parse()
        .map_err(|error| Failure::new(format!("{}: {error}", file.display())))
}

/// The packages of a workspace, which lie in folders of their names.
fn members(manifest: &Table) -> Vec<String> {
    let workspace = manifest.get("workspace").and_then(|it| it.get("members"));
    let members = workspace.and_then(Value::as_array).into_iter().flatten();
    let name = |member: &Value| {
        let folder = Path::new(member.as_str()?).file_name()?;
        Some(folder.to_string_lossy().into_owned())
    };
    members.filter_map(name).collect()
}

/// The names of all packages in a lock file; none if it is not there yet.
fn locked(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let names = text.lines().filter_map(|line| {
        let name = line.strip_prefix("name = \"")?.strip_suffix('"')?;
        Some(name.to_owned())
    });
    names.collect()
}

/// The variables that must say that nothing stands before the compiler, since a file names
/// something.
fn silenced(keys: &[Key], wrapper: &Wrapper) -> Vec<&'static str> {
    let is_set = |name: &str| keys.iter().any(|key| key.path == ["build", name]);
    let mut silenced = Vec::new();
    if *wrapper == Wrapper::None && is_set("rustc-wrapper") {
        silenced.push("RUSTC_WRAPPER");
    }
    if is_set("rustc-workspace-wrapper") {
        silenced.push("RUSTC_WORKSPACE_WRAPPER");
    }
    silenced
}

/// Whether a file or a variable says where cargo keeps what it compiles on the way.
fn build_dir(keys: &[Key], variable: impl Fn(&str) -> Option<String>) -> BuildDir {
    let is_set = keys.iter().any(|key| key.path == ["build", "build-dir"]);
    match is_set || variable("CARGO_BUILD_BUILD_DIR").is_some() {
        true => BuildDir::Set,
        false => BuildDir::Default,
    }
}

/// What stands in the compiler's place. A variable counts before any file.
fn wrapper(keys: &[Key], variable: impl Fn(&str) -> Option<String>) -> Wrapper {
    let set = variable("RUSTC_WRAPPER").or_else(|| variable("CARGO_BUILD_RUSTC_WRAPPER"));
    if let Some(program) = set {
        return match rules::is_cache(&program) {
            true => Wrapper::OfVariable(program),
            false => Wrapper::None,
        };
    }
    let mut files = keys
        .iter()
        .filter(|key| key.path == ["build", "rustc-wrapper"]);
    let nearest = files.next().and_then(|key| key.text.as_deref());
    match nearest.is_some_and(rules::is_cache) {
        true => Wrapper::OfFile,
        false => Wrapper::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_the_manifests_and_cargos_where_that_is_silent() {
        let own: Table =
            "debug = \"line-tables-only\"\nlto = \"fat\"\n[package.a]\ndebug = false\n"
                .parse()
                .expect("a profile");
        let profile = profile(RELEASE, &own).expect("a profile");
        assert_eq!(profile["debug"].as_str(), Some("line-tables-only"));
        assert_eq!(profile["lto"].as_str(), Some("fat"));
        assert_eq!(profile["opt-level"].as_integer(), Some(3));
        let named: Vec<&str> = profile.keys().map(String::as_str).collect();
        assert_eq!(named, rules::PROFILE_KEYS);
    }

    /// The runner and the harnesses share libraries. Cargo compiles them once only if
    /// both have the same settings, and the manifest is the only place that both read.
    #[test]
    fn the_workbooks_own_profile_names_every_key() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = read_toml(&root.join("Cargo.toml")).expect("the manifest");
        let release = manifest["profile"]["release"]
            .as_table()
            .expect("a profile");
        let missing: Vec<&str> = rules::PROFILE_KEYS
            .into_iter()
            .filter(|key| !release.contains_key(*key))
            .collect();
        assert!(
            missing.is_empty(),
            "`[profile.release]` in Cargo.toml must say what cargo's default is for: {missing:?}"
        );
    }

    #[test]
    fn a_cache_is_kept_and_nothing_else_stands_before_the_compiler() {
        let file = |program: &str| Key {
            path: ["build", "rustc-wrapper"].map(ToOwned::to_owned).to_vec(),
            text: Some(program.to_owned()),
            file: "config.toml".into(),
            line: 1,
        };
        let no_variable = |_: &str| None;
        let of = |name: &'static str, value: &'static str| {
            move |asked: &str| (asked == name).then(|| value.to_owned())
        };
        let cache = Wrapper::OfVariable("sccache".to_owned());
        assert_eq!(wrapper(&[], no_variable), Wrapper::None);
        assert_eq!(wrapper(&[file("sccache")], no_variable), Wrapper::OfFile);
        assert_eq!(wrapper(&[file("wrap.sh")], no_variable), Wrapper::None);
        // The nearest file counts.
        let two = [file("wrap.sh"), file("sccache")];
        assert_eq!(wrapper(&two, no_variable), Wrapper::None);
        assert_eq!(wrapper(&two, of("RUSTC_WRAPPER", "sccache")), cache);
        let variable = of("CARGO_BUILD_RUSTC_WRAPPER", "sccache");
        assert_eq!(wrapper(&[], variable), cache);
        // An empty one says that there is none.
        let none = of("RUSTC_WRAPPER", "");
        assert_eq!(wrapper(&[file("sccache")], none), Wrapper::None);
    }

    #[test]
    fn a_folder_for_what_is_compiled_is_the_users_where_they_name_one() {
        let key = |path: &[&str]| Key {
            path: path.iter().map(ToString::to_string).collect(),
            text: None,
            file: "/home/.cargo/config.toml".into(),
            line: 1,
        };
        let of = |path: &[&str], variable: Option<&str>| {
            build_dir(&[key(path)], |name| {
                let is_it = name == "CARGO_BUILD_BUILD_DIR";
                variable.filter(|_| is_it).map(ToOwned::to_owned)
            })
        };
        assert_eq!(of(&["build", "jobs"], None), BuildDir::Default);
        assert_eq!(of(&["build", "build-dir"], None), BuildDir::Set);
        assert_eq!(of(&["build", "jobs"], Some("/products")), BuildDir::Set);
    }

    #[test]
    fn names_of_packages_are_read_from_a_lock_file() {
        let scratch = tempfile::NamedTempFile::new().expect("a file");
        let text = "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\n";
        std::fs::write(scratch.path(), text).expect("a file");
        assert_eq!(locked(scratch.path()), ["serde"]);
    }
}
