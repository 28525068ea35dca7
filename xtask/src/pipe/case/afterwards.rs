//! What is weighed once there is a grade: which lines cost what, how far the learner
//! came from the starter and since the attempt before, dhat's profile, and how small an
//! input gets a wrong answer. In: the grade. Out: more windows, and what they add to the
//! grade.

use std::collections::BTreeMap;
use std::path::PathBuf;

use meter_report::Counts;

use super::exercise_grade::ExerciseGrade;
use super::place::{Bench, Place, Role};
use super::smaller::{Search, Wanted};
use crate::failure::Failure;
use crate::pipe::explain::{Explain, Explaining, Next, Probe};
use crate::pipe::grade::{PartGrade, Verdict};
use crate::pipe::weigh::{Ending, Pass, Weighed, Window};
use crate::workbook::{Build, Part};

/// The name of dhat's profile.
pub const PROFILE: &str = "dhat-heap.json";

/// What is wanted beyond a verdict.
#[derive(Clone, Debug, Default)]
pub struct Extras {
    /// Whether a pass is also compared with the starter.
    pub compare: Compare,
    /// Which parts get a receipt.
    pub explain: Explain,
    /// Whether a wrong answer is shown by a small input.
    pub examples: Examples,
    /// The attempts that costs are compared with: by the exercise's id, then by part.
    pub earlier: BTreeMap<String, BTreeMap<String, Earlier>>,
    /// Where profiles go of parts that are to have one: below it, into a folder with
    /// the exercise's name. None for no profiles.
    pub profiles: Option<PathBuf>,
}

impl Extras {
    /// Nothing.
    pub fn none() -> Self {
        Extras {
            explain: Explain::Nothing,
            ..Extras::default()
        }
    }
}

/// What a wrong answer is shown by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Examples {
    /// The input that was weighed.
    #[default]
    Weighed,
    /// The smallest input that gets a wrong answer, too.
    Smallest,
}

/// What a pass is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// With the reference alone.
    #[default]
    Reference,
    /// Also with what the starter costs at the largest size.
    Starter,
}

/// An attempt in which a part was run.
#[derive(Clone, Copy, Debug)]
pub struct Earlier {
    /// What its inputs were made from.
    pub seed: u64,
    /// What came of the part.
    pub verdict: Verdict,
    /// What it cost at the largest size.
    pub counts: Option<Counts>,
}

impl Earlier {
    /// Whether it is the costs that tell what changed since.
    fn tells_by_costs(&self, part: &PartGrade) -> bool {
        let has_costs = matches!(part.verdict, Verdict::Pass | Verdict::OverBudget);
        has_costs && part.verdict == self.verdict && self.counts.is_some()
    }
}

/// A grade, and the windows that are weighed because of it.
#[derive(Debug)]
pub struct Afterwards<'w> {
    grade: ExerciseGrade<'w>,
    explaining: Explaining,
    starter: StarterRun,
    /// dhat's profiles that are still to be made, the next one last. All parts write to
    /// the same file, so they take turns, and the last part's stays.
    profiles: Vec<(Place, Window)>,
    /// The small inputs that are still looked for, by the number of the part.
    searches: BTreeMap<usize, Search>,
    /// How many windows of other roles than those of `explaining` there are to wait for.
    left: usize,
}

/// What is to be done about the starter's windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StarterRun {
    /// Nothing, or it is done.
    Settled,
    /// They are weighed as soon as the starter is built.
    Waiting,
}

impl<'w> Afterwards<'w> {
    /// What is to be weighed, now that there is a grade.
    pub fn of(
        grade: ExerciseGrade<'w>,
        explaining: Explaining,
        extras: &Extras,
        bench: &Bench<'w>,
    ) -> (Self, Vec<(Place, Window)>) {
        let starter = match (extras.compare, grade.verdict) {
            (Compare::Starter, Verdict::Pass) => StarterRun::Waiting,
            _ => StarterRun::Settled,
        };
        let mut afterwards = Afterwards {
            grade,
            explaining,
            starter,
            profiles: Vec::new(),
            searches: BTreeMap::new(),
            left: 0,
        };
        let mut windows = afterwards.start_starter(bench);
        let again = afterwards.again(extras, bench);
        afterwards.profiles = afterwards.profiles(extras, bench);
        afterwards.left += again.len() + afterwards.profiles.len();
        windows.extend(afterwards.start_stacks(bench));
        windows.extend(again);
        windows.extend(afterwards.profiles.pop());
        windows.extend(afterwards.start_searches(extras.examples, bench));
        (afterwards, windows)
    }

