//! Code as a row of tokens, and patterns of code. In: a piece of syntax, or a pattern as a
//! person writes it. Out: whether the one has the other in it.

use proc_macro2::{TokenStream, TokenTree};

/// Tokens one after the other, with brackets as tokens of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code(Vec<String>);

/// Stands for anything that is complete, one token or more.
const ANYTHING: &str = "_";

impl Code {
    /// Reads a pattern such as `Rc::new(_.clone())`; none if it is no Rust.
    pub fn parse(text: &str) -> Option<Self> {
        let stream: TokenStream = text.parse().ok()?;
        let code = Code::of(stream);
        (!code.0.is_empty()).then_some(code)
    }

    /// The tokens of a piece of syntax.
    pub(super) fn of(stream: TokenStream) -> Self {
        let mut code = Code::default();
        code.add(stream);
        code
    }

    fn add(&mut self, stream: TokenStream) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                        proc_macro2::Delimiter::Brace => ("{", "}"),
                        proc_macro2::Delimiter::Bracket => ("[", "]"),
                        proc_macro2::Delimiter::None => ("", ""),
                    };
                    self.0.push(open.to_owned());
                    self.add(group.stream());
                    self.0.push(close.to_owned());
                }
                other => self.0.push(other.to_string()),
            }
        }
    }

    /// The tokens.
    pub(super) fn tokens(&self) -> &[String] {
        &self.0
    }

    /// Whether a pattern is somewhere in it.
    pub fn has(&self, pattern: &Code) -> bool {
        (0..self.0.len()).any(|at| begins(&self.0[at..], &pattern.0))
    }
}

/// Whether tokens begin like a pattern.
fn begins(tokens: &[String], pattern: &[String]) -> bool {
    let Some((first, rest)) = pattern.split_first() else {
        return true;
    };
    if first != ANYTHING {
        let same = tokens.first().is_some_and(|token| token == first);
        return same && begins(&tokens[1..], rest);
    }
    // As much as is complete, and a little more each time.
    let mut depth = 0_u32;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" if depth == 0 => return false,
            ")" | "]" | "}" => depth -= 1,
            "," | ";" if depth == 0 => return false,
            _ => {}
        }
        if depth == 0 && begins(&tokens[at + 1..], rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_found_in_code() {
        for (code, pattern, expected) in [
            ("a: Rc::new(config.clone()),", "Rc::new(_.clone())", true),
            ("Rc::new(self.a[0].clone())", "Rc::new(_.clone())", true),
            ("Rc::new(a).b(c.clone())", "Rc::new(_.clone())", false),
            ("Rc::new(a, b.clone())", "Rc::new(_.clone())", false),
            ("Rc::clone(&a)", "Rc::new(_)", false),
            ("std::mem::take(&mut line)", "mem::take(&mut _)", true),
            ("let x = assert!(a);", "assert!", true),
            ("debug_assert!(a);", "assert!", false),
            ("x", "_", true),
        ] {
            let [code, wanted] = [code, pattern].map(|text| Code::parse(text).expect("code"));
            assert_eq!(code.has(&wanted), expected, "{pattern} in {code:?}");
        }
        assert_eq!(Code::parse("f("), None);
        assert_eq!(Code::parse(" "), None);
    }
}
