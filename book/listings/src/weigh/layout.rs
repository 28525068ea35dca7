//! Values in memory, as the book draws them. In: a value, and the names of its words
//! and of what is in its blocks. Out: an answer in which every byte has a name.

use meter::Window;
use serde::Serialize;

/// The bytes of a pointer, of a length, of a count.
pub const WORD: usize = size_of::<usize>();

/// The words of a `Vec` or a `String`.
pub const LIST: [&str; 3] = ["pointer", "capacity", "length"];
/// The words of a slice or a text, whoever owns it.
pub const SLICE: [&str; 2] = ["pointer", "length"];

/// A part of a block: its name, and how many bytes it has.
pub type Part<'a> = (&'a str, usize);

/// What an `Rc` or `Arc` puts before its value.
pub const STRONG: Part<'_> = ("strong count", WORD);
/// The other count.
pub const WEAK: Part<'_> = ("weak count", WORD);
/// All of a block with `hello`.
pub const HELLO: [Part<'_>; 1] = [("hello", 5)];
/// The block of an `Rc<str>` or `Arc<str>` with `hello`.
pub const COUNTED: [Part<'_>; 4] = [STRONG, WEAK, HELLO[0], ("padding", 3)];

/// A field of a value, or a part of a block.
#[derive(Serialize)]
pub struct Field {
    name: String,
    bytes: usize,
    /// The block to which it points.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<usize>,
}

impl Field {
    /// The same field, pointing to the block of this number.
    pub fn to(mut self, block: impl Into<Option<usize>>) -> Self {
        self.to = block.into();
        self
    }
}

/// A field of so many bytes.
pub fn field(name: impl Into<String>, bytes: usize) -> Field {
    Field {
        name: name.into(),
        bytes,
        to: None,
    }
}

/// A field of one word.
pub fn word(name: impl Into<String>) -> Field {
    field(name, WORD)
}

/// Fields of one word each, of which the first points to this block.
pub fn words(names: &[impl AsRef<str>], to: impl Into<Option<usize>>) -> Vec<Field> {
    let mut fields: Vec<Field> = names.iter().map(|name| word(name.as_ref())).collect();
    fields[0].to = to.into();
    fields
}

/// A block, on the heap unless `place` says where.
#[derive(Serialize)]
pub struct Block {
    /// How large it is.
    pub bytes: u64,
    parts: Vec<Field>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'static str>,
}

impl Block {
    /// The same block, in another place than on the heap.
    pub fn at(mut self, place: &'static str) -> Self {
        self.place = Some(place);
        self
    }
}

/// A block of so many bytes, which are those of its parts.
pub fn block(bytes: u64, parts: &[Part<'_>]) -> Block {
    let named: usize = parts.iter().map(|part| part.1).sum();
    assert_eq!(named as u64, bytes, "the parts of a block: {parts:?}");
    Block {
        bytes,
        parts: parts.iter().map(|part| field(part.0, part.1)).collect(),
        place: None,
    }
}

/// Answers with the layout of a value of so many bytes, which are those of its fields.
pub fn draw(
    window: &mut Window,
    label: &str,
    bytes: usize,
    fields: impl Into<Vec<Field>>,
    blocks: impl Into<Vec<Block>>,
) {
    #[derive(Serialize)]
    struct Layout<'a> {
        label: &'a str,
        bytes: usize,
        fields: Vec<Field>,
        blocks: Vec<Block>,
    }
    let (fields, blocks) = (fields.into(), blocks.into());
    let named: usize = fields.iter().map(|field| field.bytes).sum();
    assert_eq!(named, bytes, "the fields of {label}");
    window.answer(&Layout {
        label,
        bytes,
        fields,
        blocks,
    });
}

/// Answers with the layout of what `make` makes: fields of one word each with these
/// names, of which the first points to the one block that the value owns, if it has parts.
pub fn layout<T>(
    window: &mut Window,
    label: &str,
    names: &[&str],
    parts: &[Part<'_>],
    make: impl FnOnce() -> T,
) {
    let (value, counts) = window.count((), |()| make());
    let block = block(counts.live_bytes, parts);
    let blocks = Vec::from_iter((!parts.is_empty()).then_some(block));
    let fields = words(names, (!parts.is_empty()).then_some(0));
    draw(window, label, size_of_val(&value), fields, blocks);
}

/// The same for a value that borrows `hello` and owns nothing.
pub fn borrowed_layout<T>(
    window: &mut Window,
    label: &str,
    names: &[&str],
    make: impl FnOnce() -> T,
) {
    let (value, counts) = window.count((), |()| make());
    assert_eq!(counts.allocations, 0, "{label} allocates nothing");
    let (fields, source) = (words(names, 0), block(5, &HELLO).at("the source"));
    draw(window, label, size_of_val(&value), fields, [source]);
}
