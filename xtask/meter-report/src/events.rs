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
pub enum WindowEvent {
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
    /// So many bytes were asked for and refused, since they are more than the limit.
    Refused(u64),
}

impl WindowEvent {
    /// The event as it is written: three numbers, the lowest byte first.
    pub fn to_bytes(self) -> [u8; EVENT_BYTES] {
        let (kind, first, second) = match self {
            WindowEvent::Weighing => (1, 0, 0),
            WindowEvent::Counting => (2, 0, 0),
            WindowEvent::Closed => (3, 0, 0),
            WindowEvent::Made(bytes) => (4, bytes, 0),
            WindowEvent::Resized { from, to } => (5, from, to),
            WindowEvent::Freed(bytes) => (6, bytes, 0),
            WindowEvent::Enough => (7, 0, 0),
            WindowEvent::Refused(bytes) => (8, bytes, 0),
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
            1 => WindowEvent::Weighing,
            2 => WindowEvent::Counting,
            3 => WindowEvent::Closed,
            4 => WindowEvent::Made(number(1)),
            5 => WindowEvent::Resized {
                from: number(1),
                to: number(2),
            },
            6 => WindowEvent::Freed(number(1)),
            7 => WindowEvent::Enough,
            8 => WindowEvent::Refused(number(1)),
            _ => return None,
        })
    }
}

/// What the events of a process add up to.
#[derive(Clone, Debug, Default)]
pub struct EventCounter {
    /// The beginning of an event whose end has not come yet.
    rest: Vec<u8>,
    open: Option<Running>,
    count: OutsideCount,
    /// The most events of a window that are wanted.
    most: Option<u64>,
}

/// What was counted outside of a process, when it is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutsideCount {
    /// What the window that is weighed allocated, and whether that is all.
    pub weighed: Option<(Counts, Extent)>,
    /// Whether memory beyond the limit was asked for.
    pub was_refused: bool,
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
    /// How many calls were told.
    told: u64,
}

impl EventCounter {
    /// For a harness that was told to tell so many events of a window at most.
    pub fn of_at_most(most: u64) -> Self {
        EventCounter {
            most: Some(most),
            ..EventCounter::default()
        }
    }

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
            self.note(WindowEvent::from_bytes(&event));
        }
        let (events, rest) = bytes.as_chunks::<EVENT_BYTES>();
        for event in events {
            self.note(WindowEvent::from_bytes(event));
        }
        self.rest.extend_from_slice(rest);
    }

    /// What it adds up to, when the pipe has ended.
    pub fn end(mut self) -> OutsideCount {
        if !self.rest.is_empty() {
            self.is_wrong("the events end in the middle of one");
        }
        self.count
    }

    fn is_wrong(&mut self, what: &str) {
        self.count.trouble.get_or_insert_with(|| what.to_owned());
    }

    fn note(&mut self, event: Option<WindowEvent>) {
        match (event, &mut self.open) {
            (None, _) => self.is_wrong("something that is no event was written among them"),
            (Some(event @ (WindowEvent::Weighing | WindowEvent::Counting)), None) => {
                self.open = Some(Running {
                    is_weighed: event == WindowEvent::Weighing,
                    extent: Extent::All,
                    counts: Counts::default(),
                    freed: 0,
                    live: 0,
                    told: 0,
                });
            }
            (Some(WindowEvent::Weighing | WindowEvent::Counting), Some(_)) => {
                self.is_wrong("a window opened within a window");
            }
            (Some(WindowEvent::Closed), Some(window)) => {
                let window = *window;
                self.open = None;
                self.close(window);
            }
            (Some(WindowEvent::Closed), None) => self.is_wrong("a window closed that was not open"),
            (Some(WindowEvent::Refused(_)), _) => self.count.was_refused = true,
            (Some(WindowEvent::Enough), Some(window))
                if self.most.is_some_and(|most| window.told < most) =>
            {
                self.is_wrong("it was said that enough was told, and it was not");
            }
            (Some(event), Some(window)) => window.note(event),
            // Outside of windows nothing is told, but another thread may be late.
            (Some(_), None) => {}
        }
    }

    fn close(&mut self, window: Running) {
        if !window.is_weighed {
            return;
        }
        if self.count.weighed.is_some() {
            self.is_wrong("two windows were weighed");
            return;
        }
        self.count.weighed = Some((window.counts(), window.extent));
    }
}