    /// The starter's windows, once the starter is built.
    pub fn start_starter(&mut self, bench: &Bench<'w>) -> Vec<(Place, Window)> {
        if self.starter == StarterRun::Settled
            || bench.executable(Role::Starter, Build::Release).is_none()
        {
            return Vec::new();
        }
        let mut windows = bench.windows(Role::Starter, Build::Release);
        windows.retain(|(place, _)| {
            let part = &bench.exercise().parts[place.window.part];
            !part.budget.is_empty() && part.sizes.last() == Some(&place.window.items)
        });
        self.starter = StarterRun::Settled;
        self.left += windows.len();
        windows
    }

    /// The starter will not be built any more.
    pub fn give_up_starter(&mut self) {
        self.starter = StarterRun::Settled;
    }

    /// One window for each part whose costs are compared: the code of now with the
    /// inputs of then.
    fn again(&self, extras: &Extras, bench: &Bench<'w>) -> Vec<(Place, Window)> {
        let Some(earlier) = extras.earlier.get(&self.grade.exercise.id) else {
            return Vec::new();
        };
        let window = |(index, part): (usize, &PartGrade)| {
            let earlier = earlier.get(&part.name)?;
            if !earlier.tells_by_costs(part) || earlier.seed == bench.seed {
                return None;
            }
            let (place, window) = bench.release(Role::Again, index, part.largest()?.items)?;
            let seed = earlier.seed;
            Some((place, Window { seed, ..window }))
        };
        let parts = self.grade.parts.iter().enumerate();
        parts.filter_map(window).collect()
    }

    /// One window for each part of which dhat's profile is wanted, the last part first.
    fn profiles(&mut self, extras: &Extras, bench: &Bench<'w>) -> Vec<(Place, Window)> {
        let Some(folder) = &extras.profiles else {
            return Vec::new();
        };
        let folder = folder.join(&self.grade.exercise.name);
        let parts = self.grade.exercise.parts.iter().enumerate();
        let wanted = parts.filter(|(_, part)| part.dhat_profile && !self.grade.parts.is_empty());
        let mut windows = Vec::new();
        for (index, part) in wanted {
            let file = folder.join(PROFILE);
            let made = std::fs::create_dir_all(&folder)
                .map_err(|error| Failure::io("make", &folder, &error).to_string());
            let window = bench.release(Role::Profile, index, middle_size(part));
            if let (Ok(()), Some((place, window))) = (&made, window) {
                let pass = Pass::Attribute(file.clone());
                windows.push((place, Window { pass, ..window }));
            }
            let profile = made.map(|()| file);
            self.grade.profiles.insert(part.name.clone(), profile);
        }
        windows.reverse();
        windows
    }

    /// The first window of each search for a small input.
    fn start_searches(&mut self, examples: Examples, bench: &Bench<'w>) -> Vec<(Place, Window)> {
        if examples == Examples::Weighed {
            return Vec::new();
        }
        let parts = self.grade.parts.iter().enumerate();
        let searches = parts.filter_map(|(number, part)| Some((number, Search::of(number, part)?)));
        self.searches = searches.collect();
        let searches = self.searches.values_mut();
        searches
            .filter_map(|search| wanted(search.next(), bench))
            .collect()
    }

    /// Takes in a window of a search. Returns the one that it needs next.
    fn search(
        &mut self,
        place: Place,
        weighed: Weighed,
        bench: &Bench<'w>,
    ) -> Option<(Place, Window)> {
        let number = place.window.part;
        let next = match place.role {
            Role::Input => {
                let search = self.searches.remove(&number)?;
                self.grade.parts[number].example = Some(search.into_example(weighed));
                return None;
            }
            Role::SmallerReference => {
                let part = &bench.exercise().parts[number];
                self.searches
                    .get_mut(&number)?
                    .note_reference(part, weighed)
            }
            _ => self.searches.get_mut(&number)?.note_subject(weighed),
        };
        let window = wanted(next, bench);
        if window.is_none() {
            self.searches.remove(&number);
        }
        window
    }

