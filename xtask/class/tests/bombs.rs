//! Texts that want to wear the compiler out. In: a bomb, and small limits. Out: an end
//! within them, and nothing left outside of the output folder.

#![cfg(target_os = "linux")]

mod fencing;

use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};

use class::fence::ProcessLimits;

use fencing::{Workshop, is_fenced, run};

/// What a compilation of a bomb may use up.
const SECONDS: u64 = 2;
const MEMORY: u64 = 2 << 30;
const FILE: u64 = 16 << 20;

/// What becomes of a bomb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// It may compile, in time and space.
    Any,
    /// It does not.
    Fails,
}

fn bombs() -> Vec<(&'static str, End, String)> {
    use End::{Any, Fails};
    let mut bombs: Vec<(&str, End, String)> = [
        ("endless file", Fails, "pub const X: &[u8] = include_bytes!(\"/dev/zero\");"),
        ("endless text", Fails, "include!(\"/dev/zero\");"),
        (
            "endless constant",
            Fails,
            "#![allow(long_running_const_eval)] pub const X: u64 = { let mut i = 0u64; loop { i = i.wrapping_add(1); if i == u64::MAX { break i; } } };",
        ),
        (
            "large constant",
            Fails,
            "pub const X: [u8; 1 << 40] = [1; 1 << 40]; pub static Y: &[u8] = &X;",
        ),
        ("large static", Fails, "pub static X: [u8; 1 << 30] = [1; 1 << 30];"),
        (
            "doubling tokens",
            Fails,
            "macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)*) } } pub fn f() { m!(x x x x); }",
        ),
        (
            "doubling expressions",
            Fails,
            "macro_rules! m { ($x:expr; $($t:tt)*) => { m!(($x, $x); $($t)*) }; ($x:expr;) => { $x } } pub fn f() { let _ = m!(1; a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a); }",
        ),
        (
            "endless macro",
            Fails,
            "macro_rules! m { ($($t:tt)*) => { m!(a $($t)*) } } m!();",
        ),
        (
            "growing type",
            Fails,
            "fn f<T>(x: T, n: u32) -> u32 { if n == 0 { 0 } else { f((x, n), n - 1) } } pub fn g() -> u32 { f(0, 9) }",
        ),
        (
            "endless traits",
            Fails,
            "pub trait T { fn f(&self); } pub struct W<A>(A); impl<A> T for W<A> where W<W<A>>: T { fn f(&self) {} } pub fn g() { W(0).f(); }",
        ),
        (
            "a stack of generics",
            Any,
            "pub trait T { const N: usize; } pub struct P<A, B>(A, B); impl T for () { const N: usize = 1; } impl<A: T, B: T> T for P<A, B> { const N: usize = A::N + B::N; }
             type A0 = (); type A1 = P<A0, A0>; type A2 = P<A1, A1>; type A3 = P<A2, A2>; type A4 = P<A3, A3>; type A5 = P<A4, A4>; type A6 = P<A5, A5>; type A7 = P<A6, A6>; type A8 = P<A7, A7>; type A9 = P<A8, A8>;
             type B1 = P<A9, A9>; type B2 = P<B1, B1>; type B3 = P<B2, B2>; type B4 = P<B3, B3>; type B5 = P<B4, B4>; type B6 = P<B5, B5>; type B7 = P<B6, B6>; type B8 = P<B7, B7>; type B9 = P<B8, B8>; type C1 = P<B9, B9>; type C2 = P<C1, C1>; type C3 = P<C2, C2>; type C4 = P<C3, C3>; type C5 = P<C4, C4>; type C6 = P<C5, C5>; type C7 = P<C6, C6>;
             pub const N: usize = C7::N;",
        ),
    ]
    .into_iter()
    .map(|(name, end, text)| (name, end, text.to_owned()))
    .collect();

    let mut lines = "pub fn f(x: u64) -> u64 { let mut y = x;\n".to_owned();
    for line in 0..200_000 {
        writeln!(
            lines,
            "y = y.wrapping_mul({line}) ^ std::hint::black_box(y);"
        )
        .expect("a string grows");
    }
    bombs.push(("many lines", Any, lines + "y }"));

    let mut generic = "pub trait F { fn f(&self) -> u64; }\n".to_owned();
    for number in 0..20_000 {
        writeln!(
            generic,
            "pub struct S{number}; impl F for S{number} {{ fn f(&self) -> u64 {{ {number} }} }}"
        )
        .expect("a string grows");
    }
    bombs.push(("many types", Any, generic));

    for (name, open, close) in [
        ("deep brackets", "(", ")"),
        ("deep blocks", "{", "}"),
        ("deep lists", "[", "]"),
        ("deep negations", "!", ""),
        ("deep references", "&", ""),
        ("deep closures", "||", ""),
        ("deep conditions", "if true {", "}"),
    ] {
        let text = format!(
            "pub fn f() {{ let _ = {}true{}; }}",
            open.repeat(100_000),
            close.repeat(100_000)
        );
        bombs.push((name, Fails, text));
    }
    let deep_type = format!(
        "pub type X = {}u8{};",
        "Option<".repeat(100_000),
        ">".repeat(100_000)
    );
    bombs.push(("deep type", Fails, deep_type));
    bombs.push((
        "deep modules",
        Any,
        format!("{}{}", "mod a {".repeat(50_000), "}".repeat(50_000)),
    ));
    let sum = format!("pub fn f() -> u64 {{ {}1 }}", "1 + ".repeat(100_000));
    bombs.push(("long sum", Any, sum));
    let chain = format!(
        "pub fn f() {{ let _ = [0u8].iter(){}.count(); }}",
        ".map(|x| x)".repeat(200)
    );
    bombs.push(("long chain", Any, chain));
    bombs
}

