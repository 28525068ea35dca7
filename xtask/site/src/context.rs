//! Failures that say where they happened. In: an error of any kind, or nothing where
//! something was wanted. Out: a [`Failure`].

use std::fmt::Display;

use xtask::failure::Failure;

/// What may lack a value.
pub trait Context<T> {
    /// The value, or a failure that begins with `what`.
    fn context(self, what: impl Display) -> Result<T, Failure>;

    /// The same, with words that are only made if they are needed.
    fn with_context<D: Display>(self, what: impl FnOnce() -> D) -> Result<T, Failure>;
}

impl<T, E: Display> Context<T> for Result<T, E> {
    fn context(self, what: impl Display) -> Result<T, Failure> {
        self.with_context(|| what)
    }

    fn with_context<D: Display>(self, what: impl FnOnce() -> D) -> Result<T, Failure> {
        // Errors of mdBook say all that led to them in this form.
        self.map_err(|error| Failure::new(format!("{}: {error:#}", what())))
    }
}

impl<T> Context<T> for Option<T> {
    fn context(self, what: impl Display) -> Result<T, Failure> {
        self.with_context(|| what)
    }

    fn with_context<D: Display>(self, what: impl FnOnce() -> D) -> Result<T, Failure> {
        self.ok_or_else(|| Failure::new(what().to_string()))
    }
}

/// Fails unless something holds.
pub fn ensure<D: Display>(holds: bool, what: impl FnOnce() -> D) -> Result<(), Failure> {
    holds.then_some(()).with_context(what)
}
