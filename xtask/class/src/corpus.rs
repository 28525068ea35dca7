//! The corpus of attacks. In: `xtask/tests/class/corpus`, a file for each attack, in a
//! folder for its kind. Out: what each tries and what should stop it, and the files that
//! are handed in.
//!
//! Each is stored as [`jury::overlaid`] says.
//!
//! None does harm if nothing stops it: sizes and times are bounded, and all it leaves are
//! markers.

use std::ffi::OsStr;
use std::path::Path;

use jury::overlaid::{Stored, Texts, files, text_of};
use jury::overlay;
use serde::Deserialize;
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::workbook::{Quantity, Workbook};

/// The folder of files that do no harm.
const HONEST: &str = "honest";

/// All of it, in the order of the folders and names.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// What must not succeed.
    pub attacks: Vec<Entry>,
    /// What must get exactly what it gets at home.
    pub honest: Vec<Entry>,
}

/// One file of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called: the name of its file.
    pub name: String,
    /// What kind of attack it is: the name of its folder.
    pub category: String,
    /// What it tries or does.
    pub aim: String,
    /// The exercise's id.
    pub exercise: String,
    /// The file that is handed in.
    pub text: String,
    /// What else its first lines say.
    pub keys: Keys,
}

/// The keys of a file, in TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// What it is laid on: `ex4/reference`, `ex4/starter`, or `ex4/nothing`.
    pub on: String,
    /// What is left out of the base, as in `fn sum_lines` or `use std::rc::Rc`.
    #[serde(default)]
    pub without: Vec<String>,
    /// What is too long to be written down.
    pub repeat: Option<Repeat>,
    /// What `cargo xtask check` says of it, which has no fence; for people.
    pub check: String,
    /// Whether it is the one of its kind, or of its exercise, that a sample tries.
    #[serde(default)]
    pub sample: bool,
    /// The parts of the exercise that it is about.
    #[serde(default)]
    pub parts: Vec<String>,
    /// Which budgets it wants to beat, if it wants to pass.
    #[serde(default)]
    pub budgets: Vec<Quantity>,
    /// What is expected to stop it, the first of them first:
    ///
    /// - `runner`: the harness, the report, and the comparison of answers
    /// - `limits`: time, memory, output, threads
    /// - `compile-fence`: what the compiler may read, write and use up
    /// - `language`: rules for the text of the file
    /// - `start-fence`: what a process may do before it seals itself
    /// - `seal`: what the process of a window may ask of the system
    /// - `outside-count`: the runner counts the calls of the allocator itself
    /// - `audit`: a look at the machine code before it runs, and at its resident memory
    #[serde(default)]
    pub layers: Vec<String>,
    /// The verdicts that are right for the whole exercise.
    #[serde(default)]
    pub expect: Vec<Verdict>,
    /// Whether it may also pass, with a flag for a person.
    #[serde(default)]
    pub flagged: bool,
    /// What it leaves on the machine if it is not stopped: a path, `process:COMMAND LINE`,
    /// or what arrives at `tcp:ADDRESS` or `udp:ADDRESS`. Paths are removed first.
    #[serde(default)]
    pub trace: Vec<String>,
}

/// Texts of an overlay of which there are more in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Repeat {
    /// How many there are of each.
    pub times: usize,
    /// What is there once in the overlay.
    pub texts: Vec<String>,
}

impl Corpus {
    /// Reads it, and lays each file on its base.
    pub fn read(workbook: &Workbook) -> Result<Self, Failure> {
        let root = workbook.root.join("xtask/tests/class/corpus");
        let shared = text_of(&root.join("shared.rs"))?;
        let (mut attacks, mut honest) = (Vec::new(), Vec::new());
        for folder in files(&root)?.iter().filter(|path| path.is_dir()) {
            for path in files(folder)? {
                let entry = Entry::read(&path, &shared, workbook)?;
                match entry.category.as_str() {
                    HONEST => honest.push(entry),
                    _ => attacks.push(entry),
                }
            }
        }
        Ok(Corpus { attacks, honest })
    }

    /// Leaves one attack of each kind, and one honest file of each exercise.
    pub fn keep_sample(&mut self) {
        self.attacks.retain(|attack| attack.keys.sample);
        self.honest.retain(|honest| honest.keys.sample);
    }

    /// Leaves those whose name or kind begins like this.
    pub fn keep_only(&mut self, beginning: &str) {
        let begins = |entry: &Entry| {
            entry.name.starts_with(beginning) || entry.category.starts_with(beginning)
        };
        self.attacks.retain(begins);
        self.honest.retain(begins);
    }

    /// The file of that name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let mut all = self.attacks.iter().chain(&self.honest);
        all.find(|entry| entry.name == name)
    }
}

impl Entry {
    fn read(path: &Path, shared: &str, workbook: &Workbook) -> Result<Self, Failure> {
        let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
        let text = text_of(path)?;
        let Stored {
            title,
            keys,
            head,
            items,
        } = Stored::<Keys>::parse(&text).map_err(wrong)?;
        let (id, base) = keys.on.split_once('/').unwrap_or((&keys.on, ""));
        let exercise = workbook.find(id)?;
        let texts = Texts::of(workbook, exercise, shared)?;
        let sources = texts.sources();
        let base = sources.named(base).map_err(wrong)?;
        let body = overlay::lay(&keys.repeated(items), base, &keys.without, sources);
        let word = |name: Option<&OsStr>| name.unwrap_or_default().to_string_lossy().into_owned();
        Ok(Entry {
            name: word(path.file_stem()),
            category: word(path.parent().and_then(Path::file_name)),
            aim: title,
            exercise: exercise.id.clone(),
            text: format!("{head}\n\n{}", body.map_err(wrong)?),
            keys,
        })
    }
}

impl Keys {
    fn repeated(&self, items: &str) -> String {
        let mut items = items.to_owned();
        if let Some(Repeat { times, texts }) = &self.repeat {
            for text in texts {
                items = items.replace(text, &text.repeat(*times));
            }
        }
        items
    }
}
