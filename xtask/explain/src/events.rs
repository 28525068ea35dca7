//! Traces of the scales. In: the events of a window in their order, with the call
//! stack of each, and the names of what is at the addresses on them. Out: a
//! [`Profile`], the same as dhat's, but for two things: it is known which block was
//! resized where, and names are looked up for the program only.
//!
//! A [`Trace`] has addresses, and with their [`Names`] it becomes [`Events`]. The
//! format of the events is described in the module `trace` of the crate `meter-report`,
//! that of the names in the module `stacks` of the crate `meter`.

use std::collections::HashMap;

use meter_report::trace::{BlockEvent, TraceFile};

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

/// The events of one window, with addresses on their call stacks.
#[derive(Clone, Debug)]
pub struct Trace {
    events: Vec<CallStackEvent>,
    /// For each stack the numbers of its addresses, the innermost first.
    stacks: Vec<Vec<usize>>,
    addresses: Vec<u64>,
    /// Of a system where names are looked up in the window's own process.
    names: Option<Names>,
    /// What happened to the same blocks until the result was dropped, where that is known.
    afterwards: Option<Vec<BlockEvent>>,
}

/// The functions and lines at addresses of a program.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<u64, Vec<Frame>>);

/// The events of one window, with names on their call stacks.
#[derive(Clone, Debug)]
pub struct Events {
    events: Vec<CallStackEvent>,
    stacks: Vec<Vec<usize>>,
    frames: Vec<Frame>,
    afterwards: Option<Vec<BlockEvent>>,
}

/// An event, and where it happened.
#[derive(Clone, Copy, Debug)]
struct CallStackEvent {
    event: BlockEvent,
    stack: usize,
}

impl Trace {
    /// Reads a trace with stacks.
    ///
    /// # Errors
    ///
    /// The text is damaged, is no such trace, or is not whole because there were
    /// too many events.
    pub fn read(text: &[u8]) -> Result<Self, Unreadable> {
        let file = TraceFile::read(text).map_err(damaged)?;
        let other = |what: &str| Err(Unreadable::NotDhat(what.to_owned()));
        if file.truncated {
            return other("there were too many allocations to keep; take a smaller size");
        }
        let Some(call_stacks) = file.call_stacks else {
            return other("the trace has no call stacks");
        };
        let count = file.events.len();
        let (stacks, addresses) = (call_stacks.stacks, call_stacks.addresses);
        let events = file.events.into_iter().zip(&call_stacks.at);
        let events: Vec<CallStackEvent> = events
            .map(|(event, stack)| CallStackEvent {
                event,
                stack: *stack as usize,
            })
            .collect();
        // Where a block was freed, nobody asks.
        let has_stack = |of: &CallStackEvent| of.event.bytes().is_none() || of.stack < stacks.len();
        if call_stacks.at.len() != count
            || !events.iter().all(has_stack)
            || !stacks
                .iter()
                .flatten()
                .all(|number| *number < addresses.len())
        {
            return other("the trace refers to call stacks that it does not have");
        }
        let names = call_stacks.names.map(|names| Names::of(&addresses, names));
        Ok(Trace {
            events,
            stacks,
            addresses,
            names: names.transpose()?,
            afterwards: file.afterwards,
        })
    }

    /// The addresses whose names are wanted: places in the program, in bytes from
    /// where it begins in memory.
    pub fn addresses(&self) -> &[u64] {
        match self.names {
            None => &self.addresses,
            Some(_) => &[],
        }
    }

    /// The same with names. An address stands for several frames where functions were
    /// inlined, and for none where its name is not known.
    pub fn named(&self, names: &Names) -> Events {
        let names = self.names.as_ref().unwrap_or(names);
        let mut frames: Vec<Frame> = Vec::new();
        let mut ranges = Vec::with_capacity(self.addresses.len());
        for address in &self.addresses {
            let start = frames.len();
            frames.extend(names.0.get(address).into_iter().flatten().cloned());
            ranges.push(start..frames.len());
        }
        let numbers = |stack: &Vec<usize>| {
            let addresses = stack.iter();
            addresses
                .flat_map(|address| ranges[*address].clone())
                .collect()
        };
        Events {
            stacks: self.stacks.iter().map(numbers).collect(),
            events: self.events.clone(),
            frames,
            afterwards: self.afterwards.clone(),
        }
    }
}

impl Names {
    /// Reads the names of these addresses: a JSON list with a list of frames for each.
    ///
    /// # Errors
    ///
    /// The text is damaged, or is about another number of addresses.
    pub fn read(addresses: &[u64], text: &[u8]) -> Result<Self, Unreadable> {
        Self::of(addresses, serde_json::from_slice(text).map_err(damaged)?)
    }

