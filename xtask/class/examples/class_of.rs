//! Makes a class to try the grader with. In: a folder and a number. Out: a folder for
//! each student, with files for all exercises.
//!
//! `cargo run --release -p class --example class_of -- FOLDER 100 [SEED]`
//!
//! Of ten students, three are honest, three hand in starters, one hands in nothing, one
//! hands in half, and two hand in attacks. Honest files differ in a comment, so that
//! they are not identical; those of every fourth honest student do not.

use std::error::Error;
use std::fs::read_to_string;
use std::path::Path;

use class::corpus::Corpus;
use fastrand::Rng;
use xtask::workbook::Workbook;

/// What a student hands in.
#[derive(Clone, Copy)]
enum Kind {
    Honest,
    Identical,
    Sloppy,
    Empty,
    Half,
    Hostile,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(folder), Some(students)) = (words.next(), words.next()) else {
        return Err("usage: class_of FOLDER STUDENTS [SEED]".into());
    };
    let students: usize = students.parse()?;
    let seed = words.next().map_or(Ok(1), |word| word.parse())?;
    let mut rng = Rng::with_seed(seed);
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workbook = Workbook::open(own).map_err(|failure| failure.to_string())?;
    let corpus = Corpus::read(&workbook).map_err(|failure| failure.to_string())?;
    for number in 0..students {
        let kind = match number % 10 {
            0 if number % 40 == 0 => Kind::Identical,
            0..=2 => Kind::Honest,
            3..=5 => Kind::Sloppy,
            6 => Kind::Empty,
            7 => Kind::Half,
            _ => Kind::Hostile,
        };
        let own = Path::new(&folder).join(format!("student-{number:04}"));
        std::fs::create_dir_all(&own)?;
        for (at, exercise) in workbook.exercises.iter().enumerate() {
            let id = &exercise.id;
            let solution = workbook.solution_folder(exercise).join("src/lib.rs");
            let starter = exercise.starter_file();
            let text = match kind {
                Kind::Empty => continue,
                Kind::Half if at % 2 == 1 => continue,
                Kind::Identical => read_to_string(solution)?,
                Kind::Honest | Kind::Half => marked(&solution, number)?,
                Kind::Sloppy => marked(&starter, number)?,
                Kind::Hostile => match attack(&corpus, id, &mut rng) {
                    Some(text) => text.to_owned(),
                    None => read_to_string(starter)?,
                },
            };
            std::fs::write(own.join(format!("{id}.rs")), text)?;
        }
    }
    Ok(())
}

/// A file with a comment of the student's own.
fn marked(file: &Path, student: usize) -> std::io::Result<String> {
    Ok(format!("{}// {student}\n", read_to_string(file)?))
}

/// One of the corpus's files for this exercise.
fn attack<'c>(corpus: &'c Corpus, id: &str, rng: &mut Rng) -> Option<&'c str> {
    let attacks = corpus.attacks.iter();
    let attacks = attacks.filter(|attack| attack.exercise == id && attack.keys.repeat.is_none());
    let attack = rng.choice(attacks.collect::<Vec<_>>())?;
    Some(&attack.text)
}
