//! The operations that are known. From the most special one to the most general
//! one: the first that fits is it. To add one, see `CONTRIBUTING.md`.

use super::pattern::{At, Mark, Operation};
use crate::shape::Shape;

/// Where `Vec` is. The names of files are all that valgrind keeps.
const VEC: &[&str] = &["mod.rs"];
const MAP: &[&str] = &["map.rs", "set.rs"];
const STR: &[&str] = &["str.rs", "slice.rs"];
const STRING: &[&str] = &["string.rs"];

const NUMBERS: &[&str] = &[
    "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize",
];

/// All operations.
pub static OPERATIONS: &[Operation] = &[
    // ---- Who called matters more than what was called.
    Operation {
        id: "debug-check",
        label: "a value is computed that only `debug_assert!` looks at",
        at: At::Shaped(Shape::DebugAssertOnly),
        marks: &[],
    },
    Operation {
        id: "release-check",
        label: "`assert!` checks, in a release build, too",
        at: At::Shaped(Shape::Asserted),
        marks: &[],
    },
    Operation {
        id: "sort-key",
        label: "a key is made for each comparison of a sort",
        at: At::CalledBy(&["sort_by_key", "sort_unstable_by_key"]),
        marks: &[],
    },
    Operation {
        id: "sort-compare",
        label: "something is made for each comparison of a sort",
        at: At::CalledBy(&["sort_by", "sort_unstable_by"]),
        marks: &[],
    },
    // ---- Sorting, threads, input.
    Operation {
        id: "sort-cached-keys",
        label: "`sort_by_cached_key` makes a list of the keys",
        at: At::Call,
        marks: &[Mark::Name(&["sort_by_cached_key"])],
    },
    Operation {
        id: "sort-buffer",
        label: "a stable sort takes a buffer",
        at: At::Call,
        marks: &[Mark::Name(&["driftsort_main"])],
    },
    Operation {
        id: "thread-spawn",
        label: "a thread is started",
        at: At::Call,
        marks: &[Mark::Name(&["spawn_unchecked", "spawn_scoped"])],
    },
    Operation {
        id: "serde-value",
        label: "serde fills a `serde_json::Value`",
        at: At::Library,
        marks: &[Mark::Text("ValueVisitor")],
    },
    Operation {
        id: "serde-scratch",
        label: "serde undoes the escapes of a text in a buffer",
        at: At::Library,
        marks: &[Mark::Name(&[
            "parse_escape",
            "parse_str_bytes",
            "parse_str",
        ])],
    },
    Operation {
        id: "serde-cow",
        label: "serde makes a `String` for a `Cow`",
        at: At::Library,
        marks: &[Mark::Text("StringVisitor"), Mark::Text("borrow::Cow<str")],
    },
    Operation {
        id: "serde-unescaped",
        label: "serde makes a `String` for a text with an escape",
        at: At::Library,
        marks: &[Mark::Text("CowStrVisitor")],
    },
    Operation {
        id: "serde-string",
        label: "serde makes a `String`",
        at: At::Library,
        // From a reader there is nothing to borrow.
        marks: &[Mark::Text("StringVisitor"), Mark::Text("read::StrRead")],
    },
    Operation {
        id: "serde-reader-string",
        label: "serde makes a `String` from what a reader gave",
        at: At::Library,
        marks: &[Mark::Text("StringVisitor"), Mark::Text("read::IoRead")],
    },
    Operation {
        id: "serde-list",
        label: "serde fills a `Vec`, whose length JSON does not say",
        at: At::Library,
        marks: &[Mark::Name(&["visit_seq"]), Mark::Name(&["grow_one"])],
    },
    Operation {
        id: "io-lines",
        label: "`lines()` makes a `String` for a line",
        at: At::Call,
        marks: &[Mark::Frame(&["next"], VEC), Mark::Name(&["read_until"])],
    },
    Operation {
        id: "read-line",
        label: "the buffer of `read_line` grows",
        at: At::Call,
        marks: &[Mark::Name(&["read_until"])],
    },
    Operation {
        id: "read-whole",
        label: "the whole input is read",
        at: At::Call,
        marks: &[Mark::Name(&["read_to_string", "read_to_end"])],
    },
    Operation {
        id: "io-buffer",
        label: "a reader or writer gets its buffer",
        at: At::Call,
        marks: &[Mark::Frame(
            &["new", "with_capacity"],
            &["bufreader.rs", "bufwriter.rs", "linewriter.rs"],
        )],
    },
    // ---- Copies of a value that is there already.
    Operation {
        id: "clone-from",
        label: "`clone_from` needs more room than there was",
        at: At::Call,
        marks: &[Mark::Name(&["clone_from"])],
    },
    Operation {
        id: "map-clone",
        label: "a map is cloned, with all that it owns",
        at: At::Call,
        marks: &[Mark::First(&["clone"], MAP)],
    },
    Operation {
        id: "vec-clone",
        label: "a `Vec` is cloned, with all that its elements own",
        at: At::Call,
        marks: &[Mark::First(&["clone"], VEC)],
    },
    Operation {
        id: "slice-to-vec",
        label: "a slice is copied into a `Vec`, with all that its elements own",
        at: At::Call,
        marks: &[Mark::First(&["to_vec", "to_owned"], &["slice.rs"])],
    },
    Operation {
        id: "struct-clone",
        label: "a struct is cloned, with all that it owns",
        at: At::Call,
        marks: &[Mark::Derived("clone")],
    },
    Operation {
        id: "cow-to-mut",
        label: "`to_mut` copies what was borrowed",
        at: At::Call,
        marks: &[Mark::Frame(&["to_mut"], &["borrow.rs"])],
    },
    // ---- Texts.
    Operation {
        id: "format",
        label: "`format!` makes a `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["format", "format_inner"], &["fmt.rs"])],
    },
    Operation {
        id: "text-replace",
        label: "`replace` makes a new `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["replace", "replacen"], STR)],
    },
    Operation {
        id: "text-case",
        label: "a `String` in other letters is made",
        at: At::Call,
        marks: &[Mark::Frame(
            &[
                "to_lowercase",
                "to_uppercase",
                "to_ascii_lowercase",
                "to_ascii_uppercase",
            ],
            STR,
        )],
    },
    Operation {
        id: "text-repeat",
        label: "`repeat` makes a new `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["repeat"], STR)],
    },
    Operation {
        id: "text-join",
        label: "texts are joined in a new `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["join", "concat"], STR)],
    },
    Operation {
        id: "boxed-copy",
        label: "a text or a list is copied into a `Box`",
        at: At::Call,
        marks: &[Mark::Frame(&["from", "from_slice"], &["convert.rs"])],
    },
    Operation {
        id: "shared-text",
        label: "a text is copied into an `Rc` or `Arc`",
        at: At::Call,
        marks: &[Mark::Frame(
            &["allocate_for_slice", "copy_from_slice"],
            &["rc.rs", "sync.rs"],
        )],
    },
    Operation {
        id: "string-clone",
        label: "a `String` is cloned",
        at: At::Call,
        marks: &[Mark::Frame(&["clone"], STRING)],
    },
    Operation {
        id: "number-text",
        label: "a number is written into a new `String`",
        at: At::Call,
        // Within, it is a copy of a text, as that of a `&str` is.
        marks: &[Mark::For("to_string", NUMBERS)],
    },
    Operation {
        id: "text-copy",
        label: "a text is copied into a `String`",
        at: At::Call,
        marks: &[
            Mark::Frame(
                &["to_string", "to_owned", "into_owned", "into", "from"],
                &["string.rs", "str.rs", "mod.rs", "borrow.rs"],
            ),
            Mark::Frame(&["to_owned"], &["str.rs"]),
        ],
    },
    Operation {
        id: "display-text",
        label: "a value is written into a new `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["to_string"], STRING)],
    },
    Operation {
        id: "string-collect",
        label: "`collect` makes a `String`",
        at: At::Call,
        marks: &[Mark::Frame(&["from_iter"], STRING)],
    },
    Operation {
        id: "string-reserved",
        label: "a `String` is made with room reserved",
        at: At::Call,
        marks: &[Mark::First(&["with_capacity"], STRING)],
    },
    Operation {
        id: "string-growth",
        label: "a `String` grows",
        at: At::Call,
        marks: &[Mark::Frame(
            &[
                "push_str",
                "push",
                "write_str",
                "write_char",
                "add_assign",
                "add",
                "extend",
                "insert",
                "insert_str",
            ],
            STRING,
        )],
    },
    // ---- Maps.
    Operation {
        id: "hash-table-made",
        label: "a `HashMap` or `HashSet` is made with room reserved",
        at: At::Call,
        marks: &[Mark::First(
            &["with_capacity", "with_capacity_and_hasher"],
            MAP,
        )],
    },
    Operation {
        id: "hash-table",
        label: "the table of a `HashMap` or `HashSet` grows",
        at: At::Call,
        marks: &[Mark::Name(&[
            "reserve_rehash",
            "resize_inner",
            "prepare_resize",
        ])],
    },
    Operation {
        id: "btree-node",
        label: "a `BTreeMap` or `BTreeSet` makes a node",
        at: At::Call,
        marks: &[Mark::Frame(
            &["new", "new_leaf", "new_internal", "new_uninit_in"],
            &["node.rs"],
        )],
    },
    // ---- Single values.
    Operation {
        id: "rc-new",
        label: "a value is put into an `Rc`",
        at: At::Call,
        marks: &[Mark::Frame(&["new"], &["rc.rs"])],
    },
    Operation {
        id: "arc-new",
        label: "a value is put into an `Arc`",
        at: At::Call,
        marks: &[Mark::Frame(&["new"], &["sync.rs"])],
    },
    // ---- Lists.
    Operation {
        id: "vec-macro",
        label: "`vec![…]` makes a buffer",
        at: At::Call,
        marks: &[Mark::Name(&["from_elem"])],
    },
    Operation {
        id: "vec-literal",
        label: "`vec![…]` makes a list of a few values",
        at: At::Call,
        marks: &[Mark::Text("new_uninit<[")],
    },
    Operation {
        id: "vec-shrink",
        label: "a block is made smaller",
        at: At::Call,
        marks: &[Mark::Name(&[
            "shrink_to_fit",
            "shrink_to",
            "into_boxed_slice",
        ])],
    },
    Operation {
        id: "collect-in-place",
        label: "`collect` uses the block of the list that it consumes",
        at: At::Call,
        marks: &[Mark::Name(&["from_iter_in_place"])],
    },
    Operation {
        id: "vec-collect",
        label: "`collect` makes a `Vec`",
        at: At::Call,
        marks: &[Mark::Frame(
            &["from_iter"],
            &["spec_from_iter.rs", "spec_from_iter_nested.rs"],
        )],
    },
    Operation {
        id: "vec-reserved",
        label: "a `Vec` is made with room reserved",
        at: At::Call,
        marks: &[Mark::First(&["with_capacity"], VEC)],
    },
    Operation {
        id: "vec-reserve-exact",
        label: "`reserve_exact` makes room without spare",
        at: At::Call,
        marks: &[Mark::First(&["reserve_exact"], &["mod.rs", "string.rs"])],
    },
    Operation {
        id: "vec-push",
        label: "a `Vec` grows by a push",
        at: At::Call,
        marks: &[Mark::First(
            &["push", "push_back", "push_front", "insert"],
            VEC,
        )],
    },
    Operation {
        id: "vec-extend",
        label: "a `Vec` grows by many elements",
        at: At::Call,
        marks: &[Mark::First(
            &["extend", "extend_from_slice", "append", "resize", "reserve"],
            VEC,
        )],
    },
    Operation {
        id: "box-new",
        label: "a value is put into a `Box`",
        at: At::Call,
        marks: &[Mark::Frame(&["new"], &["boxed.rs"])],
    },
];
