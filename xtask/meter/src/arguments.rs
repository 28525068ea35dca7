//! The command line of a harness. In: the words after its name. Out: an [`Order`].

use std::path::PathBuf;

use crate::window::Pass;

/// What the runner, or a person, asks of a harness.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) part: String,
    pub(crate) items: usize,
    /// How many items of the seed are left out before these.
    pub(crate) skipped: usize,
    pub(crate) seed: u64,
    pub(crate) pass: Pass,
    /// The input to be shown, by its name; the weighed one has none.
    pub(crate) show: Option<String>,
    /// The folder with addresses whose names are to be looked up; nothing is weighed.
    pub(crate) names: Option<PathBuf>,
    /// Live bytes beyond which an allocation fails.
    pub(crate) memory_limit: u64,
    /// The end of the path of the file that holds the code under test.
    pub(crate) source: String,
    pub(crate) report_to: ReportTo,
    /// Seal the process before anything of the code under test is called.
    pub(crate) seal: Option<Threads>,
    /// The number of the open file on which each call of the allocator is told.
    pub(crate) events: Option<i32>,
    /// How many calls of a window are told at most.
    pub(crate) events_limit: u64,
}

/// Whether the code under test may start threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threads {
    /// It may not.
    One,
    /// It may.
    Many,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ReportTo {
    /// A person reads it.
    Stdout,
    /// The runner reads it, at the other end of what is standard input here.
    Runner,
}

pub(crate) const USAGE: &str = "\
usage: HARNESS --part NAME [--items N] [--seed N] [--memory-limit BYTES]
               [--skip N]         leave out the first items of the seed
               [--show NAME]      also report this input; the weighed one is \"\"
               [--source FILE]    name the file under test (for the line of a panic)
               [--profile FILE]   also write dhat's profile of the window
               [--trace FILE]     also write each event of the window, in order
               [--stacks FILE]    the same, with the call stack of each event
               [--names FOLDER]   look up names instead, for stacks of other windows
               [--before FILE]    end before the function is called (for heaptrack)
               [--mark FILE]      the same, and ask for a block of 1 GiB there
               [--after FILE]     end when it has returned; its counts go to FILE
               [--seal THREADS]   `one` or `many`: close the process up first
               [--events FD]      tell each call of the allocator on this open file
               [--events-limit N] at most so many of each window
               [--report]         for the runner: report on standard input's pipe";

/// Reads the words. An error says which word is wrong.
pub(crate) fn parse(words: impl Iterator<Item = String>) -> Result<Order, String> {
    let mut order = Order {
        part: String::new(),
        items: 1_000,
        skipped: 0,
        seed: 1,
        pass: Pass::Count,
        show: None,
        names: None,
        memory_limit: 2 << 30,
        source: "src/lib.rs".to_owned(),
        report_to: ReportTo::Stdout,
        seal: None,
        events: None,
        events_limit: u64::MAX,
    };
    let mut words = words;
    while let Some(flag) = words.next() {
        if flag == "--report" {
            order.report_to = ReportTo::Runner;
            continue;
        }
        let value = words
            .next()
            .ok_or_else(|| format!("`{flag}` wants a value after it"))?;
        match flag.as_str() {
            "--part" => order.part = value,
            "--items" => order.items = number(&flag, &value)?,
            "--skip" => order.skipped = number(&flag, &value)?,
            "--show" => order.show = Some(value),
            "--seed" => order.seed = number(&flag, &value)?,
            "--memory-limit" => order.memory_limit = number(&flag, &value)?,
            "--source" => order.source = value,
            "--trace" => order.pass = Pass::Trace(PathBuf::from(value)),
            "--before" => order.pass = Pass::Before(PathBuf::from(value)),
            "--mark" => order.pass = Pass::Mark(PathBuf::from(value)),
            "--after" => order.pass = Pass::After(PathBuf::from(value)),
            "--profile" => order.pass = Pass::Attribute(PathBuf::from(value)),
            "--stacks" => order.pass = Pass::Stacks(PathBuf::from(value)),
            "--seal" => order.seal = Some(threads(&value)?),
            "--events" => order.events = Some(number(&flag, &value)?),
            "--events-limit" => order.events_limit = number(&flag, &value)?,
            "--names" => order.names = Some(PathBuf::from(value)),
            _ => return Err(format!("unknown flag `{flag}`")),
        }
    }
    Ok(order)
}

fn threads(value: &str) -> Result<Threads, String> {
    match value {
        "one" => Ok(Threads::One),
        "many" => Ok(Threads::Many),
        _ => Err(format!("`--seal` wants `one` or `many`, found `{value}`")),
    }
}

fn number<N: std::str::FromStr>(flag: &str, value: &str) -> Result<N, String> {
    value
        .parse()
        .map_err(|_| format!("`{flag}` wants a whole number, found `{value}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(text: &str) -> Result<Order, String> {
        parse(text.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn reads_every_flag() {
        let order = parse_text(
            "--part a --items 7 --seed 9 --memory-limit 11 --source s.rs --profile p.json --seal many \
             --events 5 --events-limit 13 --skip 3 --show x --report",
        );
        assert_eq!(
            order,
            Ok(Order {
                part: "a".into(),
                items: 7,
                skipped: 3,
                seed: 9,
                pass: Pass::Attribute("p.json".into()),
                show: Some("x".into()),
                names: None,
                memory_limit: 11,
                source: "s.rs".into(),
                report_to: ReportTo::Runner,
                seal: Some(Threads::Many),
                events: Some(5),
                events_limit: 13,
            })
        );
    }

    #[test]
    fn reads_every_pass_and_both_ways_of_sealing() {
        let file = || PathBuf::from("f");
        for (text, pass) in [
            ("", Pass::Count),
            ("--profile f", Pass::Attribute(file())),
            ("--trace f", Pass::Trace(file())),
            ("--stacks f", Pass::Stacks(file())),
            ("--before f", Pass::Before(file())),
            ("--mark f", Pass::Mark(file())),
            ("--after f", Pass::After(file())),
        ] {
            assert_eq!(parse_text(text).map(|order| order.pass), Ok(pass));
        }
        for (text, seal) in [
            ("", None),
            ("--seal one", Some(Threads::One)),
            ("--seal many", Some(Threads::Many)),
        ] {
            assert_eq!(parse_text(text).map(|order| order.seal), Ok(seal));
        }
        let names = parse_text("--names f").map(|order| order.names);
        assert_eq!(names, Ok(Some(file())));
    }

    #[test]
    fn names_the_word_that_is_wrong() {
        for (text, message) in [
            ("--part", "`--part` wants a value after it"),
            (
                "--items many",
                "`--items` wants a whole number, found `many`",
            ),
            ("--items -1", "`--items` wants a whole number, found `-1`"),
            ("--seal", "`--seal` wants a value after it"),
            ("--seal all", "`--seal` wants `one` or `many`, found `all`"),
            ("--colour red", "unknown flag `--colour`"),
        ] {
            assert_eq!(parse_text(text), Err(message.to_owned()));
        }
    }
}
