//! The results of a class, as they come. In: records. Out: `results.jsonl`, which is
//! complete up to its last whole line at any moment, and the folder `sources` with the
//! files that were graded, named by their SHA-256.
//!
//! A record is written in one piece and synced before it counts. Whoever starts again
//! after a power cut finds all whole lines; the torn one is cut off and kept beside.

pub mod members;
pub mod merge;
pub mod record;

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xtask::failure::Failure;
use xtask::schema::Schema;

use crate::ledger::record::Record;
use crate::{private, sha256};

/// An open folder of results.
#[derive(Debug)]
pub struct Ledger {
    folder: PathBuf,
    file: File,
    /// Where each (student, exercise) has its newest record: the beginning of its
    /// line, and the line's length in bytes.
    newest: HashMap<(String, String), (u64, u64)>,
    end: u64,
    /// Kept while somebody writes to this folder.
    _lock: File,
}

/// What is the same for all records of a folder: `grading.json`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SameForAll {
    #[serde(default)]
    schema: Schema<1>,
    seed: u64,
}

impl Ledger {
    /// Opens the folder, which is made if it is not there. Tells what was wrong with
    /// it and is mended.
    pub fn open(folder: &Path) -> Result<(Self, Vec<String>), Failure> {
        let fail = |path: &Path, error: &std::io::Error| Failure::io("write", path, error);
        let sources = folder.join("sources");
        private::create_folders(&sources).map_err(|error| fail(folder, &error))?;
        let lock_path = folder.join("lock");
        let lock = private::create(&lock_path).map_err(|error| fail(&lock_path, &error))?;
        if lock.try_lock().is_err() {
            return Err(
                Failure::new(format!("another grading writes to {}", folder.display()))
                    .next("wait for its end, or choose another folder with --out"),
            );
        }
        let path = folder.join("results.jsonl");
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut file = private::open(&mut options, &path).map_err(|error| fail(&path, &error))?;
        let (newest, end, mut warnings) =
            index(BufReader::new(&file)).map_err(|error| Failure::io("read", &path, &error))?;
        let length = file
            .metadata()
            .map_err(|error| Failure::io("read", &path, &error))?
            .len();
        if end < length {
            let torn = folder.join("results.torn");
            file.seek(SeekFrom::Start(end))
                .and_then(|_| io::copy(&mut file, &mut private::create(&torn)?))
                .map_err(|error| fail(&torn, &error))?;
            file.set_len(end).map_err(|error| fail(&path, &error))?;
            file.sync_all().map_err(|error| fail(&path, &error))?;
            warnings.push(format!(
                "{}: the last line was not whole; it is in {} now, and will be graded again",
                path.display(),
                torn.display()
            ));
        }
        Ok((
            Ledger {
                folder: folder.to_owned(),
                file,
                newest,
                end,
                _lock: lock,
            },
            warnings,
        ))
    }

    /// What all inputs are made from, which nobody knew before: as it was, or `new` if
    /// this is the first time.
    pub fn seed(&self, new: u64) -> Result<u64, Failure> {
        let path = self.folder.join("grading.json");
        if let Ok(text) = std::fs::read(&path) {
            let same: SameForAll = serde_json::from_slice(&text).map_err(|error| {
                Failure::new(format!("{}: {error}", path.display()))
                    .next("choose another folder with --out")
            })?;
            return Ok(same.seed);
        }
        let same = SameForAll {
            schema: Schema,
            seed: new,
        };
        write_whole(&path, &serde_json::to_vec(&same).unwrap_or_default())?;
        Ok(new)
    }

    /// Keeps a graded file, so that a verdict can be looked at later. One that is there under
    /// its name is looked at: a damaged one is written anew.
    pub fn keep_source(&self, sha256: &str, text: &str) -> Result<(), Failure> {
        let path = self.source(sha256);
        if std::fs::read(&path).is_ok_and(|kept| sha256::of(&kept) == sha256) {
            return Ok(());
        }
        write_whole(&path, text.as_bytes())
    }

    /// The text of a file that is kept.
    ///
    /// # Errors
    ///
    /// It cannot be read, or it is another one by now.
    pub fn read_source(&self, sha256: &str) -> Result<String, Failure> {
        read_source(&self.source(sha256), sha256)
    }

    /// Where a graded file is kept.
    pub fn source(&self, sha256: &str) -> PathBuf {
        self.folder.join("sources").join(format!("{sha256}.rs"))
    }

