//! A new edition of the workbook reaches learners who are half done: with git, in each of
//! the ways that they may have kept their edits, and as a zip.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::{Ran, Workbook, tests};

const FILE: &str = "exercises/ex1-squares/src/lib.rs";
const STARTER: &str = "exercises/ex1-squares/starter.rs";
const HISTORY: &str = ".workbook/history.jsonl";

/// What a new edition adds to a starter.
const ADDED: &str = "\n/// New in this edition.\npub fn count(numbers: &[u32]) -> usize {\n    \
                     numbers.len()\n}\n";

/// Whether there is a git to try it with.
fn there_is_git() -> bool {
    let there = Command::new("git").arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED: there is no git");
    }
    there
}

/// A folder with files of its own.
struct Folder {
    /// What keeps it; gone when dropped.
    _scratch: tempfile::TempDir,
    path: PathBuf,
}

impl Folder {
    fn new() -> Self {
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let path = scratch.path().canonicalize().expect("the scratch folder");
        Folder {
            _scratch: scratch,
            path,
        }
    }

    /// A clone of the workbook.
    fn clone_of(authors: &Workbook) -> Self {
        let folder = Folder::new();
        let from = authors.root().display().to_string();
        folder.git(&["clone", "-q", &from, "."]);
        folder
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path.join(name), text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Runs git, which must succeed.
    #[track_caller]
    fn git(&self, words: &[&str]) {
        git(&self.path, words);
    }

    /// Runs the workbook's commands.
    fn run(&self, authors: &Workbook, words: &[&str]) -> Ran {
        let mut command = authors.command(words);
        command.current_dir(&self.path);
        authors.ran(&command.output().expect("the runner"))
    }
}

#[track_caller]
fn git(folder: &Path, words: &[&str]) {
    let output = try_git(folder, words);
    assert!(output.status.success(), "git {words:?}: {output:?}");
}

/// Git as it comes: nobody's settings, and a name for commits.
fn try_git(folder: &Path, words: &[&str]) -> Output {
    let mut git = Command::new("git");
    git.args(words).current_dir(folder);
    for who in ["AUTHOR", "COMMITTER"] {
        git.env(format!("GIT_{who}_NAME"), "Somebody");
        git.env(format!("GIT_{who}_EMAIL"), "somebody@example.org");
    }
    git.env("GIT_CONFIG_GLOBAL", "/dev/null");
    git.env("GIT_CONFIG_NOSYSTEM", "1");
    git.output().expect("git")
}

/// A workbook with the attributes of this one, in a repository.
fn published() -> Workbook {
    let authors = Workbook::new();
    let attributes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.gitattributes");
    fs::copy(attributes, authors.path(".gitattributes")).expect("the attributes");
    authors.write(".gitignore", "/target/\n/.workbook/\n");
    git(&authors.root(), &["init", "-q", "-b", "main"]);
    commit(&authors, "First edition");
    authors
}

fn commit(authors: &Workbook, message: &str) {
    git(&authors.root(), &["add", "-A"]);
    git(&authors.root(), &["commit", "-q", "-m", message]);
}

/// The next edition: another starter, made as CONTRIBUTING.md says.
fn publish_a_new_starter(authors: &Workbook) {
    let starter = authors.read(STARTER);
    let earlier = authors.path("exercises/ex1-squares/earlier");
    fs::create_dir_all(&earlier).expect("a folder");
    let number = 1 + fs::read_dir(&earlier).expect("a folder").count();
    fs::write(earlier.join(format!("{number}.rs")), &starter).expect("a file");
    authors.write(STARTER, starter + ADDED);
    commit(authors, "Next edition");
}

/// What a learner made of the starter so far.
fn edited() -> String {
    let starter = tests().join("workbook").join(STARTER);
    let starter = fs::read_to_string(starter).expect("the starter");
    starter.replace("Vec::new()", "Vec::with_capacity(256)")
}

#[test]
fn an_edited_file_meets_no_conflict() {
    if !there_is_git() {
        return;
    }
    // What a learner did with an edited file, and how they pull. Git demands to be told how
    // to join two lines of commits; who has no commits need not say it.
    let ways: [(&[&[&str]], &[&str]); 5] = [
        (&[], &["pull"]),
        (&[], &["pull", "--rebase", "--autostash"]),
        (
            &[&["commit", "-qam", "my work"]],
            &["pull", "--no-rebase", "--no-edit"],
        ),
        (&[&["commit", "-qam", "my work"]], &["pull", "--rebase"]),
        (
            &[&["switch", "-qc", "mine"], &["commit", "-qam", "my work"]],
            &["pull", "--no-rebase", "--no-edit", "origin", "main"],
        ),
    ];
    for (did, pull) in ways {
        let authors = published();
        let learner = Folder::clone_of(&authors);
        learner.write(FILE, &edited());
        for words in did {
            learner.git(words);
        }
        publish_a_new_starter(&authors);
        learner.git(pull);
        assert_eq!(learner.read(FILE), edited(), "{did:?} {pull:?}");
        assert!(learner.read(STARTER).ends_with(ADDED));
        let ran = learner.run(&authors, &[]).expect(0);
        ran.says("the starter of ex1 changed since you began");
        assert_eq!(learner.read(FILE), edited(), "{did:?} {pull:?}");
    }
}

#[test]
fn a_zip_is_unpacked_over_the_old_one_and_begins_by_itself() {
    if !there_is_git() {
        return;
    }
    let authors = published();
    let learner = Folder::new();
    let hand_out = || {
        let zip = learner.path.join("workbook.tar");
        let path = zip.display().to_string();
        git(
            &authors.root(),
            &["archive", "--format=tar", "-o", &path, "HEAD"],
        );
        let mut tar = Command::new("tar");
        tar.args(["-xf", "workbook.tar"]).current_dir(&learner.path);
        assert!(tar.status().is_ok_and(|status| status.success()));
    };
    hand_out();
    assert!(!learner.path.join(FILE).exists());
    let ran = learner.run(&authors, &["list"]).expect(0);
    ran.says("made the files to edit from their starters: exercises/ex1-squares/src/lib.rs");
    assert_eq!(learner.read(FILE), learner.read(STARTER));

    learner.write(FILE, &edited());
    publish_a_new_starter(&authors);
    hand_out();
    assert_eq!(learner.read(FILE), edited());
    let ran = learner.run(&authors, &[]).expect(0);
    ran.says("the starter of ex1 changed since you began");

    // A file that somebody removed is not made again behind their back.
    fs::remove_file(learner.path.join(FILE)).expect("removed");
    learner.run(&authors, &["list"]).expect(0);
    assert!(!learner.path.join(FILE).exists());
}

#[test]
fn a_file_that_nobody_edited_follows_the_edition() {
    let authors = Workbook::new();
    let first = authors.read(STARTER);
    let earlier = authors.path("exercises/ex1-squares/earlier");
    fs::create_dir_all(&earlier).expect("a folder");
    fs::write(earlier.join("1.rs"), &first).expect("a file");
    authors.write(STARTER, first.clone() + ADDED);
    // As git on Windows writes it.
    authors.write(FILE, first.replace('\n', "\r\n"));
    authors.run(&["list", "--json"]).expect(0).says(
        "nobody had edited these, and they are brought up to this edition: exercises/ex1-squares",
    );
    assert_eq!(authors.read(FILE), authors.read(STARTER));
    let again = authors.run(&[]).expect(0);
    assert!(
        !again.stdout.contains("starter of ex1 changed"),
        "{again:?}"
    );
    assert_eq!(again.stderr, "");
    // What was put there is what they begin with.
    authors.write(FILE, edited());
    let ran = authors.run(&[]).expect(0);
    assert!(!ran.stdout.contains("starter of ex1 changed"), "{ran:?}");
}

#[test]
fn a_starter_that_changed_is_told_until_its_changes_were_seen() {
    let workbook = Workbook::new();
    let first = workbook.read(STARTER);
    workbook.write(FILE, edited());
    let told = "the starter of ex1 changed since you began";
    let quiet = |ran: Ran| assert!(!ran.stdout.contains(told), "{ran:?}");
    quiet(workbook.run(&[]).expect(0));
    quiet(workbook.run(&["check"]).expect(1));
    workbook
        .run(&["starter", "ex1"])
        .expect(0)
        .says("The starter of ex1 has not changed.");

    // The author forgot to keep the one before. The learner has it.
    workbook.write(STARTER, first.clone() + ADDED);
    workbook
        .run(&["--color", "never"])
        .expect(0)
        .says(told)
        .says("new in it, or declared in another way: `count`")
        .says("cargo xtask starter ex1")
        .says("cargo xtask reset");
    workbook.run(&["check"]).expect(1).says(told);
    let json = workbook.run(&["check", "--json"]).expect(1).stdout;
    assert!(json.contains("\"starter_changed\": true"), "{json}");
    workbook
        .run(&["starter", "ex1"])
        .expect(0)
        .says("+pub fn count(numbers: &[u32]) -> usize {")
        .says("was left as it is");
    assert_eq!(workbook.read(FILE), edited());
    quiet(workbook.run(&[]).expect(0));
    quiet(workbook.run(&["check"]).expect(1));
    workbook
        .run(&["starter", "ex1"])
        .expect(0)
        .says("+pub fn count(numbers: &[u32]) -> usize {");

    // And another one, which the learner begins anew with.
    workbook.write(STARTER, first);
    workbook.run(&[]).expect(0).says(told);
    workbook.run(&["reset", "ex1"]).expect(0).says("lib-1.rs");
    quiet(workbook.run(&[]).expect(0));
    workbook.write(FILE, edited());
    quiet(workbook.run(&["check"]).expect(1));
}

/// A damaged workbook is told as that, and teaches nothing wrong.
#[test]
fn a_starter_that_is_gone_for_a_while_did_not_change() {
    let workbook = Workbook::new();
    workbook.write(FILE, edited());
    let starter = workbook.read(STARTER);
    fs::remove_file(workbook.path(STARTER)).expect("removed");
    // Without a comparison with the starter, none is needed.
    workbook.run(&["check", "--json"]).expect(1);
    workbook.write(STARTER, starter);
    let ran = workbook.run(&[]).expect(0);
    assert!(!ran.stdout.contains("starter of ex1 changed"), "{ran:?}");
    assert_eq!(ran.stderr, "");

    let earlier = workbook.path("exercises/ex1-squares/earlier");
    fs::create_dir_all(&earlier).expect("a folder");
    fs::write(earlier.join("1.rs"), b"\xff").expect("a file");
    workbook.run(&[]).expect(2).says("1.rs cannot be read");
}

/// Who worked with an edition that did not note starters is told all the same.
#[test]
fn a_learner_of_an_edition_that_noted_no_starter_is_told_by_what_their_file_has() {
    let workbook = Workbook::new();
    workbook.write(FILE, edited());
    let folder = workbook.path(".workbook");
    fs::create_dir(folder).expect("a folder");
    let line =
        r#"{"time":1,"event":"check","id":"ex1","verdict":"over-budget","seed":1,"parts":{}}"#;
    workbook.write(HISTORY, format!("{line}\n"));
    let first = workbook.read(STARTER);
    let earlier = workbook.path("exercises/ex1-squares/earlier");
    fs::create_dir_all(&earlier).expect("a folder");
    fs::write(earlier.join("1.rs"), &first).expect("a file");
    workbook.write(STARTER, first + ADDED);
    for words in [&["check"][..], &["check"], &[]] {
        let ran = workbook.run(words);
        ran.says("the starter of ex1 changed since you began");
    }
    workbook.run(&["reset", "ex1"]).expect(0).says("lib-1.rs");
    assert_eq!(workbook.read(FILE), workbook.read(STARTER));
}
