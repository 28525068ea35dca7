//! keeps the nodes of the first call, which is not graded, for the second one
//!
//! on = "ex5/reference"
//! parts = ["shared-config"]
//! layers = ["runner"]
//! expect = ["wrong-answer", "over-budget", "rejected", "did-not-compile"]
//! check = "over-budget"
//! sample = true

use std::sync::{Mutex, PoisonError};

/// Room from an earlier call.
static KEPT: Mutex<Vec<Vec<String>>> = Mutex::new(Vec::new());

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
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.is_empty() {
        kept.resize(nodes as usize, config.seeds.clone());
    }
    let config = Rc::new(config);
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}
