//! Part 2: paths.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window, lines};

use crate::Functions;

const FOLDERS: [&str; 12] = [
    "srv",
    "home",
    "inés",
    "photos",
    "Straßenbau",
    "2024",
    "invoices",
    ".cache",
    "..",
    "東京",
    "archive",
    "drafts",
];
const FILES: [&str; 6] = ["scan", "IMG", "rechnung", "résumé", "report", "map"];

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let paths = paths(window.places(), window.seed());
    let tidied = (functions.normalise)(window.weighing().on(&lines(&paths)), &paths);
    window.answer(&Named("paths", tidied));
    for (input, path) in [
        ("an empty path", ""),
        ("the root", "/"),
        ("a root of three slashes", "///"),
        ("a backslash", "\\"),
        ("a point", "."),
        ("two points and a slash", "../"),
        ("a path that begins with two points", "../a"),
        ("a path that begins with `.\\`", ".\\a"),
        ("a hidden file", ".a"),
        ("`./` within a path", "a/./b"),
        ("`.\\` within a path", "a\\.\\b"),
        ("`./` behind the root", "/./a"),
        ("a slash at the end", "a/"),
        ("three slashes at the end", "a///"),
        ("a slash and a backslash", "a/\\b\\/c"),
        ("four slashes in a row", "a////b"),
        ("all that can be wrong", "./a\\\\b//c\\"),
        ("letters that are not ASCII", ".\\東京\\\\é\\"),
        ("spaces", " a /"),
    ] {
        let call = window.asking(input).on(path);
        let tidied = (functions.normalise)(call, &[path.to_owned()]);
        window.asked(&Named("paths", tidied));
    }
}

fn paths(places: Range<usize>, seed: Seed) -> Vec<String> {
    places
        .flat_map(|place| group(place, &mut seed.rng_of(place)))
        .collect()
}

/// An untidy path, among 8 to 15 tidy ones.
fn group(place: usize, rng: &mut Rng) -> Vec<String> {
    let count = rng.usize(9..17);
    let untidy = rng.usize(..count);
    let mut paths: Vec<String> = (0..count).map(|_| tidy(rng)).collect();
    paths[untidy] = untidy_path(place, rng);
    if place == 0 {
        // A path that is nothing but the root ends in a slash, and is tidy or not.
        paths[untidy] = "\\\\".to_owned();
        paths[(untidy + 1) % count] = "/".to_owned();
    }
    paths
}

fn parts(rng: &mut Rng) -> Vec<String> {
    let folders = rng.usize(2..5);
    let mut parts: Vec<String> = (0..folders)
        .map(|_| FOLDERS[rng.usize(..FOLDERS.len())].to_owned())
        .collect();
    let file = FILES[rng.usize(..FILES.len())];
    parts.push(format!("{file}_{}.pdf", rng.u16(..)));
    parts
}

fn tidy(rng: &mut Rng) -> String {
    let root = if rng.bool() { "/" } else { "" };
    format!("{root}{}", parts(rng).join("/"))
}

/// A path that has three or four things wrong with it.
fn untidy_path(place: usize, rng: &mut Rng) -> String {
    let parts = parts(rng);
    let spared = place % 8;
    let slash = if spared == 0 { "/" } else { "\\" };
    let doubled = if spared == 1 {
        parts.len()
    } else {
        rng.usize(1..parts.len())
    };
    let mut path = if spared == 2 { "/" } else { "./" }.to_owned();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            path += slash;
        }
        if index == doubled {
            path += slash;
        }
        path += part;
    }
    if spared != 3 {
        path += slash;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_paths_are_the_first_of_more() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for groups in 0..70 {
                let more = paths(0..groups + 1, seed);
                assert!(
                    more.starts_with(&paths(0..groups, seed)),
                    "{seed:?} {groups}"
                );
                assert!(more.ends_with(&paths(groups / 2..groups + 1, seed)));
            }
        }
    }
}
