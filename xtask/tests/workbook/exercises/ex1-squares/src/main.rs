//! Weighs the squares.

use ex1_squares::{squares, sum};
use meter::Window;

fn main() -> std::process::ExitCode {
    meter::run(&[("squares", weigh_squares), ("sum", weigh_sum)])
}

fn numbers(window: &Window) -> Vec<u32> {
    let mut rng = window.rng();
    (0..window.items()).map(|_| rng.u32(..1_000)).collect()
}

fn weigh_squares(window: &mut Window) {
    let numbers = numbers(window);
    let squares: Vec<u64> = window.weigh(numbers.as_slice(), squares);
    window.answer(&squares);
}

fn weigh_sum(window: &mut Window) {
    let numbers = numbers(window);
    let sum: u64 = window.weigh(numbers.as_slice(), sum);
    window.answer(&sum);
}
