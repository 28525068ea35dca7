//! One frame of a call stack. In: its text in a profile. Out: function, file and
//! line, and names that are short enough to read.

use std::borrow::Cow;

/// A function that was at work when memory was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Where its code is; 0 where it is unknown. Functions that were inlined into
    /// another one have its address.
    pub address: u64,
    /// The function's name as the profile has it; empty where it is unknown.
    pub function: String,
    /// The file, as much of its path as the profile has.
    pub file: Option<String>,
    /// The line, from 1; 0 where it is unknown.
    pub line: u32,
    /// The column, from 1; 0 where it is unknown.
    pub column: u32,
}

impl Frame {
    /// Reads `0x55d3: function (path/to/file.rs:12:5)`. The column, the line and
    /// the file may be missing.
    pub fn parse(text: &str) -> Self {
        let (address, text) = match text.split_once(": ") {
            Some((address, rest)) if address.starts_with("0x") => (&address[2..], rest),
            _ => ("", text),
        };
        let (function, place) = match text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")) {
            Some((function, place)) => (function, Some(place)),
            None => (text, None),
        };
        let function = match function {
            "???" => String::new(),
            known => known.to_owned(),
        };
        let unknown = Frame {
            address: u64::from_str_radix(address, 16).unwrap_or(0),
            function,
            file: None,
            line: 0,
            column: 0,
        };
        match place.and_then(parse_place) {
            Some((file, line, column)) => Frame {
                file: Some(file.to_owned()),
                line,
                column,
                ..unknown
            },
            None => unknown,
        }
    }

    /// The function's own name: no path, no types. `to_string`, `{closure#0}`.
    pub fn name(&self) -> &str {
        last_segment(&self.function)
    }

    /// The function's name for people: paths and long types are shortened.
    pub fn short(&self) -> String {
        shorten(&self.function)
    }

    /// The file's path as far as the profile has it; empty where it is unknown.
    pub fn path(&self) -> &str {
        self.file.as_deref().unwrap_or_default()
    }

    /// The function with its modules, without types: `shop::cart::Cart::add`.
    pub fn short_path(&self) -> String {
        let path = without_turbofish(&self.function);
        match path.chars().count() <= LONGEST {
            true => path.to_owned(),
            false => self.short(),
        }
    }

    /// Whether nothing calls this function: it starts a program or a thread.
    pub fn begins_a_stack(&self) -> bool {
        self.function == "main" || self.is_system()
    }

    /// Whether this is the C library's: it may have lines where the program has none.
    pub fn is_system(&self) -> bool {
        let path = self.path();
        let folders = [
            "./nptl/",
            "../nptl/",
            "./csu/",
            "../csu/",
            "../sysdeps/",
            "./elf/",
        ];
        let name = self.function.as_str();
        folders.iter().any(|folder| path.starts_with(folder))
            || path.ends_with(".S")
            || name.starts_with("__libc_")
            || name.starts_with("_dl_")
            || matches!(
                name,
                "_start" | "call_init" | "start_thread" | "clone3" | "[root]"
            )
    }

    /// The last part of the file's path; empty where it is unknown.
    pub fn file_name(&self) -> &str {
        self.path().rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// `file.rs:12:5`, `file.rs:12`; `in /usr/bin/thing` and `???:0:0` name no line.
fn parse_place(place: &str) -> Option<(&str, u32, u32)> {
    let (rest, last) = place.rsplit_once(':')?;
    let last: u32 = last.parse().ok()?;
    let (file, line, column) = match rest.rsplit_once(':') {
        Some((file, line)) if line.parse::<u32>().is_ok() => (file, line.parse().ok()?, last),
        _ => (rest, last, 0),
    };
    (file != "???" && line > 0).then_some((file, line, column))
}

/// The part after the last `::` that is not within types.
fn last_segment(function: &str) -> &str {
    let function = without_turbofish(function);
    let mut depth = 0_i32;
    let mut start = 0;
    let bytes = function.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' | b'(' | b'[' | b'{' => depth += 1,
            // The arrow of a function's type closes nothing.
            b'>' if index > 0 && bytes[index - 1] == b'-' => {}
            b'>' | b')' | b']' | b'}' => depth -= 1,
            b':' if depth == 0 && index > 0 && bytes[index - 1] == b':' => start = index + 1,
            _ => {}
        }
    }
    let name = &function[start..];
    match name.find('<') {
        Some(types) if types > 0 => &name[..types],
        _ => name,
    }
}

/// `collect::<Vec<u8>>` without the types at its end.
fn without_turbofish(function: &str) -> &str {
    if !function.ends_with('>') {
        return function;
    }
    let bytes = function.as_bytes();
    let mut depth = 0_i32;
    for index in (0..bytes.len()).rev() {
        match bytes[index] {
            b'>' if index > 0 && bytes[index - 1] == b'-' => {}
            b'>' => depth += 1,
            b'<' => {
                depth -= 1;
                if depth == 0 {
                    return match function[..index].strip_suffix("::") {
                        Some(name) => name,
                        None => function,
                    };
                }
            }
            _ => {}
        }
    }
    function
}

/// The longest name that is shown whole.
const LONGEST: usize = 60;

/// A name in which every path is cut to its last part, and what is still too long
/// has its types left out.
pub fn shorten(function: &str) -> String {
    let short = without_paths(function);
    if short.chars().count() <= LONGEST {
        return short;
    }
    let name: Cow<'_, str> = last_segment(function).into();
    let name = without_paths(&name);
    if name.chars().count() <= LONGEST {
        return name;
    }
    let cut: String = name.chars().take(LONGEST - 1).collect();
    format!("{cut}…")
}

/// `alloc::vec::Vec<core::option::Option<u8>>` becomes `Vec<Option<u8>>`.
fn without_paths(text: &str) -> String {
    let mut out = String::new();
    let mut word = String::new();
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c == ':' && characters.peek() == Some(&':') {
            characters.next();
            // A path goes on; types and the methods of types keep what is before.
            if characters.peek() == Some(&'<') && !word.is_empty() {
                out.push_str(&word);
                out.push_str("::");
                word.clear();
            } else if out.ends_with('>') && word.is_empty() {
                out.push_str("::");
            } else {
                word.clear();
            }
        } else if c.is_alphanumeric() || matches!(c, '_' | '#' | '{' | '}') {
            word.push(c);
        } else {
            out.push_str(&word);
            word.clear();
            out.push(c);
        }
    }
    out + &word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_frames_of_both_writers() {
        let cases = [
            (
                "0x560f: <alloc::vec::Vec<u8>>::with_capacity (src/vec/mod.rs:524:9)",
                (
                    "<alloc::vec::Vec<u8>>::with_capacity",
                    Some("src/vec/mod.rs"),
                    524,
                    9,
                ),
            ),
            (
                "0x560f: call_once<fn(&str) -> alloc::string::String, (&str)> (src/ops/function.rs:250:5)",
                (
                    "call_once<fn(&str) -> alloc::string::String, (&str)>",
                    Some("src/ops/function.rs"),
                    250,
                    5,
                ),
            ),
            (
                "0x4008B7: main (hello.rs:12)",
                ("main", Some("hello.rs"), 12, 0),
            ),
            (
                "0x4008B7: malloc (in /usr/lib/x.so)",
                ("malloc", None, 0, 0),
            ),
            ("0x4008B7: ???", ("", None, 0, 0)),
            (
                "0x4008B7: dhat::Alloc (???:0:0)",
                ("dhat::Alloc", None, 0, 0),
            ),
            ("[root]", ("[root]", None, 0, 0)),
            ("", ("", None, 0, 0)),
            (
                r"0x1: f (C:\code\src\lib.rs:3:1)",
                ("f", Some(r"C:\code\src\lib.rs"), 3, 1),
            ),
        ];
        for (text, (function, file, line, column)) in cases {
            let frame = Frame::parse(text);
            assert_eq!(frame.function, function, "{text}");
            assert_eq!(frame.file.as_deref(), file, "{text}");
            assert_eq!((frame.line, frame.column), (line, column), "{text}");
        }
    }

    #[test]
    fn names_are_short() {
        for (function, name, short) in [
            ("to_string", "to_string", "to_string"),
            (
                "<alloc::vec::Vec<u8>>::with_capacity",
                "with_capacity",
                "<Vec<u8>>::with_capacity",
            ),
            (
                "<alloc::string::String as core::clone::Clone>::clone",
                "clone",
                "<String as Clone>::clone",
            ),
            (
                "collect<core::iter::Map<A, B>, alloc::vec::Vec<u8>>",
                "collect",
                "collect<Map<A, B>, Vec<u8>>",
            ),
            ("serde_json::de::from_str::<T>", "from_str", "from_str::<T>"),
            ("ex3::parse::{closure#0}", "{closure#0}", "{closure#0}"),
            (
                "call_once<fn(&str) -> alloc::string::String, (&str)>",
                "call_once",
                "call_once<fn(&str) -> String, (&str)>",
            ),
        ] {
            let frame = Frame::parse(function);
            assert_eq!(frame.name(), name, "{function}");
            assert_eq!(shorten(function), short);
        }
    }

    #[test]
    fn knows_the_c_library() {
        for (text, expected) in [
            ("0x1: start_thread (./nptl/pthread_create.c:442:8)", true),
            ("0x1: clone3 (linux/x86_64/clone3.S:81:0)", true),
            ("0x1: main (hello.c:4)", false),
            ("0x1: clone (shop/src/cart.rs:4:1)", false),
        ] {
            assert_eq!(Frame::parse(text).is_system(), expected, "{text}");
        }
    }

    #[test]
    fn no_name_is_long() {
        let long = format!("collect<{}>", "core::iter::Map<A, B>, ".repeat(50));
        assert_eq!(shorten(&long), "collect");
        assert!(shorten(&"ä".repeat(500)).chars().count() <= LONGEST);
    }
}
