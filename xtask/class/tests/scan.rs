//! The language rules, held against the real compiler. In: small texts, some of them
//! tricks. Out: whether the rules find them, and whether they do what they look like.

use std::path::{Path, PathBuf};
use std::process::Command;

use class::scan::{Violation, scan, scan_bytes};

/// What `rustc -F unsafe_code` says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rustc {
    /// It compiles it.
    Accepts,
    /// It opens the file that the text names, which may well be no Rust.
    Reads,
    /// It refuses it by itself.
    Refuses,
}

use Rustc::{Accepts, Reads, Refuses};

/// Texts that break a rule, what is said of them, and what the compiler does alone.
/// `FILE` stands for the path of a file with the text `SEEN`.
const FORBIDDEN: &[(Rustc, &str, &str)] = &[
    // Keywords.
    (
        Accepts,
        "`unsafe`",
        r#"#[unsafe(naked)] pub extern "C" fn f() { core::arch::naked_asm!("ret") }"#,
    ),
    (Refuses, "`unsafe`", "pub fn f() { unsafe {} }"),
    (
        Refuses,
        "`unsafe`",
        r#"unsafe extern "C" { pub safe fn abs(x: i32) -> i32; }"#,
    ),
    (Refuses, "`unsafe`", "#[unsafe(no_mangle)] pub fn f() {}"),
    (Refuses, "`unsafe`", "k#unsafe fn f() {}"),
    (
        Accepts,
        "`extern`",
        "extern crate proc_macro; pub fn f() {}",
    ),
    (Accepts, "`extern`", r#"pub extern "C" fn f() {}"#),
    (Refuses, "`extern`", r#"extern "C" { fn x(); }"#),
    // Assembly.
    (
        Refuses,
        "`asm!`",
        r#"pub fn f() { core::arch::asm!("nop"); }"#,
    ),
    (
        Refuses,
        "`global_asm!`",
        r#"core::arch::global_asm!(".globl x", "x: ret");"#,
    ),
    (
        Refuses,
        "`global_asm!`",
        r#"use core::arch::global_asm as g; g!("x: ret");"#,
    ),
    // Attributes.
    (
        Accepts,
        "`global_allocator`",
        "#[global_allocator] static A: std::alloc::System = std::alloc::System;",
    ),
    (
        Accepts,
        "`global_allocator`",
        "#[core::prelude::v1::global_allocator] static A: std::alloc::System = std::alloc::System;",
    ),
    (
        Accepts,
        "`global_allocator`",
        "#[::core::prelude::v1::global_allocator] static A: std::alloc::System = std::alloc::System;",
    ),
    (
        Accepts,
        "`global_allocator`",
        "use core::prelude::v1::global_allocator as g; #[g] static A: std::alloc::System = std::alloc::System;",
    ),
    (
        Refuses,
        "`panic_handler`",
        "#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }",
    ),
    (Refuses, "`no_mangle`", "#[no_mangle] pub fn f() {}"),
    (
        Refuses,
        "`export_name`",
        r#"#[export_name = "malloc"] pub fn f() {}"#,
    ),
    (
        Refuses,
        "`link_section`",
        r#"#[link_section = ".init_array"] pub static F: u8 = 1;"#,
    ),
    (Accepts, "`link`", r#"#[link(name = "zzz")] pub fn f() {}"#),
    (Reads, "`path`", r#"#[path = "FILE"] mod x;"#),
    (Reads, "`path`", r#"#[r#path = "FILE"] mod x;"#),
    (
        Reads,
        "`path`",
        r#"#[cfg_attr(all(), path = "FILE")] mod x;"#,
    ),
    (
        Reads,
        "`path`",
        r#"#[cfg_attr(all(), cfg_attr(all(), path = "FILE"))] mod x;"#,
    ),
    (
        Accepts,
        "`debugger_visualizer`",
        r#"#[debugger_visualizer(gdb_script_file = "FILE")] mod x {}"#,
    ),
    (
        Accepts,
        "`#![debugger_visualizer]`",
        r#"#![debugger_visualizer(gdb_script_file = "FILE")]"#,
    ),
    (
        Accepts,
        "`#![recursion_limit]`",
        r#"#![recursion_limit = "100000"]"#,
    ),
    (
        Accepts,
        "`#![type_length_limit]`",
        r#"#![type_length_limit = "100000000"]"#,
    ),
    (Accepts, "`#![crate_name]`", r#"#! [crate_name = "text"]"#),
    (Accepts, "`#![crate_type]`", r#"#![crate_type = "lib"]"#),
    (
        Refuses,
        "`#![no_std]`",
        "#![no_std] pub fn f() -> Vec<u8> { Vec::new() }",
    ),
    (Refuses, "`#![feature]`", "#![feature(rustc_private)]"),
    (
        Refuses,
        "`#![cfg_attr]`",
        "#![cfg_attr(all(), feature(rustc_private))]",
    ),
    (Refuses, "in another file", "mod x;"),
    (Refuses, "in another file", "pub(crate) mod r#x;"),
    // Macros that read.
    (
        Accepts,
        "`include_str!`",
        r#"pub const X: &str = include_str!("FILE");"#,
    ),
    (
        Accepts,
        "`include_str!`",
        r#"pub const X: &str = r#include_str!("FILE");"#,
    ),
    (
        Accepts,
        "`include_str!`",
        r#"pub const X: &str = std::include_str![concat!("FI", "LE")];"#,
    ),
    (
        Accepts,
        "`include_str!`",
        r#"pub const X: &str = include_str /* not */ ! /* yet */ {"FILE"};"#,
    ),
    (
        Accepts,
        "`include_str!`",
        r#"#[doc = include_str!("FILE")] pub fn f() {}"#,
    ),
    (
        Accepts,
        "`include_str!`",
        r#"#![doc = include_str!("FILE")]"#,
    ),
    (
        Accepts,
        "`include_bytes!`",
        r#"pub const X: &[u8] = include_bytes!("FILE");"#,
    ),
    (Reads, "`include!`", r#"include!("FILE");"#),
    (Accepts, "`env!`", r#"pub const X: &str = env!("PATH");"#),
    (Accepts, "`env!`", r#"pub const X: &str = r#env!("PATH");"#),
    (
        Accepts,
        "`option_env!`",
        r#"pub const X: Option<&str> = core::option_env!("PATH");"#,
    ),
    // Other names for them.
    (
        Accepts,
        "another name",
        r#"use std::include_str as x; pub const X: &str = x!("FILE");"#,
    ),
    (
        Accepts,
        "another name",
        r#"use std::{env as e, fmt}; pub const X: &str = e!("PATH"); pub fn f() -> fmt::Result { Ok(()) }"#,
    ),
    (
        Accepts,
        "another name",
        r#"use std::env as e; use self::e as println; pub const X: &str = println!("PATH");"#,
    ),
    (
        Accepts,
        "another name",
        r#"use std::env as println; pub const X: &str = println!("PATH");"#,
    ),
    (
        Accepts,
        "another name",
        r#"macro_rules! m { ($i:ident) => { $i!("PATH") } } use std::env as e; pub const X: &str = m!(e);"#,
    ),
    (
        Accepts,
        "another name",
        r#"macro_rules! m { ($d:tt) => { macro_rules! n { ($d i:ident) => { $d i!("PATH") } } } } m!($); use std::env as e; pub const X: &str = n!(e);"#,
    ),
    // Macros that make calls of names.
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($i:ident) => { $i!("PATH") } } pub const X: &str = m!(env);"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($i:ident) => { $i ! {"PATH"} } } pub const X: &str = m!(r#env);"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($($t:tt)*) => { $($t)!* } } pub const X: &str = m!(env ("PATH"));"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($a:tt $b:tt $c:tt) => { $c $b $a } } pub const X: &str = m!(("PATH") ! env);"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($b:tt) => { env $b ("PATH") } } pub const X: &str = m!(!);"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($($i:ident)?) => { $($i)? ! ("PATH") } } pub const X: &str = m!(env);"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($p:path) => { use $p as x; } } m!(std::env); pub const X: &str = x!("PATH");"#,
    ),
    (
        Accepts,
        "the name `env`",
        r#"macro_rules! m { ($d:tt) => { macro_rules! n { ($d println:ident) => { $d println!("PATH") } } } } m!($); pub const X: &str = n!(env);"#,
    ),
    (
        Refuses,
        "the name `env`",
        r#"macro_rules! m { ($n:ident $t:tt) => { macro_rules! $n { ($t i:ident) => { $t i!("PATH") } } } } m!(println $); pub const X: &str = println!(env);"#,
    ),
    (
        Accepts,
        "the name `include_str`",
        r#"macro_rules! println { ($i:ident) => { $i!("FILE") } } pub const X: &str = println!(include_str);"#,
    ),
    // Macros that make attributes of names.
    (
        Reads,
        "the name `path`",
        r#"macro_rules! m { ($m:meta, $s:tt) => { #[$m] mod x $s } } m!(path = "FILE", ;);"#,
    ),
    (
        Reads,
        "in another file",
        r#"macro_rules! m { ($m:meta) => { #[$m] mod x; } } m!(path = "FILE");"#,
    ),
    (
        Reads,
        "the name `path`",
        r#"macro_rules! m { ($m:ident $s:tt) => { #[$m = "FILE"] mod x $s } } m!(path ;);"#,
    ),
    (
        Reads,
        "the name `path`",
        "macro_rules! m { ($h:tt $d:tt $p:tt $s:tt) => { $h $p mod x $s } } m!(/// text\n[path = \"FILE\"] ;);",
    ),
    (
        Reads,
        "the name `path`",
        r#"macro_rules! m { ($h:tt $d:tt $p:tt $s:tt) => { $h $p mod x $s } } m!(#[inline] [path = "FILE"] ;);"#,
    ),
    (
        Reads,
        "the name `path`",
        r#"macro_rules! m { ($m:meta, $s:tt) => { #[cfg_attr(all(), $m)] mod x $s } } m!(path = "FILE", ;);"#,
    ),
    (
        Accepts,
        "the name `global_allocator`",
        "macro_rules! m { ($m:meta) => { #[$m] static A: std::alloc::System = std::alloc::System; } } m!(global_allocator);",
    ),
    (
        Accepts,
        "the name `global_allocator`",
        "macro_rules! m { ($p:path) => { use $p as g; } } m!(core::prelude::v1::global_allocator); #[g] static A: std::alloc::System = std::alloc::System;",
    ),
    (
        Refuses,
        "in another file",
        "macro_rules! m { ($m:tt $n:tt {}) => { $m $n; } } m!(mod x {});",
    ),
    // Around the text.
    (
        Accepts,
        "`env!`",
        "\u{feff}pub const X: &str = env!(\"PATH\");",
    ),
    (
        Accepts,
        "`env!`",
        "#!/usr/bin/env cargo\npub const X: &str = env!(\"PATH\");",
    ),
    (
        Accepts,
        "`env!`",
        "\u{feff}#!/usr/bin/env cargo\r\npub const X: &str = env!(\"PATH\");\r\n",
    ),
    (
        Accepts,
        "`env!`",
        "pub const X: &str =\r\nenv\r\n!\r\n(\"PATH\");",
    ),
    (
        Accepts,
        "`env!`",
        "/* /* */ */ pub const X: &str = env!(\"PATH\");",
    ),
    (
        Accepts,
        "`env!`",
        "pub fn f<'a>(_: &'a u8) -> (char, &'static str) { ('\"', env!(\"PATH\")) } // \"",
    ),
    (
        Accepts,
        "`env!`",
        "pub const X: (&str, &str) = (\"\\\\\", env!(\"PATH\"));",
    ),
    (
        Accepts,
        "`env!`",
        "pub const X: (&str, &str) = (r##\"\"#\"##, env!(\"PATH\"));",
    ),
    (Refuses, "`env!`", "\0pub const X: &str = env!(\"PATH\");"),
];

/// Texts that break no rule, though they look like it.
const ALLOWED: &[(Rustc, &str)] = &[
    (Accepts, ""),
    (
        Accepts,
        "pub fn f() -> u8 { let env = 3; let path = env; let link = path; link }",
    ),
    (
        Accepts,
        "pub fn include() {} pub fn asm() {} pub fn option_env() {} pub fn f() { include(); asm(); option_env() }",
    ),
    (
        Accepts,
        "pub struct S { pub link: u8, pub naked: u8, pub path: u8 } pub fn f(s: S) -> u8 { s.link + s.naked + s.path }",
    ),
    (
        Accepts,
        "pub fn f(path: &std::path::Path) -> std::path::PathBuf { path.join(\"x\") }",
    ),
    (
        Accepts,
        "use std::env; use std::path::{self, Path}; pub fn f() -> usize { env::args().count() + Path::new(\"\").iter().count() } pub fn g() -> path::PathBuf { path::PathBuf::new() }",
    ),
    (
        Accepts,
        "use std::env as environment; pub fn f() -> usize { environment::args().count() }",
    ),
    (
        Accepts,
        "use std::env as environment; pub fn f() { println!(\"{}\", environment::args().count()) }",
    ),
    (
        Accepts,
        "pub fn f(env: bool, path: bool) -> bool { env != (path) && !env }",
    ),
    (Accepts, "pub fn f(env: u8) -> u64 { env as u64 }"),
    (
        Accepts,
        "pub mod env { pub fn include() {} } pub mod path {}",
    ),
    (Accepts, "pub mod r#unsafe { pub fn r#extern() {} }"),
    (
        Accepts,
        "pub fn f(no_mangle: u8, export_name: u8, global_allocator: u8) -> u8 { no_mangle + export_name + global_allocator }",
    ),
    (
        Accepts,
        "#![allow(unused)] #![warn(missing_docs)] #![deny(unsafe_code)]\n//! Text.\n#![doc = \"env!\"]\n",
    ),
    (Accepts, "pub fn f() { #![allow(unused)] let path = 1; }"),
    (
        Accepts,
        "/// env!(\"PATH\"), `unsafe`, #[path = \"x\"]\npub fn f() {} // unsafe\n/* unsafe /* extern */ include_str!(\"x\") */",
    ),
    (
        Accepts,
        "pub const X: (&str, &[u8], &std::ffi::CStr) = (\"unsafe env!(\\\"x\\\")\", b\"unsafe\", c\"extern\");",
    ),
    (
        Accepts,
        "pub const X: (&str, &str) = (r#\"unsafe \"env!(\"x\")\"#, r\"mod x;\\\");",
    ),
    (
        Accepts,
        "pub fn f<'env, 'path>(_: &'env u8, _: &'path u8) -> [char; 3] { ['!', '\\'', '\"'] }",
    ),
    (
        Accepts,
        "#[derive(Debug)] #[must_use] #[cfg_attr(all(), non_exhaustive)] #[doc(alias = \"link\")] pub struct S;",
    ),
    (
        Accepts,
        "#[inline] #[cfg(not(link))] #[expect(unexpected_cfgs)] pub fn f() {}",
    ),
    (
        Accepts,
        "#[macro_use] mod a { macro_rules! q { () => { 1 } } } pub fn f() -> i32 { q!() }",
    ),
    (
        Accepts,
        "pub fn f(x: &[u8]) -> impl Iterator<Item = &u8> + use<'_> { let env = 1; x.iter().skip(env as usize) }",
    ),
    (Accepts, "#!/usr/bin/env rustx unsafe\npub fn f() {}"),
    (Accepts, "\u{feff}pub fn f() {}\r\n"),
    // Macros of one's own.
    (
        Accepts,
        "macro_rules! square { ($x:expr) => { $x * $x } } pub fn f(env: u8, path: u8) -> u8 { square!(env) + square!(path) }",
    ),
    (
        Accepts,
        "macro_rules! map { ($($k:expr => $v:expr),* $(,)?) => { [$(($k, $v)),*] } } pub fn f(path: &str) -> [(&str, &str); 1] { map! { \"link\" => path } }",
    ),
    (
        Accepts,
        "macro_rules! say { ($x:expr) => { println!(\"{}\", $x); if !$x { panic!(\"no\") } } } pub fn f(env: bool) { say!(env); }",
    ),
    (
        Accepts,
        "macro_rules! pair { ($(#[$m:meta])* $n:ident) => { $(#[$m])* pub struct $n(pub u8); } } pair!(#[derive(Debug)] Pair);",
    ),
    (
        Accepts,
        "macro_rules! one { () => { 1 } } pub fn f(path: u8) -> String { let env = one!(); format!(\"{} {path} {}\", env, !path) }",
    ),
    (
        Accepts,
        "macro_rules! m { ($n:ident) => { pub mod $n { pub fn f() {} } } } m!(a);",
    ),
    // Broken texts get the compiler's message.
    (Refuses, "pub fn f( {"),
    (Refuses, "\"unsafe"),
    (Refuses, "r#\"unsafe"),
    (Refuses, "/* unsafe"),
    (Refuses, "pub fn f() { prinln!(\"x\") }"),
    (Refuses, "use no_mangle as z; #[z] pub fn f() {}"),
    (Refuses, "---\nunsafe\n---\npub fn f() {}"),
    (Refuses, "\0"),
    (Refuses, "#[cfg_attr("),
    (Refuses, "macro_rules! m"),
];

fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// What the compiler does with a text, without the rules.
fn compile(folder: &Path, number: usize, text: &str) -> (Rustc, String) {
    // Each in a folder of its own: `mod x;` looks for files beside it.
    let folder = folder.join(number.to_string());
    std::fs::create_dir(&folder).expect("a folder can be made");
    let seen = folder.join("seen");
    std::fs::write(&seen, "SEEN\n").expect("a file can be written");
    let parts = concat_parts(&seen);
    let text = text
        .replace("\"FI\", \"LE\"", &parts)
        .replace("FILE", seen.to_str().expect("the path is UTF-8"));
    let source = folder.join("text.rs");
    std::fs::write(&source, text).expect("a file can be written");
    let output = rustc()
        .args(["--edition=2024", "--crate-type=lib", "--crate-name=text"])
        .args(["-Funsafe_code", "--cap-lints=forbid", "--emit=metadata"])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&source)
        .output()
        .expect("rustc starts");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let saw = if output.status.success() {
        Accepts
    } else if errors.contains("SEEN") {
        Reads
    } else {
        Refuses
    };
    (saw, errors)
}

fn concat_parts(path: &Path) -> String {
    let path = path.to_str().expect("the path is UTF-8");
    let (a, b) = path.split_at(1);
    format!("{a:?}, {b:?}")
}

#[test]
fn what_is_forbidden_is_found() {
    for (_, says, text) in FORBIDDEN {
        let found = scan(text);
        assert!(
            found.iter().any(|violation| violation.what.contains(says)),
            "{text}\n{found:#?}"
        );
    }
}

#[test]
fn what_is_allowed_is_left_alone() {
    for (_, text) in ALLOWED {
        assert_eq!(scan(text), [], "{text}");
    }
}

#[test]
fn the_compiler_does_with_each_text_what_the_tables_say() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let forbidden = FORBIDDEN.iter().map(|&(rustc, _, text)| (rustc, text));
    for (number, (wanted, text)) in forbidden.chain(ALLOWED.iter().copied()).enumerate() {
        let (saw, errors) = compile(folder.path(), number, text);
        assert_eq!(saw, wanted, "{text}\n{errors}");
    }
}

#[test]
fn starters_and_references_keep_the_rules() {
    let workbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut looked_at = 0;
    for (folder, file) in [("exercises", "starter.rs"), ("solutions", "src/lib.rs")] {
        for entry in std::fs::read_dir(workbook.join(folder)).expect("the workbook is there") {
            let path: PathBuf = entry.expect("its folders can be listed").path().join(file);
            let bytes = std::fs::read(&path).expect("each has its file");
            assert_eq!(scan_bytes(&bytes), [], "{}", path.display());
            looked_at += 1;
        }
    }
    assert!(looked_at >= 14, "{looked_at} files");
}

#[test]
fn a_place_is_told_as_the_compiler_tells_it() {
    let at = |text: &str| {
        let places = scan(text)
            .into_iter()
            .map(|found| (found.line, found.column));
        places.collect::<Vec<_>>()
    };
    for (text, places) in [
        ("unsafe", vec![(1, 1)]),
        ("\u{feff}unsafe", vec![(1, 1)]),
        ("\r\n\r\n  unsafe", vec![(3, 3)]),
        ("/* äöü */ unsafe", vec![(1, 11)]),
        (
            "#!x\nunsafe\n\n unsafe unsafe",
            vec![(2, 1), (4, 2), (4, 9)],
        ),
        ("fn f() {\n\t#[link] mod x;", vec![(2, 2), (2, 10)]),
    ] {
        assert_eq!(at(text), places, "{text:?}");
    }
}

#[test]
fn bytes_that_are_no_text_are_a_violation() {
    let found = scan_bytes(b"fn f() {}\n  \xff unsafe");
    let [
        Violation {
            line: 2,
            column: 3,
            what,
        },
    ] = found.as_slice()
    else {
        panic!("{found:?}");
    };
    assert!(what.contains("UTF-8"), "{what}");
    assert_eq!(scan_bytes(b"fn f() {}"), []);
}

/// No text wears it out: neither nesting, nor length, nor nonsense. Each of these would
/// take hours if it were looked through again and again.
#[test]
fn long_and_broken_texts_end() {
    const MANY: usize = 50_000;
    for piece in [
        "(",
        "{",
        "#[",
        "#![",
        "#[cfg_attr(",
        "/*",
        "//!",
        "'",
        "\"",
        "r#",
        "r#\"",
        "b'",
        "!",
        "env!",
        "env!(",
        "mod ",
        "use ",
        "$",
        "macro_rules!",
        "macro_rules! m {",
        "m!(",
        "as ",
        "\0",
        "\u{feff}",
        "\r",
        "\r\n",
        "---\n",
        "::a",
        "#[a::",
        "#!",
        "é",
        "🦀",
        "'r#",
        "k#",
    ] {
        let found = scan(&piece.repeat(MANY));
        assert!(found.len() <= 50, "{piece:?}");
        for start in [
            "macro_rules! m { ",
            "macro_rules! m {() => {}} m! { ",
            "#",
            "use ",
        ] {
            scan(&format!("{start}{}", piece.repeat(MANY)));
        }
    }
    // And what no one would write: all bytes, in an order that looks like chance.
    let mut state: u32 = 1;
    for _ in 0..200 {
        let bytes: Vec<u8> = (0..500)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                b"#![](){}$'\"\\r/*!;:,= \n\0\xc3\xa9aenvmod"[(state >> 24) as usize % 32]
            })
            .collect();
        scan(&String::from_utf8_lossy(&bytes));
        scan_bytes(&bytes);
    }
}
