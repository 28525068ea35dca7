//! What several files of the jury have in common.

/// What no harness may call.
macro_rules! never {
    ($($kind:ty),*) => {$(
        impl Deref for $kind {
            type Target = str;

            fn deref(&self) -> &str {
                panic!("dereferenced")
            }
        }

        impl PartialEq for $kind {
            fn eq(&self, _other: &Self) -> bool {
                panic!("compared")
            }
        }

        impl Clone for $kind {
            fn clone(&self) -> Self {
                panic!("cloned")
            }
        }

        impl Display for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("displayed")
            }
        }

        impl Debug for $kind {
            fn fmt(&self, _formatter: &mut Formatter<'_>) -> fmt::Result {
                panic!("shown")
            }
        }

        impl Iterator for $kind {
            type Item = ();

            fn next(&mut self) -> Option<()> {
                panic!("iterated")
            }
        }

        impl IntoIterator for &$kind {
            type Item = ();
            type IntoIter = std::iter::Empty<()>;

            fn into_iter(self) -> Self::IntoIter {
                panic!("iterated")
            }
        }
    )*};
}

/// The same for those that can be serialised.
macro_rules! never_serialised {
    ($($kind:ty),*) => {$(
        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, _serializer: S) -> Result<S::Ok, S::Error> {
                panic!("serialised")
            }
        }
    )*};
}

/// They are dropped within the call, which may do something.
macro_rules! drops {
    ($($kind:ty),*) => {$(
        impl Drop for $kind {
            fn drop(&mut self) {}
        }
    )*};
}
