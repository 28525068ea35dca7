//! How the listings of chapter 6 are weighed.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::Instant;

use listings::ch06::{messages, numbers, tracks};
use meter::{Counts, Window};
use serde_json::{Value, json};

use super::entry::{Fact, Listing, Rough};
use super::layout::{HELLO, block, draw, word};

/// Weighs a function on every text of a list. The room for the results is made
/// before, so that what is counted is what the function allocates.
macro_rules! each {
    ($texts:path => $f:path) => {
        |window| {
            let texts = $texts(window);
            let mut results = Vec::with_capacity(texts.len());
            window.weigh(texts.as_slice(), |texts| {
                results.extend(texts.iter().map(|text| $f(text)));
            });
            window.answer(&results.len());
        }
    };
}

pub const LISTINGS: &[Listing] = &[
    listing!("ch06/replaced", &[1_000], each!(chat => messages::replaced)),
    listing!(
        "ch06/always_owned",
        &[1_000],
        each!(chat => messages::always_owned)
    ),
    listing!("ch06/checked", &[1_000], each!(chat => messages::checked)),
    listing!("ch06/kept", &[1_000], &words of chat => messages::kept),
    listing!("ch06/kept_plainly", &[1_000], &words of chat => messages::kept_plainly),
    listing!(
        "ch06/step_by_step",
        &[1_000],
        each!(phone_book => numbers::step_by_step)
    ),
    listing!("ch06/tidy", &[1_000], each!(phone_book => numbers::tidy)),
    listing!(
        "ch06/without_a_check",
        &[1_000],
        each!(phone_book => numbers::without_a_check)
    ),
    listing!("ch06/tracks_owned", &[1_000], &album => tracks::read::<tracks::owned::Track>),
    listing!("ch06/tracks_unsaid", &[1_000], &album => tracks::read::<tracks::unsaid::Track<'_>>),
    listing!("ch06/tracks_borrowed", &[1_000],
        &album => tracks::read::<tracks::borrowed::Track<'_>>),
];

pub const FACTS: &[Fact] = &[
    size!("ch06/&str", &str),
    size!("ch06/String", String),
    size!("ch06/Cow<str>", Cow<'static, str>),
    size!("ch06/Option<Cow<str>>", Option<Cow<'static, str>>),
    fact!("ch06/per-message", per_message),
    fact!("ch06/per-number", per_number),
    fact!("ch06/changing", changing),
    fact!("layout/cow-clean", cow_clean),
    fact!("layout/cow-dirty", cow_dirty),
    fact!("explore/cow", explore),
];

pub const ROUGH: &[Rough] = &[rough!("ch06/remove-time", remove_time()
        => "times the time of one pass, for a text of 40 kB with a dash in every tenth place")];

/// Messages, one in twenty of which has a tab.
fn chat(window: &Window) -> Vec<String> {
    let message = |at: usize| match at % 20 {
        7 => format!("message {at}\twith a tab"),
        _ => format!("message {at} as it should be"),
    };
    (0..window.items()).map(message).collect()
}

/// Numbers, one in twenty of which has dashes and zeros.
fn phone_book(window: &Window) -> Vec<String> {
    let number = |at: usize| match at % 20 {
        7 => format!("0044-207-{:05}", at),
        _ => format!("+44207{:05}", at),
    };
    (0..window.items()).map(number).collect()
}

/// A JSON array of tracks, one in twenty of which has quotes in its title.
fn album(window: &Window) -> String {
    let track = |at: usize| match at % 20 {
        7 => format!(r#"{{"title": "The \"other\" take {at}", "seconds": {at}}}"#),
        _ => format!(r#"{{"title": "Take number {at}", "seconds": {at}}}"#),
    };
    let tracks: Vec<String> = (0..window.items()).map(track).collect();
    format!("[{}]", tracks.join(",\n "))
}

/// How many of the inputs are those that have to change.
fn changing(window: &mut Window) {
    let having = |texts: Vec<String>, what: char| -> usize {
        texts.iter().filter(|text| text.contains(what)).count()
    };
    window.answer(&json!({
        "messages": having(chat(window), '\t'),
        "numbers": having(phone_book(window), '-'),
        "titles": album(window).matches("\\\"").count() / 2,
    }));
}

fn cow_clean(window: &mut Window) {
    let (text, counts) = window.count("hello", messages::checked);
    assert_eq!(counts.allocations, 0);
    let fields = [word("Borrowed"), word("pointer").to(0), word("length")];
    let message = block(text.len() as u64, &HELLO).at("the message");
    draw(
        window,
        "Cow of a clean message",
        size_of_val(&text),
        fields,
        [message],
    );
}

fn cow_dirty(window: &mut Window) {
    let (text, counts) = window.count("hel\tlo", messages::checked);
    let fields = [
        word("Owned, capacity"),
        word("pointer").to(0),
        word("length"),
    ];
    let copy = block(counts.live_bytes, &[("hel lo", text.len())]);
    draw(
        window,
        "Cow of one with a tab",
        size_of_val(&text),
        fields,
        [copy],
    );
}

/// The time of removing dashes one by one, in times of that of one pass.
fn remove_time() -> f64 {
    let text = "123456789-".repeat(4_000);
    let time = |f: for<'a> fn(&'a str) -> Cow<'a, str>| {
        let start = Instant::now();
        black_box(f(black_box(&text)));
        start.elapsed().as_secs_f64()
    };
    let (mut removing, mut passing) = (f64::MAX, f64::MAX);
    // The shortest of several rounds is the one that nothing disturbed.
    for _ in 0..40 {
        removing = removing.min(time(numbers::tidy));
        passing = passing.min(time(numbers::once_through));
    }
    removing / passing
}

/// What each function allocates for one message.
fn per_message(window: &mut Window) {
    let mut of = |message: &'static str| {
        json!({
            "replaced": window.count(message, messages::replaced).1,
            "always_owned": window.count(message, messages::always_owned).1,
            "checked": window.count(message, messages::checked).1,
            "kept": window.count(message, |m| messages::checked(m).into_owned()).1,
            "to_lowercase": window.count(message, str::to_lowercase).1,
            "format": window.count(message, |m| format!("{m}!")).1,
            "trim": window.count(message, |m| m.trim().len()).1,
            "appended": window.count(message, messages::appended).1,
        })
    };
    let answer = json!({
        "clean": of("good morning"), "dirty": of("good\tmorning"),
        "many": of("g\to\to\td\tm\to\tr\tn\ti\tn\tg"), "empty": of(""),
    });
    window.answer(&answer);
}

/// What each function allocates for one number.
fn per_number(window: &mut Window) {
    let mut of = |number: &'static str| {
        json!({
            "step_by_step": window.count(number, numbers::step_by_step).1,
            "tidy": window.count(number, numbers::tidy).1,
            "without_a_check": window.count(number, numbers::without_a_check).1,
            "spelled_out": window.count(number, numbers::spelled_out).1,
            "once_through": window.count(number, numbers::once_through).1,
        })
    };
    let answer = json!({
        "clean": of("4420719460"), "plus": of("+4420719460"), "zeros": of("004420719460"),
        "dirty": of("0044-207-19-460"),
    });
    window.answer(&answer);
}

/// A step with a text: the code that is shown, and the same code.
struct Step {
    code: &'static str,
    act: for<'a> fn(Cow<'a, str>) -> Cow<'a, str>,
    says: &'static str,
}

const BORROW: Step = Step {
    code: "let mut text = Cow::Borrowed(message);",
    act: |text| text,
    says: "A pointer and a length. The text stays where it is.",
};

/// Walks each text through its steps. A step is weighed together with all
/// before it, so the counts are those from the start.
fn explore(window: &mut Window) {
    let tab = |says| Step {
        code: "if let Some(at) = text.find('\\t') { text.to_mut().replace_range(at..=at, \" \"); }",
        act: |mut text| {
            if let Some(at) = text.find('\t') {
                text.to_mut().replace_range(at..=at, " ");
            }
            text
        },
        says,
    };
    let unchecked = |says| Step {
        code: "text.to_mut();",
        act: |mut text| {
            text.to_mut();
            text
        },
        says,
    };
    let into_owned = |says| Step {
        code: "let text: String = text.into_owned();",
        act: |text| Cow::Owned(text.into_owned()),
        says,
    };
    let texts: [(&str, &str, Vec<Step>); 4] = [
        (
            "no tab",
            "hello",
            vec![
                BORROW,
                tab("There is no tab, so `to_mut` is not called. Nothing was copied."),
                unchecked("Without a check, `to_mut` copies a text that nobody changes."),
                into_owned("It is owned already. `into_owned` hands it on and copies nothing."),
            ],
        ),
        (
            "one tab",
            "a\tb",
            vec![
                BORROW,
                tab("`to_mut` copies the text, and the tab is replaced in the copy."),
                tab("No tab is left. Nothing happens."),
                into_owned("The copy is handed on. There is no second one."),
            ],
        ),
        (
            "several tabs",
            "a\tb\tc\td",
            vec![
                BORROW,
                tab("The first tab costs the copy."),
                tab("The second one is replaced in the same copy."),
                tab("The third one too."),
                into_owned("The copy is handed on. There is no second one."),
            ],
        ),
        (
            "an empty text",
            "",
            vec![
                BORROW,
                tab("There is nothing to find."),
                unchecked("It is owned now, but an empty `String` has no block."),
                into_owned("Still no block."),
            ],
        ),
    ];
    let texts: Vec<Value> = texts
        .iter()
        .map(|(label, text, steps)| {
            let steps: Vec<Value> = (0..steps.len())
                .map(|last| step(window, text, &steps[..=last]))
                .collect();
            json!({"label": label, "text": text, "steps": steps})
        })
        .collect();
    window.answer(&json!({ "texts": texts }));
}

fn step(window: &mut Window, text: &str, steps: &[Step]) -> Value {
    let (text, counts): (Cow<'_, str>, Counts) = window.count(text, |text| {
        let mut text = Cow::Borrowed(text);
        for step in steps {
            text = (step.act)(text);
        }
        text
    });
    let last = &steps[steps.len() - 1];
    json!({
        "code": last.code,
        "variant": match text { Cow::Borrowed(_) => "Borrowed", Cow::Owned(_) => "Owned" },
        "allocations": counts.allocations,
        "bytes": counts.bytes,
        "text": text,
        "says": last.says,
    })
}
