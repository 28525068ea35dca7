//! The reports of a class that does not exist, to look at.
//!
//! In: `cargo run -p class --example synthetic -- FOLDER [STUDENTS]`. Out: the reports, in
//! that folder.

use std::path::PathBuf;
use std::process::ExitCode;

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let students = |word: Option<String>| word.unwrap_or("100".to_owned()).parse().ok();
    let (Some(folder), Some(students)) = (words.next(), students(words.next())) else {
        eprintln!("usage: synthetic FOLDER [STUDENTS]");
        return ExitCode::from(2);
    };
    match synthetic::class_of(students).write(&PathBuf::from(folder)) {
        Ok(written) => {
            println!("{} files: {}", written.files, written.index.display());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}
