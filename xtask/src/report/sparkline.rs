//! Numbers as a line of marks. In: levels. Out: one mark for each.

use crate::report::style::Style;

/// The most marks of one line.
pub const LONGEST: usize = 20;

const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];

/// The mark of something that has no level.
const NONE: char = 'x';

/// One mark for each of the last levels, each out of `highest`.
pub fn sparkline(levels: &[Option<usize>], highest: usize, style: Style) -> String {
    let marks = match style.can_show_blocks() {
        true => BLOCKS,
        false => ASCII,
    };
    let skipped = levels.len().saturating_sub(LONGEST);
    levels[skipped..]
        .iter()
        .map(|level| match level {
            None => NONE,
            Some(level) => {
                let level = (*level).min(highest);
                marks[level * (marks.len() - 1) / highest.max(1)]
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_become_marks() {
        let ascii = Style::plain();
        let blocks = Style::plain().with_blocks();
        for (levels, highest, text, simple) in [
            (vec![], 3, "", ""),
            (vec![Some(0), Some(1), Some(3)], 3, "▁▃█", "_:#"),
            (vec![Some(0), None, Some(1)], 1, "▁x█", "_x#"),
            (vec![Some(9)], 3, "█", "#"),
            (vec![Some(0)], 0, "▁", "_"),
            (vec![Some(5), Some(0)], 5, "█▁", "#_"),
        ] {
            assert_eq!(sparkline(&levels, highest, blocks), text, "{levels:?}");
            assert_eq!(sparkline(&levels, highest, ascii), simple, "{levels:?}");
        }
    }

    #[test]
    fn only_the_last_ones_are_shown() {
        let levels: Vec<_> = (0..100)
            .map(|level| Some(usize::from(level == 99)))
            .collect();
        let line = sparkline(&levels, 1, Style::plain());
        assert_eq!(line.len(), LONGEST);
        assert!(line.ends_with("_#"), "{line}");
    }
}
