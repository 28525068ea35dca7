//! The curve of live bytes. In: the events of a window, in their order, as a harness
//! writes them. Out: how many bytes were live after each event, and the peak.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write};

use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};

/// What happened to a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
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
    },
    /// It was freed.
    Freed {
        /// Its number.
        block: u64,
    },
}

/// Live bytes over the events of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// What happened.
    pub events: Vec<Event>,
    /// Live bytes after each event.
    pub live: Vec<u64>,
    /// The most bytes that were live at once.
    pub peak: u64,
    /// After how many events the peak was reached first; 0 without events.
    pub peak_at: usize,
    /// Whether later events are missing, because there were too many.
    pub truncated: bool,
}

#[derive(serde::Deserialize)]
struct File {
    events: Vec<Event>,
    truncated: bool,
}

impl Curve {
    /// Reads what a harness wrote.
    ///
    /// # Errors
    ///
    /// The text is not the events of a window.
    pub fn read(text: &[u8]) -> Result<Self, serde_json::Error> {
        let file: File = serde_json::from_slice(text)?;
        Ok(Curve::of(file.events, file.truncated))
    }

    fn of(events: Vec<Event>, truncated: bool) -> Self {
        let mut sizes: HashMap<u64, u64> = HashMap::new();
        let mut curve = Curve {
            truncated,
            ..Curve::default()
        };
        let mut live: u64 = 0;
        for (at, event) in (1..).zip(&events) {
            let (before, after) = match *event {
                Event::Made { block, bytes } | Event::Resized { block, bytes } => {
                    (sizes.insert(block, bytes).unwrap_or(0), bytes)
                }
                Event::Freed { block } => (sizes.remove(&block).unwrap_or(0), 0),
            };
            live = (live + after).saturating_sub(before);
            if live > curve.peak {
                curve.peak = live;
                curve.peak_at = at;
            }
            curve.live.push(live);
        }
        curve.events = events;
        curve
    }

    /// How many calls asked for memory.
    pub fn allocations(&self) -> usize {
        let asks = |event: &&Event| !matches!(event, Event::Freed { .. });
        self.events.iter().filter(asks).count()
    }

    /// The highest value in each of `columns` equal parts of the curve, so that no
    /// peak is lost. Fewer events than columns are drawn wider.
    pub fn columns(&self, columns: usize) -> Vec<u64> {
        let events = self.live.len();
        if events == 0 {
            return vec![0; columns];
        }
        (0..columns)
            .map(|column| {
                let from = column * events / columns;
                let to = ((column + 1) * events / columns).max(from + 1);
                self.live[from..to].iter().copied().max().unwrap_or(0)
            })
            .collect()
    }

    /// Writes a table with a line for each event.
    ///
    /// # Errors
    ///
    /// It could not be written.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "event,call,block,bytes,live_bytes")?;
        for (at, (event, live)) in (1..).zip(self.events.iter().zip(&self.live)) {
            let (call, block, bytes) = match *event {
                Event::Made { block, bytes } => ("alloc", block, bytes),
                Event::Resized { block, bytes } => ("realloc", block, bytes),
                Event::Freed { block } => ("dealloc", block, 0),
            };
            writeln!(out, "{at},{call},{block},{bytes},{live}")?;
        }
        Ok(())
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(EventVisitor)
    }
}

/// Reads `["a",0,24]`, `["r",0,48,true]`, `["f",0]`.
struct EventVisitor;

impl<'de> Visitor<'de> for EventVisitor {
    type Value = Event;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event such as [\"a\", block, bytes]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Event, A::Error> {
        let missing = || de::Error::custom("an event ends too early");
        let kind: char = parts.next_element()?.ok_or_else(missing)?;
        let block: u64 = parts.next_element()?.ok_or_else(missing)?;
        if kind == 'f' {
            return Ok(Event::Freed { block });
        }
        let bytes: u64 = parts.next_element()?.ok_or_else(missing)?;
        match kind {
            'a' => Ok(Event::Made { block, bytes }),
            'r' => {
                let _moved: bool = parts.next_element()?.ok_or_else(missing)?;
                Ok(Event::Resized { block, bytes })
            }
            other => Err(de::Error::custom(format!("an event of kind `{other}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(events: &str) -> Curve {
        let text = format!("{{\"events\":[{events}],\"truncated\":false}}");
        Curve::read(text.as_bytes()).expect("a curve")
    }

    #[test]
    fn follows_live_bytes() {
        for (events, live, peak, peak_at) in [
            ("", &[][..], 0, 0),
            (r#"["a",0,8],["f",0]"#, &[8, 0], 8, 1),
            (
                r#"["a",0,8],["a",1,16],["r",0,32,true],["f",1],["r",0,4,false]"#,
                &[8, 24, 48, 32, 4],
                48,
                3,
            ),
            // A peak that is reached twice was reached first the first time.
            (r#"["a",0,8],["f",0],["a",1,8]"#, &[8, 0, 8], 8, 1),
        ] {
            let curve = curve(events);
            assert_eq!(curve.live, live, "{events}");
            assert_eq!((curve.peak, curve.peak_at), (peak, peak_at), "{events}");
        }
    }

    #[test]
    fn no_peak_is_lost_in_fewer_columns() {
        let curve = curve(r#"["a",0,1],["a",1,9],["f",1],["a",2,2],["f",2],["f",0]"#);
        assert_eq!(curve.live, [1, 10, 1, 3, 1, 0]);
        assert_eq!(curve.columns(3), [10, 3, 1]);
        assert_eq!(curve.columns(1), [10]);
        assert_eq!(curve.columns(12), [1, 1, 10, 10, 1, 1, 3, 3, 1, 1, 0, 0]);
        assert_eq!(Curve::default().columns(2), [0, 0]);
    }

    #[test]
    fn writes_a_line_for_each_event() {
        let mut out = Vec::new();
        let curve = curve(r#"["a",0,8],["r",0,16,true],["f",0]"#);
        curve.write_csv(&mut out).expect("it is written");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "event,call,block,bytes,live_bytes\n1,alloc,0,8,8\n2,realloc,0,16,16\n3,dealloc,0,0,0\n"
        );
        assert_eq!(curve.allocations(), 2);
    }

    #[test]
    fn says_what_is_no_event() {
        for text in ["", "{}", r#"{"events":[["x",1,2]],"truncated":false}"#] {
            assert!(Curve::read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
