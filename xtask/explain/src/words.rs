//! Numbers and nouns in sentences. In: a count, a noun. Out: words for people.
//!
//! Whoever writes a count for people writes it with these: the runner, the book, and
//! the reports on a class.

/// A whole number with a comma between thousands: `11,450`.
pub fn number(count: u64) -> String {
    grouped(&count.to_string())
}

/// A number of which no more is written than two digits after the point: `4`, `1.5`,
/// `-2,000.25`.
pub fn decimal(value: f64) -> String {
    let rounded = format!("{value:.2}");
    let (whole, after) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    match (grouped(digits), after.trim_end_matches('0')) {
        (zero, "") if zero == "0" => zero,
        (whole, "") => format!("{sign}{whole}"),
        (whole, after) => format!("{sign}{whole}.{after}"),
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The noun for several of them: `users`, `entries`, `boxes`.
pub fn plural(noun: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"];
    if let Some(stem) = noun.strip_suffix('y')
        && stem.ends_with(|letter: char| letter.is_alphabetic() && !"aeiou".contains(letter))
    {
        format!("{stem}ies")
    } else if hisses.iter().any(|end| noun.ends_with(end)) {
        format!("{noun}es")
    } else {
        format!("{noun}s")
    }
}

/// So many of them: `1 user`, `11,450 users`.
pub fn counted(count: u64, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{} {}", number(count), plural(noun)),
    }
}

/// So many of them and no more: `at most 1 allocation`, `at most 1.5 allocations`.
pub fn at_most(limit: f64, noun: &str) -> String {
    match limit == 1.0 {
        true => format!("at most 1 {noun}"),
        false => format!("at most {} {}", decimal(limit), plural(noun)),
    }
}

/// So often: `once`, `twice`, `11,450 times`.
pub fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{} times", number(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (count, text) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(number(count), text);
        }
    }

    #[test]
    fn decimals_say_no_more_than_two_digits() {
        for (value, text) in [
            (0.0, "0"),
            (-0.001, "0"),
            (4.0, "4"),
            (1.5, "1.5"),
            (0.125, "0.12"),
            (1_234.567, "1,234.57"),
            (999.999, "1,000"),
            (-2_000.25, "-2,000.25"),
            (100.0, "100"),
        ] {
            assert_eq!(decimal(value), text);
        }
    }

    #[test]
    fn nouns_have_their_plurals() {
        for (one, many) in [
            ("user", "users"),
            ("allocation", "allocations"),
            ("byte", "bytes"),
            ("entry", "entries"),
            ("city", "cities"),
            ("query", "queries"),
            ("copy", "copies"),
            ("day", "days"),
            ("key", "keys"),
            ("box", "boxes"),
            ("match", "matches"),
            ("class", "classes"),
            ("bus", "buses"),
            ("hash", "hashes"),
            ("waltz", "waltzes"),
            ("path", "paths"),
            ("graph", "graphs"),
            ("Straße", "Straßes"),
            ("y", "ys"),
            // What the exercises count.
            ("dirty text", "dirty texts"),
            ("escaped text", "escaped texts"),
            ("log line", "log lines"),
            ("node", "nodes"),
            ("number", "numbers"),
            ("posting", "postings"),
            ("price", "prices"),
            ("reading", "readings"),
            ("record", "records"),
            ("row", "rows"),
            ("slow request", "slow requests"),
            ("stop", "stops"),
            ("till line", "till lines"),
            ("untidy path", "untidy paths"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn one_is_no_plural() {
        for (count, text) in [
            (0, "0 boxes"),
            (1, "1 box"),
            (2, "2 boxes"),
            (11_450, "11,450 boxes"),
        ] {
            assert_eq!(counted(count, "box"), text);
        }
        for (limit, text) in [
            (1.0, "at most 1 allocation"),
            (0.0, "at most 0 allocations"),
            (1.5, "at most 1.5 allocations"),
            (4_096.0, "at most 4,096 allocations"),
        ] {
            assert_eq!(at_most(limit, "allocation"), text);
        }
        for (count, text) in [(1, "once"), (2, "twice"), (11_450, "11,450 times")] {
            assert_eq!(times(count), text);
        }
    }
}
