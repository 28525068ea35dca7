//! Hands the ledger and the predictions of exercise 1 to what asks them. Types are written
//! out: each function must be exactly this one, and its result is read by patterns, so that
//! no code of yours runs where nothing is counted. Questions are asked where it is.

use std::process::ExitCode;

use ex1_debug_release::{Entry, Fate, Ledger};
use meter::{Call, list};

const NEW: fn() -> Ledger = Ledger::new;
const POST: fn(&mut Ledger, u16, i64) = Ledger::post;
const BALANCE: fn(&Ledger) -> i64 = Ledger::balance;
const LAST_TRACE: fn(&Ledger) -> &str = Ledger::last_trace;

fn main() -> ExitCode {
    kit::main(&kit::Functions {
        ledger,
        repaired,
        corrupted,
        predictions,
    })
}

fn ledger(
    call: Call<'_>,
    postings: &[kit::Posting],
    answers: &mut kit::Answers,
) -> Vec<kit::Entry> {
    call.run(
        || {
            let mut ledger = NEW();
            for &(day, amount) in postings {
                POST(&mut ledger, day, amount);
                answers.balance(BALANCE(&ledger));
            }
            answers.last_trace(LAST_TRACE(&ledger));
            ledger
        },
        entries,
    )
}

fn repaired(
    call: Call<'_>,
    own: &[kit::Entry],
    (day, amount): kit::Posting,
    answers: &mut kit::Answers,
) -> Vec<kit::Entry> {
    let own = own.iter().map(|entry| Entry {
        day: entry.day,
        amount: entry.amount,
        balance: entry.balance,
    });
    call.run(
        || {
            let mut ledger = NEW();
            POST(&mut ledger, 1, 900);
            ledger.entries = own.collect();
            answers.balance(BALANCE(&ledger));
            POST(&mut ledger, day, amount);
            answers.balance(BALANCE(&ledger));
            ledger
        },
        entries,
    )
}

fn corrupted(call: Call<'_>, ledger: &kit::Corrupted<'_>) -> Option<Vec<kit::Entry>> {
    let kit::Corrupted {
        postings,
        corruptions,
        posting: (day, amount),
    } = *ledger;
    call.run(
        || {
            let mut ledger = NEW();
            for &(day, amount) in postings {
                POST(&mut ledger, day, amount);
            }
            for corruption in corruptions {
                let entry = &mut ledger.entries[corruption.index];
                entry.amount += corruption.amount;
                entry.balance += corruption.balance;
            }
            let panicked = meter::panics(|| POST(&mut ledger, day, amount));
            (!panicked).then_some(ledger)
        },
        |ledger| ledger.as_ref().map(entries),
    )
}

fn entries(ledger: &Ledger) -> Vec<kit::Entry> {
    let Ledger { entries, .. } = ledger;
    let read = |entry: &Entry| {
        let Entry {
            day,
            amount,
            balance,
            ..
        } = entry;
        kit::Entry {
            day: *day,
            amount: *amount,
            balance: *balance,
        }
    };
    list(entries).iter().map(read).collect()
}

fn predictions(call: Call<'_>) -> [kit::Fate; 6] {
    let function: fn() -> [Fate; 6] = ex1_debug_release::predictions;
    call.run(function, |fates| {
        let read = |fate: &Fate| match fate {
            Fate::Survives => kit::Fate::Survives,
            Fate::Removed => kit::Fate::Removed,
        };
        fates.each_ref().map(read)
    })
}
