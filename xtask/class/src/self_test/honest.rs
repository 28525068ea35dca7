//! Whether an honest file gets what it gets at home. In: the file. Out: what differs
//! between `cargo xtask check --file` and the class.

use std::path::PathBuf;

use xtask::bar::{Bar, Show};
use xtask::failure::Failure;
use xtask::interrupt::Interrupt;
use xtask::pipe;
use xtask::pipe::case::ExerciseGrade;
use xtask::pipe::lock::TargetLock;
use xtask::pipe::stage::{Author, Submission};
use xtask::session::Session;
use xtask::workbook::{Exercise, Threads};

use crate::corpus::Entry;
use crate::judge::setup::Setup;
use crate::judge::{judge, records};

/// What differs, a line each.
pub fn differences(
    setup: &Setup,
    session: &Session,
    honest: &Entry,
) -> Result<Vec<String>, Failure> {
    let exercise = session.workbook.find(&honest.exercise)?;
    let here = judge(setup, exercise, &honest.text, &std::env::temp_dir());
    let here = here.map_err(|fault| fault.failure)?;
    let fail = |error: std::io::Error| Failure::new(format!("no scratch file: {error}"));
    let copy = tempfile::Builder::new().suffix(".rs").tempfile();
    let copy = copy.map_err(fail)?;
    std::fs::write(copy.path(), &honest.text).map_err(fail)?;
    // The compiler names files without links on the way.
    let path = copy.path().canonicalize().map_err(fail)?;
    let home = at_home(session, exercise, path, setup.seed)?;
    let mut differences = Vec::new();
    if here.verdict != home.verdict {
        differences.push(format!(
            "{} here, {} at home",
            here.verdict.word(),
            home.verdict.word()
        ));
    }
    for (here, home) in here.parts.iter().zip(&home.parts) {
        let home = records::part(home, "item", None, &[]);
        if here.verdict != home.verdict {
            differences.push(format!(
                "{}: {} here, {} at home",
                home.name,
                here.verdict.word(),
                home.verdict.word()
            ));
        }
        let threads = exercise
            .part(&home.name)
            .map_or(Threads::One, |part| part.threads);
        for (here, home_window) in here.windows.iter().zip(&home.windows) {
            let counts = home_window.counts.as_ref();
            for (name, count) in here.counts.iter().flatten() {
                // How high the sum of several threads gets is a matter of their order.
                let is_chance = threads == Threads::Many && name == "peak_bytes";
                let at_home = counts.and_then(|counts| counts.get(name));
                if at_home != Some(count) && !is_chance {
                    differences.push(format!(
                        "{}, {} items, {}: {count} {name} here, {at_home:?} at home",
                        home.name, home_window.items, home_window.build
                    ));
                }
            }
        }
    }
    if here.parts.len() != home.parts.len() {
        differences.push("not the same parts".to_owned());
    }
    Ok(differences)
}

/// The grade that `check --file` gives.
fn at_home<'w>(
    session: &'w Session,
    exercise: &'w Exercise,
    path: PathBuf,
    seed: u64,
) -> Result<ExerciseGrade<'w>, Failure> {
    let author = Author::File(path);
    let order = session.order(vec![Submission { exercise, author }], seed)?;
    let bar = Bar::new(Show::Never);
    let lock = TargetLock::take(order.target, &bar, &Interrupt::NEVER)?;
    let mut grades = Vec::new();
    pipe::run(&order, &lock, &bar, |grade| grades.push(grade))?;
    grades
        .pop()
        .ok_or_else(|| Failure::new("check graded nothing"))
}
