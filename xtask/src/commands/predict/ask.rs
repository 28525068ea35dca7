//! Questions and answers. In: questions, and lines of standard input. Out: each
//! answer beside what was measured just now, kept in the history.

use std::io::{self, BufRead, IsTerminal, Read, StdinLock, Write};

use crate::failure::Failure;
use crate::learner::event::{Event, Predicted, Prediction};
use crate::learner::guess::{self, Answer};
use crate::learner::question::Question;
use crate::learner::score;
use crate::pipe::listings::{Scales, Weights};
use crate::report::prediction;
use crate::report::progress::{Bar, Show};
use crate::session::Session;
use crate::text::tame_line;

/// The most bytes of one line that are kept.
const LONGEST_LINE: u64 = 4096;

/// Asks one question after the other, until all were asked or nobody answers.
pub fn run(session: &mut Session, questions: &[&Question]) -> Result<(), Failure> {
    let mut input = Input::new();
    let mut scales = None;
    let mut pool = questions.to_vec();
    loop {
        let past: Vec<&Prediction> = session.history.predictions().collect();
        let Some(question) = score::next(&pool, &past) else {
            break;
        };
        pool.retain(|other| other.id != question.id);
        print!("{}", prediction::question(question, session.style));
        match answers(&mut input)? {
            Given::Both(numbers) => {
                let found = answered(session, question, numbers, &mut scales)?;
                print!("{found}");
            }
            Given::Skip => println!("skipped\n"),
            Given::End => return Ok(()),
        }
        if !pool.is_empty() && !input.wants_another()? {
            return Ok(());
        }
    }
    println!("All of these were asked. `cargo xtask predict --score` shows how close you were.");
    Ok(())
}

/// What came of one question.
enum Given {
    Both([Option<u64>; 2]),
    Skip,
    End,
}

fn answers(input: &mut Input) -> Result<Given, Failure> {
    let mut numbers = [None; 2];
    for (number, ask) in numbers
        .iter_mut()
        .zip([prediction::ALLOCATIONS, prediction::BYTES])
    {
        *number = match input.answer(ask)? {
            None | Some(Answer::Quit) => return Ok(Given::End),
            Some(Answer::Skip) => return Ok(Given::Skip),
            Some(Answer::Unknown) => None,
            Some(Answer::Number(number)) => Some(number),
        };
    }
    Ok(Given::Both(numbers))
}

/// Weighs the listing, keeps the answer, and returns what there is to show.
fn answered(
    session: &mut Session,
    question: &Question,
    [allocations, bytes]: [Option<u64>; 2],
    scales: &mut Option<Scales>,
) -> Result<String, Failure> {
    let progress = Bar::new(Show::OnTerminal);
    let scales = match scales {
        Some(scales) => scales,
        None => scales.insert(Scales::build(
            &session.workbook,
            &session.target,
            &progress,
            &session.interrupt,
        )?),
    };
    let Weights { debug, release } = scales.weigh(&question.listing, question.items, &progress)?;
    let because = scales.fill(&question.because)?;
    drop(progress);

    let kept = Prediction {
        id: question.id.clone(),
        items: question.items,
        allocations: Predicted {
            guess: allocations,
            debug: debug.allocations,
            release: release.allocations,
        },
        bytes: Predicted {
            guess: bytes,
            debug: debug.bytes,
            release: release.bytes,
        },
        compiler: Some(scales.compiler().release.clone()),
    };
    if let Err(failure) = session.history.add(Event::Prediction(kept.clone())) {
        eprintln!("warning: this prediction is not in your history: {failure}");
    }
    Ok(prediction::answer(&kept, &because, session.style))
}

/// As much of a line as fits on one with a message behind it.
fn begin(line: &str) -> String {
    const LONGEST: usize = 24;
    let line = tame_line(line);
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The next line; empty at the end. Of a line that is far too long only the
/// beginning is kept, so that its end is not taken for a line of its own.
fn read_line(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    input
        .by_ref()
        .take(LONGEST_LINE)
        .read_until(b'\n', &mut line)?;
    if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
        input.skip_until(b'\n')?;
    }
    Ok(line)
}

/// Lines of standard input, and what is asked before each.
struct Input {
    lines: StdinLock<'static>,
    is_terminal: bool,
}

impl Input {
    fn new() -> Self {
        Input {
            lines: io::stdin().lock(),
            is_terminal: io::stdin().is_terminal(),
        }
    }

    /// Asks until there is an answer; none at the end of the input.
    fn answer(&mut self, ask: &str) -> Result<Option<Answer>, Failure> {
        while let Some(line) = self.line(ask)? {
            match guess::read(&line) {
                Ok(answer) => return Ok(Some(answer)),
                Err(expected) => println!("`{}`: {expected}", begin(&line)),
            }
        }
        Ok(None)
    }

    /// Whether there is to be one more question. Only a person is asked.
    fn wants_another(&mut self) -> Result<bool, Failure> {
        if !self.is_terminal {
            return Ok(true);
        }
        let line = self.line("Enter for the next one, q to stop: ")?;
        let quits = |line: &String| guess::read(line) == Ok(Answer::Quit);
        Ok(line.is_some_and(|line| !quits(&line)))
    }

    fn line(&mut self, ask: &str) -> Result<Option<String>, Failure> {
        print!("{ask}");
        // A reader that went away has ended the process by now.
        let _ = io::stdout().flush();
        let line = read_line(&mut self.lines)
            .map_err(|error| Failure::new(format!("the answer could not be read: {error}")))?;
        if line.is_empty() {
            println!();
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        if !self.is_terminal {
            // A terminal shows what is typed; elsewhere the answer is shown here.
            println!("{}", tame_line(&line));
        }
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_one_line() {
        let length = usize::try_from(LONGEST_LINE).expect("a small number");
        for extra in [0, 1, 7] {
            let text = format!("{}\n13", "9".repeat(length - 1 + extra));
            let mut input = text.as_bytes();
            let first = read_line(&mut input).expect("a line");
            assert!(first.len() <= length && first.starts_with(b"999"));
            assert_eq!(read_line(&mut input).expect("a line"), b"13");
            assert_eq!(read_line(&mut input).expect("the end"), b"");
        }
    }
}
