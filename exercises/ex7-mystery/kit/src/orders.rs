//! The file of orders. In: how many rows, and a seed. Out: its text.

use std::borrow::Cow;
use std::ops::Range;

use meter::{Rng, Seed};

pub const HEADER: &str = "order_id,date,customer,address,region,currency,product,quantity,\
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
/// Name, currency, street, and what stands behind the street in an address.
type Region = (&'static str, &'static str, &'static str, &'static str);
const REGIONS: [Region; 12] = [
    (
        "Alentejo",
        "EUR",
        "Rua da Fábrica",
        "7005-345 Évora, Portugal",
    ),
    (
        "Andalucía",
        "EUR",
        "Calle Peñuelas",
        "41003 Sevilla, España",
    ),
    (
        "Bretagne",
        "EUR",
        "Rue de l'Église",
        "29000 Quimper, France",
    ),
    ("Île-de-France", "EUR", "Rue du Blé", "75011 Paris, France"),
    (
        "Jämtland",
        "SEK",
        "Rådhusgatan",
        "831 34 Östersund, Sverige",
    ),
    ("Małopolska", "PLN", "ulica Długa", "31-147 Kraków, Polska"),
    (
        "Thüringen",
        "EUR",
        "Große Straße",
        "99084 Erfurt, Deutschland",
    ),
    ("Toscana", "EUR", "Via dell'Unità", "50123 Firenze, Italia"),
    (
        "Västra Götaland",
        "SEK",
        "Lång väg",
        "411 07 Göteborg, Sverige",
    ),
    (
        "Yorkshire",
        "GBP",
        "Upper Mill Lane",
        "York YO1 7HH, England",
    ),
    ("Zürich", "CHF", "Höschgasse", "8008 Zürich, Schweiz"),
    ("Łódzkie", "PLN", "ulica Wąska", "90-001 Łódź, Polska"),
];
const GOODS: [&str; 12] = [
    "Burr grinder with a ceramic burr and forty settings",
    "Kettle, 1.7 l, with a long spout and a thermometer in the lid",
    "Filter papers, unbleached, size 4, one hundred in a box",
    "Moka pot of stainless steel, for six cups, with a spare seal",
    "Cups, set of 6, with saucers, safe in the dishwasher",
    "Milk jug, 350 ml, polished, with marks on the inside",
    "Scales that weigh tenths of a gram, with a timer",
    "Tamper, 58 mm, with a handle of oiled walnut",
    "Descaler for machines and kettles, enough for ten times",
    "Crème brûlée syrup, 700 ml, in a glass bottle with a pump",
    "Drip tray with a grid, fits all our machines",
    "Hand mill for the journey, holds enough for two cups",
];
const NOTE: [&str; 10] = [
    "Please ring the bell at the side door twice and wait.",
    "The entrance is in the yard behind the bakery.",
    "If nobody is in, leave it with Mrs Németh on the first floor.",
    "We are closed on Mondays and on the first Tuesday of the month.",
    "Please do not leave it on the street.",
    "Do not put the invoice in the parcel, it is a present.",
    "Call half an hour before you come, the gate is locked.",
    "The house with the blue façade, opposite the pharmacy.",
    "Not before six in the evening, please.",
    "The lift is out of order until further notice, sorry.",
];

/// What is drawn once and then repeated throughout the file.
struct Market {
    regions: Vec<Region>,
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
                let region = rng.usize(..regions.len());
                let (_, _, street, place) = regions[region];
                let (house, flat) = (rng.u8(1..), rng.u8(1..40));
                let address = format!("{street} {house}, flat {flat}, {place}");
                (name, address, region)
            })
            .collect();
        let products = GOODS
            .iter()
            .flat_map(|good| (1..18).map(move |model| (good, model)))
            .map(|(good, model)| format!("{good}, no. {model}{:02}", rng.u8(..100)))
            .collect();
        Market {
            regions,
            customers,
            products,
        }
    }
}

/// A file of orders, with a line for each of these places after the first.
pub fn order_file(places: Range<usize>, seed: Seed) -> String {
    let market = Market::new(&mut seed.rng());
    let mut csv = String::from(HEADER);
    for place in places {
        // Some lines are blank.
        if place % 100 != 3 {
            push_order(&mut csv, place, &market, &mut seed.rng_of(place));
        }
        csv.push('\n');
    }
    csv
}

fn push_order(csv: &mut String, place: usize, market: &Market, rng: &mut Rng) {
    let day = rng.usize(..336);
    let (customer, address, region) = &market.customers[rng.usize(..market.customers.len())];
    let (region, currency, ..) = market.regions[*region];
    let product = &market.products[rng.usize(..market.products.len())];
    let mut cells: [Cow<str>; 11] = [
        (place + 100_000).to_string().into(),
        format!("2024-{:02}-{:02}", day / 28 + 1, day % 28 + 1).into(),
        customer.into(),
        address.into(),
        region.into(),
        currency.into(),
        product.into(),
        rng.u8(1..24).to_string().into(),
        format!("{}.{:02}", rng.u8(2..), rng.u8(..100)).into(),
        ["0", "0", "0", "5", "10", "25"][rng.usize(..6)].into(),
        note(rng).into(),
    ];
    match place % 100 {
        13 => cells[2] = "".into(),
        23 => cells[5] = "???".into(),
        33 => cells[7] = "a dozen".into(),
        43 => cells[8] = "n/a".into(),
        53 => cells[9] = "some".into(),
        8 | 28 | 48 | 68 | 88 => {
            let padded = [1, 2, 4, 6, 7, 10][rng.usize(..6)];
            cells[padded] = format!("  {} ", cells[padded]).into();
        }
        _ => {}
    }
    // A row that breaks off lacks its last cells.
    let kept = match place % 100 {
        63 => rng.usize(1..11),
        _ => 11,
    };
    for (column, cell) in cells[..kept].iter().enumerate() {
        if column > 0 {
            csv.push(',');
        }
        push_cell(csv, cell);
    }
}

/// Most orders have a note. A few notes hold quotes, and those are long.
fn note(rng: &mut Rng) -> String {
    let sentences = |count: usize, rng: &mut Rng| {
        let sentences: Vec<&str> = (0..count).map(|_| NOTE[rng.usize(..NOTE.len())]).collect();
        sentences.join(" ")
    };
    match rng.u8(..100) {
        0 => format!("\"{}\" Thank you!", sentences(rng.usize(14..17), rng)),
        1..90 => sentences(rng.usize(2..14), rng),
        _ => String::new(),
    }
}

/// Puts a cell in quotes if it needs them, and doubles the quotes in it.
pub fn push_cell(csv: &mut String, cell: &str) {
    let has_quote = cell.contains('"');
    if !has_quote && !cell.contains(',') {
        csv.push_str(cell);
        return;
    }
    csv.push('"');
    if has_quote {
        csv.push_str(&cell.replace('"', "\"\""));
    } else {
        csv.push_str(cell);
    }
    csv.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shorter_file_begins_a_longer_one() {
        for seed in [1, u64::MAX].map(Seed) {
            for rows in 0..210 {
                let more = order_file(0..rows + 1, seed);
                assert!(
                    more.starts_with(&order_file(0..rows, seed)),
                    "{seed:?} {rows}"
                );
                let later = order_file(rows / 2..rows + 1, seed);
                let later = later.strip_prefix(HEADER).expect("a header");
                assert!(more.ends_with(later), "{seed:?} {rows}");
            }
        }
    }
}
