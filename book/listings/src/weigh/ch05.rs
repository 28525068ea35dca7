//! How the listings of chapter 5 are weighed.

use std::cell::RefCell;
use std::hint::black_box;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use listings::ch05::people::{self, Record};
use listings::ch05::units::{self, Rules};
use listings::ch05::{harbours, teams, threads};
use meter::{Counts, Window};
use serde_json::{Value, json};

use super::{Fact, Listing, Rough, call, size};

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch05/copied",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| call(window, count(window), units::copied::recruit),
    },
    Listing {
        name: "ch05/shared",
        sizes: &[100, 1_000],
        traced: &[100],
        weigh: |window| call(window, count(window), units::shared::recruit),
    },
    Listing {
        name: "ch05/one_block_each",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, count(window), units::one_block_each),
    },
    Listing {
        name: "ch05/one_block",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, count(window), units::one_block),
    },
    Listing {
        name: "ch05/from_a_string",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*"k".repeat(window.items()), units::from_a_string),
    },
    Listing {
        name: "ch05/around_a_string",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*"k".repeat(window.items()), units::around_a_string),
    },
    Listing {
        name: "ch05/from_a_slice",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| call(window, &*"k".repeat(window.items()), units::from_a_slice),
    },
    Listing {
        name: "ch05/harbours_owned",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*journal(window.items()), harbours::owned::read),
    },
    Listing {
        name: "ch05/harbours_shared",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*journal(window.items()), harbours::shared::read),
    },
    Listing {
        name: "ch05/harbours_numbered",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| call(window, &*journal(window.items()), harbours::numbered::read),
    },
    Listing {
        name: "ch05/linked",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            call(
                window,
                &*church_book(window.items()),
                people::linked::family,
            )
        },
    },
    Listing {
        name: "ch05/indexed",
        sizes: &[10_000],
        traced: &[],
        weigh: |window| {
            call(
                window,
                &*church_book(window.items()),
                people::indexed::family,
            )
        },
    },
    Listing {
        name: "ch05/cycle",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, window.items(), teams::cycle::play),
    },
    Listing {
        name: "ch05/weak",
        sizes: &[100],
        traced: &[],
        weigh: |window| call(window, window.items(), teams::weak::play),
    },
];

