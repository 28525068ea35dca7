//! Traces of the scales. In: the events of a window in their order, with the call
//! stack of each. Out: a [`Profile`], the same as dhat's, but for two things: it is
//! known which block was resized where, and names are looked up for the program only.
//!
//! The format is described in the crate `meter`, module `trace`.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::frame::Frame;
use crate::profile::{Cost, Profile, Unreadable, Writer};

/// To which line a block that grows is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Blame {
    /// To the line where it grows: what was asked for there is made there.
    Grower,
    /// To the line where it was made: what is live belongs to whoever made it.
    Maker,
}

/// The events of one window.
#[derive(Clone, Debug)]
pub struct Events {
    events: Vec<Event>,
    stacks: Vec<Vec<usize>>,
    frames: Vec<Frame>,
}

/// One call of the allocator.
#[derive(Clone, Copy, Debug)]
struct Event {
    block: u64,
    /// The new size; none for one that was freed.
    bytes: Option<u64>,
    stack: usize,
}

#[derive(Deserialize)]
struct File {
    events: Vec<FileEvent>,
    truncated: bool,
    at: Vec<usize>,
    stacks: Vec<Vec<usize>>,
    frames: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FileEvent {
    Resized(Letter, u64, u64, IgnoredAny),
    Made(Letter, u64, u64),
    Freed(Letter, u64),
}

/// The length of an event tells what it is as well as its letter does.
type Letter = IgnoredAny;

impl Events {
    /// Reads a trace with stacks.
    ///
    /// # Errors
    ///
    /// The text is damaged, is no such trace, or is not whole because there were
    /// too many events.
    pub fn read(text: &[u8]) -> Result<Self, Unreadable> {
        let file: File = serde_json::from_slice(text).map_err(|error| Unreadable::Damaged {
            line: error.line(),
            column: error.column(),
            what: error.to_string(),
        })?;
        let other = |what: &str| Err(Unreadable::NotDhat(what.to_owned()));
        if file.truncated {
            return other("there were too many allocations to keep; take a smaller size");
        }
        if file.at.len() != file.events.len()
            || file
                .at
                .iter()
                .any(|stack| *stack >= file.stacks.len().max(1))
            || file
                .stacks
                .iter()
                .flatten()
                .any(|frame| *frame >= file.frames.len())
        {
            return other("the trace refers to call stacks that it does not have");
        }
        let events = file.events.into_iter().zip(file.at);
        Ok(Events {
            events: events
                .map(|(event, stack)| {
                    let (block, bytes) = match event {
                        FileEvent::Made(_, block, bytes) => (block, Some(bytes)),
                        FileEvent::Resized(_, block, bytes, _) => (block, Some(bytes)),
                        FileEvent::Freed(_, block) => (block, None),
                    };
                    Event {
                        block,
                        bytes,
                        stack,
                    }
                })
                .collect(),
            stacks: file.stacks,
            frames: file.frames.iter().map(|text| Frame::parse(text)).collect(),
        })
    }

