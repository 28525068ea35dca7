//! Every distinct text once, and a number for each use of it.

use std::collections::HashMap;
use std::rc::Rc;

// ANCHOR: owned
/// The city of each order, each a text of its own.
pub fn cities_owned(orders: &[&str]) -> Vec<String> {
    orders.iter().map(|city| city.to_string()).collect()
}
// ANCHOR_END: owned

// ANCHOR: interner
/// Keeps each distinct text once, and calls it by a number.
#[derive(Default)]
pub struct Interner {
    numbers: HashMap<Rc<str>, u32>,
    texts: Vec<Rc<str>>,
}

impl Interner {
    /// The number of a text; a new one if the text was never seen.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number; // known: nothing is allocated
        }
        let number = self.texts.len() as u32;
        let text: Rc<str> = text.into();
        self.texts.push(Rc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// The text that has this number.
    pub fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}

/// The city of each order as a number, and what the numbers mean.
pub fn cities_interned(orders: &[&str]) -> (Vec<u32>, Interner) {
    let mut cities = Interner::default();
    let numbers = orders.iter().map(|city| cities.number(city)).collect();
    (numbers, cities)
}
// ANCHOR_END: interner

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_equal_numbers() {
        let (numbers, cities) = cities_interned(&["Graz", "Linz", "Graz"]);
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!(cities.text(numbers[1]), "Linz");
        assert_eq!(cities_owned(&["Graz"]), ["Graz"]);
    }
}
