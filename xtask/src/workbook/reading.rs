//! Where the book is read. In: a page of `book/src` and a section of it. Out: where that
//! stands for a reader: on a server that is running, in a file, or behind a command.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// Where the pages are that a reader can look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// On a server, whose address ends in a slash.
    Served(String),
    /// In this folder.
    Built(PathBuf),
    /// Nowhere yet.
    NotBuilt,
}

/// A server of the book that is running. Others know it until this is dropped, or its
/// process is gone.
#[derive(Debug)]
pub struct Serving {
    _lock: File,
}

/// Where the pages are built, from the workbook's folder.
const PAGES: &str = "target/book";
/// Where the address of a server stands, and what is locked while it is running.
const ADDRESS: &str = ".workbook/book-server";
const LOCK: &str = ".workbook/book-server.lock";

impl Reading {
    /// Where they are now, for the workbook in this folder.
    pub fn now(root: &Path) -> Self {
        if let Some(address) = served(root) {
            return Reading::Served(address);
        }
        let pages = root.join(PAGES);
        match pages.join("index.html").is_file() {
            true => Reading::Built(pages),
            false => Reading::NotBuilt,
        }
    }

    /// Where to read a section, such as `ch03-string-trap.md#borrowing`.
    pub fn link(&self, section: &str) -> String {
        let (page, anchor) = match section.split_once('#') {
            Some((page, anchor)) => (page, format!("#{anchor}")),
            None => (section, String::new()),
        };
        let name = page.strip_suffix(".md").unwrap_or(page);
        match self {
            Reading::Served(address) => format!("{address}{name}.html{anchor}"),
            Reading::Built(folder) => {
                let page = folder.join(format!("{name}.html"));
                format!("{}{anchor}", file_url(&page))
            }
            Reading::NotBuilt => format!("cargo xtask book open {name}{anchor}"),
        }
    }
}

impl Serving {
    /// Lets others know of this server.
    ///
    /// # Errors
    ///
    /// Where `.workbook` cannot be written, or another server is known.
    pub fn at(root: &Path, address: &str) -> io::Result<Self> {
        let lock = root.join(LOCK);
        if let Some(folder) = lock.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock = File::create(lock)?;
        lock.try_lock()?;
        fs::write(root.join(ADDRESS), address)?;
        Ok(Serving { _lock: lock })
    }
}

/// The address of a server that is running.
fn served(root: &Path) -> Option<String> {
    let lock = File::open(root.join(LOCK)).ok()?;
    match lock.try_lock_shared() {
        Err(TryLockError::WouldBlock) => fs::read_to_string(root.join(ADDRESS)).ok(),
        _ => None,
    }
}

/// A file as a browser names it.
pub fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(match path.starts_with('/') {
        true => "file://",
        // A drive of Windows.
        false => "file:///",
    });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => url.push(char::from(byte)),
            b'/' | b'-' | b'_' | b'.' | b'~' | b':' => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTION: &str = "ch03-string-trap.md#borrowing";

    #[test]
    fn a_link_leads_to_a_page_that_a_browser_can_show() {
        for (reading, link) in [
            (
                Reading::Served("http://127.0.0.1:3000/".to_owned()),
                "http://127.0.0.1:3000/ch03-string-trap.html#borrowing",
            ),
            (
                Reading::Built(PathBuf::from("/w/my book/target/book")),
                "file:///w/my%20book/target/book/ch03-string-trap.html#borrowing",
            ),
            (
                Reading::NotBuilt,
                "cargo xtask book open ch03-string-trap#borrowing",
            ),
        ] {
            assert_eq!(reading.link(SECTION), link);
        }
        assert_eq!(
            Reading::NotBuilt.link("next.md"),
            "cargo xtask book open next"
        );
    }

    #[test]
    fn a_server_is_known_while_it_is_running() {
        let root = tempfile::tempdir().expect("a workbook");
        assert_eq!(Reading::now(root.path()), Reading::NotBuilt);
        let address = "http://127.0.0.1:4000/";
        let serving = Serving::at(root.path(), address).expect("it is known");
        assert_eq!(
            Reading::now(root.path()),
            Reading::Served(address.to_owned())
        );
        assert!(Serving::at(root.path(), address).is_err(), "one at a time");
        drop(serving);
        fs::create_dir_all(root.path().join(PAGES)).expect("a folder");
        fs::write(root.path().join(PAGES).join("index.html"), "").expect("a page");
        let built = Reading::Built(root.path().join(PAGES));
        assert_eq!(Reading::now(root.path()), built);
    }
}
