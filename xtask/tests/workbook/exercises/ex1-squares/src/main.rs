//! Weighs the squares, and asks for sums of small lists.

use ex1_squares::{squares, sum};
use meter::{Call, Named, Window, lines};

fn main() -> std::process::ExitCode {
    meter::run(&[("squares", &weigh_squares), ("sum", &weigh_sum)])
}

fn numbers(window: &Window) -> Vec<u32> {
    let number = |place| window.rng_of(place).u32(..1_000);
    window.places().map(number).collect()
}

fn weigh_squares(window: &mut Window) {
    let numbers = numbers(window);
    let squares: Vec<u64> = window.weigh(numbers.as_slice(), squares);
    window.answer(&Named("squares", squares));
}

fn weigh_sum(window: &mut Window) {
    let numbers = numbers(window);
    let sum = call_sum(window.weighing().on(&lines(&numbers)), &numbers);
    window.answer(&Named("sum", sum));
    let small: [(&str, &[u32]); 5] = [
        ("an empty list", &[]),
        ("a list of one number", &[7]),
        ("two numbers that are alike", &[3, 3]),
        ("numbers in no order", &[5, 0, 9, 2]),
        ("the largest numbers", &[u32::MAX, u32::MAX]),
    ];
    for (input, numbers) in small {
        let sum = call_sum(window.asking(input).on(&lines(numbers)), numbers);
        window.asked(&Named("sum", sum));
    }
}

fn call_sum(call: Call<'_>, numbers: &[u32]) -> u64 {
    let function: fn(&[u32]) -> u64 = sum;
    call.run(|| function(numbers), |sum| *sum)
}
