//! Another compiler. In: its name. Out: a repository in which everything that belongs to
//! a compiler belongs to that one, and an account of what has changed.
//!
//! ```text
//! pin ─► measurements ─► library ─► profiles ─► goldens ─► explain ─► account
//! ```
//!
//! It is a client of the runner, in the crate that measures the book: no learner compiles
//! it. This program was built by the old toolchain. Each step is a command of its own, in
//! which cargo and the compiler are the new one's.

mod account;
mod pin;
mod state;
mod steps;
mod toolchain;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use xtask::failure::Failure;
use xtask::session::target_folder;
use xtask::workbook::Workbook;

use crate::context::{Context, ensure};
use crate::record::Measurements;
use state::State;
use steps::{Bump, MEASUREMENTS, PIN, STEPS, Step};
use toolchain::Toolchain;
use tree::Tree;

/// The learner's state, which the checks of a bump write to.
const LEARNER: &str = ".workbook";

/// Brings the workbook around this folder to another compiler.
pub fn run(start: &Path, version: &str) -> Result<ExitCode, Failure> {
    let workbook = Workbook::open(start)?;
    let root = &workbook.root;
    ensure(pin::is_name(version), || {
        format!("`{version}` is no name of a toolchain, as `1.96.0` and `nightly` are")
    })?;
    let tree = Tree(root);
    let file = state_file(&workbook)?;
    let mut state = taken_up(&file, version, tree)?;
    let toolchain = Toolchain::find(root, version)?;
    let pinned = pinned(root)?;
    let recorded = Measurements::read(&root.join(MEASUREMENTS))?
        .recorded
        .target;
    ensure(recorded == toolchain.target, || {
        format!(
            "the figures are of {recorded}, and {version} compiles for {}: bump on such a machine",
            toolchain.target
        )
    })?;
    let bump = Bump {
        root,
        version,
        toolchain,
    };
    println!("from {pinned} to {version}");
    let begun = Instant::now();
    let had_learner = root.join(LEARNER).exists();
    let result = carry_out(&bump, tree, &file, &mut state);
    if !had_learner {
        // What the checks wrote there is nobody's attempt. Without it, all is the same.
        let _ = fs::remove_dir_all(root.join(LEARNER));
    }
    result?;
    account::print(&bump, tree)?;
    println!("took {} s", begun.elapsed().as_secs());
    Ok(ExitCode::SUCCESS)
}

/// The steps that are not done yet. After each, what differs from the commit is noted.
fn carry_out(
    bump: &Bump<'_>,
    tree: Tree<'_>,
    file: &Path,
    state: &mut State,
) -> Result<(), Failure> {
    for (number, step) in (1..).zip(STEPS) {
        let title = format!("{number} of {}: {}, {}", STEPS.len(), step.name, step.about);
        if state.done.iter().any(|done| done == step.name) {
            println!("{title}: done before");
            continue;
        }
        println!("{title}");
        state.begun = Some(step.name.to_owned());
        state.write(file)?;
        let begun = Instant::now();
        (step.run)(bump).map_err(|failure| failed(step, bump.version, &failure))?;
        println!("  {} s", begun.elapsed().as_secs());
        state.begun = None;
        state.done.push(step.name.to_owned());
        state.files = tree.changed()?;
        // What nobody but a person writes is theirs, also if they wrote it meanwhile.
        state
            .files
            .retain(|path, _| STEPS.iter().any(|step| step.writes(path)));
        state.write(file)?;
    }
    Ok(())
}

fn failed(step: &Step, version: &str, failure: &Failure) -> Failure {
    Failure::new(format!("the step `{}` failed: {failure}", step.name)).next(format!(
        "{}. `cargo xtask bump {version}` then goes on with this step; \
         `git restore .` gives the bump up",
        step.next
    ))
}

/// Where the state of a bump is.
fn state_file(workbook: &Workbook) -> Result<PathBuf, Failure> {
    let folder = target_folder(workbook);
    fs::create_dir_all(&folder).map_err(|error| Failure::io("make", &folder, &error))?;
    let root = workbook.root.to_string_lossy();
    // Clones may share a target folder.
    let name = xtask::pipe::stage::short_hash(&root);
    Ok(folder.join(format!("bump-{name:08x}.json")))
}

/// The compiler that is pinned now.
fn pinned(root: &Path) -> Result<String, Failure> {
    let path = root.join(PIN);
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let channel = pin::channel(&text);
    let channel = channel.with_context(|| {
        format!("{PIN}: expected the compiler's name in a line `channel = \"…\"`, found none")
    })?;
    Ok(channel.to_owned())
}

/// The state of the bump that this one goes on with, or a new one. Refuses to touch what
/// somebody wrote.
fn taken_up(file: &Path, version: &str, tree: Tree<'_>) -> Result<State, Failure> {
    let changed = tree.changed()?;
    let before = State::read(file).filter(|_| !changed.is_empty());
    let same = before.as_ref().filter(|state| state.version == version);
    let Some(state) = same else {
        let others: Vec<&str> = changed.keys().map(String::as_str).collect();
        let unfinished = before.map(|state| state.version);
        return match others.is_empty() {
            true => Ok(State {
                version: version.to_owned(),
                ..State::default()
            }),
            false => Err(dirty(&others, unfinished.as_deref())),
        };
    };
    let begun = STEPS
        .iter()
        .find(|step| state.begun.as_deref() == Some(step.name));
    let may_write = |path: &str| begun.is_some_and(|step| step.writes(path));
    let others = state.not_ours(&changed, may_write);
    if !others.is_empty() {
        return Err(dirty(&others, None));
    }
    let mut state = state.clone();
    if !state.still_holds(&changed, may_write) {
        state.done.clear();
    }
    Ok(state)
}

/// How many files are named.
const NAMED: usize = 5;

fn dirty(files: &[&str], unfinished: Option<&str>) -> Failure {
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let named = files[..files.len().min(NAMED)].join(", ");
    let failure = Failure::new(format!(
        "these files are not as they were committed, and a bump would write over what is in \
         them: {named}{more}"
    ));
    match unfinished {
        Some(version) => failure.next(format!(
            "they may be of a bump to {version}: commit them, or go on with \
             `cargo xtask bump {version}`, or give it up with `git restore .`"
        )),
        None => failure.next("commit or stash them, and run it again"),
    }
}
