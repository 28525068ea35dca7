//! Listings of chapter 3: the String trap.

use std::io::{self, Read};

use serde::Deserialize;

/// Books that own their text.
pub mod owned {
    // ANCHOR: owned_book
    /// A book that owns its three texts.
    pub struct Book {
        /// What it is called.
        pub title: String,
        /// Who wrote it.
        pub author: String,
        /// What a reader said of it; empty for most books.
        pub note: String,
    }

    /// Reads `title|author|note`.
    pub fn parse_book(line: &str) -> Option<Book> {
        let (title, rest) = line.split_once('|')?;
        let (author, note) = rest.split_once('|')?;
        Some(Book {
            title: title.to_string(),
            author: author.to_string(),
            note: note.to_string(),
        })
    }
    // ANCHOR_END: owned_book

    // ANCHOR: owned_books
    /// Reads one book from each line.
    pub fn parse_books(text: &str) -> Vec<Book> {
        text.lines().filter_map(parse_book).collect()
    }
    // ANCHOR_END: owned_books
}

/// Books that borrow their text.
pub mod borrowed {
    // ANCHOR: borrowed_book
    /// A book that borrows its three texts.
    pub struct Book<'a> {
        /// What it is called.
        pub title: &'a str,
        /// Who wrote it.
        pub author: &'a str,
        /// What a reader said of it; empty for most books.
        pub note: &'a str,
    }

    /// Reads `title|author|note`.
    pub fn parse_book(line: &str) -> Option<Book<'_>> {
        let (title, rest) = line.split_once('|')?;
        let (author, note) = rest.split_once('|')?;
        Some(Book {
            title,
            author,
            note,
        })
    }
    // ANCHOR_END: borrowed_book

    /// Reads one book from each line.
    pub fn parse_books(text: &str) -> Vec<Book<'_>> {
        text.lines().filter_map(parse_book).collect()
    }
}

/// Makes two owned texts of one. Equal texts are not shared.
pub fn same_text_twice(text: &str) -> [String; 2] {
    [text.to_string(), text.to_string()]
}

/// Loans that own their text.
pub mod owned_json {
    use serde::Deserialize;

    /// A book that is lent out.
    #[derive(Deserialize)]
    pub struct Loan {
        /// Which book.
        pub title: String,
        /// For how long.
        pub days: u16,
    }
}

// ANCHOR: borrowed_loan
/// A book that is lent out.
#[derive(Deserialize)]
pub struct Loan<'a> {
    /// Which book.
    pub title: &'a str,
    /// For how long.
    pub days: u16,
}

/// Reads a JSON array of loans, which borrow from it.
pub fn borrowed_loans(json: &str) -> serde_json::Result<Vec<Loan<'_>>> {
    serde_json::from_str(json)
}
// ANCHOR_END: borrowed_loan

/// Reads a JSON array of loans, which own their text.
pub fn owned_loans(json: &str) -> serde_json::Result<Vec<owned_json::Loan>> {
    serde_json::from_str(json)
}

/// Reads loans from a stream. The JSON is never in memory as a whole.
pub fn streamed_loans(json: impl Read) -> serde_json::Result<Vec<owned_json::Loan>> {
    serde_json::from_reader(json)
}

// ANCHOR: first_title
/// Reads a file of books, and keeps the title of the first.
pub fn first_title(file: &mut dyn Read) -> io::Result<String> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let title = text.split('|').next().unwrap_or("");
    Ok(title.to_string()) // owned once; all of `text` is freed here
}
// ANCHOR_END: first_title

/// A note that a reader left in a book.
pub struct Note {
    /// What it says.
    pub text: String,
}

// ANCHOR: moved_note
/// Reads a note and moves its text into the struct.
pub fn moved_note(file: &mut dyn Read) -> io::Result<Note> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(Note { text })
}
// ANCHOR_END: moved_note

/// Reads a note and puts a copy of its text into the struct.
pub fn cloned_note(file: &mut dyn Read) -> io::Result<Note> {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let note = Note { text: text.clone() };
    if text.is_empty() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(note)
}