    fn of(addresses: &[u64], names: Vec<Vec<String>>) -> Result<Self, Unreadable> {
        if addresses.len() != names.len() {
            return Err(Unreadable::NotDhat(format!(
                "{} names for {} addresses",
                names.len(),
                addresses.len()
            )));
        }
        let frames = |names: &Vec<String>| names.iter().map(|text| Frame::parse(text)).collect();
        let all = addresses.iter().zip(&names);
        Ok(Names(
            all.map(|(address, names)| (*address, frames(names)))
                .collect(),
        ))
    }
}

fn damaged(error: serde_json::Error) -> Unreadable {
    Unreadable::Damaged {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    }
}

impl Events {
    /// The same until the result is dropped: what is live at the end is what stays behind.
    /// None where that is not known.
    pub fn until_dropped(&self) -> Option<Events> {
        let later = self.afterwards.as_ref()?;
        // Where it happened, nobody asks: blocks are charged to who made them.
        let later = later.iter().map(|event| CallStackEvent {
            event: *event,
            stack: 0,
        });
        Some(Events {
            events: self.events.iter().copied().chain(later).collect(),
            afterwards: None,
            ..self.clone()
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
    fn apply(&mut self, index: usize, event: &CallStackEvent, blame: Blame, costs: &mut [Cost]) {
        let before = self.blocks.remove(&event.event.block());
        if let Some(before) = &before {
            self.live -= before.bytes;
        }
        let Some(bytes) = event.event.bytes() else {
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
            event.event.block(),
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
        "truncated":false,"at":[0,1,1,0,0],"stacks":[[0],[1]],"addresses":[1,2],
        "names":[["0x1: make (a.rs:1:1)"],["0x2: grow (a.rs:2:1)"]]}"#;

    #[test]
    fn charges_a_block_that_grows_to_one_line_or_the_other() {
        let trace = Trace::read(GROWN.as_bytes()).expect("a trace");
        assert_eq!(trace.addresses(), [0; 0]);
        let events = trace.named(&Names::default());
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
    fn what_stays_behind_is_charged_to_who_made_it() {
        let later = GROWN.replace("\"truncated\"", r#""afterwards":[["f",2]],"truncated""#);
        let trace = Trace::read(later.as_bytes()).expect("a trace");
        let left = trace.named(&Names::default()).until_dropped();
        let left = left.expect("it is known").profile(Blame::Maker);
        let bytes: Vec<u64> = left
            .points
            .iter()
            .map(|point| point.cost.end_bytes)
            .collect();
        assert_eq!(bytes, [32, 0]);
        let trace = Trace::read(GROWN.as_bytes()).expect("a trace");
        let unknown = trace.named(&Names::default()).until_dropped();
        assert!(unknown.is_none());
    }

    #[test]
    fn refuses_what_is_not_whole() {
        for (from, to) in [
            ("\"truncated\":false", "\"truncated\":true"),
            ("\"at\":[0,1,1,0,0]", "\"at\":[0,1,1,0]"),
            ("\"at\":[0,1,1,0,0]", "\"at\":[0,1,1,0,0,0]"),
            ("\"stacks\":[[0],[1]]", "\"stacks\":[]"),
            ("\"at\":[0,1,1,0,0]", "\"at\":[0,1,1,0,9]"),
            ("\"stacks\":[[0],[1]]", "\"stacks\":[[0],[5]]"),
            ("\"at\"", "\"on\""),
            ("[1,2]", "[1,2,3]"),
        ] {
            let text = GROWN.replace(from, to);
            assert_ne!(text, GROWN);
            assert!(Trace::read(text.as_bytes()).is_err(), "{to}");
        }
    }

    #[test]
    fn an_address_is_as_many_frames_as_were_inlined_there() {
        let names = GROWN.find(",\n        \"names\"").expect("names");
        let text = format!("{},\"names\":null}}", &GROWN[..names]);
        let trace = Trace::read(text.as_bytes()).expect("a trace");
        assert_eq!(trace.addresses(), [1, 2]);
        let names = r#"[["0x1: make (a.rs:1:1)","0x1: main (b.rs:7:1)"],[]]"#;
        let names = Names::read(trace.addresses(), names.as_bytes()).expect("names");
        let profile = trace.named(&names).profile(Blame::Grower);
        let functions = |point| -> Vec<&str> {
            let stack = profile.stack_numbers(&profile.points[point]);
            let frames = stack.iter().map(|number| &profile.all_frames()[*number]);
            frames.map(|frame| frame.function.as_str()).collect()
        };
        assert_eq!(functions(0), ["make", "main"]);
        assert_eq!(functions(1), [""; 0]);
        assert!(Names::read(&[1, 2], b"[[]]").is_err());
        assert!(Names::read(&[1, 2], b"[[").is_err());
    }
}
