//! What changed since the attempt before, as text. In: changes. Out: a line for
//! each part.

use std::fmt::Write;

use crate::learner::compare::{Change, CostChange, Inputs, Since, Trend};
use crate::pipe::grade::Verdict;
use crate::report::style::{Role, Style, amount, number};

/// The changes; no text where there is nothing to say.
pub fn render(since: &Since, seed: u64, style: Style) -> String {
    let passes_as_before =
        |change: &Change| change.trend == Trend::Same && change.now == Verdict::Pass;
    let verdict_changed = since.before != since.now;
    if !verdict_changed && since.parts.iter().all(passes_as_before) {
        return String::new();
    }
    let mut head = "since the attempt before".to_owned();
    let costs = since.parts.iter().flat_map(|change| &change.costs);
    if seed != since.seed_before && costs.into_iter().any(|cost| cost.inputs == Inputs::Equal) {
        head += ", on its inputs";
    }
    if verdict_changed {
        let _ = write!(
            head,
            ": {} then, {} now",
            since.before.word(),
            since.now.word()
        );
    }
    let mut out = style.wrap("", &head) + "\n";
    for change in &since.parts {
        let name = style.paint(Role::Strong, &change.name);
        let line = style.wrap_label(&format!("  {}: ", change.name), &words(change, style));
        let _ = writeln!(out, "{}", line.replacen(&change.name, &name, 1));
    }
    out
}

/// The same in a sentence, of what changed only.
pub fn short(since: &Since, seed: u64, style: Style) -> String {
    let is_same = |change: &&Change| {
        let alike = change.before == change.now && change.costs.iter().all(is_little);
        alike || matches!(change.trend, Trend::Same | Trend::AboutTheSame)
    };
    if render(since, seed, style).is_empty() {
        return String::new();
    }
    let changes: Vec<String> = since
        .parts
        .iter()
        .filter(|change| !is_same(change))
        .map(|change| format!("{} {}", change.name, words(change, style)))
        .collect();
    let text = match changes.is_empty() {
        false => changes.join("; "),
        true if since.before == since.now => return String::new(),
        true => format!("{} then, {} now", since.before.word(), since.now.word()),
    };
    // The counts above are of other inputs.
    let inputs = match text.contains('→') && seed != since.seed_before {
        true => " (on the inputs of that attempt)",
        false => "",
    };
    style.wrap_below(&format!("since the attempt before: {text}{inputs}")) + "\n"
}

/// Whether a count changed so little that it is not worth a word.
fn is_little(cost: &CostChange) -> bool {
    const LITTLE: u64 = 100;
    cost.now.abs_diff(cost.before) * LITTLE < cost.before.max(1)
}

fn words(change: &Change, style: Style) -> String {
    // A count of code that gave a wrong answer is no count to compare with, and where the
    // verdict changed, only what changed with it tells why.
    let ran_alike = [change.before, change.now]
        .iter()
        .all(|v| !has_no_costs(*v));
    let tells = |cost: &&CostChange| match change.trend {
        Trend::NowPasses => cost.now < cost.before,
        Trend::PassedBefore => cost.now > cost.before,
        _ => true,
    };
    let told = change.costs.iter().filter(|_| ran_alike).filter(tells);
    let costs: Vec<String> = told.map(cost).collect();
    let costs = costs.join(", ");
    let then = |head: String| match costs.is_empty() {
        true => head,
        false => format!("{head}, {costs}"),
    };
    match change.trend {
        Trend::NowPasses => then(style.paint(Role::Good, "now passes")),
        Trend::PassedBefore => {
            let before = style.paint(Role::Bad, "passed before");
            then(format!("{before}, {} now", change.now.word()))
        }
        Trend::Better | Trend::Worse if change.before != change.now => {
            format!("{} then, {} now", change.before.word(), change.now.word())
        }
        Trend::Better => format!("{}, {costs}", style.paint(Role::Good, "better")),
        Trend::Worse => format!("{}, {costs}", style.paint(Role::Bad, "worse")),
        Trend::Mixed => format!("mixed, {costs}"),
        Trend::AboutTheSame => format!("about the same, {costs}"),
        Trend::Same if costs.is_empty() => {
            format!("still {}", change.now.word())
        }
        Trend::Same => {
            let unchanged = change.costs.iter().map(|one| amount(one.now, one.quantity));
            format!("still {}", unchanged.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Whether the verdict says all there is to say.
fn has_no_costs(verdict: Verdict) -> bool {
    !matches!(verdict, Verdict::Pass | Verdict::OverBudget)
}

/// `11,469 → 4,109 allocations`, or `still 12,299 allocations`.
fn cost(cost: &CostChange) -> String {
    let now = amount(cost.now, cost.quantity);
    match cost.before == cost.now {
        true => format!("still {now}"),
        false => format!("{} → {now}", number(cost.before)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Quantity;

    fn change(name: &str, verdicts: [Verdict; 2], trend: Trend, costs: [u64; 2]) -> Change {
        let [before, now] = costs;
        Change {
            name: name.to_owned(),
            before: verdicts[0],
            now: verdicts[1],
            trend,
            costs: vec![CostChange {
                quantity: Quantity::Allocations,
                before,
                now,
                inputs: Inputs::Equal,
            }],
        }
    }

    fn since(verdicts: [Verdict; 2], parts: Vec<Change>) -> Since {
        Since {
            before: verdicts[0],
            seed_before: 7,
            now: verdicts[1],
            parts,
        }
    }

    #[test]
    fn every_part_has_its_line() {
        use Verdict::{OverBudget, Panicked, Pass};
        let over = [OverBudget, OverBudget];
        let parts = vec![
            change("parse-users", over, Trend::Better, [11_469, 4_109]),
            change("json-records", over, Trend::Same, [12_299, 12_299]),
            change("find-email", [OverBudget, Pass], Trend::NowPasses, [9, 1]),
            change("sum", [Pass, OverBudget], Trend::PassedBefore, [1, 9]),
            change("list", over, Trend::AboutTheSame, [100, 101]),
            change("tree", over, Trend::Worse, [100, 200]),
            change("table", [OverBudget, Panicked], Trend::Worse, [0, 0]),
        ];
        assert_eq!(
            render(&since(over, parts), 8, Style::plain()),
            "\
since the attempt before, on its inputs
  parse-users: better, 11,469 → 4,109 allocations
  json-records: still 12,299 allocations
  find-email: now passes, 9 → 1 allocation
  sum: passed before, over-budget now, 1 → 9 allocations
  list: about the same, 100 → 101 allocations
  tree: worse, 100 → 200 allocations
  table: over-budget then, panicked now
"
        );
    }

    #[test]
    fn verdicts_alone_can_change() {
        let verdicts = [Verdict::Pass, Verdict::DidNotCompile];
        assert_eq!(
            render(&since(verdicts, Vec::new()), 7, Style::plain()),
            "since the attempt before: pass then, did-not-compile now\n"
        );
    }

    #[test]
    fn where_nothing_changed_there_is_nothing_to_say() {
        let passes = [Verdict::Pass, Verdict::Pass];
        let part = change("a", passes, Trend::Same, [1, 1]);
        assert_eq!(render(&since(passes, vec![part]), 8, Style::plain()), "");
        let broken = [Verdict::DidNotCompile, Verdict::DidNotCompile];
        assert_eq!(render(&since(broken, Vec::new()), 8, Style::plain()), "");
    }
}
