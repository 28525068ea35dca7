//! Small programs whose cost is known, for the tests of the scales.
//!
//! `--items` says how often the program runs within the window: 0 gives the
//! cost of everything around it.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::rc::Rc;

use meter::Window;

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("boxed-constant", &|w| repeat(w, boxed_constant)),
        ("unread-zeros", &|w| repeat(w, unread_zeros)),
        ("unread-string", &|w| repeat(w, unread_string)),
        ("pushes", &|w| repeat(w, pushes)),
        ("with-capacity", &|w| repeat(w, with_capacity)),
        ("shrink", &|w| repeat(w, shrink)),
        ("empty-strings", &|w| repeat(w, empty_strings)),
        ("strings", &|w| repeat(w, strings)),
        ("zeroed", &|w| repeat(w, zeroed)),
        ("shared", &|w| repeat(w, shared)),
        ("tree", &|w| repeat(w, tree)),
        ("print", &|w| repeat(w, print)),
        ("threads", &|w| repeat(w, threads)),
        ("deep", &|w| repeat(w, || deep(100))),
        ("panics", &|w| repeat(w, panics)),
        ("panics-in-std", &|w| repeat(w, panics_in_std)),
        ("panics-in-dhat", &|w| repeat(w, panics_in_dhat)),
        ("panics-in-serde", &|w| repeat(w, panics_in_serde)),
        ("panics-in-a-drop", &|w| repeat(w, panics_in_a_drop)),
        ("panics-in-a-thread", &|w| repeat(w, panics_in_a_thread)),
        ("panics-in-a-sum", &|w| repeat(w, panics_in_a_sum)),
        ("expects-panics", &expects_panics),
        ("catches-panics", &catches_panics),
        ("profiled", &profiled),
        ("frees-its-input", &frees_its_input),
        ("replaces-its-input", &replaces_its_input),
        ("weighs-twice", &weighs_twice),
        ("answers-nothing", &answers_nothing),
        ("all-kept", &|w| repeat(w, all_kept)),
        ("leaks", &|w| leaves(w, 700)),
        ("leaks-nothing", &|w| leaves(w, 0)),
    ])
}

fn repeat<T>(window: &mut Window, program: fn() -> T) {
    let times = window.items();
    let kept = window.weigh(times, |times| {
        let mut kept = None;
        for _ in 0..times {
            kept = Some(program());
        }
        kept
    });
    drop(kept);
    window.answer(&());
}

/// A result of 50 bytes, read with a block of the reader's own, beside a block that stays.
fn leaves(window: &mut Window, bytes: usize) {
    let length = window.weighing().run(
        || {
            Vec::leak(black_box(vec![0_u8; bytes]));
            black_box(vec![0_u8; 50])
        },
        |list| black_box(list.clone()).len(),
    );
    window.answer(&length);
}

// The optimiser may remove these three.

fn boxed_constant() -> u32 {
    *Box::new(5)
}

fn unread_zeros() -> usize {
    vec![0_u8; 1_000_000].len()
}

fn unread_string() {
    let _text = String::from("nobody reads this");
}

// These it must keep.

fn pushes() -> Vec<i32> {
    let mut list = Vec::new();
    for number in 0..10_000 {
        list.push(black_box(number));
    }
    list
}

fn with_capacity() -> Vec<i32> {
    let mut list = Vec::with_capacity(10_000);
    for number in 0..10_000 {
        list.push(black_box(number));
    }
    list
}

fn shrink() -> Vec<i32> {
    let mut list: Vec<i32> = Vec::with_capacity(10_000);
    list.extend(black_box(0..100));
    list.shrink_to_fit();
    list
}

fn empty_strings() -> [String; 2] {
    [String::new(), String::from(black_box(""))]
}

fn strings() -> String {
    let mut text = String::new();
    for number in 0..200 {
        text += &black_box(number).to_string();
        text.push(' ');
    }
    text
}

fn zeroed() -> Vec<u64> {
    let mut zeros = vec![0; black_box(5_000)];
    zeros[7] = 1;
    zeros
}

fn shared() -> [Rc<str>; 3] {
    let text: Rc<str> = Rc::from(black_box("one text, three handles"));
    [Rc::clone(&text), Rc::clone(&text), text]
}

