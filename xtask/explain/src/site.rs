//! Allocation sites. In: a profile and whose code is whose. Out: one [`Site`] for
//! each line of the reader's and each thing that it does there; their costs add
//! up to the cost of the whole profile.

use std::collections::HashMap;

use crate::frame::Frame;
use crate::growth::{self, Growth};
use crate::operation::{self, Operation};
use crate::profile::{Cost, Point, Profile};
use crate::sources::{Sources, is_code};

/// A line of the reader's that allocates, for one reason.
#[derive(Clone, Debug)]
pub struct Site {
    /// The line that is charged; none where no own line led to the allocation.
    pub place: Option<Place>,
    /// Where no own line led to it: the library that asked, if one is known.
    pub library: Option<String>,
    /// The own lines that led to `place`, the nearest first.
    pub callers: Vec<Place>,
    /// The functions of others between that line and the allocator, the outermost
    /// first, as they are shown. Where several call stacks were folded, those of
    /// the costliest one.
    pub calls: Vec<String>,
    /// What those functions do, where it is known.
    pub operation: Option<&'static Operation>,
    /// What was allocated.
    pub cost: Cost,
    /// How many call stacks were folded.
    pub stacks: usize,
}

/// A place in a file of the reader's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The name under which the file is shown.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1; 0 where it is unknown.
    pub column: u32,
    /// The function, shortened.
    pub function: String,
}

/// What makes two call stacks the same site.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    line: Option<(String, u32)>,
    what: String,
}

/// Folds the call stacks of a profile by line and by what is done there. The site
/// with the most blocks comes first.
pub fn fold(profile: &Profile, sources: &dyn Sources) -> Vec<Site> {
    // Each frame is in many stacks; whose it is, is asked once.
    let places: Vec<Option<Place>> = profile
        .all_frames()
        .iter()
        .enumerate()
        .map(|(number, frame)| place(number, frame, sources))
        .collect();
    let mut sites: HashMap<Key, (Site, Cost)> = HashMap::new();
    for point in &profile.points {
        let (key, site) = charge(profile, point, &places, sources);
        let (folded, costliest) = sites.entry(key).or_insert_with(|| {
            let empty = Site {
                cost: Cost::default(),
                stacks: 0,
                ..site.clone()
            };
            (empty, site.cost)
        });
        folded.cost += site.cost;
        folded.stacks += 1;
        if (site.cost.blocks, site.cost.bytes) > (costliest.blocks, costliest.bytes) {
            *costliest = site.cost;
            folded.place = site.place;
            folded.callers = site.callers;
            folded.calls = site.calls;
        }
    }
    let mut sites: Vec<Site> = sites.into_values().map(|(site, _)| site).collect();
    sites.sort_by(|a, b| {
        let rank = |site: &Site| (site.cost.blocks, site.cost.bytes);
        rank(b).cmp(&rank(a)).then_with(|| order(a).cmp(&order(b)))
    });
    sites
}

/// Tells apart what costs the same, so that the order is always the same.
fn order(site: &Site) -> (Option<(&str, u32)>, &[String]) {
    let line = site.place.as_ref().map(|p| (p.file.as_str(), p.line));
    (line, &site.calls)
}

fn place(number: usize, frame: &Frame, sources: &dyn Sources) -> Option<Place> {
    Some(Place {
        file: sources.own_file(number, frame)?,
        line: frame.line,
        column: frame.column,
        function: frame.short(),
    })
}

