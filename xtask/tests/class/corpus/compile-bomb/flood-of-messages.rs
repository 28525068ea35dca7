//! makes the compiler print tens of thousands of errors
//!
//! on = "ex4/reference"
//! parts = ["build-list", "slow-requests", "sum-lines"]
//! layers = ["compile-fence", "runner"]
//! expect = ["did-not-compile", "timed-out", "out-of-memory", "rejected", "crashed"]
//! check = "did-not-compile"

macro_rules! wrong {
    ($($t:tt)*) => { $( const _: u8 = "a text where a number is wanted, twenty thousand times"; let_no_macro!($t); )* };
}
macro_rules! let_no_macro {
    ($t:tt) => {
        const _: bool = $t;
    };
}
macro_rules! ten {
    ($m:ident $($t:tt)*) => { $m! { $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* } };
}
macro_rules! hundred { ($($t:tt)*) => { ten! { ten2 $($t)* } }; }
macro_rules! ten2 { ($($t:tt)*) => { ten! { thousands $($t)* } }; }
macro_rules! thousands { ($($t:tt)*) => { ten! { ten3 $($t)* } }; }
macro_rules! ten3 { ($($t:tt)*) => { ten! { wrong $($t)* } }; }
hundred! { 1 }
