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
use serde_json::{Value, json};
use smallvec::SmallVec;

use crate::weigh::{Fact, size};

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
    Fact {
        name: "layout/next-string",
        find: string,
    },
    Fact {
        name: "layout/next-box-str",
        find: box_str,
    },
    Fact {
        name: "layout/next-rc-str",
        find: rc_str,
    },
    Fact {
        name: "layout/next-smallvec-inline",
        find: |window| small_vec(window, &[4, 17, 21]),
    },
    Fact {
        name: "layout/next-smallvec-spilled",
        find: |window| small_vec(window, &[4, 17, 21, 30, 31]),
    },
    Fact {
        name: "layout/next-arrayvec",
        find: array_vec,
    },
    Fact {
        name: "layout/next-texts",
        find: texts,
    },
    Fact {
        name: "layout/next-declared",
        find: |window| {
            let fields =
                places!(DeclaredOrder, delivered: bool, id: u64, class: u8, grams: u32, day: u16);
            flat(window, "DeclaredOrder", size_of::<DeclaredOrder>(), fields);
        },
    },
    Fact {
        name: "layout/next-chosen",
        find: |window| {
            let fields =
                places!(ChosenOrder, delivered: bool, id: u64, class: u8, grams: u32, day: u16);
            flat(window, "ChosenOrder", size_of::<ChosenOrder>(), fields);
        },
    },
    Fact {
        name: "layout/next-ping",
        find: |window| {
            ping(
                window,
                "Message::Ping",
                size_of::<Message>(),
                size_of::<Board>(),
            )
        },
    },
    Fact {
        name: "layout/next-boxed-ping",
        find: |window| {
            let unused = size_of::<Box<Board>>();
            ping(
                window,
                "BoxedMessage::Ping",
                size_of::<BoxedMessage>(),
                unused,
            );
        },
    },
    Fact {
        name: "layout/next-option-u32",
        find: |window| {
            let (bytes, number) = (size_of::<Option<u32>>(), size_of::<u32>());
            let fields = json!([
                {"name": "Some or None", "bytes": bytes - number},
                {"name": "number", "bytes": number},
            ]);
            without_blocks(window, "Option<u32>", bytes, &fields);
        },
    },
    Fact {
        name: "layout/next-option-nonzero",
        find: |window| {
            let bytes = size_of::<Option<NonZeroU32>>();
            let fields = json!([{"name": "number or None", "bytes": bytes}]);
            without_blocks(window, "Option<NonZeroU32>", bytes, &fields);
        },
    },
    Fact {
        name: "layout/next-boxed-snapshot",
        find: boxed_snapshot,
    },
    Fact {
        name: "layout/next-hash-map",
        find: hash_map,
    },
    Fact {
        name: "layout/next-btree-map",
        find: btree_map,
    },
    Fact {
        name: "capacity/next-btree-node",
        find: |window| {
            let pairs = pairs_in_a_node(window);
            window.answer(&pairs);
        },
    },
    Fact {
        name: "capacity/next-hash-map",
        find: capacities,
    },
];

const WORD: usize = size_of::<usize>();

fn string(window: &mut Window) {
    let (text, counts) = window.count((), |()| {
        let mut text = String::with_capacity(16);
        text.push_str("hello");
        text
    });
    window.answer(&json!({
        "label": format!("String with room for {} bytes", text.capacity()),
        "bytes": size_of_val(&text),
        "fields": [
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "capacity", "bytes": WORD},
            {"name": "length", "bytes": WORD},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "hello", "bytes": text.len()},
            {"name": "unused", "bytes": counts.live_bytes - text.len() as u64},
        ]}],
    }));
}

fn box_str(window: &mut Window) {
    let (text, counts) = window.count("hello", Box::<str>::from);
    window.answer(&json!({
        "label": "Box<str>",
        "bytes": size_of_val(&text),
        "fields": [
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "length", "bytes": WORD},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "hello", "bytes": text.len()},
        ]}],
    }));
}

