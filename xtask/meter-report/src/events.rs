//! What a harness tells while it runs: each call of the allocator, on a pipe. In: an
//! event, or the bytes of many. Out: those bytes, or what they add up to.
//!
//! Whoever counts inside a process can be made to count wrongly by code in that
//! process. The runner counts these events itself, outside.

use crate::Counts;

/// The bytes of one event on the pipe. A write of so few is never torn.
pub const EVENT_BYTES: usize = 24;

/// One call of the allocator, or an edge of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A window opens whose counts are the counts of the part.
    Weighing,
    /// A window opens whose counts only the harness wants.
    Counting,
    /// The window closes.
    Closed,
    /// A block of so many bytes was made.
    Made(u64),
    /// A block was resized.
    Resized {
        /// Its bytes before.
        from: u64,
        /// Its bytes now.
        to: u64,
    },
    /// A block of so many bytes was freed.
    Freed(u64),
    /// There were more events than anybody wants to hear: no more of them is told
    /// until the window closes.
    Enough,
}

impl Event {
    /// The event as it is written: three numbers, the lowest byte first.
    pub fn to_bytes(self) -> [u8; EVENT_BYTES] {
        let (kind, first, second) = match self {
            Event::Weighing => (1, 0, 0),
            Event::Counting => (2, 0, 0),
            Event::Closed => (3, 0, 0),
            Event::Made(bytes) => (4, bytes, 0),
            Event::Resized { from, to } => (5, from, to),
            Event::Freed(bytes) => (6, bytes, 0),
            Event::Enough => (7, 0, 0),
        };
        let mut all = [0; EVENT_BYTES];
        for (place, number) in all.chunks_exact_mut(8).zip([kind, first, second]) {
            place.copy_from_slice(&u64::to_le_bytes(number));
        }
        all
    }

    /// The event that was written so; none if no harness writes that.
    pub fn from_bytes(bytes: &[u8; EVENT_BYTES]) -> Option<Self> {
        let number = |at: usize| {
            let mut number = [0; 8];
            number.copy_from_slice(&bytes[at * 8..at * 8 + 8]);
            u64::from_le_bytes(number)
        };
        Some(match number(0) {
            1 => Event::Weighing,
            2 => Event::Counting,
            3 => Event::Closed,
            4 => Event::Made(number(1)),
            5 => Event::Resized {
                from: number(1),
                to: number(2),
            },
            6 => Event::Freed(number(1)),
            7 => Event::Enough,
            _ => return None,
        })
    }
}

/// What the events of a process add up to.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The beginning of an event whose end has not come yet.
    rest: Vec<u8>,
    open: Option<Running>,
    told: Told,
}

/// What a process told, when it is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// What the window that is weighed allocated, and whether that is all.
    pub weighed: Option<(Counts, Extent)>,
    /// What cannot have come from an honest harness; empty if all is well.
    pub trouble: Option<String>,
}

/// Whether counts are all that there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// They are.
    All,
    /// There was more that was not told.
    AtLeast,
}

/// A window that is open.
#[derive(Clone, Copy, Debug)]
struct Running {
    is_weighed: bool,
    extent: Extent,
    counts: Counts,
    freed: u64,
    live: i64,
}

impl Tally {
    /// Takes in the next bytes of the pipe.
    pub fn add(&mut self, mut bytes: &[u8]) {
        if !self.rest.is_empty() {
            let wanted = (EVENT_BYTES - self.rest.len()).min(bytes.len());
            self.rest.extend_from_slice(&bytes[..wanted]);
            bytes = &bytes[wanted..];
            let Ok(event) = <[u8; EVENT_BYTES]>::try_from(self.rest.as_slice()) else {
                return;
            };
            self.rest.clear();
            self.note(Event::from_bytes(&event));
        }
        let (events, rest) = bytes.as_chunks::<EVENT_BYTES>();
        for event in events {
            self.note(Event::from_bytes(event));
        }
        self.rest.extend_from_slice(rest);
    }

    /// What it adds up to, when the pipe has ended.
    pub fn end(mut self) -> Told {
        if !self.rest.is_empty() {
            self.is_wrong("the events end in the middle of one");
        }
        self.told
    }

    fn is_wrong(&mut self, what: &str) {
        self.told.trouble.get_or_insert_with(|| what.to_owned());
    }

