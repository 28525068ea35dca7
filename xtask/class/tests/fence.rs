//! The fence, tried by running it. In: programs and texts that want out. Out: whether
//! they stayed in, and whether honest ones notice nothing.

#![cfg(target_os = "linux")]

mod fencing;

use std::path::{Path, PathBuf};

use class::fence::{
    Demand, Files, NOT_FENCED, Network, Paths, ProcessLimits, Syscalls, VIOLATIONS,
};
use class::scan::Violation;

use fencing::{Workshop, is_fenced, plain, run};

/// More than any compilation here needs.
fn ample() -> ProcessLimits {
    ProcessLimits::of_compilation(60, 4 << 30)
}

#[test]
fn an_honest_solution_compiles_and_links() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let text = "pub fn sum(values: &[u64]) -> u64 { values.iter().sum() }";
    let library = run(&shop.library(text, ample()));
    assert_eq!(library.code(), Some(0), "{library}");
    let program = run(&shop.program(
        "fn main() { println!(\"{}\", student::sum(&[1, 2])); }",
        ample(),
    ));
    assert_eq!(program.code(), Some(0), "{program}");
    let made = std::process::Command::new(shop.output.join("harness"))
        .output()
        .expect("what was linked starts");
    assert_eq!(made.stdout, b"3\n");
    assert_eq!(shop.names_outside(), shop.expected_outside());
}

#[test]
fn a_text_that_breaks_the_rules_is_not_compiled() {
    let shop = Workshop::new();
    let mut spec = shop.library(
        "\npub const X: &str = include_str!(\"/etc/passwd\");",
        ample(),
    );
    spec.scan = Some(shop.source.clone());
    if !is_fenced() {
        return;
    }
    let ended = run(&spec);
    assert_eq!(ended.code(), Some(i32::from(VIOLATIONS)), "{ended}");
    let violations: Vec<Violation> = serde_json::from_slice(&ended.stdout).expect("it is JSON");
    let [violation] = violations.as_slice() else {
        panic!("{violations:?}");
    };
    assert_eq!((violation.line, violation.column), (2, 21));
    assert_eq!(shop.made(), Vec::<String>::new());
}

#[test]
fn a_text_that_keeps_the_rules_is_compiled_after_the_scan() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let mut spec = shop.library("pub fn f() {}", ample());
    spec.scan = Some(shop.source.clone());
    let ended = run(&spec);
    assert_eq!(ended.code(), Some(0), "{ended}");
    assert_eq!(ended.stdout, b"");
}

/// What the language rules would find, if they were asked: the fence holds alone.
#[test]
fn the_compiler_reads_no_files_but_its_own() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let secret = shop.other.join("secret.txt");
    std::fs::write(&secret, "SECRET").expect("a file can be written");
    for path in [
        PathBuf::from("/etc/passwd"),
        PathBuf::from("/etc/hostname"),
        PathBuf::from("/proc/self/environ"),
        PathBuf::from(format!("/proc/{}/environ", std::process::id())),
        PathBuf::from("/proc/self/root/etc/passwd"),
        secret.clone(),
        PathBuf::from(format!("../other/{}", "secret.txt")),
        Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"),
    ] {
        for macro_name in ["include_str", "include_bytes", "include"] {
            let text = format!("pub fn f() {{ let _ = {macro_name}!({path:?}); }}");
            let ended = run(&shop.library(&text, ample()));
            assert_eq!(ended.code(), Some(1), "{text}\n{ended}");
            let said = String::from_utf8_lossy(&ended.stderr);
            // An old kernel's `/proc` says that there is no such file.
            assert!(
                said.contains("Permission denied") || said.contains("No such file"),
                "{text}\n{ended}"
            );
            assert!(!said.contains("SECRET"), "{ended}");
        }
    }
    // It was there to be read.
    assert!(secret.exists());
    assert_eq!(
        shop.names_outside(),
        shop.expected_outside_with("other/secret.txt")
    );
}

#[test]
fn a_symbolic_link_leads_nowhere() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    std::os::unix::fs::symlink("/etc/passwd", shop.output.join("link")).expect("a link is made");
    let link = shop.output.join("link");
    let text = format!("pub const X: &[u8] = include_bytes!({link:?});");
    let ended = run(&shop.library(&text, ample()));
    assert_eq!(ended.code(), Some(1), "{ended}");
}

