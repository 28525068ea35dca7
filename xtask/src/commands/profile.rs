//! `profile`: where a part allocates, and how many bytes are live when.

use std::path::Path;
use std::time::{Duration, Instant};

use explain::advice::{self, Advice, Order};
use explain::curve::Curve;
use explain::profile::Profile;
use explain::sources::OneFile;

use clap::ArgMatches;
use clap::builder::RangedU64ValueParser;

use super::command::Command;
use crate::failure::Failure;
use crate::flags::{self, drawn_seed, id, seed, value};
use crate::pipe::stage::{Author, Submission};
use crate::pipe::weigh::Window;
use crate::process::Limits;
use crate::profilers::dhat_file;
use crate::profilers::passes::{self, Meant, Wanted};
use crate::report::advice::{Figures, Report, sites};
use crate::report::columns::wrap;
use crate::report::plot::{Axes, Ink, area};
use crate::report::progress::{Bar, Show};
use crate::report::style::{Role, Style, counted, number};
use crate::session::{Outcome, Session};
use crate::workbook::Part;

/// dhat walks the stack at each allocation, so it is given more time than a check.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(120),
    ..Limits::USUAL
};

/// How many sites are shown of each part.
const TOP: usize = 5;

/// Shows where a part allocates, and when.
pub const COMMAND: Command = Command {
    name: "profile",
    define: |command| {
        define_options(
            command.about("Show where a part allocates, and how many bytes are live when"),
        )
    },
    read: |matches| {
        let options = Options::of(matches);
        Box::new(move |session| run(session, &options))
    },
};

/// Which parts, on which input.
pub struct Options {
    id: String,
    /// None means every part with a budget.
    part: Option<String>,
    /// The size of the input; none means a middle one.
    items: Option<usize>,
    /// What the input is made from.
    seed: u64,
}

/// Adds the options to a command.
pub fn define_options(command: clap::Command) -> clap::Command {
    command
        .arg(id())
        .arg(value(
            "part",
            "NAME",
            "The part; without it, every part with a budget",
        ))
        .arg(
            value(
                "items",
                "N",
                "The size of the input [default: a middle one, since profiling is slow]",
            )
            .value_parser(RangedU64ValueParser::<usize>::new().range(1..=1 << 32)),
        )
        .arg(seed("Make the same input again"))
}

impl Options {
    /// What was matched.
    pub fn of(matches: &ArgMatches) -> Self {
        Options {
            id: flags::text(matches, "id"),
            part: matches.get_one("part").cloned(),
            items: matches.get_one("items").copied(),
            seed: drawn_seed(matches),
        }
    }

    /// Builds the learner's file, and prints a text of each part that is meant: of its
    /// window, and of a folder for what it leaves.
    pub fn print_each(
        &self,
        session: &Session,
        mut text: impl FnMut(&Part, &Window, &Path) -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        let exercise = session.workbook.find(&self.id)?;
        let author = Author::Learner;
        let order = session.order(vec![Submission { exercise, author }], self.seed)?;
        let wanted = Wanted {
            part: self.part.as_deref(),
            items: self.items,
        };
        let progress = Bar::new(Show::OnTerminal);
        let Meant {
            windows,
            lock: _lock,
        } = passes::windows(&order, exercise, &wanted, &progress)?;
        drop(progress);
        let folder = session.history.folder().join(&exercise.name);
        for (part, window) in &windows {
            print!("{}", text(part, window, &folder.join(&part.name))?);
        }
        Ok(())
    }

    /// Prints how to have the same inputs again.
    pub fn print_seed(&self, style: Style) {
        let seed = self.seed;
        let text = format!("seed {seed} (for the same inputs again: --seed {seed})");
        println!("{}", wrap("", &text, style.width));
    }
}

/// Profiles what is asked for.
fn run(session: &Session, options: &Options) -> Result<Outcome, Failure> {
    options.print_each(session, |part, window, folder| {
        let run = profile(session, window, folder)?;
        Ok(text(session, part, window, &run))
    })?;
    println!("{}", wrap("", &passes::how_to_look(), session.style.width));
    options.print_seed(session.style);
    Ok(Outcome::AllPass)
}

