//! The form of a rule. In: a site and how it grows. Out: whether the conditions of a
//! rule hold there.

use super::about::About;
use super::charge::Charge;
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
    /// the function, `{made}` for all its bytes, `{peak}` and `{end}` for those that were
    /// live.
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
    /// The call has this shape.
    Line(Shape),
    /// The call does not have this shape.
    Not(Shape),
    /// It is charged for what was made, and not for what is live.
    Made,
    /// What it is charged for is more than all that is allowed, and it is not calls.
    AboveLimit,
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

impl Rule {
    /// Whether it can be said of a site of its operations.
    pub(super) fn holds(&self, site: &Site, growth: Option<Growth>, about: &About<'_>) -> bool {
        self.fits_charge(site, about)
            && self.when.iter().all(|when| when.holds(site, growth, about))
    }

    /// Whether what it says is a reason for what the site is charged for.
    fn fits_charge(&self, site: &Site, about: &About<'_>) -> bool {
        let Some(charge) = about.charge else {
            return true;
        };
        if charge == Charge::Left {
            // A block that is made in a good way may be left behind in a bad one.
            return false;
        }
        self.when.iter().all(|when| match when {
            // How often a block grew is no reason for what is live, and of what is made only
            // if nothing else may be made.
            When::PerDoubling => charge.is_made() && about.may_be_exceeded_by(&site.cost),
            When::Made => charge.is_made(),
            When::PerItem => about.holds_its_blocks(&site.cost),
            When::AtEnd(_) => charge == Charge::Live,
            _ => true,
        })
    }
}

impl When {
    fn holds(self, site: &Site, growth: Option<Growth>, about: &About<'_>) -> bool {
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
            (When::Not(shape), _) => !site.shapes.contains(&shape),
            (When::Made, _) => true,
            (When::AboveLimit, _) => {
                about.charge != Some(Charge::Allocations) && about.is_exceeded_by(&cost)
            }
            (When::Beside(id), _) => site.beside.iter().any(|other| other.id == id),
            (When::AtPeak(bytes), _) => cost.peak_bytes >= bytes,
            (When::AtEnd(bytes), _) => cost.end_bytes >= bytes,
            (When::Large(bytes), _) => cost.blocks >= SEVERAL && cost.bytes / cost.blocks >= bytes,
        }
    }
}
