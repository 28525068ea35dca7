//! Reads the settings line by line, in a function of its own.
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
    let (config, nodes) = read_settings(settings)?;
    let config = Rc::new(config);
    let nodes = (0..nodes).map(|id| Node {
        id,
        config: Rc::clone(&config),
    });
    Ok(nodes.collect())
}

fn read_settings(settings: &mut dyn Read) -> io::Result<(Config, u32)> {
    let mut settings = BufReader::new(settings);
    let mut config = Config::default();
    let mut nodes = 0;
    let mut line = String::new();
    while settings.read_line(&mut line)? > 0 {
        let setting = line.trim_end_matches(['\r', '\n']).split_once(" = ");
        match setting {
            Some(("cluster", name)) => config.cluster = name.into(),
            Some(("log_format", format)) => config.log_format = format.into(),
            Some(("seed", seed)) => config.seeds.push(seed.into()),
            Some(("heartbeat_ms", time)) => config.heartbeat_ms = number(time)?,
            Some(("nodes", count)) => nodes = number(count)?,
            _ => {}
        }
        line.clear();
    }
    Ok((config, nodes))
}
