//! Makes a class to try the grader with. In: a folder and a number. Out: a folder for
//! each student, with files for all exercises.
//!
//! `cargo run --release -p class --example class_of -- FOLDER 100 [SEED]`
//!
//! Of ten students, three are honest, three hand in starters, one hands in nothing, one
//! hands in half, and two hand in attacks. Honest files differ in a comment, so that
//! they are not identical; those of every fourth honest student do not.

use std::error::Error;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use serde::Deserialize;

/// As much of `corpus.toml` as matters here.
#[derive(Deserialize)]
struct Corpus {
    attack: Vec<Attack>,
}

#[derive(Deserialize)]
struct Attack {
    file: Option<String>,
    exercise: String,
}

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
    let root = root()?;
    let corpus: Corpus = toml::from_str(&std::fs::read_to_string(
        root.join("xtask/tests/class/corpus.toml"),
    )?)?;
    let exercises = exercises(&root)?;
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
        for (at, name) in exercises.iter().enumerate() {
            let id = name.split('-').next().unwrap_or(name);
            let solution = root.join("solutions").join(name).join("src/lib.rs");
            let starter = root.join("exercises").join(name).join("starter.rs");
            let (file, mark) = match kind {
                Kind::Empty => continue,
                Kind::Half if at % 2 == 1 => continue,
                Kind::Identical => (solution, None),
                Kind::Honest | Kind::Half => (solution, Some(number)),
                Kind::Sloppy => (starter, Some(number)),
                Kind::Hostile => (
                    attack(&root, &corpus, id, &mut rng).unwrap_or(starter),
                    None,
                ),
            };
            let mut text = std::fs::read_to_string(file)?;
            if let Some(mark) = mark {
                text.push_str(&format!("// {mark}\n"));
            }
            std::fs::write(own.join(format!("{id}.rs")), text)?;
        }
    }
    Ok(())
}

/// One of the corpus's files for this exercise.
fn attack(root: &Path, corpus: &Corpus, id: &str, rng: &mut Rng) -> Option<PathBuf> {
    let attacks = corpus.attack.iter().filter(|attack| attack.exercise == id);
    let files: Vec<&String> = attacks.filter_map(|attack| attack.file.as_ref()).collect();
    let file = rng.choice(files)?;
    Some(root.join("xtask/tests/class/corpus").join(file))
}

/// The folder of the workbook.
fn root() -> Result<PathBuf, Box<dyn Error>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    Ok(own
        .ancestors()
        .nth(2)
        .ok_or("no workbook above")?
        .to_owned())
}

fn exercises(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(root.join("exercises"))? {
        let entry = entry?;
        if entry.path().join("exercise.toml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
