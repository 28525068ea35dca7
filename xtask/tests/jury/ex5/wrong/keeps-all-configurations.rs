//! Keeps each configuration in a list that stays.
//!
//! on = "reference"
//! part = "shared-config"
//! verdict = "over-budget"
//! finding = "none"

use std::cell::RefCell;

thread_local! {
    static ALL: RefCell<Vec<Rc<Config>>> = const { RefCell::new(Vec::new()) };
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
    let config = Rc::new(config);
    ALL.with_borrow_mut(|all| all.push(Rc::clone(&config)));
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}
