//! How the compiler is called. In: cargo, which builds the references once. Out: its
//! calls of the compiler, to be made again with another file.
//!
//! Cargo never runs on a student's file. It builds the references, with this program
//! in the compiler's place, which writes the words of each call down and then becomes
//! the compiler. A student's file is compiled by the same calls, in which only paths
//! differ. So it is compiled exactly as at home.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;

/// The variable that tells this program to write calls down, and where.
pub const RECORD_INTO: &str = "CLASS_RECORD_CALLS";

/// One call of the compiler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The words after the compiler's name.
    pub words: Vec<String>,
}

/// What one exercise in one build takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipe {
    /// The call that compiles the code under test.
    pub library: Call,
    /// The call that compiles and links the harness.
    pub harness: Call,
}

/// Where the pieces of a call are for one submission.
#[derive(Clone, Debug)]
pub struct Places<'a> {
    /// The student's file.
    pub source: &'a Path,
    /// The folder of that file's name as messages show it.
    pub shown_from: &'a Path,
    /// What all submissions are compiled against.
    pub shared: &'a Path,
    /// Where products go.
    pub out: &'a Path,
}

/// Writes down how it was called, and becomes the compiler. Returns only on failure.
pub fn record(folder: &Path) -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    let Some(compiler) = words.next() else {
        eprintln!("error: expected the compiler's path as the first argument, found nothing");
        return ExitCode::from(2);
    };
    let words: Vec<OsString> = words.collect();
    if let Err(error) = write_down(folder, &words) {
        eprintln!("error: could not write to {}: {error}", folder.display());
        return ExitCode::from(2);
    }
    let mut command = Command::new(compiler);
    command.args(words);
    match xtask::process::become_program(&mut command) {
        Ok(status) => ExitCode::from(status.code().map_or(2, |code| code as u8)),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn write_down(folder: &Path, words: &[OsString]) -> std::io::Result<()> {
    let words: Vec<String> = words
        .iter()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let call = Call { words };
    // Questions about the compiler have no such name.
    let (Some(name), Some(suffix)) = (call.value("--crate-name"), call.suffix()) else {
        return Ok(());
    };
    let path = folder.join(format!("{name}{suffix}.json"));
    let text = serde_json::to_vec(&call)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut file, &text)?;
    file.persist(path)?;
    Ok(())
}

impl Call {
    /// The word after this one.
    fn value(&self, flag: &str) -> Option<&str> {
        let at = self.words.iter().position(|word| word == flag)?;
        self.words.get(at + 1).map(String::as_str)
    }

    /// What cargo adds to names of files, so that they differ: `-449b0b45abc9f09f`.
    fn suffix(&self) -> Option<&str> {
        self.words
            .iter()
            .find_map(|word| word.strip_prefix("extra-filename="))
    }

    /// The path of the library that the harness links under this name.
    fn external(&self, name: &str) -> Option<&Path> {
        let prefix = format!("{name}=");
        let externals = self.words.windows(2).filter(|pair| pair[0] == "--extern");
        externals
            .filter_map(|pair| pair[1].strip_prefix(&prefix))
            .map(Path::new)
            .next()
    }

    /// The name of the file that the call makes, without a folder.
    fn product(&self, ending: &str) -> Option<String> {
        Some(format!(
            "{}{}{ending}",
            self.value("--crate-name")?,
            self.suffix()?
        ))
    }

    /// The words of the same call for other places.
    fn at(&self, places: &Places<'_>, own: &str, source: Option<&Path>) -> Vec<String> {
        let mut words = Vec::with_capacity(self.words.len() + 2);
        let mut before = "";
        for word in &self.words {
            let next = match before {
                "--out-dir" => places.out.display().to_string(),
                "-L" => format!("dependency={}", places.shared.display()),
                "--extern" => match word.split_once('=') {
                    Some((name, path)) => {
                        let folder = if name == own {
                            places.out
                        } else {
                            places.shared
                        };
                        let file = Path::new(path).file_name().unwrap_or_default();
                        format!("{name}={}", folder.join(file).display())
                    }
                    None => word.clone(),
                },
                _ if word.starts_with("--json=") => "--json=artifacts".to_owned(),
                _ if word.starts_with("--diagnostic-width") => {
                    before = word;
                    continue;
                }
                _ => match source {
                    Some(source) if is_input(before, word) => source.display().to_string(),
                    _ => word.clone(),
                },
            };
            words.push(next);
            before = word;
        }
        words
    }
}

/// Whether a word is the file to compile: the only one that no option stands before.
fn is_input(before: &str, word: &str) -> bool {
    let is_value = before.starts_with('-') && !before.contains('=') && before != "--test";
    word.ends_with(".rs") && !word.starts_with('-') && !is_value
}

impl Recipe {
    /// Reads the calls for a library that cargo has built: `deps/name-hash.d`.
    pub fn find(folder: &Path, dep_info: &Path, harness: &str) -> Result<Self, Failure> {
        let missing = |what: &str| {
            Failure::new(format!(
                "{}: the compiler's call for {what} was not written down",
                folder.display()
            ))
            .next("delete that folder's parent and try again")
        };
        let stem = dep_info.file_stem().unwrap_or_default().to_string_lossy();
        let library = read(&folder.join(format!("{stem}.json"))).ok_or_else(|| missing(&stem))?;
        let own = library.value("--crate-name").unwrap_or_default().to_owned();
        let file = format!("lib{stem}.rlib");
        let crate_name = harness.replace('-', "_");
        let calls =
            std::fs::read_dir(folder).map_err(|error| Failure::io("read", folder, &error))?;
        let mut found: Vec<(std::time::SystemTime, Call)> = calls
            .filter_map(Result::ok)
            .filter(|entry| {
                let name = entry.file_name();
                name.to_string_lossy()
                    .starts_with(&format!("{crate_name}-"))
            })
            .filter_map(|entry| {
                let call = read(&entry.path())?;
                let links = call.external(&own)?.file_name()? == file.as_str();
                links.then_some((entry.metadata().ok()?.modified().ok()?, call))
            })
            .collect();
        found.sort_by_key(|(time, _)| *time);
        let (_, harness) = found.pop().ok_or_else(|| missing(harness))?;
        Ok(Recipe { library, harness })
    }

