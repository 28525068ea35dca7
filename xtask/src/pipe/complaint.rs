//! What stood in the way of a build. In: what cargo said, and the compiler's errors. Out:
//! the cause, once, in the words of whoever found it.

use std::process::ExitStatus;

use crate::failure::Failure;
use crate::machine;
use crate::pipe::compiled::Diagnostic;
use crate::text::{tame, without_colour};

/// What cargo and the compiler said when not everything could be built; nothing, if all was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Complaint {
    /// Cargo's errors, each from its first line to its last.
    said: Vec<String>,
    /// The compiler's errors in what was not asked for: libraries and build scripts.
    of_others: Vec<Diagnostic>,
    /// The compiler's errors in the packages that were asked for.
    of_wanted: Vec<Diagnostic>,
}

impl Complaint {
    /// Out of how cargo ended, of all that it printed for people, and of the compiler's
    /// errors, of which `is_wanted` says whether they are in a package that was asked for.
    pub fn new(
        ended: ExitStatus,
        printed: &str,
        errors: Vec<Diagnostic>,
        is_wanted: impl Fn(&Diagnostic) -> bool,
    ) -> Self {
        let (of_wanted, of_others) = errors.into_iter().partition(is_wanted);
        let mut said = errors_of_cargo(&without_colour(printed));
        if said.is_empty() {
            // Something ended it before it could say so.
            said.push(format!("error: cargo ended with {ended}"));
        }
        Complaint {
            said,
            of_others,
            of_wanted,
        }
    }

    /// Whether something is not downloaded yet.
    pub fn wants_network(&self) -> bool {
        let says = |what: &str| self.said.iter().any(|error| error.contains(what));
        says("--offline") || says("no matching package")
    }

    /// Whether the compiler did not even say what it is.
    pub fn is_about_the_compiler(&self) -> bool {
        let is_call = |error: &String| {
            error.starts_with("error: process didn't exit successfully: `")
                && error
                    .lines()
                    .next()
                    .is_some_and(|call| call.contains("rustc"))
        };
        self.said.iter().any(is_call)
    }

    /// The complaint as a failure, for what is missing although the compiler found no fault
    /// with the code that is to be weighed.
    pub fn into_failure(self) -> Failure {
        let cause = self.cause();
        let failure = Failure::new(format!("{}:\n{cause}", self.summary()));
        match machine::remedy(&cause) {
            Some(next) => failure.next(next),
            None => failure,
        }
    }

    /// What could not be built.
    fn summary(&self) -> String {
        let mut packages: Vec<&str> = Vec::new();
        for package in self.said.iter().filter_map(|error| package_of(error)) {
            if !packages.contains(&package) {
                packages.push(package);
            }
        }
        match packages.as_slice() {
            [] => "cargo could not build what is to be weighed".to_owned(),
            [one] => format!("cargo could not build `{one}`, which is needed"),
            [first, others @ ..] => format!(
                "cargo could not build `{first}` and {} more, which are needed",
                others.len()
            ),
        }
    }

    /// Why. What is wrong with the machine is wrong for all that failed. The errors in
    /// what was asked for come last: they are somebody's, and did not make this fail.
    fn cause(&self) -> String {
        let all = || self.of_others.iter().chain(&self.of_wanted);
        let own_words = || self.said.iter().filter(|error| has_own_words(error));
        if let Some(error) = all().find(|error| error.is_trouble_with_the_machine()) {
            return words(std::iter::once(error));
        }
        if let Some(error) = own_words().find(|error| machine::is_at_fault(error)) {
            return shortened(error);
        }
        if !self.of_others.is_empty() {
            return of_first_package(&self.of_others);
        }
        if let Some(error) = own_words().next() {
            return shortened(error);
        }
        match self.of_wanted.is_empty() {
            false => of_first_package(&self.of_wanted),
            true => self
                .said
                .first()
                .map_or_else(String::new, |error| shortened(error)),
        }
    }
}

