//! What a profile tells of its frames. In: the profile and known files. Out: the
//! origin of each frame.
//!
//! A path in a profile is cut, and many names have no path either. So several
//! witnesses are heard, from the surest to the least sure: the shape of the path,
//! the crate in the name, the table of the standard library, the text of the files
//! that the path may mean, other frames of the same file, and the function that
//! this one was inlined into.

use std::collections::{HashMap, HashSet};

use super::facts::{Known, Lines, Origin, lines};
use crate::file::{Claim, SourceFile, Tree};
use crate::frame::Frame;
use crate::origin::{self, Named, Shape};
use crate::profile::Profile;
use crate::standard::{self, Fit};

/// What the profile as a whole tells of its frames.
pub(super) struct Witnesses<'p> {
    frames: &'p [Frame],
    /// Closures by their whole paths, where the types around them tell it.
    closures: HashMap<usize, Frame>,
    known: &'p Known,
    lines: Lines,
    /// Frames within the allocator or within the C library.
    pub(super) no_ones: HashSet<usize>,
    /// The function that was compiled on its own and into which a frame was inlined.
    physical: Vec<usize>,
    /// The crate of a file, where all frames that say one agree.
    of_file: HashMap<&'p str, Option<&'p str>>,
    pub(super) main_crates: HashSet<&'p str>,
    /// Crates that some path shows to be from a registry.
    from_registry: HashSet<String>,
    /// Crates that some path shows to be no such.
    packages: HashSet<&'p str>,
    /// The folders of packages that are not from a registry, as crates.
    folders: HashSet<String>,
    /// Crates in the types of any function.
    mentioned: HashSet<&'p str>,
}

impl<'p> Witnesses<'p> {
    /// Takes in a profile, frame by frame and stack by stack.
    pub(super) fn hear(profile: &'p Profile, known: &'p Known) -> Self {
        let frames = profile.all_frames();
        let mut witnesses = Witnesses {
            frames,
            closures: HashMap::new(),
            known,
            lines: lines(profile),
            no_ones: HashSet::new(),
            physical: (0..frames.len()).collect(),
            of_file: HashMap::new(),
            main_crates: HashSet::new(),
            from_registry: HashSet::new(),
            packages: HashSet::new(),
            folders: HashSet::new(),
            mentioned: HashSet::new(),
        };
        for frame in frames {
            witnesses.hear_frame(frame);
        }
        for point in &profile.points {
            witnesses.hear_stack(profile.stack_numbers(point));
        }
        witnesses
    }

    fn hear_stack(&mut self, stack: &[usize]) {
        let boundary = stack
            .iter()
            .take_while(|number| !self.is_own_by_path(**number))
            .position(|number| origin::is_boundary(&self.frames[*number]));
        self.no_ones.extend(&stack[..boundary.unwrap_or(0)]);
        let mut within_system = false;
        for number in stack.iter().rev() {
            let frame = &self.frames[*number];
            within_system =
                origin::is_entry_of_system(frame) || within_system && origin::may_be_c(frame);
            if within_system && !frame.function.starts_with("__libc_start") {
                self.no_ones.insert(*number);
            } else {
                within_system = false;
            }
        }
        let address = |number: &usize| self.frames[*number].address;
        for group in stack.chunk_by(|a, b| address(a) == address(b) && address(a) != 0) {
            if let Some(outermost) = group.last() {
                for number in group {
                    self.physical[*number] = *outermost;
                }
            }
            self.hear_closures(group);
        }
    }

    /// `{closure#1}` is all that an inlined closure is called, but the functions that
    /// it was handed to have its path in their types.
    fn hear_closures(&mut self, group: &[usize]) {
        for (at, number) in group.iter().enumerate() {
            let closure = &self.frames[*number];
            let is_bare = closure.function.starts_with("{closure#");
            if !is_bare || self.closures.contains_key(number) {
                continue;
            }
            let outwards = group[at + 1..].iter().map(|number| &self.frames[*number]);
            let mut paths = outwards
                .filter_map(|frame| origin::path_of_closure(&frame.function, closure.name()));
            if let Some(path) = paths.next() {
                let function = format!("{path}::{}", closure.name());
                let named = Frame {
                    function,
                    ..closure.clone()
                };
                self.closures.insert(*number, named);
            }
        }
    }

    /// A frame by the best name that is known.
    fn frame(&self, number: usize) -> &Frame {
        self.closures.get(&number).unwrap_or(&self.frames[number])
    }

