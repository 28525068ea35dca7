//! Shares the configuration from the start, and fills it through `Rc::make_mut`.
//!
//! on = "starter"
//! part = "shared-config"

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

    let mut shared = Rc::<Config>::default();
    let config = Rc::make_mut(&mut shared);
    let mut nodes = 0;
    for (key, value) in text.lines().filter_map(|line| line.split_once(" = ")) {
        match key {
            "cluster" => value.clone_into(&mut config.cluster),
            "log_format" => value.clone_into(&mut config.log_format),
            "seed" => config.seeds.push(value.to_owned()),
            "heartbeat_ms" => config.heartbeat_ms = number(value)?,
            "nodes" => nodes = number(value)?,
            _ => {}
        }
    }
    Ok(std::iter::repeat_n(shared, nodes as usize)
        .zip(0..)
        .map(|(config, id)| Node { id, config })
        .collect())
}
