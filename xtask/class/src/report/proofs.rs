//! How a class was graded. In: the proof of each record. Out: how many records have
//! which compiler, rules and isolation, and which seeds, hashes and limits there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::ledger::record::Proof;
use crate::policy::GradingLimits;

/// How often each value occurs.
pub type RecordsByValue = BTreeMap<String, usize>;

/// What the proofs of a class have in them.
pub struct Proofs {
    /// What kept strangers' code apart.
    pub isolation: RecordsByValue,
    /// The compiler.
    pub toolchain: RecordsByValue,
    /// The hash of the rules.
    pub policy: RecordsByValue,
    /// By exercise, its hashes. More than one means that it changed meanwhile.
    pub exercises: Vec<BTreeSet<String>>,
    /// What inputs were made from.
    pub seeds: BTreeSet<u64>,
    /// From the tightest to the widest.
    pub limits: BTreeSet<GradingLimits>,
}

impl Proofs {
    /// None, of so many exercises.
    pub fn new(exercises: usize) -> Self {
        Proofs {
            isolation: RecordsByValue::new(),
            toolchain: RecordsByValue::new(),
            policy: RecordsByValue::new(),
            exercises: vec![BTreeSet::new(); exercises],
            seeds: BTreeSet::new(),
            limits: BTreeSet::new(),
        }
    }

    /// Adds the proof of a record on the exercise with this number.
    pub fn add(&mut self, exercise: usize, proof: &Proof) {
        count(&mut self.isolation, &proof.isolation);
        count(&mut self.toolchain, &proof.toolchain);
        count(&mut self.policy, &proof.policy);
        let hashes = &mut self.exercises[exercise];
        if !hashes.contains(&proof.exercise) {
            hashes.insert(proof.exercise.clone());
        }
        self.seeds.insert(proof.seed);
        self.limits.insert(proof.limits);
    }
}

/// Copies a value only when it is new: in most classes there is one.
fn count(counts: &mut RecordsByValue, value: &str) {
    match counts.get_mut(value) {
        Some(count) => *count += 1,
        None => {
            counts.insert(value.to_owned(), 1);
        }
    }
}
