//! In: nothing. Out: texts that break no rule.

use super::Rustc::{self, Accepts, Refuses};

/// Texts that break no rule, though they look like it.
pub const ALLOWED: &[(Rustc, &[&str])] = &[
    (
        Accepts,
        &[
            "",
            "pub fn f() -> u8 { let env = 3; let path = env; let link = path; link }",
            "pub fn include() {} pub fn asm() {} pub fn option_env() {} pub fn f() { include(); asm(); option_env() }",
            "pub struct S { pub link: u8, pub naked: u8, pub path: u8 } pub fn f(s: S) -> u8 { s.link + s.naked + s.path }",
            "pub fn f(path: &std::path::Path) -> std::path::PathBuf { path.join(\"x\") }",
            "use std::env; use std::path::{self, Path}; pub fn f() -> usize { env::args().count() + Path::new(\"\").iter().count() } pub fn g() -> path::PathBuf { path::PathBuf::new() }",
            "use std::env as environment; pub fn f() -> usize { environment::args().count() }",
            "use std::env as environment; pub fn f() { println!(\"{}\", environment::args().count()) }",
            "pub fn f(env: bool, path: bool) -> bool { env != (path) && !env }",
            "pub fn f(env: u8) -> u64 { env as u64 }",
            "pub mod env { pub fn include() {} } pub mod path {}",
            "pub mod r#unsafe { pub fn r#extern() {} }",
            "pub fn f(no_mangle: u8, export_name: u8, global_allocator: u8) -> u8 { no_mangle + export_name + global_allocator }",
            "#![allow(unused)] #![warn(missing_docs)] #![deny(unsafe_code)]\n//! Text.\n#![doc = \"env!\"]\n",
            "pub fn f() { #![allow(unused)] let path = 1; }",
            "/// env!(\"PATH\"), `unsafe`, #[path = \"x\"]\npub fn f() {} // unsafe\n/* unsafe /* extern */ include_str!(\"x\") */",
            "pub const X: (&str, &[u8], &std::ffi::CStr) = (\"unsafe env!(\\\"x\\\")\", b\"unsafe\", c\"extern\");",
            "pub const X: (&str, &str) = (r#\"unsafe \"env!(\"x\")\"#, r\"mod x;\\\");",
            "pub fn f<'env, 'path>(_: &'env u8, _: &'path u8) -> [char; 3] { ['!', '\\'', '\"'] }",
            "#[derive(Debug)] #[must_use] #[cfg_attr(all(), non_exhaustive)] #[doc(alias = \"link\")] pub struct S;",
            "#[inline] #[cfg(not(link))] #[expect(unexpected_cfgs)] pub fn f() {}",
            "#[macro_use] mod a { macro_rules! q { () => { 1 } } } pub fn f() -> i32 { q!() }",
            "pub fn f(x: &[u8]) -> impl Iterator<Item = &u8> + use<'_> { let env = 1; x.iter().skip(env as usize) }",
            "#!/usr/bin/env rustx unsafe\npub fn f() {}",
            "\u{feff}pub fn f() {}\r\n",
            // Texts in attributes that are paths, or names.
            "#[cfg_attr(any(), serde(borrow, default = \"Vec::new\", with = \"a::b\", bound = \"T: 'a + Clone\"))] pub struct S;",
            "#[cfg_attr(any(), serde(rename = \"a [b] {c}!\", alias = \"d()\", tag = \"#\", rename(serialize = \"!\")))] pub struct S;",
            "#[cfg_attr(any(), serde(bound(serialize = \"T: A\", deserialize = \"T: ?Sized\")))] pub struct S;",
            "#[doc = \"f!() { [x] }\"] #[deprecated(note = \"use g!()\")] pub fn f() {} #[must_use = \"or {x}\"] pub fn g() -> u8 { 1 }",
            "#[allow(unused, reason = \"see f!()\")] pub fn f() {}",
            "macro_rules! m { ($(#[$a:meta])* $n:ident) => { $(#[$a])* pub struct $n; } } m!(#[derive(Debug)] S);",
            "macro_rules! m { ($(#[$a:meta])* $n:ident) => { $(#[$a])* pub struct $n; } } m!(/// A thing (with {brackets}).\nS);",
            "macro_rules! say { ($x:literal) => { println!($x) } } pub fn f() { say!(\"[a]!\") }",
            // Macros of one's own.
            "macro_rules! square { ($x:expr) => { $x * $x } } pub fn f(env: u8, path: u8) -> u8 { square!(env) + square!(path) }",
            "macro_rules! map { ($($k:expr => $v:expr),* $(,)?) => { [$(($k, $v)),*] } } pub fn f(path: &str) -> [(&str, &str); 1] { map! { \"link\" => path } }",
            "macro_rules! say { ($x:expr) => { println!(\"{}\", $x); if !$x { panic!(\"no\") } } } pub fn f(env: bool) { say!(env); }",
            "macro_rules! pair { ($(#[$m:meta])* $n:ident) => { $(#[$m])* pub struct $n(pub u8); } } pair!(#[derive(Debug)] Pair);",
            "macro_rules! one { () => { 1 } } pub fn f(path: u8) -> String { let env = one!(); format!(\"{} {path} {}\", env, !path) }",
            "macro_rules! m { ($n:ident) => { pub mod $n { pub fn f() {} } } } m!(a);",
        ],
    ),
    // Broken texts get the compiler's message.
    (
        Refuses,
        &[
            "pub fn f( {",
            "\"unsafe",
            "r#\"unsafe",
            "/* unsafe",
            "pub fn f() { prinln!(\"x\") }",
            "use no_mangle as z; #[z] pub fn f() {}",
            "---\nunsafe\n---\npub fn f() {}",
            "\0",
            "#[cfg_attr(",
            "macro_rules! m",
        ],
    ),
];
