//! From an overlay to a whole file. In: the overlay's text, the base that it is laid on,
//! and the texts that it may take items from. Out: a file as a student would hand it in.
//!
//! - An item of the overlay replaces the base's item of the same kind and name, in its
//!   place. Other items follow the one before them in the overlay; the first ones stand
//!   before all of the base's.
//! - `fn name() {` keeps the signature of the base's function of that name: a signature is
//!   written in one place.
//! - `use` items without `as` join those of the base, in rustfmt's order.
//! - `use starter::f as g;` stands for the starter's `f` under the name `g`, and is no
//!   import. `reference` and `shared` are such sources, too. Comments above it go with it.
//! - The base's comments are left out.
//!
//! Texts must be formatted as rustfmt does it: an item ends with the line that begins at
//! the left margin and ends with `}` or `;`.

/// What overlays are laid on, and take items from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'s> {
    /// The solution of the exercise.
    pub reference: &'s str,
    /// The starter of the exercise.
    pub starter: &'s str,
    /// What several overlays have in common.
    pub shared: &'s str,
}

impl<'s> Sources<'s> {
    /// The base of that name.
    pub fn named(self, name: &str) -> Result<&'s str, String> {
        match name {
            "reference" => Ok(self.reference),
            "starter" => Ok(self.starter),
            "nothing" => Ok(""),
            _ => Err(format!(
                "expected `reference`, `starter` or `nothing` as the base, found `{name}`"
            )),
        }
    }
}

#[derive(Clone, Debug, Default)]
struct Item {
    /// Whether an empty line stands before it.
    gap: bool,
    /// The comments above it.
    above: String,
    text: String,
}

/// Lays `overlay` on `base`, of which the items `without` are left out first, as in
/// `fn sum_lines` or `use std::rc::Rc`. If the overlay has such an item, it stands where
/// the overlay has it.
pub fn lay(
    overlay: &str,
    base: &str,
    without: &[String],
    sources: Sources<'_>,
) -> Result<String, String> {
    let mut all = split(&without_comments(base));
    all.iter_mut().for_each(|item| item.gap = true);
    let kept = left(&all, without)?;
    let (mut uses, mut items): (Vec<_>, Vec<_>) = kept.into_iter().partition(Item::is_import);
    let mut at = 0;
    for item in split(overlay) {
        for mut item in taken(item, sources)? {
            if item.is_import() {
                uses.push(item);
                continue;
            }
            item.complete(&all);
            match items.iter().position(|old| old.key() == item.key()) {
                Some(old) => {
                    item.gap = true;
                    items[old] = item;
                    at = old + 1;
                }
                None => {
                    items.insert(at, item);
                    at += 1;
                }
            }
        }
    }
    uses.sort_by_key(Item::rank);
    uses.dedup_by(|one, other| one.text == other.text);
    Ok(joined(&uses, &items))
}

fn without_comments(text: &str) -> String {
    let lines = text.lines();
    lines
        .filter(|line| !line.trim_start().starts_with("//"))
        .fold(String::new(), |text, line| text + line + "\n")
}

fn split(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut item = Item::default();
    for line in text.lines().filter(|line| !line.starts_with("//!")) {
        if item.above.is_empty() && item.text.is_empty() && line.is_empty() {
            item.gap = true;
            continue;
        }
        let is_above = item.text.is_empty() && (line.is_empty() || line.starts_with("//"));
        let to = if is_above {
            &mut item.above
        } else {
            &mut item.text
        };
        to.push_str(line);
        to.push('\n');
        if !is_above && !line.starts_with(' ') && line.ends_with(['}', ';']) {
            items.push(std::mem::take(&mut item));
        }
    }
    if !item.text.is_empty() {
        items.push(item);
    }
    items
}

/// All items but those.
fn left(all: &[Item], without: &[String]) -> Result<Vec<Item>, String> {
    let mut left = all.to_vec();
    for key in without {
        let at = left.iter().position(|item| item.key() == key);
        left.remove(at.ok_or_else(|| format!("nothing to leave out is called `{key}`"))?);
    }
    Ok(left)
}

