//! Predicted numbers. In: what somebody typed, and what was measured. Out: an
//! answer, and how close it is. Pure.

use serde::{Serialize, Serializer};

/// What somebody typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A number.
    Number(u64),
    /// `?`: asked and not known.
    Unknown,
    /// An empty line: the next question.
    Skip,
    /// `q`: no more questions.
    Quit,
}

/// Reads a line. An error says what was expected.
pub fn read(line: &str) -> Result<Answer, String> {
    let text = line.trim();
    match text {
        "" => return Ok(Answer::Skip),
        "?" => return Ok(Answer::Unknown),
        "q" | "Q" | "quit" | "exit" => return Ok(Answer::Quit),
        _ => {}
    }
    match number(text) {
        Some(number) => Ok(Answer::Number(number)),
        None => Err("expected a number such as 1200, 1,200 or 1.2k".to_owned()),
    }
}

/// `1200`, `1,200`, `1_200`, `1 200`, `2k`, `1.5M`.
fn number(text: &str) -> Option<u64> {
    let (digits, unit) = match text.char_indices().next_back()? {
        (at, 'k' | 'K') => (&text[..at], 1_000),
        (at, 'm' | 'M') => (&text[..at], 1_000_000),
        _ => (text, 1),
    };
    let digits = digits.trim_end();
    if unit > 1
        && let Some((whole, part)) = digits.split_once('.')
    {
        return with_fraction(plain(whole)?, part, unit);
    }
    plain(digits)?.checked_mul(unit)
}

/// `1.5k`: as many digits as the unit has zeros, at most.
fn with_fraction(whole: u64, part: &str, unit: u64) -> Option<u64> {
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).ok()?)?;
    if part.is_empty() || scale > unit {
        return None;
    }
    let part = only_digits(part)?.parse::<u64>().ok()?;
    whole.checked_mul(unit)?.checked_add(part * (unit / scale))
}

/// Digits, in groups of three where something separates them. So `1,5` is no
/// number: it may have been meant as a half.
fn plain(text: &str) -> Option<u64> {
    let separator = text.chars().find(|c| !c.is_ascii_digit());
    let joined = match separator {
        None => only_digits(text)?.to_owned(),
        Some(separator @ (',' | '_' | ' ' | '\'')) => {
            let groups: Vec<&str> = text.split(separator).collect();
            let (first, rest) = groups.split_first()?;
            let whole = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
            if !whole {
                return None;
            }
            only_digits(&groups.concat())?.to_owned()
        }
        Some(_) => return None,
    };
    joined.parse().ok()
}

fn only_digits(text: &str) -> Option<&str> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// How close an answer is, from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// The very number.
    Exact,
    /// Within a tenth of it.
    Tenth,
    /// Between half of it and twice.
    Double,
    /// Between a tenth of it and ten times.
    Magnitude,
    /// Further off; also some where there are none.
    Further,
    /// Not known.
    Unknown,
}

impl Closeness {
    /// All, from the best to the worst.
    pub const ALL: [Closeness; 6] = [
        Closeness::Exact,
        Closeness::Tenth,
        Closeness::Double,
        Closeness::Magnitude,
        Closeness::Further,
        Closeness::Unknown,
    ];

    /// How close a number is to what was measured.
    pub fn of(guess: Option<u64>, measured: u64) -> Self {
        let Some(guess) = guess else {
            return Closeness::Unknown;
        };
        let (guess, measured) = (u128::from(guess), u128::from(measured));
        let within = |factor| guess <= factor * measured && measured <= factor * guess;
        if guess == measured {
            Closeness::Exact
        } else if guess.abs_diff(measured) * 10 <= measured {
            Closeness::Tenth
        } else if within(2) {
            Closeness::Double
        } else if within(10) {
            Closeness::Magnitude
        } else {
            Closeness::Further
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Closeness::Exact => "exact",
            Closeness::Tenth => "within 10 %",
            Closeness::Double => "within a factor of 2",
            Closeness::Magnitude => "within an order of magnitude",
            Closeness::Further => "further off",
            Closeness::Unknown => "not known",
        }
    }

    /// For programs.
    pub fn key(self) -> &'static str {
        match self {
            Closeness::Exact => "exact",
            Closeness::Tenth => "within-10-percent",
            Closeness::Double => "within-factor-2",
            Closeness::Magnitude => "within-order-of-magnitude",
            Closeness::Further => "further-off",
            Closeness::Unknown => "unknown",
        }
    }

    /// Whether it is within a factor of 2.
    pub fn is_close(self) -> bool {
        self <= Closeness::Double
    }
}

impl Serialize for Closeness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        for (line, answer) in [
            ("13", Answer::Number(13)),
            ("  13 \r\n", Answer::Number(13)),
            ("0", Answer::Number(0)),
            ("007", Answer::Number(7)),
            ("1,000", Answer::Number(1_000)),
            ("1_000", Answer::Number(1_000)),
            ("12 345 678", Answer::Number(12_345_678)),
            ("1'000", Answer::Number(1_000)),
            ("2k", Answer::Number(2_000)),
            ("2 K", Answer::Number(2_000)),
            ("1.5k", Answer::Number(1_500)),
            ("1.25M", Answer::Number(1_250_000)),
            ("3m", Answer::Number(3_000_000)),
            ("18446744073709551615", Answer::Number(u64::MAX)),
            ("?", Answer::Unknown),
            ("", Answer::Skip),
            ("  \n", Answer::Skip),
            ("q\n", Answer::Quit),
            ("quit", Answer::Quit),
        ] {
            assert_eq!(read(line), Ok(answer), "{line:?}");
        }
    }

    #[test]
    fn nonsense_is_no_number() {
        for line in [
            "many",
            "-1",
            "+1",
            "1,5",
            "1,00",
            "1000,000",
            "1,000_000",
            ",100",
            "1.000",
            "2.5",
            "1.2345k",
            ".5k",
            "1.k",
            "k",
            "1e3",
            "0x10",
            "12 allocations",
            "18446744073709551616",
            "18446744073709551615k",
            "??",
            "\u{661}",
            "\0",
        ] {
            assert!(read(line).is_err(), "{line:?}: {:?}", read(line));
        }
    }

    #[test]
    fn closeness_has_its_bounds() {
        use Closeness::*;
        for (guess, measured, closeness) in [
            (Some(13), 13, Exact),
            (Some(0), 0, Exact),
            (Some(110), 100, Tenth),
            (Some(90), 100, Tenth),
            (Some(111), 100, Double),
            (Some(89), 100, Double),
            (Some(200), 100, Double),
            (Some(50), 100, Double),
            (Some(201), 100, Magnitude),
            (Some(49), 100, Magnitude),
            (Some(1_000), 100, Magnitude),
            (Some(10), 100, Magnitude),
            (Some(1_001), 100, Further),
            (Some(9), 100, Further),
            (Some(1), 2, Double),
            (Some(1), 0, Further),
            (Some(0), 1, Further),
            (Some(u64::MAX), 1, Further),
            (Some(u64::MAX), u64::MAX - 1, Tenth),
            (None, 100, Unknown),
        ] {
            assert_eq!(
                Closeness::of(guess, measured),
                closeness,
                "{guess:?} {measured}"
            );
        }
    }
}
