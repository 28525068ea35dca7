//! Records the profiles that the tests read, in `tests/profiles`.
//!
//! ```console
//! $ cargo xtask check; cargo xtask check --solutions
//! $ cargo run --release -p explain --example record
//! ```
//!
//! With the word `samples` at its end it records those alone. The exercises must be as they were handed out: it is the harnesses of those two
//! checks that are run. The samples also run under valgrind, if there is one.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use record::{Outcome, Recorder, Subject, parts, run, weighing};

#[path = "../tests/support/fingerprint.rs"]
mod fingerprint;
#[path = "../tests/support/record.rs"]
mod record;

/// Where the samples are built.
const SCRATCH: &str = "target/profiles";

/// The book's programs that are recorded, and where they are.
const LISTINGS: [(&str, &str); 4] = [
    ("ch01/drive", "ch01"),
    ("ch05/copied", "ch05/units"),
    ("ch06/tracks_unsaid", "ch06/tracks"),
    ("ch08/with_entry", "ch08"),
];

fn main() -> Outcome<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    env::set_current_dir(&root)?;
    fs::create_dir_all(SCRATCH)?;
    let recorder = Recorder {
        into: root.join("xtask/explain/tests/profiles"),
        raw: root.join(SCRATCH).join("raw.json"),
        root,
    };
    if env::args().nth(1).as_deref() == Some("samples") {
        return samples(&recorder);
    }
    exercises(&recorder)?;
    listings(&recorder)?;
    samples(&recorder)
}

/// Every part with a budget, the starter and the reference, at every size.
fn exercises(recorder: &Recorder) -> Outcome<()> {
    for entry in fs::read_dir("exercises")? {
        let folder = entry?.path();
        let exercise = name_of(&folder);
        let about: toml::Table = fs::read_to_string(folder.join("exercise.toml"))?.parse()?;
        for (part, sizes) in parts(&about) {
            starter(recorder, &exercise, &part, &sizes)?;
            reference(recorder, &exercise, &part, &sizes)?;
        }
    }
    Ok(())
}

fn starter(recorder: &Recorder, exercise: &str, part: &str, sizes: &[usize]) -> Outcome<()> {
    let source = format!("exercises/{exercise}/src/lib.rs");
    let kept = format!("exercises/{exercise}/starter.rs");
    if fs::read(&source)? != fs::read(&kept)? {
        return Err(format!("{exercise} was edited: cargo xtask reset {exercise}").into());
    }
    let subject = Subject {
        name: &format!("{exercise}/{part}.starter"),
        source: &source,
        kept: &kept,
    };
    let program = built(&format!("{exercise}-learner-harness"));
    recorder.record(&subject, sizes, Path::new(&program), &weighing(part))
}

fn reference(recorder: &Recorder, exercise: &str, part: &str, sizes: &[usize]) -> Outcome<()> {
    let source = format!("solutions/{exercise}/src/lib.rs");
    let subject = Subject {
        name: &format!("{exercise}/{part}.reference"),
        source: &source,
        kept: &source,
    };
    let program = built(&format!("{exercise}-reference-harness"));
    recorder.record(&subject, sizes, Path::new(&program), &weighing(part))
}

/// Some programs of the book.
fn listings(recorder: &Recorder) -> Outcome<()> {
    run(Command::new(env!("CARGO")).args(["build", "--release", "-p", "listings"]))?;
    for (listing, file) in LISTINGS {
        let source = format!("book/listings/src/{file}.rs");
        let (_, part) = listing.split_once('/').ok_or("a chapter")?;
        let subject = Subject {
            name: &format!("listings/{part}.{}", name_of(Path::new(file))),
            source: &source,
            kept: &source,
        };
        let program = built("listings");
        recorder.record(
            &subject,
            &[100, 1_000],
            Path::new(&program),
            &weighing(listing),
        )?;
    }
    Ok(())
}

/// The samples of this crate, under dhat and under valgrind.
fn samples(recorder: &Recorder) -> Outcome<()> {
    let mut build = Command::new(env!("CARGO"));
    build
        .args([
            "build",
            "--release",
            "-p",
            "explain",
            "--example",
            "samples",
        ])
        // The workspace compiles this crate without line tables.
        .args([
            "--config",
            "profile.release.package.explain.debug='line-tables-only'",
        ])
        .args(["--target-dir", SCRATCH]);
    run(&mut build)?;
    let program = format!("{SCRATCH}/release/examples/samples");
    let subject = |name| Subject {
        name,
        source: "xtask/explain/examples/samples.rs",
        kept: "xtask/explain/examples/samples.rs",
    };
    recorder.record(
        &subject("samples/dhat.samples"),
        &[64, 512, 4096],
        Path::new(&program),
        "ITEMS RAW",
    )?;
    if run(Command::new("valgrind").arg("--version")).is_err() {
        println!("no valgrind: its profiles stay as they are");
        return Ok(());
    }
    let under_valgrind =
        format!("--tool=dhat --num-callers=40 --dhat-out-file=RAW {program} ITEMS");
    recorder.record(
        &subject("samples/valgrind.samples"),
        &[64, 512],
        Path::new("valgrind"),
        &under_valgrind,
    )
}

/// What the two checks have built.
fn built(program: &str) -> String {
    format!("target/release/{program}")
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
