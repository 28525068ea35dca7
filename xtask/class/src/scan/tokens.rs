//! The tokens that mean something. In: a text. Out: its words, signs and documentation
//! comments and texts, in order; other literals and lifetimes only as something that stands
//! there.

use std::borrow::Cow;

use ra_ap_rustc_lexer::{FrontmatterAllowed, LiteralKind, TokenKind, strip_shebang, tokenize};

/// What stands at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenClass {
    /// A word; it may be a keyword.
    Word,
    /// `r#word`: never a keyword, but the name of a macro as well.
    RawWord,
    /// One sign.
    Sign(char),
    /// A documentation comment. To a macro it is `#[doc = "…"]`.
    Doc,
    /// A literal between quotation marks.
    Text,
    /// Another literal, a lifetime, or what the compiler does not know.
    Other,
}

struct Token {
    kind: TokenClass,
    start: usize,
    end: usize,
}

/// A text without white space, comments, and the first line of a script.
pub(super) struct Tokens<'s> {
    text: &'s str,
    tokens: Vec<Token>,
    /// For each opening sign where its group closes: the number of tokens if nowhere.
    closes: Vec<usize>,
}

/// The text as the compiler splits it: without a byte order mark, and with plain line
/// ends. Lines and columns stay what they are.
pub(super) fn normalised(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

impl<'s> Tokens<'s> {
    pub(super) fn of(text: &'s str) -> Self {
        let mut start = strip_shebang(text).unwrap_or(0);
        let mut tokens = Vec::new();
        for token in tokenize(&text[start..], FrontmatterAllowed::Yes) {
            let end = start + token.len as usize;
            if let Some(kind) = kind(token.kind) {
                tokens.push(Token { kind, start, end });
            }
            start = end;
        }
        let closes = closes(&tokens);
        Tokens {
            text,
            tokens,
            closes,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What stands there; past the end, something that no rule asks for.
    pub(super) fn kind(&self, at: usize) -> TokenClass {
        self.tokens
            .get(at)
            .map_or(TokenClass::Other, |token| token.kind)
    }

    /// Where it begins in the text.
    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens[at].start
    }

    pub(super) fn is(&self, at: usize, sign: char) -> bool {
        self.kind(at) == TokenClass::Sign(sign)
    }

    pub(super) fn is_keyword(&self, at: usize, keyword: &str) -> bool {
        self.kind(at) == TokenClass::Word && self.name(at) == Some(keyword)
    }

    /// A word without `r#`. The compiler composes accents (NFC), which turns no other
    /// letter into one of `a` to `z`, so the spelling is all there is to compare.
    pub(super) fn name(&self, at: usize) -> Option<&'s str> {
        let token = self.tokens.get(at)?;
        let text = &self.text[token.start..token.end];
        match token.kind {
            TokenClass::Word => Some(text.strip_prefix("k#").unwrap_or(text)),
            TokenClass::RawWord => Some(text.strip_prefix("r#").unwrap_or(text)),
            TokenClass::Sign(_) | TokenClass::Doc | TokenClass::Text | TokenClass::Other => None,
        }
    }

    /// What is between the quotation marks of a text, as it is written, or what a
    /// documentation comment says. Nothing of a text without its end, which does not compile.
    pub(super) fn text(&self, at: usize) -> &'s str {
        let Some(token) = self.tokens.get(at) else {
            return "";
        };
        let text = &self.text[token.start..token.end];
        match token.kind {
            TokenClass::Text => {
                let begin = text.find('"').map(|begin| begin + 1);
                let end = text.rfind('"');
                begin
                    .zip(end)
                    .and_then(|(begin, end)| text.get(begin..end))
                    .unwrap_or_default()
            }
            TokenClass::Doc => text
                .trim_start_matches(['/', '*', '!'])
                .trim_end_matches(['/', '*']),
            _ => "",
        }
    }

    pub(super) fn opens(&self, at: usize) -> bool {
        matches!(self.kind(at), TokenClass::Sign('(' | '[' | '{'))
    }

    /// Where the group that opens there closes.
    pub(super) fn close(&self, at: usize) -> usize {
        self.closes[at]
    }

    /// `$` is right before it: a macro puts something in its place.
    pub(super) fn is_variable(&self, at: usize) -> bool {
        at > 0 && self.is(at - 1, '$')
    }

    /// Whether it is `!` by itself, and no part of `!=`.
    pub(super) fn is_bang(&self, at: usize) -> bool {
        self.is(at, '!') && !(self.is(at + 1, '=') && self.start(at + 1) == self.start(at) + 1)
    }

    /// Whether it is the name in `name!(…)`, with any brackets.
    pub(super) fn is_call(&self, at: usize) -> bool {
        self.name(at).is_some() && self.is(at + 1, '!') && self.opens(at + 2)
    }

    /// Whether `use` there begins an item: in `impl Trait + use<'a>` it does not.
    pub(super) fn begins_use(&self, at: usize) -> bool {
        self.is_keyword(at, "use") && !self.is(at + 1, '<')
    }
}

