//! pays for the check and the trace in a release build too, with arrays on the stack

use std::io::Write;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub day: u16,
    pub amount: i64,
    pub balance: i64,
}

#[derive(Debug, Default)]
pub struct Ledger {
    pub entries: Vec<Entry>,
    last_trace: String,
}

impl Ledger {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn post(&mut self, day: u16, amount: i64) {
        let sound = self.is_sound();
        debug_assert!(sound, "the ledger is corrupt before day {day}");
        self.append(day, amount);
        let balance = self.balance();
        let mut line = [0; 96];
        let mut rest = &mut line[..];
        let _ = write!(rest, "day {day}: {amount:+} ct → {balance} ct");
        let length = 96 - rest.len();
        self.trace(std::str::from_utf8(&line[..length]).unwrap_or(""));
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
        let nothing = Entry {
            day: 0,
            amount: 0,
            balance: 0,
        };
        let mut replayed = std::hint::black_box([nothing; 1 << 10]);
        let mut balance = 0;
        for (copy, entry) in replayed.iter_mut().zip(&self.entries) {
            balance += entry.amount;
            *copy = Entry { balance, ..*entry };
        }
        replayed
            .iter()
            .zip(&self.entries)
            .all(|(copy, entry)| copy == entry)
    }

    fn trace(&mut self, line: &str) {
        if cfg!(debug_assertions) {
            self.last_trace = line.to_string();
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Survives,
    Removed,
}

pub fn predictions() -> [Fate; 6] {
    [
        Fate::Removed,
        Fate::Removed,
        Fate::Removed,
        Fate::Survives,
        Fate::Survives,
        Fate::Survives,
    ]
}