    /// The name by which the harness knows the code under test.
    fn own(&self) -> &str {
        self.library.value("--crate-name").unwrap_or_default()
    }

    /// The words that compile a student's file.
    pub fn library(&self, places: &Places<'_>) -> Vec<String> {
        let mut words = self.library.at(places, self.own(), Some(places.source));
        // Messages and line tables do not tell where it was compiled.
        words.push(format!(
            "--remap-path-prefix={}=",
            places.shown_from.display()
        ));
        words
    }

    /// The words that compile its harness, after the library. Its objects are kept: they are
    /// looked at before it runs.
    pub fn harness(&self, places: &Places<'_>) -> Vec<String> {
        let mut words = self.harness.at(places, self.own(), None);
        words.push("-Csave-temps".to_owned());
        words
    }

    /// The file with the harness's code, which the compiler has to read.
    pub fn harness_source(&self) -> Option<PathBuf> {
        let pairs = self.harness.words.windows(2);
        let mut inputs = pairs.filter(|pair| is_input(&pair[0], &pair[1]));
        inputs.next().map(|pair| PathBuf::from(&pair[1]))
    }

    /// Where the harness will be.
    pub fn executable(&self, out: &Path) -> Option<PathBuf> {
        Some(out.join(self.harness.product("")?))
    }

    /// Where the library will be.
    pub fn archive(&self, out: &Path) -> Option<PathBuf> {
        Some(out.join(format!("lib{}", self.library.product(".rlib")?)))
    }

    /// Where the list of the files that went into the library will be.
    pub fn dep_info(&self, out: &Path) -> Option<PathBuf> {
        Some(out.join(self.library.product(".d")?))
    }

    /// The words of both calls that say how code is compiled: those that name no path
    /// and no hash of one.
    pub fn options(&self) -> impl Iterator<Item = &str> {
        let words = self.library.words.iter().chain(&self.harness.words);
        words.map(String::as_str).filter(|word| {
            let left_out = [
                "metadata=",
                "extra-filename=",
                // How messages look.
                "--diagnostic-width",
                "--error-format",
                "--json",
            ];
            !word.contains(['/', '\\']) && !left_out.iter().any(|start| word.starts_with(start))
        })
    }

    /// Whether a file's name is of the code of an exercise, which nobody else links.
    pub fn is_of_exercise(&self, file: &str) -> bool {
        let stem = file.strip_prefix("lib").unwrap_or(file);
        [&self.library, &self.harness].iter().any(|call| {
            call.value("--crate-name")
                .is_some_and(|name| stem.starts_with(&format!("{name}-")))
        })
    }
}

fn read(path: &Path) -> Option<Call> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(words: &str) -> Call {
        Call {
            words: words.split(' ').map(str::to_owned).collect(),
        }
    }

    #[test]
    fn only_paths_differ() {
        let recipe = Recipe {
            library: call(
                "--crate-name ex3 --edition=2024 /w/solutions/ex3/src/lib.rs --error-format=json \
                 --json=diagnostic-rendered-ansi,artifacts --forbid=unsafe_code \
                 -C extra-filename=-01 --out-dir /t/deps -L dependency=/t/deps \
                 --extern serde=/t/deps/libserde-02.rmeta",
            ),
            harness: call(
                "--crate-name ex3_harness /w/exercises/ex3/src/main.rs -C extra-filename=-03 \
                 --out-dir /t/deps --extern ex3=/t/deps/libex3-01.rlib \
                 --extern meter=/t/deps/libmeter-04.rlib",
            ),
        };
        let places = Places {
            source: Path::new("/j/ex3/src/lib.rs"),
            shown_from: Path::new("/j"),
            shared: Path::new("/s"),
            out: Path::new("/j/out"),
        };
        assert_eq!(
            recipe.library(&places).join(" "),
            "--crate-name ex3 --edition=2024 /j/ex3/src/lib.rs --error-format=json \
             --json=artifacts --forbid=unsafe_code -C extra-filename=-01 --out-dir /j/out \
             -L dependency=/s --extern serde=/s/libserde-02.rmeta --remap-path-prefix=/j="
        );
        assert_eq!(
            recipe.harness(&places).join(" "),
            "--crate-name ex3_harness /w/exercises/ex3/src/main.rs -C extra-filename=-03 \
             --out-dir /j/out --extern ex3=/j/out/libex3-01.rlib --extern meter=/s/libmeter-04.rlib \
             -Csave-temps"
        );
        assert_eq!(
            recipe.harness_source().as_deref(),
            Some(Path::new("/w/exercises/ex3/src/main.rs"))
        );
        assert_eq!(
            recipe.executable(Path::new("/o")).as_deref(),
            Some(Path::new("/o/ex3_harness-03"))
        );
        let options: Vec<&str> = recipe.options().collect();
        assert_eq!(
            options.join(" "),
            "--crate-name ex3 --edition=2024 --forbid=unsafe_code -C --out-dir -L --extern \
             --crate-name ex3_harness -C --out-dir --extern --extern"
        );
        assert!(recipe.is_of_exercise("libex3-01.rlib"));
        assert!(!recipe.is_of_exercise("libserde-02.rlib"));
    }
}
