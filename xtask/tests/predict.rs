//! `predict`: on the small workbook as a learner uses it, and on this workbook's
//! own questions.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::io::Write;
use std::process::Stdio;

use support::{Ran, Workbook, without_waiting};

const HISTORY: &str = ".workbook/history.jsonl";

/// `predict` with these words, and with this text on standard input.
fn predict(workbook: &Workbook, words: &[&str], input: &[u8]) -> Ran {
    let words = [&["predict"][..], words].concat();
    let mut command = workbook.command(&words);
    command
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the runner");
    // The runner may end before it has read everything.
    let _ = child.stdin.take().expect("its input").write_all(input);
    let mut ran = workbook.ran(&child.wait_with_output().expect("it ends"));
    ran.stderr = without_waiting(&ran.stderr);
    ran
}

fn json(ran: Ran) -> serde_json::Value {
    let ran = ran.expect(0);
    assert_eq!(ran.stderr, "");
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error} in {ran:?}"))
}

#[test]
fn answers_come_from_a_pipe_line_by_line() {
    let workbook = Workbook::new();
    let ran = predict(&workbook, &[], b"1_000\nmany\n16k\n?\n0\n").expect(0);
    assert_eq!(
        ran.stdout,
        "\
ch01-squares (a number; ? if you do not know; empty to skip; q to stop)

pub fn squares(count: u64) -> Vec<u64> {
    let mut squares = Vec::new();
    for number in 0..count {
        squares.push(number * number);
    }
    squares
}

with `squares(1_000)`
How many allocations in a release build? 1_000
How many bytes in all? many
`many`: expected a number such as 1200, 1,200 or 1.2k
How many bytes in all? 16k

                you   debug  release
allocations   1,000       9        9  further off: 111 times too many
bytes        16,000  16,352   16,352  within 10 %
Debug and release are the same here.
why: The list has room for 4 squares at first, and then for 8 numbers.

ch01-area (a number; ? if you do not know; empty to skip; q to stop)

pub fn area(side: u64) -> u64 {
    let sides = Box::new([side, side]);
    sides[0] * sides[1]
}

with `area(3)`
How many allocations in a release build? ?
How many bytes in all? 0

             you  debug  release
allocations    ?      1        0  not known
bytes          0     16        0  exact
The builds differ: 1 allocation and 16 bytes in debug, 0 allocations and 0 bytes
in release.
why: Nobody reads the box itself: 16 bytes in debug, 0 in release.

All of these were asked. `cargo xtask predict --score` shows how close you were.
"
    );
    assert_eq!(ran.stderr, "", "no progress where nobody watches");
    assert_eq!(workbook.read(HISTORY).lines().count(), 2);

    let list = json(predict(&workbook, &["--list", "--json"], b""));
    let first = &list["questions"][0];
    assert_eq!(first["id"], "ch01-squares");
    assert_eq!(first["answers"][0]["allocations"]["guess"], 1_000);
    assert_eq!(first["answers"][0]["allocations"]["release"], 9);
    assert_eq!(
        first["answers"][0]["bytes"]["closeness"],
        "within-10-percent"
    );
    let second = &list["questions"][1]["answers"][0]["allocations"];
    assert_eq!(second["guess"], serde_json::Value::Null);
    assert_eq!(second["debug"], 1);

    let score = json(predict(&workbook, &["--score", "--json"], b""));
    assert_eq!(score["predictions"], 2);
    assert_eq!(
        score["over_time"]["allocations"],
        serde_json::json!(["further-off", "unknown"])
    );
    assert_eq!(score["by_idea"][0]["chapter"], "ch01");
    predict(&workbook, &["--score"], b"")
        .expect(0)
        .says("allocations  +# 0 of 2 within a factor of 2, 0 exact\n");
    predict(&workbook, &["--list"], b"")
        .expect(0)
        .says("ch01-squares        1  1,000, was 9  16,000, was 16,352  further off\n");

    // Both were asked; the area was not known, so it comes first.
    let again = predict(&workbook, &[], b"").expect(0);
    assert!(again.stdout.starts_with("ch01-area "), "{again:?}");
}

