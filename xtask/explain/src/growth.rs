//! How a count grows with the size of the input. In: sizes and counts.
//! Out: the simplest law that fits, with its numbers.

use serde::{Deserialize, Serialize};

/// A law that counts follow.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Growth {
    /// The same at every size.
    Constant(f64),
    /// `start + each × log2(items)`: so much more each time the input doubles.
    PerDoubling {
        /// The value at one item.
        start: f64,
        /// The step per doubling.
        each: f64,
    },
    /// `fixed + each × items`.
    PerItem {
        /// The value at no item.
        fixed: f64,
        /// The step per item.
        each: f64,
    },
    /// `each × items²`.
    PerPair {
        /// The factor of the square.
        each: f64,
    },
    /// None of these.
    Irregular,
}

/// How far a fit may miss, as a share of the largest count.
const TOLERANCE: f64 = 0.03;

/// Below this, a count is so small that only an exact fit says anything.
const SMALL: f64 = 16.0;

/// No single buffer grows more often than this.
const FEW: f64 = 64.0;

/// The cost of a few items that were made by chance misses its mean by so many
/// standard deviations at most, where the cost of one deviates by as much as it is.
const CHANCE: f64 = 2.0;

/// Finds the law of `points`, pairs of (items, count).
pub fn fit(points: &[(usize, u64)]) -> Growth {
    let points: Vec<(f64, f64)> = points
        .iter()
        .map(|&(items, count)| (items as f64, count as f64))
        .collect();
    let (Some(lowest), Some(highest)) = (
        points.iter().map(|p| p.1).reduce(f64::min),
        points.iter().map(|p| p.1).reduce(f64::max),
    ) else {
        return Growth::Irregular;
    };
    if highest - lowest <= highest * TOLERANCE / 2.0 {
        return Growth::Constant(highest);
    }
    let tolerance = match highest {
        small if small < SMALL => 0.001,
        large => large * TOLERANCE,
    };
    let logarithmic = line(points.iter().map(|&(x, y)| (x.max(1.0).log2(), y)));
    let linear = line(points.iter().copied());
    let quadratic = line(points.iter().map(|&(x, y)| (x * x, y)));
    // A buffer that doubles makes whole steps, so a few of them miss the line by a
    // part of a step.
    let whole_steps = highest - lowest >= 3.0 && logarithmic.slope > 0.0 && logarithmic.miss <= 0.5;
    // From the simplest law to the least simple one.
    let candidates = [
        (
            if whole_steps { 0.0 } else { logarithmic.miss },
            Growth::PerDoubling {
                start: logarithmic.start,
                each: logarithmic.slope,
            },
        ),
        (
            linear.miss,
            Growth::PerItem {
                fixed: linear.start,
                each: linear.slope,
            },
        ),
        (
            quadratic.miss,
            Growth::PerPair {
                each: quadratic.slope,
            },
        ),
    ];
    candidates
        .into_iter()
        .find(|(miss, _)| *miss <= tolerance)
        .map_or(Growth::Irregular, |(_, growth)| growth)
}

/// The law of a count that is known at a few sizes only, such as two. Unlike
/// [`fit`], it takes the nearest law that is usual: with two points, every law of
/// two numbers would fit.
pub fn between(points: &[(usize, u64)]) -> Growth {
    if points.len() > 2 {
        return fit(points);
    }
    let [(few, low), (many, high)] = points else {
        return Growth::Irregular;
    };
    let (items, counts) = ((*few as f64, *many as f64), (*low as f64, *high as f64));
    if low == high {
        return Growth::Constant(counts.1);
    }
    if high < low || items.1 <= items.0 {
        return Growth::Irregular;
    }
    let doublings = (items.1 / items.0.max(1.0)).log2();
    let rise = counts.1 - counts.0;
    let each = rise / (items.1 - items.0);
    // A buffer that doubles grows once more, or a few blocks do, each time.
    let is_slow = rise <= 4.0 * doublings && each < 0.1;
    let is_one_buffer = rise <= 1.5 * doublings && counts.1 <= FEW;
    if is_slow || is_one_buffer {
        let each = rise / doublings;
        let start = counts.1 - each * items.1.log2();
        return Growth::PerDoubling { start, each };
    }
    let square = counts.1 / (items.1 * items.1);
    if (square * items.0 * items.0 - counts.0).abs() <= counts.0 * 0.15 && counts.0 > SMALL {
        return Growth::PerPair { each: square };
    }
    let fixed = counts.1 - each * items.1;
    let is_whole = (each - each.round()).abs() < 0.005;
    let proportional = counts.1 / items.1;
    let missed = counts.0 / (proportional * items.0) - 1.0;
    let by_chance = missed.abs() <= CHANCE / items.0.sqrt();
    let is_line = fixed.abs() <= counts.1 * 0.5;
    let is_short = fixed < 0.0 && !is_whole;
    if by_chance && (is_short || !is_line) {
        return Growth::PerItem {
            fixed: 0.0,
            each: proportional,
        };
    }
    // What is far from being in proportion follows no law that is known here.
    if is_line {
        return Growth::PerItem { fixed, each };
    }
    Growth::Irregular
}

