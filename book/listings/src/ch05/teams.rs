//! A team and its captain, who know each other.

/// Each owns the other.
pub mod cycle {
    use std::cell::RefCell;
    use std::rc::Rc;

    // ANCHOR: cycle
    /// A team, which owns its captain.
    pub struct Team {
        /// Who leads it.
        pub captain: RefCell<Option<Rc<Captain>>>,
    }

    /// A captain, who owns the team.
    pub struct Captain {
        /// What they lead.
        pub team: Rc<Team>,
    }

    /// Makes teams with captains, and drops them.
    pub fn play(count: usize) {
        for _ in 0..count {
            let team = Rc::new(Team {
                captain: RefCell::new(None),
            });
            let captain = Rc::new(Captain {
                team: Rc::clone(&team),
            });
            team.captain.replace(Some(captain));
        } // `team` is dropped here, but the captain still owns the team
    }
    // ANCHOR_END: cycle
}

/// The team owns the captain, who only knows the team.
pub mod weak {
    use std::cell::RefCell;
    use std::rc::{Rc, Weak};

    /// A team, which owns its captain.
    pub struct Team {
        /// Who leads it.
        pub captain: RefCell<Option<Rc<Captain>>>,
    }

    // ANCHOR: weak
    /// A captain, who knows the team and does not own it.
    pub struct Captain {
        /// What they lead; `upgrade` asks whether it is still there.
        pub team: Weak<Team>,
    }
    // ANCHOR_END: weak

    /// Makes teams with captains, and drops them.
    pub fn play(count: usize) {
        for _ in 0..count {
            let team = Rc::new(Team {
                captain: RefCell::new(None),
            });
            let captain = Rc::new(Captain {
                team: Rc::downgrade(&team),
            });
            team.captain.replace(Some(captain));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use super::weak;

    #[test]
    fn a_captain_finds_the_team() {
        let team = Rc::new(weak::Team {
            captain: RefCell::new(None),
        });
        let captain = weak::Captain {
            team: Rc::downgrade(&team),
        };
        assert!(captain.team.upgrade().is_some());
        drop(team);
        assert!(captain.team.upgrade().is_none());
    }
}