fn closes(tokens: &[Token]) -> Vec<usize> {
    let mut closes = vec![tokens.len(); tokens.len()];
    let mut open = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenClass::Sign('(' | '[' | '{') => open.push(at),
            // Which bracket it is does not matter: a text with the wrong one does not
            // compile.
            TokenClass::Sign(')' | ']' | '}') => {
                if let Some(opening) = open.pop() {
                    closes[opening] = at;
                }
            }
            _ => {}
        }
    }
    closes
}

fn kind(kind: TokenKind) -> Option<TokenClass> {
    Some(match kind {
        TokenKind::Whitespace | TokenKind::Frontmatter { .. } => return None,
        TokenKind::LineComment { doc_style } | TokenKind::BlockComment { doc_style, .. } => {
            doc_style?;
            TokenClass::Doc
        }
        TokenKind::Ident | TokenKind::ForcedKeywordIdent | TokenKind::UnknownPrefix => {
            TokenClass::Word
        }
        TokenKind::RawIdent => TokenClass::RawWord,
        TokenKind::Literal {
            kind:
                LiteralKind::Str { .. }
                | LiteralKind::ByteStr { .. }
                | LiteralKind::CStr { .. }
                | LiteralKind::RawStr { .. }
                | LiteralKind::RawByteStr { .. }
                | LiteralKind::RawCStr { .. },
            ..
        } => TokenClass::Text,
        TokenKind::InvalidIdent
        | TokenKind::UnknownPrefixLifetime
        | TokenKind::RawLifetime
        | TokenKind::GuardedStrPrefix
        | TokenKind::Literal { .. }
        | TokenKind::Lifetime { .. }
        | TokenKind::Unknown
        | TokenKind::Eof => TokenClass::Other,
        TokenKind::Semi => TokenClass::Sign(';'),
        TokenKind::Comma => TokenClass::Sign(','),
        TokenKind::Dot => TokenClass::Sign('.'),
        TokenKind::OpenParen => TokenClass::Sign('('),
        TokenKind::CloseParen => TokenClass::Sign(')'),
        TokenKind::OpenBrace => TokenClass::Sign('{'),
        TokenKind::CloseBrace => TokenClass::Sign('}'),
        TokenKind::OpenBracket => TokenClass::Sign('['),
        TokenKind::CloseBracket => TokenClass::Sign(']'),
        TokenKind::At => TokenClass::Sign('@'),
        TokenKind::Pound => TokenClass::Sign('#'),
        TokenKind::Tilde => TokenClass::Sign('~'),
        TokenKind::Question => TokenClass::Sign('?'),
        TokenKind::Colon => TokenClass::Sign(':'),
        TokenKind::Dollar => TokenClass::Sign('$'),
        TokenKind::Eq => TokenClass::Sign('='),
        TokenKind::Bang => TokenClass::Sign('!'),
        TokenKind::Lt => TokenClass::Sign('<'),
        TokenKind::Gt => TokenClass::Sign('>'),
        TokenKind::Minus => TokenClass::Sign('-'),
        TokenKind::And => TokenClass::Sign('&'),
        TokenKind::Or => TokenClass::Sign('|'),
        TokenKind::Plus => TokenClass::Sign('+'),
        TokenKind::Star => TokenClass::Sign('*'),
        TokenKind::Slash => TokenClass::Sign('/'),
        TokenKind::Caret => TokenClass::Sign('^'),
        TokenKind::Percent => TokenClass::Sign('%'),
    })
}
