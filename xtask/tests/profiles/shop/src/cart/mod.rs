//! What is bought.

use crate::stock::Item;

#[inline(never)]
pub fn fill(items: &[Item]) -> Vec<Item> {
    items
        .iter()
        .filter(|item| item.price > 20)
        .map(|item| item.clone())
        .collect()
}

#[inline(never)]
pub fn report(cart: &[Item]) -> String {
    let mut small: smallvec::SmallVec<[u32; 4]> = smallvec::SmallVec::new();
    let mut text = String::new();
    for item in cart {
        small.push(item.price);
        text += &format!("{}: {}\n", item.name, item.price);
    }
    text + &small.len().to_string()
}
