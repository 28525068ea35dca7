//! Keeps all names in a static set, also when the report is done.
//!
//! on = "reference"
//! part = "report"
//! verdict = "over-budget"
//! finding = "none"

use std::cell::RefCell;
use std::collections::HashSet;

thread_local! {
    static NAMES: RefCell<HashSet<Rc<str>>> = RefCell::default();
}

/// The one text of that name.
fn shared(name: &str) -> Rc<str> {
    NAMES.with_borrow_mut(|names| {
        if let Some(known) = names.get(name) {
            return Rc::clone(known);
        }
        let name = Rc::from(name);
        names.insert(Rc::clone(&name));
        name
    })
}

impl<T: Default> Totals<T> {
    fn of(&mut self, name: &str) -> &mut T {
        let index = match self.index.get(name) {
            Some(&index) => index,
            None => {
                let index = self.totals.len();
                let name = shared(name);
                self.index.insert(Rc::clone(&name), index);
                self.totals.push((name, T::default()));
                index
            }
        };
        &mut self.totals[index].1
    }

    fn into_sorted<L>(mut self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        self.totals.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        self.totals
            .into_iter()
            .map(|(name, total)| line(name, total))
            .collect()
    }
}
