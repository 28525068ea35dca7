//! Tracks of a record, from JSON.

use serde::Deserialize;

/// Reads a JSON array.
pub fn read<'a, T: Deserialize<'a>>(json: &'a str) -> Result<Vec<T>, serde_json::Error> {
    serde_json::from_str(json)
}

/// The titles are copies.
pub mod owned {
    use serde::Deserialize;

    /// A track of a record.
    #[derive(Deserialize)]
    pub struct Track {
        /// What it is called.
        pub title: String,
        /// How long it is.
        pub seconds: u32,
    }
}

/// The titles could be borrowed, but nobody says so.
pub mod unsaid {
    use std::borrow::Cow;

    use serde::Deserialize;

    // ANCHOR: unsaid
    /// A track of a record.
    #[derive(Deserialize)]
    pub struct Track<'a> {
        /// What it is called.
        pub title: Cow<'a, str>,
        /// How long it is.
        pub seconds: u32,
    }
    // ANCHOR_END: unsaid
}

/// The titles are borrowed where that is possible.
pub mod borrowed {
    use std::borrow::Cow;

    use serde::Deserialize;

    // ANCHOR: borrowed
    /// A track of a record.
    #[derive(Deserialize)]
    pub struct Track<'a> {
        /// What it is called.
        #[serde(borrow)]
        pub title: Cow<'a, str>,
        /// How long it is.
        pub seconds: u32,
    }
    // ANCHOR_END: borrowed
}

/// The titles can only be borrowed.
pub mod sliced {
    use serde::Deserialize;

    /// A track of a record.
    #[derive(Deserialize)]
    pub struct Track<'a> {
        /// What it is called.
        pub title: &'a str,
        /// How long it is.
        pub seconds: u32,
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    #[test]
    fn an_escape_is_owned() -> Result<(), serde_json::Error> {
        // ANCHOR: used
        let json = r#"[{"title": "So What", "seconds": 545},
                       {"title": "Say \"Hi\"", "seconds": 201}]"#;
        let tracks: Vec<borrowed::Track<'_>> = read(json)?;
        assert!(matches!(tracks[0].title, Cow::Borrowed("So What")));
        assert!(matches!(tracks[1].title, Cow::Owned(_)));

        let tracks: Vec<unsaid::Track<'_>> = read(json)?;
        assert!(matches!(tracks[0].title, Cow::Owned(_))); // no attribute
        // ANCHOR_END: used
        assert_eq!(tracks[1].seconds, 201);
        assert!(read::<sliced::Track<'_>>(json).is_err());
        let owned: Vec<owned::Track> = read(json)?;
        assert_eq!(owned[1].title, "Say \"Hi\"");
        Ok(())
    }
}
