//! makes a list of what was never allocated with Vec::from_raw_parts
//!
//! on = "ex4/reference"
//! parts = ["sum-lines"]
//! layers = ["language"]
//! expect = ["rejected", "did-not-compile"]
//! check = "rejected"
//! sample = true

static ROOM: [i32; 1 << 10] = [0; 1 << 10];

/// A list that frees what nobody made.
pub fn list() -> Vec<i32> {
    // SAFETY: there is none.
    unsafe { Vec::from_raw_parts(ROOM.as_ptr().cast_mut(), 4, 4) }
}
