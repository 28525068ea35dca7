//! `advise` on profiles of real programs, and on what is none.
//!
//! The profiles in `tests/profiles` are of the program in `tests/profiles/shop`,
//! written by the crate dhat 0.3.3 and by valgrind 3.19; paths of the machine were
//! replaced, and valgrind's counts of accesses left out.

// Each test crate uses its own share of the support module.
#[allow(dead_code)]
mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Ran, Workbook, tests};

const WRITERS: [&str; 3] = ["shop-dhat", "shop-valgrind", "shop-valgrind-full-paths"];

fn profile(name: &str) -> String {
    let path = tests().join("profiles").join(name).with_extension("json");
    path.display().to_string()
}

fn shop() -> String {
    tests().join("profiles/shop").display().to_string()
}

fn advise(words: &[&str]) -> Ran {
    Workbook::new().run(&[&["advise"], words].concat())
}

fn json(words: &[&str]) -> Value {
    let ran = advise(&[words, &["--json"]].concat()).expect(0);
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error} in {ran:#?}"))
}

/// `src/cart/mod.rs:20` of each site, in order.
fn places(document: &Value) -> Vec<String> {
    let sites = document["profiles"][0]["sites"].as_array().expect("sites");
    sites
        .iter()
        .map(|site| {
            let place = &site["place"];
            format!(
                "{}:{}",
                place["file"].as_str().unwrap_or("-"),
                place["line"]
            )
        })
        .collect()
}

fn sum(sites: &Value, key: &str) -> u64 {
    let sites = sites.as_array().expect("sites");
    sites
        .iter()
        .map(|site| site[key].as_u64().expect(key))
        .sum()
}

/// What the file itself adds up to, read without the code under test.
fn total(file: &str, key: &str) -> u64 {
    let text = fs::read_to_string(file).expect("a profile");
    let document: Value = serde_json::from_str(&text).expect("JSON");
    sum(&document["pps"], key)
}

#[test]
fn sites_add_up_to_the_profile_whoevers_they_are() {
    let mut names = WRITERS.to_vec();
    names.extend(["shop-without-lines", "c-program"]);
    for name in names {
        let file = profile(name);
        for words in [&[&*file][..], &[&file, "--source", &shop()]] {
            let document = json(words);
            let report = &document["profiles"][0];
            for (key, in_file) in [
                ("blocks", "tbk"),
                ("bytes", "tb"),
                ("peak_bytes", "gb"),
                ("end_bytes", "eb"),
            ] {
                let expected = total(&file, in_file);
                assert_eq!(report["total"][key], expected, "{name} {key}");
                assert_eq!(sum(&report["sites"], key), expected, "{name} {key}");
            }
        }
    }
}

/// Two files are called `mod.rs`, and valgrind leaves the folders out.
#[test]
fn both_writers_lead_to_the_same_lines() {
    for name in WRITERS {
        let document = json(&[&profile(name), "--source", &shop(), "--top", "5"]);
        assert_eq!(
            places(&document),
            [
                "src/cart/mod.rs:20",
                "src/stock/mod.rs:23",
                "src/stock/mod.rs:25",
                "src/cart/mod.rs:10",
                "src/cart/mod.rs:20",
            ],
            "{name}"
        );
        let sites = &document["profiles"][0]["sites"];
        assert_eq!(
            sites[1]["text"],
            "let fields: Vec<&str> = line.split(';').collect();"
        );
        assert_eq!(sites[3]["operation"], "struct-clone", "{name}");
        // 152 of 200 articles cost more than 20.
        assert_eq!(sites[3]["blocks"], 152);
        assert_eq!(sites[1]["blocks"], 200);
    }
}

#[test]
fn without_sources_the_readers_code_is_what_is_nobody_elses() {
    for (name, expected) in [
        (
            "shop-dhat",
            [
                "src/cart/mod.rs:20",
                "src/stock/mod.rs:23",
                "src/stock/mod.rs:25",
            ],
        ),
        ("shop-valgrind", ["mod.rs:20", "mod.rs:23", "mod.rs:25"]),
        ("c-program", ["hello.c:3", "", ""]),
    ] {
        let places = places(&json(&[&profile(name)]));
        let expected: Vec<&str> = expected.into_iter().filter(|p| !p.is_empty()).collect();
        assert_eq!(places[..expected.len()], expected, "{name}");
        for place in places {
            let foreign = ["raw_vec", "smallvec", "alloc", "pthread", "std", "dhat"];
            assert!(!foreign.iter().any(|name| place.contains(name)), "{place}");
        }
    }
    advise(&[&profile("shop-valgrind")])
        .expect(0)
        .says("only crate `shop`, which has")
        .says("--fullpath-after=");
}

