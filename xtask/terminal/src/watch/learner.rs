//! Where the learner stands, as the watcher needs it. In: what is on disk. Out:
//! the exercise to begin with, the next one, and how many parts pass.

use xtask::failure::Failure;
use xtask::learner::standing::{Standing, State};
use xtask::session::Session;
use xtask::style::{ColourChoice, parts_pass};

use crate::watch::bar::PartsPassed;

/// Reads again what is on disk, each time.
pub struct Learner {
    colour: ColourChoice,
}

impl Learner {
    /// Nothing is read yet.
    pub fn new(colour: ColourChoice) -> Self {
        Learner { colour }
    }

    /// When to colour.
    pub fn colour(&self) -> ColourChoice {
        self.colour
    }

    /// The exercise to begin with: the one that is named, or the first that does
    /// not pass yet. None, if all pass.
    pub fn first(&self, named: Option<&str>) -> Result<Option<Standing>, Failure> {
        let session = Session::open(self.colour)?;
        let all = session.standing();
        let Some(word) = named else {
            return Ok(all.into_iter().find(|e| e.state == State::Open));
        };
        let name = &session.workbook.find(word)?.name;
        Ok(all.into_iter().find(|e| e.name == *name))
    }

    /// The next exercise that does not pass yet, after this one, and then from the
    /// beginning.
    pub fn next(&self, exercise: &Standing) -> Option<Standing> {
        next(&self.all(), &exercise.name).cloned()
    }

    /// The verdict of the latest check of an exercise, in a line; empty before the first.
    pub fn verdict(&self, exercise: &Standing) -> String {
        let Ok(session) = Session::open_again(self.colour) else {
            return String::new();
        };
        let Some(latest) = session.history.latest(&exercise.id) else {
            return String::new();
        };
        let head = format!("{}: {}", exercise.name, latest.verdict.word());
        match latest.parts.len() {
            0 => head,
            all => format!("{head}, {}", parts_pass(latest.passed(), all)),
        }
    }

    /// How many parts of all exercises pass.
    pub fn parts_passed(&self) -> PartsPassed {
        let all = self.all();
        PartsPassed {
            passed: all.iter().map(|exercise| exercise.passed).sum(),
            all: all.iter().map(|exercise| exercise.parts.len()).sum(),
        }
    }

    /// A workbook that cannot be read now has told so at the check before.
    fn all(&self) -> Vec<Standing> {
        Session::open_again(self.colour).map_or_else(|_| Vec::new(), |session| session.standing())
    }
}

fn next<'p>(all: &'p [Standing], name: &str) -> Option<&'p Standing> {
    let at = all.iter().position(|exercise| exercise.name == name)?;
    let (before, from) = all.split_at(at);
    from[1..]
        .iter()
        .chain(before)
        .find(|exercise| exercise.state == State::Open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exercise(id: &str, state: State) -> Standing {
        Standing {
            id: id.to_owned(),
            name: id.to_owned(),
            topic: String::new(),
            file: "lib.rs".into(),
            shown: "lib.rs".to_owned(),
            parts: Vec::new(),
            passed: 0,
            state,
        }
    }

    #[test]
    fn the_next_one_is_open_and_another_one() {
        use State::{Open, Passes};
        for (states, from, expected) in [
            ([Passes, Open, Open], "ex1", Some("ex2")),
            ([Open, Passes, Open], "ex1", Some("ex3")),
            ([Open, Passes, Passes], "ex3", Some("ex1")),
            ([Open, Passes, Passes], "ex1", None),
            ([Passes, Passes, Passes], "ex2", None),
        ] {
            let all: Vec<Standing> = states
                .into_iter()
                .zip(["ex1", "ex2", "ex3"])
                .map(|(state, id)| exercise(id, state))
                .collect();
            let found = next(&all, from).map(|exercise| exercise.id.as_str());
            assert_eq!(found, expected, "{states:?} {from}");
        }
    }
}
