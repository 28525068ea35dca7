//! A class that does not exist. In: how many students. Out: its records, with
//! everything in them that reports have to bear: honest, sloppy, missing, broken and hostile work, and
//! names that want to be something else.

// Each program that shares this file uses its own part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use class::ledger::members::Members;
use class::ledger::members::Note;
use class::ledger::record::{
    ExerciseOutcome, FindingRecord, Flag, PartRecord, Proof, Record, SiteRecord, WindowRecord,
};
use class::policy::GradingLimits;
use class::report::class::{Class, ExerciseInfo};
use class::report::{self, Written};
use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::schema::Schema;
use xtask::workbook::{Exercise, Part, Workbook};

/// A seed that must not be seen by students.
pub const SEED: u64 = 8_237_465_987_123;

/// What a stranger's compiler output may look like.
pub const HOSTILE_MESSAGE: &str = "\u{1b}[1;31merror[E0308]\u{1b}[0m: mismatched types\n  \
    --> src/lib.rs:7:5\n<script>alert(2)</script> <img src=x onerror=alert(3)> &amp; ]]> \
    \u{202e}txet\u{202c} \u{0}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{ffff}\u{fffe} end";

/// Names that want to be something else.
pub fn hostile_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(A1:A9)",
        "\t=1+1",
        "\r=1+1",
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "../../etc",
        "..",
        "/absolute",
        "C:\\Windows\\nul",
        "CON",
        "a;=cmd,\"b\"\n=c",
        "Ada;=1+1",
        "Zoë Ångström",
        "李小龍",
        "👩‍💻🦀",
        "\u{202e}gpj.exe",
        "مريم العلي",
        "nul\0and\u{7}bell",
        "]]><!-- & &lt;",
        "",
    ]
    .map(str::to_owned)
    .into();
    names.push("Maximilian-".repeat(30)[..300].to_owned());
    names
}

/// A class and its records, at most one on a student's exercise.
#[derive(Clone)]
pub struct Book {
    pub class: Class,
    pub records: Vec<Record>,
}

impl Book {
    /// Writes the reports.
    pub fn write(&self, folder: &Path) -> Result<Written, Failure> {
        let find = |student: &str, exercise: &str| Ok(self.record(student, exercise).cloned());
        report::write(&self.class, find, folder)
    }

    /// The record on somebody's exercise, if there is one.
    pub fn record(&self, student: &str, exercise: &str) -> Option<&Record> {
        self.records
            .iter()
            .find(|record| record.student == student && record.exercise == exercise)
    }
}

/// The class, with as many students as asked for.
pub fn class_of(students: usize) -> Book {
    let mut records = Vec::new();
    let class = each_record(students, |record| records.push(record));
    Book { class, records }
}

/// The same, and each record as it comes: they need not be in memory together.
pub fn each_record(students: usize, mut take: impl FnMut(Record)) -> Class {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let workbook = Workbook::open(root).expect("the workbook");
    let mut names = hostile_names();
    names.truncate(students / 4);
    let ordinary = students - names.len();
    names.splice(0..0, (0..ordinary).map(ordinary_name));
    for (number, name) in names.iter().enumerate() {
        for (order, exercise) in workbook.exercises.iter().enumerate() {
            record(number, name, order, exercise)
                .into_iter()
                .for_each(&mut take);
        }
    }
    Class {
        title: "Memory workbook, autumn".to_owned(),
        exercises: workbook.exercises.iter().map(ExerciseInfo::from).collect(),
        students: names,
        notes: vec![
            Note {
                student: Some(ordinary_name(3)),
                what: "`notes.docx` is no Rust file".to_owned(),
            },
            Note {
                student: None,
                what: "`.DS_Store` and 3 other hidden files".to_owned(),
            },
        ],
        isolation: "sealed: every layer was on".to_owned(),
    }
}

/// Puts the results of such a class in a folder, as a grading would. One record at a time
/// is in memory here: whoever wants to know what the grader needs must not hold them.
pub fn results_of(students: usize, folder: &Path) {
    fs::create_dir(folder).expect("a folder");
    let path = folder.join("results.jsonl");
    let mut file = BufWriter::new(File::create(path).expect("a file"));
    let class = each_record(students, |record| {
        serde_json::to_writer(&mut file, &record).expect("written");
        file.write_all(b"\n").expect("written");
    });
    file.flush().expect("written");
    let members = Members {
        partition: None,
        students: class.students,
        notes: class.notes,
    };
    members.write(folder).expect("written");
}