pub const FACTS: &[Fact] = &[
    size!("ch05/&Rules", &Rules),
    size!("ch05/Rules", Rules),
    size!("ch05/Rc<Rules>", Rc<Rules>),
    size!("ch05/Arc<Rules>", Arc<Rules>),
    size!("ch05/Weak<Rules>", Weak<Rules>),
    size!("ch05/Option<Rc<Rules>>", Option<Rc<Rules>>),
    size!("ch05/Rc<str>", Rc<str>),
    size!("ch05/String", String),
    size!("ch05/Person", people::indexed::Person),
    size!("ch05/LinkedPerson", people::linked::Person),
    size!("ch05/owned::Call", harbours::owned::Call),
    size!("ch05/shared::Call", harbours::shared::Call),
    size!("ch05/numbered::Call", harbours::numbered::Call),
    size!("ch05/u32", u32),
    size!("ch05/Option<u32>", Option<u32>),
    size!("ch05/Vec<u32>", Vec<u32>),
    Fact {
        name: "ch05/one-more",
        find: one_more,
    },
    Fact {
        name: "ch05/counts",
        find: shared_blocks,
    },
    Fact {
        name: "ch05/make-mut",
        find: |window| {
            let mut rules = Rc::new(Rules::classic());
            let other = Rc::clone(&rules);
            let shared = window.count(&mut rules, units::speed_up).1;
            let alone = window.count(&mut rules, units::speed_up).1;
            window.answer(&json!({"shared": shared, "alone": alone}));
            drop(other);
        },
    },
    Fact {
        name: "ch05/threads",
        find: threads,
    },
    Fact {
        name: "layout/unit-copied",
        find: |window| {
            let unit = units::copied::Unit {
                id: 7,
                rules: Rules::classic(),
            };
            let copy = window.count(&unit.rules, Rules::clone).1;
            let of = (size_of_val(&unit), copy.live_bytes);
            window.answer(&unit_layout("a unit with a copy", of, false));
        },
    },
    Fact {
        name: "layout/unit-shared",
        find: |window| {
            let rules = window.count((), |()| Rc::new(Rules::classic())).1;
            let of = (size_of::<units::shared::Unit>(), rules.live_bytes);
            window.answer(&unit_layout("a unit that shares", of, true));
        },
    },
    Fact {
        name: "layout/two-owners",
        find: |window| {
            let (handles, counts) = window.count((), |()| {
                let first = Rc::new([2_u32, 3, 5, 8]);
                [Rc::clone(&first), first]
            });
            window.answer(&json!({
                "label": "two Rc or two Arc",
                "bytes": size_of_val(&handles),
                "fields": [
                    {"name": "first", "bytes": size_of_val(&handles[0]), "to": 0},
                    {"name": "second", "bytes": size_of_val(&handles[1]), "to": 0},
                ],
                "blocks": [{"bytes": counts.live_bytes, "parts": counted("2, 3, 5, 8", 16, 0)}],
            }));
        },
    },
    Fact {
        name: "layout/shared-text",
        find: |window| {
            let (text, counts) = window.count("classic", Rc::<str>::from);
            let padding = counts.live_bytes as usize - 2 * WORD - text.len();
            window.answer(&json!({
                "label": "Rc::<str>::from(\"classic\")",
                "bytes": size_of_val(&text),
                "fields": [
                    {"name": "pointer", "bytes": WORD, "to": 0},
                    {"name": "length", "bytes": size_of_val(&text) - WORD},
                ],
                "blocks": [{
                    "bytes": counts.live_bytes,
                    "parts": counted("classic", text.len(), padding),
                }],
            }));
        },
    },
    Fact {
        name: "explore/rc",
        find: explore,
    },
];

pub const ROUGH: &[Rough] = &[Rough {
    name: "ch05/arc-clone-time",
    unit: "times the time that an Rc takes to be cloned and dropped, in one thread",
    measure: || {
        let (rc, arc) = (Rc::new(7), Arc::new(7));
        let (mut of_rc, mut of_arc) = (Duration::MAX, Duration::MAX);
        // The shortest of many rounds is the one that nothing disturbed.
        for _ in 0..200 {
            of_rc = of_rc.min(time(|| drop(black_box(Rc::clone(black_box(&rc))))));
            of_arc = of_arc.min(time(|| drop(black_box(Arc::clone(black_box(&arc))))));
        }
        of_arc.as_secs_f64() / of_rc.as_secs_f64()
    },
}];

const WORD: usize = size_of::<usize>();

fn count(window: &Window) -> u32 {
    window.items() as u32
}

fn time(clone_and_drop: impl Fn()) -> Duration {
    let start = Instant::now();
    for _ in 0..10_000 {
        clone_and_drop();
    }
    start.elapsed()
}

/// Calls at eight harbours, in turn.
fn journal(count: usize) -> String {
    const HARBOURS: [&str; 8] = [
        "Rotterdam",
        "Hamburg",
        "Antwerp",
        "Valencia",
        "Gdansk",
        "Le Havre",
        "Piraeus",
        "Barcelona",
    ];
    let line = |at: usize| format!("{};{at}\n", HARBOURS[at * 5 % 8]);
    (0..count).map(line).collect()
}

/// A family in which every woman has two children.
fn church_book(count: usize) -> Vec<Record> {
    let record = |line: u32| Record {
        born: 1_500 + 25 * (line + 1).ilog2() as u16,
        mother: line.checked_sub(1).map(|line| line / 2),
    };
    (0..count as u32).map(record).collect()
}