    /// The windows that tell which lines cost what.
    fn start_stacks(&mut self, bench: &Bench<'w>) -> Vec<(Place, Window)> {
        let parts = &bench.exercise().parts;
        match self.explaining.start(parts, &self.grade.parts) {
            Ok(probes) => {
                let window = |probe: Probe| {
                    let (place, window) = bench.release(Role::Stacks, probe.part, probe.items)?;
                    let pass = probe.pass;
                    Some((place, Window { pass, ..window }))
                };
                probes.into_iter().filter_map(window).collect()
            }
            Err(trouble) => {
                let named = parts.iter().map(|part| part.name.clone());
                let receipts = named.map(|name| (name, Err(trouble.clone())));
                self.grade.receipts.extend(receipts);
                Vec::new()
            }
        }
    }

    /// Takes in a window. Returns the one that is needed next.
    pub fn note(
        &mut self,
        place: Place,
        weighed: Weighed,
        bench: &Bench<'w>,
    ) -> Option<(Place, Window)> {
        let next = match place.role {
            Role::Stacks => self
                .explaining
                .note(place.window.part, place.window.items, &weighed),
            Role::Names => self.explaining.note_names(&weighed),
            Role::Smaller | Role::SmallerReference | Role::Input => {
                return self.search(place, weighed, bench);
            }
            // What is graded came before.
            Role::Subject | Role::Reference => return None,
            Role::Starter | Role::Again => {
                self.left -= 1;
                self.keep(place, &weighed.ending);
                return None;
            }
            Role::Profile => {
                self.left -= 1;
                self.keep(place, &weighed.ending);
                return self.profiles.pop();
            }
        };
        self.follow(next, place, bench)
    }

    /// Adds to the grade what a window showed.
    fn keep(&mut self, place: Place, ending: &Ending) {
        let part = self.grade.exercise.parts[place.window.part].name.clone();
        match (place.role, ending) {
            (Role::Profile, Ending::Returned(_)) => {}
            (Role::Profile, failed) => {
                let why = format!(
                    "{part} with {} items {}",
                    place.window.items,
                    failed.in_words()
                );
                self.grade.profiles.insert(part, Err(why));
            }
            (role, Ending::Returned(returned)) => {
                let costs = match role {
                    Role::Again => &mut self.grade.again,
                    _ => &mut self.grade.starter,
                };
                costs.extend(returned.counts.map(|counts| (part, counts)));
            }
            _ => {}
        }
    }

    fn follow(&mut self, next: Next, place: Place, bench: &Bench<'w>) -> Option<(Place, Window)> {
        let parts = &bench.exercise().parts;
        let name = |part: usize| parts[part].name.clone();
        match next {
            Next::Wait => {}
            Next::Names(pass) => {
                let role = Role::Names;
                let (place, window) = bench.window(Place { role, ..place })?;
                return Some((place, Window { pass, ..window }));
            }
            Next::Receipts(names) => {
                let all = self.explaining.receipts(&names, parts, &self.grade.parts);
                let named = all
                    .into_iter()
                    .map(|(part, receipts)| (name(part), receipts));
                self.grade.receipts.extend(named);
            }
            Next::Trouble(trouble) => {
                let parts = self.explaining.give_up().into_iter();
                let named = parts.map(|part| (name(part), Err(trouble.clone())));
                self.grade.receipts.extend(named);
            }
        }
        None
    }

    /// Whether nothing more is to be learned.
    pub fn is_done(&self) -> bool {
        self.left == 0
            && self.starter == StarterRun::Settled
            && self.explaining.is_done()
            && self.searches.is_empty()
    }

    /// The grade with all that was learned.
    pub fn into_grade(mut self) -> ExerciseGrade<'w> {
        self.grade.source = self.explaining.source();
        self.grade
    }
}

/// The window that a search wants.
fn wanted(wanted: Wanted, bench: &Bench<'_>) -> Option<(Place, Window)> {
    let Wanted {
        role,
        window,
        skipped,
        pass,
    } = wanted;
    let (place, window) = bench.window(Place { role, window })?;
    let window = Window {
        skipped,
        pass,
        ..window
    };
    Some((place, window))
}

/// dhat walks the stack at each allocation: a middle size shows as much as the largest.
pub fn middle_size(part: &Part) -> usize {
    part.sizes[part.sizes.len() / 2]
}
