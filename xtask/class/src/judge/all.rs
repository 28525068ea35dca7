//! From a class to records. In: what was handed in. Out: a record for each student and
//! exercise, each on the disk before the next one counts.
//!
//! Equal files are judged once. What an earlier run has written under the same rules
//! is not judged again. A fault of the machine is waited out, and never a zero: see
//! [`again`](crate::judge::again).

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::schema::Schema;
use xtask::workbook::{Exercise, Workbook};

use crate::judge::Judgement;
use crate::judge::again::{Patience, judge_patiently};
use crate::judge::setup::Setup;
use crate::ledger::record::{ExerciseOutcome, Proof, Record};
use crate::ledger::{Ledger, read_source};

/// One student's exercise, as it was handed in.
#[derive(Clone, Debug)]
pub struct StudentExercise {
    /// The student's name as reports show it.
    pub student: String,
    /// `ex3`.
    pub exercise: String,
    /// What there is.
    pub handed: Kept,
}

/// What a student handed in for an exercise.
#[derive(Clone, Debug)]
pub enum Kept {
    /// Nothing.
    Nothing,
    /// A file that is not fit to be compiled.
    Unfit {
        /// Its path below the folder of submissions.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file, whose text the ledger keeps.
    File {
        /// Its path below the folder of submissions.
        file: String,
        /// Its SHA-256, in hexadecimal.
        sha256: String,
    },
}

/// Whoever wants to know how far it is.
pub trait JudgingProgress {
    /// So many files are to be judged.
    fn begin(&self, files: usize);
    /// One more is.
    fn judged(&self);
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Files that were judged now.
    pub judged: usize,
    /// Records that were there already.
    pub kept: usize,
    /// Exercises that the grader could not judge.
    pub broken: usize,
}

/// What a file is judged by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ExerciseFile {
    exercise: String,
    sha256: String,
}

/// Who handed a file in: student and path.
type Senders = Vec<(String, String)>;

/// Judges all submissions and writes their records.
pub fn run(
    workbook: &Workbook,
    setup: &Setup,
    submissions: Vec<StudentExercise>,
    ledger: &mut Ledger,
    workers: usize,
    progress: &dyn JudgingProgress,
) -> Result<Done, Failure> {
    let maker = RecordMaker { setup };
    let mut done = Done::default();
    let mut files: BTreeMap<ExerciseFile, Senders> = BTreeMap::new();
    for submission in submissions {
        let StudentExercise {
            student,
            exercise,
            handed,
        } = submission;
        let before = ledger.find(&student, &exercise)?;
        match handed {
            Kept::Nothing => {
                let record = maker.record(&student, &exercise, None, ExerciseOutcome::NotSent);
                done.kept += keep_or_add(ledger, before, record)?;
            }
            Kept::Unfit { file, why } => {
                let outcome = ExerciseOutcome::Graded {
                    verdict: Verdict::Rejected,
                    message: Some(why),
                    parts: Vec::new(),
                };
                let record = maker.record(&student, &exercise, Some((file, None)), outcome);
                done.kept += keep_or_add(ledger, before, record)?;
            }
            Kept::File { file, sha256 } => {
                if before.is_some_and(|before| maker.still_holds(&before, &file, &sha256)) {
                    done.kept += 1;
                    continue;
                }
                let key = ExerciseFile { exercise, sha256 };
                files.entry(key).or_default().push((student, file));
            }
        }
    }
    take_from_equal_files(&maker, ledger, &mut files)?;
    let scratch = ledger.scratch()?;
    let sources: &Ledger = ledger;
    let jobs: VecDeque<(ExerciseFile, String, Senders)> = files
        .into_iter()
        .map(|(key, senders)| {
            let path = sources.source(&key.sha256).display().to_string();
            (key, path, senders)
        })
        .collect();
    progress.begin(jobs.len());
    let jobs = Mutex::new(jobs);
    let patience = Patience::of(Patience::USUAL);
    let mut result = Ok(());
    thread::scope(|scope| {
        let (told, news) = channel();
        for _ in 0..workers.max(1) {
            let told = told.clone();
            let jobs = &jobs;
            let worker = Worker {
                workbook,
                setup,
                scratch: &scratch,
                patience: &patience,
            };
            scope.spawn(move || worker.work(jobs, &told));
        }
        drop(told);
        for judged in news {
            if result.is_err() {
                continue;
            }
            result = write_down(&maker, ledger, judged, &mut done);
            if result.is_err() {
                // What cannot be written need not be judged.
                jobs.lock().unwrap_or_else(PoisonError::into_inner).clear();
            }
            progress.judged();
        }
    });
    result.map(|()| done)
}

