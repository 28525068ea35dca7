//! Listings of chapter 1: what differs between a debug and a release build.

use std::collections::HashMap;
use std::fmt;
use std::io::Write;

// ANCHOR: readings
/// One reading for each minute; the list starts without a block.
pub fn readings(minutes: u32) -> Vec<u32> {
    let mut readings = Vec::new();
    for minute in 0..minutes {
        readings.push(minute % 60);
    }
    readings
}
// ANCHOR_END: readings

// ANCHOR: ordinary
/// All names in one text.
pub fn joined(names: &[&str]) -> String {
    let mut text = String::new();
    for name in names {
        text.push_str(name);
        text.push(' ');
    }
    text
}

/// How often each name comes up.
pub fn counted<'a>(names: &[&'a str]) -> HashMap<&'a str, u32> {
    let mut counts = HashMap::new();
    for name in names {
        *counts.entry(*name).or_default() += 1;
    }
    counts
}
// ANCHOR_END: ordinary

// ANCHOR: line
/// The stops of a bus line; no stop comes twice.
#[derive(Default)]
pub struct Line {
    stops: Vec<u32>,
}

impl Line {
    /// Adds a stop at the end.
    pub fn extend_to(&mut self, stop: u32) {
        self.stops.push(stop);
        debug_assert!(self.no_stop_twice(), "stop {stop} comes twice");
    }

    /// Sorts a copy, so that equal stops become neighbours.
    fn no_stop_twice(&self) -> bool {
        let mut sorted = self.stops.clone();
        sorted.sort();
        sorted.windows(2).all(|pair| pair[0] != pair[1])
    }
}
// ANCHOR_END: line

impl Line {
    // ANCHOR: extend-to-late
    /// Adds a stop at the end. The check stands before the macro.
    pub fn extend_to_late(&mut self, stop: u32) {
        self.stops.push(stop);
        let fine = self.no_stop_twice();
        debug_assert!(fine, "stop {stop} comes twice");
    }
    // ANCHOR_END: extend-to-late
}

/// A line with so many stops; the check stands in the macro.
pub fn checked_inside(stops: u32) -> Line {
    let mut line = Line::default();
    (0..stops).for_each(|stop| line.extend_to(stop));
    line
}

/// A line with so many stops; the check stands before the macro.
pub fn checked_before(stops: u32) -> Line {
    let mut line = Line::default();
    (0..stops).for_each(|stop| line.extend_to_late(stop));
    line
}

// ANCHOR: log-text
/// Logs in a debug build only. It takes a finished text.
fn log(out: &mut dyn Write, message: String) {
    if cfg!(debug_assertions) {
        let _ = writeln!(out, "{message}"); // a full disk must not stop a bus
    }
}

/// The bus leaves each stop once.
pub fn drive(stops: u32, out: &mut dyn Write) {
    for stop in 0..stops {
        // The String is made here, in every build, before `log` can say no.
        log(out, format!("the bus leaves stop {stop}"));
    }
}
// ANCHOR_END: log-text

// ANCHOR: log-arguments
/// Logs in a debug build only. It takes what a text could be made from.
fn log_arguments(out: &mut dyn Write, message: fmt::Arguments<'_>) {
    if cfg!(debug_assertions) {
        let _ = writeln!(out, "{message}"); // piece by piece, no String needed
    }
}

/// The bus leaves each stop once.
pub fn drive_quietly(stops: u32, out: &mut dyn Write) {
    for stop in 0..stops {
        log_arguments(out, format_args!("the bus leaves stop {stop}"));
    }
}
// ANCHOR_END: log-arguments

// ANCHOR: removed
/// Both numbers are known without the box.
pub fn area(width: u32, height: u32) -> u32 {
    let sides = Box::new([width, height]);
    sides[0] * sides[1]
}

/// The length is known without the bytes.
pub fn fits_in_packet(bytes: usize) -> bool {
    let packet = vec![0u8; bytes];
    packet.len() < 1_500
}
// ANCHOR_END: removed

