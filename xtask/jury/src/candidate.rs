//! What is judged. In: the folder of an exercise. Out: whole files, each with the verdict
//! that a good reviewer expects.
//!
//! - `right/*.rs` pass: other ways to the answer than the reference's.
//! - `wrong/*.rs` do not: wrong ideas, sloppy ones, and half of the way.
//! - `mutants.toml` has small changes of the reference, or of the starter.
//!
//! `shared.rs` beside these folders has items that several files take, by `use shared::…`.

use std::fmt;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::workbook::{Exercise, Workbook};

use crate::overlaid::{Stored, Texts, files, text_of};
use crate::overlay;

/// A file that is judged.
#[derive(Clone, Debug)]
pub struct Candidate<'w> {
    /// The exercise that it answers.
    pub exercise: &'w Exercise,
    /// What kind of answer it is.
    pub kind: Kind,
    /// What it is called.
    pub name: String,
    /// What it does.
    pub aim: String,
    /// The part that it is about.
    pub part: String,
    /// What is right to say of that part.
    pub verdict: Verdict,
    /// What is right to say of the line that costs most.
    pub finding: Expected,
    /// Whether it is tried in each check of the rules.
    pub sample: bool,
    /// The whole file.
    pub text: String,
}

/// The finding that a reviewer expects of the costliest line that has one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Expected {
    /// Nobody said.
    #[default]
    Any,
    /// None: the lines are shown, and nothing is said of them.
    Silence,
    /// That of this rule, or of this mistake.
    Named(String),
}

impl Expected {
    /// `none`, or a name.
    fn read(name: Option<String>) -> Self {
        match name {
            None => Expected::Any,
            Some(name) if name == "none" => Expected::Silence,
            Some(name) => Expected::Named(name),
        }
    }

    /// Whether this is it.
    pub fn is(&self, found: Option<&str>) -> bool {
        match self {
            Expected::Any => true,
            Expected::Silence => found.is_none(),
            Expected::Named(name) => found == Some(name),
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Expected::Any => "any finding",
            Expected::Silence => "no finding",
            Expected::Named(name) => name,
        })
    }
}

/// What kind of answer a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A right one.
    Right,
    /// A wrong or a sloppy one.
    Wrong,
    /// The reference with a small mistake.
    Mutant,
    /// The reference with a small change that changes nothing.
    Equivalent,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Right => "right",
            Kind::Wrong => "wrong",
            Kind::Mutant => "mutant",
            Kind::Equivalent => "equivalent",
        })
    }
}

/// The keys of a right answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RightKeys {
    /// `reference`, `starter`, or `nothing`.
    on: String,
    part: String,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    sample: bool,
}

/// The keys of any other one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrongKeys {
    on: String,
    part: String,
    verdict: Verdict,
    /// The finding of the costliest line that has one, or `none`.
    finding: Option<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    sample: bool,
}

impl From<RightKeys> for WrongKeys {
    fn from(keys: RightKeys) -> Self {
        WrongKeys {
            on: keys.on,
            part: keys.part,
            verdict: Verdict::Pass,
            finding: None,
            without: keys.without,
            sample: keys.sample,
        }
    }
}

/// The file of mutants.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutants {
    #[serde(default)]
    mutant: Vec<Mutant>,
}

/// A text, and what stands in its place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mutant {
    /// What is wrong with it.
    what: String,
    part: String,
    /// `reference` or `starter`.
    #[serde(default = "reference")]
    on: String,
    /// Stands in the file exactly once.
    find: String,
    replace: String,
    #[serde(default = "wrong_answer")]
    verdict: Verdict,
    /// The finding of the costliest line that has one, or `none`.
    finding: Option<String>,
    /// Why it is as good as the original, if it is: it passes then.
    equivalent: Option<String>,
    #[serde(default)]
    sample: bool,
}

fn reference() -> String {
    "reference".to_owned()
}

fn wrong_answer() -> Verdict {
    Verdict::WrongAnswer
}

