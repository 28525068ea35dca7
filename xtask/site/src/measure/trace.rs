//! Curves. In: the events of a window. Out: live bytes after some of them, so few
//! that a picture can show them, with the peak among them.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::Value;

use crate::record::Trace;

/// How many points a curve has at most.
const POINTS: usize = 240;

#[derive(Debug, Deserialize)]
struct Events {
    events: Vec<Vec<Value>>,
    truncated: bool,
}

/// Reads the trace that a harness wrote.
pub fn read(file: &Path) -> Result<Trace> {
    let opened = File::open(file).with_context(|| format!("{}", file.display()))?;
    let events: Events = serde_json::from_reader(BufReader::new(opened))?;
    ensure!(
        !events.truncated,
        "too many events to keep; trace a smaller size"
    );
    let live = live_bytes(&events.events)?;
    Ok(Trace {
        events: live.len() as u64 - 1,
        points: thinned(&live),
    })
}

/// Live bytes before the first event and after each.
fn live_bytes(events: &[Vec<Value>]) -> Result<Vec<u64>> {
    let mut blocks: Vec<u64> = Vec::new();
    let mut live = 0;
    let mut curve = vec![0];
    for event in events {
        let number = |at: usize| event.get(at).and_then(Value::as_u64);
        let block = number(1).context("an event names its block")? as usize;
        let bytes = match event.first().and_then(Value::as_str) {
            Some("a" | "r") => number(2).context("an event names its bytes")?,
            _ => 0,
        };
        if block >= blocks.len() {
            blocks.resize(block + 1, 0);
        }
        live = live - blocks[block] + bytes;
        blocks[block] = bytes;
        curve.push(live);
    }
    Ok(curve)
}

/// The first and the last point, and of each stretch between them the highest.
fn thinned(live: &[u64]) -> Vec<(u64, u64)> {
    let all = live
        .iter()
        .enumerate()
        .map(|(event, bytes)| (event as u64, *bytes));
    if live.len() <= POINTS {
        return all.collect();
    }
    let stretch = live.len().div_ceil(POINTS - 2);
    let all: Vec<(u64, u64)> = all.collect();
    let mut kept = vec![all[0]];
    for part in all[1..all.len() - 1].chunks(stretch) {
        kept.extend(part.iter().copied().max_by_key(|point| point.1));
    }
    kept.push(all[all.len() - 1]);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_add_up_to_live_bytes() {
        let events: Events = serde_json::from_str(
            r#"{"events":[["a",0,16],["r",0,32,true],["a",1,8],["f",0],["f",1]],"truncated":false}"#,
        )
        .expect("events");
        let live = live_bytes(&events.events).expect("a curve");
        assert_eq!(live, [0, 16, 32, 40, 8, 0]);
    }

    #[test]
    fn a_long_curve_keeps_its_ends_and_its_peak() {
        let mut live: Vec<u64> = (0..10_000).collect();
        live[4_321] = 1_000_000;
        let kept = thinned(&live);
        assert!(kept.len() <= POINTS, "{}", kept.len());
        assert_eq!(kept.first(), Some(&(0, 0)));
        assert_eq!(kept.last(), Some(&(9_999, 9_999)));
        assert!(kept.contains(&(4_321, 1_000_000)));
    }
}
