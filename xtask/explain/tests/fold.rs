//! Which line is charged with what, in real profiles.

use std::collections::HashSet;

use explain::profile::{Cost, Profile};
use explain::site::{Site, fold};
use explain::sources::OneFile;
use serde_json::json;
use support::{Recording, read_profile};

mod support;

/// The sites of the largest size of a recording.
fn sites(name: &str) -> (Recording, Vec<Site>) {
    let recording = Recording::load(name);
    let sites = fold(recording.largest().1, &recording.source);
    (recording, sites)
}

/// A profile of a block of three bytes for each of these call stacks.
fn profile_of<const N: usize>(stacks: &[[usize; N]], frames: &[String]) -> Profile {
    let point = |stack: &[usize; N]| json!({"tb": 3, "tbk": 1, "fs": stack.to_vec()});
    let points = stacks.iter().map(point).collect();
    read_profile(&json!("rust-heap"), points, &json!(frames))
}

fn on_line<'s>(recording: &Recording, sites: &'s [Site], fragment: &str) -> Vec<&'s Site> {
    let found: Vec<&Site> = sites
        .iter()
        .filter(|site| recording.line(site).contains(fragment))
        .collect();
    assert!(!found.is_empty(), "no site on a line with {fragment}");
    found
}

#[test]
fn costs_add_up_in_every_profile() {
    for recording in Recording::all() {
        for (items, profile) in &recording.profiles {
            let sites = fold(profile, &recording.source);
            let mut sum = Cost::default();
            let mut stacks = 0;
            for site in &sites {
                sum += site.cost;
                stacks += site.stacks;
            }
            assert_eq!(sum, profile.total(), "{} at {items}", recording.name);
            assert_eq!(
                stacks,
                profile.points.len(),
                "{} at {items}",
                recording.name
            );
        }
    }
}

#[test]
fn no_two_sites_are_the_same_and_each_has_its_line() {
    for recording in Recording::all() {
        for (items, profile) in &recording.profiles {
            let mut seen = HashSet::new();
            for site in fold(profile, &recording.source) {
                let line = site.place.as_ref().map(|place| place.line);
                let new = seen.insert((line, site.what.clone()));
                assert!(new, "{} at {items}: {line:?} {}", recording.name, site.what);
            }
        }
    }
}

#[test]
fn the_order_of_the_stacks_does_not_matter() {
    for recording in Recording::all() {
        for (items, mut profile) in recording.profiles {
            let told = format!("{:#?}", fold(&profile, &recording.source));
            profile.points.reverse();
            let reversed = format!("{:#?}", fold(&profile, &recording.source));
            assert_eq!(told, reversed, "{} at {items}", recording.name);
        }
    }
}

#[test]
fn two_threads_with_one_line_are_told_in_the_order_of_the_text() {
    let frames = [
        "make (src/lib.rs:9:1)",
        "left (src/lib.rs:2:1)",
        "right (src/lib.rs:3:1)",
    ];
    let profile = profile_of(&[[0, 2], [0, 1]], &frames.map(str::to_owned));
    let source = OneFile::new("src/lib.rs".to_owned(), "\n".repeat(12));
    let sites = fold(&profile, &source);
    assert_eq!(sites.len(), 1);
    assert_eq!(sites[0].callers[0].line, 2);
}

#[test]
fn the_harness_is_never_charged() {
    for recording in Recording::all() {
        for (_, profile) in &recording.profiles {
            for site in fold(profile, &recording.source) {
                let places = site.place.iter().chain(&site.callers);
                for place in places {
                    assert_eq!(place.file, recording.source.path(), "{}", recording.name);
                }
                // All that an exercise allocates, its own file does.
                let is_exercise = recording.name.starts_with("ex");
                assert!(site.place.is_some() || !is_exercise, "{}", recording.name);
            }
        }
    }
}

#[test]
fn hundreds_of_stacks_are_one_site() {
    let (recording, sites) = sites("ex2-dhat/report.starter");
    let sorts: Vec<&Site> = on_line(&recording, &sites, "sort_by_key(")
        .into_iter()
        .filter(|site| site.what == "sort-key")
        .collect();
    assert_eq!(sorts.len(), 1);
    assert!(sorts[0].stacks > 200, "{}", sorts[0].stacks);
    assert_eq!(sorts[0].cost.blocks, 29_942);
    // No part of it is left on the line that makes the key.
    let keys = sites
        .iter()
        .filter(|site| recording.line(site).contains("to_lowercase"));
    assert_eq!(keys.count(), 0);
}