/// The items that a `use` of a source stands for; any other item is itself.
fn taken(item: Item, sources: Sources<'_>) -> Result<Vec<Item>, String> {
    let path = item.text.strip_prefix("use ");
    let Some((source, names)) = path.and_then(|path| path.split_once("::")) else {
        return Ok(vec![item]);
    };
    let items = match source {
        "reference" => split(&without_comments(sources.reference)),
        "starter" => split(&without_comments(sources.starter)),
        "shared" => split(sources.shared),
        _ => return Ok(vec![item]),
    };
    let names = names
        .trim_start_matches('{')
        .trim_end_matches([';', '\n', '}']);
    let mut wanted: Vec<_> = names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(|name| name.split_once(" as ").unwrap_or((name, name)))
        .collect();
    let mut found = Vec::new();
    for mut taken in items {
        let Some(at) = wanted.iter().position(|(name, _)| taken.name() == *name) else {
            continue;
        };
        let (name, new) = wanted.remove(at);
        if new != name {
            let text = taken.text.strip_prefix("pub ").unwrap_or(&taken.text);
            taken.text = text.replacen(name, new, 1);
        }
        if found.is_empty() {
            taken.gap = item.gap;
            taken.above.insert_str(0, &item.above);
        }
        found.push(taken);
    }
    match wanted.first() {
        None => Ok(found),
        Some((name, _)) => Err(format!("`{source}` has no item of the name `{name}`")),
    }
}

fn joined(uses: &[Item], items: &[Item]) -> String {
    let mut text = String::new();
    for item in uses {
        text.push_str(&item.text);
    }
    for (at, item) in items.iter().enumerate() {
        if !text.is_empty() && (at == 0 || item.gap) {
            text.push('\n');
        }
        text.push_str(&item.above);
        text.push_str(&item.text);
    }
    text
}

impl Item {
    /// Its kind and name, as in `struct Request` or `impl Display for Tree`.
    fn key(&self) -> &str {
        let head = self.text.lines().find(|line| !line.starts_with('#'));
        let head = head.unwrap_or_default();
        let head = head.strip_prefix("pub ").unwrap_or(head);
        let end = if head.starts_with("use ") {
            head.find(';')
        } else if head.starts_with("impl") {
            head.find('{')
        } else {
            head.find(['(', '<', ':', '{', '=', ';'])
        };
        head[..end.unwrap_or(head.len())].trim_end()
    }

    fn name(&self) -> &str {
        self.key().rsplit(' ').next().unwrap_or_default()
    }

    fn is_import(&self) -> bool {
        self.text.starts_with("use ") && !self.text.contains(" as ")
    }

    /// Where it stands among imports: the module itself comes before what is in it.
    fn rank(&self) -> String {
        self.key().replace("{self", "{")
    }

    /// Gives a function's body the signature that it has in the base.
    fn complete(&mut self, base: &[Item]) {
        let key = self.key();
        let body = self.text.strip_prefix(&format!("{key}() {{\n"));
        let old = base.iter().find(|old| old.key() == key);
        if let Some((body, signature)) = body.zip(old.and_then(Item::signature)) {
            self.text = format!("{signature}{body}");
        }
    }

