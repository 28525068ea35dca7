//! In: nothing. Out: texts that break a rule.

use super::Rustc::{self, Accepts, Reads, Refuses};

/// Texts that break a rule, what is said of them, and what the compiler does alone.
/// `FILE` stands for the path of a file with the text `SEEN`.
pub const FORBIDDEN: &[(Rustc, &str, &[&str])] = &[
    // Keywords.
    (Accepts, "`unsafe`", &[
        r#"#[unsafe(naked)] pub extern "C" fn f() { core::arch::naked_asm!("ret") }"#,
    ]),
    (Refuses, "`unsafe`", &[
        "pub fn f() { unsafe {} }",
        r#"unsafe extern "C" { pub safe fn abs(x: i32) -> i32; }"#,
        "#[unsafe(no_mangle)] pub fn f() {}",
        "k#unsafe fn f() {}",
    ]),
    (Accepts, "`extern`", &[
        "extern crate proc_macro; pub fn f() {}",
        r#"pub extern "C" fn f() {}"#,
    ]),
    (Refuses, "`extern`", &[r#"extern "C" { fn x(); }"#]),
    // Assembly.
    (Refuses, "`asm!`", &[r#"pub fn f() { core::arch::asm!("nop"); }"#]),
    (Refuses, "`global_asm!`", &[
        r#"core::arch::global_asm!(".globl x", "x: ret");"#,
        r#"use core::arch::global_asm as g; g!("x: ret");"#,
    ]),
    // Texts that become code.
    (Accepts, "derive may read it as code", &[
        r#"#[cfg_attr(any(), serde(default = "<[u8; f! {}] as Default>::default"))] pub struct S;"#,
        r#"#[cfg_attr(any(), serde(with = "{ m!() }"))] pub struct S;"#,
        r##"#[cfg_attr(any(), serde(default = r#"f::<{ 1 }>"#))] pub struct S;"##,
        r#"#[cfg_attr(any(), serde(getter = "a\u{21}()"))] pub struct S;"#,
        r#"#[cfg_attr(any(), serde(bound(serialize = "T: A<[u8; 1]>")))] pub struct S;"#,
        r#"#[cfg_attr(any(), serde(bound(serialize = "T: A", deserialize = "T: A<{ 1 }>")))] pub struct S;"#,
        r#"#[cfg_attr(any(), serde(crate = "a", remote = "[u8; m!()]"))] pub struct S;"#,
        r#"#[cfg_attr(any(), stranger(anything = "m!()"))] pub struct S;"#,
        // Through a macro.
        r#"macro_rules! m { ($x:literal) => { #[cfg_attr(any(), serde(default = $x))] pub struct S; } } m!("f!()");"#,
        r#"macro_rules! m { ($(#[$a:meta])*) => { $(#[$a])* pub struct S; } } m!(#[cfg_attr(any(), serde(default = "f!()"))]);"#,
        r#"macro_rules! m { ($a:meta) => { #[$a] pub struct S; } } m!(cfg_attr(any(), serde(default = "f!()")));"#,
        "macro_rules! m { (#[doc = $x:literal]) => { #[cfg_attr(any(), serde(default = $x))] pub struct S; } } m!(/// f!()\n);",
    ]),
    // Attributes.
    (Accepts, "`global_allocator`", &[
        "#[global_allocator] static A: std::alloc::System = std::alloc::System;",
        "#[core::prelude::v1::global_allocator] static A: std::alloc::System = std::alloc::System;",
        "#[::core::prelude::v1::global_allocator] static A: std::alloc::System = std::alloc::System;",
        "use core::prelude::v1::global_allocator as g; #[g] static A: std::alloc::System = std::alloc::System;",
    ]),
    (Refuses, "`panic_handler`", &[
        "#[panic_handler] fn p(_: &core::panic::PanicInfo) -> ! { loop {} }",
    ]),
    (Refuses, "`no_mangle`", &["#[no_mangle] pub fn f() {}"]),
    (Refuses, "`export_name`", &[r#"#[export_name = "malloc"] pub fn f() {}"#]),
    (Refuses, "`link_section`", &[r#"#[link_section = ".init_array"] pub static F: u8 = 1;"#]),
    (Accepts, "`link`", &[r#"#[link(name = "zzz")] pub fn f() {}"#]),
    (Reads, "`path`", &[
        r#"#[path = "FILE"] mod x;"#,
        r#"#[r#path = "FILE"] mod x;"#,
        r#"#[cfg_attr(all(), path = "FILE")] mod x;"#,
        r#"#[cfg_attr(all(), cfg_attr(all(), path = "FILE"))] mod x;"#,
    ]),
    (Accepts, "`debugger_visualizer`", &[
        r#"#[debugger_visualizer(gdb_script_file = "FILE")] mod x {}"#,
    ]),
    (Accepts, "`#![debugger_visualizer]`", &[
        r#"#![debugger_visualizer(gdb_script_file = "FILE")]"#,
    ]),
    (Accepts, "`#![recursion_limit]`", &[r#"#![recursion_limit = "100000"]"#]),
    (Accepts, "`#![type_length_limit]`", &[r#"#![type_length_limit = "100000000"]"#]),
    (Accepts, "`#![crate_name]`", &[r#"#! [crate_name = "text"]"#]),
    (Accepts, "`#![crate_type]`", &[r#"#![crate_type = "lib"]"#]),
    (Refuses, "`#![no_std]`", &["#![no_std] pub fn f() -> Vec<u8> { Vec::new() }"]),
    (Refuses, "`#![feature]`", &["#![feature(rustc_private)]"]),
    (Refuses, "`#![cfg_attr]`", &["#![cfg_attr(all(), feature(rustc_private))]"]),
    (Refuses, "in another file", &["mod x;", "pub(crate) mod r#x;"]),
    // Macros that read.
    (Accepts, "`include_str!`", &[
        r#"pub const X: &str = include_str!("FILE");"#,
        r#"pub const X: &str = r#include_str!("FILE");"#,
        r#"pub const X: &str = std::include_str![concat!("FI", "LE")];"#,
        r#"pub const X: &str = include_str /* not */ ! /* yet */ {"FILE"};"#,
        r#"#[doc = include_str!("FILE")] pub fn f() {}"#,
        r#"#![doc = include_str!("FILE")]"#,
    ]),
    (Accepts, "`include_bytes!`", &[r#"pub const X: &[u8] = include_bytes!("FILE");"#]),
    (Reads, "`include!`", &[r#"include!("FILE");"#]),
    (Accepts, "`env!`", &[
        r#"pub const X: &str = env!("PATH");"#,
        r#"pub const X: &str = r#env!("PATH");"#,
    ]),
    (Accepts, "`option_env!`", &[r#"pub const X: Option<&str> = core::option_env!("PATH");"#]),
    // Other names for them.
    (Accepts, "another name", &[
        r#"use std::include_str as x; pub const X: &str = x!("FILE");"#,
        r#"use std::{env as e, fmt}; pub const X: &str = e!("PATH"); pub fn f() -> fmt::Result { Ok(()) }"#,
        r#"use std::env as e; use self::e as println; pub const X: &str = println!("PATH");"#,
        r#"use std::env as println; pub const X: &str = println!("PATH");"#,
        r#"macro_rules! m { ($i:ident) => { $i!("PATH") } } use std::env as e; pub const X: &str = m!(e);"#,
        r#"macro_rules! m { ($d:tt) => { macro_rules! n { ($d i:ident) => { $d i!("PATH") } } } } m!($); use std::env as e; pub const X: &str = n!(e);"#,
    ]),
    // Macros that make calls of names.
    (Accepts, "the name `env`", &[
        r#"macro_rules! m { ($i:ident) => { $i!("PATH") } } pub const X: &str = m!(env);"#,
        r#"macro_rules! m { ($i:ident) => { $i ! {"PATH"} } } pub const X: &str = m!(r#env);"#,
        r#"macro_rules! m { ($($t:tt)*) => { $($t)!* } } pub const X: &str = m!(env ("PATH"));"#,
        r#"macro_rules! m { ($a:tt $b:tt $c:tt) => { $c $b $a } } pub const X: &str = m!(("PATH") ! env);"#,
        r#"macro_rules! m { ($b:tt) => { env $b ("PATH") } } pub const X: &str = m!(!);"#,
        r#"macro_rules! m { ($($i:ident)?) => { $($i)? ! ("PATH") } } pub const X: &str = m!(env);"#,
        r#"macro_rules! m { ($p:path) => { use $p as x; } } m!(std::env); pub const X: &str = x!("PATH");"#,
        r#"macro_rules! m { ($d:tt) => { macro_rules! n { ($d println:ident) => { $d println!("PATH") } } } } m!($); pub const X: &str = n!(env);"#,
    ]),
    (Refuses, "the name `env`", &[
        r#"macro_rules! m { ($n:ident $t:tt) => { macro_rules! $n { ($t i:ident) => { $t i!("PATH") } } } } m!(println $); pub const X: &str = println!(env);"#,
    ]),
    (Accepts, "the name `include_str`", &[
        r#"macro_rules! println { ($i:ident) => { $i!("FILE") } } pub const X: &str = println!(include_str);"#,
    ]),
    // Macros that make attributes of names.
    (Reads, "the name `path`", &[
        r#"macro_rules! m { ($m:meta, $s:tt) => { #[$m] mod x $s } } m!(path = "FILE", ;);"#,
    ]),
    (Reads, "in another file", &[
        r#"macro_rules! m { ($m:meta) => { #[$m] mod x; } } m!(path = "FILE");"#,
    ]),
    (Reads, "the name `path`", &[
        r#"macro_rules! m { ($m:ident $s:tt) => { #[$m = "FILE"] mod x $s } } m!(path ;);"#,
        "macro_rules! m { ($h:tt $d:tt $p:tt $s:tt) => { $h $p mod x $s } } m!(/// text\n[path = \"FILE\"] ;);",
        r#"macro_rules! m { ($h:tt $d:tt $p:tt $s:tt) => { $h $p mod x $s } } m!(#[inline] [path = "FILE"] ;);"#,
        r#"macro_rules! m { ($m:meta, $s:tt) => { #[cfg_attr(all(), $m)] mod x $s } } m!(path = "FILE", ;);"#,
    ]),
    (Accepts, "the name `global_allocator`", &[
        "macro_rules! m { ($m:meta) => { #[$m] static A: std::alloc::System = std::alloc::System; } } m!(global_allocator);",
        "macro_rules! m { ($p:path) => { use $p as g; } } m!(core::prelude::v1::global_allocator); #[g] static A: std::alloc::System = std::alloc::System;",
    ]),
    (Refuses, "in another file", &[
        "macro_rules! m { ($m:tt $n:tt {}) => { $m $n; } } m!(mod x {});",
    ]),
    (Accepts, "the name `global_allocator`", &[
        "macro_rules! t { ($h:tt $i:tt $p:tt) => { $h $p static A: std::alloc::System = std::alloc::System; } }
         macro_rules! call { ($println:ident) => { $println!(#[inline] [global_allocator]); } } call!(t);",
    ]),
    (Accepts, "the name `env`", &[
        r#"macro_rules! t { ($i:ident) => { $i!("PATH") } } macro_rules! call { ($println:ident) => { $println!(env) } } pub const X: &str = call!(t);"#,
    ]),
    // Around the text.
    (Accepts, "`env!`", &[
        "\u{feff}pub const X: &str = env!(\"PATH\");",
        "#!/usr/bin/env cargo\npub const X: &str = env!(\"PATH\");",
        "\u{feff}#!/usr/bin/env cargo\r\npub const X: &str = env!(\"PATH\");\r\n",
        "pub const X: &str =\r\nenv\r\n!\r\n(\"PATH\");",
        "/* /* */ */ pub const X: &str = env!(\"PATH\");",
        "pub fn f<'a>(_: &'a u8) -> (char, &'static str) { ('\"', env!(\"PATH\")) } // \"",
        "pub const X: (&str, &str) = (\"\\\\\", env!(\"PATH\"));",
        "pub const X: (&str, &str) = (r##\"\"#\"##, env!(\"PATH\"));",
    ]),
    (Refuses, "`env!`", &["\0pub const X: &str = env!(\"PATH\");"]),
];
