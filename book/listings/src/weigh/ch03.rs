//! How the listings of chapter 3 are weighed.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use listings::ch03::{self, borrowed, owned};
use meter::Window;
use serde_json::json;

use super::entry::{Fact, Listing, Rough};
use super::layout::{
    COUNTED, Field, HELLO, LIST, Part, SLICE, block, borrowed_layout, draw, layout, words,
};
use super::resident::growth;

pub const LISTINGS: &[Listing] = &[
    listing!("ch03/one-book", &[1], ("Kim|Rudyard Kipling|") => owned::parse_book),
    listing!("ch03/owned-books", &[100, 1_000], traced &[100], &books => owned::parse_books),
    listing!("ch03/borrowed-books", &[100, 1_000], traced &[100], &books => borrowed::parse_books),
    listing!("ch03/same-text-twice", &[1], ("Rudyard Kipling") => ch03::same_text_twice),
    listing!("ch03/owned-loans", &[1_000], &loans => ch03::owned_loans),
    listing!("ch03/borrowed-loans", &[1_000], &loans => ch03::borrowed_loans),
    listing!("ch03/streamed-loans", &[1_000], &mut loans => ch03::streamed_loans),
    listing!("ch03/first-title", &[1_000], &mut books => ch03::first_title),
    listing!("ch03/moved-note", &[1], &mut note => ch03::moved_note),
    listing!("ch03/cloned-note", &[1], &mut note => ch03::cloned_note),
    listing!("ch03/first-active-label", &[1_000], &mut packets => ch03::first_active_label),
    listing!("ch03/first-active-label-owning", &[1_000],
        &mut packets => ch03::first_active_label_owning),
];

pub const FACTS: &[Fact] = &[
    fact!("ch03/in-memory" => in_memory(0)),
    fact!("ch03/in-memory-long" => in_memory(60)),
    fact!("layout/string" => layout("String", &LIST, &HELLO, || String::from("hello"))),
    fact!("layout/str" => borrowed_layout("&str", &SLICE, || "hello")),
    fact!("layout/box-str" => layout("Box<str>", &SLICE, &HELLO, || Box::<str>::from("hello"))),
    fact!("layout/rc-str" => layout("Rc<str>", &SLICE, &COUNTED, || Rc::<str>::from("hello"))),
    fact!("layout/arc-str" => layout("Arc<str>", &SLICE, &COUNTED, || Arc::<str>::from("hello"))),
    fact!("layout/cow-str-borrowed" => borrowed_layout(
        "Cow<str>, borrowed", &["pointer", "length", "variant"], || Cow::Borrowed("hello"))),
    fact!("layout/cow-str-owned" => layout(
        "Cow<str>, owned", &["pointer", "length", "capacity, variant"], &HELLO,
        || Cow::<str>::Owned(String::from("hello")))),
    fact!("layout/book-owned" => book_in_memory("text and owning Book", &LIST, owned::parse_book)),
    fact!("layout/book-borrowed" =>
        book_in_memory("text and borrowing Book", &SLICE, borrowed::parse_book)),
];

pub const ROUGH: &[Rough] = &[
    rough!("ch03/resident-text-of-5", resident_per_text("hello")
        => "bytes of resident memory for a text of 5 bytes"),
    rough!("ch03/resident-text-of-25", resident_per_text("hello, this is a sentence")
        => "bytes of resident memory for a text of 25 bytes"),
    rough!("ch03/resident-owning", resident_with(owned::parse_books)
        => "times the text is resident, with books that own copies of it"),
    rough!("ch03/resident-borrowing", resident_with(borrowed::parse_books)
        => "times the text is resident, with books that borrow from it"),
];

/// Titles and authors.
const BOOKS: [(&str, &str); 6] = [
    ("Emma", "Jane Austen"),
    ("Kim", "Rudyard Kipling"),
    ("Middlemarch", "George Eliot"),
    ("The Time Machine", "H. G. Wells"),
    ("Jane Eyre", "Charlotte Brontë"),
    ("Treasure Island", "Robert Louis Stevenson"),
];

