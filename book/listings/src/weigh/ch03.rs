//! How the listings of chapter 3 are weighed.

use std::rc::Rc;
use std::sync::Arc;
use std::{borrow::Cow, fs};

use listings::ch03::{self, borrowed, owned};
use meter::Window;
use serde_json::json;

use super::{Fact, Listing, Rough, call};

mod layout;

pub use layout::layout;
use layout::{COUNTED, HELLO, book_in_memory, borrowed_layout};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch03/one-book",
        sizes: &[1],
        traced: &[],
        weigh: |window| call(window, "Kim|Rudyard Kipling|", owned::parse_book),
    },
    Listing {
        name: "ch03/owned-books",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| call(window, &*books(window.items(), 0), owned::parse_books),
    },
    Listing {
        name: "ch03/borrowed-books",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| call(window, &*books(window.items(), 0), borrowed::parse_books),
    },
    Listing {
        name: "ch03/same-text-twice",
        sizes: &[1],
        traced: &[],
        weigh: |window| call(window, "Rudyard Kipling", ch03::same_text_twice),
    },
    Listing {
        name: "ch03/owned-loans",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*loans(window.items()), ch03::owned_loans),
    },
    Listing {
        name: "ch03/borrowed-loans",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*loans(window.items()), ch03::borrowed_loans),
    },
    Listing {
        name: "ch03/streamed-loans",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let json = loans(window.items());
            call(window, json.as_bytes(), ch03::streamed_loans);
        },
    },
    Listing {
        name: "ch03/first-title",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let text = books(window.items(), 0);
            call(window, &mut text.as_bytes(), |file| ch03::first_title(file));
        },
    },
    Listing {
        name: "ch03/moved-note",
        sizes: &[1],
        traced: &[],
        weigh: |window| {
            call(window, &mut NOTE.as_bytes(), |file| ch03::moved_note(file));
        },
    },
    Listing {
        name: "ch03/cloned-note",
        sizes: &[1],
        traced: &[],
        weigh: |window| {
            call(window, &mut NOTE.as_bytes(), |file| ch03::cloned_note(file));
        },
    },
    Listing {
        name: "ch03/first-active-label",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let packets = packets(window.items());
            call(window, &mut packets.as_bytes(), |packets| {
                ch03::first_active_label(packets)
            });
        },
    },
    Listing {
        name: "ch03/first-active-label-owning",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let packets = packets(window.items());
            call(window, &mut packets.as_bytes(), |packets| {
                ch03::first_active_label_owning(packets)
            });
        },
    },
];

pub const FACTS: &[Fact] = &[
    Fact {
        name: "ch03/in-memory",
        find: |window| in_memory(window, 0),
    },
    Fact {
        name: "ch03/in-memory-long",
        find: |window| in_memory(window, 60),
    },
    Fact {
        name: "layout/string",
        find: |window| {
            let words = ["pointer", "capacity", "length"];
            layout(window, "String", &words, &HELLO, || String::from("hello"));
        },
    },
    Fact {
        name: "layout/str",
        find: |window| {
            let words = ["pointer", "length"];
            borrowed_layout(window, "&str", &words, || "hello");
        },
    },
    Fact {
        name: "layout/box-str",
        find: |window| {
            let words = ["pointer", "length"];
            layout(window, "Box<str>", &words, &HELLO, || {
                Box::<str>::from("hello")
            });
        },
    },
    Fact {
        name: "layout/rc-str",
        find: |window| {
            let words = ["pointer", "length"];
            layout(window, "Rc<str>", &words, &COUNTED, || {
                Rc::<str>::from("hello")
            });
        },
    },
    Fact {
        name: "layout/arc-str",
        find: |window| {
            let words = ["pointer", "length"];
            layout(window, "Arc<str>", &words, &COUNTED, || {
                Arc::<str>::from("hello")
            });
        },
    },
    Fact {
        name: "layout/cow-str-borrowed",
        find: |window| {
            let words = ["pointer", "length", "variant"];
            borrowed_layout(window, "Cow<str>, borrowed", &words, || {
                Cow::Borrowed("hello")
            });
        },
    },
    Fact {
        name: "layout/cow-str-owned",
        find: |window| {
            let words = ["pointer", "length", "capacity, variant"];
            let make = || Cow::<str>::Owned(String::from("hello"));
            layout(window, "Cow<str>, owned", &words, &HELLO, make);
        },
    },
    Fact {
        name: "layout/book-owned",
        find: |window| {
            let words = ["pointer", "capacity", "length"];
            let label = "text and owning Book";
            book_in_memory(window, label, &words, owned::parse_book);
        },
    },
    Fact {
        name: "layout/book-borrowed",
        find: |window| {
            let words = ["pointer", "length"];
            let label = "text and borrowing Book";
            book_in_memory(window, label, &words, borrowed::parse_book);
        },
    },
];