fn ordinary_name(number: usize) -> String {
    const FIRST: [&str; 12] = [
        "Ada", "Grace", "Edsger", "Barbara", "Niklaus", "Radia", "Donald", "Frances", "Tony",
        "Shafi", "Leslie", "Hedy",
    ];
    const LAST: [&str; 9] = [
        "Abbott",
        "Brandt",
        "Castellano",
        "Dvořák",
        "Eriksson",
        "Ferreira",
        "Grünwald",
        "Hoshino",
        "Ivanova",
    ];
    let round = number / (FIRST.len() * LAST.len());
    let name = format!(
        "{}, {}",
        LAST[number % LAST.len()],
        FIRST[number / LAST.len() % FIRST.len()]
    );
    match round {
        0 => name,
        _ => format!("{name} {}", round + 1),
    }
}

/// A number that looks like chance and is always the same.
fn chance(number: usize, order: usize, what: usize, below: u64) -> u64 {
    let mut x = (number as u64) << 40 ^ (order as u64) << 20 ^ what as u64;
    for _ in 0..3 {
        x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x ^= x >> 27;
    }
    x % below
}

fn record(number: usize, name: &str, order: usize, exercise: &Exercise) -> Option<Record> {
    let mut flags = Vec::new();
    let luck = chance(number, order, 0, 100) + if order > 4 { 6 } else { 0 };
    let outcome = match luck {
        0 => return None,
        1..=6 => ExerciseOutcome::NotSent,
        7 => ExerciseOutcome::Broken {
            message: "the harness was not built: could not write: no space left on device"
                .to_owned(),
        },
        8..=10 => refused(Verdict::DidNotCompile, HOSTILE_MESSAGE),
        11 => refused(Verdict::DidNotCompile, &"é\u{1b}[31mx".repeat(200_000)),
        12 => refused(
            Verdict::Rejected,
            "line 4: `unsafe` is not allowed in exercises; found `unsafe { *p }`",
        ),
        _ => graded(number, order, exercise),
    };
    if luck % 29 == 14 {
        flags.push(Flag {
            kind: "counts-disagree".to_owned(),
            what: "the harness reports 3 allocations, and 211 were seen from outside".to_owned(),
            line: None,
        });
    }
    if luck == 50 {
        flags.push(Flag {
            kind: "large-static".to_owned(),
            what: "`TABLE` holds 65,536 bytes <b>that</b> no allocation pays for".to_owned(),
            line: Some((
                12,
                "static TABLE: [u8; 65_536] = [0; 65_536]; // </td>".to_owned(),
            )),
        });
    }
    let sent = outcome != ExerciseOutcome::NotSent;
    let source = match chance(number, order, 1, 40) {
        0 => format!("{order:064x}"),
        _ => format!("{:064x}", chance(number, order, 2, u64::MAX)),
    };
    Some(Record {
        schema: Schema,
        student: name.to_owned(),
        exercise: exercise.id.clone(),
        outcome,
        flags,
        proof: Proof {
            file: sent.then(|| format!("batch/{number:03}/{}.rs", exercise.id)),
            source: sent.then_some(source),
            exercise: format!("{:064x}", 77 + order),
            toolchain: "rustc 1.95.0 (0000000 2026-04-01)".to_owned(),
            policy: "5b".repeat(32),
            isolation: "sealed".to_owned(),
            seed: SEED,
            limits: GradingLimits {
                run_seconds: 10,
                run_memory: 1 << 30,
                run_output: 1 << 20,
                compile_seconds: 60,
                compile_memory: 4 << 30,
            },
            at: 1_790_000_000 + number as u64,
            took_ms: chance(number, order, 3, 900),
        },
    })
}

fn refused(verdict: Verdict, message: &str) -> ExerciseOutcome {
    ExerciseOutcome::Graded {
        verdict,
        message: Some(message.to_owned()),
        parts: Vec::new(),
    }
}

fn graded(number: usize, order: usize, exercise: &Exercise) -> ExerciseOutcome {
    let parts: Vec<PartRecord> = exercise
        .parts
        .iter()
        .enumerate()
        .map(|(index, part)| of_part(number, order * 10 + index, part))
        .collect();
    let verdict = parts.iter().map(|part| part.verdict).max();
    ExerciseOutcome::Graded {
        verdict: verdict.expect("an exercise has parts"),
        message: None,
        parts,
    }
}

/// How somebody solved a part.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Reference,
    Sloppy,
    PerItem,
    Starter,
    Wrong,
    Panics,
}

