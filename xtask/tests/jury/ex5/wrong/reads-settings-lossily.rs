//! Replaces what is no UTF-8 in the settings.
//!
//! on = "reference"
//! part = "shared-config"
//! verdict = "wrong-answer"

fn start_nodes() {
    let mut bytes = Vec::new();
    settings.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);

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
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}
