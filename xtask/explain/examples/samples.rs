//! Small pieces of code that allocate, for the profiles that the tests read.
//!
//! `samples ITEMS FILE` runs all of them under dhat. `samples ITEMS` runs them and
//! writes nothing, for valgrind. See `tests/record.rs`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hint::black_box;
use std::io::{BufRead, Cursor};
use std::rc::Rc;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let items = arguments.next().ok_or("usage: samples ITEMS [FILE]")?;
    let items: usize = items.parse().map_err(|_| "ITEMS is a number")?;
    let input = Input::new(items);
    let profiler = arguments.next().map(|file| {
        dhat::Profiler::builder()
            .file_name(file)
            .trim_backtraces(Some(40))
            .build()
    });
    texts(&input);
    lists(&input);
    maps(&input);
    values(&input);
    serde_texts(&input);
    threads(&input);
    pointers(&input);
    changes(&input);
    keep(small_numbers(&input));
    drop(profiler);
    Ok(())
}

/// What the samples work on. It is made before the profile begins.
struct Input {
    items: usize,
    names: Vec<String>,
    text: String,
    json: String,
    numbers: Vec<u64>,
}

impl Input {
    fn new(items: usize) -> Self {
        let names: Vec<String> = (0..items).map(|n| format!("Größe-{n}-of-all")).collect();
        let quoted: Vec<String> = names
            .iter()
            .map(|n| format!("{{\"name\":\"{n}\"}}"))
            .collect();
        Input {
            items,
            text: names.join("\n"),
            json: format!("[{}]", quoted.join(",")),
            numbers: (0..20_000).collect(),
            names,
        }
    }
}

#[inline(never)]
fn texts(input: &Input) {
    let mut sorted: Vec<&String> = input.names.iter().collect();
    sorted.sort_by(|a, b| a.to_uppercase().cmp(&b.to_uppercase()).then(a.cmp(b)));
    black_box(&sorted);
    for name in &input.names {
        let label = format!("<{name}>");
        black_box(&label);
        let owner = name.clone();
        black_box(&owner);
        let letters: String = name.chars().rev().collect();
        black_box(&letters);
        let joined = [name.as_str(), "!"].join(" ");
        black_box(&joined);
        let mut built = String::new();
        built.push_str(black_box(name));
        black_box(&built);
        let shared: Arc<str> = Arc::from(name.as_str());
        black_box(&shared);
    }
    let mut file = Cursor::new(&input.text);
    loop {
        let mut line = String::new();
        if file.read_line(&mut line).is_ok_and(|bytes| bytes == 0) {
            break;
        }
        black_box(&line);
    }
}

#[inline(never)]
fn lists(input: &Input) {
    for name in &input.names {
        let fields: Vec<&str> = name.split('-').collect();
        black_box(&fields);
        let bytes = name.as_bytes()[..black_box(5)].to_vec();
        black_box(&bytes);
        let mut longer: Vec<u8> = Vec::new();
        longer.extend_from_slice(black_box(name.as_bytes()));
        black_box(&longer);
        let pair = vec![black_box(name.len()), 2];
        black_box(&pair);
    }
    let mut exact: Vec<usize> = Vec::new();
    let mut extended: Vec<usize> = Vec::new();
    for number in 0..input.items {
        exact.reserve_exact(1);
        exact.push(black_box(number));
        extended.extend_from_slice(&[black_box(number)]);
    }
    black_box((&exact, &extended));
    for _ in 0..8 {
        let copy = black_box(&input.numbers).clone();
        black_box(&copy);
    }
    keep(even_numbers(input));
}

#[inline(never)]
fn even_numbers(input: &Input) -> Vec<usize> {
    let mut even = Vec::new();
    for number in 0..input.items {
        even.push(black_box(number));
    }
    even.retain(|number| number % 64 == 0);
    even
}

/// Lets a value live until the end.
fn keep<T>(value: T) {
    std::mem::forget(black_box(value));
}

