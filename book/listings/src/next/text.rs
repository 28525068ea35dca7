//! Texts that nobody changes any more.

use std::rc::Rc;

// ANCHOR: strings
/// The full names of people, as they come out of `format!`.
pub fn full_names(people: &[(&str, &str)]) -> Vec<String> {
    people
        .iter()
        .map(|(first, last)| format!("{first} {last}"))
        .collect()
}
// ANCHOR_END: strings

// ANCHOR: boxed
/// The same names, each in a block of exactly its length.
pub fn full_names_boxed(people: &[(&str, &str)]) -> Vec<Box<str>> {
    people
        .iter()
        .map(|(first, last)| format!("{first} {last}").into_boxed_str())
        .collect()
}
// ANCHOR_END: boxed

// ANCHOR: shared
/// The same names, ready to be owned by several.
pub fn full_names_rc(people: &[(&str, &str)]) -> Vec<Rc<str>> {
    people
        .iter()
        .map(|(first, last)| Rc::from(format!("{first} {last}")))
        .collect()
}
// ANCHOR_END: shared

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_have_the_same_names() {
        let people = [("Ada", "Lovelace"), ("Grace", "Hopper")];
        assert_eq!(full_names(&people)[0], "Ada Lovelace");
        assert_eq!(&*full_names_boxed(&people)[1], "Grace Hopper");
        assert_eq!(&*full_names_rc(&people)[0], "Ada Lovelace");
    }
}
