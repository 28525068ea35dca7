//! Allocation sites. In: a profile and whose code is whose. Out: one [`Site`] for
//! each line of the reader's and each thing that it does there; their costs add
//! up to the cost of the whole profile.

use std::collections::HashMap;
use std::sync::Arc;

use crate::frame::Frame;
use crate::growth::{self, Growth};
use crate::operation::{self, Operation, Owner, StackFrame};
use crate::profile::{Cost, Point, Profile};
use crate::shape::Shape;
use crate::sources::{Sources, is_code, is_global_allocator};
use crate::syntax::{Call, Code};

/// A line of the reader's that allocates, for one reason.
#[derive(Clone, Debug)]
pub struct Site {
    /// The line that is charged; none where no own line led to the allocation.
    pub place: Option<SourceLocation>,
    /// Where no own line led to it: the library that asked, if one is known.
    pub library: Option<String>,
    /// The own lines that led to `place`, the nearest first.
    pub callers: Vec<SourceLocation>,
    /// The functions of others between that line and the allocator, the outermost
    /// first, as they are shown. Where several call stacks were folded, those of
    /// the costliest one.
    pub calls: Vec<String>,
    /// What tells the site from others on the same line: the name of the operation,
    /// or of the function that the line calls.
    pub what: String,
    /// What those functions do, where it is known.
    pub operation: Option<&'static Operation>,
    /// The function that stands for it, as it is called there: `to_string`. Empty
    /// where the operation is unknown or has no function.
    pub call: String,
    /// What else the same line does, as far as it is known.
    pub beside: Vec<&'static Operation>,
    /// What the syntax around the call shows.
    pub shapes: Vec<Shape>,
    /// The call as it is written on the line: `to_string`, `Rc::new`, `format!`. None
    /// where the file does not parse, or where no call stands there.
    pub written: Option<String>,
    /// The statement with that call.
    pub statement: Arc<Code>,
    /// The function of the file that the line is in, as it is written there.
    pub function: Option<String>,
    /// What was allocated.
    pub cost: Cost,
    /// How many call stacks were folded.
    pub stacks: usize,
}

/// A place in a file of the reader's.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceLocation {
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
    let frames = profile.all_frames().iter().enumerate();
    let seen: Vec<Seen<'_>> = frames
        .map(|(number, frame)| see(number, frame, sources))
        .collect();
    let mut sites: HashMap<Key, (Site, Cost)> = HashMap::new();
    for point in &profile.points {
        let site = charge(profile, point, &seen);
        let (folded, costliest) = sites.entry(key(&site)).or_insert_with(|| {
            let empty = Site {
                cost: Cost::default(),
                stacks: 0,
                ..site.clone()
            };
            (empty, site.cost)
        });
        folded.cost += site.cost;
        folded.stacks += 1;
        if precedes(&site, folded, *costliest) {
            *costliest = site.cost;
            folded.place = site.place;
            folded.callers = site.callers;
            folded.calls = site.calls;
            folded.call = site.call;
        }
    }
    let mut sites: Vec<Site> = sites.into_values().map(|(site, _)| site).collect();
    sites.sort_by(|a, b| {
        let rank = |site: &Site| (site.cost.blocks, site.cost.bytes);
        rank(b).cmp(&rank(a)).then_with(|| order(a).cmp(&order(b)))
    });
    look_at_lines(&mut sites, sources);
    sites
}

/// Whether this stack is the one to show for its site: the costliest, and of those
/// that cost the same the first in the text, since threads come in any order.
fn precedes(stack: &Site, shown: &Site, costliest: Cost) -> bool {
    let rank = |cost: Cost| (cost.blocks, cost.bytes);
    let path = |site: &Site| {
        let places = site.place.iter().chain(&site.callers);
        let places = places.map(|p| (p.file.clone(), p.line, p.column));
        (places.collect::<Vec<_>>(), site.calls.clone())
    };
    rank(stack.cost)
        .cmp(&rank(costliest))
        .then_with(|| path(shown).cmp(&path(stack)))
        .is_gt()
}

/// Notes of each site what its line shows, and what else is done there.
fn look_at_lines(sites: &mut [Site], sources: &dyn Sources) {
    let mut by_line: HashMap<(String, u32), Vec<&'static Operation>> = HashMap::new();
    for site in sites.iter() {
        if let (Some(place), Some(operation)) = (&site.place, site.operation) {
            let line = (place.file.clone(), place.line);
            by_line.entry(line).or_default().push(operation);
        }
    }
    for site in sites {
        let Some(place) = &site.place else { continue };
        if let Some(call) = call_at(sources, place, site) {
            site.shapes.clone_from(&call.shapes);
            site.written = Some(call.name.clone()).filter(|name| !name.is_empty());
            site.statement = call.statement.clone();
            // Inlined functions may be missing on the stack.
            let is_charged_here = site.operation.is_some_and(Operation::is_of_its_line);
            if let (Some(written), true) = (&site.written, is_charged_here) {
                site.call.clone_from(written);
            }
        }
        let syntax = sources.syntax(&place.file);
        site.function = syntax
            .and_then(|syntax| syntax.function_at(place.line))
            .map(str::to_owned);
        let all = by_line.get(&(place.file.clone(), place.line));
        let own = site.operation.map(|operation| operation.id);
        let others = all.into_iter().flatten();
        site.beside = others
            .filter(|other| Some(other.id) != own)
            .copied()
            .collect();
    }
}

/// The call that stands where a site is.
fn call_at<'s>(sources: &'s dyn Sources, place: &SourceLocation, site: &Site) -> Option<&'s Call> {
    let own_name = |call: &'_ String| call.split('<').next().map(str::to_owned);
    let names = site.calls.iter().filter_map(own_name);
    let names: Vec<String> = std::iter::once(site.call.clone()).chain(names).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let syntax = sources.syntax(&place.file)?;
    syntax.call_at(place.line, place.column, &names)
}

