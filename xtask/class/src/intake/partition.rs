//! One class on several machines. In: `hash:2/5`. Out: whether a student is in that
//! part.
//!
//! The part of a student follows from the name alone: the first eight bytes of the
//! name's SHA-256, read as a big-endian number, modulo the number of parts. It is the
//! same on every machine, whoever else is in the class.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// One of the parts of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partition {
    /// Which part, counted from 1.
    part: u32,
    /// How many parts there are.
    parts: u32,
}

impl Partition {
    /// Which part it is, counted from 1.
    pub fn part(&self) -> u32 {
        self.part
    }

    /// How many parts there are.
    pub fn parts(&self) -> u32 {
        self.parts
    }

    /// Whether the student with this name, as reports show it, is in this part.
    pub fn takes(&self, student: &str) -> bool {
        let digest: [u8; 32] = Sha256::digest(student.as_bytes()).into();
        let number = digest[..8]
            .iter()
            .fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        number % u64::from(self.parts) == u64::from(self.part - 1)
    }
}

impl FromStr for Partition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (part, parts) = text
            .strip_prefix("hash:")
            .and_then(|rest| rest.split_once('/'))
            .ok_or("expected `hash:I/N`, like `hash:1/4` for the first of four parts")?;
        let part = number(part, "I")?;
        let parts = number(parts, "N")?;
        if parts == 0 {
            return Err("expected at least one part, found `/0`".to_owned());
        }
        if part == 0 || part > parts {
            return Err(format!("expected a part from 1 to {parts}, found {part}"));
        }
        Ok(Partition { part, parts })
    }
}

/// Digits only: `+1`, which `parse` takes, is not what is described.
fn number(text: &str, place: &str) -> Result<u32, String> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|_| digits)
        .ok_or_else(|| format!("expected a whole number for {place} in `hash:I/N`, found `{text}`"))
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hash:{}/{}", self.part, self.parts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_is_written_as_it_is_read() {
        for text in ["hash:1/1", "hash:1/4", "hash:4/4", "hash:7/4294967295"] {
            let partition: Partition = text.parse().expect(text);
            assert_eq!(partition.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_partition_is_told() {
        let form = "expected `hash:I/N`, like `hash:1/4` for the first of four parts";
        let cases = [
            ("", form),
            ("1/4", form),
            ("hash:3", form),
            ("Hash:1/4", form),
            ("hash:0/4", "expected a part from 1 to 4, found 0"),
            ("hash:5/4", "expected a part from 1 to 4, found 5"),
            ("hash:1/0", "expected at least one part, found `/0`"),
            (
                "hash:/4",
                "expected a whole number for I in `hash:I/N`, found ``",
            ),
            (
                "hash:+1/4",
                "expected a whole number for I in `hash:I/N`, found `+1`",
            ),
            (
                "hash:1/4/2",
                "expected a whole number for N in `hash:I/N`, found `4/2`",
            ),
            (
                "hash:1/4294967296",
                "expected a whole number for N in `hash:I/N`, found `4294967296`",
            ),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Partition>(), Err(error.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_student_is_in_exactly_one_part() {
        let names: Vec<String> = (0..500).map(|index| format!("student {index}")).collect();
        for parts in [1, 2, 3, 5, 8, 600] {
            let all: Vec<Partition> = (1..=parts)
                .map(|part| format!("hash:{part}/{parts}").parse().expect("a partition"))
                .collect();
            for name in &names {
                let taken = all.iter().filter(|part| part.takes(name)).count();
                assert_eq!(taken, 1, "{name} in {parts} parts");
            }
            if parts <= 8 {
                for part in &all {
                    assert!(names.iter().any(|name| part.takes(name)), "{part} is empty");
                }
            }
        }
    }

    /// Worked out with `printf anna | sha256sum`: 55579b557896d0ce…, and so on.
    #[test]
    fn the_part_of_a_name_never_changes() {
        let cases = [("anna", 7), ("Łukasz", 1), ("", 3)];
        for (name, part) in cases {
            let parts: Vec<u32> = (1..=10)
                .filter(|part| {
                    Partition {
                        part: *part,
                        parts: 10,
                    }
                    .takes(name)
                })
                .collect();
            assert_eq!(parts, [part], "{name}");
        }
    }
}
