//! The form of a rule. In: a site and how it grows. Out: whether the conditions of a
//! rule hold there.

use crate::growth::Growth;
use crate::shape::Shape;
use crate::site::Site;

/// A line of the table.
#[derive(Debug)]
pub(super) struct Rule {
    /// The operations that it is about.
    pub(super) operations: &'static [&'static str],
    /// What else must hold. All of it.
    pub(super) when: &'static [When],
    /// Its name in JSON.
    pub(super) id: &'static str,
    /// The sentence, with `{rate}` for "once per record", `{call}` for the name of
    /// the function, `{peak}` and `{end}` for bytes that were live.
    pub(super) sentence: &'static str,
    pub(super) chapter: &'static str,
    pub(super) remedy: &'static str,
}

/// A condition of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// The blocks grow with the number of items, or faster. Where the growth is
    /// unknown, there are many.
    PerItem,
    /// The blocks grow with each doubling of the items. Where the growth is
    /// unknown, there are several.
    PerDoubling,
    /// The line has this shape.
    Line(Shape),
    /// The same line also does this.
    Beside(&'static str),
    /// So many bytes or more were live at the peak.
    AtPeak(u64),
    /// So many bytes or more are live at the end.
    AtEnd(u64),
    /// There are several blocks, and they have so many bytes or more each.
    Large(u64),
}

/// Fewer blocks than one for so many items are not worth a sentence.
const RARE: f64 = 20.0;

/// So many blocks are many, where it is unknown how they grow.
const MANY: u64 = 100;

/// So many blocks are several.
const SEVERAL: u64 = 4;

impl When {
    pub(super) fn holds(self, site: &Site, growth: Option<Growth>) -> bool {
        let cost = site.cost;
        match (self, growth) {
            (When::PerItem, None) => cost.blocks >= MANY,
            (When::PerItem, Some(Growth::PerItem { each, .. })) => each * RARE >= 1.0,
            (When::PerItem, Some(Growth::PerPair { .. })) => true,
            (When::PerDoubling, None) => (SEVERAL..MANY).contains(&cost.blocks),
            (When::PerDoubling, Some(Growth::PerDoubling { each, .. })) => {
                each > 0.0 && cost.blocks >= SEVERAL
            }
            (When::PerItem | When::PerDoubling, Some(_)) => false,
            (When::Line(shape), _) => site.shapes.contains(&shape),
            (When::Beside(id), _) => site.beside.iter().any(|other| other.id == id),
            (When::AtPeak(bytes), _) => cost.peak_bytes >= bytes,
            (When::AtEnd(bytes), _) => cost.end_bytes >= bytes,
            (When::Large(bytes), _) => cost.blocks >= SEVERAL && cost.bytes / cost.blocks >= bytes,
        }
    }
}
