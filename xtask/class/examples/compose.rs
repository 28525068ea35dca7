//! Prints a file of the corpus of attacks as it is handed in.
//!
//! `cargo run -p class --example compose -- NAME`

use std::error::Error;
use std::path::Path;

use class::corpus::Corpus;
use xtask::workbook::Workbook;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).ok_or("usage: compose NAME")?;
    let workbook = Workbook::open(Path::new(env!("CARGO_MANIFEST_DIR")))
        .map_err(|failure| failure.to_string())?;
    let corpus = Corpus::read(&workbook).map_err(|failure| failure.to_string())?;
    let entry = corpus
        .find(&name)
        .ok_or("no file of the corpus is called that")?;
    print!("{}", entry.text);
    Ok(())
}
