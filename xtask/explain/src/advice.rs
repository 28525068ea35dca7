//! What a profile says, most costly first. In: a profile and whose code is whose.
//! Out: [`Advice`]: the sites in order, each with its finding, and what the reader
//! has to know of the profile itself. The costs add up to those of the profile.

use crate::finding::{self, About, Finding};
use crate::frame::Frame;
use crate::profile::{Cost, Profile};
use crate::program::{self, Lines};
use crate::site::{self, Site};
use crate::sources::Sources;

/// What makes a site come first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Blocks in all.
    #[default]
    Blocks,
    /// Bytes in all.
    Bytes,
    /// Bytes that were live when the heap was largest.
    Peak,
    /// Blocks that did not live for long.
    ShortLived,
}

impl Order {
    /// All of them.
    pub const ALL: [Order; 4] = [Order::Blocks, Order::Bytes, Order::Peak, Order::ShortLived];

    /// The name on a command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Order::Blocks => "blocks",
            Order::Bytes => "bytes",
            Order::Peak => "peak",
            Order::ShortLived => "short-lived",
        }
    }

    /// What is compared.
    pub fn of(self, cost: &Cost) -> u64 {
        match self {
            Order::Blocks => cost.blocks,
            Order::Bytes => cost.bytes,
            Order::Peak => cost.peak_bytes,
            Order::ShortLived => cost.short_lived,
        }
    }
}

/// All that there is to say of a profile.
#[derive(Debug)]
pub struct Advice {
    /// What is compared.
    pub order: Order,
    /// What the whole program allocated.
    pub total: Cost,
    /// Every site, the costliest first.
    pub sites: Vec<Advised>,
    /// What to know of the profile itself.
    pub notes: Vec<Note>,
}

/// A site and what to do about it.
#[derive(Debug)]
pub struct Advised {
    /// The site.
    pub site: Site,
    /// What is said of it, if anything is known.
    pub finding: Option<Finding>,
    /// The line of code, where its text is known.
    pub text: Option<String>,
}

/// What a reader has to know of a profile before they trust its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// No frame has a file and a line.
    NoLines,
    /// No frame is the reader's.
    NothingOwn,
    /// Call stacks of this many frames ended before the reader's code.
    CutStacks {
        /// The longest stack of the profile, in frames that are not inlined.
        frames: usize,
        /// What they cost.
        cost: Cost,
    },
}

/// Puts a profile in order.
pub fn advise(profile: &Profile, sources: &dyn Sources, order: Order) -> Advice {
    let mut sites: Vec<Advised> = site::fold(profile, sources)
        .into_iter()
        .map(|site| Advised {
            finding: finding::find(&site, None, &About::default()),
            text: site.place.as_ref().and_then(|place| {
                let line = sources.line(&place.file, place.line)?;
                Some(line.trim().to_owned()).filter(|text| !text.is_empty())
            }),
            site,
        })
        .collect();
    // The order of sites that cost the same is kept: it is always the same.
    sites.sort_by_key(|advised| std::cmp::Reverse(order.of(&advised.site.cost)));
    Advice {
        order,
        total: profile.total(),
        notes: notes(profile, sources, &sites, order),
        sites,
    }
}

/// Less than this part of the whole changes no order.
const MATTERS: u64 = 50;

fn notes(profile: &Profile, sources: &dyn Sources, sites: &[Advised], order: Order) -> Vec<Note> {
    let mut notes = Vec::new();
    if profile.points.is_empty() {
        return notes;
    }
    if program::lines(profile) == Lines::None {
        notes.push(Note::NoLines);
    } else if sites.iter().all(|advised| advised.site.place.is_none()) {
        notes.push(Note::NothingOwn);
    }
    let whole = order.of(&profile.total());
    let matters = |note: &Note| match note {
        Note::CutStacks { cost, .. } => order.of(cost) >= whole / MATTERS,
        Note::NoLines | Note::NothingOwn => true,
    };
    notes.extend(cut_stacks(profile, sources).filter(matters));
    notes
}

