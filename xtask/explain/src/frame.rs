//! One frame of a call stack. In: its text in a profile. Out: function, file and
//! line, and names that are short enough to read.
//!
//! A function that was inlined has a bare name, with types: `read_line<&[u8]>`. Any other
//! has a path, which compilers write in two ways:
//!
//! | symbols | a method of a trait | of a type | a closure |
//! |---|---|---|---|
//! | legacy | `std::io::BufRead::read_line` | `Vec<T,A>::push` | `f::{{closure}}` |
//! | v0 | `<&[u8] as std::io::BufRead>::read_line` | `<Vec<u8>>::push` | `f::{closure#0}` |
//!
//! Only the end is in both, so of a name with a path only the end is shown. What is said
//! is then the same whoever wrote the name.

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

    /// The type that a function is for, where its name tells: `u8` of `to_string<u8>` and
    /// of `<u8 as alloc::string::ToString>::to_string`.
    pub fn for_type(&self) -> Option<&str> {
        match self.function.strip_prefix('<') {
            Some(inner) => Some(split_as(inner)?.0),
            None => self.function.split_once('<')?.1.strip_suffix('>'),
        }
    }

    /// The function as the profile has it, without the types that only one way of writing
    /// names has at its end: `de::from_str::<u8>` becomes `de::from_str`.
    pub fn without_turbofish(&self) -> &str {
        without_turbofish(without_shim(&self.function))
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
        let path = without_types(without_shim(&self.function));
        match path.chars().count() <= LONGEST {
            true => path,
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
    let function = without_turbofish(without_shim(function));
    let name = &function[path_length(function)..];
    match name.find('<') {
        Some(types) if types > 0 => &name[..types],
        _ => name,
    }
}

/// How much of a name, without types at its end, is its path: all up to the last `::` that
/// is not within types.
fn path_length(function: &str) -> usize {
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
    start
}

/// A function without what the compiler put around it to call it through a pointer.
fn without_shim(function: &str) -> &str {
    if let Some((of, shim)) = function.rsplit_once("::")
        && shim.starts_with("{shim:")
    {
        return of;
    }
    match function
        .strip_suffix("}}")
        .and_then(|f| f.rsplit_once("{{"))
    {
        Some((of, shim)) if shim.ends_with(".shim") => of,
        _ => function,
    }
}

/// `A`, `B` in `A as B>::f`, at the outermost level.
pub fn split_as(inner: &str) -> Option<(&str, &str)> {
    let mut depth = 0_i32;
    let bytes = inner.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' | b'(' | b'[' => depth += 1,
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' | b')' | b']' => depth -= 1,
            b' ' if depth == 0 && inner[at..].starts_with(" as ") => {
                return Some((&inner[..at], &inner[at + 4..]));
            }
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    None
}

/// A path in one way, whoever wrote it: `<shop::Cart<u8>>::add::<u8>` and
/// `shop::Cart<T>::add` become `shop::Cart::add`.
fn without_types(function: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_u32;
    let mut before = ' ';
    for c in function.chars() {
        match c {
            // The types of what stands before them. Others are the path itself.
            '<' if depth > 0 || before == ':' && out.ends_with("::") => depth += 1,
            '<' if before.is_alphanumeric() || before == '_' => depth += 1,
            '>' if depth > 0 && before != '-' => depth -= 1,
            _ if depth == 0 => out.push(c),
            _ => {}
        }
        before = c;
    }
    let mut out = out.replace("::::", "::");
    if out.ends_with("::") {
        out.truncate(out.len() - 2);
    }
    match out.strip_prefix('<').and_then(|out| out.split_once(">::")) {
        Some((of, name)) if !of.contains(['<', '[', '&', '(', '*', ' ']) => format!("{of}::{name}"),
        _ => out,
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

/// The end of a name that has a path. A bare one has its types, too, in which every path
/// is cut to its last part; they are left out where they are too long.
pub fn shorten(function: &str) -> String {
    let name = last_segment(function);
    // The number of a closure is not in all names.
    if name == "{{closure}}" || name.starts_with("{closure#") {
        return "{closure}".to_owned();
    }
    let is_bare = path_length(without_turbofish(without_shim(function))) == 0;
    let short = without_paths(function);
    if is_bare && short.chars().count() <= LONGEST {
        return short;
    }
    let name = without_paths(name);
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
                "collect<core::iter::Map<A, B>, alloc::vec::Vec<u8>>",
                "collect",
                "collect<Map<A, B>, Vec<u8>>",
            ),
            (
                "call_once<fn(&str) -> alloc::string::String, (&str)>",
                "call_once",
                "call_once<fn(&str) -> String, (&str)>",
            ),
            ("{closure#0}", "{closure#0}", "{closure}"),
            ("{closure#0}<shop::Item>", "{closure#0}", "{closure}"),
        ] {
            let frame = Frame::parse(function);
            assert_eq!(frame.name(), name, "{function}");
            assert_eq!(shorten(function), short);
        }
    }

    /// Legacy names, then v0 names, then what both are shown as.
    #[test]
    fn a_name_is_shown_the_same_whoever_wrote_it() {
        for (legacy, v0, short) in [
            (
                "std::io::BufRead::read_line",
                "<std::io::buffered::bufreader::BufReader<&[u8]> as std::io::BufRead>::read_line",
                "read_line",
            ),
            (
                "<std::io::buffered::bufreader::BufReader<R> as std::io::Read>::read_to_string",
                "<std::io::buffered::bufreader::BufReader<&[u8]> as std::io::Read>::read_to_string",
                "read_to_string",
            ),
            (
                "std::io::BufRead::read_line::{{closure}}",
                "<std::io::buffered::bufreader::BufReader<&[u8]> as std::io::BufRead>::read_line::{closure#0}",
                "{closure}",
            ),
            (
                "alloc::raw_vec::RawVec<T,A>::grow_one",
                "<alloc::raw_vec::RawVec<fn(&str) -> alloc::string::String>>::grow_one",
                "grow_one",
            ),
            (
                "alloc::slice::<impl [T]>::sort_by",
                "<[&alloc::string::String]>::sort_by::<samples::texts::{closure#0}>",
                "sort_by",
            ),
            (
                "serde_json::value::de::<impl serde_core::de::Deserialize for serde_json::value::Value>::deserialize",
                "<serde_json::value::Value as serde_core::de::Deserialize>::deserialize::<&mut serde_json::de::Deserializer<serde_json::read::StrRead>>",
                "deserialize",
            ),
            (
                "serde_json::de::from_str",
                "serde_json::de::from_str::<shop::Item>",
                "from_str",
            ),
            (
                "core::ops::function::FnOnce::call_once{{vtable.shim}}",
                "<std::thread::lifecycle::spawn_unchecked<f::{closure#0}, usize>::{closure#1} as core::ops::function::FnOnce<()>>::call_once::{shim:vtable#0}",
                "call_once",
            ),
        ] {
            let shown = [legacy, v0].map(shorten);
            assert_eq!(shown, [short, short], "{legacy}");
            let names = [legacy, v0]
                .map(|text| Frame::parse(text).name().replace("closure#0", "{closure}"));
            assert_eq!(names[0], names[1], "{legacy}");
        }
    }

    #[test]
    fn a_path_is_shown_the_same_whoever_wrote_it() {
        for (legacy, v0, short) in [
            (
                "shop::cart::fill",
                "shop::cart::fill::<u8>",
                "shop::cart::fill",
            ),
            (
                "shop::cart::Cart<T>::add",
                "<shop::cart::Cart<shop::Item>>::add::<fn(u8) -> u8>",
                "shop::cart::Cart::add",
            ),
            (
                "<shop::List<T> as core::clone::Clone>::clone",
                "<shop::List<u8> as core::clone::Clone>::clone",
                "<shop::List as core::clone::Clone>::clone",
            ),
        ] {
            let shown = [legacy, v0].map(|text| Frame::parse(text).short_path());
            assert_eq!(shown, [short, short], "{legacy}");
        }
    }

    #[test]
    fn the_type_of_a_function_is_read() {
        for (function, expected) in [
            ("to_string<u8>", Some("u8")),
            ("<u8 as alloc::string::ToString>::to_string", Some("u8")),
            ("<&[u8] as std::io::Read>::read_to_end", Some("&[u8]")),
            ("<alloc::vec::Vec<u8>>::push", None),
            ("to_string", None),
        ] {
            assert_eq!(Frame::parse(function).for_type(), expected, "{function}");
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