    /// An empty folder for what is built and run. What a grading that was killed has
    /// left there is deleted: the lock says that nobody needs it.
    pub fn scratch(&self) -> Result<PathBuf, Failure> {
        let path = self.folder.join("scratch");
        let fail = |error: io::Error| {
            Failure::io("empty the scratch folder", &path, &error)
                .next("delete it and start again: results are not in it")
        };
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(fail(error)),
            _ => {}
        }
        private::create_folder(&path).map_err(fail)?;
        // Compiler and harness are started in other folders.
        path.canonicalize().map_err(fail)
    }

    /// Writes a record, and returns when it is on the disk.
    pub fn add(&mut self, record: &Record) -> Result<(), Failure> {
        let path = self.folder.join("results.jsonl");
        let fail = |error: std::io::Error| {
            Failure::io("write", &path, &error)
                .next("make room and start again: what is written so far is kept")
        };
        let mut line = serde_json::to_vec(record)
            .map_err(|error| Failure::new(format!("a record is no JSON: {error}")))?;
        line.push(b'\n');
        let written = self
            .file
            .write_all(&line)
            .and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            // A piece of a line may be there. It is cut off, now or at the next start.
            let _ = self.file.set_len(self.end);
            return Err(fail(error));
        }
        let key = (record.student.clone(), record.exercise.clone());
        self.newest.insert(key, (self.end, line.len() as u64));
        self.end += line.len() as u64;
        Ok(())
    }

    /// The newest record of a student's exercise.
    pub fn find(&self, student: &str, exercise: &str) -> Result<Option<Record>, Failure> {
        let key = (student.to_owned(), exercise.to_owned());
        let Some((start, length)) = self.newest.get(&key) else {
            return Ok(None);
        };
        let path = self.folder.join("results.jsonl");
        let fail = |error: std::io::Error| Failure::io("read", &path, &error);
        let mut line = vec![0; *length as usize];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(*start)).map_err(fail)?;
        file.read_exact(&mut line).map_err(fail)?;
        serde_json::from_slice(&line).map(Some).map_err(|error| {
            Failure::new(format!("{}: byte {start}: {error}", path.display()))
                .next("choose another folder with --out")
        })
    }

    /// Everyone who has a record, with the exercise.
    pub fn keys(&self) -> impl Iterator<Item = &(String, String)> {
        self.newest.keys()
    }
}

/// The text of a file that is kept by its SHA-256. A student is never told what became of
/// another text.
///
/// # Errors
///
/// It cannot be read, or it is another one by now.
pub fn read_source(path: &Path, sha256: &str) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|error| Failure::io("read", path, &error))?;
    let damaged = || {
        Failure::new(format!(
            "{} was changed after it was handed in: its SHA-256 is not its name any more",
            path.display()
        ))
        .next("delete it and start again: the file is copied anew")
    };
    if sha256::of(&bytes) != sha256 {
        return Err(damaged());
    }
    String::from_utf8(bytes).map_err(|_| damaged())
}

type Newest = HashMap<(String, String), (u64, u64)>;

/// Where the newest records are, where the last whole line ends, and which lines are
/// not records. One line at a time is in memory.
fn index(mut lines: impl BufRead) -> io::Result<(Newest, u64, Vec<String>)> {
    let mut newest = HashMap::new();
    let mut warnings = Vec::new();
    let mut start = 0;
    let mut number = 0;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 && line.ends_with(b"\n") {
        number += 1;
        // All of it is read: what could not be read later would end a grading then.
        match serde_json::from_slice::<Record>(&line) {
            Ok(record) => {
                let key = (record.student, record.exercise);
                newest.insert(key, (start, line.len() as u64));
            }
            Err(error) => warnings.push(format!(
                "results.jsonl:{number}: not a record, and left as it is: {error}"
            )),
        }
        start += line.len() as u64;
        line.clear();
    }
    Ok((newest, start, warnings))
}

