//! Whose code each frame of a whole program is. In: a profile, the files of the
//! reader's, and files of libraries on this machine. Out: for each frame, the
//! reader's file, or a library. How that is found out is in `witnesses`.

use std::collections::{BTreeSet, HashSet};

use crate::file::Tree;
use crate::frame::Frame;
use crate::origin::{self, Shape};
use crate::profile::Profile;
use crate::sources::Sources;
use crate::standard::{self, Fit};
use crate::syntax::Syntax;
use facts::Origin;
use witnesses::Witnesses;

pub use facts::{Known, Lines, lines};

mod facts;
mod witnesses;

/// A program's frames, sorted by whose they are.
#[derive(Debug)]
pub struct Program {
    origins: Vec<Origin>,
    own: Option<Tree>,
    main_crates: HashSet<String>,
}

impl Sources for Program {
    fn own_file(&self, number: usize, _frame: &Frame) -> Option<String> {
        match self.origins.get(number)? {
            Origin::Own(file) => Some(file.clone()),
            _ => None,
        }
    }

    fn library(&self, number: usize) -> Option<&str> {
        match self.origins.get(number)? {
            Origin::Library(name) => Some(name),
            _ => None,
        }
    }

    fn line(&self, file: &str, line: u32) -> Option<&str> {
        self.own.as_ref()?.shown(file)?.line(line)
    }

    fn syntax(&self, file: &str) -> Option<&Syntax> {
        self.own.as_ref()?.shown(file)?.syntax()
    }
}

/// The ends of paths that files of libraries on this machine could explain.
pub fn cut_paths(profile: &Profile) -> BTreeSet<&str> {
    profile
        .all_frames()
        .iter()
        .filter(|frame| standard::fit(frame.path(), frame.name()) == Fit::No)
        .map(Frame::path)
        // A name alone would mean a file of nearly every crate.
        .filter(|path| path.contains('/') && origin::shape(path) == Shape::Cut)
        .collect()
}

impl Program {
    /// Sorts the frames of a profile.
    pub fn new(profile: &Profile, known: Known) -> Self {
        let witnesses = Witnesses::hear(profile, &known);
        let frames = profile.all_frames();
        let origins = (0..frames.len())
            .map(|number| {
                if witnesses.no_ones.contains(&number) {
                    Origin::Other
                } else {
                    witnesses.origin(number)
                }
            })
            .collect();
        Program {
            origins,
            main_crates: witnesses
                .main_crates
                .iter()
                .map(|c| (*c).to_owned())
                .collect(),
            own: known.own,
        }
    }

    /// The crates whose `main` is on a stack, as far as names say it.
    pub fn main_crates(&self) -> impl Iterator<Item = &str> {
        self.main_crates.iter().map(String::as_str)
    }

    /// Whether some frame is the reader's.
    pub fn has_own(&self) -> bool {
        self.origins
            .iter()
            .any(|origin| matches!(origin, Origin::Own(_)))
    }
}