/// How many errors are shown.
const ERRORS: usize = 3;
/// How many lines of one error are shown: so many of its beginning…
const FIRST_LINES: usize = 16;
/// …and so many of its end.
const LAST_LINES: usize = 8;

/// The first of the compiler's errors, as plain text.
pub fn words<'d>(errors: impl Iterator<Item = &'d Diagnostic>) -> String {
    let mut shown: Vec<String> = Vec::new();
    for error in errors {
        let text = shortened(&without_colour(&error.rendered));
        if !shown.contains(&text) {
            shown.push(text);
        }
        if shown.len() == ERRORS {
            break;
        }
    }
    shown.join("\n\n")
}

/// The errors of the package that failed first.
fn of_first_package(errors: &[Diagnostic]) -> String {
    let first = errors.first().map(|error| &error.package);
    words(errors.iter().filter(|error| Some(&error.package) == first))
}

/// Cargo's errors, each with the lines that belong to it.
fn errors_of_cargo(printed: &str) -> Vec<String> {
    let mut errors: Vec<String> = Vec::new();
    let mut is_error = false;
    let lines: Vec<&str> = printed.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        // With `-v`, cargo repeats the call of a compiler that found errors. That is no cause
        // beside the errors themselves.
        let is_call = |line: &&str| {
            line.starts_with("  process didn't exit successfully: `")
                && line.contains(" --crate-name ")
                && line.ends_with("(exit status: 1)")
        };
        let leads_to_call = *line == "Caused by:" && lines.get(index + 1).is_some_and(is_call);
        if is_call(line) || leads_to_call {
            continue;
        }
        // The loader speaks for a compiler that it cannot start.
        if line.starts_with("error") || line.contains(": error while loading shared libraries: ") {
            errors.push((*line).to_owned());
            is_error = true;
        } else if line.starts_with("warning") || is_status(line) {
            is_error = false;
        } else if let (true, Some(error)) = (is_error, errors.last_mut()) {
            error.push('\n');
            error.push_str(line);
        }
    }
    errors
}

/// Whether cargo tells what it does: `   Compiling serde v1.0.0`, with the word's end in a
/// column of its own.
fn is_status(line: &str) -> bool {
    line.split_at_checked(12).is_some_and(|(word, rest)| {
        let word = word.trim_start();
        word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.chars().all(|c| c.is_ascii_alphabetic())
            && rest.starts_with(' ')
    })
}

/// The package that an error of cargo's is about.
fn package_of(error: &str) -> Option<&str> {
    let first = error.lines().next()?;
    let rest = ["could not compile `", "custom build command for `"]
        .iter()
        .find_map(|words| Some(first.split_once(words)?.1))?;
    rest.split(['`', ' ']).next()
}

/// Whether cargo says more than that the compiler found errors, which the compiler tells
/// better.
fn has_own_words(error: &str) -> bool {
    let mut lines = error.lines().filter(|line| !line.trim().is_empty());
    let is_summary = |line: &str| line.contains("could not compile `");
    lines.next().is_some_and(|first| !is_summary(first)) || lines.next().is_some()
}

/// An error without what helps nobody: the many arguments of programs, and the middle of
/// a long text.
fn shortened(error: &str) -> String {
    let lines: Vec<String> = tame(error.trim_end())
        .lines()
        .filter(|line| !is_noise(line))
        .map(without_arguments)
        .collect();
    let Some(left_out) = lines.len().checked_sub(FIRST_LINES + LAST_LINES + 1) else {
        return lines.join("\n").trim_end().to_owned();
    };
    let first = lines[..FIRST_LINES].join("\n");
    let last = lines[lines.len() - LAST_LINES..].join("\n");
    format!("{first}\n… {} lines are left out\n{last}", left_out + 1)
}