#[test]
fn what_was_not_answered_is_not_kept() {
    let workbook = Workbook::new();
    for (input, ending) in [
        (&b""[..], "How many allocations in a release build? \n"),
        (b"9\n", "How many bytes in all? \n"),
        (b"9\nq\n", "How many bytes in all? q\n"),
        (b"\nq\n", "How many allocations in a release build? q\n"),
        (b"\xff\xfe\0", "How many allocations in a release build? \n"),
    ] {
        let ran = predict(&workbook, &[], input).expect(0);
        assert!(ran.stdout.ends_with(ending), "{input:?}: {ran:?}");
        assert_eq!(ran.stderr, "");
        assert!(!workbook.path(HISTORY).exists(), "{input:?}");
    }
    predict(&workbook, &["--score"], b"")
        .expect(0)
        .says("no predictions yet");
}

#[test]
fn an_idea_is_a_chapter_an_exercise_or_a_question() {
    let workbook = Workbook::new();
    for (word, first) in [
        ("ch01", "ch01-squares "),
        ("ex1", "ch01-squares "),
        ("squares", "ch01-squares "),
        ("ch01-area", "ch01-area "),
    ] {
        let ran = predict(&workbook, &[word], b"").expect(0);
        assert!(ran.stdout.starts_with(first), "{word}: {ran:?}");
    }
    predict(&workbook, &["ch09"], b"")
        .expect(2)
        .says("nothing is asked of `ch09`")
        .says("there are questions on ch01");
    predict(&workbook, &["nonsense"], b"").expect(2);
    predict(&workbook, &["--json"], b"").expect(2);
    predict(&workbook, &["--list", "--score"], b"").expect(2);
}

/// Both have their products in one folder, under the same names.
#[test]
fn nobody_is_shown_what_another_workbooks_listing_costs() {
    let (workbook, other) = (Workbook::new(), Workbook::new());
    let file = "book/listings/src/lib.rs";
    let broken = workbook.read(file).replace("sides[0] * sides[1]", "sides");
    workbook.write(file, broken);
    predict(&other, &["ch01-area"], b"1\n1\n").expect(0);
    predict(&workbook, &["ch01-area"], b"1\n1\n")
        .expect(2)
        .says("the book's listings do not compile");
}

#[test]
fn a_broken_listing_is_not_the_learners_fault() {
    let workbook = Workbook::new();
    let file = "book/listings/src/lib.rs";
    let broken = workbook.read(file).replace("sides[0] * sides[1]", "sides");
    workbook.write(file, broken);
    predict(&workbook, &["ch01-area"], b"1\n1\n")
        .expect(2)
        .says("the book's listings do not compile")
        .says("mismatched types");
    assert!(!workbook.path(HISTORY).exists());
    let file = "book/listings/predictions.toml";
    let missing = workbook.read(file).replace("\"area\"", "\"volume\"");
    workbook.write(file, missing);
    predict(&workbook, &[], b"")
        .expect(2)
        .says("predictions.toml: ch01-area: book/listings/src/lib.rs has no `volume`");
    std::fs::remove_file(workbook.path(file)).expect("removed");
    predict(&workbook, &["--list"], b"").expect(2).says(file);
}

#[test]
fn a_history_with_predictions_is_read_by_all_other_commands() {
    let workbook = Workbook::new();
    std::fs::create_dir(workbook.path(".workbook")).expect("a folder");
    let known = r#"{"time":1,"event":"prediction","id":"ch01-area","items":3,"allocations":{"guess":1,"debug":1,"release":0},"bytes":{"guess":null,"debug":16,"release":0}}"#;
    let unknown = r#"{"time":1,"event":"from-a-later-version"}"#;
    workbook.write(HISTORY, format!("{known}\n{unknown}\n"));
    let ran = workbook.run(&["list"]).expect(0);
    assert!(ran.stderr.contains("skipped what cannot be read, line 2;"));
    predict(&workbook, &["--list"], b"")
        .expect(0)
        .says("1, was 0     ?, was 0  not known");
    assert_eq!(workbook.read(HISTORY), format!("{known}\n{unknown}\n"));
}
