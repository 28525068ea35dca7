//! From what clap matched to a [`Command`] with its options.

use std::ffi::OsString;
use std::time::Duration;

use clap::ArgMatches;

use crate::process::Limits;

use super::{
    Advise, Bench, Check, Command, Flags, Hint, List, Notice, Predict, PredictView, Profile, Reset,
    Solution, Verify, Watch,
};

/// How often `verify` weighs a window.
const VERIFY_RUNS: usize = 3;
/// How often `bench` times a command.
const BENCH_RUNS: usize = 11;

/// The types for what clap matched.
pub fn flags(matches: &ArgMatches) -> Flags {
    Flags {
        color: matches.get_one("color").copied().unwrap_or_default(),
        command: matches
            .subcommand()
            .and_then(|(name, matches)| command(name, matches)),
    }
}

fn command(name: &str, matches: &ArgMatches) -> Option<Command> {
    Some(match name {
        "check" => Command::Check(Check {
            ids: texts(matches, "ids"),
            solutions: matches.get_flag("solutions"),
            file: matches.get_one("file").cloned(),
            seed: matches.get_one("seed").copied(),
            explain: matches.get_one("explain").copied().unwrap_or_default(),
            json: matches.get_flag("json"),
            show_output: matches.get_flag("show-output"),
            time_limit: time_limit(matches),
            memory_limit: memory_limit(matches),
        }),
        "list" => Command::List(List {
            json: matches.get_flag("json"),
        }),
        "predict" => Command::Predict(Predict {
            id: matches.get_one("id").cloned(),
            view: if matches.get_flag("list") {
                PredictView::List
            } else if matches.get_flag("score") {
                PredictView::Score
            } else {
                PredictView::Ask
            },
            json: matches.get_flag("json"),
        }),
        "hint" => Command::Hint(Hint {
            id: text(matches, "id"),
            part: matches.get_one("part").cloned(),
            level: matches.get_one("level").copied(),
        }),
        "solution" => Command::Solution(Solution {
            id: text(matches, "id"),
            force: matches.get_flag("force"),
        }),
        "reset" => Command::Reset(Reset {
            id: text(matches, "id"),
        }),
        "verify" => Command::Verify(Verify {
            ids: texts(matches, "ids"),
            runs: matches.get_one("runs").copied().unwrap_or(VERIFY_RUNS),
        }),
        "advise" => Command::Advise(Advise {
            files: matches
                .get_many("files")
                .unwrap_or_default()
                .cloned()
                .collect(),
            source: matches.get_one("source").cloned(),
            top: matches.get_one("top").copied(),
            order: matches.get_one("by").copied().unwrap_or_default(),
            json: matches.get_flag("json"),
        }),
        "profile" => Command::Profile(profile_options(matches)),
        "heaptrack" => Command::Heaptrack(profile_options(matches)),
        "test" => Command::Test,
        "book" => Command::Book(words(matches)),
        "grade" => Command::Grade(words(matches)),
        "watch" => Command::Watch(Watch {
            id: matches.get_one("id").cloned(),
            notice: match matches.get_flag("poll") {
                true => Notice::Polled,
                false => Notice::Told,
            },
        }),
        "shell" => Command::Shell,
        "bench" => Command::Bench(Bench {
            runs: matches.get_one("runs").copied().unwrap_or(BENCH_RUNS),
            json: matches.get_one("json").cloned(),
        }),
        _ => return None,
    })
}

fn time_limit(matches: &ArgMatches) -> Duration {
    let seconds: Option<&f64> = matches.get_one("time-limit");
    seconds.map_or(Limits::USUAL.time, |seconds| {
        Duration::from_secs_f64(*seconds)
    })
}

fn memory_limit(matches: &ArgMatches) -> u64 {
    let mib: Option<&u64> = matches.get_one("memory-limit");
    mib.map_or(Limits::USUAL.memory, |mib| mib << 20)
}

fn words(matches: &ArgMatches) -> Vec<OsString> {
    let words = matches.get_many::<OsString>("words");
    words.into_iter().flatten().cloned().collect()
}

fn profile_options(matches: &ArgMatches) -> Profile {
    Profile {
        id: text(matches, "id"),
        part: matches.get_one("part").cloned(),
        items: matches.get_one("items").copied(),
        seed: matches.get_one("seed").copied(),
    }
}

fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one(name).cloned().unwrap_or_default()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches
        .get_many(name)
        .unwrap_or_default()
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::command_line;
    use super::*;

    /// Every command that clap knows is one that is carried out.
    #[test]
    fn every_command_is_read() {
        for subcommand in command_line().get_subcommands() {
            let name = subcommand.get_name();
            let words = ["cargo xtask", name, "ex1"];
            let takes_id = subcommand.get_positionals().count() > 0;
            let words = &words[..if takes_id { 3 } else { 2 }];
            let matches = command_line()
                .try_get_matches_from(words)
                .expect("it parses");
            let (name, matches) = matches.subcommand().expect("a command");
            assert!(command(name, matches).is_some(), "{name}");
        }
    }
}
