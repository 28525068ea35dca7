//! `cargo xtask grade …` runs this program. In: a command line. Out: a folder of results.

fn main() {}
