//! Sizes and layouts that "Where to go next" shows.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::mem::offset_of;
use std::num::NonZeroU32;
use std::rc::Rc;

use arrayvec::ArrayVec;
use listings::next::arena::{Texts, words_arena};
use listings::next::layout::{ChosenOrder, DeclaredOrder, Light};
use listings::next::maps;
use listings::next::variants::{Board, BoxedMessage, Message, messages_boxed};
use meter::Window;
use smallvec::SmallVec;

use crate::weigh::entry::Fact;
use crate::weigh::layout::{
    COUNTED, Field, HELLO, LIST, SLICE, WORD, block, draw, field, layout, word, words,
};

/// The fields of a struct: the name, the place and the size of each.
macro_rules! places {
    ($owner:ty, $($field:ident: $type:ty),*) => {
        [$((stringify!($field), offset_of!($owner, $field), size_of::<$type>())),*]
    };
}

pub const FACTS: &[Fact] = &[
    size!("next/Option<Box<u64>>", Option<Box<u64>>),
    size!("next/Option<reference>", Option<&u64>),
    size!("next/Option<String>", Option<String>),
    size!("next/Option<Option<String>>", Option<Option<String>>),
    size!("next/Option<u32>", Option<u32>),
    size!("next/Option<u64>", Option<u64>),
    size!("next/Option<NonZeroU32>", Option<NonZeroU32>),
    size!("next/bool", bool),
    size!("next/Option<bool>", Option<bool>),
    size!("next/Option<Option<bool>>", Option<Option<bool>>),
    size!("next/char", char),
    size!("next/Option<char>", Option<char>),
    size!("next/Option<Light>", Option<Light>),
    size!("next/u32", u32),
    size!("next/u64", u64),
    size!("next/pair", (u32, u32)),
    size!("next/String", String),
    size!("next/Box<str>", Box<str>),
    size!("next/Rc<str>", Rc<str>),
    size!("next/Box<u64>", Box<u64>),
    size!("next/Light", Light),
    size!("next/DeclaredOrder", DeclaredOrder),
    size!("next/ChosenOrder", ChosenOrder),
    size!("next/Message", Message),
    size!("next/BoxedMessage", BoxedMessage),
    size!("next/Board", Board),
    size!("next/Vec<u16>", Vec<u16>),
    size!("next/SmallVec-4", SmallVec<[u16; 4]>),
    size!("next/SmallVec-32", SmallVec<[u16; 32]>),
    size!("next/ArrayVec-16", ArrayVec<u16, 16>),
    size!("next/HashMap", HashMap<u32, u32>),
    size!("next/BTreeMap", BTreeMap<u32, u32>),
    fact!("layout/next-string", string),
    fact!("layout/next-box-str" =>
        layout("Box<str>", &SLICE, &HELLO, || Box::<str>::from("hello"))),
    fact!("layout/next-rc-str" =>
        layout("Rc<str>", &SLICE, &COUNTED, || Rc::<str>::from("hello"))),
    fact!("layout/next-smallvec-inline" => small_vec(&[4, 17, 21])),
    fact!("layout/next-smallvec-spilled" => small_vec(&[4, 17, 21, 30, 31])),
    fact!("layout/next-arrayvec", array_vec),
    fact!("layout/next-texts", texts),
    fact!("layout/next-declared" => flat::<DeclaredOrder>("DeclaredOrder",
        places!(DeclaredOrder, delivered: bool, id: u64, class: u8, grams: u32, day: u16))),
    fact!("layout/next-chosen" => flat::<ChosenOrder>("ChosenOrder",
        places!(ChosenOrder, delivered: bool, id: u64, class: u8, grams: u32, day: u16))),
    fact!("layout/next-ping" => ping::<Message>("Message::Ping", size_of::<Board>())),
    fact!("layout/next-boxed-ping" =>
        ping::<BoxedMessage>("BoxedMessage::Ping", size_of::<Box<Board>>())),
    fact!("layout/next-option-u32" => draw("Option<u32>", size_of::<Option<u32>>(),
        [field("Some or None", 4), field("number", 4)], [])),
    fact!("layout/next-option-nonzero" => draw("Option<NonZeroU32>",
        size_of::<Option<NonZeroU32>>(), [field("number or None", 4)], [])),
    fact!("layout/next-boxed-snapshot", boxed_snapshot),
    fact!("layout/next-hash-map", hash_map),
    fact!("layout/next-btree-map", btree_map),
    fact!("capacity/next-btree-node", |window| {
        let pairs = pairs_in_a_node(window);
        window.answer(&pairs);
    }),
    fact!("capacity/next-hash-map", capacities),
];

fn string(window: &mut Window) {
    let (text, counts) = window.count((), |()| {
        let mut text = String::with_capacity(16);
        text.push_str("hello");
        text
    });
    let label = format!("String with room for {} bytes", text.capacity());
    let parts = [HELLO[0], ("unused", text.capacity() - text.len())];
    let block = block(counts.live_bytes, &parts);
    draw(window, &label, size_of_val(&text), words(&LIST, 0), [block]);
}

/// A `SmallVec` has three words: its length, and room for the elements or else
/// where they are and how many.
fn small_vec(window: &mut Window, lines: &[u16]) {
    let (list, counts) = window.count(lines, |lines| {
        let mut list = SmallVec::<[u16; 4]>::new();
        list.extend(lines.iter().copied());
        list
    });
    let (bytes, used) = (size_of_val(&list), size_of_val(&list[..]));
    let label = format!("SmallVec with {} lines", list.len());
    if list.spilled() {
        let fields = [word("capacity"), word("pointer").to(0), word("length")];
        let unused = size_of::<u16>() * list.capacity() - used;
        let block = block(counts.live_bytes, &[("lines", used), ("unused", unused)]);
        draw(window, &label, bytes, fields, [block]);
    } else {
        let room = list.inline_size() * size_of::<u16>();
        let fields = [
            word("length"),
            field("inline mark", bytes - WORD - room),
            field("lines", used),
            field("unused", room - used),
        ];
        draw(window, &label, bytes, fields, []);
    }
}

