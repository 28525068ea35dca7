//! Holding what cargo did against what it was asked for. In: what it tells while it works.
//! Out: whether a thing that it made may be used, and in the end a verdict on all.
//!
//! Settings are overruled before cargo starts, so nothing should be found here. This is
//! for a way to change a build that nobody thought of.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::Failure;
use crate::pipe::settings::{Compilation, Settings};

/// Looks at calls of the compiler and at what they made.
#[derive(Debug)]
pub struct Inspector<'s> {
    settings: &'s Settings,
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    /// What was compiled otherwise.
    faults: Vec<String>,
    /// The files that were made meanwhile.
    made: Vec<PathBuf>,
}

/// Something that cargo says is built.
#[derive(Clone, Copy, Debug)]
pub struct Product<'m> {
    /// Its package.
    pub package: &'m str,
    /// Its files.
    pub files: &'m [PathBuf],
    /// Whether it can be run.
    pub is_program: bool,
    /// Whether it was there already.
    pub is_fresh: bool,
    /// How it was compiled, if cargo says so.
    pub compilation: Option<&'m Compilation>,
}

impl<'s> Inspector<'s> {
    /// Nothing is looked at yet.
    pub fn new(settings: &'s Settings) -> Self {
        Inspector {
            settings,
            found: Mutex::default(),
        }
    }

    /// Looks at a line that cargo prints for people.
    pub fn line(&self, line: &str) {
        if let Some(fault) = self.settings.fault_of_call(line) {
            self.found().faults.push(fault);
        }
    }

    /// Looks at something that is built. Returns whether it may be used.
    pub fn passes(&self, product: &Product<'_>) -> bool {
        let is_weighed = product.is_program || self.settings.is_member(product.package);
        let fault = product
            .compilation
            .filter(|_| is_weighed)
            .and_then(|made| self.settings.fault_of(product.package, made));
        let mut found = self.found();
        if !product.is_fresh || fault.is_some() {
            found.made.extend_from_slice(product.files);
        }
        found.faults.extend(fault);
        found.faults.is_empty()
    }

    /// An error, if something was compiled otherwise. What was made is removed, so that
    /// cargo does not take it for done the next time.
    pub fn verdict(&self) -> Result<(), Failure> {
        let found = self.found();
        let Some(fault) = found.faults.first() else {
            return Ok(());
        };
        for file in &found.made {
            // It may be gone already, and then all is well.
            let _ = std::fs::remove_file(file);
        }
        Err(Failure::new(format!(
            "something was compiled otherwise than the workbook asks, so it is not weighed: {fault}"
        ))
        .next("look for a setting of cargo, a variable or a wrapper of the compiler that does it"))
    }

    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
