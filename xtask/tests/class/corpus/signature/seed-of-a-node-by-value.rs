//! takes nodes by value where they are asked, so that asking one uses it up
//!
//! on = "ex5/reference"
//! parts = ["shared-config"]
//! layers = ["runner"]
//! expect = ["did-not-compile"]
//! check = "did-not-compile"

impl Node {
    /// The seed that this node asks first.
    pub fn first_seed(self) -> String {
        let seeds = &self.config.seeds;
        seeds[self.id as usize % seeds.len()].clone()
    }
}
