//! Of several longest notes, keeps the last.
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
        if note.len() >= self.longest_note.len() {
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
