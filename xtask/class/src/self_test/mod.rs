//! `cargo xtask grade --self-test`. In: the corpus of attacks. Out: which layer stops
//! each, and whether all of them hold.
//!
//! Each attack is judged with all layers on. Then each of the layers that are said to stop it
//! has to do so alone, while the others of them are off; and last, with all of them off, it
//! shows what they are for. Honest files must get what `check` gives them.

mod honest;
mod trace;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use xtask::failure::Failure;
use xtask::pipe::grade::Verdict;
use xtask::session::Session;
use xtask::style::ColourChoice;
use xtask::workbook::Workbook;

use crate::corpus::{Corpus, Entry};
use crate::judge::again::{Patience, judge_patiently};
use crate::judge::setup::Setup;
use crate::policy::{GradingLimits, Layer, Policy};

use trace::Ears;

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// One attack of each kind, all layers on.
    OneOfEachKind,
    /// All attacks, all layers on.
    AllLayersOn,
    /// That, and each layer alone of those that are to stop it.
    EachLayerAlone,
}

/// What attacks may use up: loops end sooner than those of students.
const LIMITS: GradingLimits = GradingLimits {
    run_seconds: 4,
    run_memory: 1 << 30,
    run_output: 1 << 20,
    compile_seconds: 20,
    compile_memory: 3 << 30,
};

/// What came of one attack.
struct Came {
    verdict: Result<Verdict, String>,
    flags: Vec<String>,
    traces: Vec<String>,
}

/// Tries the corpus.
pub fn run(scope: Scope, only: Option<&str>) -> Result<ExitCode, Failure> {
    let session = Session::open_again(ColourChoice::Auto)?;
    let workbook = &session.workbook;
    let mut corpus = Corpus::read(workbook)?;
    if scope == Scope::OneOfEachKind {
        corpus.keep_sample();
    }
    if let Some(beginning) = only {
        corpus.keep_only(beginning);
    }
    let traces = corpus.attacks.iter().flat_map(|attack| &attack.keys.trace);
    let ears = Ears::open(traces.clone().map(String::as_str))?;
    for trace in traces {
        // Of an earlier run that was ended.
        trace::is_left(trace, &ears);
    }
    let setup = Setup::prepare(&session, Policy::strict(LIMITS), fastrand::u64(..) >> 1)?;
    let told = Mutex::new(());
    let results = in_parallel(&corpus.attacks, |attack| {
        let lines = try_attack(&setup, workbook, attack, &ears, scope);
        let _one_at_a_time = told.lock().unwrap_or_else(PoisonError::into_inner);
        match &lines {
            Ok(lines) => println!("{}", lines.text),
            Err(failure) => println!("BAD  {}: {failure}", attack.name),
        }
        lines.is_ok_and(|lines| lines.holds)
    });
    let fooled = results.iter().filter(|holds| !**holds).count();
    let mut unlike = 0;
    for honest in &corpus.honest {
        match honest::differences(&setup, &session, honest)?.as_slice() {
            [] => println!("ok   {}: as at home", honest.name),
            differences => {
                unlike += 1;
                println!("BAD  {}: {}", honest.name, differences.join("; "));
            }
        }
    }
    println!(
        "attacks: {}, of which {fooled} were not stopped; honest files: {}, of which {unlike} \
         got something else than at home",
        corpus.attacks.len(),
        corpus.honest.len()
    );
    Ok(match fooled + unlike {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(1),
    })
}

/// What is to be said of an attack.
struct AttackReport {
    text: String,
    holds: bool,
}

