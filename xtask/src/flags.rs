//! What the options of several commands share. In: names and help texts, then what clap
//! matched. Out: clap's arguments, and values.

use std::path::PathBuf;

use clap::builder::{PossibleValue, RangedU64ValueParser};
use clap::{Arg, ArgAction, ArgMatches, value_parser};

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl clap::ValueEnum for ColourChoice {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Auto, Self::Always, Self::Never]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            ColourChoice::Auto => ("auto", "On a terminal, unless NO_COLOR is set"),
            ColourChoice::Always => ("always", "Always"),
            ColourChoice::Never => ("never", "Never"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}

/// The help of `--json`, where it is a flag.
pub const JSON: &str = "Print one JSON document on standard output and nothing else";

/// The exercise that a command is about; [`text`] reads it.
pub fn id() -> Arg {
    Arg::new("id")
        .value_name("ID")
        .required(true)
        .help("Id, name, or its beginning")
}

/// Any number of exercises; [`texts`] reads them.
pub fn ids(help: &'static str) -> Arg {
    Arg::new("ids").value_name("ID").num_args(0..).help(help)
}

/// `--name`.
pub fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

/// `--name VALUE`: a text, unless a parser is added.
pub fn value(name: &'static str, value_name: &'static str, help: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value_name)
        .help(help.to_owned())
}

/// `--name PATH`.
pub fn path(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    value(name, value_name, help).value_parser(value_parser!(PathBuf))
}

/// `--seed N`: what inputs are made from; [`drawn_seed`] reads it.
pub fn seed(help: &'static str) -> Arg {
    value("seed", "N", help).value_parser(value_parser!(u64))
}

/// `--runs N`: how often something is measured.
pub fn runs(help: &'static str) -> Arg {
    value("runs", "N", help).value_parser(RangedU64ValueParser::<usize>::new().range(1..=1_000))
}

/// The seed that was named, or one by chance.
pub fn drawn_seed(matches: &ArgMatches) -> u64 {
    let named = matches.get_one("seed").copied();
    named.unwrap_or_else(|| u64::from(fastrand::u32(..)))
}

/// A text that clap demands.
pub fn text(matches: &ArgMatches, name: &str) -> String {
    matches.get_one(name).cloned().unwrap_or_default()
}

/// All texts of this name.
pub fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    let texts = matches.get_many(name).unwrap_or_default();
    texts.cloned().collect()
}
