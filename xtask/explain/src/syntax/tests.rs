//! What is read from small files.

use super::*;

fn read(text: &str) -> Syntax {
    Syntax::parse(text).unwrap_or_else(|| panic!("no syntax: {text}"))
}

/// The shapes of the first call of this name.
fn shapes_of(name: &str, text: &str) -> Vec<Shape> {
    let syntax = read(text);
    let call = syntax.calls.iter().find(|call| call.name == name);
    let call = call.unwrap_or_else(|| panic!("no call of {name}: {text}"));
    call.shapes.clone()
}

fn has(shape: Shape, name: &str, text: &str) -> bool {
    shapes_of(name, text).contains(&shape)
}

#[test]
fn a_call_has_shapes() {
    for (line, name, expected) in [
        (
            "page.push_str(&format!(\"{x}\"));",
            "format!",
            &[Shape::AddedText, Shape::ArgumentText][..],
        ),
        ("page += &format!(\"{x}\");", "format!", &[Shape::AddedText]),
        (
            "self.trace(format!(\"{x}\"));",
            "format!",
            &[Shape::ArgumentText],
        ),
        (
            "log(out(), format!(\"{x}\"));",
            "format!",
            &[Shape::ArgumentText],
        ),
        (
            "write(out, \"{}\", format!(\"{x}\"));",
            "format!",
            &[Shape::ArgumentText],
        ),
        ("writeln!(out, \"{}\", format!(\"{x}\"));", "format!", &[]),
        ("let a = format!(\"{x}\");", "format!", &[]),
        ("ä(format!(\"{x}\"));", "format!", &[Shape::ArgumentText]),
        ("lines.push(format!(\"{x}\"));", "format!", &[]),
        ("let a = Some(format!(\"{x}\"));", "format!", &[]),
        ("let a = (format!(\"{x}\"), 3);", "format!", &[]),
        ("log(format!(\"{x}\").len());", "format!", &[]),
        (
            "let mut a = b.to_string();",
            "to_string",
            &[Shape::CopyToChange],
        ),
        (
            "path = path[2..].to_string();",
            "to_string",
            &[Shape::PartOfItself],
        ),
        (
            "path = path.replace(a, b).into();",
            "replace",
            &[Shape::PartOfItself],
        ),
        (
            "*text = text.trim().to_string();",
            "to_string",
            &[Shape::PartOfItself],
        ),
        ("path = paths[0].to_string();", "to_string", &[]),
        (
            "self.a = self.a.trim().to_string();",
            "to_string",
            &[Shape::PartOfItself],
        ),
        (
            "*map.entry(name.clone()).or_default() += 1;",
            "clone",
            &[Shape::EntryKey],
        ),
        ("let a = b.to_string();", "to_string", &[]),
        (
            "let a = Rc::new(b.clone());",
            "Rc::new",
            &[Shape::SharedCopy],
        ),
        (
            "let a = std::rc::Rc::new(b.clone());",
            "clone",
            &[Shape::SharedCopy],
        ),
        ("let a = Rc::new(b);", "Rc::new", &[]),
        (
            "assert!(self.is_sound(), \"{day}\");",
            "is_sound",
            &[Shape::Asserted],
        ),
        ("debug_assert!(self.is_sound());", "is_sound", &[]),
    ] {
        let text = format!("fn f() {{ {line} }}");
        assert_eq!(shapes_of(name, &text), expected, "{line}");
    }
}

#[test]
fn a_value_is_only_for_an_assertion() {
    for (rest, expected) in [
        ("debug_assert!(ok, \"no\"); other();", true),
        ("debug_assert_eq!(ok, 3,);", true),
        ("debug_assert!(ok); ok", false),
        ("debug_assert!(ok); println!(\"{ok}\");", false),
        ("assert!(ok);", false),
        ("/* ok */ debug_assert!(ok);", true),
        ("debug_assert!(okay);", false),
        ("other();", false),
    ] {
        let text = format!("fn f() {{ let ok = sound(); {rest} }} fn g() {{ ok() }}");
        assert_eq!(
            has(Shape::DebugAssertOnly, "sound", &text),
            expected,
            "{rest}"
        );
    }
}

