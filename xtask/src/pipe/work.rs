//! Work. In: the processor times of windows. Out: whether the code under test works out of
//! proportion to its input, where the reference does not.
//!
//! Times are never exact, so only what no chance explains is told: many times as long as
//! the reference, for milliseconds, and growing far more than the input.

use std::time::Duration;

use explain::words::{counted, number};

/// Less is in the noise of any machine.
const NOTICEABLE: Duration = Duration::from_millis(2);

/// How many times as long as the reference is far too long.
const TOO_LONG: f64 = 16.0;

/// How many times as much as the input the time may grow. Sorting takes less than this, and
/// a loop in a loop takes far more: eight times, for an input that is eight times as large.
const TOO_STEEP: f64 = 2.5;

/// Work that grows faster than the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess {
    /// A size of the input.
    pub small: usize,
    /// The largest size.
    pub large: usize,
    /// The processor times of the code under test at both.
    pub times: [Duration; 2],
    /// The processor time of the reference at the largest size.
    pub reference: Duration,
}

impl Excess {
    /// What was measured, without a stop at the end.
    pub fn in_words(&self, item: &str) -> String {
        let [small, large] = self.times;
        format!(
            "{} took {} of processor time, and {} took {}: {} times as long for {} times as \
             many; the reference took {}",
            counted(self.large as u64, item),
            milliseconds(large),
            number(self.small as u64),
            milliseconds(small),
            number(ratio(large, small).round() as u64),
            number((self.large as f64 / self.small as f64).round() as u64),
            milliseconds(self.reference),
        )
    }
}

/// `6.2 ms`.
fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    match milliseconds {
        0.0..0.1 => format!("{milliseconds:.2} ms"),
        0.1..10.0 => format!("{milliseconds:.1} ms"),
        _ => format!("{} ms", number(milliseconds.round() as u64)),
    }
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(1e-9)
}

/// Work out of proportion, if the largest two sizes show any. Each size comes with the times
/// of the code under test and of the reference.
pub fn excess(times: impl Iterator<Item = (usize, [Duration; 2])>) -> Option<Excess> {
    let mut timed: Vec<_> = times.filter(|(items, _)| *items > 0).collect();
    timed.sort_by_key(|(items, _)| *items);
    let [
        ..,
        (small, [before, reference_before]),
        (large, [after, reference]),
    ] = timed[..]
    else {
        return None;
    };
    let steep = TOO_STEEP * large as f64 / small as f64;
    let is_excess = after > NOTICEABLE
        && ratio(after, reference) > TOO_LONG
        && ratio(after, before) > steep
        && ratio(reference, reference_before) < steep;
    is_excess.then_some(Excess {
        small,
        large,
        times: [before, after],
        reference,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    /// A size with the times of the code under test and of the reference, in microseconds.
    type Sized = (usize, [u64; 2]);

    fn found(sizes: &[Sized]) -> Option<Excess> {
        let times = |(items, times): &Sized| (*items, times.map(Duration::from_micros));
        excess(sizes.iter().map(times))
    }

    #[test]
    fn only_what_no_chance_explains_is_told() {
        for (small, large, is_told) in [
            // A loop in a loop, beside one loop.
            ([100, 5], [6_400, 40], true),
            // Slow, but in proportion.
            ([1_000, 5], [8_500, 40], false),
            // A hiccup of a millisecond.
            ([5, 5], [1_500, 40], false),
            // Steep, and hardly slower than the reference.
            ([100, 50], [6_400, 450], false),
            // As steep as the reference.
            ([400, 5], [25_600, 300], false),
            // Sorting.
            ([500, 5], [5_500, 40], false),
        ] {
            let found = found(&[(512, large), (8, [1, 1]), (64, small)]);
            assert_eq!(found.is_some(), is_told, "{small:?} {large:?} {found:?}");
        }
        assert_eq!(found(&[(512, [9_000, 1])]), None, "one size tells nothing");
    }

    #[test]
    fn both_figures_are_told() {
        let found = found(&[(64, [100, 5]), (512, [6_400, 40])]).expect("too much work");
        assert_eq!(
            found.in_words("posting"),
            "512 postings took 6.4 ms of processor time, and 64 took 0.1 ms: 64 times as long \
             for 8 times as many; the reference took 0.04 ms"
        );
    }
}
