//! What the syntax around a call shows and call stacks cannot. Which calls have which
//! [`Shape`] is found out in `syntax`.

/// A way to write code that a rule may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `page.push_str(&format!(…))`: a text is made to be added to another one.
    AddedText,
    /// `log(format!(…))`: a text is made before the function can say that it does
    /// not want it. A function whose name says that it keeps the text is left out.
    ArgumentText,
    /// `let mut name = text.to_string();`: a copy is made to be changed.
    CopyToChange,
    /// `name = name[…].to_string();`: a text is replaced by what is made of it.
    PartOfItself,
    /// `map.entry(…)`: a key is made for a look-up.
    EntryKey,
    /// `let name = …;`, and only `debug_assert!` reads the name.
    DebugAssertOnly,
    /// `assert!(…)`: it is called for a check that every build makes.
    Asserted,
    /// A list is made, and most of it may be removed later, in the same function.
    FilteredLater,
    /// The same, and its block is made smaller before that.
    ShrunkEarly,
    /// It is done in a branch, or behind a way out, and something was looked at before.
    Looked,
    /// A line is read into a buffer that is made for it.
    NewBuffer,
    /// A line is read into a buffer that was made once, and is given away with the line.
    GivenAway,
    /// `Rc::new(config.clone())`: of the pointer, and of the copy.
    SharedCopy,
}

impl Shape {
    /// All of them.
    pub const ALL: [Shape; 13] = [
        Shape::AddedText,
        Shape::ArgumentText,
        Shape::CopyToChange,
        Shape::PartOfItself,
        Shape::EntryKey,
        Shape::DebugAssertOnly,
        Shape::Asserted,
        Shape::FilteredLater,
        Shape::ShrunkEarly,
        Shape::Looked,
        Shape::NewBuffer,
        Shape::GivenAway,
        Shape::SharedCopy,
    ];

    /// Its name in an `exercise.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Shape::AddedText => "added-text",
            Shape::ArgumentText => "argument-text",
            Shape::CopyToChange => "copy-to-change",
            Shape::PartOfItself => "part-of-itself",
            Shape::EntryKey => "entry-key",
            Shape::DebugAssertOnly => "debug-assert-only",
            Shape::Asserted => "asserted",
            Shape::FilteredLater => "filtered-later",
            Shape::ShrunkEarly => "shrunk-early",
            Shape::Looked => "looked",
            Shape::NewBuffer => "new-buffer",
            Shape::GivenAway => "given-away",
            Shape::SharedCopy => "shared-copy",
        }
    }
}
