//! What a setting of the user's may do. In: a key of a configuration file, or the name
//! of a variable. Out: one of three rulings.
//!
//! The lists are of cargo 1.95. What is on none of them, cargo does not read when it
//! builds, or it changes nothing in the code that is weighed.

use std::path::Path;

use crate::pipe::settings::files::Key;

/// What becomes of a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It has no effect: cargo's command line or environment says otherwise.
    Overruled,
    /// It holds: it says where things are and how to get them, and not what is compiled.
    Kept,
    /// It would change what is compiled, and nothing overrules it. Why, as the end of a
    /// sentence about the key.
    Refused(&'static str),
}

/// What a ruling depends on beside the key.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'s> {
    /// The profiles that decide how code is compiled in this build, in cargo's words.
    pub profiles: &'s [&'s str],
    /// The triple of the machine that is compiled for.
    pub target: &'s str,
    /// Whether cargo takes settings that are not stable.
    pub unstable: bool,
    /// The packages that may be compiled.
    pub packages: &'s [String],
}

/// The keys of a profile that cargo's command line names.
pub const PROFILE_KEYS: [&str; 10] = [
    "codegen-units",
    "debug",
    "debug-assertions",
    "incremental",
    "lto",
    "opt-level",
    "overflow-checks",
    "panic",
    "rpath",
    "strip",
];

/// Programs in the compiler's place that keep what it makes, and change nothing in it.
const CACHES: [&str; 4] = ["cachepot", "ccache", "kache", "sccache"];

/// Rules on a key of a configuration file.
pub fn ruling(key: &Key, around: &Surroundings<'_>) -> Ruling {
    let path: Vec<&str> = key.path.iter().map(String::as_str).collect();
    match path.as_slice() {
        ["patch", ..] => Ruling::Refused("puts other code in the place of a library"),
        ["paths"] => Ruling::Refused("puts other code in the place of libraries"),
        ["profile", profile, rest @ ..] if around.profiles.contains(profile) => {
            in_profile(rest, around)
        }
        [
            "build",
            "rustc" | "rustc-workspace-wrapper" | "rustflags" | "incremental" | "target",
        ] => Ruling::Overruled,
        ["build", "rustc-wrapper"] if !key.text.as_deref().is_some_and(is_cache) => {
            Ruling::Overruled
        }
        ["target", _, "rustflags"] => Ruling::Overruled,
        ["target", target, _, _, ..] if *target == around.target => {
            Ruling::Refused("takes the place of a library's build script")
        }
        ["env", name, ..] if is_read_by_compiler(name) => {
            Ruling::Refused("sets a variable that cargo, the compiler or the loader reads")
        }
        ["unstable" | "host", ..] if around.unstable => {
            Ruling::Refused("switches on what is not stable")
        }
        _ => Ruling::Kept,
    }
}

/// Rules on what follows `profile.release`.
fn in_profile(rest: &[&str], around: &Surroundings<'_>) -> Ruling {
    match rest {
        [key] if PROFILE_KEYS.contains(key) => Ruling::Overruled,
        // Where debug information lies changes no code. The two programs that run while
        // others are compiled are not weighed.
        ["split-debuginfo"] | ["build-override", ..] => Ruling::Kept,
        ["package", spec, ..] if !touches(spec, around.packages) => Ruling::Kept,
        ["package", ..] => Ruling::Refused("compiles one package otherwise than the others"),
        _ => Ruling::Refused("is a setting of the profile that the workbook does not know"),
    }
}

/// Whether cargo's name for a package, such as `serde`, `serde@1.0.2`,
/// `https://example.org#serde@1` or `*`, may mean one of these.
fn touches(spec: &str, packages: &[String]) -> bool {
    // An address without `#` ends with the name.
    let name = spec.rsplit(['#', '/']).next().unwrap_or(spec);
    let name = name.split(['@', ':']).next().unwrap_or(name);
    name == "*"
        || name.starts_with(|first: char| first.is_ascii_digit())
        || name.is_empty()
        || packages.iter().any(|package| package == name)
}