fn tree() -> BTreeMap<String, usize> {
    (0..500_usize)
        .map(|number| (format!("key {:03}", number * 7 % 500), number))
        .collect()
}

fn print() {
    println!("a line");
}

/// Ten blocks on each of four threads.
fn threads() -> usize {
    let workers: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn(|| {
                let boxes: Vec<Box<u64>> = (0..9).map(|n| Box::new(black_box(n))).collect();
                boxes.len()
            })
        })
        .collect();
    workers.into_iter().filter_map(|w| w.join().ok()).sum()
}

/// A block at the end of a call stack that is longer than what is kept of it.
fn deep(calls: usize) -> Box<usize> {
    match calls {
        0 => Box::new(black_box(7)),
        _ => black_box(deep(black_box(calls - 1))),
    }
}

fn panics() {
    panic!("on purpose");
}

fn panics_in_std() -> usize {
    (0..9).step_by(black_box(0)).count()
}

fn panics_in_dhat() -> u64 {
    dhat::HeapStats::get().total_blocks // no profiler runs
}

fn panics_in_serde() -> serde_json::Value {
    let mut value = serde_json::Value::from(7);
    value["name"] = black_box(8).into(); // a number has no fields
    value
}

fn panics_in_a_drop() {
    struct Counts(usize);
    impl Drop for Counts {
        fn drop(&mut self) {
            (0..9).step_by(self.0).for_each(drop); // when it is dropped
        }
    }
    drop(black_box(Counts(black_box(0))));
}

fn panics_in_a_thread() -> usize {
    let thread = std::thread::spawn(|| {
        (0..9).step_by(black_box(0)).count() // in another thread
    });
    thread.join().unwrap_or_default() + panics_in_std()
}

fn panics_in_a_sum() -> u8 {
    let numbers = black_box([u8::MAX, 1]);
    numbers.iter().sum() // more than the type holds
}

/// The answer is whether each of two functions panics.
fn expects_panics(window: &mut Window) {
    window.answer(&[meter::panics(panics), meter::panics(strings)]);
}

/// Of four calls, the first and the last start a thread that panics, and return.
fn catches_panics(window: &mut Window) {
    let caught = || std::thread::spawn(panics).join().is_err();
    window.weighing().run(caught, |_| ());
    for (input, panics) in [("one", false), ("two", false), ("three", true)] {
        let answer = window.asking(input).run(|| panics && caught(), |is| *is);
        window.asked(&answer);
    }
    window.answer(&());
}

/// A profiler is at work around the window, and the answer is what it counts.
fn profiled(window: &mut Window) {
    window.host_dhat();
    let profiler = dhat::Profiler::builder().testing().build();
    let text = window.weigh((), |()| strings());
    let blocks = dhat::HeapStats::get().total_blocks;
    drop(profiler);
    drop(text);
    window.answer(&blocks);
}

// These use the scales wrongly.

fn frees_its_input(window: &mut Window) {
    window.weigh(vec![black_box(1)], drop);
    window.answer(&());
}

/// By as many blocks, and fewer bytes.
fn replaces_its_input(window: &mut Window) {
    let small = window.weigh(vec![black_box(1); 100], |large| {
        drop(large);
        Box::new(black_box(1))
    });
    window.answer(&small);
}

fn weighs_twice(window: &mut Window) {
    for _ in 0..2 {
        window.weigh((), |()| ());
    }
    window.answer(&());
}

fn answers_nothing(window: &mut Window) {
    window.weigh((), |()| ());
}

/// All that the optimiser must keep, and blocks that move from thread to thread.
fn all_kept() -> usize {
    let sums = [pushes().len(), with_capacity().len(), shrink().len()];
    let texts = [strings().len(), empty_strings().len(), shared().len()];
    let made_elsewhere = std::thread::spawn(tree).join().unwrap_or_default();
    let numbers = zeroed();
    let freed_elsewhere = std::thread::spawn(move || numbers.len()).join();
    let lengths = sums.into_iter().chain(texts).chain(freed_elsewhere);
    lengths.sum::<usize>() + made_elsewhere.len() + threads()
}
