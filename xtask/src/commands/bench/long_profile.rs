//! A profile that is longer than most. In: a number of sites. Out: its text, as the
//! dhat crate would have written it.

use std::fmt::Write;

/// Frames of one call stack.
const DEPTH: usize = 30;

/// A profile with this many call stacks, each through lines of its own.
pub fn text(sites: usize) -> String {
    let mut points = String::new();
    let mut frames = String::from("\"[root]\"");
    for site in 0..sites {
        let comma = if site > 0 { "," } else { "" };
        let numbers: Vec<String> = (0..DEPTH)
            .map(|depth| (1 + site * DEPTH + depth).to_string())
            .collect();
        let _ = write!(
            points,
            "{comma}{{\"tb\":{bytes},\"tbk\":{blocks},\"tl\":9,\"mb\":8,\"mbk\":1,\"gb\":8,\
             \"gbk\":1,\"eb\":0,\"ebk\":0,\"fs\":[{}]}}",
            numbers.join(","),
            bytes = 64 * (site + 1),
            blocks = site + 1,
        );
        for depth in 0..DEPTH {
            let _ = write!(
                frames,
                ",\"0x{site:x}{depth:02x}: program::step_{depth}<alloc::vec::Vec<u8>> \
                 (program/src/step_{depth}.rs:{}:9)\"",
                1 + site
            );
        }
    }
    format!(
        "{{\"dhatFileVersion\":2,\"mode\":\"rust-heap\",\"verb\":\"Allocated\",\"bklt\":true,\
         \"bkacc\":false,\"tu\":\"µs\",\"Mtu\":\"s\",\"tuth\":10,\"cmd\":\"program\",\"pid\":1,\
         \"tg\":5,\"te\":9,\"pps\":[{points}],\"ftbl\":[{frames}]}}"
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_a_profile() {
        let profile = explain::profile::Profile::read(super::text(3).as_bytes());
        let profile = profile.expect("a profile");
        assert_eq!(profile.points.len(), 3);
        assert_eq!(profile.total().blocks, 6);
        assert_eq!(profile.stack(&profile.points[2]).count(), super::DEPTH);
    }
}
