//! Compares notes by their characters, and not by their bytes.
//!
//! on = "reference"
//! part = "report"
//! verdict = "wrong-answer"

impl ProductTotals {
    fn add(&mut self, order: &Order) {
        self.units += order.quantity;
        self.revenue_cents += order.revenue_cents;
        if order.date.trim() > self.last_ordered.as_str() {
            overwrite(&mut self.last_ordered, order.date.trim());
        }
        let note = order.note.trim();
        if note.chars().count() > self.longest_note.chars().count() {
            overwrite(&mut self.longest_note, note);
        }
    }

    fn into_line(product: Rc<str>, total: ProductTotals) -> ProductLine {
        ProductLine {
            product,
            units: total.units,
            revenue_cents: total.revenue_cents,
            last_ordered: total.last_ordered,
            longest_note: total.longest_note,
        }
    }
}
