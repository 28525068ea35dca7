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

use super::entry::{Fact, Listing, Rough};
use super::layout::{Block, SLICE, STRONG, WEAK, WORD, block, draw, field, layout, word};

pub const LISTINGS: &[Listing] = &[
    listing!("ch05/copied", &[100, 1_000], traced &[100], count => units::copied::recruit),
    listing!("ch05/shared", &[100, 1_000], traced &[100], count => units::shared::recruit),
    listing!("ch05/one_block_each", &[10_000], count => units::one_block_each),
    listing!("ch05/one_block", &[10_000], count => units::one_block),
    listing!("ch05/from_a_string", &[1_000], &name => units::from_a_string),
    listing!("ch05/around_a_string", &[1_000], &name => units::around_a_string),
    listing!("ch05/from_a_slice", &[1_000], &name => units::from_a_slice),
    listing!("ch05/harbours_owned", &[10_000], &journal => harbours::owned::read),
    listing!("ch05/harbours_shared", &[10_000], &journal => harbours::shared::read),
    listing!("ch05/harbours_numbered", &[10_000], &journal => harbours::numbered::read),
    listing!("ch05/linked", &[10_000], &church_book => people::linked::family),
    listing!("ch05/indexed", &[10_000], &church_book => people::indexed::family),
    listing!("ch05/cycle", &[100], Window::items => teams::cycle::play),
    listing!("ch05/weak", &[100], Window::items => teams::weak::play),
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
    fact!("ch05/one-more", one_more),
    fact!("ch05/counts", shared_blocks),
    fact!("ch05/make-mut", make_mut),
    fact!("ch05/threads", threads),
    fact!("layout/unit-copied", unit_copied),
    fact!("layout/unit-shared", unit_shared),
    fact!("layout/two-owners", two_owners),
    fact!("layout/shared-text" => layout(
        "Rc::<str>::from(\"classic\")", &SLICE,
        &[STRONG, WEAK, ("classic", 7), ("padding", 1)], || Rc::<str>::from("classic"))),
    fact!("explore/rc", explore),
];

pub const ROUGH: &[Rough] = &[rough!("ch05/arc-clone-time", arc_clone_time()
        => "times the time that an Rc takes to be cloned and dropped, in one thread")];

fn count(window: &Window) -> u32 {
    window.items() as u32
}

fn name(window: &Window) -> String {
    "k".repeat(window.items())
}

/// Calls at eight harbours, in turn.
fn journal(window: &Window) -> String {
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
    (0..window.items()).map(line).collect()
}

