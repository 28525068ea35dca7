//! Phone numbers, as people write them.

use std::borrow::Cow;

// ANCHOR: chain
/// Tidies a number with a new `String` for each step.
pub fn step_by_step(number: &str) -> String {
    let mut number = number.replace('-', "");
    if number.starts_with("00") {
        number = format!("+{}", &number[2..]);
    }
    number
}
// ANCHOR_END: chain

// ANCHOR: tidy
/// Tidies a number: no dashes, and `+` in place of `00` in front.
pub fn tidy(number: &str) -> Cow<'_, str> {
    let mut number = Cow::Borrowed(number);
    while let Some(at) = number.find('-') {
        number.to_mut().remove(at);
    }
    if number.starts_with("00") {
        number.to_mut().replace_range(..2, "+");
    }
    number
}
// ANCHOR_END: tidy

// ANCHOR: unchecked
/// Takes the dashes out of a number, and asks for a copy first.
pub fn without_a_check(number: &str) -> Cow<'_, str> {
    let mut number = Cow::Borrowed(number);
    number.to_mut().retain(|c| c != '-');
    number
}
// ANCHOR_END: unchecked

// ANCHOR: longer
/// Writes each `+` out, which makes the text longer than its copy has room for.
pub fn spelled_out(number: &str) -> Cow<'_, str> {
    let mut number = Cow::Borrowed(number);
    while let Some(at) = number.find('+') {
        number.to_mut().replace_range(at..=at, "plus ");
    }
    number
}
// ANCHOR_END: longer

// ANCHOR: once-through
/// Takes the dashes out of a text in one pass.
pub fn once_through(text: &str) -> Cow<'_, str> {
    if !text.contains('-') {
        return Cow::Borrowed(text);
    }
    let mut built = String::with_capacity(text.len());
    for piece in text.split('-') {
        built.push_str(piece);
    }
    Cow::Owned(built)
}
// ANCHOR_END: once-through

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_tidied() {
        // ANCHOR: used
        assert!(matches!(tidy("+4420719460"), Cow::Borrowed(_)));
        assert_eq!(tidy("0044-207-19460"), "+4420719460");
        // ANCHOR_END: used
        assert_eq!(step_by_step("0044-207-19460"), "+4420719460");
        assert_eq!(without_a_check("207-19460"), "20719460");
        assert_eq!(once_through("207-194-60"), "20719460");
        assert_eq!(spelled_out("+44"), "plus 44");
        assert!(matches!(spelled_out("44"), Cow::Borrowed(_)));
    }
}
