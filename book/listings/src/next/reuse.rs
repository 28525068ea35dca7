//! Blocks that are there already: `clone_from`, `mem::take`.

use std::mem;

// ANCHOR: cloned
/// Keeps a copy of the latest list. Each copy is made from nothing.
pub fn backup_cloned(versions: &[Vec<String>]) -> Vec<String> {
    let mut backup = Vec::new();
    for version in versions {
        backup = version.clone();
    }
    backup
}
// ANCHOR_END: cloned

// ANCHOR: reused
/// Keeps a copy of the latest list, in the blocks of the copy before.
pub fn backup_reused(versions: &[Vec<String>]) -> Vec<String> {
    let mut backup = Vec::new();
    for version in versions {
        backup.clone_from(version);
    }
    backup
}
// ANCHOR_END: reused

// ANCHOR: derived
/// A list with its number.
#[derive(Clone, Default)]
pub struct Version {
    /// Counts up.
    pub number: u64,
    /// What it says.
    pub lines: Vec<String>,
}

/// Keeps a copy of the latest version.
pub fn backup_derived(versions: &[Version]) -> Version {
    let mut backup = Version::default();
    for version in versions {
        backup.clone_from(version);
    }
    backup
}
// ANCHOR_END: derived

// ANCHOR: written
/// A list with its number, which says how it is copied onto another.
#[derive(Default)]
pub struct Careful {
    /// Counts up.
    pub number: u64,
    /// What it says.
    pub lines: Vec<String>,
}

impl Clone for Careful {
    fn clone(&self) -> Self {
        Careful {
            number: self.number,
            lines: self.lines.clone(),
        }
    }

    fn clone_from(&mut self, source: &Self) {
        self.number = source.number;
        self.lines.clone_from(&source.lines);
    }
}
// ANCHOR_END: written

/// Keeps a copy of the latest version.
pub fn backup_written(versions: &[Careful]) -> Careful {
    let mut backup = Careful::default();
    for version in versions {
        backup.clone_from(version);
    }
    backup
}

// ANCHOR: outbox
/// Texts that wait until there are enough of them.
#[derive(Default)]
pub struct Outbox {
    pending: Vec<String>,
}

impl Outbox {
    /// Hands out a copy of what waits, and throws the original away.
    pub fn flush_cloned(&mut self) -> Vec<String> {
        let batch = self.pending.clone();
        self.pending.clear();
        batch
    }

    /// Hands out what waits, and leaves an empty list.
    pub fn flush_taken(&mut self) -> Vec<String> {
        mem::take(&mut self.pending)
    }

    /// As above, and the next list has room from the start.
    pub fn flush_replaced(&mut self) -> Vec<String> {
        let room = Vec::with_capacity(self.pending.len());
        mem::replace(&mut self.pending, room)
    }
}
// ANCHOR_END: outbox

/// Sends the texts in batches of sixteen, and counts their bytes.
pub fn send_cloned(texts: &[&str]) -> usize {
    send(texts, Outbox::flush_cloned)
}

/// Sends the texts in batches of sixteen, and counts their bytes.
pub fn send_taken(texts: &[&str]) -> usize {
    send(texts, Outbox::flush_taken)
}

/// Sends the texts in batches of sixteen, and counts their bytes.
pub fn send_replaced(texts: &[&str]) -> usize {
    send(texts, Outbox::flush_replaced)
}

fn send(texts: &[&str], flush: impl Fn(&mut Outbox) -> Vec<String>) -> usize {
    let mut outbox = Outbox::default();
    let mut sent = 0;
    for text in texts {
        outbox.pending.push(text.to_string());
        if outbox.pending.len() == 16 {
            sent += flush(&mut outbox).iter().map(String::len).sum::<usize>();
        }
    }
    sent + flush(&mut outbox).iter().map(String::len).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_version_is_kept() {
        let lists = [
            vec!["a".to_string()],
            vec!["b".to_string(), "c".to_string()],
        ];
        assert_eq!(backup_cloned(&lists), ["b", "c"]);
        assert_eq!(backup_reused(&lists), ["b", "c"]);
        let derived = lists.clone().map(|lines| Version { number: 2, lines });
        assert_eq!(backup_derived(&derived).lines, ["b", "c"]);
        assert_eq!(backup_derived(&derived).number, 2);
        let written = lists.map(|lines| Careful { number: 2, lines });
        assert_eq!(backup_written(&written).lines, ["b", "c"]);
        assert_eq!(written[0].clone().number, 2);
    }

    #[test]
    fn everything_is_sent() {
        let texts = ["four"; 40];
        assert_eq!(send_cloned(&texts), 160);
        assert_eq!(send_taken(&texts), 160);
        assert_eq!(send_replaced(&texts), 160);
    }

    #[test]
    fn take_leaves_an_empty_value() {
        // ANCHOR: take
        let mut draft = String::from("Dear Ada");
        let sent = std::mem::take(&mut draft);
        assert_eq!(sent, "Dear Ada"); // the same block, with a new owner
        assert_eq!(draft, ""); // `String::default()`, which has no block
        assert_eq!(draft.capacity(), 0);
        // ANCHOR_END: take
    }
}
