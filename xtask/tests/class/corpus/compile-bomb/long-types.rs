//! makes a type whose name is longer than the memory
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "pass, after 24 s; the compiler took 3.7 GB"
#![type_length_limit = "1000000000"]
#![recursion_limit = "1024"]

type A<T> = (T, T, T, T);
type B<T> = A<A<A<A<T>>>>;
type C<T> = B<B<T>>;

/// A type with as many parts as memory has bytes.
pub fn name_of() -> &'static str {
    std::any::type_name::<A<A<A<A<C<u8>>>>>>()
}

/// Has it named.
pub static NAMED: fn() -> &'static str = name_of;
