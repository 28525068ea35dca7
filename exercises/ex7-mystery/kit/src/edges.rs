//! Small files, each about one thing that is easily got wrong.

use crate::orders::HEADER;

/// The cells of an order that a report is about. All others are always the same.
#[derive(Clone, Copy)]
struct Order {
    date: &'static str,
    customer: &'static str,
    region: &'static str,
    currency: &'static str,
    product: &'static str,
    quantity: &'static str,
    price: &'static str,
    discount: &'static str,
    note: &'static str,
}

const ORDER: Order = Order {
    date: "2024-03-01",
    customer: "Ada Wu",
    region: "Toscana",
    currency: "EUR",
    product: "Moka pot",
    quantity: "2",
    price: "10.00",
    discount: "0",
    note: "",
};

/// Each with what it is about, as the end of "for …".
pub(crate) fn files() -> Vec<(&'static str, String)> {
    let last = file(&[
        ORDER,
        Order {
            date: "2024-03-02",
            ..ORDER
        },
    ]);
    vec![
        ("an empty file", String::new()),
        ("a file without a row", HEADER.to_owned()),
        (
            "a header without a line break",
            HEADER.trim_end().to_owned(),
        ),
        ("a file of one row", file(&[ORDER])),
        (
            "a last row without a line break",
            last.trim_end().to_owned(),
        ),
        ("blank lines at the end", file(&[ORDER]) + "\n   \n\n"),
        (
            "two customers of equal revenue, the last by name first",
            file(&[
                Order {
                    customer: "Grace Wu",
                    ..ORDER
                },
                Order {
                    customer: "Alexandra Wu",
                    ..ORDER
                },
                Order {
                    customer: "Zoë Wu",
                    quantity: "1",
                    ..ORDER
                },
            ]),
        ),
        (
            "two customers of equal revenue, the first by name first",
            file(&[
                Order {
                    customer: "Alexandra Wu",
                    quantity: "1",
                    ..ORDER
                },
                Order {
                    customer: "Grace Wu",
                    ..ORDER
                },
                Order {
                    customer: "Alexandra Wu",
                    quantity: "1",
                    ..ORDER
                },
            ]),
        ),
        (
            "a customer who orders in two regions",
            file(&[
                ORDER,
                Order {
                    region: "Zürich",
                    quantity: "9",
                    ..ORDER
                },
                Order {
                    customer: "Esi Wu",
                    quantity: "3",
                    ..ORDER
                },
            ]),
        ),
        (
            "orders that bring in nothing",
            file(&[
                Order {
                    customer: "Grace Wu",
                    discount: "100",
                    ..ORDER
                },
                Order {
                    quantity: "0",
                    ..ORDER
                },
            ]),
        ),
        (
            "orders that were taken back",
            file(&[
                Order {
                    customer: "Grace Wu",
                    quantity: "10",
                    price: "1.00",
                    ..ORDER
                },
                Order {
                    quantity: "6",
                    price: "1.00",
                    ..ORDER
                },
                Order {
                    customer: "Grace Wu",
                    quantity: "-8",
                    price: "1.00",
                    ..ORDER
                },
            ]),
        ),
        (
            "a region with nothing but what was taken back",
            file(&[Order {
                quantity: "-3",
                ..ORDER
            }]),
        ),
        ("Windows line ends", {
            let order = Order {
                note: "hello, you",
                ..ORDER
            };
            file(&[order, ORDER]).replace('\n', "\r\n")
        }),
        (
            "cells in quotes that need none",
            format!(
                "{HEADER}1,\"2024-03-01\",\"Ada Wu\",x,\"Toscana\",\"EUR\",\"Moka pot\",\"2\",\"10.00\",\"5\",\"\"\n"
            ),
        ),
        (
            "rows that go on",
            format!(
                "{HEADER}1,2024-03-01,Ada Wu,x,Toscana,EUR,Moka pot,2,10.00,5,note,more,cells\n"
            ),
        ),
        (
            "an order without a number or an address",
            format!("{HEADER},2024-03-01,Ada Wu,,Toscana,EUR,Moka pot,2,10.00,5,\n"),
        ),
        (
            "names that sort by their bytes",
            file(&[
                Order {
                    region: "Łódzkie",
                    product: "émail",
                    ..ORDER
                },
                Order {
                    region: "Zürich",
                    product: "Zester",
                    ..ORDER
                },
                Order {
                    region: "alentejo",
                    product: "apron",
                    ..ORDER
                },
            ]),
        ),
        (
            "two notes of equal length",
            file(&[
                Order {
                    note: "short",
                    ..ORDER
                },
                Order {
                    note: "the first one",
                    ..ORDER
                },
                Order {
                    note: "another, same",
                    ..ORDER
                },
            ]),
        ),
        (
            "notes whose bytes and letters differ",
            file(&[
                Order {
                    note: "ten letter",
                    ..ORDER
                },
                Order {
                    note: "éééééé",
                    ..ORDER
                },
            ]),
        ),
        (
            "a note with quotes, which are doubled in the file",
            file(&[
                Order {
                    note: "abcd",
                    ..ORDER
                },
                Order {
                    note: "\"a\"",
                    ..ORDER
                },
            ]),
        ),
        (
            "a discount below nothing",
            file(&[Order {
                discount: "-10",
                ..ORDER
            }]),
        ),
        (
            "notes with spaces around them",
            file(&[
                Order {
                    note: "longest",
                    ..ORDER
                },
                Order {
                    note: "   short   ",
                    ..ORDER
                },
            ]),
        ),
        (
            "a product without a note",
            file(&[
                ORDER,
                Order {
                    product: "Kettle",
                    note: "x",
                    ..ORDER
                },
            ]),
        ),
        (
            "days in no order",
            file(&[
                Order {
                    date: "2024-09-30",
                    ..ORDER
                },
                Order {
                    date: "2024-10-01",
                    ..ORDER
                },
                Order {
                    date: "2024-02-28",
                    ..ORDER
                },
            ]),
        ),
        (
            "cells with quotes and commas",
            file(&[Order {
                customer: "Café \"Zur Post\", Wien",
                region: "\"North\", and west",
                product: "\"\"",
                note: "\"Ring\", \"please\"",
                ..ORDER
            }]),
        ),
        (
            "cells that are nothing but a comma or a quote",
            file(&[
                Order {
                    customer: ",",
                    region: "\"",
                    product: ",,",
                    note: "\",\"",
                    ..ORDER
                },
                Order {
                    customer: "\"",
                    note: ",",
                    ..ORDER
                },
            ]),
        ),
        (
            "cells with spaces around them",
            file(&[
                ORDER,
                Order {
                    date: " 2024-03-04 ",
                    customer: "  Ada Wu ",
                    region: " Toscana  ",
                    currency: " EUR ",
                    product: " Moka pot ",
                    quantity: " 3 ",
                    price: " 1.50 ",
                    discount: " 10 ",
                    note: " \"hello\", you ",
                },
            ]),
        ),
        (
            "rows without a name",
            file(&[
                ORDER,
                Order { date: "", ..ORDER },
                Order {
                    customer: "  ",
                    ..ORDER
                },
                Order {
                    region: "",
                    ..ORDER
                },
                Order {
                    product: " ",
                    ..ORDER
                },
            ]),
        ),
        (
            "rows whose numbers cannot be read",
            file(&[
                Order {
                    quantity: "",
                    ..ORDER
                },
                Order {
                    quantity: "2.5",
                    ..ORDER
                },
                Order {
                    quantity: "a dozen",
                    ..ORDER
                },
                Order { price: "", ..ORDER },
                Order {
                    price: "10",
                    ..ORDER
                },
                Order {
                    price: "10.",
                    ..ORDER
                },
                Order {
                    price: "x.50",
                    ..ORDER
                },
                Order {
                    discount: "",
                    ..ORDER
                },
                Order {
                    discount: "some",
                    ..ORDER
                },
                ORDER,
            ]),
        ),
        (
            "rows in currencies that are not known",
            file(&[
                Order {
                    currency: "",
                    ..ORDER
                },
                Order {
                    currency: "USD",
                    ..ORDER
                },
                Order {
                    currency: "eur",
                    ..ORDER
                },
            ]),
        ),
        (
            "orders in all currencies",
            file(&[
                ORDER,
                Order {
                    currency: "GBP",
                    ..ORDER
                },
                Order {
                    currency: "CHF",
                    ..ORDER
                },
                Order {
                    currency: "PLN",
                    ..ORDER
                },
                Order {
                    currency: "SEK",
                    ..ORDER
                },
            ]),
        ),
        (
            "fractions of a cent",
            file(&[
                Order {
                    currency: "SEK",
                    price: "0.10",
                    quantity: "1",
                    ..ORDER
                },
                Order {
                    currency: "SEK",
                    price: "0.10",
                    quantity: "1",
                    ..ORDER
                },
                Order {
                    price: "0.99",
                    quantity: "1",
                    discount: "5",
                    ..ORDER
                },
            ]),
        ),
        (
            "sums beyond 32 bits",
            file(&[
                Order {
                    quantity: "4000000000",
                    price: "0.02",
                    ..ORDER
                },
                Order {
                    quantity: "100000",
                    price: "99999.99",
                    ..ORDER
                },
            ]),
        ),
        ("a row that breaks off before its note", {
            let whole = file(&[ORDER]);
            let row = whole.lines().last().unwrap_or_default();
            let cut = row.rsplit_once(',').map_or("", |(cut, _)| cut);
            format!("{whole}{cut}\n")
        }),
    ]
}

fn file(orders: &[Order]) -> String {
    let mut csv = HEADER.to_owned();
    for (place, order) in orders.iter().enumerate() {
        let id = place.to_string();
        let cells = [
            id.as_str(),
            order.date,
            order.customer,
            "Via dell'Unità 1, flat 2, 50123 Firenze, Italia",
            order.region,
            order.currency,
            order.product,
            order.quantity,
            order.price,
            order.discount,
            order.note,
        ];
        for (column, cell) in cells.into_iter().enumerate() {
            if column > 0 {
                csv.push(',');
            }
            crate::orders::push_cell(&mut csv, cell);
        }
        csv.push('\n');
    }
    csv
}
