//! Leaks the configuration, so that the nodes can borrow it for ever.
//!
//! on = "reference"
//! part = "shared-config"
//! verdict = "over-budget"
//! finding = "none"
//! without = ["use std::rc::Rc"]
//! sample = true

/// One node of a cluster.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: &'static Config,
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;

    let mut config = Config::default();
    let mut nodes = 0;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        match key {
            "cluster" => config.cluster = value.to_string(),
            "log_format" => config.log_format = value.to_string(),
            "seed" => config.seeds.push(value.to_string()),
            "heartbeat_ms" => config.heartbeat_ms = number(value)?,
            "nodes" => nodes = number(value)?,
            _ => {}
        }
    }
    let config: &'static Config = Box::leak(Box::new(config));
    Ok((0..nodes).map(|id| Node { id, config }).collect())
}
