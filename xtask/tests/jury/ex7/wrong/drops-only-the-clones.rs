//! Keeps all rows as dictionaries, and clones none of them.
//!
//! on = "starter"
//! part = "report"
//! verdict = "over-budget"
//! finding = "string-reserved-per-item"
//! without = ["fn enrich"]

fn report() {
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let rows = read_rows(&text);
    let all = rows.len();
    let cleaned = clean(rows);
    let by_region = group_by(&cleaned, "region");
    let by_product = group_by(&cleaned, "product");

    Ok(Report {
        orders: cleaned.len() as u64,
        skipped: (all - cleaned.len()) as u64,
        regions: summarise_regions(&by_region),
        products: summarise_products(&by_product),
    })
}

fn clean(mut rows: Vec<Row>) -> Vec<Row> {
    for row in &mut rows {
        for text in row.values_mut() {
            *text = text.trim().to_string();
        }
    }
    rows.retain(is_usable);
    rows
}

fn group_by<'r>(rows: &'r [Row], column: &str) -> BTreeMap<&'r str, Vec<&'r Row>> {
    let mut groups: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry(&row[column]).or_default().push(row);
    }
    groups
}

fn revenue(row: &Row) -> i64 {
    revenue_cents(
        number(row, "quantity"),
        parse_cents(&row["unit_price"]).unwrap_or(0),
        number(row, "discount"),
        rate(&row["currency"]).unwrap_or(0),
    )
}

fn summarise_regions(by_region: &BTreeMap<&str, Vec<&Row>>) -> Vec<RegionLine> {
    let mut lines = Vec::new();
    for (region, rows) in by_region {
        let mut customers: BTreeMap<&str, i64> = BTreeMap::new();
        for row in rows {
            *customers.entry(&row["customer"]).or_insert(0) += revenue(row);
        }
        let best = customers
            .iter()
            .max_by_key(|(name, cents)| (**cents, Reverse(**name)));
        let (best_customer, best_customer_cents) = best.map_or(("", 0), |(a, b)| (*a, *b));
        lines.push(RegionLine {
            region: region.to_string(),
            orders: rows.len() as u64,
            revenue_cents: customers.values().sum(),
            best_customer: best_customer.to_string(),
            best_customer_cents,
        });
    }
    lines
}

fn summarise_products(by_product: &BTreeMap<&str, Vec<&Row>>) -> Vec<ProductLine> {
    let mut lines = Vec::new();
    for (product, rows) in by_product {
        let dates = rows.iter().map(|row| &row["date"]);
        let notes = rows.iter().map(|row| &row["note"]);
        lines.push(ProductLine {
            product: product.to_string(),
            units: rows.iter().map(|row| number(row, "quantity")).sum(),
            revenue_cents: rows.iter().map(|row| revenue(row)).sum(),
            last_ordered: dates.max().cloned().unwrap_or_default(),
            longest_note: notes
                .rev()
                .max_by_key(|note| note.len())
                .cloned()
                .unwrap_or_default(),
        });
    }
    lines
}