fn rc_str(window: &mut Window) {
    let (text, counts) = window.count("hello", Rc::<str>::from);
    let padding = counts.live_bytes - (2 * WORD + text.len()) as u64;
    window.answer(&json!({
        "label": "Rc<str>",
        "bytes": size_of_val(&text),
        "fields": [
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "length", "bytes": WORD},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "strong count", "bytes": WORD},
            {"name": "weak count", "bytes": WORD},
            {"name": "hello", "bytes": text.len()},
            {"name": "padding", "bytes": padding},
        ]}],
    }));
}

/// A `SmallVec` has three words: its length, and room for the elements or else
/// where they are and how many.
fn small_vec(window: &mut Window, lines: &[u16]) {
    let (list, counts) = window.count(lines, |lines| {
        let mut list = SmallVec::<[u16; 4]>::new();
        list.extend(lines.iter().copied());
        list
    });
    let bytes = size_of_val(&list);
    let used = size_of_val(&list[..]);
    let room = list.inline_size() * size_of::<u16>();
    let (fields, blocks) = if list.spilled() {
        let fields = json!([
            {"name": "capacity", "bytes": WORD},
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "length", "bytes": bytes - 2 * WORD},
        ]);
        let blocks = json!([{"bytes": counts.live_bytes, "parts": [
            {"name": "lines", "bytes": used},
            {"name": "unused", "bytes": counts.live_bytes - used as u64},
        ]}]);
        (fields, blocks)
    } else {
        let fields = json!([
            {"name": "length", "bytes": WORD},
            {"name": "inline mark", "bytes": bytes - WORD - room},
            {"name": "lines", "bytes": used},
            {"name": "unused", "bytes": room - used},
        ]);
        (fields, json!([]))
    };
    window.answer(&json!({
        "label": format!("SmallVec with {} lines", list.len()),
        "bytes": bytes,
        "fields": fields,
        "blocks": blocks,
    }));
}

fn array_vec(window: &mut Window) {
    let (list, _) = window.count(&[4, 17, 21], |lines| {
        ArrayVec::<u16, 16>::from_iter(lines.iter().copied())
    });
    let bytes = size_of_val(&list);
    let room = list.capacity() * size_of::<u16>();
    let used = size_of_val(&list[..]);
    window.answer(&json!({
        "label": format!("ArrayVec with {} lines", list.len()),
        "bytes": bytes,
        "fields": [
            {"name": "length", "bytes": bytes - room},
            {"name": "lines", "bytes": used},
            {"name": "unused", "bytes": room - used},
        ],
        "blocks": [],
    }));
}

fn texts(window: &mut Window) {
    let words = ["tea", "cake"];
    let (_texts, all) = window.count(&words[..], words_arena);
    let (text, of_text) = window.count(&words, |words| {
        let mut text = String::new();
        words.iter().for_each(|word| text.push_str(word));
        text
    });
    let of_ends = all.live_bytes - of_text.live_bytes;
    let ends = words.len() * WORD;
    window.answer(&json!({
        "label": "Texts",
        "bytes": size_of::<Texts>(),
        "fields": [
            {"name": "text: pointer", "bytes": WORD, "to": 0},
            {"name": "capacity", "bytes": WORD},
            {"name": "length", "bytes": WORD},
            {"name": "ends: pointer", "bytes": WORD, "to": 1},
            {"name": "capacity", "bytes": WORD},
            {"name": "length", "bytes": WORD},
        ],
        "blocks": [
            {"bytes": of_text.live_bytes, "parts": [
                {"name": "tea", "bytes": words[0].len()},
                {"name": "cake", "bytes": words[1].len()},
                {"name": "unused", "bytes": text.capacity() - text.len()},
            ]},
            {"bytes": of_ends, "parts": [
                {"name": "end of tea", "bytes": WORD},
                {"name": "end of cake", "bytes": WORD},
                {"name": "unused", "bytes": of_ends - ends as u64},
            ]},
        ],
    }));
}

