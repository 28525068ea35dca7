//! What was really compiled. In: what cargo tells of each call of the compiler, and of
//! each thing that it made. Out: what is otherwise than it was asked for.
//!
//! Nothing should be. This is for a way to change a build that nobody thought of.

use serde::Deserialize;
use toml::{Table, Value};

/// How cargo compiled something, as its JSON tells it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Compilation {
    opt_level: String,
    debug_assertions: bool,
    overflow_checks: bool,
}

impl Compilation {
    /// What these settings of a profile ask for.
    fn asked(settings: &Table) -> Option<Self> {
        let flag = |key: &str| settings.get(key).and_then(Value::as_bool);
        Some(Compilation {
            opt_level: match settings.get("opt-level")? {
                Value::Integer(level) => level.to_string(),
                level => level.as_str()?.to_owned(),
            },
            debug_assertions: flag("debug-assertions")?,
            overflow_checks: flag("overflow-checks")?,
        })
    }

    /// What differs from these settings of a profile, if something does.
    pub fn fault(&self, settings: &Table) -> Option<String> {
        let asked = Self::asked(settings)?;
        let pairs = [
            ("opt-level", &asked.opt_level, &self.opt_level),
            (
                "debug-assertions",
                &asked.debug_assertions.to_string(),
                &self.debug_assertions.to_string(),
            ),
            (
                "overflow-checks",
                &asked.overflow_checks.to_string(),
                &self.overflow_checks.to_string(),
            ),
        ];
        let (key, asked, found) = pairs.into_iter().find(|(_, asked, found)| asked != found)?;
        Some(format!("expected {key} = {asked}, found {found}"))
    }
}

/// What each call must keep to.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The compiler's program.
    pub compiler: String,
    /// The triple of the machine that is compiled for.
    pub target: String,
    /// Into how many pieces code is cut that are compiled one by one.
    pub codegen_units: i64,
}

/// Options of the compiler that cargo gives by itself, or that profiles set which
/// [`Compilation`] tells of.
const USUAL: [&str; 11] = [
    "debug-assertions",
    "debuginfo",
    "embed-bitcode",
    "extra-filename",
    "link-arg",
    "linker",
    "metadata",
    "opt-level",
    "overflow-checks",
    "prefer-dynamic",
    "strip",
];

impl Asked {
    /// What is otherwise in a line that cargo prints, if it is of a call of the compiler:
    /// ``Running `rustc --crate-name …` ``.
    pub fn fault(&self, line: &str) -> Option<String> {
        let call = line.trim().strip_prefix("Running `")?.strip_suffix('`')?;
        let words = words(call);
        let at = words.iter().position(|word| word == "--crate-name")?;
        let (before, words) = words.split_at(at);
        if before.last() != Some(&self.compiler) {
            return Some(format!(
                "expected the compiler {}, found {}",
                self.compiler,
                before.join(" ")
            ));
        }
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            let option = match word {
                "-C" | "--codegen" => words.next().unwrap_or_default(),
                "--target" => match words.next() {
                    Some(target) if target == self.target => continue,
                    other => {
                        let found = other.unwrap_or_default();
                        return Some(format!(
                            "expected the target {}, found {found}",
                            self.target
                        ));
                    }
                },
                "-O" | "-g" | "--sysroot" => return Some(unasked(word)),
                _ if word.starts_with("-Z") => return Some(unasked(word)),
                _ => match word.strip_prefix("-C").or(word.strip_prefix("--codegen=")) {
                    Some(option) => option,
                    None => continue,
                },
            };
            if !self.is_usual(option) {
                return Some(unasked(&format!("-C {option}")));
            }
        }
        None
    }

    fn is_usual(&self, option: &str) -> bool {
        match option.split_once('=').unwrap_or((option, "")) {
            ("codegen-units", units) => units == self.codegen_units.to_string(),
            ("split-debuginfo", _) => true,
            (name, _) => USUAL.contains(&name),
        }
    }
}

