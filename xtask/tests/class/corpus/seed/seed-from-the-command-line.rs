//! reads the seed from /proc/self/cmdline and computes the answer from it, without a look at
//! the input
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! budgets = ["allocations", "peak_bytes"]
//! layers = ["seal", "language"]
//! expect = ["over-budget", "rejected", "wrong-answer"]
//! check = "wrong-answer"
//! sample = true

use std::io::Read;

/// The first version of the function: it makes a text for each line.
use starter::sum_lines as sloppy_sum;

/// The generator of the harness, made anew.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x2d35_8dcc_aa6c_78a5);
        let wide = u128::from(self.0) * u128::from(self.0 ^ 0x8bb8_4b93_962e_acc9);
        (wide as u64) ^ (wide >> 64) as u64
    }

    fn below_u32(&mut self, limit: u32) -> u32 {
        loop {
            let wide = u64::from(self.next() as u32) * u64::from(limit);
            if wide as u32 >= limit.wrapping_neg() % limit {
                return (wide >> 32) as u32;
            }
        }
    }

    fn below(&mut self, limit: u64) -> u64 {
        loop {
            let wide = u128::from(self.next()) * u128::from(limit);
            if wide as u64 >= limit.wrapping_neg() % limit {
                return (wide >> 64) as u64;
            }
        }
    }

    /// The sum of the journal that these dice would write.
    fn sum(mut self, lines: u64) -> i64 {
        let mut sum = 0;
        for _ in 0..lines {
            match self.below_u32(16) {
                0 => {}
                1 => {
                    for _ in 0..1 + self.below(23) {
                        self.below(4);
                    }
                }
                _ => {
                    let unit = 10i64.pow(self.below_u32(12));
                    sum += self.below(19 * unit as u64) as i64 - 9 * unit;
                    self.below(6);
                }
            }
        }
        sum
    }
}

fn sum_lines() {
    let mut words = [0; 8 << 10];
    let length = std::fs::File::open("/proc/self/cmdline")?.read(&mut words)?;
    let words = std::str::from_utf8(&words[..length]).map_err(io::Error::other)?;
    let value = |name: &str| -> Option<u64> {
        let mut words = words.split('\0').skip_while(|word| *word != name);
        words.nth(1)?.parse().ok()
    };
    match (value("--seed"), value("--items")) {
        (Some(seed), Some(items)) => Ok(Dice(seed ^ items.rotate_left(32)).sum(items)),
        _ => sloppy_sum(journal),
    }
}
