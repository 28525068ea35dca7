//! `heaptrack`: what another profiler says of a part, beside our own counts.

use crate::failure::Failure;
use crate::flags::Profile;
use crate::pipe::weigh::{self, Window};
use crate::profilers::heaptrack::{self, Found, Kept};
use crate::profilers::passes::{self, Meant, Wanted};
use crate::report::columns::wrap;
use crate::report::style::{Role, Style, counted, number};
use crate::report::table::{self, Align};
use crate::session::{Outcome, Session};
use crate::workbook::Part;

/// Runs what is asked for under heaptrack.
pub fn run(session: &Session, options: &Profile) -> Result<Outcome, Failure> {
    let style = session.style;
    let seed = options.seed.unwrap_or_else(|| u64::from(fastrand::u32(..)));
    let wanted = Wanted {
        id: &options.id,
        part: options.part.as_deref(),
        items: options.items,
        seed,
    };
    let Meant {
        exercise,
        windows,
        lock: _lock,
    } = passes::windows(session, &wanted)?;
    if !heaptrack::is_installed() {
        return Err(match windows.first() {
            Some((_, window)) => not_installed(window),
            None => Failure::new("heaptrack is not installed"),
        });
    }
    for (part, window) in &windows {
        let folder = session
            .history
            .folder()
            .join(&exercise.name)
            .join(&part.name);
        let kept = heaptrack::measure(window, &folder)?;
        print!("{}", text(session, part, window, &kept));
    }
    let closing = format!("seed {seed} (for the same inputs again: --seed {seed})");
    println!("{}", wrap("", &closing, style.width));
    Ok(Outcome::AllPass)
}

/// What to do where there is no heaptrack.
fn not_installed(window: &Window) -> Failure {
    let line = std::iter::once(window.executable.display().to_string())
        .chain(weigh::words(window))
        .collect::<Vec<_>>()
        .join(" ");
    let next = if cfg!(target_os = "macos") {
        format!(
            "macOS has tools of its own (nobody has tried them with this harness):\n  \
             MallocStackLogging=1 leaks --atExit -- {line}\n  \
             xcrun xctrace record --template Allocations --launch -- {line}"
        )
    } else if cfg!(windows) {
        format!(
            "Visual Studio's Performance Profiler has Memory Usage (nobody has tried it with \
             this harness); let it start:\n  {line}"
        )
    } else {
        format!(
            "install it, then run this again:\n  Debian, Ubuntu: apt install heaptrack\n  \
             Fedora: dnf install heaptrack\n  Arch: pacman -S heaptrack\n\
             By hand: heaptrack {line}"
        )
    };
    Failure::new("heaptrack is not installed here, or heaptrack_print is missing").next(next)
}

fn text(session: &Session, part: &Part, window: &Window, kept: &Kept) -> String {
    let style = session.style;
    let size = counted(window.items as u64, &part.item);
    let title = wrap("", &format!("{}, {size}", part.name), style.width);
    let mut out = style.paint(Role::Strong, title) + "\n";
    out += &figures(&kept.found, style);
    out.push('\n');
    for sentence in sentences(&kept.found) {
        out += &wrap("  = ", &sentence, style.width);
        out.push('\n');
    }
    let data = session.workbook.shown(&kept.data);
    let look = format!(
        "heaptrack's data is in {data}; `heaptrack_print {data}` or heaptrack_gui shows it."
    );
    out + &wrap("  = ", &look, style.width) + "\n\n"
}

const PEAK: &str = "peak bytes";

/// The figures side by side, or one below the other where there is no room.
fn figures(found: &Found, style: Style) -> String {
    let Found {
        before,
        after,
        live_at_call,
        counts,
    } = found;
    let rows: [(&str, u64, u64, String); 4] = [
        (
            "allocation calls",
            before.calls,
            after.calls,
            number(counts.allocations),
        ),
        (
            "temporary",
            before.temporary,
            after.temporary,
            "-".to_owned(),
        ),
        (
            PEAK,
            *live_at_call,
            after.peak_bytes,
            number(counts.peak_bytes),
        ),
        (
            "live bytes at the end",
            before.end_bytes,
            after.end_bytes,
            number(counts.live_bytes),
        ),
    ];
    let difference = |label: &str, before: u64, after: u64| match after.checked_sub(before) {
        _ if label == PEAK && !found.is_peak_within() => "-".to_owned(),
        Some(more) => number(more),
        None => format!("-{}", number(before - after)),
    };
    let heads = [
        ("", Align::Left),
        ("before", Align::Right),
        ("after", Align::Right),
        ("difference", Align::Right),
        ("counted", Align::Right),
    ];
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(label, before, after, counted)| {
            vec![
                (*label).to_owned(),
                number(*before),
                number(*after),
                difference(label, *before, *after),
                counted.clone(),
            ]
        })
        .collect();
    let lines = table::lines(&heads, &cells);
    if lines
        .iter()
        .all(|line| line.chars().count() + 2 <= style.width)
    {
        return lines.iter().map(|line| format!("  {line}\n")).collect();
    }
    cells
        .iter()
        .map(|cell| {
            let text = format!(
                "{}: before {}, after {}, difference {}, counted {}",
                cell[0], cell[1], cell[2], cell[3], cell[4]
            );
            wrap("  ", &text, style.width) + "\n"
        })
        .collect()
}

/// What the figures mean, and why some of them differ.
fn sentences(found: &Found) -> Vec<String> {
    let Found {
        before,
        after,
        live_at_call,
        counts,
    } = found;
    let mut sentences = vec![
        "heaptrack counts whole processes. So one was run that ended right before your function \
         was called, and one that ended right after it returned, with the result still alive. \
         The difference is your function's; `counted` is what the workbook counted in the \
         second process. For the peak, `before` is what was live at the call, found in a third."
            .to_owned(),
    ];
    let calls = after.calls.saturating_sub(before.calls);
    sentences.push(match calls.checked_sub(counts.allocations) {
        Some(0) => "Both count the same calls.".to_owned(),
        Some(more) => format!(
            "heaptrack counts {} more. It also sees what the C library and the system ask for \
             by themselves, such as the data of a new thread; the workbook sees what goes through \
             Rust's allocator.",
            counted(more, "call")
        ),
        None => format!(
            "heaptrack counts {} less, which it should not: does the code do the same each time?",
            counted(counts.allocations - calls, "call")
        ),
    });
    sentences.push(if found.is_peak_within() {
        let own = after.peak_bytes.saturating_sub(*live_at_call);
        let same = match own == counts.peak_bytes {
            true => "as was counted".to_owned(),
            false => format!("{} were counted", number(counts.peak_bytes)),
        };
        format!(
            "The peak is the process's, and it was within your function: {} were live when it \
             was called, so {} of the peak are its own, {same}.",
            counted(*live_at_call, "byte"),
            number(own),
        )
    } else {
        "The process was largest before your function was called, while the input was made: \
         heaptrack's peak says nothing of your function. More items may change that."
            .to_owned()
    });
    sentences.push(
        "Live bytes at the end are the result, which heaptrack calls leaked, since the process \
         ended while it was alive, with what else outlives the call, such as the stacks of \
         threads. Temporary is a block that was freed before anything else was \
         allocated."
            .to_owned(),
    );
    sentences
}
