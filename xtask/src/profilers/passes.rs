//! The passes that say where. In: a harness and one window of it. Out: dhat's
//! profile of the window and the order of its events, as files of the learner's.

use std::fs;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use explain::curve::Curve;
use meter_report::Counts;

use crate::failure::Failure;
use crate::pipe::case;
use crate::pipe::lock::TargetLock;
use crate::pipe::progress::Progress;
use crate::pipe::weigh::{self, Ending, Pass, Window};
use crate::pipe::{self, Order};
use crate::process::Limits;
use crate::workbook::{Exercise, Part};

/// Where dhat's profiles are looked at.
const VIEWER: &str = "https://nnethercote.github.io/dh_view/dh_view.html";

/// The name of the curve.
pub const CURVE: &str = "live-bytes.csv";

/// The parts that are meant, and how they are run.
pub struct Wanted<'o> {
    /// The part; none means every part with a budget.
    pub part: Option<&'o str>,
    /// The size of the input; none means a middle one.
    pub items: Option<usize>,
}

/// What is to be run.
pub struct Meant<'w> {
    /// One window of each part.
    pub windows: Vec<(&'w Part, Window)>,
    /// To be kept until they have run.
    pub lock: TargetLock,
}

/// Builds the exercise of an order with the learner's file, and names the windows that
/// are meant.
pub fn windows<'w>(
    order: &Order<'w>,
    exercise: &'w Exercise,
    wanted: &Wanted<'_>,
    progress: &dyn Progress,
) -> Result<Meant<'w>, Failure> {
    let parts = parts(exercise, wanted.part)?;
    let mut executable = None;
    let lock = TargetLock::take(order.target, progress, &order.limits.interrupt)?;
    pipe::run(order, &lock, progress, |grade| {
        executable = grade.executable;
    })?;
    let executable = executable.ok_or_else(|| {
        Failure::new(format!("{} cannot be run as it is", exercise.name))
            .next(format!("cargo xtask check {} says why", exercise.id))
    })?;
    let window = |part: &'w Part| Window {
        executable: executable.clone(),
        source: exercise.learner_file(),
        part: part.name.clone(),
        items: wanted.items.unwrap_or_else(|| case::middle_size(part)),
        seed: order.seed,
        skipped: 0,
        pass: Pass::Count,
    };
    let windows = parts.into_iter().map(|part| (part, window(part)));
    Ok(Meant {
        windows: windows.collect(),
        lock,
    })
}

/// The named part, or every one that is weighed.
fn parts<'w>(exercise: &'w Exercise, named: Option<&str>) -> Result<Vec<&'w Part>, Failure> {
    let weighed: Vec<&Part> = exercise
        .parts
        .iter()
        .filter(|part| !part.budget.is_empty())
        .collect();
    let names: Vec<&str> = weighed.iter().map(|part| part.name.as_str()).collect();
    let names = names.join(", ");
    let Some(named) = named else {
        return match weighed.is_empty() {
            true => Err(Failure::new(format!(
                "no part of {} has a budget, so there is nothing to profile",
                exercise.name
            ))),
            false => Ok(weighed),
        };
    };
    match weighed.into_iter().find(|part| part.name == named) {
        Some(part) => Ok(vec![part]),
        None if exercise.part(named).is_some() => Err(Failure::new(format!(
            "the part `{named}` has no budget: only its answer counts"
        ))
        .next(format!("parts that are weighed: {names}"))),
        None => Err(
            Failure::new(format!("{} has no part `{named}`", exercise.name))
                .next(format!("parts that are weighed: {names}")),
        ),
    }
}

/// Runs the window while dhat listens. The profile is written into `folder`.
pub fn attribute(
    window: &Window,
    folder: &Path,
    limits: &Limits,
) -> Result<(PathBuf, Option<Counts>), Failure> {
    let file = folder.join(case::PROFILE);
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    let counts = run(window, Pass::Attribute(file.clone()), limits)?;
    Ok((file, counts))
}

/// Runs the window while its events are written down. Their table goes into
/// `folder`.
pub fn trace(window: &Window, folder: &Path, limits: &Limits) -> Result<(PathBuf, Curve), Failure> {
    fs::create_dir_all(folder).map_err(|error| Failure::io("make", folder, &error))?;
    let scratch = tempfile::NamedTempFile::new_in(folder)
        .map_err(|error| Failure::io("write into", folder, &error))?;
    run(window, Pass::Trace(scratch.path().to_owned()), limits)?;
    let text =
        fs::read(scratch.path()).map_err(|error| Failure::io("read", scratch.path(), &error))?;
    let curve = Curve::read(&text).map_err(|error| {
        Failure::new(format!(
            "the harness wrote no events of {}: {error}",
            window.part
        ))
    })?;
    let file = folder.join(CURVE);
    let fail = |error: std::io::Error| Failure::io("write", &file, &error);
    let mut table = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    curve
        .write_csv(&mut BufWriter::new(table.as_file_mut()))
        .map_err(fail)?;
    table.persist(&file).map_err(|error| fail(error.error))?;
    Ok((file, curve))
}

fn run(window: &Window, pass: Pass, limits: &Limits) -> Result<Option<Counts>, Failure> {
    let window = Window {
        skipped: 0,
        pass,
        ..window.clone()
    };
    match weigh::weigh(&window, limits).ending {
        Ending::Returned(returned) => Ok(returned.counts),
        other => Err(Failure::new(format!(
            "{} with {} items {}",
            window.part,
            window.items,
            other.in_words()
        ))),
    }
}

/// How to open a profile in dhat's own viewer.
pub fn how_to_look() -> String {
    format!(
        "To look at it, open {VIEWER} (Debian's valgrind has a copy: \
         /usr/libexec/valgrind/dh_view.html), press Load and choose the file."
    )
}