fn array_vec(window: &mut Window) {
    let (list, _) = window.count(&[4, 17, 21], |lines| {
        ArrayVec::<u16, 16>::from_iter(lines.iter().copied())
    });
    let (bytes, used) = (size_of_val(&list), size_of_val(&list[..]));
    let room = list.capacity() * size_of::<u16>();
    let label = format!("ArrayVec with {} lines", list.len());
    let length = field("length", bytes - room);
    let fields = [length, field("lines", used), field("unused", room - used)];
    draw(window, &label, bytes, fields, []);
}

fn texts(window: &mut Window) {
    let both = ["tea", "cake"];
    let (_texts, all) = window.count(&both[..], words_arena);
    let (text, of_text) = window.count(&both, |both| {
        let mut text = String::new();
        both.iter().for_each(|word| text.push_str(word));
        text
    });
    let mut fields = words(&["text: pointer", "capacity", "length"], 0);
    fields.extend(words(&["ends: pointer", "capacity", "length"], 1));
    let [tea, cake] = both.map(|word| (word, word.len()));
    let free = ("unused", text.capacity() - text.len());
    let text = block(of_text.live_bytes, &[tea, cake, free]);
    let of_ends = all.live_bytes - of_text.live_bytes;
    let free = ("unused", of_ends as usize - both.len() * WORD);
    let ends = [("end of tea", WORD), ("end of cake", WORD), free];
    let blocks = [text, block(of_ends, &ends)];
    draw(window, "Texts", size_of::<Texts>(), fields, blocks);
}

/// A struct without blocks: its fields by their places, and the gaps between.
fn flat<T>(window: &mut Window, label: &str, mut at: [(&str, usize, usize); 5]) {
    let bytes = size_of::<T>();
    at.sort_by_key(|(_, offset, _)| *offset);
    let mut fields: Vec<Field> = Vec::new();
    let mut end = 0;
    for (name, offset, size) in at.into_iter().chain([("end", bytes, 0)]) {
        if offset > end {
            fields.push(field("padding", offset - end));
        }
        if size > 0 {
            fields.push(field(name, size));
        }
        end = offset + size;
    }
    draw(window, label, bytes, fields, []);
}

/// A variant without fields, in an enum whose largest variant has some.
fn ping<T>(window: &mut Window, label: &str, unused: usize) {
    let variant = field("which variant", size_of::<T>() - unused);
    let fields = [variant, field("unused", unused)];
    draw(window, label, size_of::<T>(), fields, []);
}

fn boxed_snapshot(window: &mut Window) {
    let (message, counts) = window.count([2], |codes| messages_boxed(&codes).pop());
    let bytes = message.as_ref().map_or(0, size_of_val);
    let fields = [field("which variant", bytes - WORD), word("pointer").to(0)];
    let board = block(counts.live_bytes, &[("board", size_of::<Board>())]);
    draw(window, "BoxedMessage::Snapshot", bytes, fields, [board]);
}

fn hash_map(window: &mut Window) {
    let pairs = [(1, 10), (2, 20), (3, 30)];
    let (map, counts) = window.count(&pairs, |pairs| maps::hash_map(pairs));
    let pair = size_of::<(u32, u32)>();
    // The smallest table has four places, and one of them always stays free.
    let places = map.capacity() + 1;
    let (bytes, seeds) = (size_of_val(&map), size_of::<RandomState>());
    let fields = [
        word("pointer").to(0),
        field("counts", bytes - WORD - seeds),
        field("hash seeds", seeds),
    ];
    let parts = [
        ("pairs", map.len() * pair),
        ("free place", (places - map.len()) * pair),
        ("control bytes", counts.live_bytes as usize - places * pair),
    ];
    let label = format!("HashMap with {} pairs", map.len());
    let block = block(counts.live_bytes, &parts);
    draw(window, &label, bytes, fields, [block]);
}

fn btree_map(window: &mut Window) {
    let pairs = [(1, 10), (2, 20), (3, 30)];
    let (map, counts) = window.count(&pairs, |pairs| maps::btree_map(pairs));
    let used = size_of_val(&pairs);
    let room = pairs_in_a_node(window) * size_of_val(&pairs[0]);
    let parts = [
        ("pairs", used),
        ("room for more", room - used),
        ("parent, counts", counts.live_bytes as usize - room),
    ];
    let label = format!("BTreeMap with {} pairs", map.len());
    let fields = words(&["pointer", "height", "length"], 0);
    let block = block(counts.live_bytes, &parts);
    draw(window, &label, size_of_val(&map), fields, [block]);
}

/// How many pairs a tree holds before it needs a second block.
fn pairs_in_a_node(window: &mut Window) -> usize {
    let pairs: Vec<(u32, u32)> = (0..100).map(|key| (key, key)).collect();
    let one_block = |end: &usize| {
        let (_, counts) = window.count(&pairs[..*end], maps::btree_map);
        counts.live_blocks == 1
    };
    (1..=pairs.len()).take_while(one_block).count()
}

/// The capacities that a growing hash table goes through, up to a thousand.
fn capacities(window: &mut Window) {
    let mut map = HashMap::new();
    let mut capacities = vec![map.capacity()];
    for key in 0..1_000 {
        map.insert(key, key);
        if capacities.last() != Some(&map.capacity()) {
            capacities.push(map.capacity());
        }
    }
    window.answer(&capacities);
}
