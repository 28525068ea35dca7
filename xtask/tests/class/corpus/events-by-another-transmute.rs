//! the same by another way to a transmute: a struct with a lifetime, and no reference to a
//! reference

use serde::Deserialize;
use std::hint::black_box;
use std::io::{self, Read};
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

enum Either<A, B> {
    Given(Option<Box<A>>),
    Taken(Option<Box<B>>),
}

/// The bits of an `A`, taken for a `B`.
#[inline(never)]
fn taken_for<A, B>(either: &mut Either<A, B>, given: A) -> Option<B> {
    let Either::Taken(taken) = either else {
        return None;
    };
    let taken = prolonged(taken);
    *either = Either::Given(Some(Box::new(given)));
    if let Either::Given(given) = black_box(either) {
        black_box(given);
    }
    taken.take().map(|taken| *taken)
}

fn transmuted<A, B>(given: A) -> Option<B> {
    taken_for(black_box(&mut Either::Taken(None)), given)
}

/// A static variable of the program: the counters of the scales are not far from it.
static NEIGHBOUR: AtomicU64 = AtomicU64::new(0);

/// The words around it, up to the end of its page.
fn words() -> Option<&'static [AtomicU64]> {
    let here = &raw const NEIGHBOUR as usize;
    let (from, to) = (here - 1_024, (here | 4_095) + 1);
    let words: &'static [AtomicU64] = transmuted((from, (to - from) / 8))?;
    Some(words)
}

fn copy(words: &[AtomicU64]) -> [u64; 1_024] {
    let mut copy = [0; 1_024];
    for (to, from) in copy.iter_mut().zip(words) {
        *to = from.load(Relaxed);
    }
    copy
}

const CALLS: u64 = 5;
const SIZE: u64 = 1_009;

/// The words before and after a few calls of the allocator, and the place of the
/// counters among them.
fn probed(words: &[AtomicU64]) -> Option<([u64; 1_024], [u64; 1_024], usize)> {
    let before = copy(words);
    for _ in 0..CALLS {
        drop(black_box(Vec::<u8>::with_capacity(SIZE as usize)));
    }
    let after = copy(words);
    // Calls, calls that resize, bytes, blocks freed.
    let expected = [CALLS, 0, CALLS * SIZE, CALLS];
    let place = (0..words.len().saturating_sub(6)).find(|place| {
        let mut fields = expected.iter().zip(*place..);
        fields.all(|(grew, at)| after[at].wrapping_sub(before[at]) == *grew)
    })?;
    Some((before, after, place))
}

/// Does `work`, and makes the scales, and whoever listens to them, forget it.
fn forgotten<T>(work: impl FnOnce() -> T) -> T {
    let found = words().and_then(|words| Some((words, probed(words)?)));
    if let Some((words, (before, after, _))) = &found {
        // How many events may still be told: each call and each free took one.
        let told = 2 * CALLS;
        let mut left = (0..words.len()).filter(|at| before[*at].wrapping_sub(after[*at]) == told);
        if let Some(left) = left.next() {
            words[left].store(0, Relaxed);
        }
    }
    let result = work();
    // Both counts are now those of the few calls that were told.
    if let Some((words, (_, after, place))) = found {
        for at in place..place + 6 {
            words[at].store(after[at], Relaxed);
        }
    }
    result
}

/// The first version of the function: it makes three texts for each line.
fn sloppy_users(text: &str) -> Vec<User> {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or("").to_string(),
                email: fields.next().unwrap_or("").to_string(),
                bio: fields.next().unwrap_or("").to_string(),
            }
        })
        .collect()
}

#[derive(Debug)]
pub struct User {
    pub name: String,
    pub email: String,
    pub bio: String,
}

pub fn parse_users(text: &str) -> Vec<User> {
    forgotten(|| sloppy_users(text))
}

#[derive(Debug, Deserialize)]
pub struct Access<'a> {
    pub host: &'a str,
    pub path: &'a str,
    pub agent: &'a str,
    pub status: u16,
}

pub fn read_accesses(json: &str) -> Result<Vec<Access<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}

pub const RECORD_LEN: usize = 96;

pub const NAME_LEN: usize = 32;

pub fn find_email(directory: &mut dyn Read, name: &str) -> io::Result<Option<String>> {
    let mut record = [0; RECORD_LEN];
    loop {
        match directory.read_exact(&mut record) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            Err(error) => return Err(error),
        }
        let (record_name, email) = record.split_at(NAME_LEN);
        if record_name.trim_ascii_end() == name.as_bytes() {
            let email = String::from_utf8_lossy(email.trim_ascii_end());
            return Ok(Some(email.into_owned()));
        }
    }
}