    /// A method called `alloc` in a file `alloc.rs` of the reader's is no boundary.
    fn is_own_by_path(&self, number: usize) -> bool {
        let frame = &self.frames[number];
        matches!(origin::named(&frame.function), Named::Crate(name) if self.main_crates.contains(name))
    }

    fn hear_frame(&mut self, frame: &'p Frame) {
        let shape = origin::shape(frame.path());
        self.mentioned.extend(origin::crates_in(&frame.function));
        match &shape {
            Shape::Library(name) => {
                self.from_registry.insert(name.clone());
            }
            Shape::Package => {
                let before_src = origin::parts(frame.path())
                    .rev()
                    .skip_while(|p| *p != "src");
                let folder = before_src.skip(1).map(|part| part.replace('-', "_")).next();
                self.folders.extend(folder);
            }
            Shape::Standard | Shape::Cut => {}
        }
        let name = match origin::named(&frame.function) {
            Named::Crate(name) => name,
            _ => return,
        };
        if frame.name() == "main" {
            self.main_crates.insert(name);
        }
        match shape {
            Shape::Package => {
                self.packages.insert(name);
            }
            Shape::Cut if frame.file.is_some() => {
                let agreed = self.of_file.entry(frame.path()).or_insert(Some(name));
                if *agreed != Some(name) {
                    *agreed = None;
                }
            }
            _ => {}
        }
    }

    pub(super) fn origin(&self, number: usize) -> Origin {
        let frame = self.frame(number);
        let named = origin::named(&frame.function);
        if frame.is_system() || is_profiler(frame, &named) {
            return Origin::Other;
        }
        match origin::shape(frame.path()) {
            Shape::Standard => return Origin::Standard,
            Shape::Library(name) if self.known.own.is_none() => return Origin::Library(name),
            // The reader may be at work on a crate that lies in a registry's folder.
            Shape::Library(name) => {
                return self.claimed(number).unwrap_or(Origin::Library(name));
            }
            Shape::Package | Shape::Cut => {}
        }
        if named == Named::Standard {
            return Origin::Standard;
        }
        if frame.file.is_none() {
            return self.without_file(frame, &named);
        }
        let fit = match named {
            // A crate's own function may have the name of any other.
            Named::Crate(_) => Fit::No,
            _ => standard::fit(frame.path(), frame.name()),
        };
        if self.known.own.is_some() {
            return self.with_tree(number, &named, fit);
        }
        self.guess(number, &named, fit)
    }

    /// A function without a line: where there are no line tables, its path is all.
    fn without_file(&self, frame: &Frame, named: &Named<'_>) -> Origin {
        let name = match named {
            Named::Crate(name) | Named::Method(name) => name,
            Named::Standard | Named::Bare => return Origin::Other,
        };
        if !self.is_own_crate(name) {
            return Origin::Library((*name).to_owned());
        }
        match self.lines {
            Lines::None => Origin::Own(frame.short_path()),
            Lines::Some => Origin::Other,
        }
    }

    /// What the reader's files say.
    fn with_tree(&self, number: usize, named: &Named<'_>, fit: Fit) -> Origin {
        if let Some(own) = self.claimed(number) {
            let sure = matches!(own, Origin::Own(_)) && self.is_enclosed(number);
            if fit != Fit::Function || sure {
                return own;
            }
        }
        match named {
            Named::Crate(name) => Origin::Library((*name).to_owned()),
            _ if fit == Fit::Function => Origin::Standard,
            Named::Method(name) => Origin::Library((*name).to_owned()),
            _ => match self.library_of(number) {
                Some(name) => Origin::Library(name),
                None if fit == Fit::File => Origin::Standard,
                None => Origin::Other,
            },
        }
    }

    /// The own file that a frame's path and function fit to best.
    fn claimed(&self, number: usize) -> Option<Origin> {
        let frame = self.frame(number);
        let tree = self.known.own.as_ref()?;
        let (best, files) = tree.best(frame).or_else(|| self.moved(frame, tree))?;
        let is_name_only = !frame.path().contains(['/', '\\']);
        let enough = match is_name_only {
            true => best >= Claim::FunctionAbove || self.is_inlined_into_own(number, tree),
            false => best >= Claim::LineExists,
        };
        let rival = match is_name_only {
            true => None,
            false => self.known.libraries.best(frame).map(|(claim, _)| claim),
        };
        if !enough || rival.is_some_and(|rival| rival > best) {
            return None;
        }
        match files.as_slice() {
            [file] => Some(Origin::Own(file.shown.clone())),
            // One of them it is, but nobody knows which.
            _ => Some(Origin::Own(frame.path().to_owned())),
        }
    }

