//! Shares with an `Arc`, and makes the nodes in a loop.
//!
//! on = "starter"
//! part = "shared-config"
//! sample = true

use std::sync::Arc;

/// One node of a cluster.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: Arc<Config>,
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;

    let mut config = Config::default();
    let mut count = 0;
    for line in text.lines() {
        if let Some((key, value)) = line.split_once(" = ") {
            match key {
                "cluster" => config.cluster = value.to_string(),
                "log_format" => config.log_format = value.to_string(),
                "seed" => config.seeds.push(value.to_string()),
                "heartbeat_ms" => config.heartbeat_ms = number(value)?,
                "nodes" => count = number(value)?,
                _ => {}
            }
        }
    }
    let config = Arc::new(config);
    let mut nodes = Vec::with_capacity(count as usize);
    for id in 0..count {
        nodes.push(Node {
            id,
            config: config.clone(),
        });
    }
    Ok(nodes)
}