impl Running {
    fn note(&mut self, event: WindowEvent) {
        let counts = &mut self.counts;
        self.told += 1;
        match event {
            WindowEvent::Made(bytes) => {
                counts.allocations += 1;
                counts.bytes = counts.bytes.saturating_add(bytes);
                self.live = self.live.saturating_add_unsigned(bytes);
            }
            WindowEvent::Resized { from, to } => {
                counts.allocations += 1;
                counts.reallocations += 1;
                counts.bytes = counts.bytes.saturating_add(to);
                self.live = self.live.saturating_add_unsigned(to);
                self.live = self.live.saturating_sub_unsigned(from);
            }
            WindowEvent::Freed(bytes) => {
                self.freed += 1;
                self.live = self.live.saturating_sub_unsigned(bytes);
            }
            WindowEvent::Enough => self.extent = Extent::AtLeast,
            WindowEvent::Weighing
            | WindowEvent::Counting
            | WindowEvent::Closed
            | WindowEvent::Refused(_) => {}
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

    fn count(events: &[WindowEvent], piece: usize) -> OutsideCount {
        let bytes: Vec<u8> = events.iter().flat_map(|event| event.to_bytes()).collect();
        let mut counter = EventCounter::default();
        for piece in bytes.chunks(piece) {
            counter.add(piece);
        }
        counter.end()
    }

    #[test]
    fn adds_up_the_window_that_is_weighed() {
        let events = [
            WindowEvent::Counting,
            WindowEvent::Made(1_000),
            WindowEvent::Closed,
            WindowEvent::Weighing,
            WindowEvent::Made(10),
            WindowEvent::Made(20),
            WindowEvent::Freed(10),
            WindowEvent::Resized { from: 20, to: 25 },
            WindowEvent::Closed,
            WindowEvent::Freed(25),
        ];
        let counts = Counts {
            allocations: 3,
            reallocations: 1,
            bytes: 55,
            peak_bytes: 30,
            live_blocks: 1,
            live_bytes: 25,
            left_bytes: 0,
        };
        for piece in [1, 7, 24, 25, 1_000] {
            let told = count(&events, piece);
            assert_eq!(told.weighed, Some((counts, Extent::All)), "{piece}");
            assert_eq!(told.trouble, None);
        }
    }

    #[test]
    fn says_when_there_was_more() {
        let told = count(
            &[
                WindowEvent::Weighing,
                WindowEvent::Made(1),
                WindowEvent::Enough,
                WindowEvent::Closed,
            ],
            24,
        );
        let (counts, extent) = told.weighed.expect("a window");
        assert_eq!((counts.allocations, extent), (1, Extent::AtLeast));
    }

    #[test]
    fn what_no_harness_writes_is_seen() {
        use WindowEvent::{Closed, Counting, Weighing};
        for (events, what) in [
            (&[Closed][..], "a window closed that was not open"),
            (&[Weighing, Counting], "a window opened within a window"),
            (
                &[Weighing, Closed, Weighing, Closed],
                "two windows were weighed",
            ),
        ] {
            assert_eq!(count(events, 24).trouble.as_deref(), Some(what));
        }
        let early: Vec<u8> = [Weighing, WindowEvent::Made(1), WindowEvent::Enough]
            .iter()
            .flat_map(|event| event.to_bytes())
            .collect();
        for (most, is_wrong) in [(1, false), (2, true)] {
            let mut counter = EventCounter::of_at_most(most);
            counter.add(&early);
            assert_eq!(counter.end().trouble.is_some(), is_wrong, "{most}");
        }
        let mut torn = EventCounter::default();
        torn.add(&[1; 30]);
        let told = torn.end();
        assert_eq!(
            told.trouble.as_deref(),
            Some("something that is no event was written among them")
        );
        let mut short = EventCounter::default();
        short.add(&Weighing.to_bytes()[..5]);
        assert!(short.end().trouble.is_some());
    }

    #[test]
    fn a_refusal_is_known_wherever_it_happens() {
        use WindowEvent::{Closed, Refused, Weighing};
        for (events, was_refused) in [
            (&[Weighing, Closed][..], false),
            (&[Weighing, Refused(9), Closed], true),
            (&[Refused(9)], true),
        ] {
            assert_eq!(count(events, 24).was_refused, was_refused, "{events:?}");
        }
    }

    #[test]
    fn a_window_that_never_closes_is_not_weighed() {
        assert_eq!(
            count(&[WindowEvent::Weighing, WindowEvent::Made(1)], 24).weighed,
            None
        );
    }
}
