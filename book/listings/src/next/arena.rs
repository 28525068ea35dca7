//! Many small things in one block.

// ANCHOR: strings
/// Each word in a block of its own.
pub fn words_strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}
// ANCHOR_END: strings

// ANCHOR: arena
/// An arena for texts: all of them one after the other in one `String`.
#[derive(Default)]
pub struct Texts {
    text: String,
    /// Where each text ends. The next one begins there.
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text, and returns the number it has from now on.
    pub fn add(&mut self, text: &str) -> usize {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() - 1
    }

    /// Gives back the room that no text uses.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The text that has this number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = match number {
            0 => 0,
            _ => self.ends[number - 1],
        };
        Some(&self.text[start..end])
    }
}

/// All words in two blocks.
pub fn words_arena(words: &[&str]) -> Texts {
    let mut texts = Texts::default();
    for word in words {
        texts.add(word);
    }
    texts
}
// ANCHOR_END: arena

// ANCHOR: shrunk
/// All words in two blocks, without room for more.
pub fn words_shrunk(words: &[&str]) -> Texts {
    let mut texts = words_arena(words);
    texts.shrink();
    texts
}
// ANCHOR_END: shrunk

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added() {
        for texts in [words_arena, words_shrunk].map(|make| make(&["one", "", "three"])) {
            assert_eq!(texts.get(0), Some("one"));
            assert_eq!(texts.get(1), Some(""));
            assert_eq!(texts.get(2), Some("three"));
            assert_eq!(texts.get(3), None);
        }
        assert_eq!(words_strings(&["one"]), ["one"]);
    }
}
