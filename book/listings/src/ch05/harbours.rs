//! Ships that call at a few harbours, whose names come again and again.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The harbour and the ship of each line, as in `Rotterdam;4711`. Lines of
/// another form are skipped.
fn lines(text: &str) -> impl Iterator<Item = (&str, u32)> {
    text.lines().filter_map(|line| {
        let (harbour, ship) = line.split_once(';')?;
        Some((harbour, ship.parse().ok()?))
    })
}

/// Each call owns the name of its harbour.
pub mod owned {
    // ANCHOR: owned
    /// A ship that called at a harbour.
    pub struct Call {
        /// The name of the harbour, a copy for each call.
        pub harbour: String,
        /// The number of the ship.
        pub ship: u32,
    }
    // ANCHOR_END: owned

    /// Reads all lines.
    pub fn read(text: &str) -> Vec<Call> {
        let mut calls = Vec::with_capacity(text.lines().count());
        calls.extend(super::lines(text).map(|(harbour, ship)| Call {
            harbour: harbour.to_string(),
            ship,
        }));
        calls
    }
}

/// Calls at the same harbour share its name.
pub mod shared {
    use std::sync::Arc;

    // ANCHOR: shared
    /// A ship that called at a harbour.
    pub struct Call {
        /// The name of the harbour, which exists once.
        pub harbour: Arc<str>,
        /// The number of the ship.
        pub ship: u32,
    }
    // ANCHOR_END: shared

    /// Reads all lines.
    pub fn read(text: &str) -> Vec<Call> {
        let mut names = super::Names::default();
        let mut calls = Vec::with_capacity(text.lines().count());
        calls.extend(super::lines(text).map(|(harbour, ship)| Call {
            harbour: names.share(harbour),
            ship,
        }));
        calls
    }
}

// ANCHOR: names
/// Keeps one shared text for each different name.
#[derive(Default)]
pub struct Names {
    known: HashSet<Arc<str>>,
}

impl Names {
    /// The shared text for this name. It is made when the name comes up first.
    pub fn share(&mut self, name: &str) -> Arc<str> {
        if let Some(known) = self.known.get(name) {
            return Arc::clone(known);
        }
        let name: Arc<str> = Arc::from(name);
        self.known.insert(Arc::clone(&name));
        name
    }
}
// ANCHOR_END: names

/// Calls name their harbour by its number.
pub mod numbered {
    use std::collections::HashMap;

    // ANCHOR: numbered
    /// A ship that called at a harbour.
    pub struct Call {
        /// The place of its name in the list of harbours.
        pub harbour: u32,
        /// The number of the ship.
        pub ship: u32,
    }

    /// All calls, and the names that they need.
    pub struct Journal {
        /// Each name once.
        pub harbours: Vec<String>,
        /// Calls in the order of the lines.
        pub calls: Vec<Call>,
    }
    // ANCHOR_END: numbered

    /// Reads all lines.
    pub fn read(text: &str) -> Journal {
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut harbours = Vec::new();
        let mut calls = Vec::with_capacity(text.lines().count());
        calls.extend(super::lines(text).map(|(harbour, ship)| {
            let place = *places.entry(harbour).or_insert_with(|| {
                harbours.push(harbour.to_string());
                harbours.len() as u32 - 1
            });
            Call {
                harbour: place,
                ship,
            }
        }));
        Journal { harbours, calls }
    }
}

/// How many ships called at each harbour.
pub fn ships(calls: &[shared::Call]) -> HashMap<Arc<str>, usize> {
    let mut ships = HashMap::new();
    for call in calls {
        *ships.entry(Arc::clone(&call.harbour)).or_default() += 1;
    }
    ships
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_says_the_same() {
        let text = "Oslo;7\nGdansk;9\nOslo;11\nnonsense\n";
        let owned = owned::read(text);
        let shared = shared::read(text);
        let numbered = numbered::read(text);
        assert_eq!((owned.len(), shared.len()), (3, 3));
        for (at, call) in numbered.calls.iter().enumerate() {
            let name = &numbered.harbours[call.harbour as usize];
            assert_eq!((name, call.ship), (&owned[at].harbour, owned[at].ship));
            assert_eq!(
                (&**name, call.ship),
                (&*shared[at].harbour, shared[at].ship)
            );
        }
        assert_eq!(ships(&shared)["Oslo"], 2);
    }

    #[test]
    fn a_name_exists_once() {
        // ANCHOR: once
        let mut names = Names::default();
        let first = names.share("Oslo");
        let again = names.share("Oslo");
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!(Arc::strong_count(&first), 3); // `names` owns it too
        // ANCHOR_END: once
    }
}
