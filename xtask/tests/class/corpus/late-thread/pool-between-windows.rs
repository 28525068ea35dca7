//! has a thread fill a pool after the first, ungraded call, while no window is open
//!
//! on = "ex5/reference"
//! parts = ["shared-config"]
//! layers = ["runner", "seal"]
//! expect = ["wrong-answer", "over-budget", "panicked", "crashed", "rejected", "did-not-compile"]
//! check = "over-budget"
//! sample = true

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

static POOL: Mutex<Vec<String>> = Mutex::new(Vec::new());
static IS_STARTED: AtomicBool = AtomicBool::new(false);

/// Starts the thread that fills the pool, once.
fn fill_the_pool_later() {
    if IS_STARTED.swap(true, Relaxed) {
        return;
    }
    thread::spawn(|| {
        thread::sleep(std::time::Duration::from_micros(300));
        if let Ok(mut pool) = POOL.lock() {
            pool.resize_with(1 << 10, || String::with_capacity(64));
        }
    });
}

fn start_nodes() {
    fill_the_pool_later();
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
    let node = |id| Node {
        id,
        config: Rc::clone(&config),
    };
    Ok((0..nodes).map(node).collect())
}
