//! returns nodes that read the settings, each for itself, when the harness asks for them
//!
//! on = "ex5/reference"
//! parts = ["shared-config"]
//! budgets = ["allocations", "live_bytes"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::cell::OnceCell;
use std::ops::Deref;

/// What a node turns into when somebody looks.
#[derive(Debug)]
pub struct Started {
    /// The configuration it runs with.
    pub config: Config,
}

impl Deref for Node {
    type Target = Started;

    fn deref(&self) -> &Started {
        let start = || {
            Box::new(Started {
                config: configuration(&self.settings),
            })
        };
        self.started.get_or_init(start)
    }
}

fn configuration(text: &str) -> Config {
    let mut config = Config::default();
    for line in text.lines() {
        match line.split_once(" = ").unwrap_or_default() {
            ("cluster", value) => config.cluster = value.to_string(),
            ("log_format", value) => config.log_format = value.to_string(),
            ("seed", value) => config.seeds.push(value.to_string()),
            ("heartbeat_ms", value) => config.heartbeat_ms = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    config
}

#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    settings: Rc<str>,
    started: OnceCell<Box<Started>>,
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;
    let nodes = text.lines().find_map(|line| line.strip_prefix("nodes = "));
    let nodes = number(nodes.unwrap_or("0"))?;
    let settings: Rc<str> = text.into();
    let node = |id| Node {
        id,
        settings: Rc::clone(&settings),
        started: OnceCell::new(),
    };
    Ok((0..nodes).map(node).collect())
}
