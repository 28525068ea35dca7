//! What the text of a line shows and call stacks cannot. In: a line of an own file
//! and what follows it. Out: the [`Shape`]s that it has.

use crate::sources::Sources;

/// A way to write code that a rule may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `page.push_str(&format!(…))`: a text is made to be added to another one.
    AddedText,
    /// `log(format!(…))`: a text is made before the function can say that it does
    /// not want it. A function whose name says that it keeps the text is left out.
    ArgumentText,
    /// `let mut name = text.to_string();`: a copy is made to be changed.
    CopyToChange,
    /// `name = name[…].to_string();`: a text is replaced by a part of itself.
    PartOfItself,
    /// `map.entry(…)`: a key is made for a look-up.
    EntryKey,
    /// `let name = …;`, and only `debug_assert!` reads the name.
    DebugAssertOnly,
    /// A list is made, and most of it may be removed later, in the same block.
    FilteredLater,
}

/// All of them.
const SHAPES: [Shape; 7] = [
    Shape::AddedText,
    Shape::ArgumentText,
    Shape::CopyToChange,
    Shape::PartOfItself,
    Shape::EntryKey,
    Shape::DebugAssertOnly,
    Shape::FilteredLater,
];

/// The shapes of a line.
pub fn shapes(sources: &dyn Sources, file: &str, line: u32) -> Vec<Shape> {
    let fits = |shape: &Shape| has(sources, file, line, *shape);
    SHAPES.into_iter().filter(fits).collect()
}

/// Whether a line has a shape. A line whose text is unknown has none.
pub fn has(sources: &dyn Sources, file: &str, line: u32, shape: Shape) -> bool {
    let Some(text) = sources.line(file, line) else {
        return false;
    };
    match shape {
        Shape::AddedText => text.contains("push_str(&format!(") || text.contains("+= &format!("),
        Shape::ArgumentText => is_argument(text),
        Shape::CopyToChange => text.trim_start().starts_with("let mut "),
        Shape::PartOfItself => is_part_of_itself(text),
        Shape::EntryKey => text.contains(".entry("),
        Shape::DebugAssertOnly => is_for_debug_assert(sources, file, line, text),
        Shape::FilteredLater => is_filtered_later(sources, file, line),
    }
}

/// Functions that keep what they are given.
const KEEPERS: [&str; 8] = [
    "push",
    "push_back",
    "push_front",
    "insert",
    "entry",
    "extend",
    "send",
    "replace",
];

fn is_argument(text: &str) -> bool {
    let Some(at) = text.find("format!(") else {
        return false;
    };
    let before = &text[..at];
    if !before.trim_end().ends_with(['(', ',']) {
        return false;
    }
    let Some(name) = open_call(before) else {
        return false;
    };
    // A name with a capital letter makes a value, which keeps the text.
    name.starts_with(|c: char| c.is_lowercase() || c == '_') && !KEEPERS.contains(&name)
}

/// The name of the function whose arguments are not over at the end of a text.
fn open_call(text: &str) -> Option<&str> {
    let mut closed = 0;
    let open = text.char_indices().rev().find(|(_, c)| {
        match c {
            ')' => closed += 1,
            '(' if closed == 0 => return true,
            '(' => closed -= 1,
            _ => {}
        }
        false
    });
    let call = &text[..open?.0];
    let start = call
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_name(*c))
        .last()?;
    Some(&call[start.0..])
}

/// `path = path[2..].to_string();`, `*text = text.trim().to_string();`
fn is_part_of_itself(text: &str) -> bool {
    let Some((left, right)) = text.trim_start().split_once(" = ") else {
        return false;
    };
    let name = left.trim_start_matches('*');
    let rest = right.strip_prefix(name);
    !name.is_empty()
        && name.chars().all(is_name)
        && rest.is_some_and(|rest| rest.starts_with(['[', '.']))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// How many lines are read before and behind a line.
const NEAR: u32 = 200;

/// The lines behind a line, to the end of the block that it is in.
fn rest_of_block<'s>(
    sources: &'s dyn Sources,
    file: &'s str,
    line: u32,
) -> impl Iterator<Item = &'s str> {
    let own = sources.line(file, line).map_or(0, indent);
    until_brace(sources, file, line, own)
}

