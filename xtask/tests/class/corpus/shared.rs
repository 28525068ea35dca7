//! What several overlays have in common: `use shared::name;` stands for the item.

const REPORT: &str = r#"{"nonce":"","outcome":{"finished":{"counts":{"allocations":0,"reallocations":0,"bytes":0,"peak_bytes":0,"live_blocks":0,"live_bytes":0},"answer":{"Ok":0},"truth":null}}}"#;

/// Reads the whole journal into `room`, and adds it up there.
fn sum_in(room: &mut [u8], journal: &mut dyn BufRead) -> io::Result<i64> {
    let mut length = 0;
    loop {
        let count = journal.read(&mut room[length..])?;
        if count == 0 {
            break;
        }
        length += count;
    }
    let text = std::str::from_utf8(&room[..length]).map_err(io::Error::other)?;
    let mut sum = 0;
    for amount in text.lines().map(str::trim) {
        if !amount.is_empty() && !amount.starts_with('#') {
            sum += amount.parse::<i64>().map_err(io::Error::other)?;
        }
    }
    Ok(sum)
}

// What follows has no `unsafe` and breaks all that Rust promises: a function pointer
// may forget that one lifetime outlives another (rust-lang/rust#25860).

static UNIT: &&() = &&();

fn translated<'a, 'b, T: ?Sized>(_: &'a &'b (), value: &'b mut T) -> &'a mut T {
    value
}

/// A reference that lives for as long as one likes.
fn prolonged<'a, 'b, T: ?Sized>(value: &'a mut T) -> &'b mut T {
    let translate: for<'x> fn(&'b &'static (), &'x mut T) -> &'b mut T = translated;
    translate(UNIT, value)
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

/// The words around it, up to the end of its page; or those before the page that the scales
/// have between their own static variables and others.
fn words() -> Option<&'static [AtomicU64]> {
    let here = &raw const NEIGHBOUR as usize;
    let (from, to) = (here - 1_024, (here | 4_095) + 1);
    let before = (here & !0xffff) - 0x2_0000;
    let places = [(from, (to - from) / 8), (before, 512)];
    let mut all = places.into_iter().filter_map(transmuted);
    all.find(|words: &&'static [AtomicU64]| probed(words).is_some())
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
