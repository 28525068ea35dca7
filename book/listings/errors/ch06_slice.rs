// fails with: E0515
// ANCHOR: shown
fn without_tabs(message: &str) -> &str {
    &message.replace('\t', " ")
}
// ANCHOR_END: shown