/// Lines of `title|author|note`. One book in four has a note, and with
/// `sentences` each has one of so many sentences.
fn lines(count: usize, sentences: usize) -> String {
    let mut text = String::new();
    for index in 0..count {
        let note = match (sentences, index % 4) {
            (0, 0) => "read twice".to_owned(),
            (0, _) => String::new(),
            _ => "A book to read again. ".repeat(sentences),
        };
        let (title, author) = BOOKS[index % 6];
        text += &format!("{title}, {index}|{author}|{note}\n");
    }
    text
}

fn books(window: &Window) -> String {
    lines(window.items(), 0)
}

/// A JSON array of loans.
fn loans(window: &Window) -> String {
    let loan = |index: usize| {
        let (title, days) = (BOOKS[index % 6].0, index % 30);
        format!(r#"{{"title": "{title}, {index}", "days": {days}}}"#)
    };
    let loans: Vec<String> = (0..window.items()).map(loan).collect();
    format!("[{}]", loans.join(",\n "))
}

fn note(_window: &Window) -> &'static str {
    "Lent to Ada on Monday. She wants to keep it for a month."
}

/// Packets of which the last is not idle.
fn packets(window: &Window) -> String {
    "idle    --------".repeat(window.items() - 1) + "motor-7 21.5 C  "
}

/// What is in memory for a thousand books: the text, and what the books add.
fn in_memory(window: &mut Window, sentences: usize) {
    let text = lines(1_000, sentences);
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

/// Answers with the layout of a text of one book, and of the book beside it.
/// `names` are those of the words of each of its three texts.
fn book_in_memory<B>(
    window: &mut Window,
    label: &str,
    names: &[&str],
    parse: fn(&'static str) -> Option<B>,
) {
    const TEXT: &str = "Kim|Rudyard Kipling|";
    const LINE: [Part<'_>; 4] = [("Kim", 3), ("|", 1), ("Rudyard Kipling", 15), ("|", 1)];
    let (_text, of_text) = window.count(TEXT, str::to_owned);
    let (_book, of_book) = window.count(TEXT, parse);
    let mut blocks = vec![block(of_text.live_bytes, &LINE)];
    let mut targets = [Some(0); 3];
    if of_book.live_blocks > 0 {
        blocks.extend([block(3, &[LINE[0]]), block(15, &[LINE[2]])]);
        assert_eq!(of_book.live_bytes, 3 + 15, "the blocks of {label}");
        targets = [Some(1), Some(2), None];
    }
    let text = |name: &str, names: &[&str], to: Option<usize>| -> Vec<Field> {
        let named: Vec<String> = names.iter().map(|word| format!("{name}: {word}")).collect();
        words(&named, to)
    };
    let mut fields = text("text", &LIST, Some(0));
    for (name, to) in ["title", "author", "note"].into_iter().zip(targets) {
        fields.extend(text(name, names, to));
    }
    let bytes = size_of::<String>() + size_of::<B>();
    draw(window, label, bytes, fields, blocks);
}

/// Resident memory of each of many short texts, without their handles.
fn resident_per_text(text: &str) -> f64 {
    const TEXTS: usize = 500_000;
    // The handles are written before the first reading, so that they are resident.
    let mut texts: Vec<String> = (0..TEXTS).map(|_| String::new()).collect();
    let fill = || texts.iter_mut().for_each(|one| *one = text.to_owned());
    growth(fill).1 / TEXTS as f64
}

/// Resident memory of a text and of the books that are made from it, in times the text.
fn resident_with<B>(parse: fn(&'static str) -> Vec<B>) -> f64 {
    let source = lines(100_000, 0);
    let (_books, grown) = growth(|| parse(source.clone().leak()));
    grown / source.len() as f64
}
