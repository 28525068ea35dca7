//! Code in pages. In: a fence that includes a file, or a part of one between
//! anchors. Out: a fence with that code, without the indentation that all of its
//! lines share. mdBook's own include shows nothing where an anchor is missing;
//! here that is an error.

use std::fs;
use std::path::Path;

use xtask::failure::Failure;

use crate::context::{Context, ensure};

/// The fence with every include in it replaced by what it names.
pub fn included(whole: &str, body: &str, source: &Path) -> Result<String, Failure> {
    let mut code = String::new();
    for line in body.lines() {
        let include = line
            .trim()
            .strip_prefix("{{#include ")
            .and_then(|rest| rest.strip_suffix("}}"));
        match include {
            Some(target) => code.push_str(&anchored(target.trim(), source)?),
            None => {
                code.push_str(line);
                code.push('\n');
            }
        }
    }
    Ok(whole.replacen(body, &code, 1))
}

/// The part of a file that `path:anchor` names, or all of it.
fn anchored(target: &str, source: &Path) -> Result<String, Failure> {
    let (path, anchor) = match target.split_once(':') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (target, None),
    };
    let file = source.join(path);
    let text = fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be included", file.display()))?;
    let part = match anchor {
        Some(anchor) => between(&text, anchor)
            .with_context(|| format!("{path} has no `ANCHOR: {anchor}` with an end"))?,
        None => text.lines().collect(),
    };
    let shown: Vec<&str> = part
        .into_iter()
        .filter(|line| !line.contains("ANCHOR: ") && !line.contains("ANCHOR_END: "))
        .collect();
    let stands = shown.iter().any(|line| !line.trim().is_empty());
    ensure(stands, || format!("nothing stands in {target}"))?;
    Ok(without_common_indentation(&shown))
}

fn between<'a>(text: &'a str, anchor: &str) -> Option<Vec<&'a str>> {
    let named = |line: &str, word: &str| {
        line.split_once(word)
            .is_some_and(|(_, name)| name.trim() == anchor)
    };
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().position(|line| named(line, "ANCHOR: "))?;
    let length = lines[start..]
        .iter()
        .position(|line| named(line, "ANCHOR_END: "))?;
    Some(lines[start + 1..start + length].to_vec())
}

fn without_common_indentation(lines: &[&str]) -> String {
    let indentation = |line: &&&str| line.len() - line.trim_start().len();
    let filled = lines.iter().filter(|line| !line.trim().is_empty());
    let shared = filled.map(|line| indentation(&line)).min().unwrap_or(0);
    lines
        .iter()
        .map(|line| format!("{}\n", line.get(shared..).unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let code = "fn a() {\n    // ANCHOR: b\n    b();\n\n        c();\n    // ANCHOR_END: b\n}\n\
                    // ANCHOR: bb\n// ANCHOR_END: bb\n";
        fs::write(folder.path().join("a.rs"), code).expect("a file");
        folder
    }

    #[test]
    fn a_part_is_shown_without_its_indentation() {
        let folder = folder();
        let body = "{{#include a.rs:b}}\n";
        let whole = format!("```rust\n{body}```\n");
        let shown = included(&whole, body, folder.path()).expect("code");
        assert_eq!(shown, "```rust\nb();\n\n    c();\n```\n");
    }

    #[test]
    fn what_is_not_there_is_named() {
        let folder = folder();
        for (target, told) in [
            ("z.rs", "z.rs cannot be included"),
            ("a.rs:z", "no `ANCHOR: z`"),
            ("a.rs:bb", "nothing stands in a.rs:bb"),
        ] {
            let error = anchored(target, folder.path()).expect_err(target);
            assert!(format!("{error:#}").contains(told), "{error:#}");
        }
    }
}