/// The lines behind a line, to the end of the function that it is in.
fn rest_of_function<'s>(
    sources: &'s dyn Sources,
    file: &'s str,
    line: u32,
) -> impl Iterator<Item = &'s str> {
    let before = (line.saturating_sub(NEAR)..line).rev();
    let start = before
        .filter_map(|number| sources.line(file, number))
        .find(|text| {
            let text = text.trim_start();
            text.starts_with("fn ") || text.starts_with("pub") && text.contains("fn ")
        });
    let own = start.map_or(0, indent);
    until_brace(sources, file, line, own + 1)
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The lines behind a line, up to a closing brace that is indented by less. Comments
/// are left out.
fn until_brace<'s>(
    sources: &'s dyn Sources,
    file: &'s str,
    line: u32,
    own: usize,
) -> impl Iterator<Item = &'s str> {
    (line + 1..line.saturating_add(NEAR))
        .map_while(move |number| sources.line(file, number))
        .take_while(move |text| !(text.trim_start().starts_with('}') && indent(text) < own))
        .filter(|text| !text.trim_start().starts_with("//"))
}

/// The name that `let name = …` binds.
fn bound_name(text: &str) -> Option<&str> {
    let rest = text.trim_start().strip_prefix("let ")?;
    let rest = rest.strip_prefix("mut ").unwrap_or(rest);
    let end = rest.find(|c: char| !is_name(c))?;
    (end > 0).then(|| &rest[..end])
}

fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        !before.is_some_and(is_name) && !after.is_some_and(is_name)
    })
}

fn is_for_debug_assert(sources: &dyn Sources, file: &str, line: u32, text: &str) -> bool {
    let Some(name) = bound_name(text) else {
        return false;
    };
    let mut asserted = false;
    let mut open = 0_i32;
    for text in rest_of_block(sources, file, line) {
        let inside = open > 0 || text.trim_start().starts_with("debug_assert");
        if mentions(text, name) && !inside {
            return false;
        }
        asserted |= inside && mentions(text, name);
        if inside {
            let count = |c: char| text.chars().filter(|other| *other == c).count() as i32;
            open += count('(') - count(')');
        }
    }
    asserted
}

/// What takes elements out of a list and leaves its block as it is.
const REMOVALS: [&str; 4] = [".retain(", ".truncate(", ".drain(", ".dedup"];

fn is_filtered_later(sources: &dyn Sources, file: &str, line: u32) -> bool {
    let Some(name) = list_name(sources, file, line) else {
        return false;
    };
    let mut rest = String::new();
    for text in rest_of_function(sources, file, line).map(str::trim) {
        // A chain of calls goes on.
        if !text.starts_with('.') {
            rest.push(' ');
        }
        rest.push_str(text);
    }
    let statements: Vec<&str> = rest.split(';').collect();
    let shrinks = |text: &&str| after_call(text, name, ".shrink_to").is_some();
    let removes = |text: &&str| {
        let filtered = |chain: &str| chain.contains(".filter") && chain.contains(".collect");
        after_call(text, name, ".into_iter()").is_some_and(filtered)
            || REMOVALS
                .iter()
                .any(|method| after_call(text, name, method).is_some())
    };
    statements.iter().any(removes) && !statements.iter().any(shrinks)
}

/// What follows `name.method` in a text, for a name of its own.
fn after_call<'t>(text: &'t str, name: &str, method: &str) -> Option<&'t str> {
    text.match_indices(name).find_map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let is_part = before.is_some_and(|c| is_name(c) || c == '.');
        match is_part {
            true => None,
            false => text[at + name.len()..].strip_prefix(method),
        }
    })
}