#[inline(never)]
fn maps(input: &Input) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for name in &input.names {
        *counts.entry(name.as_str().to_owned()).or_default() += 1;
        let once: HashSet<&str> = HashSet::from([name.as_str()]);
        black_box(&once);
    }
    black_box(&counts);
    let mut table: HashMap<usize, usize> = HashMap::new();
    for number in 0..input.items {
        table.insert(black_box(number), 1);
    }
    black_box(&table);
    let mut ordered: BTreeSet<usize> = BTreeSet::new();
    for number in 0..input.items {
        ordered.insert(black_box(number));
    }
    black_box(&ordered);
    let mut tree: BTreeMap<usize, usize> = BTreeMap::new();
    tree.insert(input.items, 1);
    black_box(&tree);
}

#[derive(Clone, Debug)]
struct Größe {
    name: String,
    parts: Vec<String>,
}

/// A list of itself, for recursion.
#[derive(Debug)]
struct Branch {
    inner: Option<Box<Branch>>,
}

fn branch(depth: usize) -> Branch {
    Branch {
        inner: depth.checked_sub(1).map(|rest| Box::new(branch(rest))),
    }
}

#[inline(never)]
fn values(input: &Input) {
    let größe = Größe {
        name: "Maß".to_owned(),
        parts: vec!["ä".to_owned(), "ö".to_owned()],
    };
    for number in 0..input.items {
        let boxed = Box::new(black_box(number));
        black_box(&boxed);
        let shared = Arc::new(black_box(number));
        black_box(&shared);
        let counted = Rc::new(black_box(number));
        black_box(&counted);
        let übernommen = größe.clone();
        black_box((&übernommen.name, &übernommen.parts));
    }
    let branch = branch(input.items);
    black_box(branch.inner.is_some());
}

#[derive(Debug, Deserialize)]
struct Unsaid<'a> {
    name: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
struct Owned {
    name: String,
}

#[inline(never)]
fn serde_texts(input: &Input) {
    let unsaid: Result<Vec<Unsaid<'_>>, _> = serde_json::from_str(&input.json);
    let unsaid = unsaid.unwrap_or_default();
    black_box(unsaid.iter().map(|one| one.name.len()).sum::<usize>());
    let values: Result<Vec<Value>, _> = serde_json::from_str(&input.json);
    black_box(values.map_or(0, |values| values.len()));
    let read: Result<Vec<Owned>, _> = serde_json::from_reader(input.json.as_bytes());
    let read = read.unwrap_or_default();
    black_box(read.iter().map(|one| one.name.len()).sum::<usize>());
}

/// Pointers to copies.
#[inline(never)]
fn pointers(input: &Input) {
    let numbers = vec![black_box(1_u64); 8];
    for name in &input.names {
        let boxed: Box<str> = name.as_str().into();
        black_box(&boxed);
        let copied = Rc::new(numbers.clone());
        black_box(&copied);
    }
    for _ in 0..8 {
        let shared = Arc::new(input.numbers.clone());
        black_box(&shared);
    }
    for name in &input.names {
        assert!(black_box(letters(name)).len() > 2, "a short name");
    }
}

fn letters(name: &str) -> Vec<char> {
    let mut letters = Vec::new();
    letters.push(name.chars().next().unwrap_or(' '));
    letters.resize(black_box(40), ' ');
    letters
}

/// Texts that are changed, and a buffer that is given away.
#[inline(never)]
fn changes(input: &Input) {
    for name in &input.names {
        let mut early = Cow::Borrowed(black_box(name.as_str()));
        early.to_mut().push('!');
        black_box(&early);
        let mut name = name.clone();
        while name.contains("-of") {
            name = name.replacen("-of", "+of", 1);
        }
        black_box(&name);
    }
    let mut file = Cursor::new(&input.text);
    let mut line = String::new();
    while file.read_line(&mut line).is_ok_and(|bytes| bytes > 0) {
        black_box(std::mem::take(&mut line));
    }
}

#[inline(never)]
fn small_numbers(input: &Input) -> Vec<usize> {
    let mut small = Vec::new();
    for number in 0..input.items {
        small.push(black_box(number));
    }
    small.shrink_to_fit();
    small.retain(|number| *number < 9);
    small
}

#[inline(never)]
fn threads(input: &Input) {
    let items = input.items;
    let thread = std::thread::spawn(move || {
        let mut total = 0;
        for number in 0..items {
            let text = number.to_string();
            let shown = std::net::Ipv4Addr::from(number as u32).to_string();
            black_box(&shown);
            total += black_box(&text).len();
        }
        total
    });
    black_box(thread.join().is_ok());
}
