//! Tables of numbers. In: cells. Out: lines of equal columns.

/// Which edge of its column a cell keeps to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Lays out rows under a head, two blanks between columns, no blanks at the end.
pub fn lines(columns: &[(&str, Align)], rows: &[Vec<String>]) -> Vec<String> {
    let head: Vec<String> = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let all = || std::iter::once(&head).chain(rows);
    let widths: Vec<usize> = (0..columns.len())
        .map(|column| {
            all()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    all()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .zip(columns.iter().zip(&widths))
                .map(|(cell, ((_, align), width))| match align {
                    Align::Left => format!("{cell:<width$}"),
                    Align::Right => format!("{cell:>width$}"),
                })
                .collect();
            cells.join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let rows = [
            vec!["a".to_owned(), "1,000".to_owned()],
            vec!["long".to_owned(), "7".to_owned()],
        ];
        assert_eq!(
            lines(&[("id", Align::Left), ("count", Align::Right)], &rows),
            ["id    count", "a     1,000", "long      7"]
        );
    }
}