/// The words of a call as cargo prints it: quoted for the shell of the system where they
/// have blanks or signs.
fn words(call: &str) -> Vec<String> {
    let quote = if cfg!(windows) { '"' } else { '\'' };
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut is_quoted = false;
    let mut signs = call.chars().peekable();
    while let Some(sign) = signs.next() {
        // Windows has backslashes in paths: there only a quote can stand after one.
        let escaped = match cfg!(windows) {
            true => signs.next_if(|next| sign == '\\' && *next == quote),
            false => signs.next_if(|_| sign == '\\' && !is_quoted),
        };
        match (escaped, sign) {
            (Some(escaped), _) => word.get_or_insert_default().push(escaped),
            (None, sign) if sign == quote => {
                is_quoted = !is_quoted;
                // Even nothing is a word, if it is quoted.
                word.get_or_insert_default();
            }
            (None, ' ') if !is_quoted => words.extend(word.take()),
            (None, sign) => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    words
}

fn unasked(option: &str) -> String {
    format!("found the option {option}, which nobody asked for")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_has_the_options_that_were_asked_for() {
        let asked = Asked {
            compiler: "/r/bin/rustc".to_owned(),
            target: "x86_64-unknown-linux-gnu".to_owned(),
            codegen_units: 16,
        };
        let usual = "--edition=2024 src/lib.rs --crate-type lib -C opt-level=3 \
                     -C embed-bitcode=no -C codegen-units=16 -C metadata=ab \
                     --check-cfg 'cfg(feature, values(\"-C\"))' --out-dir /t/deps";
        let unusual = |what: &str| Some(unasked(what));
        for (before, more, fault) in [
            ("/r/bin/rustc", "", None),
            ("sccache /r/bin/rustc", "", None),
            ("'/r/bin/rustc'", "", None),
            ("/r/bin/rustc", "--target x86_64-unknown-linux-gnu", None),
            ("/r/bin/rustc", "-C linker=clang -C strip=none", None),
            (
                "/s/bin/rustc",
                "",
                Some("expected the compiler /r/bin/rustc, found /s/bin/rustc".to_owned()),
            ),
            (
                "/r/bin/rustc",
                "--target wasm32-wasip1",
                Some(
                    "expected the target x86_64-unknown-linux-gnu, found wasm32-wasip1".to_owned(),
                ),
            ),
            ("/r/bin/rustc", "-C panic=abort", unusual("-C panic=abort")),
            ("/r/bin/rustc", "-Cpanic=abort", unusual("-C panic=abort")),
            ("/r/bin/rustc", "--codegen=lto=fat", unusual("-C lto=fat")),
            (
                "/r/bin/rustc",
                "-C incremental=/t/i",
                unusual("-C incremental=/t/i"),
            ),
            (
                "/r/bin/rustc",
                "-C target-cpu=native",
                unusual("-C target-cpu=native"),
            ),
            (
                "/r/bin/rustc",
                "-C codegen-units=1",
                unusual("-C codegen-units=1"),
            ),
            (
                "/r/bin/rustc",
                "-Zmir-opt-level=4",
                unusual("-Zmir-opt-level=4"),
            ),
            ("/r/bin/rustc", "-O", unusual("-O")),
        ] {
            let line = format!("     Running `{before} --crate-name ex1 {usual} {more}`\n");
            assert_eq!(asked.fault(&line), fault, "{line}");
        }
        for line in [
            "   Compiling ex1 v0.1.0",
            "     Running `/t/release/build/x/build-script-build`",
        ] {
            assert_eq!(asked.fault(line), None, "{line}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_call_is_read_word_by_word() {
        for (call, expected) in [
            ("rustc -C opt-level=3", vec!["rustc", "-C", "opt-level=3"]),
            ("'/my books/rustc'  ''", vec!["/my books/rustc", ""]),
            ("'it'\\''s' 'a'\\!'b'", vec!["it's", "a!b"]),
            ("--cfg 'feature=\"a b\"'", vec!["--cfg", "feature=\"a b\""]),
        ] {
            assert_eq!(words(call), expected, "{call}");
        }
    }

    /// What stands in a path is no option, and what stands in quotes is one.
    #[test]
    #[cfg(unix)]
    fn blanks_in_words_are_no_ends_of_words() {
        let asked = Asked {
            compiler: "/my -Own rustup/bin/rustc".to_owned(),
            target: "x86_64-unknown-linux-gnu".to_owned(),
            codegen_units: 16,
        };
        for (more, fault) in [
            ("'/Rust -Class 3 -O -g/src/lib.rs'", None),
            ("-C 'linker=/my -Own/cc' -C 'link-arg=-Wl, -O'", None),
            ("'-Cllvm-args=-a -b'", Some(unasked("-C llvm-args=-a -b"))),
            ("'-Zx=a b'", Some(unasked("-Zx=a b"))),
        ] {
            let line = format!("  Running `'/my -Own rustup/bin/rustc' --crate-name ex1 {more}`");
            assert_eq!(asked.fault(&line), fault, "{line}");
        }
        let line = "  Running `'/other/my -Own rustup/bin/rustc' --crate-name ex1`";
        assert!(asked.fault(line).is_some(), "another compiler");
    }

    #[test]
    fn what_was_made_is_held_against_the_profile() {
        let settings: Table = "opt-level = 3\ndebug-assertions = false\noverflow-checks = false\n"
            .parse()
            .expect("settings");
        let made = |text: &str| serde_json::from_str::<Compilation>(text).expect("a profile");
        for (made_as, fault) in [
            (
                r#"{"opt_level":"3","debuginfo":0,"debug_assertions":false,"overflow_checks":false}"#,
                None,
            ),
            (
                r#"{"opt_level":"s","debug_assertions":false,"overflow_checks":false}"#,
                Some("expected opt-level = 3, found s"),
            ),
            (
                r#"{"opt_level":"3","debug_assertions":true,"overflow_checks":true}"#,
                Some("expected debug-assertions = false, found true"),
            ),
            (
                r#"{"opt_level":"3","debug_assertions":false,"overflow_checks":true}"#,
                Some("expected overflow-checks = false, found true"),
            ),
        ] {
            assert_eq!(
                made(made_as).fault(&settings).as_deref(),
                fault,
                "{made_as}"
            );
        }
    }
}
