//! What an answer may be made of. In: a result of the code under test. Out: its
//! text or value, read without running any code of the learner's.
//!
//! A harness that reads a result through `Deref` or through a method would run
//! the learner's code after the window has closed, where nothing is counted: a
//! lazy type could do all of its work there. These traits are sealed, so only
//! types of the standard library pass.
//!
//! For a function and for a number, a harness writes the type down. For a list in
//! a result that would not do: where `&Vec<_>` is expected, the compiler calls
//! `Deref` of what is no `Vec`.

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
    pub trait List<T> {
        fn list(&self) -> &[T];
    }
}

/// A text of the standard library, owned or borrowed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text of the standard library: a text in a result may be a \
               `String`, a `&str`, a `Cow<str>`, or a `Box`, `Rc` or `Arc` of a `str`"
)]
pub trait Text: sealed::Text {}

/// A value, or a pointer of the standard library to one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no `{T}`: what nodes share may be in a `Box`, an `Rc`, an `Arc`, \
               or behind a `&`"
)]
pub trait Held<T>: sealed::Held<T> {}

/// A list of the standard library whose elements lie side by side.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list of the standard library: a list in a result may be a `Vec`, \
               an array, a slice, or a `Box`, `Rc` or `Arc` of one"
)]
pub trait List<T>: sealed::List<T> {}

/// The text of a result.
pub fn text<T: Text + ?Sized>(text: &T) -> &str {
    text.text()
}

/// The value of a result that may be shared.
pub fn held<T>(holder: &impl Held<T>) -> &T {
    holder.held()
}

/// The elements of a list in a result.
pub fn list<T>(list: &(impl List<T> + ?Sized)) -> &[T] {
    list.list()
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

macro_rules! lists {
    ($($kind:ty $(, $size:ident)?;)*) => {$(
        impl<T $(, const $size: usize)?> sealed::List<T> for $kind {
            fn list(&self) -> &[T] {
                self
            }
        }
        impl<T $(, const $size: usize)?> List<T> for $kind {}
    )*};
}

lists!([T]; [T; N], N; Vec<T>;);

macro_rules! lists_behind {
    ($($kind:ty),*) => {$(
        impl<T, L: List<T> + ?Sized> sealed::List<T> for $kind {
            fn list(&self) -> &[T] {
                (**self).list()
            }
        }
        impl<T, L: List<T> + ?Sized> List<T> for $kind {}
    )*};
}

lists_behind!(&L, Box<L>, Rc<L>, Arc<L>);

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

    #[test]
    fn every_plain_list_is_read() {
        assert_eq!(list(&vec![1, 2]), [1, 2]);
        assert_eq!(list(&[1, 2]), [1, 2]);
        assert_eq!(list(&[1, 2][..]), [1, 2]);
        assert_eq!(list(&Rc::<[u8]>::from([1, 2])), [1, 2]);
        assert_eq!(list(&Arc::new(vec![1, 2])), [1, 2]);
        assert_eq!(list(&vec![1, 2].into_boxed_slice()), [1, 2]);
    }
}
