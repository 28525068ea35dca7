//! Figures within a sentence. In: text with `{{n ch04/growing@10000.bytes}}` and
//! its kin. Out: the text with the numbers.

use explain::words::{decimal, number};
use xtask::failure::Failure;
use xtask::workbook::figure;

use crate::context::{Context, ensure};
use crate::figures::{Figure, Figures, bytes_in_units, two_digits, with_unit};
use crate::html::escape;

/// What the numbers are put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// HTML, where a number says on request where it comes from.
    Html,
    /// Text without any mark-up.
    Plain,
}

/// A number as text, and where it comes from.
struct Shown {
    text: String,
    origin: String,
    exact: bool,
}

/// Replaces every `{{…}}` of a text. `\{{` stands for two braces.
pub fn fill(text: &str, figures: Figures<'_>, style: Style) -> Result<String, Failure> {
    figure::fill(text, |words| Ok(render(&show(words, figures)?, style)))
}

/// The same for the one name that stands in code, where other braces have a meaning of their
/// own: the container image that holds the recorded compiler.
pub fn fill_image(code: &str, figures: Figures<'_>) -> String {
    let toolchain = &figures.0.recorded.toolchain;
    code.replace("{{recorded image}}", &image(toolchain))
}

/// The image with a compiler, as `rustc 1.95.0`.
fn image(toolchain: &str) -> String {
    let release = toolchain.trim_start_matches("rustc ");
    match release.split_once('-') {
        None => format!("rust:{release}"),
        Some((_, "nightly")) => "rustlang/rust:nightly".to_owned(),
        // There is none with it. rustup is in this one, and fetches what is pinned.
        Some(_) => "rust:latest".to_owned(),
    }
}

fn render(shown: &Shown, style: Style) -> String {
    if style == Style::Plain {
        return shown.text.clone();
    }
    let class = if shown.exact {
        "measured"
    } else {
        "measured rough"
    };
    format!(
        "<span class=\"{class}\" title=\"{}\">{}</span>",
        escape(&shown.origin),
        escape(&shown.text)
    )
}

fn show(words: &[&str], figures: Figures<'_>) -> Result<Shown, Failure> {
    let exact = |text: String, origin: String| Shown {
        text,
        origin,
        exact: true,
    };
    Ok(match *words {
        ["n", name] => {
            let figure = figures.number(name)?;
            exact(decimal(figure.value), figure.origin)
        }
        ["n", name, unit] => {
            let figure = figures.number(name)?;
            exact(with_unit(figure.value, unit), figure.origin)
        }
        ["items", name] => {
            let items = figures.items(name)?;
            exact(number(items as u64), format!("the input of {name}"))
        }
        ["kb" | "mb", name] => {
            let figure = figures.number(name)?;
            let origin = format!("{} bytes: {}", decimal(figure.value), figure.origin);
            let text = match words[0] {
                "kb" => format!("{} kB", decimal((figure.value / 100.0).round() / 10.0)),
                _ => format!("{} MB", decimal((figure.value / 1e5).round() / 10.0)),
            };
            exact(text, origin)
        }
        ["size", name] => {
            let figure = figures.number(name)?;
            let origin = format!("{} bytes: {}", decimal(figure.value), figure.origin);
            exact(bytes_in_units(figure.value), origin)
        }
        ["ratio", a, b] => {
            let (a, b) = (figures.number(a)?, figures.number(b)?);
            let origin = quotient_origin(&a, &b);
            exact(two_digits(divided(a.value, b.value)?), origin)
        }
        ["percent", a, b] => {
            let (a, b) = (figures.number(a)?, figures.number(b)?);
            let origin = quotient_origin(&a, &b);
            let percent = 100.0 * divided(a.value, b.value)?;
            exact(format!("{} %", two_digits(percent)), origin)
        }
        ["diff", a, b] => difference(a, b, "", figures)?,
        ["diff", a, b, unit] => difference(a, b, unit, figures)?,
        ["per", name] => {
            let figure = figures.number(name)?;
            let (weight, _) = name.rsplit_once('.').unwrap_or((name, ""));
            let items = figures.items(weight)? as f64;
            let per = (divided(figure.value, items)? * 100.0).round() / 100.0;
            exact(decimal(per), format!("per item: {}", figure.origin))
        }
        ["rough", name] => {
            let figure = figures.0.rough.get(name).with_context(|| {
                format!(
                    "no rough figure is named `{name}`; `cargo xtask book measure` records them"
                )
            })?;
            Shown {
                text: format!("about {}", two_digits(figure.value)),
                origin: format!(
                    "{name}, {}; not exact, measured on: {}",
                    figure.unit, figures.0.recorded.machine
                ),
                exact: false,
            }
        }
        ["recorded", "toolchain"] => exact(figures.0.recorded.toolchain.clone(), "recorded".into()),
        ["recorded", "target"] => exact(figures.0.recorded.target.clone(), "recorded".into()),
        ["recorded", "machine"] => exact(figures.0.recorded.machine.clone(), "recorded".into()),
        _ => {
            return Err(Failure::new(
                "expected n, items, kb, mb, size, ratio, percent, diff, per, rough or recorded, \
                 with the names of figures behind it",
            ));
        }
    })
}

