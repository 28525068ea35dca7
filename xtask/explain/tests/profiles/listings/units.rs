//! Units of a game, and the rules that all of them need.

use std::rc::Rc;

// ANCHOR: rules
/// What every unit of a game has to know.
#[derive(Clone)]
pub struct Rules {
    /// What players call them.
    pub name: String,
    /// How far a unit may move, for each kind of ground.
    pub speeds: Vec<u32>,
}
// ANCHOR_END: rules

impl Rules {
    /// The rules that most people play by.
    pub fn classic() -> Rules {
        Rules {
            name: "classic".to_string(),
            speeds: vec![2, 3, 5, 8],
        }
    }
}

/// Each unit has rules of its own.
pub mod copied {
    use super::Rules;

    // ANCHOR: copied
    /// A unit that owns a copy of the rules.
    pub struct Unit {
        /// Its number.
        pub id: u32,
        /// Its own copy.
        pub rules: Rules,
    }

    /// Makes units that all play by the classic rules.
    pub fn recruit(count: u32) -> Vec<Unit> {
        let rules = Rules::classic();
        let unit = |id| Unit {
            id,
            rules: rules.clone(),
        };
        (0..count).map(unit).collect()
    }
    // ANCHOR_END: copied
}

/// All units own the same rules together.
pub mod shared {
    use std::rc::Rc;

    use super::Rules;

    // ANCHOR: shared
    /// A unit that owns the rules together with all others.
    pub struct Unit {
        /// Its number.
        pub id: u32,
        /// A pointer to rules that exist once.
        pub rules: Rc<Rules>,
    }

    /// Makes units that all play by the classic rules.
    pub fn recruit(count: u32) -> Vec<Unit> {
        let rules = Rc::new(Rules::classic()); // a block for the rules and the counts
        let unit = |id| Unit {
            id,
            rules: Rc::clone(&rules), // no block
        };
        (0..count).map(unit).collect()
    }
    // ANCHOR_END: shared
}

// ANCHOR: many-small
/// Numbers that each have a block of their own.
pub fn one_block_each(count: u32) -> Vec<Rc<u32>> {
    (0..count).map(Rc::new).collect()
}

/// The same numbers in one block.
pub fn one_block(count: u32) -> Vec<u32> {
    (0..count).collect()
}
// ANCHOR_END: many-small

// ANCHOR: into-rc
/// Makes a text, and then a shared text from it.
pub fn from_a_string(name: &str) -> Rc<str> {
    let loud: String = name.to_ascii_uppercase();
    Rc::from(loud) // a new block, and all the letters again
}

/// Puts the `String` beside the counts. The letters stay where they are.
pub fn around_a_string(name: &str) -> Rc<String> {
    Rc::new(name.to_ascii_uppercase())
}

/// Makes a shared text from a borrowed one.
pub fn from_a_slice(name: &str) -> Rc<str> {
    Rc::from(name)
}
// ANCHOR_END: into-rc

// ANCHOR: make-mut
/// Makes one owner's units faster. The other owners see nothing of it.
pub fn speed_up(rules: &mut Rc<Rules>) {
    for speed in &mut Rc::make_mut(rules).speeds {
        *speed += 1;
    }
}
// ANCHOR_END: make-mut

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn units_share_one_set_of_rules() {
        // ANCHOR: used
        let units = shared::recruit(3);
        assert_eq!(Rc::strong_count(&units[0].rules), 3);
        assert_eq!(units[2].rules.speeds[1], 3); // reads like a `Rules`
        assert_eq!(units[0].rules.name, "classic");
        // ANCHOR_END: used
        let copies = copied::recruit(3);
        assert_eq!(copies[2].rules.name, units[2].rules.name);
        assert_eq!(copies[2].id, units[2].id);
    }

    #[test]
    fn a_handle_is_one_pointer() {
        // ANCHOR: handle
        assert_eq!(size_of::<Rc<[u8; 900]>>(), size_of::<*const u8>());
        assert_eq!(size_of::<Arc<[u8; 900]>>(), size_of::<*const u8>());
        // ANCHOR_END: handle
    }

    #[test]
    fn both_ways_to_clone_do_the_same() {
        let rules = Rc::new(Rules::classic());
        let first = Rc::clone(&rules);
        let second = rules.clone();
        assert!(Rc::ptr_eq(&first, &rules) && Rc::ptr_eq(&second, &rules));
        assert_eq!(Rc::strong_count(&rules), 3);
    }

    #[test]
    fn a_change_is_made_in_a_copy() {
        let classic = Rc::new(Rules::classic());
        let mut fast = Rc::clone(&classic);
        speed_up(&mut fast);
        assert_eq!((fast.speeds[0], classic.speeds[0]), (3, 2));
        speed_up(&mut fast); // the only owner by now
        assert_eq!(fast.speeds[0], 4);
    }

    #[test]
    fn numbers_are_the_same_in_both_lists() {
        let apart: Vec<u32> = one_block_each(5).iter().map(|number| **number).collect();
        assert_eq!(apart, one_block(5));
    }

    #[test]
    fn shared_texts_are_the_same() {
        assert_eq!(&*from_a_string("kim"), around_a_string("kim").as_str());
        assert_eq!(&*from_a_slice("kim"), "kim");
    }
}
