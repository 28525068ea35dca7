//! Adds titles up by how the catalogue files them.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn total_by_title() {
    let mut totals = BTreeMap::new();
    for sale in sales {
        let filed_as = catalogue_title(sale.title);
        let total = totals.entry(filed_as).or_insert_with(|| Total {
            title: sale.title,
            ..Total::default()
        });
        total.copies += sale.copies;
        total.cents += sale.copies * sale.cents;
    }
    totals.into_values().collect()
}
