//! Has users of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "parse-users"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// One line of an export: `name;email;bio`.
pub struct User<'a> {
    /// The full name.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// What they say of themselves; may be empty.
    pub bio: &'a str,
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

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, _serializer: S) -> Result<S::Ok, S::Error> {
                panic!("serialized")
            }
        }

        impl Drop for $kind {
            fn drop(&mut self) {}
        }
    )*};
}

never!(User<'_>);