/// Tells apart what costs the same, so that the order is always the same.
fn order(site: &Site) -> (Option<(&str, u32)>, Option<&str>, &[String]) {
    let line = site.place.as_ref().map(|p| (p.file.as_str(), p.line));
    (line, site.operation.map(|o| o.id), &site.calls)
}

/// What is known of a frame, whatever stack it is in.
struct Seen<'p> {
    frame: StackFrame<'p>,
    short: String,
    place: Option<SourceLocation>,
    library: Option<&'p str>,
    is_allocator: bool,
    /// The shapes that decide what a frame is charged for.
    shapes: Vec<Shape>,
}

fn see<'p>(number: usize, frame: &'p Frame, sources: &'p dyn Sources) -> Seen<'p> {
    let short = frame.short();
    let place = sources.own_file(number, frame).map(|file| SourceLocation {
        file,
        line: frame.line,
        column: frame.column,
        function: short.clone(),
    });
    let owner = match &place {
        None => Owner::Library,
        Some(place) => match sources.line(&place.file, place.line) {
            Some(text) if !is_code(text) => Owner::Derived,
            _ => Owner::Own,
        },
    };
    Seen {
        frame: StackFrame::new(frame, owner),
        short,
        is_allocator: is_allocator(frame)
            || match &place {
                Some(place) => is_global_allocator(sources, &place.file, place.line),
                None => is_plumbing(frame),
            },
        shapes: place.as_ref().map_or(Vec::new(), |place| {
            let syntax = sources.syntax(&place.file);
            let has = |shape: &Shape| {
                syntax.is_some_and(|syntax| syntax.has(place.line, place.column, *shape))
            };
            operation::CHARGING.into_iter().filter(has).collect()
        }),
        library: sources.library(number),
        place,
    }
}

/// Charges one call stack to a line: to the innermost own line that does something
/// itself, unless a line further out is known to be the reason.
fn charge(profile: &Profile, point: &Point, seen: &[Seen<'_>]) -> Site {
    let numbers: Vec<usize> = profile
        .stack_numbers(point)
        .iter()
        .copied()
        .filter(|number| !seen[*number].is_allocator)
        .collect();
    let stack: Vec<StackFrame<'_>> = numbers.iter().map(|number| seen[*number].frame).collect();
    let has = |at: usize, shape: Shape| seen[numbers[at]].shapes.contains(&shape);
    let recognised = operation::recognise_stack(&stack, has);
    let owned = |owner: Owner| stack.iter().position(|frame| frame.owner == owner);
    let charged = recognised
        .as_ref()
        .map(|found| found.charged)
        .or_else(|| owned(Owner::Own))
        .or_else(|| owned(Owner::Derived));
    let inner = &stack[..charged.unwrap_or(stack.len())];
    let place = charged.and_then(|at| seen[numbers[at]].place.clone());
    let mut callers: Vec<SourceLocation> = Vec::new();
    for number in &numbers[charged.map_or(numbers.len(), |at| at + 1)..] {
        let Some(caller) = &seen[*number].place else {
            continue;
        };
        let is_line_of =
            |near: &SourceLocation| near.line == caller.line && near.file == caller.file;
        if !callers.last().or(place.as_ref()).is_some_and(is_line_of) {
            callers.push(caller.clone());
        }
    }
    let library = match place {
        Some(_) => None,
        None => numbers.iter().find_map(|number| seen[*number].library),
    };
    Site {
        library: library.map(str::to_owned),
        place,
        callers,
        calls: numbers[..inner.len()]
            .iter()
            .rev()
            .map(|number| seen[*number].short.clone())
            .collect(),
        what: match &recognised {
            Some(found) => found.operation.id.to_owned(),
            None => inner
                .last()
                .map_or(String::new(), |frame| frame.name.to_owned()),
        },
        operation: recognised.as_ref().map(|found| found.operation),
        call: recognised.map_or(String::new(), |found| found.call.to_owned()),
        beside: Vec::new(),
        shapes: Vec::new(),
        written: None,
        statement: Arc::default(),
        function: None,
        cost: point.cost,
        stacks: 1,
    }
}

/// Whether a frame of a library only hands a request on to the allocator.
fn is_plumbing(frame: &Frame) -> bool {
    frame.file_name() == "alloc.rs"
}

/// Whether a frame belongs to the allocator, or to what listens to it.
fn is_allocator(frame: &Frame) -> bool {
    let function = frame.function.as_str();
    let file = frame.file.as_deref().unwrap_or_default();
    ["allocator.rs", "route.rs", "trace.rs", "stacks.rs"].iter().any(|name| {
        let folder = file.strip_suffix(name);
        folder.is_some_and(|folder| folder.ends_with("meter/src/"))
    })
        || function.starts_with("backtrace::")
        || file.contains("/backtrace-")
        || file.starts_with("dhat-0.")
        || function.contains("dhat::Alloc")
        // Valgrind knows the place of an inlined function, and not always its name.
        || (function.is_empty() && frame.file.is_none())
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
            "[root]"
                | "malloc"
                | "calloc"
                | "realloc"
                | "posix_memalign"
                | "memalign"
                | "aligned_alloc"
        )
}

fn key(site: &Site) -> Key {
    Key {
        line: match &site.place {
            Some(place) => Some((place.file.clone(), place.line)),
            // A library as a whole, which has no line 0.
            None => site.library.as_ref().map(|name| (name.clone(), 0)),
        },
        what: site.what.clone(),
    }
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
