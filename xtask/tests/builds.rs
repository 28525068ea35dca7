//! A part that also runs in a debug build may have sizes of its own there.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use support::Workbook;

const EXERCISE: &str = "exercises/ex1-squares/exercise.toml";

#[test]
fn a_debug_build_is_asked_for_its_own_sizes() {
    let workbook = Workbook::new();
    let exercise = workbook.read(EXERCISE);
    let (squares, sum) = exercise.split_once("name = \"sum\"").expect("a part");
    let both = "builds = [\"release\", \"debug\"]\n";
    workbook.write(
        EXERCISE,
        format!(
            "{}name = \"sum\"\n{both}debug_sizes = [2, 20]{sum}",
            squares.replace("\nitem =", &format!("\n{both}item ="))
        ),
    );
    let ran = workbook
        .run(&["check", "ex1", "--solutions", "--json"])
        .expect(0);
    let document: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let sizes = |part: usize, build: &str| -> Vec<u64> {
        let windows = &document["exercises"][0]["parts"][part]["windows"];
        let windows = windows.as_array().expect("windows").iter();
        let of_build = windows.filter(|window| window["build"] == build);
        of_build
            .filter_map(|window| window["items"].as_u64())
            .collect()
    };
    // Where a part names none, they are the same in both builds.
    assert_eq!(sizes(0, "release"), [8, 64, 512]);
    assert_eq!(sizes(0, "debug"), [8, 64, 512]);
    assert_eq!(sizes(1, "release"), [8, 64, 512]);
    assert_eq!(sizes(1, "debug"), [2, 20]);
}
