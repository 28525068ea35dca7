//! Temporary: the compiler without a fence.
#![allow(missing_docs)]
use crate::policy::Policy;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::failure::Failure;
use xtask::process::Ended;
#[derive(Debug)]
pub struct Fence<'a> {
    pub compiler: &'a Path,
    pub sysroot: &'a Path,
    pub readable: Vec<PathBuf>,
    pub harness: Option<PathBuf>,
    pub folder: &'a Path,
    pub out: &'a Path,
    pub scanned: Option<PathBuf>,
}
pub fn command(fence: &Fence<'_>, words: Vec<String>, _p: &Policy) -> Result<Command, Failure> {
    let mut c = Command::new(fence.compiler);
    c.args(words)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .current_dir(fence.folder);
    Ok(c)
}
pub fn violations(_e: &Ended) -> Option<String> {
    None
}
pub const MODE: &str = "fence";
