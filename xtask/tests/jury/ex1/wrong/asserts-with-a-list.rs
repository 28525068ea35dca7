//! Asserts in each build that no entry is missing, with a list that is made for it.
//!
//! on = "reference"
//! part = "ledger"
//! verdict = "over-budget"
//! finding = "release-check"

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
        assert!(self.days().len() == self.entries.len(), "an entry has no day");
        self.append(day, amount);
        let balance = self.balance();
        self.trace(format_args!("day {day}: {amount:+} ct → {balance} ct"));
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none.
    pub fn last_trace(&self) -> &str {
        &self.last_trace
    }

    fn append(&mut self, day: u16, amount: i64) {
        let balance = self.balance() + amount;
        self.entries.push(Entry {
            day,
            amount,
            balance,
        });
    }

    fn is_sound(&self) -> bool {
        let mut replayed = Ledger::new();
        for entry in &self.entries {
            replayed.append(entry.day, entry.amount);
        }
        replayed.entries == self.entries
    }

    fn days(&self) -> Vec<u16> {
        let mut days = Vec::new();
        for entry in &self.entries {
            days.push(std::hint::black_box(entry.day));
        }
        std::hint::black_box(days)
    }

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
