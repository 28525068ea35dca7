//! Listings of chapter 8: solving the mystery.
//!
//! Four programs that add up the votes of each party, from the one that keeps
//! every step of its work to the one that keeps the sums.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, BufRead};

/// The program of exercise 7, as the learner finds it.
#[path = "../../../exercises/ex7-mystery/starter.rs"]
pub mod starter;

/// The program of exercise 7, solved.
#[path = "../../../solutions/ex7-mystery/src/lib.rs"]
pub mod reference;

// ANCHOR: all_lists
/// A row of the file, on its own.
#[derive(Clone)]
pub struct Row {
    station: String,
    party: String,
    votes: u64,
}

/// Reads all rows, then cleans all rows, then groups them, then sums them.
pub fn all_lists(file: &str) -> BTreeMap<String, u64> {
    let rows: Vec<Row> = file.lines().filter_map(read_row).collect();
    let cleaned: Vec<Row> = rows.iter().map(clean_row).collect();
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in &cleaned {
        let group = groups.entry(row.party.clone()).or_default();
        group.push(row.clone());
    }
    groups
        .into_iter()
        .map(|(party, rows)| (party, rows.iter().map(|row| row.votes).sum()))
        .collect()
}

fn clean_row(row: &Row) -> Row {
    Row {
        station: row.station.trim().to_string(),
        party: row.party.trim().to_string(),
        votes: row.votes,
    }
}
// ANCHOR_END: all_lists

fn read_row(line: &str) -> Option<Row> {
    let mut fields = line.split(';');
    Some(Row {
        station: fields.next()?.to_string(),
        party: fields.next()?.to_string(),
        votes: fields.next()?.parse().ok()?,
    })
}

// ANCHOR: moved
/// The same steps, but each list is handed on and changed in place.
pub fn moved(file: &str) -> BTreeMap<String, u64> {
    let mut rows: Vec<Row> = file.lines().filter_map(read_row).collect();
    for row in &mut rows {
        trim_in_place(&mut row.station);
        trim_in_place(&mut row.party);
    }
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        match groups.get_mut(&row.party) {
            Some(group) => group.push(row),
            None => {
                groups.insert(row.party.clone(), vec![row]);
            }
        }
    }
    groups
        .into_iter()
        .map(|(party, rows)| (party, rows.iter().map(|row| row.votes).sum()))
        .collect()
}

fn trim_in_place(text: &mut String) {
    let start = text.len() - text.trim_start().len();
    text.drain(..start);
    text.truncate(text.trim_end().len());
}
// ANCHOR_END: moved

// ANCHOR: borrowed
/// A row that points into the text of the file.
pub struct RowOf<'a> {
    party: &'a str,
    votes: u64,
}

/// One list, whose rows borrow.
pub fn borrowed(file: &str) -> BTreeMap<&str, u64> {
    let rows: Vec<RowOf<'_>> = file.lines().filter_map(borrow_row).collect();
    let mut totals = BTreeMap::new();
    for row in &rows {
        *totals.entry(row.party).or_default() += row.votes;
    }
    totals
}

fn borrow_row(line: &str) -> Option<RowOf<'_>> {
    let mut fields = line.split(';').skip(1);
    Some(RowOf {
        party: fields.next()?.trim(),
        votes: fields.next()?.parse().ok()?,
    })
}
// ANCHOR_END: borrowed

// ANCHOR: streamed
/// Lines such as `Station 12;Greens;318`. Other lines are skipped.
pub fn streamed(file: &mut dyn BufRead) -> io::Result<HashMap<String, u64>> {
    let mut totals: HashMap<String, u64> = HashMap::new();
    let mut line = String::new();
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            return Ok(totals);
        }
        let Some((party, votes)) = parse(line.trim_end()) else {
            continue;
        };
        match totals.get_mut(party) {
            Some(total) => *total += votes,
            None => {
                totals.insert(party.to_string(), votes);
            }
        }
    }
}

fn parse(line: &str) -> Option<(&str, u64)> {
    let mut fields = line.split(';').skip(1); // the station is not needed
    let party = fields.next()?.trim();
    let votes = fields.next()?.parse().ok()?;
    Some((party, votes))
}
// ANCHOR_END: streamed

// ANCHOR: entry
/// Shorter, and it makes a key for every row.
pub fn with_entry(file: &mut dyn BufRead) -> io::Result<HashMap<String, u64>> {
    let mut totals: HashMap<String, u64> = HashMap::new();
    let mut line = String::new();
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            return Ok(totals);
        }
        if let Some((party, votes)) = parse(line.trim_end()) {
            *totals.entry(party.to_string()).or_default() += votes;
        }
    }
}
// ANCHOR_END: entry

// ANCHOR: longest_name
/// The station with the longest name; of several, the first.
pub fn longest_name<'a>(stations: impl Iterator<Item = &'a str>) -> String {
    let mut longest = String::new();
    for station in stations {
        if station.len() > longest.len() {
            longest.clear();
            longest.push_str(station); // uses the block again
        }
    }
    longest
}
// ANCHOR_END: longest_name

// ANCHOR: unquoted
/// The text of a quoted field; `inner` is what stands between its quotes.
pub fn unquoted(inner: &str) -> Cow<'_, str> {
    if inner.contains("\"\"") {
        Cow::Owned(inner.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(inner)
    }
}
// ANCHOR_END: unquoted

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Station 1; Greens ;318\nStation 1;Liberals;102\nStation 2;Greens;77\n";

    #[test]
    fn all_four_say_the_same() -> io::Result<()> {
        let expected = [("Greens", 395), ("Liberals", 102)];
        for totals in [all_lists(FILE), moved(FILE)] {
            let totals: Vec<_> = totals.iter().map(|(p, v)| (p.as_str(), *v)).collect();
            assert_eq!(totals, expected);
        }
        assert_eq!(borrowed(FILE).into_iter().collect::<Vec<_>>(), expected);
        for totals in [
            streamed(&mut FILE.as_bytes())?,
            with_entry(&mut FILE.as_bytes())?,
        ] {
            assert_eq!((totals["Greens"], totals["Liberals"]), (395, 102));
        }
        Ok(())
    }

    #[test]
    fn the_longest_name_is_kept() {
        assert_eq!(
            longest_name(["Hall", "School", "Museum"].into_iter()),
            "School"
        );
    }

    #[test]
    fn few_fields_are_owned() {
        // ANCHOR: unquoted_use
        assert_eq!(
            unquoted(r#"the ""old"" town hall"#),
            r#"the "old" town hall"#
        );
        assert!(matches!(
            unquoted("town hall, first floor"),
            Cow::Borrowed(_)
        ));
        // ANCHOR_END: unquoted_use
    }
}