/// One file, judged for some of those who handed it in.
struct Judged {
    key: ExerciseFile,
    senders: Senders,
    came: Result<Judgement, Failure>,
    took_ms: u64,
}

/// Who judges one file after the other.
struct Worker<'a> {
    workbook: &'a Workbook,
    setup: &'a Setup,
    scratch: &'a Path,
    patience: &'a Patience,
}

impl Worker<'_> {
    /// Judges until nothing is left.
    fn work(&self, jobs: &Mutex<VecDeque<(ExerciseFile, String, Senders)>>, told: &Sender<Judged>) {
        loop {
            let next = jobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let Some((key, path, mut senders)) = next else {
                return;
            };
            let Ok(exercise) = self.workbook.find(&key.exercise) else {
                continue;
            };
            // What may come out otherwise next time is judged for each student.
            while !senders.is_empty() {
                let start = Instant::now();
                let text = read_source(Path::new(&path), &key.sha256);
                let came = text.and_then(|text| self.judge_twice(exercise, &text));
                let is_for_all = came.as_ref().is_ok_and(|came| !came.may_differ());
                let rest = if is_for_all {
                    Vec::new()
                } else {
                    senders.split_off(1)
                };
                let judged = Judged {
                    key: key.clone(),
                    senders: std::mem::replace(&mut senders, rest),
                    came,
                    took_ms: start.elapsed().as_millis() as u64,
                };
                // Nobody listens when the results cannot be written.
                if told.send(judged).is_err() {
                    return;
                }
            }
        }
    }

    /// Judges, and judges again what may have been the machine's doing.
    fn judge_twice(&self, exercise: &Exercise, text: &str) -> Result<Judgement, Failure> {
        let once = || judge_patiently(self.setup, exercise, text, self.scratch, self.patience);
        let first = once()?;
        if !first.may_differ() {
            return Ok(first);
        }
        let second = once()?;
        // The better one: a slow moment is not the student's.
        Ok(if second.verdict < first.verdict {
            second
        } else {
            first
        })
    }
}

/// Gives files that were judged in an earlier run the same result.
fn take_from_equal_files(
    maker: &RecordMaker<'_>,
    ledger: &mut Ledger,
    files: &mut BTreeMap<ExerciseFile, Senders>,
) -> Result<(), Failure> {
    if files.is_empty() {
        return Ok(());
    }
    let keys: Vec<(String, String)> = ledger.keys().cloned().collect();
    for (student, exercise) in keys {
        let Some(known) = ledger.find(&student, &exercise)? else {
            continue;
        };
        let Some(sha256) = known.proof.source.clone() else {
            continue;
        };
        let key = ExerciseFile { exercise, sha256 };
        let file = known.proof.file.clone().unwrap_or_default();
        let Some(judgement) = judgement_of(&known) else {
            continue;
        };
        if judgement.may_differ() || !maker.still_holds(&known, &file, &key.sha256) {
            continue;
        }
        for (student, file) in files.remove(&key).unwrap_or_default() {
            let record = maker.judged(&student, &key, file, &judgement, 0);
            ledger.add(&record)?;
        }
    }
    Ok(())
}

