//! A small program whose profiles are the fixtures of the tests of `advise`.

mod cart;
mod stock;

#[cfg(feature = "dhat")]
#[global_allocator]
static ALLOC: dhat::Alloc = dhat::Alloc;

fn main() {
    #[cfg(feature = "dhat")]
    let _profiler = dhat::Profiler::new_heap();
    let text = stock::text(200);
    let items = stock::parse(&text);
    let cart = cart::fill(&items);
    let sold = std::thread::spawn(move || cart::report(&cart)).join();
    println!("{}", sold.unwrap_or_default().len());
}