/// A family in which every woman has two children.
fn church_book(window: &Window) -> Vec<Record> {
    let record = |line: u32| Record {
        born: 1_500 + 25 * (line + 1).ilog2() as u16,
        mother: line.checked_sub(1).map(|line| line / 2),
    };
    (0..count(window)).map(record).collect()
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

/// What a change costs while somebody shares the value, and when nobody does any more.
fn make_mut(window: &mut Window) {
    let mut rules = Rc::new(Rules::classic());
    let other = Rc::clone(&rules);
    let shared = window.count(&mut rules, units::speed_up).1;
    let alone = window.count(&mut rules, units::speed_up).1;
    window.answer(&json!({"shared": shared, "alone": alone}));
    drop(other);
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

/// The blocks of the texts of some rules: of the name, and of the speeds.
fn texts(rules: &Rules) -> [Block; 2] {
    let name = (&*rules.name, rules.name.len());
    let speeds = ("2, 3, 5, 8", size_of_val(&*rules.speeds));
    [name, speeds].map(|part| block(part.1 as u64, &[part]))
}

fn unit_copied(window: &mut Window) {
    let unit = units::copied::Unit {
        id: 7,
        rules: Rules::classic(),
    };
    let rules = &unit.rules;
    let copy = window.count(rules, Rules::clone).1;
    let blocks = texts(rules);
    assert_eq!(copy.live_bytes, blocks[0].bytes + blocks[1].bytes);
    let (id, unit) = (size_of_val(&unit.id), size_of_val(&unit));
    let fields = [
        field("id", id),
        field("name", size_of_val(&rules.name)).to(0),
        field("speeds", size_of_val(&rules.speeds)).to(1),
        field("padding", unit - id - size_of_val(rules)),
    ];
    draw(window, "a unit with a copy", unit, fields, blocks);
}

fn unit_shared(window: &mut Window) {
    let (rules, counts) = window.count((), |()| Rc::new(Rules::classic()));
    let [name, speeds] = texts(&rules);
    let parts = [
        STRONG,
        WEAK,
        ("name", size_of_val(&rules.name)),
        ("speeds", size_of_val(&rules.speeds)),
    ];
    let shared = block(counts.live_bytes - name.bytes - speeds.bytes, &parts);
    let (id, unit) = (size_of::<u32>(), size_of::<units::shared::Unit>());
    let fields = [
        field("id", id),
        word("rules").to(0),
        field("padding", unit - id - WORD),
    ];
    let blocks = [shared, name, speeds];
    draw(window, "a unit that shares", unit, fields, blocks);
}

fn two_owners(window: &mut Window) {
    let numbers = [2_u32, 3, 5, 8];
    let (handles, counts) = window.count((), |()| {
        let first = Rc::new(numbers);
        [Rc::clone(&first), first]
    });
    let fields = [word("first").to(0), word("second").to(0)];
    let parts = [STRONG, WEAK, ("2, 3, 5, 8", size_of_val(&numbers))];
    let (bytes, shared) = (size_of_val(&handles), block(counts.live_bytes, &parts));
    draw(window, "two Rc or two Arc", bytes, fields, [shared]);
}

/// The time of an `Arc` in times of that of an `Rc`.
fn arc_clone_time() -> f64 {
    let (rc, arc) = (Rc::new(7), Arc::new(7));
    let (mut of_rc, mut of_arc) = (Duration::MAX, Duration::MAX);
    // The shortest of many rounds is the one that nothing disturbed.
    for _ in 0..200 {
        of_rc = of_rc.min(time(|| drop(black_box(Rc::clone(black_box(&rc))))));
        of_arc = of_arc.min(time(|| drop(black_box(Arc::clone(black_box(&arc))))));
    }
    of_arc.as_secs_f64() / of_rc.as_secs_f64()
}

fn time(clone_and_drop: impl Fn()) -> Duration {
    let start = Instant::now();
    for _ in 0..10_000 {
        clone_and_drop();
    }
    start.elapsed()
}

/// What the steps of the explorable work with.
#[derive(Default)]
struct Handles {
    a: Option<Rc<Rules>>,
    b: Option<Rc<Rules>>,
    c: Option<Rc<Rules>>,
    w: Option<Weak<Rules>>,
}

/// A step: the code that is shown, the same code, and what is said of it.
type Step = (&'static str, fn(&mut Handles), &'static str);

macro_rules! steps {
    ($($code:literal: $act:expr => $says:literal,)*) => {
        &[$(($code, $act, $says)),*]
    };
}

const STEPS: &[Step] = steps![
    "let a = Rc::new(Rules::classic());": |h| h.a = Some(Rc::new(Rules::classic()))
        => "One block for the name, one for the speeds, and one for the counts with the Rules.",
    "let b = Rc::clone(&a);": |h| h.b = h.a.as_ref().map(Rc::clone)
        => "A second pointer to the same block. Nothing is allocated.",
    "let c = Rc::clone(&b);": |h| h.c = h.b.as_ref().map(Rc::clone)
        => "It makes no difference which owner is cloned.",
    "drop(a);": |h| h.a = None
        => "The first owner is not special. The others keep the value.",
    "let w = Rc::downgrade(&b);": |h| h.w = h.b.as_ref().map(Rc::downgrade)
        => "A weak pointer has a count of its own, and does not own the value.",
    "drop(b);": |h| h.b = None
        => "One owner is left.",
    "let a = w.upgrade();": |h| h.a = h.w.as_ref().and_then(Weak::upgrade)
        => "The value is still there, so the weak pointer makes a new owner: `Some`.",
    "drop(a);": |h| h.a = None
        => "One owner is left again.",
    "drop(c);": |h| h.c = None
        => "The last owner is gone, so the value is dropped with its name and speeds. \
            The block stays for the weak pointer, which looks at its counts.",
    "let a = w.upgrade();": |h| h.a = h.w.as_ref().and_then(Weak::upgrade)
        => "The value is gone: `None`.",
    "drop(w);": |h| h.w = None
        => "Nobody looks at the counts any more, and the block is freed.",
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
