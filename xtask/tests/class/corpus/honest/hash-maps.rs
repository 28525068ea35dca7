//! HashMap and BTreeMap in place of the reference's table, with owned names.
//!
//! on = "ex7/reference"
//! check = "over-budget"
//! sample = true

use std::collections::BTreeMap;

#[derive(Default)]
struct Totals<T> {
    totals: HashMap<Rc<str>, T>,
}

impl<T: Default> Totals<T> {
    /// The total of a name, which is zero if the name is new.
    fn of(&mut self, name: &str) -> &mut T {
        if !self.totals.contains_key(name) {
            self.totals.insert(name.into(), T::default());
        }
        self.totals.entry(name.into()).or_default()
    }

    /// Makes a line of each total; the lines are sorted by name.
    fn into_sorted<L>(self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        let sorted: BTreeMap<Rc<str>, T> = self.totals.into_iter().collect();
        sorted
            .into_iter()
            .map(|(name, total)| line(name, total))
            .collect()
    }
}
