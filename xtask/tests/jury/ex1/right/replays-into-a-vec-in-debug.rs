//! Replays into a `Vec` of balances, inside the parentheses.
//!
//! on = "reference"
//! part = "ledger"

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert_eq!(
            self.replayed(),
            self.entries
                .iter()
                .map(|entry| entry.balance)
                .collect::<Vec<_>>(),
            "the ledger is corrupt before day {day}"
        );
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

    fn replayed(&self) -> Vec<i64> {
        let mut balances = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            balances.push(balances.last().unwrap_or(&0) + entry.amount);
        }
        balances
    }

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
