//! Adds up in 32 bits.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

fn total_by_title() {
    let mut totals: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for sale in sales {
        let (copies, cents) = totals.entry(sale.title).or_default();
        *copies = copies.wrapping_add(sale.copies as u32);
        *cents = cents.wrapping_add((sale.copies * sale.cents) as u32);
    }
    let total = |(title, (copies, cents))| Total {
        title,
        copies: u64::from(copies),
        cents: u64::from(cents),
    };
    totals.into_iter().map(total).collect()
}