/// A straight line through points.
struct Line {
    start: f64,
    slope: f64,
    /// The largest distance of a point from it.
    miss: f64,
}

/// The line with the least squares.
fn line(points: impl Iterator<Item = (f64, f64)> + Clone) -> Line {
    let n = points.clone().count() as f64;
    let mean_x = points.clone().map(|p| p.0).sum::<f64>() / n;
    let mean_y = points.clone().map(|p| p.1).sum::<f64>() / n;
    let spread: f64 = points.clone().map(|p| (p.0 - mean_x).powi(2)).sum();
    let shared: f64 = points
        .clone()
        .map(|p| (p.0 - mean_x) * (p.1 - mean_y))
        .sum();
    let slope = if spread == 0.0 { 0.0 } else { shared / spread };
    let start = mean_y - slope * mean_x;
    let miss = points
        .map(|(x, y)| (y - start - slope * x).abs())
        .fold(0.0, f64::max);
    Line { start, slope, miss }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_law_of_exact_points() {
        type Case = (&'static [(usize, u64)], Growth);
        let cases: [Case; 5] = [
            (&[(8, 1), (64, 1), (512, 1)], Growth::Constant(1.0)),
            (&[(8, 0), (64, 0), (512, 0)], Growth::Constant(0.0)),
            (
                &[(64, 5), (1_024, 9), (16_384, 13)],
                Growth::PerDoubling {
                    start: -1.0,
                    each: 1.0,
                },
            ),
            (
                &[(8, 26), (64, 194), (512, 1_538)],
                Growth::PerItem {
                    fixed: 2.0,
                    each: 3.0,
                },
            ),
            (
                &[(10, 200), (100, 20_000), (1_000, 2_000_000)],
                Growth::PerPair { each: 2.0 },
            ),
        ];
        for (points, expected) in cases {
            assert_eq!(rounded(fit(points)), expected, "{points:?}");
        }
    }

    #[test]
    fn sees_through_a_little_noise() {
        // Three Strings per user, one bio in five empty, and a Vec that grows.
        let growth = fit(&[(64, 185), (1_024, 2_861), (16_384, 45_976)]);
        let Growth::PerItem { each, .. } = growth else {
            panic!("expected growth per item, found {growth:?}");
        };
        assert!((2.7..2.9).contains(&each), "{each}");
    }

    #[test]
    fn whole_steps_are_doublings() {
        for points in [
            [(160, 7), (1_250, 10), (10_000, 13)],
            [(100, 6), (1_000, 9), (10_000, 13)],
        ] {
            let Growth::PerDoubling { each, .. } = fit(&points) else {
                panic!("expected growth per doubling: {points:?}");
            };
            assert!((0.9..1.1).contains(&each), "{each}");
        }
    }

    #[test]
    fn does_not_guess() {
        assert_eq!(fit(&[(8, 100), (64, 7), (512, 90)]), Growth::Irregular);
        assert_eq!(fit(&[(64, 0), (512, 0), (4_096, 1)]), Growth::Irregular);
        assert_eq!(fit(&[(8, 1), (64, 1), (512, 6)]), Growth::Irregular);
        assert_eq!(fit(&[]), Growth::Irregular);
    }

    #[test]
    fn a_count_is_constant_up_to_a_little_noise() {
        let of = |largest| fit(&[(8, 1_000), (64, 1_010), (512, largest)]);
        assert_eq!(of(1_015), Growth::Constant(1_015.0));
        assert!(matches!(of(1_020), Growth::PerDoubling { .. }));
    }

    #[test]
    fn small_counts_tell_a_law_only_if_they_fit_exactly() {
        let nearly = fit(&[(8, 8), (64, 9), (512, 16)]);
        assert!(matches!(nearly, Growth::PerItem { .. }), "{nearly:?}");
        for small in [[(8, 7), (64, 8), (512, 15)], [(8, 1), (64, 2), (512, 2)]] {
            assert_eq!(fit(&small), Growth::Irregular, "{small:?}");
        }
    }

    #[test]
    fn three_sizes_are_fitted() {
        let line = [(8, 26), (64, 194), (512, 1_538)];
        assert_eq!(between(&line), fit(&line));
        assert!(matches!(between(&line), Growth::PerItem { .. }));
    }

    #[test]
    fn doublings_are_told_from_a_share_of_the_items() {
        let per_doubling = |start, each| Growth::PerDoubling { start, each };
        let per_item = |fixed, each| Growth::PerItem { fixed, each };
        for (points, expected) in [
            // A few blocks more each time.
            ([(64, 20), (1_024, 36)], per_doubling(-4.0, 4.0)),
            // One buffer, although that is one in ten items.
            ([(4, 3), (32, 6)], per_doubling(1.0, 1.0)),
            // More than a few blocks each time, however few items have one.
            ([(100, 3), (10_000, 300)], per_item(0.0, 0.03)),
            // Few blocks, and too many of the items have one.
            ([(10, 1), (80, 8)], per_item(0.0, 0.1)),
            ([(4, 4), (8, 8)], per_item(0.0, 1.0)),
            ([(4, 2), (8, 4)], per_item(0.0, 0.5)),
        ] {
            assert_eq!(rounded(between(&points)), expected, "{points:?}");
        }
    }

    #[test]
    fn what_is_missing_at_no_item_is_chance_unless_each_item_costs_a_whole_number() {
        let per_item = |fixed, each| Growth::PerItem { fixed, each };
        for (points, expected) in [
            // One for each item but the first.
            ([(4, 3), (8, 7)], per_item(-1.0, 1.0)),
            ([(32, 31), (1_032, 1_033)], per_item(-1.064, 1.002)),
            ([(4, 8), (8, 18)], per_item(0.0, 2.25)),
            // Nothing is missing: it begins with two.
            ([(4, 12), (8, 22)], per_item(2.0, 2.5)),
        ] {
            assert_eq!(rounded(between(&points)), expected, "{points:?}");
        }
    }

    #[test]
    fn two_sizes_tell_the_usual_laws() {
        type Case = (&'static [(usize, u64)], Growth);
        let cases: [Case; 6] = [
            (&[(64, 3), (512, 3)], Growth::Constant(3.0)),
            (
                &[(64, 5), (512, 8)],
                Growth::PerDoubling {
                    start: -1.0,
                    each: 1.0,
                },
            ),
            (
                &[(64, 64), (512, 512)],
                Growth::PerItem {
                    fixed: 0.0,
                    each: 1.0,
                },
            ),
            (&[(10, 200), (100, 20_000)], Growth::PerPair { each: 2.0 }),
            (&[(64, 100), (512, 20)], Growth::Irregular),
            (&[(64, 0), (512, 0)], Growth::Constant(0.0)),
        ];
        for (points, expected) in cases {
            assert_eq!(rounded(between(points)), expected, "{points:?}");
        }
        for noisy in [[(64, 51), (512, 412)], [(4, 384), (8, 950)]] {
            let law = between(&noisy);
            assert!(matches!(law, Growth::PerItem { .. }), "{noisy:?}: {law:?}");
        }
        // Of few items, the smaller input may cost too little or too much by chance.
        for (few, many, each) in [((4, 496), (16, 2_088), 130.5), ((4, 496), (8, 640), 80.0)] {
            let law = between(&[few, many]);
            assert_eq!(law, Growth::PerItem { fixed: 0.0, each });
        }
        // So many do not: the names of 64 items were nearly all that there are.
        assert_eq!(between(&[(64, 300), (512, 490)]), Growth::Irregular);
        // So many items do not cost half as much by chance: they are sorted.
        let sorted = between(&[(64, 384), (1_024, 10_240)]);
        let Growth::PerItem { fixed, .. } = sorted else {
            panic!("{sorted:?}");
        };
        assert!(fixed < -200.0, "{fixed}");
        let buffer = between(&[(4, 3), (8, 4)]);
        assert!(matches!(buffer, Growth::PerDoubling { .. }), "{buffer:?}");
    }

    fn rounded(growth: Growth) -> Growth {
        let round = |x: f64| (x * 1e6).round() / 1e6 + 0.0;
        match growth {
            Growth::Constant(x) => Growth::Constant(round(x)),
            Growth::PerDoubling { start, each } => Growth::PerDoubling {
                start: round(start),
                each: round(each),
            },
            Growth::PerItem { fixed, each } => Growth::PerItem {
                fixed: round(fixed),
                each: round(each),
            },
            Growth::PerPair { each } => Growth::PerPair { each: round(each) },
            Growth::Irregular => Growth::Irregular,
        }
    }
}
