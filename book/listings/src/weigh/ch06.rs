//! How the listings of chapter 6 are weighed.

use std::borrow::Cow;
use std::hint::black_box;
use std::time::Instant;

use listings::ch06::{messages, numbers, tracks};
use meter::{Counts, Window};
use serde_json::{Value, json};

use super::{Fact, Listing, Rough, call, size};

/// Weighs a function on every text of a list. The room for the results is made
/// before, so that what is counted is what the function allocates.
macro_rules! each {
    ($window:ident, $texts:path, $f:path) => {{
        let texts = $texts($window.items());
        let mut results = Vec::with_capacity(texts.len());
        $window.weigh(texts.as_slice(), |texts| {
            results.extend(texts.iter().map(|text| $f(text)));
        });
        $window.answer(&results.len());
    }};
}

pub const LISTINGS: &[Listing] = &[
    Listing {
        name: "ch06/replaced",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, chat, messages::replaced),
    },
    Listing {
        name: "ch06/always_owned",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, chat, messages::always_owned),
    },
    Listing {
        name: "ch06/checked",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, chat, messages::checked),
    },
    Listing {
        name: "ch06/kept",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let chat = chat(window.items());
            let chat: Vec<&str> = chat.iter().map(String::as_str).collect();
            call(window, chat.as_slice(), messages::kept);
        },
    },
    Listing {
        name: "ch06/kept_plainly",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let chat = chat(window.items());
            let chat: Vec<&str> = chat.iter().map(String::as_str).collect();
            call(window, chat.as_slice(), messages::kept_plainly);
        },
    },
    Listing {
        name: "ch06/step_by_step",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, phone_book, numbers::step_by_step),
    },
    Listing {
        name: "ch06/tidy",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, phone_book, numbers::tidy),
    },
    Listing {
        name: "ch06/without_a_check",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| each!(window, phone_book, numbers::without_a_check),
    },
    Listing {
        name: "ch06/tracks_owned",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let json = album(window.items());
            call(window, json.as_str(), tracks::read::<tracks::owned::Track>);
        },
    },
    Listing {
        name: "ch06/tracks_unsaid",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let json = album(window.items());
            call(
                window,
                json.as_str(),
                tracks::read::<tracks::unsaid::Track<'_>>,
            );
        },
    },
    Listing {
        name: "ch06/tracks_borrowed",
        sizes: &[1_000],
        traced: &[],
        weigh: |window| {
            let json = album(window.items());
            call(
                window,
                json.as_str(),
                tracks::read::<tracks::borrowed::Track<'_>>,
            );
        },
    },
];

