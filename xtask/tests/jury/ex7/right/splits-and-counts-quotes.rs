//! Finds the ends of cells by counting quotes between commas.
//!
//! on = "reference"
//! part = "report"
//! without = ["fn with_single_quotes"]

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let line = self.rest.take()?;
        let mut quotes = 0;
        let mut from = 0;
        let cell = loop {
            let comma = line[from..].find(',').map(|at| from + at);
            let end = comma.unwrap_or(line.len());
            quotes += line[from..end].matches('"').count();
            if quotes % 2 == 0 || comma.is_none() {
                self.rest = comma.map(|comma| &line[comma + 1..]);
                break &line[..end];
            }
            from = end + 1;
        };
        let mut text = Cow::Borrowed(cell);
        if cell.starts_with('"') {
            text = Cow::Borrowed(cell.trim_matches('"'));
        }
        if cell.contains("\"\"") {
            let inner = cell.get(1..cell.len() - 1).unwrap_or("");
            *text.to_mut() = inner.replace("\"\"", "\"");
        }
        Some(text)
    }
}