fn try_attack(
    setup: &Setup,
    workbook: &Workbook,
    attack: &Entry,
    ears: &Ears,
    scope: Scope,
) -> Result<AttackReport, Failure> {
    let came = come(setup, workbook, attack, ears)?;
    let holds = is_stopped(attack, &came);
    let mut told = format!(
        "{} {}: {}\n       tries: {}",
        if holds { "ok  " } else { "BAD " },
        attack.name,
        came.words(),
        attack.aim
    );
    let mut holds = holds;
    if scope == Scope::EachLayerAlone {
        let try_with = |policy: Policy| {
            let weaker = Setup {
                policy,
                ..setup.clone()
            };
            come(&weaker, workbook, attack, ears)
        };
        // The runner's own checks cannot be switched off.
        let layers: Vec<&str> = attack.keys.layers.iter().map(String::as_str).collect();
        let layers = layers.into_iter().filter(|layer| *layer != "runner");
        let layers: Vec<&str> = layers.collect();
        for layer in &layers {
            let others = layers.iter().filter(|other| *other != layer);
            let came = try_with(without(&setup.policy, others))?;
            let is_held = is_stopped_alone(attack, &came);
            holds &= is_held;
            let held = if is_held { "held" } else { "NOT held" };
            told.push_str(&format!(
                "\n       by {layer} alone: {held}, {}",
                came.words()
            ));
        }
        let came = try_with(without(&setup.policy, layers.iter()))?;
        told.push_str(&format!("\n       without any of these: {}", came.words()));
    }
    Ok(AttackReport { text: told, holds })
}

/// The rules without some layers.
fn without<'l>(policy: &Policy, layers: impl Iterator<Item = &'l &'l str>) -> Policy {
    layers.fold(policy.clone(), |policy, layer| without_one(policy, layer))
}

fn without_one(mut policy: Policy, layer: &str) -> Policy {
    let switch = match layer {
        "limits" => &mut policy.compile_limits,
        "compile-fence" => &mut policy.fence,
        "start-fence" => &mut policy.start,
        "language" => &mut policy.language,
        "seal" => &mut policy.sealing.seal,
        "outside-count" => &mut policy.sealing.events,
        "audit" => &mut policy.audit,
        _ => return policy,
    };
    *switch = Layer::Off;
    policy
}

fn come(setup: &Setup, workbook: &Workbook, attack: &Entry, ears: &Ears) -> Result<Came, Failure> {
    let exercise = workbook.find(&attack.exercise)?;
    let patience = Patience::of(Duration::ZERO);
    let scratch = std::env::temp_dir();
    let judged = judge_patiently(setup, exercise, &attack.text, &scratch, &patience);
    let left = attack.keys.trace.iter();
    let left = left.filter(|trace| trace::is_left(trace, ears));
    let traces = left.cloned().collect();
    Ok(match judged {
        Ok(judgement) => Came {
            verdict: Ok(judgement.verdict),
            flags: judgement.flags.into_iter().map(|flag| flag.kind).collect(),
            traces,
        },
        Err(failure) => Came {
            verdict: Err(failure.to_string()),
            flags: Vec::new(),
            traces,
        },
    })
}

fn is_stopped(attack: &Entry, came: &Came) -> bool {
    let is_right = came
        .verdict
        .as_ref()
        .is_ok_and(|verdict| attack.keys.expect.contains(verdict));
    let is_seen = attack.keys.flagged && came.verdict.is_ok() && !came.flags.is_empty();
    came.traces.is_empty() && (is_right || is_seen)
}

/// The same of one layer. Where an attack wants to leave something on the machine, it is
/// enough that it leaves nothing: its file may do all that it is asked for.
fn is_stopped_alone(attack: &Entry, came: &Came) -> bool {
    let wants_only_a_trace = !attack.keys.trace.is_empty() && attack.keys.budgets.is_empty();
    is_stopped(attack, came)
        || (wants_only_a_trace && came.traces.is_empty() && came.verdict.is_ok())
}

impl Came {
    fn words(&self) -> String {
        let mut words = match &self.verdict {
            Ok(verdict) => verdict.word().to_owned(),
            Err(failure) => format!("the grader failed: {failure}"),
        };
        if !self.flags.is_empty() {
            let mut flags = self.flags.clone();
            flags.dedup();
            words.push_str(&format!(", flagged {}", flags.join(", ")));
        }
        if !self.traces.is_empty() {
            words.push_str(&format!(", left {}", self.traces.join(", ")));
        }
        words
    }
}

/// Does something for all, as many at once as the machine has cores; the results are in
/// their order.
pub fn in_parallel<T: Sync, R: Send + Sync>(all: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let results: Vec<OnceLock<R>> = all.iter().map(|_| OnceLock::new()).collect();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((one, result)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    all.get(at).zip(results.get(at))
                } {
                    result.get_or_init(|| work(one));
                }
            });
        }
    });
    results
        .into_iter()
        .filter_map(OnceLock::into_inner)
        .collect()
}
