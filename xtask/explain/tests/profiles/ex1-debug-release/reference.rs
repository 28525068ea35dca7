//! Exercise 1, solved: what only a debug build needs is written where a
//! release build leaves it out, and the predictions follow from one question.

use std::fmt;

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
    /// `debug_assert!(x)` is `if cfg!(debug_assertions) { assert!(x) }`. The
    /// call of `is_sound` must therefore stand between its parentheses. Kept in
    /// a variable before it, the check runs in every build. In a release build
    /// nobody looks at its result, and yet the optimiser keeps it: growing the
    /// `Vec` is a call of code that is not inlined, and it may have an effect.
    ///
    /// `format_args!` does for the trace what the parentheses do for the check.
    /// It makes no text. It borrows the values and remembers how to print them,
    /// and whoever wants a text makes it.
    ///
    /// # Panics
    ///
    /// In a debug build, if any entry that is already there is corrupt. A
    /// release build does not look: it adds the posting to the last balance.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.is_sound(), "the ledger is corrupt before day {day}");
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

    /// Replays every posting into a second ledger, which must come out the same.
    ///
    /// This copies the ledger for each posting, which a debug build may afford.
    /// The function stands here without `#[cfg(debug_assertions)]`: a release
    /// build checks that it compiles, and then leaves it out, as nobody calls it.
    fn is_sound(&self) -> bool {
        let mut replayed = Ledger::new();
        for entry in &self.entries {
            replayed.append(entry.day, entry.amount);
        }
        replayed.entries == self.entries
    }

    /// Keeps the line, in a debug build. Only here does it become a `String`.
    fn trace(&mut self, line: fmt::Arguments<'_>) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}

/// What becomes of a function's allocation in a release build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The function still allocates.
    Survives,
    /// The function allocates nothing.
    Removed,
}

/// The predictions, in the order of the functions in `src/functions.rs`.
///
/// The question is the same for all six: can the optimiser see every use of the
/// block, and say without the block what each of them yields? Then the block
/// goes. One use that it cannot see through, and the block stays.
pub fn predictions() -> [Fate; 6] {
    [
        // boxed_vat: one number is written and read back. The reads are
        // replaced by the number, and then nobody needs the box.
        Fate::Removed,
        // buffer_length: the length is known without asking the buffer. That
        // it is only known at run time does not matter.
        Fate::Removed,
        // unread_copy: the text is copied into the block and never read. The
        // copy goes, and the block with it.
        Fate::Removed,
        // collected_total: one loop writes the prices, another reads them. The
        // optimiser does not see that the two loops could be one. Without the
        // `collect` there would be one loop and no block.
        Fate::Survives,
        // compared_copy: the block is read, by a comparison of memory. That it
        // was copied just before from the first list is not taken into account.
        Fate::Survives,
        // formatted_length: the text is written by the formatting code, which
        // is called and not inlined. The block is handed to it, so it must be.
        Fate::Survives,
    ]
}