/// What both passes found.
struct Run {
    profile: Profile,
    by_blocks: Advice,
    by_peak: Advice,
    curve: Curve,
    files: [String; 2],
    dhat_took: Duration,
}

fn profile(session: &Session, window: &Window, folder: &Path) -> Result<Run, Failure> {
    let start = Instant::now();
    let (profile_path, counts) = passes::attribute(window, folder, &LIMITS)?;
    let dhat_took = start.elapsed();
    let (curve_path, curve) = passes::trace(window, folder, &LIMITS)?;
    let profile = dhat_file::read(&profile_path)?;
    let counted = counts.map_or(0, |counts| counts.allocations);
    let found = (profile.total().blocks, curve.allocations() as u64);
    if !curve.truncated && found != (counted, counted) {
        return Err(Failure::new(format!(
            "the passes over {} disagree: {counted} allocations were counted, dhat has {}, the \
             trace {}. Does the code do the same each time?",
            window.part, found.0, found.1
        )));
    }
    let workbook = &session.workbook;
    let sources = OneFile::new(
        workbook.shown(&window.source),
        std::fs::read_to_string(&window.source).unwrap_or_default(),
    );
    Ok(Run {
        by_blocks: advice::advise(&profile, &sources, Order::Blocks),
        by_peak: advice::advise(&profile, &sources, Order::Peak),
        profile,
        curve,
        files: [profile_path, curve_path].map(|path| workbook.shown(&path)),
        dhat_took,
    })
}

fn text(session: &Session, part: &Part, window: &Window, run: &Run) -> String {
    let style = session.style;
    let line = |text: &str| wrap("", text, style.width) + "\n";
    let total = &run.by_blocks.total;
    let title = format!(
        "{}, {}",
        part.name,
        counted(window.items as u64, &part.item)
    );
    let mut out = style.paint(Role::Strong, wrap("", &title, style.width)) + "\n";
    out += &line(&format!(
        "{}, {} in all. dhat's pass took {:.2} s.",
        counted(total.blocks, "allocation"),
        counted(total.bytes, "byte"),
        run.dhat_took.as_secs_f64(),
    ));
    out.push('\n');
    if run.curve.events.is_empty() {
        out += &line("Nothing was allocated, so there is nothing to show.");
    } else {
        out += &plot(&run.curve, style);
        out += &line(&peak(run));
        out += &line("The lines with the most blocks:");
        out.push('\n');
        let report = Report {
            file: &run.files[0],
            profile: &run.profile,
            advice: &run.by_blocks,
            remarks: &[],
            figures: Figures::Totals,
            reading: &session.workbook.reading(),
        };
        out += &sites(&report, TOP, style);
    }
    let [profile, curve] = &run.files;
    out += &line(&format!(
        "dhat's profile is in {profile}, the curve in {curve}."
    ));
    out.push('\n');
    out
}

fn plot(curve: &Curve, style: Style) -> String {
    let axes = Axes {
        highest: curve.peak,
        left: "0",
        right: &counted(curve.live.len() as u64, "event"),
    };
    let ink = Ink::of_environment();
    let mut out = wrap(
        "",
        "Live bytes after each event of the allocator:",
        style.width,
    ) + "\n";
    for line in area(&axes, |columns| curve.columns(columns), ink, style.width) {
        out += &line;
        out.push('\n');
    }
    if curve.truncated {
        out += &wrap("", "Later events were too many to be kept.", style.width);
        out.push('\n');
    }
    out
}

/// Where the peak is: in the order of events, and in the file.
fn peak(run: &Run) -> String {
    let curve = &run.curve;
    let mut text = format!(
        "The peak: {} live after event {} of {}",
        counted(curve.peak, "byte"),
        number(curve.peak_at as u64),
        number(curve.live.len() as u64),
    );
    // dhat's pass copies blocks that grow, so its bytes are others, but not its lines.
    let top = run.by_peak.sites.first().map(|advised| &advised.site);
    if let Some(site) = top
        && let Some(place) = &site.place
        && site.cost.peak_bytes > 0
    {
        text += &format!("; the most of them from {}:{}", place.file, place.line);
    }
    text + "."
}