/// Whether a line tells how a linker was called, or how to see more of that.
fn is_noise(line: &str) -> bool {
    let note = line.trim_start().strip_prefix("= note: ");
    note.is_some_and(|note| {
        let note = note.trim_start();
        note.starts_with('"')
            || note.starts_with("LC_ALL=")
            || note.starts_with("some arguments are omitted")
    }) || line.starts_with("note: To improve backtraces")
}

/// A line that names a program that was run, without the program's arguments.
fn without_arguments(line: &str) -> String {
    let is_call = ["didn't exit successfully: `", "could not execute process `"]
        .iter()
        .any(|words| line.contains(words));
    let ends = is_call.then(|| Some((line.find('`')?, line.rfind('`')?)));
    match ends.flatten() {
        Some((start, end)) => match line[start..end].find(' ') {
            Some(blank) => format!("{} …{}", &line[..start + blank], &line[end..]),
            None => line.to_owned(),
        },
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(package: &str, rendered: &str) -> Diagnostic {
        Diagnostic {
            package: package.to_owned(),
            is_error: true,
            code: None,
            rendered: rendered.to_owned(),
        }
    }

    fn failure(printed: &str, errors: Vec<Diagnostic>) -> String {
        let ended = ExitStatus::default();
        let is_wanted = |error: &Diagnostic| error.package == "mine";
        let complaint = Complaint::new(ended, printed, errors, is_wanted);
        complaint.into_failure().to_string()
    }

    const NO_LINKER: &str = "error: linker `absent` not found\n  |\n  = note: No such file or directory (os error 2)\n\n";

    #[test]
    fn what_all_packages_fail_for_is_told_once() {
        let printed = "   Compiling quote v1.0.0\n\
                       error: could not compile `quote` (build script) due to 1 previous error\n\
                       warning: build failed, waiting for other jobs to finish...\n   Compiling libc v0.2.1\n\
                       error: could not compile `libc` (build script) due to 1 previous error\n";
        let errors = vec![
            error("mine", "error: expected `;`\n --> src/lib.rs:1:1\n"),
            error("quote-1.0.0", NO_LINKER),
            error("libc-0.2.1", NO_LINKER),
        ];
        let said = failure(printed, errors);
        assert!(
            said.starts_with(
                "cargo could not build `quote` and 1 more, which are needed:\n\
                 error: linker `absent` not found\n  |\n  = note: No such file or directory \
                 (os error 2)\n  next: install this linker"
            ),
            "{said}"
        );
        assert_eq!(said.matches("absent").count(), 1, "{said}");
    }

    #[test]
    fn a_library_is_told_before_code_that_nobody_waits_for() {
        let errors = vec![
            error("mine", "error: expected `;`\n --> src/lib.rs:1:1\n"),
            error("dep-1.0.0", "error[E0425]: no `x`\n --> dep/lib.rs:1:1\n"),
            error(
                "other-1.0.0",
                "error[E0425]: no `y`\n --> other/lib.rs:1:1\n",
            ),
        ];
        let printed = "error: could not compile `dep` (lib) due to 1 previous error\n";
        assert_eq!(
            failure(printed, errors),
            "cargo could not build `dep`, which is needed:\nerror[E0425]: no `x`\n --> dep/lib.rs:1:1"
        );
    }

    #[test]
    fn a_build_script_that_fails_is_told_in_its_own_words() {
        let printed = "\x1b[1m\x1b[91merror\x1b[0m: failed to run custom build command for \
                       `dep v0.1.0 (/dep)`\nnote: To improve backtraces for build dependencies, \
                       set …\n\nCaused by:\n  process didn't exit successfully: `/t/build-script \
                       --long words` (exit status: 101)\n  --- stderr\n\n  thread 'main' panicked \
                       at build.rs:1:1:\n  no luck\n\x1b[1m\x1b[93mwarning\x1b[0m: build failed\n";
        assert_eq!(
            failure(printed, Vec::new()),
            "cargo could not build `dep`, which is needed:\nerror: failed to run custom build command \
             for `dep v0.1.0 (/dep)`\n\nCaused by:\n  process didn't exit successfully: \
             `/t/build-script …` (exit status: 101)\n  --- stderr\n\n  thread 'main' panicked at \
             build.rs:1:1:\n  no luck"
        );
    }

    #[test]
    fn a_linker_speaks_for_itself_and_its_arguments_are_left_out() {
        let rendered = "error: linking with `cc` failed: exit status: 3\n  |\n  = note:  \"cc\" \
                        \"-m64\"\n  = note: some arguments are omitted. use `--verbose`\n  \
                        = note: cc: out of luck\n          \n\n";
        let said = failure("", vec![error("libc-0.2.1", rendered)]);
        assert!(
            said.contains("failed: exit status: 3\n  |\n  = note: cc: out of luck\n  next: "),
            "{said}"
        );
    }

    #[test]
    fn a_call_of_a_compiler_that_found_errors_is_no_cause() {
        let printed = "     Running `/r/rustc --crate-name dep src/lib.rs`\n\
                       error: could not compile `dep` (lib) due to 1 previous error\n\nCaused by:\n  \
                       process didn't exit successfully: `/r/rustc --crate-name dep` (exit status: 1)\n";
        let errors = vec![error(
            "dep-1.0.0",
            "error[E0425]: no `x`\n --> dep/lib.rs:1:1\n",
        )];
        assert_eq!(
            failure(printed, errors),
            "cargo could not build `dep`, which is needed:\nerror[E0425]: no `x`\n --> dep/lib.rs:1:1"
        );
        let crashed = printed.replace("exit status: 1", "signal: 11, SIGSEGV");
        assert!(
            failure(&crashed, Vec::new()).ends_with("`/r/rustc …` (signal: 11, SIGSEGV)"),
            "a compiler that crashes is a cause"
        );
    }

    #[test]
    fn a_cargo_that_says_nothing_is_told_by_how_it_ended() {
        let said = failure("   Compiling a v1.0.0\n", Vec::new());
        assert!(
            said.ends_with(":\nerror: cargo ended with exit status: 0"),
            "{said}"
        );
    }

    #[test]
    fn a_compiler_that_does_not_start_is_known() {
        let complaint =
            |printed| Complaint::new(ExitStatus::default(), printed, Vec::new(), |_| true);
        let call = "error: process didn't exit successfully: `/bin/rustc - --crate-name ___` \
                    (exit status: 127)\n--- stderr\nrustc: failed to map segment\n";
        assert!(complaint(call).is_about_the_compiler());
        let crashed = "error: could not compile `a` (lib)\n\nCaused by:\n  process didn't exit \
                       successfully: `rustc` (signal: 11)\n";
        assert!(!complaint(crashed).is_about_the_compiler());
    }

    #[test]
    fn what_the_loader_says_of_the_compiler_is_the_cause() {
        let printed = "/bin/rustc: error while loading shared libraries: librustc.so: failed to \
                       map segment from shared object\nerror: could not compile `a` (lib)\n\n\
                       Caused by:\n  process didn't exit successfully: `/bin/rustc -v` (exit \
                       status: 127)\n";
        let said = failure(printed, Vec::new());
        let expected =
            "cargo could not build `a`, which is needed:\n/bin/rustc: error while loading";
        assert!(said.starts_with(expected), "{said}");
        assert!(said.contains("next: free some memory"), "{said}");
    }

    #[test]
    fn a_long_error_keeps_its_ends() {
        let long: Vec<String> = (1..=100).map(|line| format!("line {line}")).collect();
        let said = shortened(&long.join("\n"));
        assert!(
            said.contains("line 16\n… 76 lines are left out\nline 93\n"),
            "{said}"
        );
        let fits = long[..25].join("\n");
        assert!(shortened(&fits).contains("… 1 lines"), "{fits}");
        assert_eq!(shortened(&long[..24].join("\n")).lines().count(), 24);
    }
}
