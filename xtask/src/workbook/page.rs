//! Pages of the book. In: the Markdown of one. Out: its lines, and its fenced blocks.

/// A line of prose, or a fenced block.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A line with its end.
    Line {
        /// Its number, from 1.
        line: usize,
        /// What stands in it.
        text: &'a str,
    },
    /// A fenced block.
    Fence {
        /// The number of its first line.
        line: usize,
        /// What stands behind the fence: `rust`, `predict`.
        info: &'a str,
        /// What stands within.
        body: &'a str,
        /// All of it, with its fences.
        whole: &'a str,
    },
}

impl Piece<'_> {
    /// The number of its first line, from 1.
    pub fn line(&self) -> usize {
        match self {
            Piece::Line { line, .. } | Piece::Fence { line, .. } => *line,
        }
    }
}

/// Cuts a page into lines and fenced blocks. A fence that nobody closes reaches
/// to the end of the page.
pub fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut lines = Lines {
        rest: page,
        number: 0,
    };
    loop {
        let before = lines.rest;
        let Some(text) = lines.next() else {
            return pieces;
        };
        let line = lines.number;
        let ticks = text.len() - text.trim_start_matches('`').len();
        if ticks < 3 {
            pieces.push(Piece::Line { line, text });
            continue;
        }
        let start = lines.rest;
        let mut body = 0;
        while let Some(inner) = lines.next() {
            if inner.starts_with(&text[..ticks]) && inner.trim_end().trim_matches('`').is_empty() {
                break;
            }
            body += inner.len();
        }
        pieces.push(Piece::Fence {
            line,
            info: text[ticks..].trim(),
            body: &start[..body],
            whole: &before[..before.len() - lines.rest.len()],
        });
    }
}

/// Lines with their ends, and the number of the last one.
struct Lines<'a> {
    rest: &'a str,
    number: usize,
}

impl<'a> Lines<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let line = self.rest.split_inclusive('\n').next()?;
        self.rest = &self.rest[line.len()..];
        self.number += 1;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_into_lines_and_fences() {
        let page = "a\n```rust\nlet a;\n```\nb\n````text\n```\n````\nc";
        let found = pieces(page);
        assert_eq!(
            found,
            [
                Piece::Line {
                    line: 1,
                    text: "a\n"
                },
                Piece::Fence {
                    line: 2,
                    info: "rust",
                    body: "let a;\n",
                    whole: "```rust\nlet a;\n```\n"
                },
                Piece::Line {
                    line: 5,
                    text: "b\n"
                },
                Piece::Fence {
                    line: 6,
                    info: "text",
                    body: "```\n",
                    whole: "````text\n```\n````\n"
                },
                Piece::Line { line: 9, text: "c" },
            ]
        );
    }

    #[test]
    fn a_fence_without_end_reaches_to_the_end() {
        let found = pieces("```quiz\nask = 1");
        assert_eq!(
            found,
            [Piece::Fence {
                line: 1,
                info: "quiz",
                body: "ask = 1",
                whole: "```quiz\nask = 1"
            }]
        );
    }
}
