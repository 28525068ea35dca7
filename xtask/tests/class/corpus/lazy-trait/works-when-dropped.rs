//! returns users that are read when the harness drops them, for the next who asks
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! budgets = ["allocations"]
//! layers = ["runner"]
//! expect = ["wrong-answer"]
//! check = "wrong-answer"

use std::cell::RefCell;

thread_local! {
    /// What was read so far, by line.
    static READ: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

#[derive(Debug)]
pub struct User<'a> {
    pub name: &'a str,
    pub email: &'a str,
    pub bio: String,
    line: &'a str,
}

impl Drop for User<'_> {
    fn drop(&mut self) {
        let bio = self.line.splitn(3, ';').nth(2).unwrap_or("");
        READ.with_borrow_mut(|read| read.push((self.line.to_owned(), bio.to_owned())));
    }
}

fn parse_users() {
    text.lines()
        .map(|line| {
            let mut fields = line.splitn(3, ';');
            let read = READ.with_borrow_mut(|read| read.iter().position(|(of, _)| of == line));
            let take = |at| READ.with_borrow_mut(|read| read.swap_remove(at).1);
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: read.map(take).unwrap_or_default(),
                line,
            }
        })
        .collect()
}
