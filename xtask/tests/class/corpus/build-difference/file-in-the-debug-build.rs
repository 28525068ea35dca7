//! behaves in the release build, and writes a file in the debug build
//!
//! on = "ex1/reference"
//! parts = ["ledger"]
//! layers = ["seal", "language"]
//! expect = ["wrong-answer", "panicked", "rejected", "crashed"]
//! trace = ["/tmp/class-attack-file-in-the-debug-build"]
//! check = "wrong-answer; leaves /tmp/class-attack-file-in-the-debug-build"
//! sample = true

impl Ledger {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
        self.append(day, amount);
        let balance = self.balance();
        self.trace(format_args!("day {day}: {amount:+} ct → {balance} ct"));
    }

    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

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

    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            let _ = std::fs::write("/tmp/class-attack-file-in-the-debug-build", "was here");
            self.last_trace = line.to_string().to_uppercase();
        }
    }
}
