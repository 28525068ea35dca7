//! `advise`: what a profile of any Rust program says.

use std::path::Path;

use explain::advice::{self, Advice, Order};
use explain::file::Tree;
use explain::frame::Frame;
use explain::profile::{Profile, Writer};
use explain::program::{self, Known, Program};

use crate::failure::Failure;
use crate::flags::Advise;
use crate::profilers::dhat_file;
use crate::profilers::source_files;
use crate::report::advice::{Figures, Report, text};
use crate::report::advice_json::document;
use crate::session::{Outcome, Session};

/// A profile that was read, and what it says.
struct Read {
    file: String,
    profile: Profile,
    advice: Advice,
    remarks: Vec<String>,
}

/// Prints what each profile says.
pub fn run(session: &Session, options: &Advise) -> Result<Outcome, Failure> {
    let mut all = Vec::new();
    for path in &options.files {
        all.push(read(path, options.source.as_deref(), options.order)?);
    }
    let reports: Vec<Report<'_>> = all
        .iter()
        .map(|read| Report {
            file: &read.file,
            profile: &read.profile,
            advice: &read.advice,
            remarks: &read.remarks,
            figures: Figures::All,
        })
        .collect();
    if options.json {
        let document = document(options.order, &reports, options.top.unwrap_or(usize::MAX));
        let text = serde_json::to_string_pretty(&document)
            .map_err(|error| Failure::new(format!("could not write JSON: {error}")))?;
        println!("{text}");
    } else {
        let top = options.top.unwrap_or(USUAL_TOP);
        let texts: Vec<String> = reports
            .iter()
            .map(|report| text(report, top, session.style))
            .collect();
        print!("{}", texts.join("\n"));
    }
    Ok(Outcome::AllPass)
}

/// How many sites are shown.
const USUAL_TOP: usize = 10;

fn read(path: &Path, source: Option<&Path>, order: Order) -> Result<Read, Failure> {
    let profile = dhat_file::read(path)?;
    let own: Option<Tree> = source.map(source_files::tree).transpose()?;
    let libraries = source_files::of_libraries(&program::cut_paths(&profile));
    let guessed = own.is_none();
    let program = Program::new(&profile, Known { own, libraries });
    let remarks = match guessed {
        true => guesses(&profile, &program),
        false => Vec::new(),
    };
    Ok(Read {
        file: path.display().to_string(),
        advice: advice::advise(&profile, &program, order),
        profile,
        remarks,
    })
}

/// What was guessed because nobody said whose code is whose.
fn guesses(profile: &Profile, program: &Program) -> Vec<String> {
    let is_whole_path = |frame: &Frame| frame.path().starts_with('/');
    if !program.has_own() || profile.all_frames().iter().any(is_whole_path) {
        return Vec::new();
    }
    let mut crates: Vec<&str> = program.main_crates().collect();
    crates.sort_unstable();
    match profile.writer {
        Writer::DhatCrate | Writer::Scales => Vec::new(),
        Writer::Valgrind if crates.is_empty() => Vec::new(),
        Writer::Valgrind => vec![format!(
            "valgrind leaves folders out, so only crate `{}`, which has `main`, is taken for \
             yours. `--source DIR` names your sources; valgrind's `--fullpath-after=` keeps whole \
             paths.",
            crates.join("`, `")
        )],
    }
}