fn difference(a: &str, b: &str, unit: &str, figures: Figures<'_>) -> Result<Shown, Failure> {
    let (a, b) = (figures.number(a)?, figures.number(b)?);
    let difference = a.value - b.value;
    Ok(Shown {
        text: match unit {
            "" => decimal(difference),
            unit => with_unit(difference, unit),
        },
        origin: format!(
            "{} - {}: {}; {}",
            decimal(a.value),
            decimal(b.value),
            a.origin,
            b.origin
        ),
        exact: true,
    })
}

fn quotient_origin(a: &Figure, b: &Figure) -> String {
    format!(
        "{} / {}: {}; {}",
        decimal(a.value),
        decimal(b.value),
        a.origin,
        b.origin
    )
}

fn divided(a: f64, b: f64) -> Result<f64, Failure> {
    ensure(b != 0.0, || "a division by zero")?;
    Ok(a / b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Measurements, RoughFigure};
    use meter_report::Counts;

    fn record() -> Measurements {
        let mut record = Measurements::default();
        for (name, allocations, bytes) in [("a@1000", 13, 131_056), ("b@1000", 1, 40_000)] {
            let counts = Counts {
                allocations,
                bytes,
                ..Counts::default()
            };
            record.weights.insert(name.to_owned(), counts);
        }
        let rough = RoughFigure {
            unit: "times".to_owned(),
            value: 4.123,
        };
        record.rough.insert("slow".to_owned(), rough);
        record
    }

    #[test]
    fn each_directive_gives_its_number() {
        let record = record();
        for (text, expected) in [
            ("{{n a@1000.bytes}}", "131,056"),
            ("{{n a@1000.allocations allocations}}", "13 allocations"),
            ("{{n b@1000.allocations allocations}}", "1 allocation"),
            ("{{items a@1000}} pushes", "1,000 pushes"),
            (
                "{{kb a@1000.bytes}}, {{mb a@1000.bytes}}",
                "131.1 kB, 0.1 MB",
            ),
            ("{{ratio a@1000.bytes b@1000.bytes}}", "3.3"),
            ("{{percent b@1000.bytes a@1000.bytes}}", "31 %"),
            ("{{diff a@1000.bytes b@1000.bytes}}", "91,056"),
            (
                "{{diff a@1000.allocations b@1000.allocations blocks}}",
                "12 blocks",
            ),
            ("{{per a@1000.bytes}}", "131.06"),
            ("{{rough slow}} times", "about 4.1 times"),
            ("\\{{n}}", "{{n}}"),
        ] {
            let filled = fill(text, Figures(&record), Style::Plain);
            assert_eq!(filled.expect(text), expected, "{text}");
        }
    }

    #[test]
    fn an_image_has_the_recorded_compiler_and_other_braces_stay() {
        for (toolchain, expected) in [
            ("rustc 1.95.0", "rust:1.95.0"),
            ("rustc 1.97.0-nightly", "rustlang/rust:nightly"),
            ("rustc 1.96.0-beta.2", "rust:latest"),
        ] {
            let mut record = record();
            record.recorded.toolchain = toolchain.to_owned();
            let code = "image: {{recorded image}} ${{ matrix.part }}";
            assert_eq!(
                fill_image(code, Figures(&record)),
                format!("image: {expected} ${{{{ matrix.part }}}}")
            );
        }
    }

    #[test]
    fn a_size_is_that_of_a_weight_and_not_of_a_field() {
        let record = record();
        let told = fill("{{items a@1000.bytes}}", Figures(&record), Style::Plain);
        let told = told.expect_err("a field has no size").to_string();
        assert!(told.contains("no weight is named `a@1000.bytes`"), "{told}");
    }

    #[test]
    fn html_says_where_a_number_comes_from() {
        let record = record();
        let filled = fill("{{n a@1000.bytes}}", Figures(&record), Style::Html).expect("html");
        assert_eq!(
            filled,
            "<span class=\"measured\" title=\"a, 1,000 items, release build\">131,056</span>"
        );
    }

    #[test]
    fn mistakes_are_named() {
        let record = record();
        for (text, told) in [
            ("{{n a@1000.bytes", "without `}}`"),
            ("{{many a@1000.bytes}}", "expected n, items"),
            ("{{rough fast}}", "no rough figure is named `fast`"),
            (
                "{{ratio a@1000.bytes a@1000.live_bytes}}",
                "division by zero",
            ),
        ] {
            let error = fill(text, Figures(&record), Style::Html).expect_err(text);
            assert!(format!("{error:#}").contains(told), "{text}: {error:#}");
        }
    }
}
