//! Part 3: the files and folders of a disk.

use std::fmt;

use meter::{Rng, Seed, Window};
use serde::Serialize;

use crate::Functions;

/// A file or a folder.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Entry {
    pub id: u32,
    pub parent: Option<u32>,
    pub size: u64,
}

/// What a tree is built from, and what becomes of it.
pub struct Disk {
    /// The entries, in any order.
    pub entries: Vec<Entry>,
    /// Entries that take another size later on.
    pub changes: Vec<(u32, u64)>,
}

/// What a tree answers. There is room for all of it from the beginning, so that noting an
/// answer allocates nothing.
#[derive(Serialize)]
pub struct Answers {
    totals: Vec<u64>,
    /// All paths, one behind the other.
    paths: Vec<u32>,
    path_lengths: Vec<usize>,
}

impl Answers {
    /// Notes what an entry takes. What there is no room for is left out.
    pub fn total(&mut self, total: u64) {
        if self.totals.len() < self.totals.capacity() {
            self.totals.push(total);
        }
    }

    /// Notes the way to an entry. What there is no room for is left out.
    pub fn path(&mut self, path: &[u32]) {
        if self.path_lengths.len() < self.path_lengths.capacity() {
            self.path_lengths.push(path.len());
        }
        let room = self.paths.capacity() - self.paths.len();
        self.paths.extend_from_slice(&path[..path.len().min(room)]);
    }
}

impl fmt::Display for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Entry { id, parent, size } in &self.entries {
            match parent {
                Some(parent) => writeln!(f, "entry {id} in {parent}: {size} bytes")?,
                None => writeln!(f, "entry {id}, the topmost: {size} bytes")?,
            }
        }
        let mut changes = self.changes.iter();
        changes.try_for_each(|(id, size)| writeln!(f, "entry {id} changes to {size} bytes"))
    }
}

impl Disk {
    /// The numbers of all entries.
    pub fn ids(&self) -> std::ops::Range<u32> {
        0..self.entries.len() as u32
    }

    /// Room for the answers: totals before, between and after the changes, and all paths.
    pub fn room(&self) -> Answers {
        let mut parents = vec![None; self.entries.len()];
        for entry in &self.entries {
            parents[entry.id as usize] = entry.parent;
        }
        let depth = |id: u32| std::iter::successors(Some(id), |id| parents[*id as usize]).count();
        Answers {
            totals: Vec::with_capacity(2 * self.entries.len() + self.changes.len()),
            paths: Vec::with_capacity(self.ids().map(depth).sum()),
            path_lengths: Vec::with_capacity(self.entries.len()),
        }
    }
}

/// What there was to ask, as it is compared.
#[derive(Serialize)]
struct Compared {
    total_size: Vec<u64>,
    total_size_after_a_change: Vec<u64>,
    total_size_in_the_end: Vec<u64>,
    path: Vec<Vec<u32>>,
}

impl Compared {
    fn new(disk: &Disk, answers: &Answers) -> Self {
        let (before, rest) = answers.totals.split_at(disk.entries.len());
        let (after, end) = rest.split_at(disk.changes.len());
        let mut paths = answers.paths.as_slice();
        let path = answers.path_lengths.iter().map(|length| {
            let (path, rest) = paths.split_at((*length).min(paths.len()));
            paths = rest;
            path.to_vec()
        });
        Compared {
            path: path.collect(),
            total_size: before.to_vec(),
            total_size_after_a_change: after.to_vec(),
            total_size_in_the_end: end.to_vec(),
        }
    }
}