#[test]
fn without_lines_functions_are_shown_and_the_setting_is_named() {
    advise(&[&profile("shop-without-lines")])
        .expect(0)
        .says("debug = \"line-tables-only\"")
        .says("1. 34.1 % shop::cart::report");
}

#[test]
fn the_order_is_chosen() {
    for (order, key) in [
        ("blocks", "blocks"),
        ("bytes", "bytes"),
        ("peak", "peak_bytes"),
        ("short-lived", "short_lived_blocks"),
    ] {
        let document = json(&[&profile("shop-dhat"), "--by", order]);
        assert_eq!(document["order"], order);
        let sites = document["profiles"][0]["sites"].as_array().expect("sites");
        let values: Vec<u64> = sites.iter().filter_map(|site| site[key].as_u64()).collect();
        assert_eq!(values.len(), sites.len());
        assert!(values.is_sorted_by(|a, b| a >= b), "{order}: {values:?}");
        assert!(values[0] > 0, "{order}");
    }
    advise(&[&profile("shop-dhat"), "--by", "size"])
        .expect(2)
        .says("short-lived");
}

#[test]
fn the_shown_sites_say_how_much_they_cover() {
    advise(&[&profile("shop-dhat"), "--top", "1", "--source", &shop()])
        .expect(0)
        .says("891 blocks, 86,124 bytes in all")
        .says("1. 34.1 % src/cart/mod.rs:20 (report)")
        .says("304 blocks, 7,959 bytes")
        .says(r#"| text += &format!("{}: {}\n", item.name, item.price);"#)
        .says("This site makes 34.1 % of all blocks");
    advise(&[&profile("shop-dhat"), "--top", "0"]).expect(2);
}

#[test]
fn several_profiles_come_one_after_the_other() {
    let files = [profile("shop-dhat"), profile("c-program")];
    let ran = advise(&[&files[0], &files[1], "--top", "1"]).expect(0);
    let (shop, hello) = (ran.stdout.find("cart/mod.rs"), ran.stdout.find("hello.c:3"));
    assert!(shop.is_some() && shop < hello, "{ran:#?}");
    let document = json(&[&files[0], &files[1]]);
    assert_eq!(document["schema"], 1);
    assert_eq!(document["profiles"][0]["writer"], "dhat-crate");
    assert_eq!(document["profiles"][1]["writer"], "valgrind");
    assert_eq!(document["profiles"][1]["time_unit"], "instrs");
    assert!(document["profiles"][1]["findings"].is_array());
}

/// What a file is instead, and what to do, and never a word on standard output.
#[test]
fn what_is_no_profile_is_named() {
    let workbook = Workbook::new();
    let good = fs::read(profile("shop-dhat")).expect("a profile");
    let text = String::from_utf8_lossy(&good).into_owned();
    for (name, content, what, next) in [
        (
            "empty",
            &b""[..],
            "an empty file",
            "drop its `dhat::Profiler`",
        ),
        (
            "garbage",
            b"\x00\x01\xfe\xff\x7f",
            "bytes that are no text",
            "valgrind --tool=dhat",
        ),
        (
            "prose",
            b"hello\n",
            "a text that does not begin with `{`",
            "valgrind --tool=dhat",
        ),
        (
            "other.json",
            b"{\"a\":1}",
            "not a profile of dhat",
            "valgrind --tool=dhat",
        ),
        (
            "list.json",
            b"[1,2]",
            "does not begin with `{`",
            "valgrind --tool=dhat",
        ),
        (
            "half.json",
            &good[..good.len() / 2],
            "line ",
            "let the program end by itself",
        ),
        (
            "version.json",
            text.replace("\"dhatFileVersion\": 2", "\"dhatFileVersion\": 9")
                .as_bytes(),
            "expected version 2 of the format, found 9",
            "make one",
        ),
        (
            "heaptrack.zst",
            b"\x28\xb5\x2f\xfd\x00",
            "packed with zstd",
            "heaptrack_print",
        ),
        (
            "heaptrack.gz",
            b"\x1f\x8b\x08",
            "packed with gzip",
            "heaptrack_print",
        ),
        (
            "heaptrack",
            b"v 10400 3\nx shop\n",
            "data of heaptrack",
            "heaptrack_print",
        ),
        (
            "massif",
            b"desc: (none)\ncmd: ls\n",
            "a profile of massif",
            "ms_print",
        ),
    ] {
        workbook.write(name, content);
        let ran = workbook.run(&["advise", name]).expect(2);
        assert_eq!(ran.stdout, "", "{name}");
        ran.says(name).says(what).says(next);
    }
    for (name, mode) in [("ad-hoc", "rust-ad-hoc"), ("copy-mode", "copy")] {
        let ran = workbook.run(&["advise", &profile(name)]).expect(2);
        ran.says(&format!("mode `{mode}`"))
            .says("profiles the heap");
    }
    workbook
        .run(&["advise", "."])
        .expect(2)
        .says("found a folder");
    workbook
        .run(&["advise", "nowhere"])
        .expect(2)
        .says("dhat.out.PID");
    workbook.run(&["advise"]).expect(2).says("FILE");
}

#[test]
fn a_huge_file_is_not_read() {
    let workbook = Workbook::new();
    workbook.write("huge.json", "{");
    let file = fs::OpenOptions::new()
        .write(true)
        .open(workbook.path("huge.json"));
    file.expect("the file")
        .set_len(1 << 30)
        .expect("a sparse file");
    let ran = workbook.run(&["advise", "huge.json"]).expect(2);
    ran.says("1024 MiB are too many").says("a shorter run");
}

#[test]
fn a_profile_of_nothing_is_no_trouble() {
    let workbook = Workbook::new();
    let empty = r#"{"dhatFileVersion":2,"mode":"rust-heap","verb":"Allocated","bklt":true,
        "bkacc":false,"tu":"µs","Mtu":"s","tuth":10,"cmd":"shop","pid":1,"tg":0,"te":9,
        "pps":[],"ftbl":["[root]"]}"#;
    workbook.write("empty.json", empty);
    let ran = workbook.run(&["advise", "empty.json"]).expect(0);
    ran.says("0 blocks, 0 bytes in all")
        .says("The profile has no blocks.");
}

