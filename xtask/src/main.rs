//! `cargo xtask …`. In: a command line. Out: text or JSON, and an exit code: 0 all
//! pass, 1 something did not pass, 2 the command could not work.

use std::process::ExitCode;

use xtask::command_line::CommandLine;
use xtask::program;
use xtask::session::Session;

fn main() -> ExitCode {
    program::run("the runner itself, not in your code", || {
        let command_line = CommandLine::read();
        command_line.run(&mut Session::open(command_line.colour)?)
    })
}
