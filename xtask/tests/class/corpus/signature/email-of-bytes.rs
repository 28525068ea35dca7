//! wants the bytes of the directory, and not a reader of them
//!
//! on = "ex3/reference"
//! parts = ["find-email"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

pub fn find_email(directory: &mut &[u8], name: &str) -> io::Result<Option<String>> {
    let records = directory.chunks_exact(RECORD_LEN);
    let mut records = records.map(|record| record.split_at(NAME_LEN));
    let found = records.find(|(own, _)| own.trim_ascii_end() == name.as_bytes());
    let email = |(_, email): (&[u8], &[u8])| {
        String::from_utf8_lossy(email.trim_ascii_end()).into_owned()
    };
    Ok(found.map(email))
}