/// Whether a program that is called in the compiler's place only keeps what it makes.
pub fn is_cache(program: &str) -> bool {
    let name = Path::new(program).file_stem().unwrap_or_default();
    CACHES.iter().any(|cache| name.eq_ignore_ascii_case(cache))
}

/// Whether a variable that cargo sets for the compiler changes what it does. Cargo does
/// not read them itself, but build scripts start it again.
fn is_read_by_compiler(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let begins = |start: &str| name.starts_with(start);
    match name.as_str() {
        "RUST_MIN_STACK" | "RUST_TARGET_PATH" => true,
        // A path that many projects set for themselves, and what cargo logs.
        "CARGO_WORKSPACE_DIR" | "CARGO_LOG" => false,
        // How to get things and how to tell of them. No word of it reaches the compiler.
        _ if ["CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_TERM_"]
            .into_iter()
            .any(begins) =>
        {
            false
        }
        _ => ["CARGO_", "RUSTC", "RUSTFLAGS", "RUSTUP_", "LD_", "DYLD_"]
            .into_iter()
            .any(begins),
    }
}

/// Whether a variable of the environment is kept from cargo and from the compiler.
pub fn is_withheld(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let begins = |start: &str| name.starts_with(start);
    match name.as_str() {
        "CARGO_BUILD_JOBS" | "CARGO_BUILD_BUILD_DIR" => false,
        "CARGO_INCREMENTAL" | "CARGO_TARGET_DIR" | "RUST_MIN_STACK" | "RUST_TARGET_PATH"
        | "SOURCE_DATE_EPOCH" => true,
        _ if begins("CARGO_TARGET_") => name.ends_with("_RUSTFLAGS"),
        _ => [
            "__CARGO",
            "CARGO_BUILD_",
            "CARGO_ENCODED_",
            "CARGO_HOST_",
            "CARGO_PROFILE_",
            "CARGO_UNSTABLE_",
            "RUSTC",
            "RUSTFLAGS",
        ]
        .into_iter()
        .any(begins),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(path: &str, text: Option<&str>, unstable: bool) -> Ruling {
        let key = Key {
            path: path.split(' ').map(ToOwned::to_owned).collect(),
            text: text.map(ToOwned::to_owned),
            file: "/home/.cargo/config.toml".into(),
            line: 1,
        };
        let around = Surroundings {
            profiles: &["release"],
            target: "x86_64-unknown-linux-gnu",
            unstable,
            packages: &["serde".to_owned(), "ex1-debug-release".to_owned()],
        };
        ruling(&key, &around)
    }

    #[test]
    fn each_key_is_on_one_of_the_lists() {
        let overruled = [
            "profile release opt-level",
            "profile release debug",
            "profile release debug-assertions",
            "profile release overflow-checks",
            "profile release lto",
            "profile release panic",
            "profile release codegen-units",
            "profile release incremental",
            "profile release strip",
            "profile release rpath",
            "build rustc",
            "build rustc-wrapper",
            "build rustc-workspace-wrapper",
            "build rustflags",
            "build incremental",
            "build target",
            "target x86_64-unknown-linux-gnu rustflags",
            "target cfg(unix) rustflags",
        ];
        for path in overruled {
            assert_eq!(rule(path, None, false), Ruling::Overruled, "{path}");
        }
        let kept = [
            "registries own index",
            "registry default",
            "source crates-io replace-with",
            "source own registry",
            "net offline",
            "net git-fetch-with-cli",
            "http proxy",
            "http cainfo",
            "credential-alias own",
            "build jobs",
            "build target-dir",
            "build build-dir",
            "target x86_64-unknown-linux-gnu linker",
            "target x86_64-unknown-linux-gnu runner",
            "target wasm32-unknown-unknown some-library rustc-link-lib",
            "env OPENSSL_DIR",
            "env RUST_BACKTRACE",
            "env RUST_LOG",
            "env CARGO_WORKSPACE_DIR value",
            "env CARGO_LOG",
            "env CARGO_TERM_COLOR",
            "env CARGO_NET_OFFLINE value",
            "env CARGO_HTTP_PROXY",
            "env CARGO_REGISTRIES_OWN_TOKEN",
            "env SOURCE_DATE_EPOCH",
            "profile release split-debuginfo",
            "profile release build-override opt-level",
            "profile release package somebody-elses opt-level",
            "profile dev package * opt-level",
            "profile bench debug-assertions",
            "unstable build-std",
            "alias b",
            "term quiet",
        ];
        for path in kept {
            assert_eq!(rule(path, None, false), Ruling::Kept, "{path}");
        }
        let refused = [
            "patch crates-io serde path",
            "paths",
            "profile release package * opt-level",
            "profile release package serde opt-level",
            "profile release package serde@1.0.228 debug",
            "profile release package https://example.org/x#serde@1 debug",
            "profile release package https://example.org/x#1.0 debug",
            "profile release package https://example.org/serde debug",
            "profile release package ex1-debug-release opt-level",
            "profile release codegen-backend",
            "profile release rustflags",
            "profile release inherits",
            "target x86_64-unknown-linux-gnu some-library rustc-link-lib",
            "env RUSTC_BOOTSTRAP",
            "env RUSTFLAGS value",
            "env RUST_MIN_STACK",
            "env CARGO_PROFILE_RELEASE_OPT_LEVEL",
            "env LD_PRELOAD",
        ];
        for path in refused {
            let ruling = rule(path, None, false);
            assert!(matches!(ruling, Ruling::Refused(_)), "{path}: {ruling:?}");
        }
        for path in ["unstable build-std", "host linker"] {
            let ruling = rule(path, None, true);
            assert!(matches!(ruling, Ruling::Refused(_)), "{path}: {ruling:?}");
        }
    }

    #[test]
    fn only_a_cache_may_stand_before_the_compiler() {
        for (program, ruling) in [
            ("sccache", Ruling::Kept),
            ("/usr/bin/sccache", Ruling::Kept),
            ("SCCACHE.EXE", Ruling::Kept),
            ("/usr/bin/ccache", Ruling::Kept),
            ("/home/me/sccache/wrap.sh", Ruling::Overruled),
            ("clippy-driver", Ruling::Overruled),
            ("", Ruling::Overruled),
        ] {
            let found = rule("build rustc-wrapper", Some(program), false);
            assert_eq!(found, ruling, "{program}");
        }
    }

    #[test]
    fn variables_that_change_code_are_withheld() {
        for (name, withheld) in [
            ("RUSTC", true),
            ("RUSTC_WRAPPER", true),
            ("RUSTC_WORKSPACE_WRAPPER", true),
            ("RUSTC_BOOTSTRAP", true),
            ("RUSTC_OVERRIDE_VERSION_STRING", true),
            ("RUSTFLAGS", true),
            ("RUST_MIN_STACK", true),
            ("CARGO_ENCODED_RUSTFLAGS", true),
            ("CARGO_PROFILE_RELEASE_OPT_LEVEL", true),
            ("CARGO_PROFILE_RELEASE_PACKAGE_serde_OPT_LEVEL", true),
            ("CARGO_BUILD_RUSTC", true),
            ("CARGO_BUILD_RUSTFLAGS", true),
            ("CARGO_BUILD_TARGET", true),
            ("CARGO_BUILD_JOBS", false),
            ("CARGO_BUILD_BUILD_DIR", false),
            ("CARGO_INCREMENTAL", true),
            ("CARGO_UNSTABLE_BUILD_STD", true),
            ("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS", true),
            ("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER", false),
            ("CARGO_TARGET_DIR", true),
            ("CARGO_HOME", false),
            ("CARGO_HTTP_PROXY", false),
            ("CARGO_NET_OFFLINE", false),
            ("CARGO_REGISTRIES_OWN_INDEX", false),
            ("CARGO_REGISTRY_TOKEN", false),
            ("RUSTUP_HOME", false),
            ("RUST_BACKTRACE", false),
            ("SCCACHE_DIR", false),
            ("PATH", false),
        ] {
            assert_eq!(is_withheld(name), withheld, "{name}");
        }
    }
}
