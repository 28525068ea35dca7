//! What a map costs per entry.

use std::collections::{BTreeMap, HashMap};

// ANCHOR: hash
/// A hash table that grows as the pairs come.
pub fn hash_map(pairs: &[(u32, u32)]) -> HashMap<u32, u32> {
    let mut map = HashMap::new();
    for (key, value) in pairs {
        map.insert(*key, *value);
    }
    map
}
// ANCHOR_END: hash

// ANCHOR: reserved
/// A hash table that is asked for once.
pub fn hash_map_reserved(pairs: &[(u32, u32)]) -> HashMap<u32, u32> {
    let mut map = HashMap::with_capacity(pairs.len());
    map.extend(pairs.iter().copied());
    map
}
// ANCHOR_END: reserved

// ANCHOR: btree
/// A tree that takes the pairs in the order in which they come.
pub fn btree_map(pairs: &[(u32, u32)]) -> BTreeMap<u32, u32> {
    let mut map = BTreeMap::new();
    for (key, value) in pairs {
        map.insert(*key, *value);
    }
    map
}
// ANCHOR_END: btree

// ANCHOR: collected
/// A tree that sees all pairs before it makes its first node.
pub fn btree_collected(pairs: &[(u32, u32)]) -> BTreeMap<u32, u32> {
    pairs.iter().copied().collect()
}
// ANCHOR_END: collected

// ANCHOR: sorted
/// A sorted list of pairs, and how to look a key up in it.
pub fn sorted_pairs(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable();
    sorted
}

/// The value of a key, found by halving.
pub fn look_up(sorted: &[(u32, u32)], key: u32) -> Option<u32> {
    let at = sorted.binary_search_by_key(&key, |pair| pair.0).ok()?;
    Some(sorted[at].1)
}
// ANCHOR_END: sorted

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_find_the_same() {
        let pairs = [(7, 70), (3, 30), (5, 50)];
        assert_eq!(hash_map(&pairs).get(&3), Some(&30));
        assert_eq!(hash_map_reserved(&pairs).get(&5), Some(&50));
        assert_eq!(btree_map(&pairs).get(&7), Some(&70));
        assert_eq!(btree_map(&pairs), btree_collected(&pairs));
        assert_eq!(look_up(&sorted_pairs(&pairs), 5), Some(50));
        assert_eq!(look_up(&sorted_pairs(&pairs), 4), None);
    }
}
