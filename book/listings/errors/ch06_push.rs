// fails with: E0599
// ANCHOR: shown
use std::borrow::Cow;

fn shout(message: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(message);
    text.push('!');
    text
}
// ANCHOR_END: shown
