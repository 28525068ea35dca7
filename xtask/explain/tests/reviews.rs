//! The lines that make a starter fail, as somebody would name them who knows.

use std::collections::BTreeSet;

use explain::profile::Cost;
use support::{Recording, about, about_part};

mod support;

/// The lines that a reviewer would name in a starter: the costliest first, each with
/// the chapter that is about it.
struct Review {
    part: &'static str,
    metric: &'static str,
    lines: &'static [(&'static str, &'static str)],
}

const ALLOCATIONS: &str = "allocations";

const REVIEWS: &[Review] = &[
    Review {
        part: "ex1-debug-release/ledger",
        metric: ALLOCATIONS,
        lines: &[
            ("let sound = self.is_sound();", "ch01-debug-release.md"),
            ("self.trace(format!(", "ch01-debug-release.md"),
        ],
    },
    Review {
        part: "ex1-debug-release/ledger",
        metric: "bytes",
        lines: &[("let sound = self.is_sound();", "ch01-debug-release.md")],
    },
    Review {
        part: "ex2-dhat/report",
        metric: ALLOCATIONS,
        lines: &[("totals.sort_by_key(", "ch02-measuring.md")],
    },
    Review {
        part: "ex3-string-trap/parse-users",
        metric: ALLOCATIONS,
        lines: &[
            ("name: fields.next()", "ch03-string-trap.md"),
            ("email: fields.next()", "ch03-string-trap.md"),
            ("bio: fields.next()", "ch03-string-trap.md"),
        ],
    },
    Review {
        part: "ex3-string-trap/json-records",
        metric: ALLOCATIONS,
        lines: &[("serde_json::from_str(json)", "ch03-string-trap.md")],
    },
    Review {
        part: "ex3-string-trap/find-email",
        metric: ALLOCATIONS,
        lines: &[
            ("vec![0; RECORD_LEN]", "ch03-string-trap.md"),
            (
                "let record = String::from_utf8_lossy",
                "ch03-string-trap.md",
            ),
            ("let email = record", "ch03-string-trap.md"),
            ("let record_name = record", "ch03-string-trap.md"),
        ],
    },
    Review {
        part: "ex4-capacity/build-list",
        metric: ALLOCATIONS,
        lines: &[(".collect()", "ch04-capacity.md")],
    },
    Review {
        part: "ex4-capacity/build-list",
        metric: "bytes",
        lines: &[(".collect()", "ch04-capacity.md")],
    },
    Review {
        part: "ex4-capacity/slow-requests",
        metric: "live_bytes",
        lines: &[("let requests: Vec<Request> =", "ch04-capacity.md")],
    },
    Review {
        part: "ex4-capacity/sum-lines",
        metric: ALLOCATIONS,
        lines: &[("for line in journal.lines()", "ch04-capacity.md")],
    },
    Review {
        part: "ex5-sharing/shared-config",
        metric: ALLOCATIONS,
        lines: &[("config: config.clone(),", "ch05-sharing.md")],
    },
    Review {
        part: "ex5-sharing/shared-config",
        metric: "live_bytes",
        lines: &[("config: config.clone(),", "ch05-sharing.md")],
    },
    Review {
        part: "ex5-sharing/worker-table",
        metric: "bytes",
        lines: &[("table: table.clone(),", "ch05-sharing.md")],
    },
    Review {
        part: "ex5-sharing/worker-table",
        metric: "peak_bytes",
        lines: &[("table: table.clone(),", "ch05-sharing.md")],
    },
    Review {
        part: "ex5-sharing/tree",
        metric: "peak_bytes",
        lines: &[("Rc::new(RefCell::new(node))", "ch05-sharing.md")],
    },
    Review {
        part: "ex6-cow/censor",
        metric: ALLOCATIONS,
        lines: &[
            ("censored = censored.replace(", "ch06-cow.md"),
            ("\"*\".repeat(", "ch06-cow.md"),
            ("let mut censored = text.to_string();", "ch06-cow.md"),
        ],
    },
    Review {
        part: "ex6-cow/normalise",
        metric: ALLOCATIONS,
        lines: &[
            ("let mut path = path.replace(", "ch06-cow.md"),
            ("path = path.replace(\"//\"", "ch06-cow.md"),
            ("path = path[2..]", "ch06-cow.md"),
            ("path = path[..", "ch06-cow.md"),
        ],
    },
    Review {
        part: "ex6-cow/escaped-json",
        metric: ALLOCATIONS,
        lines: &[("serde_json::from_str(json)", "ch06-cow.md")],
    },
    Review {
        part: "ex7-mystery/report",
        metric: ALLOCATIONS,
        lines: &[
            (".push(row.clone());", "ch05-sharing.md"),
            ("let mut row = row.clone();", "ch05-sharing.md"),
            ("let mut row = row.clone();", "ch05-sharing.md"),
            ("String::with_capacity(line.len());", "ch04-capacity.md"),
            (".entry(row[column].clone())", "ch08-mystery.md"),
            ("Row::with_capacity(ROOM);", "ch08-mystery.md"),
            ("Vec::with_capacity(COLUMNS.len());", "ch04-capacity.md"),
            ("revenue.to_string()", "next.md"),
            ("row[\"customer\"].clone()", "ch08-mystery.md"),
        ],
    },
    Review {
        part: "ex7-mystery/report",
        metric: "peak_bytes",
        lines: &[
            ("Vec::with_capacity(rows.len())", "ch04-capacity.md"),
            (".push(row.clone());", "ch05-sharing.md"),
            ("String::with_capacity(line.len());", "ch04-capacity.md"),
            ("let mut row = row.clone();", "ch05-sharing.md"),
            ("let mut row = row.clone();", "ch05-sharing.md"),
            ("Row::with_capacity(ROOM);", "ch08-mystery.md"),
            ("file.read_to_string(", "ch08-mystery.md"),
        ],
    },
];

