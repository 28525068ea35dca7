//! Small texts, some of them tricks. In: nothing. Out: for each what the rules are to
//! say, and what the compiler does with it.

mod allowed;
mod forbidden;

pub use allowed::ALLOWED;
pub use forbidden::FORBIDDEN;

/// What `rustc -F unsafe_code` says of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rustc {
    /// It compiles it.
    Accepts,
    /// It opens the file that the text names, which may well be no Rust.
    Reads,
    /// It refuses it by itself.
    Refuses,
}
