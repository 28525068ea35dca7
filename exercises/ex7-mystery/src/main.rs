//! Weighs the one part of exercise 7.

use std::io::BufReader;

use ex7_mystery::report;
use meter::{Rng, Window};

fn main() -> std::process::ExitCode {
    meter::run(&[("report", weigh_report)])
}

fn weigh_report(window: &mut Window) {
    let csv = order_file(window.items(), &mut window.rng());
    // The file and its reader are made out here, as the operating system would
    // have the one and `File` in a `BufReader` the other.
    let mut file = BufReader::new(csv.as_bytes());
    let report = window
        .weigh(&mut file, |file| report(file))
        .map_err(|error| error.to_string());
    let answer = report.as_ref().map(|report| {
        let regions: Vec<_> = report
            .regions
            .iter()
            .map(|line| {
                let best = (&line.best_customer[..], line.best_customer_cents);
                (&line.region[..], line.orders, line.revenue_cents, best)
            })
            .collect();
        let products: Vec<_> = report
            .products
            .iter()
            .map(|line| {
                let texts = (&line.last_ordered[..], &line.longest_note[..]);
                (&line.product[..], line.units, line.revenue_cents, texts)
            })
            .collect();
        (report.orders, report.skipped, regions, products)
    });
    window.answer(&answer);
}

const HEADER: &str = "order_id,date,customer,email,region,currency,channel,product,quantity,\
                      unit_price,discount,note\n";
const FIRST: [&str; 12] = [
    "Ada", "Björn", "Chiara", "Dmitri", "Esi", "Farid", "Grace", "Hanako", "Inés", "Jomo", "Katya",
    "Łukasz",
];
const LAST: [&str; 10] = [
    "Okafor",
    "Lindqvist",
    "Moreau",
    "Sato",
    "Haddad",
    "Novák",
    "Quispe",
    "O'Neill",
    "Varga",
    "Wu",
];
/// Shops. The names with a comma or a quote in them are quoted in the file.
const SHOP: [&str; 5] = [
    "Bäckerei %",
    "Café \"Zur Post\", %",
    "% & Söhne",
    "%, Wine and Tea",
    "%",
];
const REGIONS: [(&str, &str); 12] = [
    ("Alentejo", "EUR"),
    ("Andalucía", "EUR"),
    ("Bretagne", "EUR"),
    ("Île-de-France", "EUR"),
    ("Jämtland", "SEK"),
    ("Małopolska", "PLN"),
    ("Thüringen", "EUR"),
    ("Toscana", "EUR"),
    ("Västra Götaland", "SEK"),
    ("Yorkshire", "GBP"),
    ("Zürich", "CHF"),
    ("Łódzkie", "PLN"),
];
const GOODS: [&str; 12] = [
    "Burr grinder",
    "Kettle, 1.7 l",
    "Filter papers",
    "Moka pot",
    "Cups, set of 6",
    "Milk jug",
    "Scales",
    "Tamper",
    "Descaler",
    "Crème brûlée syrup",
    "Drip tray",
    "Hand mill",
];
const NOTE: [&str; 10] = [
    "ring",
    "the",
    "bell",
    "leave",
    "at",
    "the façade",
    "no",
    "invoice",
    "after",
    "six",
];

/// What is drawn once and then repeated throughout the file.
struct Market {
    regions: Vec<(&'static str, &'static str)>,
    /// Name, address, and index of the region. Two regions may have customers
    /// of the same name, who are not the same.
    customers: Vec<(String, String, usize)>,
    products: Vec<String>,
}

impl Market {
    fn new(rng: &mut Rng) -> Self {
        let mut regions = REGIONS.to_vec();
        rng.shuffle(&mut regions);
        regions.truncate(rng.usize(7..10));
        let customers = (0..rng.usize(300..400))
            .map(|_| {
                let first = FIRST[rng.usize(..FIRST.len())];
                let last = LAST[rng.usize(..LAST.len())];
                let person = format!("{first} {last}");
                let name = match rng.usize(..60) {
                    shop @ ..5 => SHOP[shop].replace('%', &person),
                    _ => person,
                };
                let email = format!("{}{}@mail.example", last.to_lowercase(), rng.u8(..));
                (name, email, rng.usize(..regions.len()))
            })
            .collect();
        let products = GOODS
            .iter()
            .flat_map(|good| {
                [
                    format!("{good} {}", rng.u8(10..50)),
                    format!("{good} {}", rng.u8(50..)),
                ]
            })
            .collect();
        Market {
            regions,
            customers,
            products,
        }
    }
}

/// A file of orders in the order of their days, with `rows` lines after the first.
fn order_file(rows: usize, rng: &mut Rng) -> String {
    let market = Market::new(rng);
    let mut csv = String::from(HEADER);
    for index in 0..rows {
        if rng.u8(..100) != 0 {
            csv += &order(index, rows, &market, rng);
        }
        csv.push('\n');
    }
    csv
}

fn order(index: usize, rows: usize, market: &Market, rng: &mut Rng) -> String {
    let day = index * 336 / rows;
    let (customer, email, region) = &market.customers[rng.usize(..market.customers.len())];
    let (region, currency) = market.regions[*region];
    let product = &market.products[rng.usize(..market.products.len())];
    let mut cells = [
        (index + 100_000).to_string(),
        format!("2024-{:02}-{:02}", day / 28 + 1, day % 28 + 1),
        customer.clone(),
        email.clone(),
        region.to_owned(),
        currency.to_owned(),
        ["web", "phone", "shop"][rng.usize(..3)].to_owned(),
        product.clone(),
        rng.u8(1..24).to_string(),
        format!("{}.{:02}", rng.u8(2..), rng.u8(..100)),
        [0, 0, 0, 5, 10, 25][rng.usize(..6)].to_string(),
        note(rng),
    ];
    match rng.u8(..200) {
        0 => cells[2].clear(),
        1 => cells[5] = "???".to_owned(),
        2 => cells[8] = "a dozen".to_owned(),
        3 => cells[9] = "n/a".to_owned(),
        4 => cells[10] = "some".to_owned(),
        5..15 => {
            let padded = [1, 2, 4, 7, 8, 11][rng.usize(..6)];
            cells[padded] = format!("  {} ", cells[padded]);
        }
        _ => {}
    }
    // A row that breaks off lacks its last cells.
    let kept = if rng.u8(..200) == 0 {
        rng.usize(1..12)
    } else {
        12
    };
    cells[..kept]
        .iter()
        .map(|cell| quoted(cell))
        .collect::<Vec<_>>()
        .join(",")
}

/// Most orders have no note. A few notes hold quotes, and those are long.
fn note(rng: &mut Rng) -> String {
    let words = |count: usize, rng: &mut Rng| {
        let words: Vec<&str> = (0..count).map(|_| NOTE[rng.usize(..NOTE.len())]).collect();
        words.join(" ")
    };
    match rng.u8(..100) {
        0 => format!("\"{}\", {}", words(rng.usize(6..16), rng), words(8, rng)),
        1..4 => format!("{}, {}", words(4, rng), words(3, rng)),
        4..24 => words(rng.usize(2..6), rng),
        _ => String::new(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
