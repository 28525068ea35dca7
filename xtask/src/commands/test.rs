//! `test`: everything that the project tests, in the order of its price.

use std::process::Command;

use super::{command, verify};
use crate::failure::Failure;
use crate::pipe::build;
use crate::process;
use crate::report::style::Role;
use crate::session::{Outcome, Session};

/// Runs all tests.
pub const COMMAND: command::Command = command::Command {
    name: "test",
    define: |command| command.about("Run everything that the project tests"),
    read: |_| Box::new(|session| run(session)),
};

/// A cargo command that must succeed: its words, and a variable to set for it.
struct Step {
    words: &'static [&'static str],
    variable: Option<(&'static str, &'static str)>,
}

const STEPS: [Step; 4] = [
    Step {
        words: &["fmt", "--all", "--check"],
        variable: None,
    },
    Step {
        words: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
        variable: None,
    },
    Step {
        words: &[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ],
        variable: Some(("RUSTDOCFLAGS", "-D warnings")),
    },
    Step {
        words: &["test", "--workspace", "--no-fail-fast"],
        variable: None,
    },
];

/// How often `test` weighs every window of every starter and solution.
const RUNS: usize = 20;

/// Runs all steps, also after one that fails, and says which did.
fn run(session: &Session) -> Result<Outcome, Failure> {
    let mut failed = Vec::new();
    for step in &STEPS {
        let title = format!("cargo {}", step.words.join(" "));
        announce(session, &title);
        let mut cargo: Command = build::cargo();
        cargo.args(step.words).current_dir(&session.workbook.root);
        cargo.envs(step.variable);
        if !process::status(&mut cargo, &session.interrupt)?.success() {
            failed.push(title);
        }
    }
    let title = format!("cargo xtask verify --runs {RUNS}");
    announce(session, &title);
    let options = verify::Options {
        ids: Vec::new(),
        runs: RUNS,
    };
    if verify::run(session, &options)? == Outcome::SomethingFails {
        failed.push(title);
    }
    if failed.is_empty() {
        println!("{}", session.style.paint(Role::Good, "all tests pass"));
        return Ok(Outcome::AllPass);
    }
    println!("{}", session.style.paint(Role::Bad, "these failed:"));
    for title in failed {
        println!("  {title}");
    }
    Ok(Outcome::SomethingFails)
}

fn announce(session: &Session, title: &str) {
    println!(
        "{}",
        session.style.paint(Role::Strong, format!("==> {title}"))
    );
}
