//! Has a configuration of boxed texts and a boxed list, without room to spare.
//!
//! on = "starter"
//! part = "shared-config"

/// What all nodes of a cluster have to know.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The name of the cluster.
    pub cluster: Box<str>,
    /// How a line of the log is written.
    pub log_format: Box<str>,
    /// The nodes that a new node may ask for all others.
    pub seeds: Box<[Box<str>]>,
    /// Time between two signs of life, in milliseconds.
    pub heartbeat_ms: u32,
}

/// One node of a cluster.
#[derive(Debug)]
pub struct Node {
    /// Its number, from 0.
    pub id: u32,
    /// The configuration it runs with.
    pub config: Rc<Config>,
}

fn start_nodes() {
    let mut text = String::new();
    settings.read_to_string(&mut text)?;

    let mut config = Config::default();
    let mut seeds = Vec::new();
    let mut nodes = 0;
    for line in text.lines() {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        match key {
            "cluster" => config.cluster = value.into(),
            "log_format" => config.log_format = value.into(),
            "seed" => seeds.push(value.into()),
            "heartbeat_ms" => config.heartbeat_ms = number(value)?,
            "nodes" => nodes = number(value)?,
            _ => {}
        }
    }
    config.seeds = seeds.into_boxed_slice();
    let config = Rc::new(config);
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}
