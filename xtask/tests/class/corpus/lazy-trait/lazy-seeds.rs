//! returns configurations whose list of seeds is made for each node when the harness walks
//! through it, by an `iter` of its own
//!
//! on = "ex5/reference"
//! parts = ["shared-config"]
//! budgets = ["allocations", "live_bytes"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

use std::cell::OnceCell;

/// A list that is not there yet.
#[derive(Debug)]
pub struct Seeds {
    settings: Rc<str>,
    made: OnceCell<Box<Vec<String>>>,
}

impl Seeds {
    fn borrowed(&self) -> impl Iterator<Item = &str> {
        let lines = self.settings.lines();
        lines.filter_map(|line| line.strip_prefix("seed = "))
    }

    /// The seeds, made for whoever asks first.
    pub fn iter(&self) -> std::slice::Iter<'_, String> {
        let make = || Box::new(self.borrowed().map(str::to_owned).collect());
        self.made.get_or_init(make).iter()
    }
}

#[derive(Debug)]
pub struct Config {
    pub cluster: Rc<String>,
    pub log_format: Rc<String>,
    pub seeds: Seeds,
    pub heartbeat_ms: u32,
}

#[derive(Debug)]
pub struct Node {
    pub id: u32,
    pub config: Config,
}

impl Node {
    /// The seed that this node asks first.
    pub fn first_seed(&self) -> &str {
        let count = self.config.seeds.borrowed().count();
        let first = self.id as usize % count;
        self.config.seeds.borrowed().nth(first).unwrap_or_default()
    }
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;
    let (mut cluster, mut log_format) = ("", "");
    let (mut heartbeat_ms, mut nodes) = (0, 0);
    for line in text.lines() {
        match line.split_once(" = ").unwrap_or_default() {
            ("cluster", value) => cluster = value,
            ("log_format", value) => log_format = value,
            ("heartbeat_ms", value) => heartbeat_ms = number(value)?,
            ("nodes", value) => nodes = number(value)?,
            _ => {}
        }
    }
    let [cluster, log_format] = [cluster, log_format].map(|text| Rc::new(text.to_owned()));
    let settings: Rc<str> = text.as_str().into();
    let node = |id| Node {
        id,
        config: Config {
            cluster: Rc::clone(&cluster),
            log_format: Rc::clone(&log_format),
            seeds: Seeds {
                settings: Rc::clone(&settings),
                made: OnceCell::new(),
            },
            heartbeat_ms,
        },
    };
    Ok((0..nodes).map(node).collect())
}
