//! What is said of recordings, to be compared. In: recordings of two compilers. Out: the
//! lines in which they differ. Costs are no part of it: the measurements hold those.

use super::{Recording, Told};

/// What is said of each site: the line, what is done there, the sentence, and the names of
/// the functions between that line and the allocator.
pub fn said(recording: &Recording) -> Vec<String> {
    let mut said: Vec<String> = recording.tell().iter().map(line).collect();
    said.sort();
    said
}

fn line(told: &Told) -> String {
    let site = &told.site.site;
    let place = match &site.place {
        Some(place) => format!("line {} in {}", place.line, place.function),
        None => format!("no line, {}", site.library.as_deref().unwrap_or("no crate")),
    };
    let operation = site.operation.map_or("unknown", |operation| operation.id);
    let finding = told.finding.as_ref();
    let sentence = finding.map_or("nothing", |finding| &finding.sentence);
    let calls = site.calls.join(" > ");
    format!("{place}: {operation}; says: {sentence}; by: {calls}")
}

/// What is said of the recordings in `before` and no more of those of the same names in
/// `now`, and the other way round; empty if all is the same.
pub fn differences(before: &[Recording], now: &[Recording]) -> Vec<String> {
    let mut found = Vec::new();
    for recording in now {
        let Some(known) = before.iter().find(|known| known.name == recording.name) else {
            found.push(format!("{} is new", recording.name));
            continue;
        };
        let (before, now) = (said(known), said(recording));
        let gone = before.iter().filter(|line| !now.contains(line));
        let new = now.iter().filter(|line| !before.contains(line));
        let lines = gone
            .map(|line| format!("- {line}"))
            .chain(new.map(|line| format!("+ {line}")));
        found.extend(lines.map(|line| format!("{} {line}", recording.name)));
    }
    found
}
