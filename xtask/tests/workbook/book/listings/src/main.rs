//! Weighs the listings.

use listings::{area, squares};
use meter::Window;

fn main() -> std::process::ExitCode {
    meter::run(&[
        ("ch01/squares", &weigh_squares),
        ("ch01/area", &weigh_area),
        ("ch01/room", &find_room),
    ])
}

fn weigh_squares(window: &mut Window) {
    let squares: Vec<u64> = window.weigh(window.items() as u64, squares);
    window.answer(&squares);
}

fn weigh_area(window: &mut Window) {
    let area: u64 = window.weigh(window.items() as u64, area);
    window.answer(&area);
}

/// How much room the list has after one push, and after five.
fn find_room(window: &mut Window) {
    let room: Vec<usize> = [1, 5].map(|count| squares(count).capacity()).into();
    window.answer(&room);
}