// ANCHOR: first_active_label
/// The bytes of a packet.
pub const PACKET: usize = 16;
/// Its first bytes are the label, filled up with spaces.
pub const LABEL: usize = 8;

/// Waits for the first packet that is not idle, and returns its label.
pub fn first_active_label(packets: &mut dyn Read) -> io::Result<String> {
    let mut packet = [0; PACKET]; // on the stack, made once
    loop {
        packets.read_exact(&mut packet)?; // overwrites the last packet
        let (label, _reading) = packet.split_at(LABEL);
        let label = label.trim_ascii_end();
        if label != b"idle" {
            return Ok(String::from_utf8_lossy(label).into_owned());
        }
    }
}
// ANCHOR_END: first_active_label

/// The same with an owned packet and an owned label in each round.
pub fn first_active_label_owning(packets: &mut dyn Read) -> io::Result<String> {
    loop {
        let mut packet = vec![0; PACKET];
        packets.read_exact(&mut packet)?;
        let label = String::from_utf8_lossy(&packet[..LABEL]).into_owned();
        let label = label.trim_end().to_string();
        if label != "idle" {
            return Ok(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn books_are_read() {
        // ANCHOR: borrowed_use
        let text = String::from("Emma|Jane Austen|\nKim|Rudyard Kipling|read twice\n");
        let books: Vec<borrowed::Book<'_>> = borrowed::parse_books(&text);
        assert_eq!(books[1].title, "Kim");
        assert_eq!(books[1].note, "read twice");
        // ANCHOR_END: borrowed_use
        let owned = owned::parse_books(&text);
        let all = owned.iter().zip(&books);
        for (owned, borrowed) in all {
            assert_eq!(owned.title, borrowed.title);
            assert_eq!(owned.author, borrowed.author);
            assert_eq!(owned.note, borrowed.note);
        }
        assert_eq!(owned.len(), 2);
    }

    #[test]
    fn empty_strings_have_no_block() {
        // ANCHOR: empty
        assert_eq!(String::new().capacity(), 0);
        assert_eq!(String::from("").capacity(), 0);
        assert_eq!("".to_string().capacity(), 0);
        // ANCHOR_END: empty
    }

    #[test]
    fn loans_are_read() {
        // ANCHOR: loans_use
        let json = r#"[{"title": "Kim", "days": 14}]"#;
        let loans = borrowed_loans(json).expect("the JSON is well-formed");
        assert_eq!((loans[0].title, loans[0].days), ("Kim", 14));
        // ANCHOR_END: loans_use
        let owned = owned_loans(json).expect("the JSON is well-formed");
        assert_eq!((&*owned[0].title, owned[0].days), ("Kim", 14));
        let streamed = streamed_loans(json.as_bytes()).expect("the JSON is well-formed");
        assert_eq!((&*streamed[0].title, streamed[0].days), ("Kim", 14));
        assert!(borrowed_loans(r#"[{"title": "a\tb", "days": 1}]"#).is_err());
    }

    #[test]
    fn what_lives_on_is_owned() {
        let text = "Emma|Jane Austen|\n";
        assert_eq!(first_title(&mut text.as_bytes()).unwrap(), "Emma");
        assert_eq!(moved_note(&mut text.as_bytes()).unwrap().text, text);
        assert_eq!(cloned_note(&mut text.as_bytes()).unwrap().text, text);
        assert_eq!(same_text_twice("Emma"), ["Emma", "Emma"]);
    }

    #[test]
    fn the_first_active_packet_is_found() {
        // ANCHOR: first_active_label_use
        let mut packets: &[u8] = b"idle    --------motor-7 21.5 C  ";
        assert_eq!(first_active_label(&mut packets).unwrap(), "motor-7");
        // ANCHOR_END: first_active_label_use
        let mut packets: &[u8] = b"idle    --------motor-7 21.5 C  ";
        assert_eq!(first_active_label_owning(&mut packets).unwrap(), "motor-7");
        assert!(first_active_label(&mut &b"idle"[..]).is_err());
    }
}