pub const ROUGH: &[Rough] = &[
    Rough {
        name: "ch03/resident-text-of-5",
        unit: "bytes of resident memory for a text of 5 bytes",
        measure: || resident_per_text("hello"),
    },
    Rough {
        name: "ch03/resident-text-of-25",
        unit: "bytes of resident memory for a text of 25 bytes",
        measure: || resident_per_text("hello, this is a sentence"),
    },
    Rough {
        name: "ch03/resident-owning",
        unit: "times the text is resident, with books that own copies of it",
        measure: resident_owning,
    },
    Rough {
        name: "ch03/resident-borrowing",
        unit: "times the text is resident, with books that borrow from it",
        measure: resident_borrowing,
    },
];

const NOTE: &str = "Lent to Ada on Monday. She wants to keep it for a month.";

const TITLES: [&str; 6] = [
    "Emma",
    "Kim",
    "Middlemarch",
    "The Time Machine",
    "Jane Eyre",
    "Treasure Island",
];
const AUTHORS: [&str; 6] = [
    "Jane Austen",
    "Rudyard Kipling",
    "George Eliot",
    "H. G. Wells",
    "Charlotte Brontë",
    "Robert Louis Stevenson",
];

/// Lines of `title|author|note`. One book in four has a note, and with
/// `sentences` each has one of so many sentences.
fn books(count: usize, sentences: usize) -> String {
    let mut text = String::new();
    for index in 0..count {
        let note = match (sentences, index % 4) {
            (0, 0) => "read twice".to_owned(),
            (0, _) => String::new(),
            _ => "A book to read again. ".repeat(sentences),
        };
        let (title, author) = (TITLES[index % 6], AUTHORS[index % 6]);
        text += &format!("{title}, {index}|{author}|{note}\n");
    }
    text
}

/// A JSON array of loans.
fn loans(count: usize) -> String {
    let loan = |index: usize| {
        let title = TITLES[index % 6];
        let days = index % 30;
        format!(r#"{{"title": "{title}, {index}", "days": {days}}}"#)
    };
    let loans: Vec<String> = (0..count).map(loan).collect();
    format!("[{}]", loans.join(",\n "))
}

/// Packets of which the last is not idle.
fn packets(count: usize) -> String {
    let mut packets = "idle    --------".repeat(count - 1);
    packets += "motor-7 21.5 C  ";
    packets
}

/// What is in memory for a thousand books: the text, and what the books add.
fn in_memory(window: &mut Window, sentences: usize) {
    let text = books(1_000, sentences);
    let (own, owning) = window.count(&*text, owned::parse_books);
    let (_borrow, borrowing) = window.count(&*text, borrowed::parse_books);
    let payload: usize = own
        .iter()
        .flat_map(|book| [&book.title, &book.author, &book.note])
        .map(String::len)
        .sum();
    let text = text.len() as u64;
    window.answer(&json!({
        "text": text,
        "payload": payload,
        "handles": owning.live_bytes - payload as u64,
        "owning": text + owning.live_bytes,
        "borrowing": text + borrowing.live_bytes,
        "borrowed": borrowing.live_bytes,
    }));
}

/// Resident memory of each of many short texts, without their handles.
fn resident_per_text(text: &str) -> f64 {
    const TEXTS: usize = 500_000;
    // The handles are written before the first reading, so that they are resident.
    let mut texts: Vec<String> = (0..TEXTS).map(|_| String::new()).collect();
    let before = resident();
    for one in &mut texts {
        *one = text.to_owned();
    }
    let after = resident();
    drop(texts);
    (after - before) / TEXTS as f64
}

/// Resident memory of a text and of the books that borrow from it.
fn resident_borrowing() -> f64 {
    let source = books(100_000, 0);
    let before = resident();
    let text = source.clone();
    let books = borrowed::parse_books(&text);
    let after = resident();
    drop(books);
    (after - before) / text.len() as f64
}

/// Resident memory of a text and of the books that own copies of it.
fn resident_owning() -> f64 {
    let source = books(100_000, 0);
    let before = resident();
    let text = source.clone();
    let books = owned::parse_books(&text);
    let after = resident();
    drop(books);
    (after - before) / text.len() as f64
}

/// The memory of this process that is in the machine's memory now, in bytes.
/// Only Linux says it in this place; elsewhere the result is no number.
pub fn resident() -> f64 {
    let kilobytes = || -> Option<f64> {
        let report = fs::read_to_string("/proc/self/smaps_rollup").ok()?;
        let line = report.lines().find(|line| line.starts_with("Rss:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    kilobytes().map_or(f64::NAN, |kilobytes| kilobytes * 1_024.0)
}
