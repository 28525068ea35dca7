//! the same by another way to a transmute: a struct with a lifetime, and no reference to a
//! reference
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["language", "outside-count", "audit"]
//! expect = ["over-budget", "rejected", "did-not-compile", "crashed"]
//! flagged = true
//! check = "rejected"

use std::hint::black_box;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

// What follows has no `unsafe` and breaks all that Rust promises: a function pointer
// may forget that one lifetime outlives another (rust-lang/rust#25860).

/// Says nothing, for as long as `'b`.
struct Witness<'b>(PhantomData<&'b ()>);

static WITNESS: Witness<'static> = Witness(PhantomData);

fn translated<'a, 'b, T: ?Sized>(_: &'a Witness<'b>, value: &'b mut T) -> &'a mut T {
    value
}

/// A reference that lives for as long as one likes.
fn prolonged<'a, 'b, T: ?Sized>(value: &'a mut T) -> &'b mut T {
    let translate: for<'x> fn(&'b Witness<'static>, &'x mut T) -> &'b mut T = translated;
    translate(&WITNESS, value)
}

use shared::{
    CALLS, Either, NEIGHBOUR, SIZE, copy, forgotten, probed, taken_for, transmuted, words,
};

/// The first version of the function: it makes three texts for each line.
use starter::parse_users as sloppy_users;

use starter::User;

pub fn parse_users(text: &str) -> Vec<User> {
    forgotten(|| sloppy_users(text))
}
