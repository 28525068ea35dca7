//! One exercise. In: its `exercise.toml`. Out: an [`Exercise`], or the line that is wrong.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::part::{Build, Part};
use crate::failure::Failure;

/// One exercise.
#[derive(Debug)]
pub struct Exercise {
    /// The number in the name: `ex3`.
    pub id: String,
    /// The folder's name: `ex3-string-trap`.
    pub name: String,
    /// `exercises/ex3-string-trap`, absolute.
    pub folder: PathBuf,
    /// The file in `book/src` that teaches it, absolute.
    pub chapter: PathBuf,
    /// What `exercise.toml` says.
    pub title: String,
    /// Where the findings of the starter lead.
    pub findings: Findings,
    /// In the order of `exercise.toml`; never empty.
    pub parts: Vec<Part>,
}

/// Where the costliest finding of a starter leads.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Findings {
    /// To the chapter of the exercise.
    #[default]
    OwnChapter,
    /// To any chapter: the exercise is about the ideas of several.
    AnyChapter,
}

/// `exercise.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExerciseFile {
    title: String,
    chapter: String,
    #[serde(default)]
    findings: Findings,
    part: Vec<Part>,
}

impl Exercise {
    /// The one file that the learner writes.
    pub fn learner_file(&self) -> PathBuf {
        self.folder.join("src/lib.rs")
    }

    /// The learner's file as it was in the beginning.
    pub fn starter_file(&self) -> PathBuf {
        self.folder.join("starter.rs")
    }

    /// The starters of earlier editions, `earlier/1.rs` and so on, the oldest first.
    pub fn earlier_starters(&self) -> Vec<PathBuf> {
        let file = |number: u32| self.folder.join("earlier").join(format!("{number}.rs"));
        (1..).map(file).take_while(|file| file.is_file()).collect()
    }

    /// The harness.
    pub fn harness_file(&self) -> PathBuf {
        self.folder.join("src/main.rs")
    }

    /// The part with this name.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name == name)
    }

    /// Every build that some part asks for.
    pub fn builds(&self) -> Vec<Build> {
        let mut builds: Vec<Build> = self.parts.iter().flat_map(|p| p.builds.clone()).collect();
        builds.sort();
        builds.dedup();
        builds
    }

    /// Reads the `exercise.toml` of a folder below `root`.
    pub(super) fn read(root: &Path, folder: PathBuf) -> Result<Self, Failure> {
        let file = folder.join("exercise.toml");
        let text =
            std::fs::read_to_string(&file).map_err(|error| Failure::io("read", &file, &error))?;
        let shown = file.strip_prefix(root).unwrap_or(&file);
        let parsed: ExerciseFile = toml::from_str(&text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text.bytes().take(start).filter(|b| *b == b'\n').count();
            Failure::new(format!(
                "{}:{line}: {}",
                shown.display(),
                error.to_string().trim_end()
            ))
            .next("compare the file with the one of another exercise")
        })?;
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        check(&name, &parsed).map_err(|fault| {
            let line = line_of(&text, &fault);
            Failure::new(format!("{}:{line}: {}", shown.display(), fault.what))
                .next(format!("mend the key `{}`", fault.key))
        })?;
        let id = name.split('-').next().unwrap_or_default().to_owned();
        Ok(Exercise {
            id,
            name,
            chapter: root.join("book/src").join(parsed.chapter),
            title: parsed.title,
            findings: parsed.findings,
            parts: parsed.part,
            folder,
        })
    }

    /// The number in the id; exercises are in the order of it.
    pub fn number(&self) -> u32 {
        self.id.trim_start_matches("ex").parse().unwrap_or(u32::MAX)
    }

    /// What makes its inputs and knows its answers; not every exercise has one.
    pub fn kit_folder(&self) -> PathBuf {
        self.folder.join("kit")
    }

    /// The page that teaches it, as the book names it: `ch03-string-trap.md`.
    pub fn page(&self) -> String {
        let name = self.chapter.file_name();
        name.map_or(String::new(), |name| name.to_string_lossy().into_owned())
    }

    /// The name without the id: `string-trap`.
    pub fn topic(&self) -> &str {
        self.name.split_once('-').map_or("", |(_, topic)| topic)
    }
}