/// A struct without blocks: its fields by their places, and the gaps between.
fn flat<const N: usize>(
    window: &mut Window,
    label: &str,
    bytes: usize,
    mut at: [(&str, usize, usize); N],
) {
    at.sort_by_key(|(_, offset, _)| *offset);
    let mut fields: Vec<Value> = Vec::new();
    let mut end = 0;
    for (name, offset, size) in at.into_iter().chain([("end", bytes, 0)]) {
        if offset > end {
            fields.push(json!({"name": "padding", "bytes": offset - end}));
        }
        if size > 0 {
            fields.push(json!({"name": name, "bytes": size}));
        }
        end = offset + size;
    }
    without_blocks(window, label, bytes, &Value::from(fields));
}

/// A variant without fields, in an enum whose largest variant has some.
fn ping(window: &mut Window, label: &str, bytes: usize, unused: usize) {
    let fields = json!([
        {"name": "which variant", "bytes": bytes - unused},
        {"name": "unused", "bytes": unused},
    ]);
    without_blocks(window, label, bytes, &fields);
}

fn without_blocks(window: &mut Window, label: &str, bytes: usize, fields: &Value) {
    window.answer(&json!({"label": label, "bytes": bytes, "fields": fields, "blocks": []}));
}

fn boxed_snapshot(window: &mut Window) {
    let (message, counts) = window.count([2], |codes| {
        let mut messages = messages_boxed(&codes);
        messages.pop()
    });
    let bytes = message.as_ref().map_or(0, size_of_val);
    window.answer(&json!({
        "label": "BoxedMessage::Snapshot",
        "bytes": bytes,
        "fields": [
            {"name": "which variant", "bytes": bytes - WORD},
            {"name": "pointer", "bytes": WORD, "to": 0},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "board", "bytes": size_of::<Board>()},
        ]}],
    }));
}

fn hash_map(window: &mut Window) {
    let pairs = [(1, 10), (2, 20), (3, 30)];
    let (map, counts) = window.count(&pairs, |pairs| maps::hash_map(pairs));
    let pair = size_of::<(u32, u32)>();
    // The smallest table has four places, and one of them always stays free.
    let places = map.capacity() + 1;
    let bytes = size_of_val(&map);
    let seeds = size_of::<RandomState>();
    window.answer(&json!({
        "label": format!("HashMap with {} pairs", map.len()),
        "bytes": bytes,
        "fields": [
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "counts", "bytes": bytes - WORD - seeds},
            {"name": "hash seeds", "bytes": seeds},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "pairs", "bytes": map.len() * pair},
            {"name": "free place", "bytes": (places - map.len()) * pair},
            {"name": "control bytes", "bytes": counts.live_bytes - (places * pair) as u64},
        ]}],
    }));
}

fn btree_map(window: &mut Window) {
    let pairs = [(1, 10), (2, 20), (3, 30)];
    let (map, counts) = window.count(&pairs, |pairs| maps::btree_map(pairs));
    let (used, room) = (
        size_of_val(&pairs),
        pairs_in_a_node(window) * size_of_val(&pairs[0]),
    );
    window.answer(&json!({
        "label": format!("BTreeMap with {} pairs", map.len()),
        "bytes": size_of_val(&map),
        "fields": [
            {"name": "pointer", "bytes": WORD, "to": 0},
            {"name": "height", "bytes": WORD},
            {"name": "length", "bytes": WORD},
        ],
        "blocks": [{"bytes": counts.live_bytes, "parts": [
            {"name": "pairs", "bytes": used},
            {"name": "room for more", "bytes": room - used},
            {"name": "parent, counts", "bytes": counts.live_bytes - room as u64},
        ]}],
    }));
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
