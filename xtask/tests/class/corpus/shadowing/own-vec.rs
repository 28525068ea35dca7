//! returns a list of its own, which makes its elements when it is read
//!
//! on = "ex3/reference"
//! parts = ["parse-users"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

/// The text is the list.
pub struct Vec<'a>(&'a str);

impl<'a> Vec<'a> {
    /// Its elements, made anew.
    pub fn iter(&self) -> impl Iterator<Item = User<'a>> {
        self.0.lines().map(|line| {
            let mut fields = line.splitn(3, ';');
            User {
                name: fields.next().unwrap_or(""),
                email: fields.next().unwrap_or(""),
                bio: fields.next().unwrap_or(""),
            }
        })
    }
}

pub fn parse_users(text: &str) -> Vec<'_> {
    Vec(text)
}

pub fn read_accesses(json: &str) -> Result<std::vec::Vec<Access<'_>>, serde_json::Error> {
    serde_json::from_str(json)
}
