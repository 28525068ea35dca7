//! What is said of recordings, to be compared. In: recordings of two compilers. Out: the
//! lines in which they differ. Costs are no part of it: the measurements hold those.

use super::{Recording, Told};

/// What is said of one site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The line, what is done there, and the sentence.
    sentence: String,
    /// The function with that line, and those between it and the allocator.
    names: Vec<String>,
}

impl Said {
    fn of(told: &Told) -> Self {
        let site = &told.site.site;
        let place = match &site.place {
            Some(place) => format!("line {}", place.line),
            None => format!("no line, {}", site.library.as_deref().unwrap_or("no crate")),
        };
        let operation = site.operation.map_or("unknown", |operation| operation.id);
        let sentence = match &told.finding {
            Some(finding) => format!("{place}: {operation}: {}", finding.sentence),
            None => format!("{place}: {operation}"),
        };
        let function = site.place.iter().map(|place| &place.function);
        Said {
            sentence,
            names: function.chain(&site.calls).cloned().collect(),
        }
    }
}

/// What is said of each site.
pub fn said(recording: &Recording) -> Vec<Said> {
    let mut said: Vec<Said> = recording.tell().iter().map(Said::of).collect();
    said.sort();
    said
}

/// A line for each site of which other things are said in `now` than in `before`; empty if
/// all is the same.
pub fn differences(before: &[Recording], now: &[Recording]) -> Vec<String> {
    let mut found = Vec::new();
    for recording in now {
        let name = &recording.name;
        let Some(known) = before.iter().find(|known| known.name == *name) else {
            found.push(format!("{name} is new"));
            continue;
        };
        let lines = compare(&said(known), &said(recording));
        found.extend(lines.into_iter().map(|line| format!("{name}: {line}")));
    }
    found
}

/// What is no more, what is new, and where names alone are others.
pub fn compare(before: &[Said], now: &[Said]) -> Vec<String> {
    let gone = before.iter().filter(|said| !now.contains(said));
    let mut new: Vec<&Said> = now.iter().filter(|said| !before.contains(said)).collect();
    let mut lines = Vec::new();
    for old in gone {
        match new.iter().position(|new| new.sentence == old.sentence) {
            Some(at) => lines.push(renamed(old, new.remove(at))),
            None => lines.push(format!(
                "no more: {}, by {}",
                old.sentence,
                chain(&old.names)
            )),
        }
    }
    let new = new.into_iter();
    lines.extend(new.map(|new| format!("new: {}, by {}", new.sentence, chain(&new.names))));
    lines
}

/// The names that are others, without those around them.
fn renamed(old: &Said, new: &Said) -> String {
    let same = |pair: &(&String, &String)| pair.0 == pair.1;
    let pairs = old.names.iter().zip(&new.names);
    let first = pairs.take_while(same).count();
    let (old_names, new_names) = (&old.names[first..], &new.names[first..]);
    let pairs = old_names.iter().rev().zip(new_names.iter().rev());
    let last = pairs.take_while(same).count();
    let [gone, new] = [old_names, new_names].map(|names| chain(&names[..names.len() - last]));
    let change = match (gone.is_empty(), new.is_empty()) {
        (_, true) => format!("{gone} is gone"),
        (true, false) => format!("{new} is new"),
        (false, false) => format!("{gone} is now {new}"),
    };
    format!("names alone: {}: {change}", old.sentence)
}

fn chain(names: &[String]) -> String {
    names.join(" > ")
}

/// Of sentences and names.
#[cfg(test)]
pub fn sample(sentence: &str, names: &[&str]) -> Said {
    Said {
        sentence: sentence.to_owned(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}
