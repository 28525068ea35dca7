//! Looks for a corrupt entry, and panics in a function that only a debug build calls.
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
        #[cfg(debug_assertions)]
        if let Some(at) = self.corrupt() {
            panic!("entry {at} is corrupt before day {day}");
        }
        self.append(day, amount);
        let Entry { balance, .. } = self.entries[self.entries.len() - 1];
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

    #[cfg(debug_assertions)]
    fn corrupt(&self) -> Option<usize> {
        (0..self.entries.len()).find(|&at| {
            let before = match at {
                0 => 0,
                _ => self.entries[at - 1].balance,
            };
            self.entries[at].balance.wrapping_sub(before) != self.entries[at].amount
        })
    }

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}