    fn note(&mut self, event: Option<Event>) {
        match (event, &mut self.open) {
            (None, _) => self.is_wrong("something that is no event was written among them"),
            (Some(event @ (Event::Weighing | Event::Counting)), None) => {
                self.open = Some(Running {
                    is_weighed: event == Event::Weighing,
                    extent: Extent::All,
                    counts: Counts::default(),
                    freed: 0,
                    live: 0,
                });
            }
            (Some(Event::Weighing | Event::Counting), Some(_)) => {
                self.is_wrong("a window opened within a window");
            }
            (Some(Event::Closed), Some(window)) => {
                let window = *window;
                self.open = None;
                self.close(window);
            }
            (Some(Event::Closed), None) => self.is_wrong("a window closed that was not open"),
            (Some(event), Some(window)) => window.note(event),
            // Outside of windows nothing is told, but another thread may be late.
            (Some(_), None) => {}
        }
    }

    fn close(&mut self, window: Running) {
        if !window.is_weighed {
            return;
        }
        if self.told.weighed.is_some() {
            self.is_wrong("two windows were weighed");
            return;
        }
        self.told.weighed = Some((window.counts(), window.extent));
    }
}

impl Running {
    fn note(&mut self, event: Event) {
        let counts = &mut self.counts;
        match event {
            Event::Made(bytes) => {
                counts.allocations += 1;
                counts.bytes = counts.bytes.saturating_add(bytes);
                self.live = self.live.saturating_add_unsigned(bytes);
            }
            Event::Resized { from, to } => {
                counts.allocations += 1;
                counts.reallocations += 1;
                counts.bytes = counts.bytes.saturating_add(to);
                self.live = self.live.saturating_add_unsigned(to);
                self.live = self.live.saturating_sub_unsigned(from);
            }
            Event::Freed(bytes) => {
                self.freed += 1;
                self.live = self.live.saturating_sub_unsigned(bytes);
            }
            Event::Enough => self.extent = Extent::AtLeast,
            Event::Weighing | Event::Counting | Event::Closed => {}
        }
        counts.peak_bytes = counts.peak_bytes.max(self.live.max(0) as u64);
    }

    fn counts(&self) -> Counts {
        let made = self.counts.allocations - self.counts.reallocations;
        Counts {
            live_blocks: made.saturating_sub(self.freed),
            live_bytes: self.live.max(0) as u64,
            ..self.counts
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(events: &[Event], piece: usize) -> Told {
        let bytes: Vec<u8> = events.iter().flat_map(|event| event.to_bytes()).collect();
        let mut tally = Tally::default();
        for piece in bytes.chunks(piece) {
            tally.add(piece);
        }
        tally.end()
    }

    #[test]
    fn adds_up_the_window_that_is_weighed() {
        let events = [
            Event::Counting,
            Event::Made(1_000),
            Event::Closed,
            Event::Weighing,
            Event::Made(10),
            Event::Made(20),
            Event::Freed(10),
            Event::Resized { from: 20, to: 25 },
            Event::Closed,
            Event::Freed(25),
        ];
        let counts = Counts {
            allocations: 3,
            reallocations: 1,
            bytes: 55,
            peak_bytes: 30,
            live_blocks: 1,
            live_bytes: 25,
        };
        for piece in [1, 7, 24, 25, 1_000] {
            let told = tally(&events, piece);
            assert_eq!(told.weighed, Some((counts, Extent::All)), "{piece}");
            assert_eq!(told.trouble, None);
        }
    }

    #[test]
    fn says_when_there_was_more() {
        let told = tally(
            &[
                Event::Weighing,
                Event::Made(1),
                Event::Enough,
                Event::Closed,
            ],
            24,
        );
        let (counts, extent) = told.weighed.expect("a window");
        assert_eq!((counts.allocations, extent), (1, Extent::AtLeast));
    }

    #[test]
    fn what_no_harness_writes_is_seen() {
        use Event::{Closed, Counting, Weighing};
        for (events, what) in [
            (&[Closed][..], "a window closed that was not open"),
            (&[Weighing, Counting], "a window opened within a window"),
            (
                &[Weighing, Closed, Weighing, Closed],
                "two windows were weighed",
            ),
        ] {
            assert_eq!(tally(events, 24).trouble.as_deref(), Some(what));
        }
        let mut torn = Tally::default();
        torn.add(&[1; 30]);
        let told = torn.end();
        assert_eq!(
            told.trouble.as_deref(),
            Some("something that is no event was written among them")
        );
        let mut short = Tally::default();
        short.add(&Weighing.to_bytes()[..5]);
        assert!(short.end().trouble.is_some());
    }

    #[test]
    fn a_window_that_never_closes_is_not_weighed() {
        assert_eq!(tally(&[Event::Weighing, Event::Made(1)], 24).weighed, None);
    }
}
