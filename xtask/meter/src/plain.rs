//! What an answer may be made of. In: a result of the code under test. Out: its
//! text or value, read without running any code of the learner's.
//!
//! A harness that reads a result through `Deref` or through a method would run
//! the learner's code after the window has closed, where nothing is counted: a
//! lazy type could do all of its work there. These traits are sealed, so only
//! types of the standard library pass. For lists and numbers, a harness writes
//! the type down: `let users: Vec<_> = window.weigh(…)`.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

mod sealed {
    pub trait Text {
        fn text(&self) -> &str;
    }
    pub trait Held<T> {
        fn held(&self) -> &T;
    }
}

/// A text of the standard library, owned or borrowed.
pub trait Text: sealed::Text {}

/// A value, or a pointer of the standard library to one.
pub trait Held<T>: sealed::Held<T> {}

/// The text of a result.
pub fn text<T: Text + ?Sized>(text: &T) -> &str {
    text.text()
}

/// The value of a result that may be shared.
pub fn held<T>(holder: &impl Held<T>) -> &T {
    holder.held()
}

macro_rules! texts {
    ($($kind:ty),*) => {$(
        impl sealed::Text for $kind {
            fn text(&self) -> &str {
                self
            }
        }
        impl Text for $kind {}
    )*};
}

texts!(
    str,
    String,
    &str,
    Box<str>,
    Rc<str>,
    Arc<str>,
    Rc<String>,
    Arc<String>,
    Cow<'_, str>
);

macro_rules! holders {
    ($($kind:ty),*) => {$(
        impl<T> sealed::Held<T> for $kind {
            fn held(&self) -> &T {
                self
            }
        }
        impl<T> Held<T> for $kind {}
    )*};
}

holders!(T, &T, Box<T>, Rc<T>, Arc<T>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_plain_text_is_read() {
        assert_eq!(text("a"), "a");
        assert_eq!(text(&String::from("a")), "a");
        assert_eq!(text(&Cow::Borrowed("a")), "a");
        assert_eq!(text(&Rc::<str>::from("a")), "a");
        assert_eq!(*held::<u8>(&7), 7);
        assert_eq!(*held::<u8>(&Rc::new(7)), 7);
    }
}
