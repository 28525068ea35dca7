//! Gives each total its key as a field.
//!
//! on = "reference"
//! part = "report"

/// What one title brought in.
#[derive(Debug, Default)]
struct Total<'a> {
    title: &'a str,
    filed_as: String,
    copies: u64,
    cents: u64,
}

fn total_by_title() {
    let mut totals = BTreeMap::new();
    for sale in sales {
        let total = totals.entry(sale.title).or_insert_with(|| Total {
            title: sale.title,
            filed_as: catalogue_title(sale.title),
            ..Total::default()
        });
        total.copies += sale.copies;
        total.cents += sale.copies * sale.cents;
    }
    totals.into_values().collect()
}

fn rank() {
    totals.sort_by(|one, other| {
        let by_cents = other.cents.cmp(&one.cents);
        by_cents.then_with(|| one.filed_as.cmp(&other.filed_as))
    });
    totals
}