    /// The profile of these events.
    pub fn profile(&self, blame: Blame) -> Profile {
        let mut costs = vec![Cost::default(); self.stacks.len()];
        let mut replay = Replay::default();
        let mut peak = (0, 0);
        for (index, event) in self.events.iter().enumerate() {
            replay.apply(index, event, blame, &mut costs);
            if replay.live > peak.0 {
                peak = (replay.live, index + 1);
            }
        }
        for block in replay.blocks.into_values() {
            let cost = &mut costs[block.stack];
            cost.end_blocks += 1;
            cost.end_bytes += block.bytes;
            cost.lifetime += (self.events.len() - block.since) as u64;
        }
        // Once more, up to the moment at which most was live.
        let mut at_peak = Replay::default();
        let mut unused = vec![Cost::default(); self.stacks.len()];
        for (index, event) in self.events[..peak.1].iter().enumerate() {
            at_peak.apply(index, event, blame, &mut unused);
        }
        for block in at_peak.blocks.into_values() {
            costs[block.stack].peak_blocks += 1;
            costs[block.stack].peak_bytes += block.bytes;
        }
        let points = costs.into_iter().zip(self.stacks.iter().cloned());
        Profile::new(
            Writer::Scales,
            (peak.1 as u64, self.events.len() as u64),
            points
                .filter(|(cost, _)| *cost != Cost::default())
                .collect(),
            self.frames.clone(),
        )
    }
}

/// What is live while the events are gone through.
#[derive(Default)]
struct Replay {
    blocks: HashMap<u64, Block>,
    live: u64,
}

/// A live block.
struct Block {
    bytes: u64,
    /// Whom it is charged to.
    stack: usize,
    /// The event that charged it.
    since: usize,
}

impl Replay {
    fn apply(&mut self, index: usize, event: &Event, blame: Blame, costs: &mut [Cost]) {
        let before = self.blocks.remove(&event.block);
        if let Some(before) = &before {
            self.live -= before.bytes;
        }
        let Some(bytes) = event.bytes else {
            if let Some(block) = before {
                costs[block.stack].lifetime += (index - block.since) as u64;
            }
            return;
        };
        let (stack, since) = match (blame, &before) {
            (Blame::Maker, Some(block)) => (block.stack, block.since),
            _ => (event.stack, index),
        };
        if let (Blame::Grower, Some(block)) = (blame, &before) {
            costs[block.stack].lifetime += (index - block.since) as u64;
        }
        let cost = &mut costs[stack];
        cost.blocks += 1;
        cost.bytes += bytes;
        cost.reallocations += u64::from(before.is_some());
        self.live += bytes;
        self.blocks.insert(
            event.block,
            Block {
                bytes,
                stack,
                since,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stack 0 makes a block, stack 1 grows it and makes another one.
    const GROWN: &str = r#"{"events":[["a",0,16],["r",0,32,true],["a",1,100],["f",1],["a",2,8]],
        "truncated":false,"at":[0,1,1,0,0],"stacks":[[0],[1]],
        "frames":["0x1: make (a.rs:1:1)","0x2: grow (a.rs:2:1)"]}"#;

    #[test]
    fn charges_a_block_that_grows_to_one_line_or_the_other() {
        let events = Events::read(GROWN.as_bytes()).expect("a trace");
        let of = |blame| -> Vec<Cost> {
            let profile = events.profile(blame);
            profile.points.iter().map(|point| point.cost).collect()
        };
        let grower = of(Blame::Grower);
        assert_eq!((grower[0].blocks, grower[0].bytes), (2, 24));
        assert_eq!((grower[1].blocks, grower[1].bytes), (2, 132));
        assert_eq!((grower[0].reallocations, grower[1].reallocations), (0, 1));
        assert_eq!((grower[0].peak_bytes, grower[1].peak_bytes), (0, 132));
        assert_eq!((grower[0].end_bytes, grower[1].end_bytes), (8, 32));
        let maker = of(Blame::Maker);
        assert_eq!((maker[0].blocks, maker[0].bytes), (3, 56));
        assert_eq!((maker[1].blocks, maker[1].bytes), (1, 100));
        assert_eq!((maker[0].peak_bytes, maker[1].peak_bytes), (32, 100));
        assert_eq!((maker[0].end_bytes, maker[1].end_bytes), (40, 0));
        for cost in [grower[1].lifetime, maker[0].lifetime] {
            assert!(cost > 0);
        }
    }

    #[test]
    fn refuses_what_is_not_whole() {
        for (from, to) in [
            ("\"truncated\":false", "\"truncated\":true"),
            ("\"at\":[0,1,1,0,0]", "\"at\":[0,1,1,0]"),
            ("\"at\":[0,1,1,0,0]", "\"at\":[0,1,1,0,9]"),
            ("\"stacks\":[[0],[1]]", "\"stacks\":[[0],[5]]"),
            ("\"at\"", "\"on\""),
        ] {
            let text = GROWN.replace(from, to);
            assert_ne!(text, GROWN);
            assert!(Events::read(text.as_bytes()).is_err(), "{to}");
        }
    }
}
