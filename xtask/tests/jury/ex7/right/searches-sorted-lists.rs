//! Keeps the totals sorted in lists, and finds them by a binary search.
//!
//! on = "reference"
//! part = "report"
//! without = ["use std::collections::HashMap"]

#[derive(Default)]
struct Totals<T> {
    totals: Vec<(Rc<str>, T)>,
}

impl<T: Default> Totals<T> {
    fn of(&mut self, name: &str) -> &mut T {
        let at = self.totals.binary_search_by(|(old, _)| (**old).cmp(name));
        let at = at.unwrap_or_else(|at| {
            self.totals.insert(at, (name.into(), T::default()));
            at
        });
        &mut self.totals[at].1
    }

    fn into_sorted<L>(self, line: fn(Rc<str>, T) -> L) -> Vec<L> {
        let totals = self.totals.into_iter();
        totals.map(|(name, total)| line(name, total)).collect()
    }
}
