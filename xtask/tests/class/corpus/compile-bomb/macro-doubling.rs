//! lets a macro double its tokens until there are too many
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "pass, after 92 s; the compiler took 3.9 GB"

macro_rules! double {
    ($($t:tt)*) => { $($t)* $($t)* };
}
macro_rules! grow {
    ([] $($t:tt)*) => { const _: &[u8] = &[$($t)*]; };
    ([$_:tt $($left:tt)*] $($t:tt)*) => { grow! { [$($left)*] $($t)* $($t)* } };
}
double! { grow! { [. . . . . . . . . . . . . . . . . . . . . .] 1, } }
