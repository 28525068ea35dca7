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

use shared::{drops, never};

drops!(Config, Node);
never!(Config, Node);
