//! Prints what is said otherwise of the recordings of one folder than of those of another.
//!
//! ```console
//! $ cargo run --release -p explain --example said -- BEFORE xtask/explain/tests/profiles
//! ```

use std::path::PathBuf;

use support::{Recording, said};

#[path = "../tests/support/mod.rs"]
mod support;

fn main() {
    let folders: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [before, now] = folders.as_slice() else {
        eprintln!("usage: said BEFORE NOW, two folders with recordings");
        std::process::exit(2);
    };
    let [before, now] = [before, now].map(|folder| Recording::all_from(folder));
    for line in said::differences(&before, &now) {
        println!("{line}");
    }
}
