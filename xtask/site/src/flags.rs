//! The command line. In: words. Out: one [`Command`].

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use xtask::program;

use crate::measure::Then;

/// What to do with the book.
#[derive(Debug)]
pub enum Command {
    /// Build it.
    Build {
        /// The folder for the pages, if not the usual one.
        to: Option<PathBuf>,
    },
    /// Build it and show it in a browser.
    Open {
        /// The page, and a section of it; none for the first page.
        page: Option<String>,
    },
    /// Serve it, and build it again when something changes.
    Serve {
        /// The port on the loopback address; 0 takes a free one.
        port: u16,
        /// Whether to show it in a browser.
        open: bool,
    },
    /// Measure everything that it shows.
    Measure(Then),
    /// Run the tests of pages, listings and figures.
    Test,
    /// Bring the repository to another compiler.
    Bump {
        /// The toolchain's name.
        version: String,
    },
    /// Fill in a book for mdBook.
    Preprocess {
        /// mdBook asks whether this renderer can be served.
        supports: Option<String>,
    },
}

/// Reads the command line of this process. A mistake in it, and `--help`, print
/// their text and end the process.
pub fn read() -> Command {
    let matches = program::matches(command_line());
    match matches.subcommand() {
        Some(("build", matches)) => Command::Build {
            to: matches.get_one("to").cloned(),
        },
        Some(("open", matches)) => Command::Open {
            page: matches.get_one("page").cloned(),
        },
        Some(("serve", matches)) => Command::Serve {
            port: matches.get_one("port").copied().unwrap_or_default(),
            open: matches.get_flag("open"),
        },
        Some(("measure", matches)) => Command::Measure(
            match (matches.get_flag("check"), matches.get_flag("exact")) {
                (true, _) => Then::Compare,
                (false, true) => Then::WriteExact,
                (false, false) => Then::Write,
            },
        ),
        Some(("test", _)) => Command::Test,
        Some(("bump", matches)) => Command::Bump {
            version: matches.get_one("version").cloned().unwrap_or_default(),
        },
        Some(("preprocess", matches)) => Command::Preprocess {
            supports: matches.subcommand().and_then(|(_, m)| renderer(m)),
        },
        _ => unreachable!("clap asks for one of the commands"),
    }
}

fn renderer(matches: &ArgMatches) -> Option<String> {
    matches.get_one("renderer").cloned()
}

fn command_line() -> clap::Command {
    clap::Command::new("cargo xtask book")
        .bin_name("cargo xtask book")
        .about("The book: every figure in it is measured, and can be measured again.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            clap::Command::new("build")
                .about("Build the pages, into target/book")
                .arg(
                    Arg::new("to")
                        .long("to")
                        .value_name("FOLDER")
                        .value_parser(value_parser!(PathBuf))
                        .help("Build into this folder"),
                ),
        )
        .subcommand(
            clap::Command::new("open")
                .about("Build it and show it in a browser")
                .arg(
                    Arg::new("page")
                        .value_name("PAGE")
                        .help("The page, and a section of it: ch03-string-trap#borrowing"),
                ),
        )
        .subcommand(
            clap::Command::new("serve")
                .about("Serve it on this machine; pages follow what you change")
                .arg(
                    Arg::new("port")
                        .long("port")
                        .value_name("PORT")
                        .default_value("3000")
                        .value_parser(value_parser!(u16))
                        .help("The port on 127.0.0.1; 0 takes a free one"),
                )
                .arg(
                    Arg::new("open")
                        .long("open")
                        .action(ArgAction::SetTrue)
                        .help("Show it in a browser"),
                ),
        )
        .subcommand(
            clap::Command::new("measure")
                .about("Weigh every listing and write book/measurements.json")
                .arg(
                    Arg::new("check")
                        .long("check")
                        .action(ArgAction::SetTrue)
                        .help("Write nothing; say which exact figures differ from the record"),
                )
                .arg(
                    Arg::new("exact")
                        .long("exact")
                        .action(ArgAction::SetTrue)
                        .conflicts_with("check")
                        .help("Leave what is not exact as it was recorded: times and the like"),
                ),
        )
        .subcommand(
            clap::Command::new("test")
                .about("Test listings, figures, pages and links, in a browser too"),
        )
        .subcommand(
            clap::Command::new("bump")
                .bin_name("cargo xtask bump")
                .about(
                    "For maintainers: bring everything to another compiler. It writes the pin \n\
                     and all that belongs to a compiler, and shows what has changed.",
                )
                .hide(true)
                .arg(
                    Arg::new("version")
                        .value_name("VERSION")
                        .required(true)
                        .help("A toolchain that is installed, such as 1.96.0 or nightly"),
                ),
        )
        .subcommand(
            clap::Command::new("preprocess")
                .about("For mdBook: fill in a book on standard input")
                .hide(true)
                .subcommand(
                    clap::Command::new("supports").arg(Arg::new("renderer").required(true)),
                ),
        )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_command_line_is_sound() {
        super::command_line().debug_assert();
    }
}
