//! The commands: one file each, and one line in a table. In: a command line and a
//! [`Session`](crate::session::Session). Out: printed text, and whether all is well.

mod advise;
mod bench;
mod book;
mod bump;
mod check;
mod command;
pub mod command_line;
mod crates;
mod grade;
mod heaptrack;
mod hint;
mod jury;
mod list;
mod predict;
mod profile;
mod reset;
mod shell;
mod solution;
mod starter;
mod status;
mod test;
mod verify;
mod watch;

/// Every command, in the order of the help.
const ALL: &[command::Command] = &[
    check::COMMAND,
    list::COMMAND,
    predict::COMMAND,
    hint::COMMAND,
    solution::COMMAND,
    reset::COMMAND,
    starter::COMMAND,
    verify::COMMAND,
    jury::COMMAND,
    test::COMMAND,
    bench::COMMAND,
    advise::COMMAND,
    profile::COMMAND,
    heaptrack::COMMAND,
    book::COMMAND,
    bump::COMMAND,
    grade::COMMAND,
    watch::COMMAND,
    shell::COMMAND,
];
