//! What is sold.

use std::fmt::Write;

#[derive(Clone)]
pub struct Item {
    pub name: String,
    pub price: u32,
}

pub fn text(items: u32) -> String {
    let mut text = String::with_capacity(64 * items as usize);
    for number in 0..items {
        let _ = writeln!(text, "article number {number};{}", number * 7 % 90);
    }
    text
}

#[inline(never)]
pub fn parse(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split(';').collect();
        items.push(Item {
            name: fields[0].to_string(),
            price: fields[1].parse().unwrap_or(0),
        });
    }
    items
}