/// What one more unit costs, with a copy and with a share of the rules.
fn one_more(window: &mut Window) {
    let rules = Rules::classic();
    let copied = window.count(&rules, Rules::clone).1;
    let rules = Rc::new(rules);
    let shared = window.count(&rules, Rc::clone).1;
    let method = window.count(&rules, |rules| rules.clone()).1;
    let atomic = Arc::new(Rules::classic());
    let atomic = window.count(&atomic, Arc::clone).1;
    window.answer(&json!({"copied": copied, "shared": shared, "method": method, "atomic": atomic}));
}

/// How much larger a shared block is than its value, and the first counts.
fn shared_blocks(window: &mut Window) {
    let value = size_of::<Rules>();
    let empty = || Rules {
        name: String::new(),
        speeds: Vec::new(),
    };
    let (first, counts) = window.count((), |()| Rc::new(empty()));
    let block = counts.live_bytes;
    let one = Rc::strong_count(&first);
    let second = Rc::clone(&first);
    let two = Rc::strong_count(&second);
    let atomic = window.count((), |()| Arc::new(empty())).1;
    let small = window.count((), |()| Rc::new(7_u32)).1.live_bytes;
    let cell = window.count((), |()| Rc::new(RefCell::new(empty()))).1;
    let lock = window.count((), |()| Arc::new(Mutex::new(empty()))).1;
    window.answer(&json!({
        "refcell_beside": cell.live_bytes - value as u64,
        "mutex_beside": lock.live_bytes - value as u64,
        "block": block,
        "beside": block - value as u64,
        "atomic_block": atomic.live_bytes,
        "atomic_beside": atomic.live_bytes - value as u64,
        "u32_block": small,
        "after_new": one,
        "after_clone": two,
    }));
}

/// The bytes that four threads ask for in all. The peak is left out: it depends
/// on when each of them ends.
fn threads(window: &mut Window) {
    const COUNT: u32 = 10_000;
    let mut of = |f: fn(u32) -> Vec<Option<u32>>| {
        let counts = window.count(COUNT, f).1;
        json!({"bytes": counts.bytes, "allocations": counts.allocations})
    };
    let answer = json!({
        "threads": threads::THREADS,
        "numbers": COUNT,
        "table": COUNT as usize * size_of::<u32>(),
        "copies": of(threads::with_copies),
        "arc": of(threads::with_arc),
        "scope": of(threads::with_scope),
    });
    window.answer(&answer);
}

/// The parts of a shared block.
fn counted(value: &str, bytes: usize, padding: usize) -> Vec<Value> {
    let mut parts = vec![
        json!({"name": "strong count", "bytes": WORD}),
        json!({"name": "weak count", "bytes": WORD}),
        json!({"name": value, "bytes": bytes}),
    ];
    if padding > 0 {
        parts.push(json!({"name": "padding", "bytes": padding}));
    }
    parts
}

/// A unit, of this size and with so many bytes on the heap.
fn unit_layout(label: &str, (unit, heap): (usize, u64), shared: bool) -> Value {
    let rules = Rules::classic();
    let (name, speeds) = (rules.name.len(), rules.speeds.len() * size_of::<u32>());
    let mut texts = vec![
        json!({"bytes": name, "parts": [{"name": rules.name, "bytes": name}]}),
        json!({"bytes": speeds, "parts": [{"name": "2, 3, 5, 8", "bytes": speeds}]}),
    ];
    let handles = [size_of_val(&rules.name), size_of_val(&rules.speeds)];
    let id = size_of::<u32>();
    let mut fields = vec![json!({"name": "id", "bytes": id})];
    let rest;
    if shared {
        fields.push(json!({"name": "rules", "bytes": size_of::<Rc<Rules>>(), "to": 0}));
        rest = unit - id - size_of::<Rc<Rules>>();
        let block = heap - (name + speeds) as u64;
        let parts = json!([
            {"name": "strong count", "bytes": WORD},
            {"name": "weak count", "bytes": WORD},
            {"name": "name", "bytes": handles[0]},
            {"name": "speeds", "bytes": handles[1]},
        ]);
        texts.insert(0, json!({"bytes": block, "parts": parts}));
    } else {
        fields.push(json!({"name": "name", "bytes": handles[0], "to": 0}));
        fields.push(json!({"name": "speeds", "bytes": handles[1], "to": 1}));
        rest = unit - id - handles[0] - handles[1];
        assert_eq!(heap, (name + speeds) as u64);
    }
    fields.push(json!({"name": "padding", "bytes": rest}));
    json!({"label": label, "bytes": unit, "fields": fields, "blocks": texts})
}