/// All candidates of an exercise, by kind and name.
pub fn of<'w>(workbook: &Workbook, exercise: &'w Exercise) -> Result<Vec<Candidate<'w>>, Failure> {
    let root = workbook.root.join("xtask/tests/jury");
    let folder = root.join(&exercise.id);
    let texts = Texts::of(workbook, exercise, &text_of(&root.join("shared.rs"))?)?;
    let mut all = Vec::new();
    for path in listed(&folder.join("right"))? {
        all.push(overlaid::<RightKeys>(&path, exercise, &texts, Kind::Right)?);
    }
    for path in listed(&folder.join("wrong"))? {
        all.push(overlaid::<WrongKeys>(&path, exercise, &texts, Kind::Wrong)?);
    }
    let path = folder.join("mutants.toml");
    if path.exists() {
        let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
        let mutants: Mutants =
            toml::from_str(&text_of(&path)?).map_err(|error| wrong(error.to_string()))?;
        for (at, mutant) in mutants.mutant.into_iter().enumerate() {
            all.push(mutated(at + 1, mutant, exercise, &texts).map_err(wrong)?);
        }
    }
    Ok(all)
}

/// What is in a folder, if it is there.
fn listed(folder: &Path) -> Result<Vec<std::path::PathBuf>, Failure> {
    match folder.exists() {
        true => files(folder),
        false => Ok(Vec::new()),
    }
}

fn overlaid<'w, K: DeserializeOwned + Into<WrongKeys>>(
    path: &Path,
    exercise: &'w Exercise,
    texts: &Texts,
    kind: Kind,
) -> Result<Candidate<'w>, Failure> {
    let wrong = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let text = text_of(path)?;
    let stored = Stored::<K>::parse(&text).map_err(wrong)?;
    let keys: WrongKeys = stored.keys.into();
    let sources = texts.sources();
    let base = sources.named(&keys.on).map_err(wrong)?;
    let body = overlay::lay(stored.items, base, &keys.without, sources).map_err(wrong)?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let candidate = Candidate {
        exercise,
        kind,
        name: name.into_owned(),
        aim: stored.title,
        part: keys.part,
        verdict: keys.verdict,
        finding: Expected::read(keys.finding),
        sample: keys.sample,
        text: format!("{}\n\n{body}", stored.head),
    };
    candidate.checked().map_err(wrong)
}

fn mutated<'w>(
    number: usize,
    mutant: Mutant,
    exercise: &'w Exercise,
    texts: &Texts,
) -> Result<Candidate<'w>, String> {
    let wrong = |what: String| format!("mutant {number}, \"{}\": {what}", mutant.what);
    let base = texts.sources().named(&mutant.on).map_err(wrong)?;
    let times = base.matches(&mutant.find).count();
    if times != 1 {
        return Err(wrong(format!(
            "expected `{}` once in the {}, found it {times} times",
            mutant.find, mutant.on
        )));
    }
    let (kind, verdict) = match &mutant.equivalent {
        Some(_) => (Kind::Equivalent, Verdict::Pass),
        None => (Kind::Mutant, mutant.verdict),
    };
    let candidate = Candidate {
        exercise,
        kind,
        name: format!("mutant-{number}"),
        aim: mutant.what.clone(),
        part: mutant.part.clone(),
        verdict,
        finding: Expected::read(mutant.finding.clone()),
        sample: mutant.sample,
        text: base.replace(&mutant.find, &mutant.replace),
    };
    candidate.checked().map_err(wrong)
}

impl<'w> Candidate<'w> {
    fn checked(self) -> Result<Self, String> {
        let Candidate { part, kind, .. } = &self;
        if self.exercise.part(part).is_none() {
            return Err(format!("{} has no part `{part}`", self.exercise.id));
        }
        if matches!(kind, Kind::Wrong | Kind::Mutant) && self.verdict == Verdict::Pass {
            return Err(format!("a {kind} answer that passes is none"));
        }
        let is_over = self.verdict == Verdict::OverBudget;
        if *kind == Kind::Wrong && is_over && self.finding == Expected::Any {
            return Err(
                "expected `finding` where the verdict is over-budget: the name \
                 of a rule or of a mistake, or `none` where silence is right"
                    .to_owned(),
            );
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_exercise_has_a_jury_of_both_kinds_and_a_sample_of_each_part() {
        let workbook = Workbook::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("a workbook");
        for exercise in &workbook.exercises {
            let all = of(&workbook, exercise).expect("candidates");
            for (kind, least) in [(Kind::Right, 10), (Kind::Wrong, 10), (Kind::Mutant, 20)] {
                let count = all.iter().filter(|it| it.kind == kind).count();
                assert!(count >= least, "{}: {count} of {kind}", exercise.id);
            }
            for part in &exercise.parts {
                let mut of_part = all.iter().filter(|it| it.part == part.name);
                assert!(
                    of_part.any(|it| it.sample),
                    "{} {}: no sample",
                    exercise.id,
                    part.name
                );
            }
        }
    }
}