/// Charges one call stack to the innermost own line that does something itself.
fn charge(
    profile: &Profile,
    point: &Point,
    places: &[Option<Place>],
    sources: &dyn Sources,
) -> (Key, Site) {
    let numbers = profile.stack_numbers(point);
    let does_something = |place: &Place| sources.line(&place.file, place.line).is_none_or(is_code);
    let own = |at: &usize| places[numbers[*at]].as_ref();
    let charged = (0..numbers.len())
        .find(|at| own(at).is_some_and(does_something))
        .or_else(|| (0..numbers.len()).find(|at| own(at).is_some()));
    let inner = &numbers[..charged.unwrap_or(numbers.len())];
    let inner: Vec<&Frame> = inner
        .iter()
        .rev()
        .map(|number| &profile.all_frames()[*number])
        .filter(|frame| !is_allocator(frame))
        .collect();
    let operation = operation::recognise(&inner);
    let calls: Vec<String> = inner.iter().map(|frame| frame.short()).collect();
    let place = charged.and_then(|at| own(&at).cloned());
    let mut callers: Vec<Place> = Vec::new();
    for at in charged.map_or(numbers.len(), |at| at + 1)..numbers.len() {
        let Some(caller) = own(&at) else { continue };
        let line = |place: &Place| (place.file.clone(), place.line);
        let nearest = callers.last().or(place.as_ref());
        if nearest.is_none_or(|nearest| line(nearest) != line(caller)) {
            callers.push(caller.clone());
        }
    }
    let what = match operation {
        Some(operation) => operation.id.to_owned(),
        None => inner.first().map_or(String::new(), |f| f.name().to_owned()),
    };
    let library = match place {
        Some(_) => None,
        None => numbers.iter().find_map(|number| sources.library(*number)),
    };
    let key = Key {
        line: line_or_library(place.as_ref(), library),
        what,
    };
    let site = Site {
        library: library.map(str::to_owned),
        place,
        callers,
        calls,
        operation,
        cost: point.cost,
        stacks: 1,
    };
    (key, site)
}

/// What is charged: a line, or a library as a whole, which has no line 0.
fn line_or_library(place: Option<&Place>, library: Option<&str>) -> Option<(String, u32)> {
    match place {
        Some(place) => Some((place.file.clone(), place.line)),
        None => library.map(|name| (name.to_owned(), 0)),
    }
}

/// Whether a frame belongs to the allocator, or to what listens to it.
fn is_allocator(frame: &Frame) -> bool {
    let function = frame.function.as_str();
    let file = frame.file.as_deref().unwrap_or_default();
    ["allocator.rs", "trace.rs", "stacks.rs"]
        .iter()
        .any(|name| file.ends_with(&format!("meter/src/{name}")))
        || function.starts_with("backtrace::")
        || file.contains("/backtrace-")
        || file.starts_with("dhat-0.")
        || function.contains("dhat::Alloc")
        || [
            "__rust_alloc",
            "__rust_realloc",
            "__rust_alloc_zeroed",
            "__rdl_",
        ]
        .iter()
        .any(|name| function.contains(name))
        || matches!(
            function,
            "" | "[root]"
                | "malloc"
                | "calloc"
                | "realloc"
                | "posix_memalign"
                | "memalign"
                | "aligned_alloc"
        )
}

/// A site at several sizes of the same input.
#[derive(Clone, Debug)]
pub struct GrownSite {
    /// The site at the size that is shown.
    pub site: Site,
    /// Its cost at each size, the sizes growing; nothing where it was not there.
    pub costs: Vec<(usize, Cost)>,
}

impl GrownSite {
    /// How something that is counted at this site grows with the items.
    pub fn growth(&self, quantity: impl Fn(&Cost) -> u64) -> Growth {
        let points: Vec<(usize, u64)> = self
            .costs
            .iter()
            .map(|(items, cost)| (*items, quantity(cost)))
            .collect();
        growth::between(&points)
    }
}

/// Follows the sites of the size `shown` through the others. `profiles` are pairs
/// of (items, sites).
pub fn grow(shown: usize, mut profiles: Vec<(usize, Vec<Site>)>) -> Vec<GrownSite> {
    profiles.sort_by_key(|(items, _)| *items);
    let costs: Vec<(usize, HashMap<Key, Cost>)> = profiles
        .iter()
        .map(|(items, sites)| {
            let costs = sites.iter().map(|site| (key(site), site.cost));
            (*items, costs.collect())
        })
        .collect();
    let sites = profiles.into_iter().find(|(items, _)| *items == shown);
    sites
        .into_iter()
        .flat_map(|(_, sites)| sites)
        .map(|site| {
            let key = key(&site);
            let costs = costs
                .iter()
                .map(|(items, sites)| (*items, sites.get(&key).copied().unwrap_or_default()))
                .collect();
            GrownSite { site, costs }
        })
        .collect()
}

fn key(site: &Site) -> Key {
    Key {
        line: line_or_library(site.place.as_ref(), site.library.as_deref()),
        what: match site.operation {
            Some(operation) => operation.id.to_owned(),
            None => site.calls.first().cloned().unwrap_or_default(),
        },
    }
}
