//! The names that rules are about. In: a name. Out: what it can do, if it is forbidden.
//!
//! Most are also good names of variables, functions and fields, so a name alone never
//! breaks a rule.

/// Macros that may not be called, and why.
pub(super) fn forbidden_macro(name: &str) -> Option<&'static str> {
    Some(match name {
        "include" | "include_str" | "include_bytes" => {
            "it reads another file, and only the file that was handed in is graded"
        }
        "env" | "option_env" => "it reads the environment of whoever compiles the file",
        "asm" | "naked_asm" | "global_asm" => {
            "assembly can do anything unseen, such as change what is counted"
        }
        _ => return None,
    })
}

/// Attributes that may not be given, and why.
pub(super) fn forbidden_attribute(name: &str) -> Option<&'static str> {
    Some(match name {
        "global_allocator" => "the allocator that counts is the only one",
        "panic_handler" => "the standard library handles panics",
        "no_mangle" | "export_name" | "link_name" => {
            "it can put a function in the place of one of another library"
        }
        "link_section" => "it can place code that runs before everything else",
        "link" => "no other library may be linked",
        "naked" => "assembly can do anything unseen, such as change what is counted",
        "path" | "debugger_visualizer" => {
            "it reads another file, and only the file that was handed in is graded"
        }
        _ => return None,
    })
}

/// Attributes of a whole file or block that do no harm.
pub(super) const INNER_ATTRIBUTES: &[&str] = &["allow", "deny", "doc", "expect", "forbid", "warn"];

/// Macros of the standard library, and of the libraries that exercises have, that
/// leave what they are given where it is: they build no new names, calls or attributes.
pub(super) const KNOWN_MACROS: &[&str] = &[
    "addr_of",
    "addr_of_mut",
    "assert",
    "assert_eq",
    "assert_matches",
    "assert_ne",
    "cfg",
    "cfg_select",
    "column",
    "compile_error",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "is_aarch64_feature_detected",
    "is_x86_feature_detected",
    "json",
    "line",
    "matches",
    "module_path",
    "offset_of",
    "panic",
    "pin",
    "print",
    "println",
    "ready",
    "stringify",
    "thread_local",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];
