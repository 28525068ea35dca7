//! brings a panic handler of its own
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "did-not-compile"

#[panic_handler]
fn handle(_: &std::panic::PanicInfo<'_>) -> ! {
    loop {}
}
