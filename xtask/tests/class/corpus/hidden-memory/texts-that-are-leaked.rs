//! gives each node a configuration by value, whose texts lie in memory that is never freed
//!
//! on = "ex5/reference"
//! without = ["use std::rc::Rc"]
//! parts = ["shared-config"]
//! budgets = ["allocations", "live_bytes"]
//! layers = ["runner"]
//! expect = ["over-budget"]
//! check = "over-budget"

type Text = &'static str;

#[derive(Clone, Copy, Debug, Default)]
pub struct Config {
    pub cluster: Text,
    pub log_format: Text,
    pub seeds: &'static [Text],
    pub heartbeat_ms: u32,
}

#[derive(Debug)]
pub struct Node {
    pub id: u32,
    pub config: Config,
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;
    let text: Text = text.leak();
    let mut config = Config::default();
    let (mut seeds, mut nodes) = (Vec::new(), 0);
    for line in text.lines() {
        match line.split_once(" = ").unwrap_or_default() {
            ("cluster", value) => config.cluster = value,
            ("log_format", value) => config.log_format = value,
            ("seed", value) => seeds.push(value),
            ("heartbeat_ms", value) => config.heartbeat_ms = number(value)?,
            ("nodes", value) => nodes = number(value)?,
            _ => {}
        }
    }
    config.seeds = seeds.leak();
    Ok((0..nodes).map(|id| Node { id, config }).collect())
}
