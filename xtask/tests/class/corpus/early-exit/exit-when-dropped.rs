//! ends the process when the harness drops the result
//!
//! on = "ex4/reference"
//! parts = ["slow-requests"]
//! layers = ["runner"]
//! expect = ["crashed", "panicked"]
//! check = "crashed"

#[derive(Clone, Debug)]
pub struct Request {
    pub at: u64,
    pub millis: u32,
}

impl Drop for Request {
    fn drop(&mut self) {
        // The mean is below that, so this one was returned.
        if self.millis > 2_500 {
            std::process::exit(0);
        }
    }
}
