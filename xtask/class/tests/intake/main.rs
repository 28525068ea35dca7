//! Submissions as they come: good ones, broken ones, and those that want more than to be
//! graded.

#![cfg(unix)]

mod files;
mod ignored;
mod shapes;
mod students;
mod support;