/// What the steps of the explorable work with.
#[derive(Default)]
struct Handles {
    a: Option<Rc<Rules>>,
    b: Option<Rc<Rules>>,
    c: Option<Rc<Rules>>,
    w: Option<Weak<Rules>>,
}

/// A step: the code that is shown, and the same code.
type Step = (&'static str, fn(&mut Handles), &'static str);

const STEPS: [Step; 11] = [
    (
        "let a = Rc::new(Rules::classic());",
        |handles| handles.a = Some(Rc::new(Rules::classic())),
        "One block for the name, one for the speeds, and one for the counts with the Rules.",
    ),
    (
        "let b = Rc::clone(&a);",
        |handles| handles.b = handles.a.as_ref().map(Rc::clone),
        "A second pointer to the same block. Nothing is allocated.",
    ),
    (
        "let c = Rc::clone(&b);",
        |handles| handles.c = handles.b.as_ref().map(Rc::clone),
        "It makes no difference which owner is cloned.",
    ),
    (
        "drop(a);",
        |handles| handles.a = None,
        "The first owner is not special. The others keep the value.",
    ),
    (
        "let w = Rc::downgrade(&b);",
        |handles| handles.w = handles.b.as_ref().map(Rc::downgrade),
        "A weak pointer has a count of its own, and does not own the value.",
    ),
    ("drop(b);", |handles| handles.b = None, "One owner is left."),
    (
        "let a = w.upgrade();",
        |handles| handles.a = handles.w.as_ref().and_then(Weak::upgrade),
        "The value is still there, so the weak pointer makes a new owner: `Some`.",
    ),
    (
        "drop(a);",
        |handles| handles.a = None,
        "One owner is left again.",
    ),
    (
        "drop(c);",
        |handles| handles.c = None,
        "The last owner is gone, so the value is dropped with its name and speeds. \
         The block stays for the weak pointer, which looks at its counts.",
    ),
    (
        "let a = w.upgrade();",
        |handles| handles.a = handles.w.as_ref().and_then(Weak::upgrade),
        "The value is gone: `None`.",
    ),
    (
        "drop(w);",
        |handles| handles.w = None,
        "Nobody looks at the counts any more, and the block is freed.",
    ),
];

/// Each step is weighed together with all before it, so the counts are those
/// from the start.
fn explore(window: &mut Window) {
    let steps: Vec<Value> = (1..=STEPS.len()).map(|steps| step(window, steps)).collect();
    window.answer(&json!({ "steps": steps }));
}

fn step(window: &mut Window, steps: usize) -> Value {
    let (handles, counts): (Handles, Counts) = window.count((), |()| {
        let mut handles = Handles::default();
        for (_, act, _) in &STEPS[..steps] {
            act(&mut handles);
        }
        handles
    });
    let Handles { a, b, c, w } = &handles;
    let owners: Vec<&str> = [("a", a), ("b", b), ("c", c)]
        .iter()
        .filter(|(_, owner)| owner.is_some())
        .map(|(name, _)| *name)
        .collect();
    let weak: Vec<&str> = w.iter().map(|_| "w").collect();
    let owner = [a, b, c].into_iter().flatten().next();
    let strong = owner.map_or(0, Rc::strong_count);
    assert_eq!(strong, owners.len());
    assert!(owner.is_none_or(|owner| Rc::weak_count(owner) == weak.len()));
    let (code, _, says) = STEPS[steps - 1];
    json!({
        "code": code,
        "strong": strong,
        "weak": weak.len(),
        "allocations": counts.allocations,
        "live_blocks": counts.live_blocks,
        "live_bytes": counts.live_bytes,
        "handles": owners,
        "weak_handles": weak,
        "says": says,
    })
}
