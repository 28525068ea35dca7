//! Both ways refuse the same things.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;

use rustix::fs::{CWD, Mode, mkfifoat};
use tempfile::TempDir;

use super::*;

const LIMIT: u64 = 1000;

/// One of everything.
fn scratch() -> TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let at = |name: &str| scratch.path().join(name);
    fs::create_dir(at("folder")).expect("a folder");
    fs::write(at("folder/inside"), "inside").expect("a file");
    fs::write(at("empty"), "").expect("a file");
    fs::write(at("just"), vec![b'x'; LIMIT as usize]).expect("a file");
    fs::write(at("long"), vec![b'x'; LIMIT as usize + 1]).expect("a file");
    let holes = fs::File::create(at("holes")).expect("a file");
    holes.set_len(1 << 40).expect("a file with a hole");
    symlink("just", at("link")).expect("a link");
    symlink("folder", at("folder-link")).expect("a link");
    symlink("/dev/zero", at("zero")).expect("a link");
    symlink("nowhere", at("dangling")).expect("a link");
    symlink("loop", at("loop")).expect("a link");
    mkfifoat(CWD, at("pipe"), Mode::RUSR | Mode::WUSR).expect("a pipe");
    scratch
}

/// What an attempt came to, in a word.
fn word<T>(result: Result<T, Trouble>) -> String {
    match result {
        Ok(_) => "good".to_owned(),
        Err(Trouble::Missing) => "missing".to_owned(),
        Err(Trouble::Unexpected(
            EntryKind::Pipe | EntryKind::Socket | EntryKind::Device | EntryKind::Other,
        )) => "special".to_owned(),
        Err(Trouble::Unexpected(kind)) => kind.noun().to_owned(),
        Err(Trouble::TooLarge(bytes)) => format!("{bytes} bytes"),
        Err(Trouble::Refused(error)) => format!("refused: {:?}", error.kind()),
        Err(Trouble::Machine(error)) => format!("machine: {error}"),
    }
}

fn refuses_all_but_regular_files_and_folders<F: Folder>() {
    let scratch = scratch();
    let _listener = UnixListener::bind(scratch.path().join("socket")).expect("a socket");
    let folder = F::open(scratch.path()).expect("a folder");
    let cases = [
        ("folder", "a folder", "good"),
        ("empty", "good", "a regular file"),
        ("just", "good", "a regular file"),
        ("long", "1001 bytes", "a regular file"),
        ("holes", "1099511627776 bytes", "a regular file"),
        ("link", "a symbolic link", "a symbolic link"),
        ("folder-link", "a symbolic link", "a symbolic link"),
        ("zero", "a symbolic link", "a symbolic link"),
        ("dangling", "a symbolic link", "a symbolic link"),
        ("loop", "a symbolic link", "a symbolic link"),
        ("pipe", "special", "special"),
        ("socket", "special", "special"),
        ("absent", "missing", "missing"),
    ];
    for (name, read, entered) in cases {
        let name = OsStr::new(name);
        assert_eq!(word(folder.read(name, LIMIT)), read, "read {name:?}");
        assert_eq!(word(folder.enter(name)), entered, "enter {name:?}");
    }
    let inner = folder.enter(OsStr::new("folder")).expect("a folder");
    let bytes = inner.read(OsStr::new("inside"), LIMIT).expect("a file");
    assert_eq!(bytes, b"inside");
    let devices = F::open(Path::new("/dev")).expect("the devices");
    assert_eq!(word(devices.read(OsStr::new("zero"), LIMIT)), "special");
    assert!(F::open(&scratch.path().join("just")).is_err());
    // The user's own links are followed.
    assert!(F::open(&scratch.path().join("folder-link")).is_ok());
}

fn lists_in_the_order_of_bytes<F: Folder>() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    for name in [b"b".as_slice(), b"a", b"B", b"\xff", b"a-", "ä".as_bytes()] {
        fs::write(scratch.path().join(OsStr::from_bytes(name)), "").expect("a file");
    }
    symlink("a", scratch.path().join("c")).expect("a link");
    fs::create_dir(scratch.path().join("d")).expect("a folder");
    let folder = F::open(scratch.path()).expect("a folder");
    let Listing::Whole(entries) = folder.entries(8).expect("a listing") else {
        panic!("8 entries are not more than 8");
    };
    let expected: [(&[u8], EntryKind); 8] = [
        (b"B", EntryKind::File),
        (b"a", EntryKind::File),
        (b"a-", EntryKind::File),
        (b"b", EntryKind::File),
        (b"c", EntryKind::Link),
        (b"d", EntryKind::Folder),
        ("ä".as_bytes(), EntryKind::File),
        (b"\xff", EntryKind::File),
    ];
    let found: Vec<(&[u8], EntryKind)> = entries
        .iter()
        .map(|(name, kind)| (name.as_bytes(), *kind))
        .collect();
    assert_eq!(found, expected);
    assert!(matches!(folder.entries(7), Ok(Listing::TooLong)));
}

fn says_what_may_not_be_read<F: Folder>() {
    if rustix::process::geteuid().is_root() {
        eprintln!("SKIPPED: root may read everything");
        return;
    }
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let file = scratch.path().join("file");
    fs::write(&file, "text").expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).expect("permissions");
    let folder = F::open(scratch.path()).expect("a folder");
    assert_eq!(
        word(folder.read(OsStr::new("file"), LIMIT)),
        "refused: PermissionDenied"
    );
}

/// The same tests for both ways.
macro_rules! both {
    ($($test:ident)*) => {$(
        mod $test {
            #[test]
            fn unix() {
                super::$test::<super::unix::Folder>();
            }

            #[test]
            fn portable() {
                super::$test::<super::portable::Folder>();
            }
        }
    )*};
}

both! {
    refuses_all_but_regular_files_and_folders
    lists_in_the_order_of_bytes
    says_what_may_not_be_read
}