#[test]
fn sources_that_do_not_fit_are_told() {
    let workbook = Workbook::new();
    let file = profile("shop-dhat");
    let run = |source: &str| workbook.run(&["advise", &file, "--source", source]);
    run("nowhere").expect(2).says("nowhere");
    run("Cargo.toml").expect(2).says("a folder of sources");
    fs::create_dir(workbook.path("bare")).expect("a folder");
    run("bare").expect(2).says("holds no source files");
    run("exercises")
        .expect(0)
        .says("no line of yours is in the profile");
}

/// The names of files and functions come from outside.
#[test]
fn a_profile_gives_no_orders_to_the_terminal() {
    let workbook = Workbook::new();
    let text = fs::read_to_string(profile("shop-dhat")).expect("a profile");
    let hostile = text
        .replace("src/cart/mod.rs", r"src/\u001b[31mcart/mod.rs")
        .replace("target/release/shop", r"\u001b]0;title\u0007\u202eshop");
    workbook.write("hostile.json", hostile);
    let ran = workbook.run(&["advise", "hostile.json"]).expect(0);
    let is_order = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!ran.stdout.contains(is_order), "{ran:#?}");
    let coloured = workbook.run(&["--color", "always", "advise", &profile("c-program")]);
    assert!(coloured.stdout.contains("\x1b[1m"), "{coloured:#?}");
}

#[test]
fn fixtures_name_no_machine() {
    for entry in fs::read_dir(tests().join("profiles")).expect("the profiles") {
        let path = entry.expect("an entry").path();
        if !path.is_file() {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a profile");
        for folder in ["/root/", "/tmp/"] {
            assert!(
                !text.contains(folder),
                "{}: {folder}",
                Path::new(&path).display()
            );
        }
    }
}
