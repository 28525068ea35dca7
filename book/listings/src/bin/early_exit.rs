//! Starts itself a second time, as a program that ends in a way that drops
//! nothing, and says what dhat left of it.

use std::process::Command;
use std::{env, io, process};

#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() -> io::Result<()> {
    if env::args().nth(1).as_deref() == Some("watched") {
        watched();
    }
    let watched = Command::new(env::current_exe()?).arg("watched").output()?;
    print!("it printed: {}", String::from_utf8_lossy(&watched.stdout));
    println!("dhat printed {} bytes", watched.stderr.len());
    println!(
        "dhat-heap.json is there: {}",
        std::fs::exists("dhat-heap.json")?
    );
    Ok(())
}

fn watched() {
    let _profiler = dhat::Profiler::new_heap();
    println!("{} letters", "oslo turin".to_string().len());
    process::exit(0);
}
