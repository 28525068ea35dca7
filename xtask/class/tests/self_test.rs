//! The grader withstands one attack of each kind. All attacks, and each layer alone, are
//! tried by `cargo xtask grade --self-test`.

#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn one_attack_of_each_kind_is_stopped_and_honest_files_are_graded_as_at_home() {
    let output = Command::new(env!("CARGO_BIN_EXE_class"))
        .current_dir(ROOT)
        .arg("--self-test=sample")
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let failed: Vec<&str> = said.lines().filter(|line| line.contains("BAD")).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(
        output.status.success(),
        "{}{said}",
        String::from_utf8_lossy(&output.stderr)
    );
    let held = said.lines().filter(|line| line.starts_with("ok ")).count();
    assert!(held > 30, "only {held} were tried: {said}");
}
