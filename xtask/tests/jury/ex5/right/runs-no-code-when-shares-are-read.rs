//! Has shares of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "worker-table"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What one worker found out.
pub struct Share {
    /// The thread that did it.
    pub thread: ThreadId,
    /// How many stops it took care of.
    pub stops: u32,
    /// The way from each of them to the depot, added up.
    pub metres: u64,
    /// The one that is farthest from the depot.
    pub farthest: String,
}

/// What no harness may call.
macro_rules! never {
    ($($kind:ty),*) => {$(
        impl Deref for $kind {
            type Target = str;

            fn deref(&self) -> &str {
                panic!("dereferenced")
            }
        }

        impl PartialEq for $kind {
            fn eq(&self, _other: &Self) -> bool {
                panic!("compared")
            }
        }

        impl Clone for $kind {
            fn clone(&self) -> Self {
                panic!("cloned")
            }
        }

        impl Display for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("displayed")
            }
        }

        impl Debug for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("shown")
            }
        }

        impl Iterator for $kind {
            type Item = ();

            fn next(&mut self) -> Option<()> {
                panic!("iterated")
            }
        }

        impl IntoIterator for &$kind {
            type Item = ();
            type IntoIter = std::iter::Empty<()>;

            fn into_iter(self) -> Self::IntoIter {
                panic!("iterated")
            }
        }

        impl Drop for $kind {
            fn drop(&mut self) {}
        }
    )*};
}

never!(Share);