#[test]
fn the_environment_is_empty() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let text = "const _: () = assert!(option_env!(\"SECRET\").is_none());
        const _: () = assert!(option_env!(\"HOME\").is_none());
        const _: () = assert!(option_env!(\"PATH\").is_some());";
    // `run` gives the fence itself a variable SECRET.
    let ended = run(&shop.library(text, ample()));
    assert_eq!(ended.code(), Some(0), "{ended}");
    let mut spec = plain("/usr/bin/env", &[]);
    spec.environment.insert("ONE".to_owned(), "1".to_owned());
    assert_eq!(run(&spec).stdout, b"ONE=1\n");
}

#[test]
fn a_program_reads_and_writes_only_what_it_may() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    let secret = shop.other.join("secret.txt");
    std::fs::write(&secret, "SECRET").expect("a file can be written");
    std::fs::write(&shop.source, "text").expect("a file can be written");
    let cases = [
        (true, "cat SOURCE"),
        (
            true,
            "echo x > OUTPUT/a && mkdir OUTPUT/b && mv OUTPUT/a OUTPUT/b/a && rm -r OUTPUT/b",
        ),
        (true, "echo x > /dev/null"),
        (false, "cat OTHER/secret.txt"),
        (false, "ls OTHER"),
        (false, "cat OUTPUT/../other/secret.txt"),
        (false, "cat /etc/passwd"),
        (false, "cat /proc/1/environ"),
        (false, "cat /dev/zero"),
        (false, "ls /tmp"),
        (false, "echo x > OTHER/new"),
        (false, "echo x >> OTHER/secret.txt"),
        (false, ": 3<OTHER/secret.txt > OTHER/secret.txt"),
        (false, "echo x > SOURCE"),
        (false, "rm OTHER/secret.txt"),
        (false, "rm SOURCE"),
        (false, "mv OTHER/secret.txt OUTPUT/secret"),
        (false, "ln OTHER/secret.txt OUTPUT/secret"),
        (false, "ln -s /etc/passwd OUTPUT/link"),
        (false, "mkfifo OUTPUT/pipe"),
        (false, "mkdir OTHER/new"),
        // What was written cannot be started.
        (false, "cp /usr/bin/true OUTPUT/true && OUTPUT/true"),
    ];
    for (succeeds, command) in cases {
        let command = command
            .replace("OTHER", &shop.other.display().to_string())
            .replace("OUTPUT", &shop.output.display().to_string())
            .replace("SOURCE", &shop.source.display().to_string());
        let ended = run(&shop.shell(&command));
        assert_eq!(ended.code() == Some(0), succeeds, "{command}\n{ended}");
        assert!(!ended.to_string().contains("SECRET"), "{command}\n{ended}");
    }
    assert_eq!(std::fs::read(&secret).expect("it is there"), b"SECRET");
    assert_eq!(std::fs::read(&shop.source).expect("it is there"), b"text");
    assert_eq!(
        shop.names_outside(),
        shop.expected_outside_with("other/secret.txt")
    );
}

#[test]
fn there_is_no_network_and_no_reach() {
    if !is_fenced() {
        return;
    }
    let shop = Workshop::new();
    // The program says what failed by its exit code: 0 if everything was refused.
    let probe = shop.probe();
    let outside = std::process::id().to_string();
    // Without a fence nothing is refused.
    let free = run(&plain(&probe, &[&outside, "harmless"]));
    let told = String::from_utf8_lossy(&free.stdout).into_owned();
    for what in ["signal", "unix", "inet", "datagram pair"] {
        assert!(told.contains(&format!("not refused: {what}")), "{free}");
    }
    let mut spec = plain(&probe, &[&outside, "all"]);
    spec.files = Files::Only(Paths {
        read_execute: vec!["/".into()],
        read: vec![],
        read_write: vec![],
        demand: Demand::All,
    });
    spec.network = Network::Denied;
    spec.syscalls = Syscalls::Compiler;
    let fenced = run(&spec);
    assert_eq!(fenced.code(), Some(0), "{fenced}");
    assert!(
        String::from_utf8_lossy(&fenced.stdout).contains("a pair works"),
        "{fenced}"
    );
}

#[test]
fn nothing_is_handed_down() {
    // The shell leaves an open file to the fence, which is not to leave it to `ls`.
    let shop = Workshop::new();
    let mut spec = plain("/bin/ls", &["/proc/self/fd"]);
    spec.folder = shop.other.clone();
    let json = serde_json::to_string(&spec).expect("it is plain data");
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", "exec \"$0\" fence --spec \"$1\" 7</etc/passwd 8<&7"])
        .args([env!("CARGO_BIN_EXE_class"), &json])
        .output()
        .expect("a shell starts");
    let open = String::from_utf8_lossy(&output.stdout).into_owned();
    // The three, and the one with which `ls` reads the folder.
    assert_eq!(
        open.split_whitespace().collect::<Vec<_>>(),
        ["0", "1", "2", "3"]
    );
}