fn judgement_of(record: &Record) -> Option<Judgement> {
    match &record.outcome {
        ExerciseOutcome::Graded {
            verdict,
            message,
            parts,
        } => Some(Judgement {
            verdict: *verdict,
            message: message.clone(),
            parts: parts.clone(),
            flags: record.flags.clone(),
        }),
        ExerciseOutcome::NotSent | ExerciseOutcome::Broken { .. } => None,
    }
}

fn write_down(
    maker: &RecordMaker<'_>,
    ledger: &mut Ledger,
    judged: Judged,
    done: &mut Done,
) -> Result<(), Failure> {
    done.judged += 1;
    for (student, file) in judged.senders {
        let record = match &judged.came {
            Ok(judgement) => maker.judged(&student, &judged.key, file, judgement, judged.took_ms),
            Err(failure) => {
                done.broken += 1;
                let message = failure.to_string();
                let place = Some((file, Some(judged.key.sha256.clone())));
                let outcome = ExerciseOutcome::Broken { message };
                maker.record(&student, &judged.key.exercise, place, outcome)
            }
        };
        ledger.add(&record)?;
    }
    Ok(())
}

/// Adds a record, unless the one before says the same. Returns how many were kept.
fn keep_or_add(
    ledger: &mut Ledger,
    before: Option<Record>,
    record: Record,
) -> Result<usize, Failure> {
    let same = before.is_some_and(|before| {
        let mut before = before;
        before.proof.at = record.proof.at;
        before == record
    });
    if same {
        return Ok(1);
    }
    ledger.add(&record).map(|()| 0)
}

/// Fills in what all records have.
struct RecordMaker<'a> {
    setup: &'a Setup,
}

impl RecordMaker<'_> {
    fn record(
        &self,
        student: &str,
        exercise: &str,
        file: Option<(String, Option<String>)>,
        outcome: ExerciseOutcome,
    ) -> Record {
        let (file, source) = match file {
            Some((file, source)) => (Some(file), source),
            None => (None, None),
        };
        let fingerprints = &self.setup.toolchain.fingerprints;
        Record {
            schema: Schema,
            student: student.to_owned(),
            exercise: exercise.to_owned(),
            outcome,
            flags: Vec::new(),
            proof: Proof {
                file,
                source,
                exercise: fingerprints.get(exercise).cloned().unwrap_or_default(),
                toolchain: self.setup.toolchain.version.clone(),
                policy: self.setup.policy.fingerprint(),
                isolation: self.setup.policy.isolation(),
                seed: self.setup.seed,
                limits: self.setup.policy.limits,
                at: SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .map_or(0, |since| since.as_secs()),
                took_ms: 0,
            },
        }
    }

    fn judged(
        &self,
        student: &str,
        key: &ExerciseFile,
        file: String,
        judgement: &Judgement,
        took_ms: u64,
    ) -> Record {
        let outcome = ExerciseOutcome::Graded {
            verdict: judgement.verdict,
            message: judgement.message.clone(),
            parts: judgement.parts.clone(),
        };
        let place = Some((file, Some(key.sha256.clone())));
        let mut record = self.record(student, &key.exercise, place, outcome);
        record.flags = judgement.flags.clone();
        record.proof.took_ms = took_ms;
        record
    }

    /// Whether a record was made of this file, under the rules of now.
    fn still_holds(&self, record: &Record, file: &str, sha256: &str) -> bool {
        let fingerprints = &self.setup.toolchain.fingerprints;
        let proof = &record.proof;
        !matches!(record.outcome, ExerciseOutcome::Broken { .. })
            && proof.file.as_deref() == Some(file)
            && proof.source.as_deref() == Some(sha256)
            && Some(&proof.exercise) == fingerprints.get(&record.exercise)
            && proof.toolchain == self.setup.toolchain.version
            && proof.policy == self.setup.policy.fingerprint()
            && proof.seed == self.setup.seed
    }
}