/// Writes a file in one step: it is there whole, or not at all.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fail = |error: std::io::Error| Failure::io("write", path, &error);
    let folder = path.parent().unwrap_or(path);
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    file.persist(path).map_err(|error| fail(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::record::{ExerciseOutcome, Proof};
    use crate::policy::GradingLimits;

    fn record(student: &str, exercise: &str, seed: u64) -> Record {
        Record {
            schema: Schema,
            student: student.to_owned(),
            exercise: exercise.to_owned(),
            outcome: ExerciseOutcome::NotSent,
            flags: Vec::new(),
            proof: Proof {
                file: None,
                source: None,
                exercise: "e".to_owned(),
                toolchain: "t".to_owned(),
                policy: "p".to_owned(),
                isolation: "sealed".to_owned(),
                seed,
                limits: GradingLimits::default(),
                at: 1,
                took_ms: 2,
            },
        }
    }

    #[test]
    fn finds_the_newest_record_after_a_restart() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        {
            let (mut ledger, warnings) = Ledger::open(folder.path()).expect("a ledger");
            assert!(warnings.is_empty());
            ledger.add(&record("kim", "ex1", 1)).expect("written");
            ledger.add(&record("lou", "ex1", 2)).expect("written");
            ledger.add(&record("kim", "ex1", 3)).expect("written");
        }
        let (ledger, warnings) = Ledger::open(folder.path()).expect("a ledger");
        assert!(warnings.is_empty());
        let seed = |student| {
            let found = ledger.find(student, "ex1").expect("readable");
            found.map(|record| record.proof.seed)
        };
        assert_eq!(seed("kim"), Some(3));
        assert_eq!(seed("lou"), Some(2));
        assert_eq!(seed("max"), None);
    }

    #[test]
    fn a_torn_line_is_cut_off_and_kept() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("results.jsonl");
        let whole = {
            let (mut ledger, _) = Ledger::open(folder.path()).expect("a ledger");
            ledger.add(&record("kim", "ex1", 1)).expect("written");
            ledger.add(&record("lou", "ex1", 2)).expect("written");
            std::fs::read(&path).expect("the file")
        };
        let first = whole
            .iter()
            .position(|byte| *byte == b'\n')
            .expect("a line")
            + 1;
        for cut in [first, first + 1, first + 40, whole.len() - 1] {
            std::fs::write(&path, &whole[..cut]).expect("written");
            let (mut ledger, warnings) = Ledger::open(folder.path()).expect("a ledger");
            assert_eq!(warnings.len(), usize::from(cut > first), "{cut}");
            assert!(ledger.find("kim", "ex1").expect("readable").is_some());
            assert!(ledger.find("lou", "ex1").expect("readable").is_none());
            ledger.add(&record("lou", "ex1", 2)).expect("written");
            drop(ledger);
            assert_eq!(std::fs::read(&path).expect("the file"), whole);
        }
    }

    #[test]
    fn a_folder_has_one_writer_and_one_seed() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let (ledger, _) = Ledger::open(folder.path()).expect("a ledger");
        assert!(Ledger::open(folder.path()).is_err());
        assert_eq!(ledger.seed(7).expect("7"), 7);
        assert_eq!(ledger.seed(8).expect("7"), 7);
    }

    #[test]
    fn a_line_that_is_no_record_is_named_and_left() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let path = folder.path().join("results.jsonl");
        let whole = serde_json::to_string(&record("kim", "ex1", 4)).expect("JSON");
        let mut without = serde_json::to_value(record("kim", "ex1", 5)).expect("JSON");
        let fields = without.as_object_mut().expect("an object");
        let proof = fields.remove("proof").expect("a field");
        let without_proof = without.to_string();
        let fields = without.as_object_mut().expect("an object");
        fields.insert("proof".to_owned(), proof);
        fields.remove("outcome").expect("a field");
        let before = format!("nonsense\n{whole}\n{without_proof}\n{without}\n");
        std::fs::write(&path, &before).expect("written");
        let (mut ledger, warnings) = Ledger::open(folder.path()).expect("a ledger");
        assert_eq!(warnings.len(), 3, "{warnings:?}");
        let seed = |ledger: &Ledger| {
            let found = ledger.find("kim", "ex1").expect("readable");
            found.map(|record| record.proof.seed)
        };
        // The last line that is one counts.
        assert_eq!(seed(&ledger), Some(4));
        ledger.add(&record("kim", "ex1", 6)).expect("written");
        assert_eq!(seed(&ledger), Some(6));
        let text = std::fs::read_to_string(&path).expect("the file");
        assert!(text.starts_with(&before));
    }

    #[test]
    fn a_kept_file_is_believed_by_what_is_in_it() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        let (ledger, _) = Ledger::open(folder.path()).expect("a ledger");
        let text = "pub fn f() {}\n";
        let name = sha256::of(text.as_bytes());
        ledger.keep_source(&name, text).expect("written");
        assert_eq!(ledger.read_source(&name).expect("a text"), text);
        for damaged in ["", "pub fn", "pub fn f() {}\n\n"] {
            std::fs::write(ledger.source(&name), damaged).expect("written");
            let failure = ledger.read_source(&name).expect_err("another text");
            assert!(failure.to_string().contains("its SHA-256 is not its name"));
            ledger.keep_source(&name, text).expect("written");
            assert_eq!(ledger.read_source(&name).expect("a text"), text);
        }
    }
}