pub const FACTS: &[Fact] = &[
    size!("ch06/&str", &str),
    size!("ch06/String", String),
    size!("ch06/Cow<str>", Cow<'static, str>),
    size!("ch06/Option<Cow<str>>", Option<Cow<'static, str>>),
    Fact {
        name: "ch06/per-message",
        find: per_message,
    },
    Fact {
        name: "ch06/per-number",
        find: per_number,
    },
    Fact {
        name: "ch06/changing",
        find: |window| {
            let dirty = |texts: Vec<String>, is: fn(&str) -> bool| {
                texts.iter().filter(|text| is(text)).count()
            };
            window.answer(&json!({
                "messages": dirty(chat(1_000), |text| text.contains('\t')),
                "numbers": dirty(phone_book(1_000), |text| text.contains('-')),
                "titles": album(1_000).matches("\\\"").count() / 2,
            }));
        },
    },
    Fact {
        name: "layout/cow-clean",
        find: |window| {
            let (text, counts) = window.count("hello", messages::checked);
            let word = size_of::<usize>();
            window.answer(&json!({
                "label": "Cow of a clean message",
                "bytes": size_of_val(&text),
                "fields": [
                    {"name": "Borrowed", "bytes": size_of_val(&text) - 2 * word},
                    {"name": "pointer", "bytes": word, "to": 0},
                    {"name": "length", "bytes": word},
                ],
                "blocks": [{
                    "place": "the message",
                    "bytes": text.len(),
                    "parts": [{"name": "hello", "bytes": text.len()}],
                }],
            }));
            assert_eq!(counts.allocations, 0);
        },
    },
    Fact {
        name: "layout/cow-dirty",
        find: |window| {
            let (text, counts) = window.count("hel\tlo", messages::checked);
            let word = size_of::<usize>();
            window.answer(&json!({
                "label": "Cow of one with a tab",
                "bytes": size_of_val(&text),
                "fields": [
                    {"name": "Owned, capacity", "bytes": size_of_val(&text) - 2 * word},
                    {"name": "pointer", "bytes": word, "to": 0},
                    {"name": "length", "bytes": word},
                ],
                "blocks": [{
                    "bytes": counts.live_bytes,
                    "parts": [{"name": "hel lo", "bytes": text.len()}],
                }],
            }));
        },
    },
    Fact {
        name: "explore/cow",
        find: explore,
    },
];

pub const ROUGH: &[Rough] = &[Rough {
    name: "ch06/remove-time",
    unit: "times the time of one pass, for a text of 40 kB with a dash in every tenth place",
    measure: || {
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
    },
}];

/// Messages, one in twenty of which has a tab.
fn chat(count: usize) -> Vec<String> {
    let message = |at: usize| match at % 20 {
        7 => format!("message {at}\twith a tab"),
        _ => format!("message {at} as it should be"),
    };
    (0..count).map(message).collect()
}

/// Numbers, one in twenty of which has dashes and zeros.
fn phone_book(count: usize) -> Vec<String> {
    let number = |at: usize| match at % 20 {
        7 => format!("0044-207-{:05}", at),
        _ => format!("+44207{:05}", at),
    };
    (0..count).map(number).collect()
}

/// A JSON array of tracks, one in twenty of which has quotes in its title.
fn album(count: usize) -> String {
    let track = |at: usize| match at % 20 {
        7 => format!(r#"{{"title": "The \"other\" take {at}", "seconds": {at}}}"#),
        _ => format!(r#"{{"title": "Take number {at}", "seconds": {at}}}"#),
    };
    let tracks: Vec<String> = (0..count).map(track).collect();
    format!("[{}]", tracks.join(",\n "))
}

fn per_message(window: &mut Window) {
    let mut of = |message: &'static str| -> Value {
        let replaced = window.count(message, messages::replaced).1;
        let always_owned = window.count(message, messages::always_owned).1;
        let checked = window.count(message, messages::checked).1;
        let kept = window
            .count(message, |m| messages::checked(m).into_owned())
            .1;
        let lower = window.count(message, str::to_lowercase).1;
        let formatted = window.count(message, |m| format!("{m}!")).1;
        let appended = window.count(message, messages::appended).1;
        let trimmed = window.count(message, |m| m.trim().len()).1;
        json!({
            "replaced": replaced, "always_owned": always_owned, "checked": checked,
            "kept": kept, "to_lowercase": lower, "format": formatted, "trim": trimmed,
            "appended": appended,
        })
    };
    let answer = json!({
        "clean": of("good morning"), "dirty": of("good\tmorning"),
        "many": of("g\to\to\td\tm\to\tr\tn\ti\tn\tg"), "empty": of(""),
    });
    window.answer(&answer);
}

fn per_number(window: &mut Window) {
    let mut of = |number: &'static str| -> Value {
        let step_by_step = window.count(number, numbers::step_by_step).1;
        let tidy = window.count(number, numbers::tidy).1;
        let without_a_check = window.count(number, numbers::without_a_check).1;
        let spelled_out = window.count(number, numbers::spelled_out).1;
        let once_through = window.count(number, numbers::once_through).1;
        json!({
            "step_by_step": step_by_step, "tidy": tidy, "without_a_check": without_a_check,
            "spelled_out": spelled_out, "once_through": once_through,
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
