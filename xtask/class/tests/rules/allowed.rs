//! In: nothing. Out: texts that break no rule.

use super::Rustc::{self, Accepts, Refuses};

/// Texts that break no rule, though they look like it.
pub const ALLOWED: &[(Rustc, &str)] = &[
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