fn of_part(number: usize, order: usize, part: &Part) -> PartRecord {
    let way = match chance(number, order, 4, 20) + u64::from(number.is_multiple_of(5)) * 3 {
        0..=6 => Way::Reference,
        7..=11 => Way::Sloppy,
        12..=14 => Way::PerItem,
        15..=19 => Way::Starter,
        20 => Way::Wrong,
        _ => Way::Panics,
    };
    let windows: Vec<WindowRecord> = part
        .sizes
        .iter()
        .map(|items| window(number, order, part, way, *items))
        .collect();
    let verdict = windows.iter().map(|window| window.verdict).max();
    let verdict = verdict.expect("a part has sizes");
    let costly = verdict == Verdict::OverBudget;
    PartRecord {
        name: part.name.clone(),
        verdict,
        matches_reference: verdict == Verdict::Pass && way == Way::Reference,
        message: match way {
            Way::Wrong => {
                Some("at [3].name: expected \"Ada\", found \"<b>Ada\u{202e}</b>\"".into())
            }
            Way::Panics => Some(format!(
                "index out of bounds: the len is 3 but the index is 3, args: [\"{SEED}\"]"
            )),
            _ => None,
        },
        windows,
        sites: if costly { sites(part) } else { Vec::new() },
        findings: if costly { findings(number) } else { Vec::new() },
    }
}

fn window(number: usize, order: usize, part: &Part, way: Way, items: usize) -> WindowRecord {
    let n = items as u64;
    let wobble = chance(number, order, 5, 9);
    let least = part
        .budget
        .values()
        .map(|allowance| allowance.at(items) / 3 + 1)
        .min();
    let base = least.unwrap_or(3).min(n + 12);
    let allocations = match way {
        Way::Reference => base,
        Way::Sloppy => base + base / 2 + wobble,
        Way::PerItem => base + n + wobble * n / 20,
        _ => base + n * 3 + wobble * n / 8,
    };
    let counts = |allocations: u64| -> BTreeMap<String, u64> {
        [
            ("allocations", allocations),
            ("reallocations", allocations / 9),
            ("bytes", allocations * 24 + n),
            ("peak_bytes", allocations * 16 + n),
            ("live_blocks", 1),
            ("live_bytes", allocations * 8),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into()
    };
    let weighed = !part.budget.is_empty();
    let allowed: BTreeMap<String, u64> = part
        .budget
        .iter()
        .map(|(quantity, allowance)| (quantity.key().to_owned(), allowance.at(items).max(3) * 2))
        .collect();
    let returned = way != Way::Panics;
    let counted = (weighed && returned).then(|| counts(allocations));
    let over = counted.as_ref().is_some_and(|counted| {
        allowed
            .iter()
            .any(|(key, allowed)| counted.get(key).is_some_and(|count| count > allowed))
    });
    let verdict = match way {
        Way::Wrong => Verdict::WrongAnswer,
        Way::Panics => Verdict::Panicked,
        Way::Reference => Verdict::Pass,
        _ if over => Verdict::OverBudget,
        _ => Verdict::Pass,
    };
    WindowRecord {
        items,
        build: "release".to_owned(),
        verdict,
        counts: counted,
        reference: weighed.then(|| counts(base)),
        allowed,
    }
}

fn sites(part: &Part) -> Vec<SiteRecord> {
    let items = part.sizes[1];
    let site = |line: Option<u32>, text: Option<&str>, blocks: u64, bytes: u64| SiteRecord {
        charge: "made".to_owned(),
        items,
        line,
        text: text.map(str::to_owned),
        blocks,
        bytes,
    };
    vec![
        site(
            Some(37),
            Some("                email: fields.next().unwrap_or(\"\").to_string(),"),
            items as u64,
            items as u64 * 29,
        ),
        site(
            Some(41),
            Some("        .collect::<Vec<&'a str>>()"),
            8,
            73_440,
        ),
        site(None, None, 2, 96),
    ]
}

fn findings(number: usize) -> Vec<FindingRecord> {
    let copy = FindingRecord {
        rule: "text-copy-per-item".to_owned(),
        line: Some(37),
        sentence: "`to_string` copies a text into a new `String` once per user".to_owned(),
        chapter: "ch03-string-trap.md#borrowing".to_owned(),
        remedy: "if the source lives longer, keep a `&str` that borrows from it; if not, own \
                 only what you keep"
            .to_owned(),
    };
    let growth = FindingRecord {
        rule: "collect-grows".to_owned(),
        line: Some(41),
        sentence: "`collect` was not told the length, and the `Vec` asked for memory 8 times"
            .to_owned(),
        chapter: "ch04-capacity.md#what-collect-knows".to_owned(),
        remedy: "reserve with `Vec::with_capacity` and fill the list with a loop".to_owned(),
    };
    match number % 3 {
        0 => vec![copy, growth],
        1 => vec![copy],
        _ => vec![growth],
    }
}
