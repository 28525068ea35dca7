//! What exercise 5 is asked. In: the learner's functions. Out: a harness that weighs them,
//! and asks about the edges of their inputs.

mod disk;
mod network;
mod settings;

use std::io::Read;
use std::process::ExitCode;

use meter::{AnyError, Call};

pub use disk::{Answers, Disk, Entry};
pub use network::{Share, Shares};
pub use settings::{Config, FirstSeeds, Nodes};

/// The functions under test. Each makes one call, and takes the answer out of its result.
/// Whatever an error says, it is one.
pub struct Functions {
    /// `start_nodes`, with settings, and `first_seed` of each node.
    pub start_nodes: fn(Call<'_>, &mut dyn Read, &mut FirstSeeds) -> Result<Nodes, AnyError>,
    /// `measure_ways`, with a network.
    pub measure_ways: fn(Call<'_>, &mut dyn Read) -> Result<Shares, AnyError>,
    /// `Tree::build`, with the entries of a disk, and all that the tree is asked.
    pub tree: fn(Call<'_>, &Disk) -> Answers,
}

/// The `main` of the harness.
pub fn main(functions: &Functions) -> ExitCode {
    meter::run(&[
        ("shared-config", &|window| {
            settings::weigh(window, functions);
        }),
        ("worker-table", &|window| network::weigh(window, functions)),
        ("tree", &|window| disk::weigh(window, functions)),
    ])
}

/// A reader that fails.
struct Fails;

impl Read for Fails {
    fn read(&mut self, _buffer: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("the disk was pulled out"))
    }
}
