//! Rates in sentences. In: a count, a law of growth, a noun. Out: words for people.

use crate::growth::Growth;
use crate::words::{plural, times};

/// How often something happens, in words that close a sentence: "twice per user",
/// "for 4 in 5 users", "12 times, once more each time the users double".
///
/// `blocks` is the count of so many `items`, where that is known: a law that fits nearly says
/// the same as a reader who divides.
pub fn rate(growth: Option<Growth>, blocks: u64, items: Option<usize>, item: &str) -> String {
    match growth {
        None | Some(Growth::Irregular) => times(blocks),
        Some(Growth::Constant(_)) => {
            format!("{}, whatever the number of {}", times(blocks), plural(item))
        }
        Some(Growth::PerDoubling { each, .. }) => {
            let more = match each.round() {
                steps if each <= 0.0 || steps < 1.0 => return times(blocks),
                1.0 => "once".to_owned(),
                2.0 => "twice".to_owned(),
                steps => format!("{steps} times"),
            };
            format!(
                "{}, {more} more each time the {} double",
                times(blocks),
                plural(item)
            )
        }
        Some(Growth::PerItem { fixed, each }) => per_item(fixed, each, blocks, items, item),
        Some(Growth::PerPair { .. }) => format!(
            "{}, and 4 times as often for twice as many {}",
            times(blocks),
            plural(item)
        ),
    }
}

/// What a line starts from below zero is chance, up to this share of the count, and to more
/// where there are few items: with the root of how many there are.
const CHANCE: f64 = 0.015;
const CHANCE_OF_ONE: f64 = 0.5;

/// Up to this share of it, what a line starts from is not worth a difference.
const NEAR: f64 = 0.15;

fn per_item(fixed: f64, each: f64, blocks: u64, items: Option<usize>, item: &str) -> String {
    let count = blocks as f64;
    // Without them, the items follow from the law and the count.
    let known = items.map(|items| items as f64);
    let items = known.unwrap_or((count - fixed) / each);
    // A count that rises faster than the items fits a line that starts below zero.
    let chance = CHANCE.max(CHANCE_OF_ONE / items.max(1.0).sqrt());
    if items > 0.0 && fixed < -count * chance && fixed < -8.0 {
        let often = often(count / items);
        return format!(
            "{often} per {item}, and more often the more {} there are",
            plural(item)
        );
    }
    // A whole number for each item, and a few besides, is what the code says, if it is so.
    let is_whole = fixed >= 0.0 && (each - each.round()).abs() < 0.02;
    let is_so = (fixed + each * items - count).abs() <= count * 0.02;
    let is_law = is_whole && is_so;
    let each = match known {
        Some(items) if items > 0.0 && !is_law && fixed <= count * NEAR => count / items,
        _ => each,
    };
    if each > 0.985 {
        return format!("{} per {item}", often(each));
    }
    if each > 0.925 {
        return format!("for nearly every {item}");
    }
    let (of, all) = fraction(each);
    let about = match (each - f64::from(of) / f64::from(all)).abs() {
        near if near < 0.005 => "",
        _ => "about ",
    };
    format!("for {about}{of} in {all} {}", plural(item))
}

/// `once`, `twice`, `3 times`, `2.8 times`, `about 115 times`.
fn often(times: f64) -> String {
    let whole = times.round();
    match times {
        _ if times >= 19.5 && (times - whole).abs() > 0.02 => format!("about {whole} times"),
        _ if (times - whole).abs() > 0.05 => format!("{times:.1} times"),
        _ if whole == 1.0 => "once".to_owned(),
        _ if whole == 2.0 => "twice".to_owned(),
        _ => format!("{whole} times"),
    }
}

/// The simplest fraction near a share that is above 0 and below 1.
fn fraction(share: f64) -> (u32, u32) {
    if share < 0.1 {
        return (1, (1.0 / share).round().min(f64::from(u32::MAX)) as u32);
    }
    let miss = |(of, all): &(u32, u32)| (f64::from(*of) / f64::from(*all) - share).abs();
    let fractions = [2, 3, 4, 5, 6, 8, 10]
        .into_iter()
        .flat_map(|all| (1..all).map(move |of| (of, all)));
    let near = fractions.clone().find(|fraction| miss(fraction) <= 0.0125);
    let nearest = fractions.min_by(|a, b| miss(a).total_cmp(&miss(b)));
    near.or(nearest).unwrap_or((1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_words() {
        let per = |each: f64| Some(Growth::PerItem { fixed: 0.0, each });
        let doubling = |each: f64| Some(Growth::PerDoubling { start: 0.0, each });
        for (growth, blocks, words) in [
            (per(1.0), 4_096, "once per user"),
            (per(1.0018), 4_103, "once per user"),
            (per(2.0), 8_192, "twice per user"),
            (per(12.3), 50_381, "12.3 times per user"),
            (per(2.79), 11_428, "2.8 times per user"),
            (per(19.016), 4_861, "19 times per user"),
            (per(114.85), 29_336, "about 115 times per user"),
            (per(0.8), 3_277, "for 4 in 5 users"),
            (per(0.79), 3_236, "for about 4 in 5 users"),
            (per(0.88), 3_600, "for about 7 in 8 users"),
            (per(0.5), 2_048, "for 1 in 2 users"),
            (per(0.94), 3_850, "for nearly every user"),
            (per(0.0157), 64, "for 1 in 64 users"),
            (
                Some(Growth::PerItem {
                    fixed: -710.0,
                    each: 7.0948,
                }),
                28_404,
                "6.9 times per user, and more often the more users there are",
            ),
            (
                Some(Growth::Constant(1.0)),
                1,
                "once, whatever the number of users",
            ),
            (
                Some(Growth::Constant(12.0)),
                12,
                "12 times, whatever the number of users",
            ),
            (
                doubling(1.0),
                13,
                "13 times, once more each time the users double",
            ),
            (
                doubling(2.9),
                40,
                "40 times, 3 times more each time the users double",
            ),
            (doubling(-0.3), 3, "3 times"),
            (
                Some(Growth::PerPair { each: 1.0 }),
                1_000_000,
                "1,000,000 times, and 4 times as often for twice as many users",
            ),
            (Some(Growth::Irregular), 490, "490 times"),
            (None, 5_120, "5,120 times"),
            (None, 1, "once"),
        ] {
            assert_eq!(rate(growth, blocks, None, "user"), words, "{growth:?}");
        }
    }

    #[test]
    fn what_is_said_is_what_a_reader_finds_who_divides() {
        for (fixed, each, blocks, items, words) in [
            (-3.0, 4.1, 255, 64, "4 times per user"),
            // A law that fits larger inputs better.
            (0.0, 4.984, 255, 64, "4 times per user"),
            (4.9, 11.8, 52, 4, "13 times per user"),
            // Six for each, and ten at the start.
            (10.0, 6.0, 394, 64, "6 times per user"),
            (
                -65.0,
                5.0,
                255,
                64,
                "4 times per user, and more often the more users there are",
            ),
            // Chance.
            (-30.0, 97.5, 360, 4, "90 times per user"),
        ] {
            let growth = Some(Growth::PerItem { fixed, each });
            assert_eq!(rate(growth, blocks, Some(items), "user"), words, "{blocks}");
        }
    }

    #[test]
    fn every_share_has_words() {
        for thousandth in 1..=925 {
            let (of, all) = fraction(f64::from(thousandth) / 1_000.0);
            let share = f64::from(of) / f64::from(all);
            let miss = (share - f64::from(thousandth) / 1_000.0).abs();
            assert!(of >= 1 && miss < 0.06, "{thousandth}: {of} in {all}");
        }
    }
}