#[test]
fn thousands_of_stacks_are_one_site() {
    // A call stack for each of many lines of the library, below one own line.
    let stacks = 5_000;
    let frames: Vec<String> = (1..=stacks)
        .map(|line| format!("f{line} (src/other.rs:{line}:1)"))
        .chain(["grow (src/vec.rs:1:1)", "own (ä/src/lib.rs:2:1)"].map(str::to_owned))
        .collect();
    let below: Vec<[usize; 3]> = (0..stacks).map(|line| [line, stacks, stacks + 1]).collect();
    let profile = profile_of(&below, &frames);
    let source = OneFile::new(
        "ä/src/lib.rs".to_owned(),
        "fn own() {\n    grow()\n}".to_owned(),
    );
    let sites = fold(&profile, &source);
    assert_eq!(sites.len(), 1);
    assert_eq!(sites[0].stacks, stacks);
    assert_eq!((sites[0].cost.blocks, sites[0].cost.bytes), (5_000, 15_000));
    assert_eq!(sites[0].what, "grow");
}

#[test]
fn a_thread_of_the_readers_is_charged() {
    // The stack of a spawned thread starts at its closure.
    for (name, fragment, blocks) in [
        (
            "ex5-sharing/worker-table.starter",
            "share.farthest.clone_from(",
            4,
        ),
        (
            "samples/dhat.samples",
            "let text = number.to_string();",
            4_096,
        ),
    ] {
        let (recording, sites) = sites(name);
        let found = on_line(&recording, &sites, fragment);
        assert_eq!(found.len(), 1, "{name}");
        assert_eq!(found[0].cost.blocks, blocks, "{name}");
    }
}

#[test]
fn a_derived_method_is_charged_to_its_caller() {
    // Clone of a struct: its texts, its list, and the texts in the list.
    let (recording, sites) = sites("ex5-sharing/shared-config.starter");
    let clones = on_line(&recording, &sites, "config: config.clone(),");
    assert_eq!(clones.len(), 1);
    assert_eq!(clones[0].what, "struct-clone");
    assert_eq!(clones[0].cost.blocks, 8 * 4_096);
    for fragment in ["#[derive", "pub cluster: String", "pub seeds: Vec<String>"] {
        let charged = sites
            .iter()
            .any(|site| recording.line(site).contains(fragment));
        assert!(!charged, "{fragment}");
    }
    // Deserialize: the call, and not the struct.
    let (recording, sites) = self::sites("ex3-string-trap/json-records.starter");
    for site in &sites {
        assert_eq!(recording.line(site), "serde_json::from_str(json)");
    }
}

#[test]
fn names_that_are_not_ascii_are_read() {
    let (recording, sites) = sites("samples/dhat.samples");
    let found = on_line(&recording, &sites, "let übernommen = größe.clone();");
    assert_eq!(found[0].cost.blocks, 4 * 4_096);
    assert_eq!(found[0].what, "struct-clone");
}

#[test]
fn recursion_adds_up() {
    let (recording, sites) = sites("samples/dhat.samples");
    let found = on_line(&recording, &sites, "Box::new(branch(rest))");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].cost.blocks, 4_096);
    let (recording, sites) = self::sites("ex5-sharing/tree.starter");
    let nodes = on_line(&recording, &sites, "Rc::new(RefCell::new(node))");
    assert_eq!(nodes[0].cost.blocks, 8_192);
}

#[test]
fn a_line_knows_what_else_it_does() {
    let (recording, sites) = sites("ex6-cow/escaped-json.starter");
    let found = on_line(&recording, &sites, "serde_json::from_str(json)");
    let texts = found.iter().find(|site| site.what == "serde-string");
    let beside: HashSet<&str> = texts
        .expect("the texts")
        .beside
        .iter()
        .map(|other| other.id)
        .collect();
    assert_eq!(beside, HashSet::from(["serde-list", "serde-scratch"]));
}

#[test]
fn the_line_of_the_allocator_is_not_charged() {
    for name in ["samples/dhat.samples", "samples/valgrind.samples"] {
        let (recording, sites) = sites(name);
        for site in &sites {
            assert!(!recording.line(site).starts_with("static ALLOC"), "{name}");
        }
    }
}