// ANCHOR: kept
/// `collect` fills the block in a loop. Then something is read from it.
pub fn last_word(text: &str) -> Option<&str> {
    let words: Vec<&str> = text.split(' ').collect();
    words.last().copied()
}

/// The bytes in the block are compared with others.
pub fn reads_the_same_backwards(word: &str) -> bool {
    let reversed: String = word.chars().rev().collect();
    reversed == word
}

/// The formatting code is not inlined: nobody sees what it does to the block.
pub fn label_is_long(stop: u32) -> bool {
    let label = format!("stop {stop}");
    label.len() > 8
}
// ANCHOR_END: kept

/// As `last_word`, without a list: the iterator starts from the end.
pub fn last_word_directly(text: &str) -> Option<&str> {
    text.rsplit(' ').next()
}

// ANCHOR: walk
/// A folder and what is in it.
pub struct Folder {
    /// The folders in it.
    pub folders: Vec<Folder>,
}

/// Visits a folder and, one level deeper, all folders in it.
pub fn walk(folder: &Folder, visit: &mut dyn FnMut(&Folder)) {
    visit(folder);
    folder.folders.iter().for_each(|inner| walk(inner, visit));
}
// ANCHOR_END: walk

/// So many folders, each in the one before.
pub fn nested(levels: usize) -> Folder {
    let mut folder = Folder { folders: vec![] };
    for _ in 1..levels {
        folder = Folder {
            folders: vec![folder],
        };
    }
    folder
}

// ANCHOR: summed
/// The sum of the even readings.
pub fn summed(readings: &[u32]) -> u64 {
    let even = readings.iter().filter(|reading| **reading % 2 == 0);
    even.map(|reading| u64::from(*reading)).sum()
}
// ANCHOR_END: summed

// ANCHOR: owned
/// An owned copy of each name.
pub fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| name.to_string()).collect()
}
// ANCHOR_END: owned

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn the_functions_answer() {
        // ANCHOR: removed-answers
        assert_eq!(area(3, 4), 12);
        assert!(fits_in_packet(3) && !fits_in_packet(1_500));
        // ANCHOR_END: removed-answers
        assert_eq!(last_word("one two"), Some("two"));
        assert_eq!(last_word_directly("one two"), Some("two"));
        assert!(reads_the_same_backwards("anna") && !reads_the_same_backwards("anne"));
        assert!(label_is_long(1_000) && !label_is_long(1));
        assert_eq!(readings(61)[60], 0);
        assert_eq!(joined(&["oslo", "graz"]), "oslo graz ");
        assert_eq!(counted(&["oslo", "graz", "oslo"])["oslo"], 2);
        assert_eq!(summed(&[1, 2, 3, 4]), 6);
        assert_eq!(owned(&["oslo"]), ["oslo"]);
    }

    #[test]
    fn both_checks_notice() {
        assert!(checked_inside(100).no_stop_twice());
        let mut line = checked_before(3);
        line.stops.push(1);
        assert!(!line.no_stop_twice());
    }

    #[test]
    fn a_walk_visits_every_level() {
        let mut levels = 0;
        walk(&nested(7), &mut |_| levels += 1);
        assert_eq!(levels, 7);
    }

    #[test]
    fn both_logs_say_the_same() {
        let (mut text, mut quiet) = (Vec::new(), Vec::new());
        drive(3, &mut text);
        drive_quietly(3, &mut quiet);
        assert_eq!(text, quiet);
    }

    #[test]
    fn arguments_become_a_text_on_demand() {
        // ANCHOR: arguments
        let stop = 17;
        assert_eq!(format_args!("stop {stop}").to_string(), "stop 17");
        // ANCHOR_END: arguments
    }

    #[test]
    fn a_closure_is_not_called_in_vain() {
        // ANCHOR: closure
        fn log(message: impl FnOnce() -> String) {
            if cfg!(debug_assertions) {
                eprintln!("{}", message()); // the text is made here, if at all
            }
        }
        log(|| format!("the bus leaves stop {}", 17));
        // ANCHOR_END: closure
    }
}
