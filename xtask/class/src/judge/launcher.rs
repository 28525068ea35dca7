//! Starting harnesses. In: windows. Out: what is known of them.
//!
//! A harness seals itself before it calls a stranger's code. This is the fence around
//! the time before: processes are started by a thread that has given up all files but
//! the harness's folder and the system's libraries, and all that it starts inherits
//! that. So also what a library does before `main` finds nothing.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use xtask::failure::Failure;
use xtask::pipe::weigh::{self, Observed, Seal, Window};
use xtask::process::Limits;

#[cfg(target_os = "linux")]
use crate::fence::{self, Demand, Files, Network, Paths};
use crate::policy::Layer;

/// A thread that starts harnesses from one folder.
#[derive(Debug)]
pub struct Launcher {
    launches: Sender<Launch>,
}

struct Launch {
    window: Window,
    limits: Limits,
    seal: Seal,
    answer: Sender<Observed>,
}

impl Launcher {
    /// Starts a thread for harnesses in `folder`, in which they may also write traces.
    /// With the layer on, it fences itself in first.
    pub fn start(folder: &Path, around: Layer) -> Result<Self, Failure> {
        let (launches, list) = channel();
        let (told, ready) = channel();
        let folder = folder.to_owned();
        thread::Builder::new()
            .spawn(move || serve(&folder, around, &list, &told))
            .map_err(|error| Failure::no_thread(&error))?;
        match ready.recv() {
            Ok(Ok(())) => Ok(Launcher { launches }),
            Ok(Err(what)) => Err(Failure::new(format!(
                "harnesses cannot be started behind a fence: {what}"
            ))),
            Err(_) => Err(Failure::new("the thread that starts harnesses ended")),
        }
    }

    /// Runs one window.
    pub fn weigh(&self, window: &Window, limits: &Limits, seal: Seal) -> Result<Observed, Failure> {
        let lost = || Failure::new("the thread that starts harnesses ended");
        let (answer, observed) = channel();
        let launch = Launch {
            window: window.clone(),
            limits: limits.clone(),
            seal,
            answer,
        };
        self.launches.send(launch).map_err(|_| lost())?;
        observed.recv().map_err(|_| lost())
    }
}

fn serve(folder: &Path, around: Layer, list: &Receiver<Launch>, told: &Sender<Result<(), String>>) {
    let fenced = match around {
        Layer::On => fence_in(folder),
        Layer::Off => Ok(()),
    };
    let is_fenced = fenced.is_ok();
    // Whoever started this thread waits for that.
    let _ = told.send(fenced);
    if !is_fenced {
        return;
    }
    while let Ok(launch) = list.recv() {
        let observed = weigh::weigh_sealed(&launch.window, &launch.limits, launch.seal);
        let _ = launch.answer.send(observed);
    }
}

/// What a harness needs to start: the loader and the C library.
const LIBRARIES: [&str; 5] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/etc/ld.so.cache",
];

/// What the scales read of their own process before they seal it, and where output
/// that nobody wants goes.
const OF_THE_SYSTEM: [&str; 2] = ["/proc", "/dev/null"];

/// Leaves this thread, and what it starts, the folder and what a harness needs.
#[cfg(target_os = "linux")]
fn fence_in(folder: &Path) -> Result<(), String> {
    let mut read_execute = fence::there(&LIBRARIES);
    read_execute.push(folder.to_owned());
    let paths = Paths {
        read_execute,
        read: fence::there(&OF_THE_SYSTEM),
        read_write: vec![folder.to_owned()],
        demand: Demand::WhatThereIs,
    };
    fence::close_files(&Files::Only(paths), Network::Denied)
}

#[cfg(not(target_os = "linux"))]
fn fence_in(_folder: &Path) -> Result<(), String> {
    Err("this system has no Landlock".to_owned())
}