/// The number of an entry, and of the folder it is in.
type Edge = (u32, Option<u32>);

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let disk = disk(window.items(), window.seed());
    let answers = (functions.tree)(window.weighing().on(&disk), &disk);
    window.answer(&Compared::new(&disk, &answers));
    drop(answers);
    let edges: [(&str, &[Edge]); 8] = [
        ("no entry", &[]),
        ("one entry", &[(0, None)]),
        (
            "a folder that comes after its file",
            &[(1, Some(0)), (0, None)],
        ),
        (
            "a topmost folder with the last number",
            &[(0, Some(2)), (3, None), (1, Some(3)), (2, Some(3))],
        ),
        (
            "a folder with many files",
            &[
                (4, None),
                (0, Some(4)),
                (1, Some(4)),
                (2, Some(4)),
                (3, Some(4)),
                (5, Some(4)),
            ],
        ),
        (
            "a chain from the last number to the first",
            &[
                (0, Some(1)),
                (1, Some(2)),
                (2, Some(3)),
                (3, Some(4)),
                (4, None),
            ],
        ),
        (
            "a chain in no order",
            &[
                (3, Some(0)),
                (1, None),
                (4, Some(3)),
                (0, Some(2)),
                (2, Some(1)),
            ],
        ),
        (
            "two folders with the same files in another order",
            &[
                (5, Some(0)),
                (0, Some(6)),
                (3, Some(0)),
                (6, None),
                (1, Some(2)),
                (2, Some(6)),
                (4, Some(2)),
            ],
        ),
    ];
    for (input, list) in edges {
        let size = |id: u32| 1 << (30 + 3 * id);
        let disk = Disk {
            entries: list
                .iter()
                .map(|&(id, parent)| Entry {
                    id,
                    parent,
                    size: size(id),
                })
                .collect(),
            // To nothing, to very much, and twice.
            changes: match list.len() as u32 {
                0 => Vec::new(),
                count => vec![(count - 1, 0), (0, 1 << 60), (count / 2, 5), (count / 2, 6)],
            },
        };
        let answers = (functions.tree)(window.asking(input).on(&disk), &disk);
        window.asked(&Compared::new(&disk, &answers));
    }
    // Deeper than any disk, and not so deep that a function that calls itself ends badly.
    let deep = Disk {
        entries: (0..1_000)
            .map(|id| Entry {
                id,
                parent: (id > 0).then(|| id - 1),
                size: u64::from(id),
            })
            .collect(),
        changes: vec![(999, 7), (0, 8)],
    };
    let call = window.asking("a chain of a thousand folders").on(&deep);
    let answers = (functions.tree)(call, &deep);
    window.asked(&Compared::new(&deep, &answers));
}

/// Entries in any order. Each is in one of the first quarter of those before it, so about
/// one in four is a folder and none is deep.
fn disk(entries: usize, seed: Seed) -> Disk {
    let entry = |place: usize| {
        let mut rng: Rng = seed.rng_of(place);
        let order = rng.u64(..);
        let entry = Entry {
            id: place as u32,
            parent: (place > 0).then(|| rng.usize(..=(place - 1) / 4) as u32),
            size: rng.u64(1..1 << 30),
        };
        (order, entry)
    };
    // A shuffle would give the first entries another order for each size.
    let mut ordered: Vec<(u64, Entry)> = (0..entries).map(entry).collect();
    ordered.sort_by_key(|(order, _)| *order);
    let changed = (0..entries).step_by(8);
    Disk {
        entries: ordered.into_iter().map(|(_, entry)| entry).collect(),
        changes: changed
            .map(|place| (place as u32, seed.rng_of(place).u64(..1 << 30)))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The entries with numbers below this one, in their order.
    fn first(disk: &Disk, count: usize) -> Vec<(u32, Option<u32>, u64)> {
        let first = disk
            .entries
            .iter()
            .filter(|entry| (entry.id as usize) < count);
        first
            .map(|entry| (entry.id, entry.parent, entry.size))
            .collect()
    }

    #[test]
    fn an_entry_more_leaves_the_others_as_they_are() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for entries in 0..130 {
                let (fewer, more) = (disk(entries, seed), disk(entries + 1, seed));
                assert_eq!(fewer.entries.len(), entries);
                assert_eq!(
                    first(&more, entries),
                    first(&fewer, entries),
                    "{seed:?} {entries}"
                );
                assert!(
                    more.changes.starts_with(&fewer.changes),
                    "{seed:?} {entries}"
                );
            }
        }
    }
}
