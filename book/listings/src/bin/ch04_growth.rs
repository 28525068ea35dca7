//! Chapter 4: where a list grows.

fn main() {
    // ANCHOR: growth
    let mut readings: Vec<i32> = Vec::new();
    for reading in 0..100 {
        let before = readings.capacity();
        readings.push(reading);
        if readings.capacity() > before {
            println!("push {}: room for {}", readings.len(), readings.capacity());
        }
    }
    // ANCHOR_END: growth
}
