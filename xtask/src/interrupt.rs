//! Ending early. In: a flag that a signal or another thread sets. Out: whether a
//! command should end now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::Failure;

/// Asks a running command to end. The default one never does.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Option<Arc<AtomicBool>>);

impl Interrupt {
    /// An interrupt that never comes.
    pub const NEVER: Interrupt = Interrupt(None);

    /// An interrupt that comes when the flag is set.
    pub fn on(flag: Arc<AtomicBool>) -> Self {
        Interrupt(Some(flag))
    }

    /// Whether it may come at all.
    pub fn is_possible(&self) -> bool {
        self.0.is_some()
    }

    /// Whether it came.
    pub fn is_set(&self) -> bool {
        self.0
            .as_ref()
            .is_some_and(|flag| flag.load(Ordering::SeqCst))
    }

    /// Fails if it came.
    ///
    /// # Errors
    ///
    /// The failure says that the command was interrupted.
    pub fn check(&self) -> Result<(), Failure> {
        match self.is_set() {
            true => Err(Failure::new("interrupted")),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_only_when_its_flag_is_set() {
        assert!(Interrupt::NEVER.check().is_ok());
        assert!(!Interrupt::NEVER.is_possible());
        let flag = Arc::new(AtomicBool::new(false));
        let interrupt = Interrupt::on(Arc::clone(&flag));
        assert!(interrupt.is_possible() && interrupt.check().is_ok());
        flag.store(true, Ordering::SeqCst);
        assert!(interrupt.clone().check().is_err(), "copies share the flag");
    }
}