#[test]
fn limits_are_set_and_cannot_be_raised() {
    let mut spec = plain(
        "/bin/sh",
        &[
            "-c",
            "for one in -v -t -n -c -s; do ulimit $one; done; ulimit -v unlimited 2>/dev/null; ulimit -v; \
             while read line; do case $line in NoNewPrivs*|CapEff*|CapPrm*) echo $line;; esac; done \
             < /proc/self/status",
        ],
    );
    spec.limits = ProcessLimits {
        address_space: Some(512 << 20),
        cpu_seconds: Some(7),
        file_size: Some(1 << 20),
        open_files: Some(40),
        processes: None,
        stack: Some(1 << 20),
    };
    let ended = run(&spec);
    let told = String::from_utf8_lossy(&ended.stdout).into_owned();
    let wanted = [
        "524288",
        "7",
        "40",
        "0",
        "1024",
        "524288",
        "CapPrm: 0000000000000000",
        "CapEff: 0000000000000000",
        "NoNewPrivs: 1",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), wanted, "{ended}");
}

#[test]
fn it_ends_with_the_runner() {
    const LONG: u64 = 120;
    let shop = Workshop::new();
    let command = format!("echo started > started; exec sleep {LONG}");
    let mut spec = plain("/bin/sh", &["-c", &command]);
    spec.folder = shop.other.clone();
    spec.environment
        .insert("PATH".to_owned(), "/usr/bin:/bin".to_owned());
    spec.runner = Some(std::process::id());
    let json = serde_json::to_string(&spec).expect("it is plain data");
    let shell = |script: &str| {
        std::process::Command::new("/bin/sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_class"), &json])
            .current_dir(&shop.other)
            .output()
            .expect("a shell starts")
    };
    // Not started by the runner that it names: it does not start.
    let output = shell("\"$0\" fence --spec \"$1\"; exit $?");
    assert_eq!(output.status.code(), Some(i32::from(NOT_FENCED)));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is gone"));
    assert!(!shop.other.join("started").exists());
    // A shell is the runner, and ends when the program has started. The program has the
    // shell's pipes, so they end with it.
    let start = std::time::Instant::now();
    let output = shell(
        "json=$(printf %s \"$1\" | sed \"s/\\\"runner\\\":[0-9]*/\\\"runner\\\":$$/\")
        \"$0\" fence --spec \"$json\" &
        until test -s started || ! kill -0 $!; do sleep 0.05; done",
    );
    assert!(shop.other.join("started").exists(), "{output:?}");
    assert!(start.elapsed().as_secs() < LONG / 2, "the program lived on");
}

#[test]
fn what_is_wrong_ends_before_the_program_starts() {
    let good = serde_json::to_value(plain("/bin/echo", &["started"])).expect("it is plain data");
    let with = |name: &str, value: serde_json::Value| {
        let mut spec = good.clone();
        spec[name] = value;
        spec.to_string()
    };
    let only = |path: &str| {
        serde_json::json!({"only": {"read_execute": [path], "read": [], "read_write": [],
            "demand": "all"}})
    };
    for (spec, says) in [
        ("/nowhere.json".to_owned(), "/nowhere.json"),
        ("{".to_owned(), "the spec is wrong"),
        (with("limit", 1.into()), "unknown field"),
        (
            with("limits", serde_json::json!({"cpu": 1})),
            "unknown field",
        ),
        (with("network", "sometimes".into()), "unknown variant"),
        (
            with("program", "/nowhere".into()),
            "could not start /nowhere",
        ),
        (
            with("folder", "/nowhere".into()),
            "could not go to /nowhere",
        ),
        (with("files", only("/nowhere")), "/nowhere"),
        (with("scan", "/nowhere".into()), "could not read /nowhere"),
        (with("runner", 1_000_000_000.into()), "is gone"),
    ] {
        let ended = fencing::run_json(&spec);
        assert_eq!(ended.code(), Some(i32::from(NOT_FENCED)), "{spec}\n{ended}");
        assert_eq!(ended.stdout, b"", "{spec}");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(
            said.starts_with("class fence: ") && said.contains(says),
            "{spec}\n{said}"
        );
    }
    assert_eq!(fencing::run_json(&good.to_string()).stdout, b"started\n");
}