#[test]
fn bombs_end_within_their_limits() {
    if !is_fenced() {
        return;
    }
    let bombs = bombs();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, end, text)) = bombs.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    defuse(name, *end, text);
                }
            });
        }
    });
}

fn defuse(name: &str, end: End, text: &str) {
    let shop = Workshop::new();
    let limits = ProcessLimits {
        file_size: Some(FILE),
        ..ProcessLimits::of_compilation(SECONDS, MEMORY)
    };
    // It returns: a bomb that goes on is ended by its limits, or fails the test.
    let start = std::time::Instant::now();
    let ended = run(&shop.library(text, limits));
    eprintln!(
        "{name}: {} after {:.1} s",
        ended.status,
        start.elapsed().as_secs_f64()
    );
    if end == End::Fails {
        assert_ne!(ended.code(), Some(0), "{name}\n{ended}");
    }
    assert_eq!(shop.names_outside(), shop.expected_outside(), "{name}");
    for made in shop.made() {
        let path = shop.output.join(&made);
        let size = std::fs::metadata(&path).expect("it is there").len();
        assert!(
            path.is_dir() || size <= FILE,
            "{name}: {made} has {size} bytes"
        );
    }
}

#[test]
fn a_large_file_is_not_written() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let text = "pub static X: [u8; 1 << 20] = [1; 1 << 20];";
    let library = |file_size| {
        let limits = ProcessLimits::of_compilation(60, 4 << 30);
        run(&shop.library(
            text,
            ProcessLimits {
                file_size,
                ..limits
            },
        ))
    };
    let free = library(Some(FILE));
    assert_eq!(free.code(), Some(0), "{free}");
    let limited = library(Some(1 << 18));
    assert_ne!(limited.code(), Some(0), "{limited}");
}

#[test]
fn time_ends() {
    if !is_fenced() {
        return;
    }
    use std::os::unix::process::ExitStatusExt;
    let shop = Workshop::new();
    let mut spec = shop.shell("while :; do :; done");
    spec.limits.cpu_seconds = Some(1);
    let ended = run(&spec);
    // SIGXCPU, or what comes after it.
    assert!(matches!(ended.status.signal(), Some(24 | 9)), "{ended}");
}