/// The name of the list that a line fills: `name.push(…)`, `name.extend(…)`, or the `let name` with
/// which the line's statement starts.
fn list_name<'s>(sources: &'s dyn Sources, file: &str, line: u32) -> Option<&'s str> {
    let text = sources.line(file, line)?;
    let text = text.trim_start();
    let filled = |method| Some(text.split_once(method)?.0);
    if let Some(name) = filled(".push(").or_else(|| filled(".extend(")) {
        return name.chars().all(is_name).then_some(name);
    }
    let mut line = line;
    loop {
        let text = sources.line(file, line)?;
        if let Some(name) = bound_name(text) {
            return Some(name);
        }
        line = line.checked_sub(1)?;
        let before = sources.line(file, line)?.trim_end();
        if before.is_empty() || before.ends_with([';', '{', '}']) {
            return None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::OneFile;

    fn shapes_of(line: u32, text: &str) -> Vec<Shape> {
        let sources = OneFile::new("a.rs".to_owned(), text.to_owned());
        shapes(&sources, "a.rs", line)
    }

    #[test]
    fn one_line_has_shapes() {
        for (text, expected) in [
            ("page.push_str(&format!(", &[Shape::AddedText][..]),
            ("page += &format!(\"{x}\");", &[Shape::AddedText]),
            ("self.trace(format!(\"{x}\"));", &[Shape::ArgumentText]),
            ("log(format!(\"{x}\"));", &[Shape::ArgumentText]),
            ("log(out(), format!(\"{x}\"));", &[Shape::ArgumentText]),
            (
                "write(out, \"{}\", format!(\"{x}\"));",
                &[Shape::ArgumentText],
            ),
            ("writeln!(out, \"{}\", format!(\"{x}\"));", &[]),
            ("let a = format!(\"{x}\");", &[]),
            (", format!(\"{x}\")", &[]),
            ("ä(format!(\"{x}\"));", &[Shape::ArgumentText]),
            ("lines.push(format!(\"{x}\"));", &[]),
            ("Some(format!(\"{x}\"))", &[]),
            ("println!(\"{}\", format!(\"{x}\"));", &[]),
            ("(format!(\"{x}\"), 3)", &[]),
            ("let mut a = b.to_string();", &[Shape::CopyToChange]),
            ("path = path[2..].to_string();", &[Shape::PartOfItself]),
            ("*text = text.trim().to_string();", &[Shape::PartOfItself]),
            ("path = paths[0].to_string();", &[]),
            ("a.b = a.b.trim().to_string();", &[]),
            (".entry(name.clone())", &[Shape::EntryKey]),
            ("let a = b.to_string();", &[]),
            ("", &[]),
        ] {
            assert_eq!(shapes_of(1, text), expected, "{text}");
        }
        assert_eq!(shapes_of(0, "x"), []);
        assert_eq!(shapes_of(7, "x"), []);
    }

    #[test]
    fn a_value_is_only_for_an_assertion() {
        for (rest, expected) in [
            ("    debug_assert!(ok, \"no\");\n    other();\n}", true),
            (
                "    debug_assert_eq!(\n        ok,\n        3,\n    );\n}",
                true,
            ),
            ("    debug_assert!(ok);\n    ok\n}", false),
            ("    assert!(ok);\n}", false),
            (
                "    // ok\n    debug_assert!(ok);\n}\nfn g() { ok() }",
                true,
            ),
            ("    debug_assert!(okay);\n}", false),
            ("    other();\n}", false),
        ] {
            let text = format!("fn f() {{\n    let ok = sound();\n{rest}");
            let has = shapes_of(2, &text).contains(&Shape::DebugAssertOnly);
            assert_eq!(has, expected, "{rest}");
        }
    }

    #[test]
    fn a_list_is_filtered_later() {
        for (text, line, expected) in [
            (
                "fn f() {\n    let all: Vec<u8> = a\n        .collect();\n    all\n        .into_iter()\n        .filter(|x| x)\n        .collect()\n}",
                3,
                true,
            ),
            (
                "fn f() {\n    let mut all = a.collect();\n    all.retain(|x| x);\n    all\n}",
                2,
                true,
            ),
            (
                "fn f() {\n    let mut all = a.collect();\n    all.retain(|x| x);\n    all.shrink_to_fit();\n    all\n}",
                2,
                false,
            ),
            (
                "fn f() {\n    let all = a.collect();\n    all.iter().filter(|x| x).collect()\n}",
                2,
                false,
            ),
            (
                "fn f() {\n    let all = a.collect();\n    small.into_iter().filter(|x| x).collect()\n}",
                2,
                false,
            ),
            (
                "fn f() {\n    all.push(1);\n    all.truncate(3);\n}",
                2,
                true,
            ),
            (
                "fn f() {\n    all.extend(x);\n    all.truncate(3);\n}",
                2,
                true,
            ),
            (
                "fn f() {\n    self.all.push(1);\n    all.truncate(3);\n}",
                2,
                false,
            ),
            (
                "fn f() {\n    for x in y {\n        all.push(x);\n    }\n    all.retain(|x| x);\n}",
                3,
                true,
            ),
            (
                "fn f() {\n    all.push(x);\n}\nfn g() {\n    all.retain(|x| x);\n}",
                2,
                false,
            ),
            ("fn f() {\n    a.collect()\n}", 2, false),
        ] {
            let has = shapes_of(line, text).contains(&Shape::FilteredLater);
            assert_eq!(has, expected, "{text}");
        }
    }
}
