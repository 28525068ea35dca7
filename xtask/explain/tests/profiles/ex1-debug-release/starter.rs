//! Exercise 1: debug mode is lying to you.
//!
//! A debug build may check itself and report what it does. A release build
//! leaves that out, but only the code that is written so that it can be left
//! out. Part 1 has a ledger whose self-check still costs memory in release.
//! Part 2 is about what the optimiser leaves out without being asked.
//!
//! Grade it:    cargo xtask check ex1
//! Stuck:       cargo xtask hint ex1

// ---------------------------------------------------------------------------
// Part 1, ledger: the check and the trace are meant for debug builds only. A
// release build shows neither, and pays for both. This part is built and run
// both ways: debug must still notice a corrupt entry and keep its trace line.
// You may change all that is private. What is `pub` is used by the harness.
// ---------------------------------------------------------------------------

/// One posting. Amounts are in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The day of the year.
    pub day: u16,
    /// What came in, or what went out if it is negative.
    pub amount: i64,
    /// The sum of all amounts up to and including this one.
    pub balance: i64,
}

/// Postings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open to imports and repairs, which may leave an entry corrupt: with an
    /// amount or a balance that does not fit the rest.
    pub entries: Vec<Entry>,
    last_trace: String,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a posting.
    ///
    /// # Panics
    ///
    /// In a debug build, if any entry that is already there is corrupt. A
    /// release build does not look: it adds the posting to the last balance.
    pub fn post(&mut self, day: u16, amount: i64) {
        let sound = self.is_sound();
        debug_assert!(sound, "the ledger is corrupt before day {day}");
        self.append(day, amount);
        self.trace(format!("day {day}: {amount:+} ct → {} ct", self.balance()));
    }

    /// The balance after the last posting.
    pub fn balance(&self) -> i64 {
        self.entries.last().map_or(0, |entry| entry.balance)
    }

    /// The trace line of the last posting. A release build keeps none: it is empty.
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

    /// Replays every posting into a second ledger, which must come out the same.
    fn is_sound(&self) -> bool {
        let mut replayed = Ledger::new();
        for entry in &self.entries {
            replayed.append(entry.day, entry.amount);
        }
        replayed.entries == self.entries
    }

    fn trace(&mut self, line: String) {
        if cfg!(debug_assertions) {
            self.last_trace = line;
        }
    }
}

// ---------------------------------------------------------------------------
// Part 2, predict: `src/functions.rs` has six small functions. Each allocates
// once or more in a debug build. In a release build the optimiser removes an
// allocation if it can see that nobody would notice. For which functions?
// Read them, then correct the predictions below.
// ---------------------------------------------------------------------------

/// What becomes of a function's allocation in a release build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The function still allocates.
    Survives,
    /// The function allocates nothing.
    Removed,
}

/// Your predictions, in the order of the functions in `src/functions.rs`.
pub fn predictions() -> [Fate; 6] {
    [
        // boxed_vat: one number, put into a box and read back.
        Fate::Removed,
        // buffer_length: how many bytes, only the caller knows.
        Fate::Survives,
        // unread_copy: a copy of a text; its letters are never read.
        Fate::Removed,
        // collected_total: the Vec is gone before the function returns.
        Fate::Removed,
        // compared_copy: a copy says nothing that the original does not say.
        Fate::Removed,
        // formatted_length: the text is never read, only its length.
        Fate::Survives,
    ]
}