/// What is wrong with `exercise.toml` beyond its types.
struct Fault {
    /// The part it is in, counted from 0; none means the head of the file.
    part: Option<usize>,
    /// The mistake of that part that it is in, counted from 0.
    mistake: Option<usize>,
    key: &'static str,
    what: String,
}

/// Checks what the types cannot say.
fn check(name: &str, file: &ExerciseFile) -> Result<(), Fault> {
    let head = |key, what| {
        Err(Fault {
            part: None,
            mistake: None,
            key,
            what,
        })
    };
    let number = name
        .strip_prefix("ex")
        .and_then(|rest| rest.split_once('-'));
    if number.is_none_or(|(number, _)| number.parse::<u32>().is_err()) {
        return head(
            "title",
            format!("the folder `{name}` is not named like `ex3-string-trap`"),
        );
    }
    if file.part.is_empty() {
        return head(
            "part",
            "an exercise needs at least one `[[part]]`".to_owned(),
        );
    }
    for (index, part) in file.part.iter().enumerate() {
        let twin = file.part[..index]
            .iter()
            .any(|other| other.name == part.name);
        let fault = match part.fault() {
            None if twin => Some(("name", "another part has this name".to_owned())),
            fault => fault,
        };
        if let Some((key, what)) = fault {
            return Err(Fault {
                part: Some(index),
                mistake: None,
                key,
                what: format!("part `{}`: {what}", part.name),
            });
        }
        if let Some((mistake, key, what)) = part.fault_of_mistakes() {
            return Err(Fault {
                part: Some(index),
                mistake: Some(mistake),
                key,
                what: format!("part `{}`, mistake {}: {what}", part.name, mistake + 1),
            });
        }
    }
    Ok(())
}

/// The line, from 1, of the key that is at fault.
fn line_of(text: &str, fault: &Fault) -> usize {
    let header = |header: &'static str, after: usize, number: usize| {
        let lines = text.lines().enumerate().skip(after);
        let mut found = lines.filter(|(_, line)| line.trim() == header);
        found.nth(number).map(|(index, _)| index)
    };
    let part = fault.part.and_then(|part| header("[[part]]", 0, part));
    let part = part.unwrap_or(0);
    let mistake = fault
        .mistake
        .and_then(|mistake| header("[[part.mistake]]", part, mistake));
    let start = mistake.unwrap_or(part);
    text.lines()
        .skip(start)
        .position(|line| {
            let line = line.trim_start();
            line.strip_prefix(fault.key)
                .is_some_and(|rest| rest.trim_start().starts_with('='))
        })
        .map_or(start + 1, |offset| start + offset + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two parts, the second one with two mistakes.
    const FILE: &str = r#"title = "t"
chapter = "c.md"

[[part]]
name = "first"
task = "t"
signature = "s"
item = "line"
sizes = [1, 2, 3]
hints = ["a", "b", "c"]

[[part]]
name = "second"
task = "t"
signature = "s"
item = "line"
sizes = [1, 2, 3]
hints = ["a", "b", "c"]

[[part.mistake]]
name = "one"
operations = ["shared-text"]
says = "s"
section = "c.md#s"
remedy = "r"

[[part.mistake]]
name = "two"
operations = ["box-new"]
says = "s"
section = "c.md#s"
remedy = "r"
"#;

    #[test]
    fn a_mistake_that_is_wrong_is_told_with_its_line() {
        let line = |text: &str| {
            let file: ExerciseFile = toml::from_str(text).expect("an exercise");
            let fault = check("ex1-name", &file).err()?;
            Some((line_of(text, &fault), fault.key))
        };
        assert_eq!(line(FILE), None);
        for (from, to, expected) in [
            ("\"box-new\"", "\"box-news\"", (29, "operations")),
            ("\"shared-text\"", "\"shared\"", (22, "operations")),
            ("name = \"two\"", "name = \"one\"", (28, "name")),
        ] {
            let text = FILE.replace(from, to);
            assert_eq!(line(&text), Some(expected), "{to}");
        }
    }
}
