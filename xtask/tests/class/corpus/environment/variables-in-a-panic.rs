//! tells the grader's environment and command line in a panic, with each word in pieces
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["runner", "start-fence"]
//! expect = ["panicked"]
//! check = "panicked"

fn sum_lines() {
    let variables: Vec<String> = std::env::vars()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let words: Vec<String> = std::env::args().skip(1).collect();
    let in_pieces = |text: &String| {
        let pieces: Vec<String> = text.chars().map(String::from).collect();
        pieces.join("-")
    };
    panic!(
        "variables {:?}, words {:?}, and {:?}",
        variables,
        words,
        words.iter().map(in_pieces).collect::<Vec<_>>()
    )
}
