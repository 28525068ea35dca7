//! The trace of a window: each call of the allocator, in order. In: a file that a
//! harness wrote. Out: its events, with call stacks where they were asked for.
//!
//! The file is one JSON object: `{"events": […], "truncated": false}`. An event is
//! `["a", block, bytes]` for a new block, `["r", block, bytes, moved]` for one
//! that was resized (`moved` is true if its address changed), and `["f", block]`
//! for one that was freed. Blocks are numbered from 0 in the order in which they
//! were made. What was made before the window is left out.
//!
//! If call stacks are asked for, the object also has what is in [`CallStacks`], and
//! `"afterwards": […]`: what happened to the same blocks until the result was dropped.

use std::fmt;

use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// A trace as it is in its file.
#[derive(Clone, Debug)]
pub struct TraceFile {
    /// What happened.
    pub events: Vec<BlockEvent>,
    /// Whether later events are missing, because there were too many.
    pub truncated: bool,
    /// Where it happened, if that was asked for.
    pub call_stacks: Option<CallStacks>,
    /// What happened to the same blocks after the window, until the result was dropped; none
    /// where that is not known.
    pub afterwards: Option<Vec<BlockEvent>>,
}

/// What happened to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockEvent {
    /// It was made.
    Made {
        /// Its number.
        block: u64,
        /// Its size.
        bytes: u64,
    },
    /// Its size changed.
    Resized {
        /// Its number.
        block: u64,
        /// Its new size.
        bytes: u64,
        /// Whether its address changed.
        moved: bool,
    },
    /// It was freed.
    Freed {
        /// Its number.
        block: u64,
    },
}

/// The call stacks of a trace.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallStacks {
    /// The number of the stack of each event; 0 for one that was freed.
    pub at: Vec<u32>,
    /// For each stack the numbers of its addresses, the innermost first.
    pub stacks: Vec<Vec<usize>>,
    /// Bytes from where the program begins in memory.
    pub addresses: Vec<u64>,
    /// The frames at each address, where another process could not find them.
    pub names: Option<Vec<Vec<String>>>,
}

#[derive(Deserialize)]
struct Fields {
    events: Vec<BlockEvent>,
    truncated: bool,
    at: Option<Vec<u32>>,
    stacks: Option<Vec<Vec<usize>>>,
    addresses: Option<Vec<u64>>,
    names: Option<Vec<Vec<String>>>,
    afterwards: Option<Vec<BlockEvent>>,
}

impl TraceFile {
    /// Reads what a harness wrote.
    ///
    /// # Errors
    ///
    /// The text is not the events of a window.
    pub fn read(text: &[u8]) -> Result<Self, serde_json::Error> {
        let fields: Fields = serde_json::from_slice(text)?;
        Ok(TraceFile {
            events: fields.events,
            truncated: fields.truncated,
            afterwards: fields.afterwards,
            call_stacks: match (fields.at, fields.stacks, fields.addresses) {
                (Some(at), Some(stacks), Some(addresses)) => Some(CallStacks {
                    at,
                    stacks,
                    addresses,
                    names: fields.names,
                }),
                (None, None, None) => None,
                _ => return Err(Error::custom("only a part of the call stacks is there")),
            },
        })
    }
}

impl BlockEvent {
    /// The number of the block.
    pub fn block(self) -> u64 {
        match self {
            BlockEvent::Made { block, .. }
            | BlockEvent::Resized { block, .. }
            | BlockEvent::Freed { block } => block,
        }
    }

    /// The size of the block from now on; none if it was freed.
    pub fn bytes(self) -> Option<u64> {
        match self {
            BlockEvent::Made { bytes, .. } | BlockEvent::Resized { bytes, .. } => Some(bytes),
            BlockEvent::Freed { .. } => None,
        }
    }
}

/// The event as it is in the file.
impl fmt::Display for BlockEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BlockEvent::Made { block, bytes } => write!(f, "[\"a\",{block},{bytes}]"),
            BlockEvent::Resized {
                block,
                bytes,
                moved,
            } => write!(f, "[\"r\",{block},{bytes},{moved}]"),
            BlockEvent::Freed { block } => write!(f, "[\"f\",{block}]"),
        }
    }
}

impl<'de> Deserialize<'de> for BlockEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(BlockEventVisitor)
    }
}

/// Serde's own way for such an enum keeps each event as a tree first: there are
/// thousands, and a learner waits.
struct BlockEventVisitor;

impl<'de> Visitor<'de> for BlockEventVisitor {
    type Value = BlockEvent;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event such as [\"a\", block, bytes]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<BlockEvent, A::Error> {
        let missing = || Error::custom("an event ends too early");
        let kind: char = parts.next_element()?.ok_or_else(missing)?;
        let block: u64 = parts.next_element()?.ok_or_else(missing)?;
        if kind == 'f' {
            return Ok(BlockEvent::Freed { block });
        }
        let bytes: u64 = parts.next_element()?.ok_or_else(missing)?;
        match kind {
            'a' => Ok(BlockEvent::Made { block, bytes }),
            'r' => Ok(BlockEvent::Resized {
                block,
                bytes,
                moved: parts.next_element()?.ok_or_else(missing)?,
            }),
            other => Err(Error::custom(format!("an event of kind `{other}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_read_as_it_was_written() {
        for (event, text, bytes) in [
            (
                BlockEvent::Made { block: 3, bytes: 8 },
                r#"["a",3,8]"#,
                Some(8),
            ),
            (
                BlockEvent::Resized {
                    block: 0,
                    bytes: 16,
                    moved: true,
                },
                r#"["r",0,16,true]"#,
                Some(16),
            ),
            (BlockEvent::Freed { block: 1 }, r#"["f",1]"#, None),
        ] {
            assert_eq!(event.to_string(), text);
            let read: BlockEvent = serde_json::from_str(text).expect("an event");
            assert_eq!(read, event);
            assert_eq!(read.bytes(), bytes);
        }
    }

    #[test]
    fn call_stacks_are_there_or_not() {
        let plain = r#"{"events":[["a",0,8]],"truncated":false}"#;
        let trace = TraceFile::read(plain.as_bytes()).expect("a trace");
        assert!(trace.call_stacks.is_none() && !trace.truncated);
        let stacks = r#","at":[0],"stacks":[[0]],"addresses":[7],"names":null}"#;
        let text = plain.replace('}', stacks);
        let trace = TraceFile::read(text.as_bytes()).expect("a trace");
        let stacks = trace.call_stacks.expect("call stacks");
        assert_eq!((stacks.at, stacks.addresses), (vec![0], vec![7]));
    }

    #[test]
    fn says_what_is_no_trace() {
        for text in [
            "",
            "{}",
            r#"{"events":[["x",1,2]],"truncated":false}"#,
            r#"{"events":[["a",1]],"truncated":false}"#,
            r#"{"events":[["f",0,8]],"truncated":false}"#,
            r#"{"events":[["r",0,8]],"truncated":false}"#,
            r#"{"events":[],"truncated":false,"at":[]}"#,
        ] {
            assert!(TraceFile::read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
