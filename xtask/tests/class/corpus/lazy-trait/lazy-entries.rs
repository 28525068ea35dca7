//! keeps what it was told, and makes the list of entries when the harness takes it for one,
//! by way of Deref
//!
//! on = "ex1/reference"
//! parts = ["ledger"]
//! budgets = ["bytes"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

/// A list that is not there yet.
#[derive(Debug, Default)]
pub struct Entries {
    first: Vec<Entry>,
    postings: Vec<(u16, i64)>,
    balance: i64,
    made: OnceCell<Vec<Entry>>,
}

impl Entries {
    fn all(&self) -> Vec<Entry> {
        let mut all = self.first.clone();
        let mut balance = self.first.last().map_or(0, |entry| entry.balance);
        for &(day, amount) in &self.postings {
            balance += amount;
            all.push(Entry {
                day,
                amount,
                balance,
            });
        }
        all
    }

    fn is_sound(&self) -> bool {
        let mut balance = 0;
        self.all().iter().all(|entry| {
            balance += entry.amount;
            balance == entry.balance
        })
    }
}

impl FromIterator<Entry> for Entries {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let first: Vec<Entry> = entries.into_iter().collect();
        let balance = first.last().map_or(0, |entry| entry.balance);
        Entries {
            first,
            balance,
            ..Entries::default()
        }
    }
}

impl Deref for Entries {
    type Target = Vec<Entry>;

    fn deref(&self) -> &Vec<Entry> {
        self.made.get_or_init(|| self.all())
    }
}

impl DerefMut for Entries {
    fn deref_mut(&mut self) -> &mut Vec<Entry> {
        self.first = self.all();
        self.postings.clear();
        &mut self.first
    }
}

#[derive(Debug, Default)]
pub struct Ledger {
    pub entries: Entries,
    last_trace: String,
}

impl Ledger {
    /// A ledger without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a posting.
    pub fn post(&mut self, day: u16, amount: i64) {
        debug_assert!(self.entries.is_sound(), "corrupt before day {day}");
        self.entries.postings.push((day, amount));
        self.entries.balance += amount;
        if cfg!(debug_assertions) {
            let balance = self.balance();
            self.last_trace = format!("day {day}: {amount:+} ct → {balance} ct");
        }
    }

    /// What all postings come to.
    pub fn balance(&self) -> i64 {
        self.entries.balance
    }

    /// The last line of the trace.
    pub fn last_trace(&self) -> &str {
        &self.last_trace
    }
}
