//! Part 2: the till of a bookshop.

use std::ops::Range;

use meter::{Named, Rng, Seed, Window};

use crate::Functions;

pub(crate) fn weigh(window: &mut Window, functions: &Functions) {
    let till = till(window.places(), window.seed());
    let report = (functions.report)(window.weighing().on(&till), &till);
    window.answer(&as_lines(&report));
    for (input, till) in [
        ("an empty till", ""),
        ("a till of one sale", "1;sold;The Orchard;2;995\n"),
        (
            "a last line without a line break",
            "1;sold;A;1;995\n2;sold;B;1;996",
        ),
        ("a till of returns alone", "1;returned;A;1;995\n"),
        (
            "a sale that was brought back",
            "1;sold;A;1;995\n2;returned;A;1;995\n3;sold;B;1;5\n",
        ),
        (
            "titles that brought in the same",
            "1;sold;The Zebra;1;100\n1;sold;apple;1;100\n1;sold;Der Berg;2;50\n1;sold;Mont;1;100\n",
        ),
        (
            "titles of equal totals whose articles decide",
            "1;sold;The Aunt;1;7\n1;sold;Bee;1;7\n1;sold;El Cid;1;7\n1;sold;Theory;1;7\n1;sold;Dieb;1;7\n1;sold;Les Autres;1;7\n1;sold;Die Uhr;1;7\n",
        ),
        (
            "titles of equal totals in large and small letters",
            "1;sold;Ärger;1;7\n1;sold;ÄPFEL;1;7\n1;sold;zoo;1;7\n1;sold;Zebra;1;7\n",
        ),
        (
            "a title that is sold at several prices",
            "1;sold;A;3;100\n2;sold;B;1;350\n3;sold;A;1;49\n",
        ),
        (
            "lines that are damaged",
            "--- paper jam ---\n\n1;sold;A;1\n1;sold;A;x;5\n1;sold;A;1;y\n1;sold;A;-1;5\n;;;;\n1;SOLD;A;1;5\n1;sold;B;1;5\n",
        ),
        (
            "titles that are filed alike",
            "1;sold;El Owl;1;7\n1;sold;Der Owl;1;7\n1;sold;Owl;1;9\n1;sold;Apple;2;4\n",
        ),
        (
            "a line with a field more",
            "1;sold;A;1;995;x\n1;sold;B;1;996\n",
        ),
        ("Windows line ends", "1;sold;A;1;995\r\n2;sold;B;1;996\r\n"),
        (
            "other kinds",
            "1;lent;A;1;5\n1;sold out;B;1;5\n1;Sold;C;1;5\n1; sold;D;1;5\n",
        ),
        (
            "numbers with spaces",
            "1;sold;A; 1;5\n1;sold;B;1;5 \n1;sold;C;1;5\n",
        ),
        (
            "titles with spaces at their ends",
            "1;sold; A;1;5\n1;sold;A;1;5\n1;sold;A ;1;5\n",
        ),
        (
            "articles that are none",
            "1;sold;the Aunt;1;7\n1;sold;Der The Bee;1;7\n1;sold;The The Cat;1;7\n1;sold;Snow_fall;1;7\n1;sold;Snowball;1;7\n",
        ),
        (
            "copies and prices of nothing",
            "1;sold;A;0;995\n2;sold;B;1;0\n",
        ),
        ("a title without letters", "1;sold;;1;995\n"),
        (
            "amounts beyond 32 bits",
            "1;sold;A;4000000000;1234567\n2;sold;B;1;99999999999\n",
        ),
        ("cents below ten", "1;sold;A;1;105\n2;sold;B;1;9\n"),
        (
            "a title wider than its column",
            "1;sold;The Long and Winding Road to the Great Lighthouse of Göteborg;1;995\n",
        ),
    ] {
        let report = (functions.report)(window.asking(input).on(till), till);
        window.asked(&as_lines(&report));
    }
}

fn as_lines(report: &str) -> Named<Vec<&str>> {
    Named("lines", report.split('\n').collect())
}

fn till(places: Range<usize>, seed: Seed) -> String {
    places
        .map(|place| line(place, &mut seed.rng_of(place)))
        .collect()
}

const ARTICLES: [&str; 7] = ["", "", "The ", "Der ", "Die ", "Les ", "El "];
const ADJECTIVES: [&str; 8] = [
    "Quiet",
    "Último",
    "Northern",
    "Grüne",
    "misérable",
    "Hidden",
    "élégant",
    "Seventh",
];
const NOUNS: [&str; 10] = [
    "Harbour",
    "Jardín",
    "Gardener",
    "Straße",
    "lighthouse",
    "Mémoire",
    "Orchard",
    "Ärztin",
    "Cartographer",
    "archive",
];

const TOWNS: [&str; 6] = [
    "Trondheim",
    "Göteborg",
    "Kraków",
    "Salamanca",
    "Winterthur",
    "Besançon",
];

/// A title that no other index has.
fn title(index: usize) -> String {
    let article = ARTICLES[index % ARTICLES.len()];
    let adjective = ADJECTIVES[index / 3 % ADJECTIVES.len()];
    let noun = NOUNS[index / 5 % NOUNS.len()];
    let town = TOWNS[index / 7 % TOWNS.len()];
    format!("{article}{adjective} {noun} of {town}, {}", index + 1)
}

/// A line of `day;kind;title;copies;cents`. One in twelve is a return, one in forty is
/// damaged. Three lines after each other are of the same title. There are few prices, so
/// that many titles bring in the same: then it shows how often titles are compared.
fn line(place: usize, rng: &mut Rng) -> String {
    if place % 40 == 17 {
        return "--- paper jam ---\n".to_owned();
    }
    let day = 1 + place % 365;
    let kind = match place % 12 {
        5 => "returned",
        _ => "sold",
    };
    let title = title(place / 3);
    let (copies, cents) = match place % 12 {
        10 => (rng.u8(2..4), [590, 850, 995, 1_490][rng.usize(..4)]),
        _ => (1, 1_200),
    };
    format!("{day};{kind};{title};{copies};{cents}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_till_begins_a_longer_one() {
        for seed in [1, 2, u64::MAX].map(Seed) {
            for lines in 0..130 {
                let more = till(0..lines + 1, seed);
                assert!(more.starts_with(&till(0..lines, seed)), "{seed:?} {lines}");
                assert!(more.ends_with(&till(lines / 2..lines + 1, seed)));
            }
        }
    }
}