/// Stacks as long as the longest one that do not reach the reader's code.
fn cut_stacks(profile: &Profile, sources: &dyn Sources) -> Option<Note> {
    let frames = profile.all_frames();
    let own: Vec<bool> = frames
        .iter()
        .enumerate()
        .map(|(number, frame)| sources.own_file(number, frame).is_some())
        .collect();
    let depth = |numbers: &[usize]| {
        let address = |number: &usize| -> &Frame { &frames[*number] };
        numbers
            .chunk_by(|a, b| address(a).address == address(b).address)
            .count()
    };
    let depths: Vec<usize> = profile
        .points
        .iter()
        .map(|point| depth(profile.stack_numbers(point)))
        .collect();
    let longest = depths.iter().copied().max()?;
    let mut cost = Cost::default();
    let mut cut = 0;
    for (point, depth) in profile.points.iter().zip(&depths) {
        let stack = profile.stack_numbers(point);
        let begins = stack
            .last()
            .is_some_and(|number| frames[*number].begins_a_stack());
        if *depth == longest && !begins && !stack.iter().any(|number| own[*number]) {
            cost += point.cost;
            cut += 1;
        }
    }
    // A single longest stack is simply the longest one.
    let is_limit = depths.iter().filter(|depth| **depth == longest).count() > 1;
    (cut > 0 && is_limit).then_some(Note::CutStacks {
        frames: longest,
        cost,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::OneFile;

    /// Frames of a library, one of the reader's, and where a program begins; the last
    /// one is inlined into `far`.
    const FRAMES: &str = r#"["0x1: near (other.rs:1:1)","0x2: middle (other.rs:2:1)",
        "0x3: far (other.rs:3:1)","0x4: own (src/lib.rs:1:1)","0x5: main (start.rs:1:1)",
        "0x3: inlined (other.rs:4:1)"]"#;

    type Stack = (u64, u64, &'static [usize]);

    /// The depth and the blocks of the stacks that are said to be cut, in a profile of
    /// these blocks, bytes and stacks.
    fn cut(order: Order, stacks: &[Stack]) -> Option<(usize, u64)> {
        let points: Vec<String> = stacks
            .iter()
            .map(|(blocks, bytes, stack)| {
                format!(r#"{{"tbk":{blocks},"tb":{bytes},"fs":{stack:?}}}"#)
            })
            .collect();
        let text = format!(
            r#"{{"dhatFileVersion":2,"mode":"rust-heap","cmd":"c","tu":"t","pps":[{}],"ftbl":{FRAMES}}}"#,
            points.join(",")
        );
        let profile = Profile::read(text.as_bytes()).expect("a profile");
        let source = OneFile::new("src/lib.rs".to_owned(), "own();".to_owned());
        let notes = advise(&profile, &source, order).notes;
        notes.iter().find_map(|note| match note {
            Note::CutStacks { frames, cost } => Some((*frames, cost.blocks)),
            Note::NoLines | Note::NothingOwn => None,
        })
    }

    #[test]
    fn stacks_that_end_at_the_limit_are_cut_unless_they_lead_somewhere() {
        type Case<'c> = (&'c [Stack], Option<(usize, u64)>);
        let own: Stack = (10, 10, &[0, 1, 3]);
        let cases: [Case; 7] = [
            (&[own, (5, 5, &[0, 1, 2])], Some((3, 5))),
            (&[own, (5, 5, &[0, 1, 2]), (2, 2, &[1, 0, 2])], Some((3, 7))),
            // Shorter ones end by themselves.
            (&[own, own, (5, 5, &[1, 2])], None),
            (&[own, (5, 5, &[0, 1, 4])], None),
            (&[own, own], None),
            // One that is longer than all others is at no limit.
            (&[(10, 10, &[0, 3]), (5, 5, &[0, 1, 2])], None),
            // What is inlined adds nothing to the depth.
            (&[own, (5, 5, &[0, 5, 2])], None),
        ];
        for (stacks, expected) in cases {
            assert_eq!(cut(Order::Blocks, stacks), expected, "{stacks:?}");
        }
    }

    #[test]
    fn cut_stacks_are_told_of_from_a_fiftieth_of_what_is_compared() {
        let stacks = |blocks, bytes| -> [Stack; 2] {
            [
                (1_000 - blocks, 1_000 - bytes, &[0, 1, 3]),
                (blocks, bytes, &[0, 1, 2]),
            ]
        };
        for (order, blocks, bytes, is_told) in [
            (Order::Blocks, 20, 1, true),
            (Order::Blocks, 19, 999, false),
            (Order::Bytes, 1, 20, true),
            (Order::Bytes, 999, 19, false),
        ] {
            let found = cut(order, &stacks(blocks, bytes)).is_some();
            assert_eq!(found, is_told, "{order:?}: {blocks} blocks, {bytes} bytes");
        }
    }
}
