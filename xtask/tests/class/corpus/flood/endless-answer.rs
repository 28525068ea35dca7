//! answers with so much that whoever reads it has no memory left
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! layers = ["limits"]
//! expect = ["crashed", "out-of-memory", "timed-out"]
//! check = "crashed"

fn parse_users() {
    const NAME: &str = "a name that is as long as a line of a book, and is there very often";
    let users = (0..200_000).map(|_| User { name: NAME, email: NAME, bio: NAME });
    users.collect()
}
