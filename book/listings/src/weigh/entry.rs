//! The entries of a chapter. In: what is measured, and with which input, on a line. Out: a
//! [`Listing`], a [`Fact`] or a [`Rough`] figure for `main`. The macros are the lines.

use meter::Window;

/// A listing and how to weigh it, in a debug and in a release build.
pub struct Listing {
    /// Chapter and name, as in `ch04/growing`.
    pub name: &'static str,
    /// The sizes of its input, in items.
    pub sizes: &'static [usize],
    /// The sizes at which the order of events is kept as well.
    pub traced: &'static [usize],
    /// Makes the input for `window.items()` and weighs the listing once.
    pub weigh: fn(&mut Window),
}

/// The line of a [`Listing`]: its name, its sizes, and `INPUT => FUNCTION`.
///
/// | input | what the function gets |
/// |---|---|
/// | `count` | what `count(&window)` returns, which owns nothing on the heap |
/// | `&rooms` | what `rooms(&window)` returns, lent: a `Vec<T>` as `&[T]`, a `String` as `&str` |
/// | `&words of cities` | the same of a `Vec<String>`, as `&[&str]` |
/// | `&mut file` | a reader of the bytes of the text that `file(&window)` returns |
/// | `(17)` | this value |
///
/// `traced SIZES`, after the sizes, keeps the order of events at these. Where no input
/// fits, `|window| …` weighs the listing by itself.
macro_rules! listing {
    ($name:literal, $sizes:expr, traced $traced:expr, $($how:tt)+) => {
        $crate::weigh::entry::Listing {
            name: $name,
            sizes: $sizes,
            traced: $traced,
            weigh: weigh!($($how)+),
        }
    };
    ($name:literal, $sizes:expr, $($how:tt)+) => {
        listing!($name, $sizes, traced &[], $($how)+)
    };
}

/// How a [`Listing`] is weighed, as [`listing!`] says it.
macro_rules! weigh {
    (&mut $file:path => $f:path) => {
        |window| $crate::weigh::entry::call(window, &mut $file(window).as_bytes(), |file| $f(file))
    };
    (&words of $texts:path => $f:path) => {
        |window| {
            let texts = $texts(window);
            let words: Vec<&str> = texts.iter().map(String::as_str).collect();
            $crate::weigh::entry::call(window, &*words, $f)
        }
    };
    (&$input:path => $f:expr) => {
        |window| $crate::weigh::entry::call(window, &*$input(window), $f)
    };
    (($value:expr) => $f:expr) => {
        |window| $crate::weigh::entry::call(window, $value, $f)
    };
    ($input:path => $f:expr) => {
        |window| $crate::weigh::entry::call(window, $input(window), $f)
    };
    ($weigh:expr) => {
        $weigh
    };
}

/// Weighs `f`. What it returns is dropped after the window closed.
pub fn call<I, O>(window: &mut Window, input: I, f: impl FnOnce(I) -> O) {
    drop(window.weigh(input, f));
    window.answer(&());
}

/// An exact figure that is no weight: the size of a type, a list of capacities.
pub struct Fact {
    /// Kind and name, as in `size/String`.
    pub name: &'static str,
    /// Finds it and hands it to `window.answer`. It must be the same in every
    /// run and in both builds. `window.count` weighs what has to be weighed.
    /// The window has a thousand items.
    pub find: fn(&mut Window),
}

/// The line of a [`Fact`]: its name, and `=> FUNCTION(ARGUMENTS)`, without the window, which
/// the function gets first. Or else a closure, after a comma.
macro_rules! fact {
    ($name:literal => $f:ident$(::<$type:ty>)?($($argument:expr),*)) => {
        fact!($name, |window| $f$(::<$type>)?(window, $($argument),*))
    };
    ($name:literal, $find:expr) => {
        $crate::weigh::entry::Fact {
            name: $name,
            find: $find,
        }
    };
}

/// The fact `size/NAME`: how many bytes a value of the type has.
macro_rules! size {
    ($name:literal, $type:ty) => {
        $crate::weigh::entry::Fact {
            name: concat!("size/", $name),
            find: |window| window.answer(&size_of::<$type>()),
        }
    };
}

/// A figure that differs between runs and machines: a time, resident memory.
/// It is best the ratio of two things that are measured in turn.
pub struct Rough {
    /// Chapter and name, as in `ch05/arc-clone-time`.
    pub name: &'static str,
    /// What the number counts, as in `times the clone of an Rc`.
    pub unit: &'static str,
    /// Measures it once. Its process does nothing else.
    pub measure: fn() -> f64,
}

/// The line of a [`Rough`] figure: its name, and `WHAT MEASURES IT => UNIT`.
macro_rules! rough {
    ($name:literal, $measure:expr => $unit:literal) => {
        $crate::weigh::entry::Rough {
            name: $name,
            unit: $unit,
            measure: || $measure,
        }
    };
}
