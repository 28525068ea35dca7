//! sleeps when the harness drops the result
//!
//! on = "ex4/reference"
//! parts = ["slow-requests"]
//! layers = ["limits"]
//! expect = ["timed-out"]
//! check = "timed-out"
//! sample = true

#[derive(Clone, Debug)]
pub struct Request {
    pub at: u64,
    pub millis: u32,
}

impl Drop for Request {
    fn drop(&mut self) {
        if self.millis > 2_500 {
            std::thread::sleep(std::time::Duration::from_secs(30));
        }
    }
}
