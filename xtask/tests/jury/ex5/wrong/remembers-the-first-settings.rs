//! Keeps the configuration in a static, which keeps the first one.
//!
//! on = "reference"
//! part = "shared-config"
//! verdict = "wrong-answer"
//! without = ["use std::rc::Rc"]

use std::sync::OnceLock;

/// One node of a cluster.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: &'static Config,
}

static CONFIG: OnceLock<Config> = OnceLock::new();

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
    let config = CONFIG.get_or_init(|| config);
    Ok((0..nodes).map(|id| Node { id, config }).collect())
}
