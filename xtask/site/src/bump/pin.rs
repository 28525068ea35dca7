//! The pin. In: the text of a file that names the compiler, and another compiler. Out: the
//! text that names that one; all else in it stays.

/// The compiler that `rust-toolchain.toml` asks for.
pub fn channel(text: &str) -> Option<&str> {
    value(text, "channel")
}

/// The text of `rust-toolchain.toml` with another compiler; none if it names none.
pub fn with_channel(text: &str, version: &str) -> Option<String> {
    with_value(text, "channel", version)
}

/// The text of the workspace's `Cargo.toml` for another compiler; none if it says no
/// `rust-version`.
///
/// `rust-version` is the oldest compiler that may be used. That is the pinned one where it
/// has a number. A channel such as `nightly` has none: whatever it is today is newer, and
/// the text stays.
pub fn with_rust_version(text: &str, version: &str) -> Option<String> {
    match number(version) {
        Some(number) => with_value(text, "rust-version", number),
        None => value(text, "rust-version").map(|_| text.to_owned()),
    }
}

/// `1.96` of `1.96.0`; none of a channel.
fn number(version: &str) -> Option<&str> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = version.split('.').collect();
    let is_release = (2..=3).contains(&parts.len()) && parts.iter().all(|part| is_number(part));
    is_release.then(|| &version[..parts[0].len() + 1 + parts[1].len()])
}

/// Whether this can be the name of a toolchain.
pub fn is_name(version: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    version.starts_with(|c: char| c.is_ascii_alphanumeric()) && version.chars().all(is_part)
}

/// The text between quotes on the line `key = "…"`.
fn value<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| of_line(line, key))
}

fn of_line<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    let rest = line.trim_start().strip_prefix(key)?.trim_start();
    let rest = rest.strip_prefix('=')?.trim_start().strip_prefix('"')?;
    Some(rest.split_once('"')?.0)
}

/// The text with another value on that line.
fn with_value(text: &str, key: &str, new: &str) -> Option<String> {
    let mut is_there = false;
    let replaced = text.split_inclusive('\n').map(|line| {
        let old = of_line(line, key).filter(|_| !is_there);
        is_there |= old.is_some();
        match old {
            Some(old) => line.replacen(&format!("\"{old}\""), &format!("\"{new}\""), 1),
            None => line.to_owned(),
        }
    });
    let replaced: String = replaced.collect();
    is_there.then_some(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pin_is_read_and_written_and_nothing_else_changes() {
        let text = "# why\n[toolchain]\nchannel = \"1.95.0\" # pinned\ncomponents = [\"clippy\"]\n";
        assert_eq!(channel(text), Some("1.95.0"));
        for version in ["1.96.1", "nightly", "nightly-2026-05-19"] {
            let written = with_channel(text, version).expect("a channel");
            assert_eq!(channel(&written), Some(version));
            assert_eq!(
                with_channel(&written, "1.95.0").as_deref(),
                Some(text),
                "back again"
            );
        }
        assert_eq!(
            with_channel("[toolchain]\npath = \"/x\"\n", "nightly"),
            None
        );
    }

    #[test]
    fn the_oldest_compiler_follows_a_number_and_no_channel() {
        let text = "[workspace.package]\nedition = \"2024\"\nrust-version = \"1.95\"\n";
        for (version, expected) in [
            ("1.96.0", "1.96"),
            ("1.96", "1.96"),
            ("nightly", "1.95"),
            ("beta", "1.95"),
            ("1.97.0-nightly", "1.95"),
            ("nightly-2026-05-19", "1.95"),
        ] {
            let written = with_rust_version(text, version).expect("a version");
            assert_eq!(value(&written, "rust-version"), Some(expected), "{version}");
            assert!(written.contains("edition = \"2024\"\n"));
        }
        assert_eq!(with_rust_version("[package]\n", "1.96.0"), None);
    }

    #[test]
    fn a_name_is_no_option_and_no_path() {
        for (name, expected) in [
            ("1.96.0", true),
            ("nightly-2026-05-19", true),
            ("", false),
            ("--help", false),
            ("../x", false),
            ("a b", false),
        ] {
            assert_eq!(is_name(name), expected, "{name}");
        }
    }
}