#[test]
fn a_list_is_filtered_later() {
    const FILTERED: Option<Shape> = Some(Shape::FilteredLater);
    for (body, name, expected) in [
        (
            "let all: Vec<u8> = a.collect(); all.into_iter().filter(|x| x).collect()",
            "collect",
            FILTERED,
        ),
        (
            "let mut all = a.collect(); all.retain(|x| x); all",
            "collect",
            FILTERED,
        ),
        (
            "let mut all = a.collect(); all.retain(|x| x); all.shrink_to_fit(); all",
            "collect",
            None,
        ),
        (
            "let mut all = a.collect(); all.shrink_to_fit(); all.retain(|x| x); all",
            "collect",
            Some(Shape::ShrunkEarly),
        ),
        (
            "let all = a.collect(); all.iter().filter(|x| x).collect()",
            "collect",
            None,
        ),
        (
            "let all = a.collect(); small.into_iter().filter(|x| x).collect()",
            "collect",
            None,
        ),
        ("all.push(1); all.truncate(3);", "push", FILTERED),
        ("all.extend(x); all.truncate(3);", "extend", FILTERED),
        ("self.all.push(1); all.truncate(3);", "push", None),
        ("self.all.push(1); self.all.truncate(3);", "push", FILTERED),
        (
            "for x in y { all.push(x); } all.retain(|x| x);",
            "push",
            FILTERED,
        ),
        ("all.push(x); } fn g() { all.retain(|x| x);", "push", None),
    ] {
        let shapes = shapes_of(name, &format!("fn f() {{ {body} }}"));
        let wanted = [Shape::FilteredLater, Shape::ShrunkEarly];
        let found = shapes.into_iter().find(|shape| wanted.contains(shape));
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn it_is_known_whether_somebody_looked_first() {
    for (body, expected) in [
        ("text.replace(a, b)", false),
        ("if text.contains(a) { text.replace(a, b); }", true),
        (
            "while text.contains(a) { text = text.replace(a, b); }",
            true,
        ),
        (
            "if !text.contains(a) { return text; } text.replace(a, b)",
            true,
        ),
        (
            "let dirty = text.contains(a); if !dirty { return text; } text.replace(a, b)",
            true,
        ),
        (
            "let Some(at) = text.find(a) else { return text }; text.replace(a, b)",
            true,
        ),
        (
            "match text.find(a) { None => text, Some(at) => text.replace(a, b) }",
            true,
        ),
        // What nobody looked at says nothing.
        ("if first { return text; } text.replace(a, b)", false),
        (
            "while let Some(text) = texts.next() { text.replace(a, b); }",
            false,
        ),
        ("for name in NAMES { text = text.replace(name, b); }", false),
        ("text.contains(a); text.replace(a, b)", false),
    ] {
        let found = has(Shape::Looked, "replace", &format!("fn f() {{ {body} }}"));
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn it_is_known_what_becomes_of_a_buffer() {
    for (body, expected) in [
        (
            "loop { let mut line = String::new(); file.read_line(&mut line)?; }",
            Some(Shape::NewBuffer),
        ),
        (
            "let mut line = String::new(); file.read_line(&mut line)?;",
            Some(Shape::NewBuffer),
        ),
        (
            "let mut line = String::new(); loop { line.clear(); file.read_line(&mut line)?; }",
            None,
        ),
        (
            "let mut line = String::new(); while file.read_line(&mut line)? > 0 { add(mem::take(&mut line)); }",
            Some(Shape::GivenAway),
        ),
        (
            "let mut line = String::new(); loop { file.read_line(&mut line)?; all.push(line); line = String::new(); }",
            Some(Shape::GivenAway),
        ),
        ("file.read_line(&mut self.line)?;", None),
    ] {
        let shapes = shapes_of("read_line", &format!("fn f() {{ {body} }}"));
        let wanted = [Shape::NewBuffer, Shape::GivenAway];
        let found = shapes.into_iter().find(|shape| wanted.contains(shape));
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn a_call_is_found_by_its_place() {
    let text = "fn f() {\n    let größe = text.to_owned().len();\n    for line in journal\n        .lines() {\n        add(format!(\"{}\", line.to_string()));\n    }\n}\n";
    let syntax = read(text);
    let name = |line, column| {
        let call = syntax.call_at(line, column, &["push", "to_string"]);
        call.map(|call| call.name.as_str())
    };
    // Columns are bytes.
    assert_eq!(name(2, 24), Some("to_owned"));
    assert_eq!(name(2, 22), None);
    assert_eq!(name(3, 17), Some("lines"));
    assert_eq!(name(4, 10), Some("lines"));
    assert_eq!(name(5, 9), Some("add"));
    assert_eq!(name(5, 13), Some("format!"));
    // Without a column it is the name that counts.
    assert_eq!(name(5, 0), Some("to_string"));
    assert_eq!(name(2, 0), None);
    assert_eq!(syntax.function_at(4), Some("f"));
    assert_eq!(syntax.function_at(9), None);
}

#[test]
fn what_is_no_rust_has_no_syntax_and_nothing_breaks() {
    for text in ["fn f( {", "let x = 3;", "fn f() { \"", "\u{202e}"] {
        assert!(Syntax::parse(text).is_none(), "{text}");
    }
    assert!(Syntax::parse("").is_some());
    assert!(Syntax::parse(&" ".repeat(LONGEST + 1)).is_none());
}

#[test]
fn a_file_that_is_nested_without_end_ends_nothing() {
    // As much as a learner's file may have.
    let fill = |open: &str, middle: &str, close: &str| {
        let times = 65_000 / (open.len() + close.len()).max(1);
        format!("{}{middle}{}", open.repeat(times), close.repeat(times))
    };
    for body in [
        fill("(", "1", ")"),
        fill("{", "1", "}"),
        fill("f(", "1", ")"),
        fill("[", "1", "]"),
        fill("{a();", "1", "}"),
        fill("vec![", "1", "]"),
        fill("1+", "1", ""),
        fill("!", "1", ""),
        fill("&", "1", ""),
        fill("a=", "1", ""),
        fill("a.b().", "c()", ""),
        fill("if a{}else ", "{}", ""),
        fill("||", "1", ""),
        fill("return ", "1", ""),
        fill("let a=b();", "1", ""),
        fill("a as ", "b", ""),
    ] {
        let start = std::time::Instant::now();
        let _ = Syntax::parse(&format!("fn f() {{ {body} }}"));
        let spent = start.elapsed();
        assert!(spent.as_secs() < 20, "{spent:?}: {}", &body[..20]);
    }
}
