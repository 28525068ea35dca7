//! Layouts of values in memory, as the book draws them. In: a value, and what its
//! words are. Out: a fact that says where it points and how large everything is.

use meter::Window;
use serde::Serialize;

/// A value in memory, as the book draws it.
#[derive(Serialize)]
struct Layout {
    label: String,
    bytes: usize,
    fields: Vec<Field>,
    blocks: Vec<Block>,
}

/// A part of the value itself; `to` is the block to which it points.
#[derive(Serialize)]
struct Field {
    name: String,
    bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<usize>,
}

/// A block on the heap.
#[derive(Serialize)]
struct Block {
    bytes: u64,
    parts: Vec<Part>,
    /// Where it is, if it need not be on the heap.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
}

/// A part of a block.
#[derive(Serialize)]
struct Part {
    name: String,
    bytes: usize,
}

/// A block with `hello`.
pub const HELLO: [(&str, usize); 1] = [("hello", 5)];

/// The block of an `Rc<str>` or `Arc<str>` with `hello`.
pub const COUNTED: [(&str, usize); 4] = [
    ("strong count", size_of::<usize>()),
    ("weak count", size_of::<usize>()),
    ("hello", 5),
    ("padding", 3),
];

/// Answers with the layout of what `make` makes: fields of one word each, of
/// which the first points to the one block that the value owns.
pub fn layout<T>(
    window: &mut Window,
    label: &str,
    words: &[&str],
    parts: &[(&str, usize)],
    make: impl FnOnce() -> T,
) {
    let (value, counts) = window.count((), |()| make());
    let blocks = block(counts.live_bytes, parts);
    answer_layout(window, label, words, size_of_val(&value), blocks);
}

/// The same for a value that borrows `hello` and owns nothing.
pub fn borrowed_layout<T>(
    window: &mut Window,
    label: &str,
    words: &[&str],
    make: impl FnOnce() -> T,
) {
    let (value, counts) = window.count((), |()| make());
    assert_eq!(counts.allocations, 0, "{label} allocates nothing");
    let mut blocks = block(5, &HELLO);
    for block in &mut blocks {
        block.place = Some("the source");
    }
    answer_layout(window, label, words, size_of_val(&value), blocks);
}

fn answer_layout(
    window: &mut Window,
    label: &str,
    words: &[&str],
    bytes: usize,
    blocks: Vec<Block>,
) {
    assert_eq!(
        words.len() * size_of::<usize>(),
        bytes,
        "the words of {label}"
    );
    let word = |(at, word): (usize, &&str)| Field {
        name: (*word).to_owned(),
        bytes: size_of::<usize>(),
        to: (at == 0).then_some(0),
    };
    window.answer(&Layout {
        label: label.to_owned(),
        bytes,
        fields: words.iter().enumerate().map(word).collect(),
        blocks,
    });
}

/// One block of these parts, or none.
fn block(bytes: u64, parts: &[(&str, usize)]) -> Vec<Block> {
    let named: usize = parts.iter().map(|part| part.1).sum();
    assert_eq!(named as u64, bytes, "the parts of a block");
    let parts: Vec<Part> = parts
        .iter()
        .map(|&(name, bytes)| Part {
            name: name.to_owned(),
            bytes,
        })
        .collect();
    match bytes {
        0 => Vec::new(),
        _ => vec![Block {
            bytes,
            parts,
            place: None,
        }],
    }
}

/// The line of one book, in its parts.
const LINE: [(&str, usize); 4] = [("Kim", 3), ("|", 1), ("Rudyard Kipling", 15), ("|", 1)];

/// Answers with the layout of a text of one book, and of the book beside it.
/// `words` are the fields of each of its three texts.
pub fn book_in_memory<B>(
    window: &mut Window,
    label: &str,
    words: &[&str],
    parse: fn(&'static str) -> Option<B>,
) {
    const TEXT: &str = "Kim|Rudyard Kipling|";
    let (_text, of_text) = window.count(TEXT, str::to_owned);
    let (_book, of_book) = window.count(TEXT, parse);
    let mut blocks = block(of_text.live_bytes, &LINE);
    if of_book.live_bytes > 0 {
        blocks.extend(block(3, &[LINE[0]]));
        blocks.extend(block(15, &[LINE[2]]));
        assert_eq!(of_book.live_bytes, 3 + 15, "the blocks of {label}");
    }
    let owns = of_book.live_blocks > 0;
    let targets = match owns {
        true => [("title", Some(1)), ("author", Some(2)), ("note", None)],
        false => [("title", Some(0)), ("author", Some(0)), ("note", Some(0))],
    };
    let mut fields = texts("text", Some(0), &["pointer", "capacity", "length"]);
    for (name, to) in targets {
        fields.extend(texts(name, to, words));
    }
    let bytes = fields.iter().map(|field| field.bytes).sum();
    assert_eq!(bytes, size_of::<String>() + size_of::<B>(), "{label}");
    window.answer(&Layout {
        label: label.to_owned(),
        bytes,
        fields,
        blocks,
    });
}

/// The words of one text; the first points to the block.
fn texts(name: &str, to: Option<usize>, words: &[&str]) -> Vec<Field> {
    words
        .iter()
        .enumerate()
        .map(|(at, word)| Field {
            name: format!("{name}: {word}"),
            bytes: size_of::<usize>(),
            to: to.filter(|_| at == 0),
        })
        .collect()
}
