//! The curve of live bytes. In: the events of a window, in their order, as a harness
//! writes them. Out: how many bytes were live after each event, and the peak.

use std::collections::HashMap;
use std::io::{self, Write};

use meter_report::trace::{BlockEvent, TraceFile};

/// Live bytes over the events of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// What happened.
    pub events: Vec<BlockEvent>,
    /// Live bytes after each event.
    pub live: Vec<u64>,
    /// The most bytes that were live at once.
    pub peak: u64,
    /// After how many events the peak was reached first; 0 without events.
    pub peak_at: usize,
    /// Whether later events are missing, because there were too many.
    pub truncated: bool,
}

impl Curve {
    /// Reads what a harness wrote.
    ///
    /// # Errors
    ///
    /// The text is not the events of a window.
    pub fn read(text: &[u8]) -> Result<Self, serde_json::Error> {
        let file = TraceFile::read(text)?;
        Ok(Curve::of(file.events, file.truncated))
    }

    fn of(events: Vec<BlockEvent>, truncated: bool) -> Self {
        let mut sizes: HashMap<u64, u64> = HashMap::new();
        let mut curve = Curve {
            truncated,
            ..Curve::default()
        };
        let mut live: u64 = 0;
        for (at, event) in (1..).zip(&events) {
            let before = match event.bytes() {
                Some(bytes) => sizes.insert(event.block(), bytes),
                None => sizes.remove(&event.block()),
            };
            live = (live + event.bytes().unwrap_or(0)).saturating_sub(before.unwrap_or(0));
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
        let asks = |event: &&BlockEvent| event.bytes().is_some();
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

    /// Live bytes before the first event and after some of them, as pairs of (events so
    /// far, bytes): all of them, or so few that they are `most`, 3 or more. The first and
    /// the last point are among them, and of each stretch between them the highest.
    pub fn points(&self, most: usize) -> Vec<(u64, u64)> {
        let live = std::iter::once(&0).chain(&self.live);
        let all: Vec<(u64, u64)> = (0..).zip(live.copied()).collect();
        let [first, between @ .., last] = all.as_slice() else {
            return all;
        };
        if all.len() <= most {
            return all;
        }
        let stretch = all.len().div_ceil(most - 2);
        let highest = between
            .chunks(stretch)
            .filter_map(|part| part.iter().copied().max_by_key(|point| point.1));
        let ends = (std::iter::once(*first), std::iter::once(*last));
        ends.0.chain(highest).chain(ends.1).collect()
    }

    /// Writes a table with a line for each event.
    ///
    /// # Errors
    ///
    /// It could not be written.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "event,call,block,bytes,live_bytes")?;
        for (at, (event, live)) in (1..).zip(self.events.iter().zip(&self.live)) {
            let call = match event {
                BlockEvent::Made { .. } => "alloc",
                BlockEvent::Resized { .. } => "realloc",
                BlockEvent::Freed { .. } => "dealloc",
            };
            let (block, bytes) = (event.block(), event.bytes().unwrap_or(0));
            writeln!(out, "{at},{call},{block},{bytes},{live}")?;
        }
        Ok(())
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
    fn points_keep_the_ends_and_the_peak() {
        let short = curve(r#"["a",0,16],["r",0,32,true],["a",1,8],["f",0],["f",1]"#);
        let all = [(0, 0), (1, 16), (2, 32), (3, 40), (4, 8), (5, 0)];
        assert_eq!(short.points(240), all);
        assert_eq!(Curve::default().points(240), [(0, 0)]);
        let mut long = Curve {
            live: (1..10_000).collect(),
            ..Curve::default()
        };
        long.live[4_320] = 1_000_000;
        let kept = long.points(240);
        assert!(kept.len() <= 240, "{}", kept.len());
        assert_eq!(kept.first(), Some(&(0, 0)));
        assert_eq!(kept.last(), Some(&(9_999, 9_999)));
        assert!(kept.contains(&(4_321, 1_000_000)));
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
}
