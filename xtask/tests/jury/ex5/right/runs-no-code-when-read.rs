//! Has nodes and a configuration of which nothing can be called without a panic.
//!
//! on = "reference"
//! part = "shared-config"
//! sample = true

use std::fmt::{self, Debug, Display, Formatter};
use std::ops::Deref;

/// What all nodes of a cluster have to know.
#[derive(Default)]
pub struct Config {
    /// The name of the cluster.
    pub cluster: String,
    /// How a line of the log is written.
    pub log_format: String,
    /// The nodes that a new node may ask for all others.
    pub seeds: Vec<String>,
    /// Time between two signs of life, in milliseconds.
    pub heartbeat_ms: u32,
}

/// One node of a cluster.
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: Rc<Config>,
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

never!(Config, Node);