    fn signature(&self) -> Option<&str> {
        let end = self.text.find("{\n")? + "{\n".len();
        Some(&self.text[..end])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = "\
//! Solved.

use std::io::{self, BufRead};
use std::rc::Rc;

/// One line.
#[derive(Debug)]
pub struct Line(u8);

// -----
pub fn sum(
    text: &str,
) -> u8 {
    // One after the other.
    text.len()
}

fn last() {}
";

    const STARTER: &str = "/// Slow.\npub fn sum(text: &str) -> u8 {\n    slow(text)\n}\n";

    const SHARED: &str =
        "//! Shared.\n\nconst A: u8 = 1;\nconst B: u8 = 2;\n\n/// Holds.\nstruct C;\n";

    fn laid(overlay: &str, without: &[&str]) -> Result<String, String> {
        let without: Vec<String> = without.iter().map(|&key| key.to_owned()).collect();
        let sources = Sources {
            reference: REFERENCE,
            starter: STARTER,
            shared: SHARED,
        };
        lay(overlay, REFERENCE, &without, sources)
    }

    const USES: &str = "use std::io::{self, BufRead};\nuse std::rc::Rc;\n";
    const LINE: &str = "\n#[derive(Debug)]\npub struct Line(u8);\n";
    const SUM: &str = "\npub fn sum(\n    text: &str,\n) -> u8 {\n    text.len()\n}\n";
    const LAST: &str = "\nfn last() {}\n";

    #[test]
    fn items_find_their_places() {
        for (overlay, expected) in [
            ("", [USES, LINE, SUM, LAST].concat()),
            // Another body, and what follows it.
            (
                "fn sum() {\n    7\n}\n\nconst N: u8 = 1;\n",
                [
                    USES,
                    LINE,
                    "\npub fn sum(\n    text: &str,\n) -> u8 {\n    7\n}\n\nconst N: u8 = 1;\n",
                    LAST,
                ]
                .concat(),
            ),
            // What is new stands first; comments stay; a whole item replaces all of one.
            (
                "/// New.\nfn new() {}\n\n/// Other.\npub struct Line {\n    byte: u8,\n}\n",
                [
                    USES,
                    "\n/// New.\nfn new() {}\n\n/// Other.\npub struct Line {\n    byte: u8,\n}\n",
                    SUM,
                    LAST,
                ]
                .concat(),
            ),
            // Imports are sorted, and the module itself comes first.
            (
                "use std::io::{BufReader, Read};\nuse std::fs::File;\nuse std::io::Write;\n",
                [
                    "use std::fs::File;\nuse std::io::Write;\nuse std::io::{self, BufRead};\n\
                     use std::io::{BufReader, Read};\nuse std::rc::Rc;\n",
                    LINE,
                    SUM,
                    LAST,
                ]
                .concat(),
            ),
            (
                "use core::mem as memory;\n",
                [USES, "\nuse core::mem as memory;\n", LINE, SUM, LAST].concat(),
            ),
            (
                "/// Slow.\nuse starter::sum as slow_sum;\n",
                [
                    USES,
                    "\n/// Slow.\nfn slow_sum(text: &str) -> u8 {\n    slow(text)\n}\n",
                    LINE,
                    SUM,
                    LAST,
                ]
                .concat(),
            ),
            // In the order of the source.
            (
                "use shared::{C, A, B};\n\nuse reference::last;\n\nstatic S: C = C;\n",
                [
                    USES,
                    "\nconst A: u8 = 1;\nconst B: u8 = 2;\n\n/// Holds.\nstruct C;\n",
                    LINE,
                    SUM,
                    LAST,
                    "\nstatic S: C = C;\n",
                ]
                .concat(),
            ),
        ] {
            assert_eq!(laid(overlay, &[]).as_ref(), Ok(&expected), "{overlay}");
        }
    }

    #[test]
    fn what_is_left_out_can_be_moved_and_must_be_there() {
        let expected = ["use std::io::{self, BufRead};\n", LINE, LAST].concat();
        assert_eq!(laid("", &["use std::rc::Rc", "fn sum"]), Ok(expected));
        let expected = [USES, SUM, LINE, LAST].concat();
        let moved = "fn sum() {\n    text.len()\n}\n";
        assert_eq!(laid(moved, &["fn sum"]), Ok(expected));
        for (overlay, without, word) in [
            ("", &["fn gone"][..], "`fn gone`"),
            ("use starter::gone;\n", &[], "`gone`"),
            ("use shared::{A, gone};\n", &[], "`gone`"),
        ] {
            let error = laid(overlay, without).expect_err(overlay);
            assert!(error.contains(word), "{error}");
        }
    }
}
