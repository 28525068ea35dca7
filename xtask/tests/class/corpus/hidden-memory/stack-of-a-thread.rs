//! makes all keys of a sort anew, in an array on the stack of a thread that has 64 MiB
//!
//! on = "ex2/reference"
//! without = ["use std::cmp::Reverse"]
//! parts = ["report"]
//! budgets = ["allocations"]
//! layers = ["seal", "audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "panicked", "crashed", "wrong-answer"]
//! flagged = true
//! check = "pass"

use std::cell::Cell;

/// Hands out copies of texts, and never takes one back.
struct Arena<'a>(Cell<&'a mut [u8]>);

impl<'a> Arena<'a> {
    /// The text in small letters.
    fn lowercase(&self, text: &str) -> &'a str {
        let mut rest = self.0.take();
        let mut length = 0;
        for letter in text.chars().flat_map(char::to_lowercase) {
            length += letter.encode_utf8(&mut rest[length..]).len();
        }
        let (key, rest) = rest.split_at_mut(length);
        self.0.set(rest);
        std::str::from_utf8(key).unwrap_or("")
    }
}

fn rank() {
    let sort = || {
        let mut room = [0; 48 << 20];
        let arena = Arena(Cell::new(&mut room));
        totals.sort_by(|a, b| {
            let key = |total: &Total| arena.lowercase(catalogue_title(total.title));
            b.cents.cmp(&a.cents).then_with(|| key(a).cmp(key(b)))
        });
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        let sorted = thread.spawn_scoped(scope, sort).map(|thread| thread.join());
        assert!(matches!(sorted, Ok(Ok(()))), "no thread");
    });
    totals
}

fn catalogue_title(title: &str) -> &str {
    ["The ", "Der ", "Die ", "Les ", "El "]
        .iter()
        .find_map(|article| title.strip_prefix(article))
        .unwrap_or(title)
}
