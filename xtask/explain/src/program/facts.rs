//! What witnesses go by, and what they say. In: a profile and known files. Out: whether
//! the profile names lines, and the words for whose a frame is.

use crate::file::Tree;
use crate::frame::Frame;
use crate::origin::{self, Named, Shape};
use crate::profile::Profile;
use crate::standard::{self, Fit};

/// What is known of files beside the profile.
#[derive(Debug, Default)]
pub struct Known {
    /// The reader's files; none means that nobody said which they are.
    pub own: Option<Tree>,
    /// Files of libraries that paths of the profile may mean.
    pub libraries: Tree,
}

/// Whose a frame is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The reader's; the name of the file as it is shown.
    Own(String),
    /// A library's; its name.
    Library(String),
    Standard,
    /// The allocator, the system, or nothing is known.
    Other,
}

/// Whether a profile names lines of the program. The standard library and the C
/// library may have some all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// It does.
    Some,
    /// Nothing but functions, if that.
    None,
}

/// Whether a profile names lines of the program.
pub fn lines(profile: &Profile) -> Lines {
    let has_line = |frame: &Frame| {
        frame.file.is_some()
            && !frame.is_system()
            && origin::named(&frame.function) != Named::Standard
            && origin::shape(frame.path()) != Shape::Standard
            && standard::fit(frame.path(), frame.name()) != Fit::Function
    };
    match profile.all_frames().iter().any(has_line) {
        true => Lines::Some,
        false => Lines::None,
    }
}