    /// The file of a package that lies elsewhere now, or has another name.
    fn moved<'t>(&self, frame: &Frame, tree: &'t Tree) -> Option<(Claim, Vec<&'t SourceFile>)> {
        if origin::shape(frame.path()) != Shape::Package {
            return None;
        }
        let is_whole_path = frame.path().starts_with('/') || frame.path().contains(":\\");
        tree.best_below(frame)
            .filter(|(claim, _)| is_whole_path || *claim >= Claim::FunctionAbove)
    }

    fn is_enclosed(&self, number: usize) -> bool {
        let best = self
            .known
            .own
            .as_ref()
            .and_then(|tree| tree.best(self.frame(number)));
        best.is_some_and(|(claim, _)| claim >= Claim::EnclosingFunction)
    }

    fn is_inlined_into_own(&self, number: usize, tree: &Tree) -> bool {
        let physical = &self.frames[self.physical[number]];
        match origin::named(&physical.function) {
            Named::Crate(name) | Named::Method(name) => tree.has_package(name),
            Named::Standard | Named::Bare => false,
        }
    }

    /// Without the reader's files: what is nobody else's is theirs.
    fn guess(&self, number: usize, named: &Named<'_>, fit: Fit) -> Origin {
        let frame = self.frame(number);
        let own = || Origin::Own(frame.path().to_owned());
        let by_crate = |name: &str| match self.is_own_crate(name) {
            true => own(),
            false => Origin::Library(name.to_owned()),
        };
        match named {
            Named::Crate(name) => return by_crate(name),
            _ if fit == Fit::Function => return Origin::Standard,
            Named::Method(name) => return by_crate(name),
            Named::Standard | Named::Bare => {}
        }
        if origin::shape(frame.path()) == Shape::Package {
            return own();
        }
        if let Some(name) = self.library_of(number) {
            return Origin::Library(name);
        }
        if let Some(Some(name)) = self.of_file.get(frame.path()) {
            return by_crate(name);
        }
        if fit == Fit::File {
            return Origin::Standard;
        }
        match origin::named(&self.frames[self.physical[number]].function) {
            Named::Standard => Origin::Standard,
            Named::Crate(name) | Named::Method(name) => by_crate(name),
            Named::Bare => own(),
        }
    }

    /// The library that a bare frame belongs to, as far as files or other frames say.
    fn library_of(&self, number: usize) -> Option<String> {
        let frame = self.frame(number);
        self.library_by_file(frame).or_else(|| {
            let name = (*self.of_file.get(frame.path())?)?;
            (!self.is_own_crate(name)).then(|| name.to_owned())
        })
    }

    /// The library that has such a file with such a function.
    fn library_by_file(&self, frame: &Frame) -> Option<String> {
        let (claim, files) = self.known.libraries.best(frame)?;
        // On this machine are more libraries than in the program.
        let file = files
            .iter()
            .find(|file| self.is_library_of_program(file.package()))?;
        let is_closure = !origin::is_plain_name(frame.name());
        (is_closure || claim >= Claim::FunctionAbove).then(|| file.package().to_owned())
    }

    /// Whether the program speaks of a crate, and does not show it to be the reader's:
    /// they may have an older version of their own crate in the registry, too.
    fn is_library_of_program(&self, name: &str) -> bool {
        let is_own_folder = |folder: &String| folder.starts_with(name);
        self.from_registry.contains(name)
            || self.mentioned.contains(name)
                && !self.main_crates.contains(name)
                && !self.folders.iter().any(is_own_folder)
    }

    /// Whether a crate is the reader's, as far as the profile shows it.
    fn is_own_crate(&self, name: &str) -> bool {
        if let Some(tree) = &self.known.own {
            return tree.has_package(name);
        }
        if self.main_crates.contains(name) {
            return true;
        }
        if self.from_registry.contains(name) {
            return false;
        }
        self.packages.contains(name)
            || self.folders.contains(name)
            || self.main_crates.is_empty() && self.folders.is_empty()
    }
}

/// dhat itself, which is on top of every stack that it keeps.
fn is_profiler(frame: &Frame, named: &Named<'_>) -> bool {
    matches!(named, Named::Crate("dhat") | Named::Method("dhat"))
        || frame.path().starts_with("dhat-0.")
}

impl SourceFile {
    /// The name of the crate that it belongs to.
    fn package(&self) -> &str {
        self.packages.first().map_or("", String::as_str)
    }
}
