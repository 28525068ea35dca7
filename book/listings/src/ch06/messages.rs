//! Chat messages, in which a tab has to become a space.

use std::borrow::Cow;

// ANCHOR: replaced
/// The message with a space for each tab.
pub fn replaced(message: &str) -> String {
    message.replace('\t', " ")
}
// ANCHOR_END: replaced

// ANCHOR: always-owned
/// The same in a `Cow`, without a check.
pub fn always_owned(message: &str) -> Cow<'_, str> {
    Cow::Owned(message.replace('\t', " "))
}
// ANCHOR_END: always-owned

// ANCHOR: checked
/// The message with a space for each tab, or the message itself.
pub fn checked(message: &str) -> Cow<'_, str> {
    if message.contains('\t') {
        Cow::Owned(message.replace('\t', " "))
    } else {
        Cow::Borrowed(message)
    }
}
// ANCHOR_END: checked

// ANCHOR: any-of
/// Whether one of several patterns is in the message.
pub fn has_any(message: &str, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| message.contains(pattern))
}
// ANCHOR_END: any-of

// ANCHOR: appended
/// The message with a full stop behind it.
pub fn appended(message: &str) -> Cow<'_, str> {
    let mut message = Cow::Borrowed(message);
    message += "."; // the one operator that changes a `Cow`
    message
}
// ANCHOR_END: appended

// ANCHOR: kept
/// The messages, in texts that outlive them.
pub fn kept(messages: &[&str]) -> Vec<String> {
    messages
        .iter()
        .map(|message| checked(message).into_owned())
        .collect()
}
// ANCHOR_END: kept

/// The messages, in texts that are `String`s from the start.
pub fn kept_plainly(messages: &[&str]) -> Vec<String> {
    messages.iter().map(|message| replaced(message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_message_with_a_tab_is_owned() {
        // ANCHOR: used
        assert!(matches!(checked("hello"), Cow::Borrowed(_)));
        assert!(matches!(checked("a\tb"), Cow::Owned(_)));
        assert_eq!(checked("a\tb").len(), 3); // used like a `&str`
        // ANCHOR_END: used
        assert!(matches!(always_owned("hello"), Cow::Owned(_)));
        assert_eq!(replaced("a\tb"), "a b");
        assert_eq!(appended("hello"), "hello.");
        assert!(matches!(appended("hello"), Cow::Owned(_)));
        assert!(has_any("a\tb", &["\n", "\t"]) && !has_any("ab", &["\n", "\t"]));
        assert_eq!(kept(&["a", "b\tc"]), kept_plainly(&["a", "b\tc"]));
    }
}