fn measured(cost: Cost, metric: &str) -> u64 {
    match metric {
        "allocations" => cost.blocks,
        "bytes" => cost.bytes,
        "peak_bytes" => cost.peak_bytes,
        "live_bytes" => cost.end_bytes,
        other => panic!("no metric {other}"),
    }
}

/// What a part's budget allows of a metric at a size.
fn allowed(part: &toml::Value, metric: &str, items: usize) -> Option<f64> {
    let number = |value: &toml::Value| {
        let whole = value.as_integer().map(|whole| whole as f64);
        whole.or_else(|| value.as_float()).expect("a number")
    };
    let budget = part.get("budget")?.get(metric)?;
    Some(number(&budget["fixed"]) + number(&budget["per_item"]) * items as f64)
}

#[test]
fn a_starter_is_reviewed_as_by_somebody_who_knows() {
    for review in REVIEWS {
        let name = format!("{} ({})", review.part, review.metric);
        let (exercise, part) = review.part.split_once('/').expect("exercise/part");
        let recording = Recording::load(&format!("{}.starter", review.part));
        let (items, profile) = recording.largest();
        let allowed = allowed(&about_part(exercise, part), review.metric, items);
        let total = measured(profile.total(), review.metric) as f64;
        let excess = total - allowed.expect("a budget");
        assert!(excess > 0.0, "{name}: the starter is within its budget");

        let mut told = recording.tell();
        told.sort_by_key(|told| {
            let cost = measured(told.site.site.cost, review.metric);
            std::cmp::Reverse((cost, told.site.site.cost.bytes))
        });
        let mut with_finding = told.iter().filter_map(|told| {
            let finding = told.finding.as_ref()?;
            let chapter = finding.chapter.split('#').next()?;
            let cost = measured(told.site.site.cost, review.metric);
            Some((told.line.as_str(), chapter, cost as f64))
        });
        let mut explained = 0.0;
        for (fragment, chapter) in review.lines {
            let (line, found, cost) = with_finding.next().expect("a finding");
            assert!(
                line.contains(fragment),
                "{name}: expected {fragment}, found {line}"
            );
            assert_eq!(found, *chapter, "{name}: {line}");
            explained += cost;
        }
        // What the lines that were named do not cost is within the budget, or nearly.
        assert!(
            explained >= excess * 0.9,
            "{name}: {explained} of {excess} are explained"
        );

        let costliest = review.lines[0].1;
        let about = about(exercise);
        let own = about["chapter"].as_str().expect("a chapter");
        if own == "ch08-mystery.md" {
            let before = ["ch03", "ch04", "ch05", "ch06"];
            assert!(before.iter().any(|chapter| costliest.starts_with(chapter)));
        } else {
            assert_eq!(costliest, own, "{name}");
        }
    }
}

#[test]
fn every_budget_that_a_starter_misses_is_reviewed() {
    let mut missed = BTreeSet::new();
    for recording in Recording::all() {
        let Some(name) = recording.name.strip_suffix(".starter") else {
            continue;
        };
        let (exercise, part) = name.split_once('/').expect("exercise/part");
        let about_part = about_part(exercise, part);
        let (items, profile) = recording.largest();
        for metric in ["allocations", "bytes", "peak_bytes", "live_bytes"] {
            let allowed = allowed(&about_part, metric, items);
            let total = measured(profile.total(), metric) as f64;
            if allowed.is_some_and(|allowed| total > allowed) {
                missed.insert((name.to_owned(), metric));
            }
        }
    }
    let reviewed: BTreeSet<(String, &str)> = REVIEWS
        .iter()
        .map(|review| (review.part.to_owned(), review.metric))
        .collect();
    assert_eq!(missed, reviewed);
}
