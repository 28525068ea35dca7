//! `advise`: what a profile of any Rust program says.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, RangedU64ValueParser, TypedValueParser};
use clap::{Arg, ArgMatches, value_parser};

use explain::advice::{self, Advice, Order};
use explain::file::Tree;
use explain::frame::Frame;
use explain::profile::{Profile, Writer};
use explain::program::{self, Known, Program};

use super::command::{Command, Run};
use crate::failure::Failure;
use crate::flags::{JSON, flag, path, value};
use crate::profilers::dhat_file;
use crate::profilers::source_files;
use crate::report::advice::{Figures, Report, text};
use crate::report::advice_json::document;
use crate::report::json;
use crate::session::{Outcome, Session};

/// Reads profiles of any program.
pub const COMMAND: Command = Command::new("advise", define, read);

struct Options {
    /// Profiles of dhat.
    files: Vec<PathBuf>,
    /// The folder of the reader's own sources.
    source: Option<PathBuf>,
    /// How many sites are shown.
    top: Option<usize>,
    /// What makes a site come first.
    order: Order,
    json: bool,
}

fn define(command: clap::Command) -> clap::Command {
    let order = PossibleValuesParser::new(Order::ALL.map(Order::name)).map(|name| {
        let order = Order::ALL.into_iter().find(|order| order.name() == name);
        order.unwrap_or_default()
    });
    command
        .about("Read a profile of dhat, of any Rust program: which lines allocate, and what to do")
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .num_args(1..)
                .required(true)
                .value_parser(value_parser!(PathBuf))
                .help("Profiles of the dhat crate, or of valgrind --tool=dhat"),
        )
        .arg(path(
            "source",
            "DIR",
            "Your sources: their lines are shown, and all else is a library",
        ))
        .arg(
            value(
                "top",
                "N",
                "How many sites are shown [default: 10; JSON: all]",
            )
            .value_parser(RangedU64ValueParser::<usize>::new().range(1..)),
        )
        .arg(
            value(
                "by",
                "ORDER",
                "What makes a site come first [default: blocks]",
            )
            .value_parser(order),
        )
        .arg(flag("json", JSON))
}

fn read(matches: &ArgMatches) -> Run {
    let files = matches.get_many("files").unwrap_or_default();
    let options = Options {
        files: files.cloned().collect(),
        source: matches.get_one("source").cloned(),
        top: matches.get_one("top").copied(),
        order: matches.get_one("by").copied().unwrap_or_default(),
        json: matches.get_flag("json"),
    };
    Box::new(move |session| run(session, &options))
}

/// A profile that was read, and what it says.
struct Advised {
    file: String,
    profile: Profile,
    advice: Advice,
    remarks: Vec<String>,
}

/// Prints what each profile says.
fn run(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    let mut all = Vec::new();
    for path in &options.files {
        all.push(advised(path, options.source.as_deref(), options.order)?);
    }
    let reading = session.workbook.reading();
    let reports: Vec<Report<'_>> = all
        .iter()
        .map(|advised| Report {
            file: &advised.file,
            profile: &advised.profile,
            advice: &advised.advice,
            remarks: &advised.remarks,
            figures: Figures::All,
            reading: &reading,
        })
        .collect();
    if options.json {
        let document = document(options.order, &reports, options.top.unwrap_or(usize::MAX));
        println!("{}", json::text(&document)?);
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

fn advised(path: &Path, source: Option<&Path>, order: Order) -> Result<Advised, Failure> {
    let profile = dhat_file::read(path)?;
    let own: Option<Tree> = source.map(source_files::tree).transpose()?;
    let libraries = source_files::of_libraries(&program::cut_paths(&profile));
    let guessed = own.is_none();
    let program = Program::new(&profile, Known { own, libraries });
    let remarks = match guessed {
        true => guesses(&profile, &program),
        false => Vec::new(),
    };
    Ok(Advised {
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
