//! What differs between two texts. In: both, with their names. Out: a unified diff.

use similar::{ChangeTag, TextDiff};

use super::style::{Role, Style};
use crate::text::tame;

/// A unified diff that turns `yours` into `theirs`.
pub fn changes(yours: &str, theirs: &str, names: &[String; 2], style: Style) -> String {
    if yours == theirs {
        return format!("{} and {} are the same.\n", names[0], names[1]);
    }
    let diff = TextDiff::from_lines(yours, theirs);
    let mut out = format!(
        "{}\n{}\n",
        style.paint(Role::Bad, format!("--- {}", names[0])),
        style.paint(Role::Good, format!("+++ {}", names[1]))
    );
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        out += &format!("{}\n", style.paint(Role::Frame, hunk.header()));
        for change in hunk.iter_changes() {
            let line = tame(change.value().trim_end_matches(['\n', '\r']));
            out += &match change.tag() {
                ChangeTag::Delete => style.paint(Role::Bad, format!("-{line}")),
                ChangeTag::Insert => style.paint(Role::Good, format!("+{line}")),
                ChangeTag::Equal => format!(" {line}"),
            };
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_changes() {
        let names = ["yours".to_owned(), "theirs".to_owned()];
        let text = changes("a\nb\nc\n", "a\nB\nc\n", &names, Style::plain());
        assert_eq!(
            text,
            "--- yours\n+++ theirs\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"
        );
        let same = changes("a\n", "a\n", &names, Style::plain());
        assert_eq!(same, "yours and theirs are the same.\n");
    }
}
